package desktop

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/sheet"
)

// What becomes of a row of an import.
const (
	rowNew       = "new"
	rowChanges   = "changes"
	rowUnchanged = "unchanged"
	rowProblem   = "problem"
)

// plannedRow is a row of a file of members, and what an import will make of it.
type plannedRow struct {
	sheet.Row
	what          string
	before, after affiliate.Member // before is the zero one for a new member
	detail        string           // the fields that change, or what is wrong and what to do
}

// memberPlan is what an import will do. Nothing of it has been done.
type memberPlan struct {
	table  openTable
	rows   []plannedRow
	groups []affiliate.Group // that are new
}

func (p memberPlan) count(what string) (n int) {
	for _, row := range p.rows {
		if row.what == what {
			n++
		}
	}
	return n
}

// sameAs reports whether another plan would do the same to the same members.
func (p memberPlan) sameAs(other memberPlan) bool {
	return slices.EqualFunc(p.rows, other.rows, func(a, b plannedRow) bool {
		return a.what == b.what && a.detail == b.detail && (a.what != rowChanges || a.before.ID == b.before.ID)
	})
}

// planner finds out what each row of a file means, by who is here already and by
// the rows before it.
type planner struct {
	s       *session
	table   *tableReader
	byID    map[affiliate.MemberID]affiliate.Member
	byEmail map[string]affiliate.MemberID
	handles map[string][]affiliate.MemberID // "instagram:ana"
	owners  owners
	linked  map[affiliate.MemberID]bool
	groups  map[string]affiliate.GroupID // by name in lower case
	lines   map[affiliate.MemberID]int   // of the file, that are about a member
	plan    memberPlan
}

// planImport works out what importing a file would do.
func (s *session) planImport(ctx context.Context, table *tableReader, progress func(done, total int)) (memberPlan, error) {
	p := &planner{s: s, table: table, byID: map[affiliate.MemberID]affiliate.Member{}, byEmail: map[string]affiliate.MemberID{}, handles: map[string][]affiliate.MemberID{},
		linked: map[affiliate.MemberID]bool{}, groups: map[string]affiliate.GroupID{},
		lines: map[affiliate.MemberID]int{}, plan: memberPlan{table: table.openTable}}
	if err := p.learn(ctx); err != nil {
		return p.plan, err
	}
	for i, row := range table.Rows {
		if i%100 == 0 {
			if progress(i, len(table.Rows)); ctx.Err() != nil {
				return p.plan, ctx.Err()
			}
		}
		if err := p.add(ctx, row); err != nil {
			return p.plan, err
		}
	}
	progress(len(table.Rows), len(table.Rows))
	return p.plan, nil
}

// learn reads who is here.
func (p *planner) learn(ctx context.Context) error {
	members, err := p.s.store.Members(ctx)
	if err != nil {
		return err
	}
	if p.owners, err = p.s.noOwners(ctx); err != nil {
		return err
	}
	for _, m := range members {
		if !m.Removed {
			p.know(m)
		}
	}
	links, err := p.s.store.Links(ctx)
	if err != nil {
		return err
	}
	for _, l := range links {
		p.linked[l.MemberID] = true
	}
	groups, err := p.s.store.Groups(ctx)
	for _, g := range groups {
		p.groups[strings.ToLower(g.Name)] = g.ID
	}
	return err
}

func (p *planner) know(m affiliate.Member) {
	p.byID[m.ID] = m
	if m.Email != "" {
		p.byEmail[strings.ToLower(m.Email)] = m.ID
	}
	for _, handle := range handleKeys(m) {
		if !slices.Contains(p.handles[handle], m.ID) {
			p.handles[handle] = append(p.handles[handle], m.ID)
		}
	}
	p.owners.add(m)
}

func handleKeys(m affiliate.Member) (keys []string) {
	for platform, handle := range map[string]string{"instagram": m.Instagram, "tiktok": m.TikTok, "youtube": m.YouTube, "other": m.Handle} {
		if same := affiliate.SameHandle(handle); same != "" {
			keys = append(keys, platform+":"+same)
		}
	}
	slices.Sort(keys)
	return keys
}

// add plans a row. What is wrong with it is said in the plan.
func (p *planner) add(ctx context.Context, row sheet.Row) error {
	planned := plannedRow{Row: row, what: rowProblem, detail: row.Wrong}
	if row.Wrong == "" {
		planned.what, planned.detail = rowUnchanged, ""
		if err := p.read(ctx, row, &planned); err != nil {
			if affiliate.Code(err) == affiliate.Internal {
				return err
			}
			planned.what, planned.detail = rowProblem, problemWords(err)
		}
	}
	p.plan.rows = append(p.plan.rows, planned)
	return nil
}

func (p *planner) read(ctx context.Context, row sheet.Row, planned *plannedRow) error {
	if label, is := p.table.unshown(row); is {
		return affiliate.Errorf(affiliate.Invalid, "%s holds characters that can't be shown.", label).WithHint("Type it anew.")
	}
	before, err := p.find(row)
	if err != nil {
		return err
	}
	planned.before = before
	start := before
	if before.ID == "" {
		start = affiliate.Member{Status: affiliate.Active}
	}
	after, group, err := p.table.readMember(row, start)
	if err != nil {
		return err
	}
	planned.after = after
	if before.ID == "" && after.Name == "" {
		return field("name", "There is no name. A new member needs one.")
	}
	if err := errors.Join(after.Check(), p.free(ctx, after, before)); err != nil {
		return err
	}
	if line, has := p.lines[before.ID]; has && before.ID != "" {
		return affiliate.Errorf(affiliate.Invalid, "Line %d is about the same member.", line).WithHint("Keep one of the two lines.")
	}
	if after.GroupID, err = p.group(group, after.GroupID); err != nil {
		return err
	}
	return p.decide(planned, after)
}

// decide settles what a row without problems does.
func (p *planner) decide(planned *plannedRow, after affiliate.Member) error {
	fields, err := changed(planned.before, after)
	if err != nil {
		return err
	}
	switch {
	case planned.before.ID == "":
		planned.what = rowNew
		if after.ID, err = affiliate.NewID[affiliate.MemberID](p.s.app.random); err != nil {
			return err
		}
	case len(fields) > 0:
		planned.what, planned.detail = rowChanges, fieldWords(slices.Sorted(maps.Keys(fields)))
	}
	planned.after = after
	p.lines[after.ID] = planned.Line
	p.know(after)
	return nil
}

// find looks whom a row is about: by the id of an export, else by the e-mail,
// else by a handle; the zero member when nobody is here yet.
func (p *planner) find(row sheet.Row) (affiliate.Member, error) {
	if id := affiliate.MemberID(p.table.cell(row, "id")); id != "" {
		if m, has := p.byID[id]; has {
			return m, nil
		}
	}
	if email := strings.ToLower(p.table.cell(row, "email")); email != "" {
		if id, has := p.byEmail[email]; has {
			return p.byID[id], nil
		}
	}
	said, _, err := p.table.readMember(row, affiliate.Member{})
	if err != nil {
		return affiliate.Member{}, err
	}
	var found []affiliate.MemberID
	for _, handle := range handleKeys(said) {
		for _, id := range p.handles[handle] {
			if !slices.Contains(found, id) {
				found = append(found, id)
			}
		}
	}
	switch {
	case len(found) == 0:
		return affiliate.Member{}, nil
	case len(found) > 1:
		return affiliate.Member{}, affiliate.Errorf(affiliate.Invalid, "Its handles are those of %s and of %s.", p.byID[found[0]].Name, p.byID[found[1]].Name).
			WithHint("Add an e-mail address, or leave one of the handles out.")
	}
	m := p.byID[found[0]]
	if m.Email != "" && said.Email != "" {
		return affiliate.Member{}, affiliate.Errorf(affiliate.Invalid, "%s has this handle, and another e-mail address: %s.", m.Name, m.Email).
			WithHint("Correct the address, or change it at the member first.")
	}
	return m, nil
}

// free looks whether promo codes and PIDs are nobody else's, and whether a test
// member may become one.
func (p *planner) free(ctx context.Context, after, before affiliate.Member) error {
	if err := p.owners.free(after); err != nil {
		return err
	}
	if before.ID == "" || after.Test == before.Test {
		return nil
	}
	if p.linked[before.ID] {
		return field("test", "The member has links, so whether they are a test member can't change any more.")
	}
	return p.s.testSettled(ctx, before.ID)
}

// group finds a group by its name, or plans a new one; without a name the member
// stays where they are.
func (p *planner) group(name string, now affiliate.GroupID) (affiliate.GroupID, error) {
	if name == "" {
		return now, nil
	}
	if id, has := p.groups[strings.ToLower(name)]; has {
		return id, nil
	}
	g := affiliate.Group{Name: name}
	err := g.Check()
	if err == nil {
		g.ID, err = affiliate.NewID[affiliate.GroupID](p.s.app.random)
	}
	if err != nil {
		return "", err
	}
	p.groups[strings.ToLower(name)] = g.ID
	p.plan.groups = append(p.plan.groups, g)
	return g.ID, nil
}

// problemWords say all that is wrong with a row, field by field.
func problemWords(err error) string {
	var known *affiliate.Error
	if !errors.As(err, &known) {
		return err.Error()
	}
	if len(known.Fields) == 0 {
		return strings.TrimSpace(known.Message + " " + known.Hint)
	}
	labels := map[string]string{}
	for _, f := range memberTable().fields {
		labels[f.Key] = f.Label
	}
	said := make([]string, 0, len(known.Fields))
	for _, name := range slices.Sorted(maps.Keys(known.Fields)) {
		said = append(said, labels[name]+": "+known.Fields[name])
	}
	return strings.Join(said, " ")
}
