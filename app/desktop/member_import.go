package desktop

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"linkledger/internal/affiliate"
)

// maxImport is how many rows one import may have.
const maxImport = 50_000

// OpenImport has a person choose a CSV file of members.
func (m *Members) OpenImport() (TableView, error) {
	return do(m.app, func(s *session) (TableView, error) {
		_, v, err := s.openTable(context.Background(), memberTable())
		return v, err
	})
}

// OpenPasted takes rows that were copied out of a spreadsheet or a file.
func (m *Members) OpenPasted(text string) (TableView, error) {
	return do(m.app, func(s *session) (TableView, error) {
		if clean(text) == "" {
			return TableView{}, field("text", "Paste the rows, with the row of names above them.")
		}
		_, v, err := s.lookAtTable(context.Background(), memberTable(), "Pasted rows", []byte(text))
		return v, err
	})
}

// PlanImport starts to work out what importing a file would do. Nothing is
// imported.
func (m *Members) PlanImport(form TableForm) (MemberImport, error) {
	return do(m.app, func(s *session) (MemberImport, error) {
		table, err := s.readTable(context.Background(), memberTable(), form)
		if err != nil {
			return MemberImport{}, err
		}
		switch {
		case len(table.Rows) > maxImport:
			return MemberImport{}, affiliate.Errorf(affiliate.Invalid, "The file has %d rows.", len(table.Rows)).WithHint("Split it: up to 50,000 are imported at once.")
		case !table.Has("name") && !table.Has("email") && !table.Has("id"):
			return MemberImport{}, field("name", "Choose the column of names, or of e-mail addresses.")
		}
		return viewImport(s.memberPlans.start(s, table, func(ctx context.Context, progress func(done, total int)) (memberPlan, error) {
			return s.planImport(ctx, table, progress)
		})), nil
	})
}

// ImportState is a preview as it stands.
func (m *Members) ImportState(id string) (MemberImport, error) {
	return do(m.app, func(s *session) (MemberImport, error) {
		run, err := s.memberPlans.get(id)
		if err != nil {
			return MemberImport{}, err
		}
		return viewImport(run), nil
	})
}

// CancelImport ends a preview, or an import that has not been saved yet.
func (m *Members) CancelImport(id string) error {
	_, err := do(m.app, func(s *session) (bool, error) {
		if run, err := s.imports.get(id); err == nil {
			run.cancel()
			return true, nil
		}
		run, err := s.memberPlans.get(id)
		if err == nil {
			run.cancel()
		}
		return err == nil, err
	})
	return err
}

// ImportRows lists rows of a preview; of one kind, or all.
func (m *Members) ImportRows(id, what string, offset, limit int) (ImportRows, error) {
	return do(m.app, func(s *session) (ImportRows, error) {
		v := ImportRows{Rows: []ImportRow{}}
		_, plan, err := s.memberPlans.finished(id)
		if err != nil {
			return v, err
		}
		groups, err := s.groupNames(context.Background())
		if err != nil {
			return v, err
		}
		for _, g := range plan.groups {
			groups[g.ID] = g.Name
		}
		for _, row := range plan.rows {
			if what != "" && row.what != what {
				continue
			}
			if v.Total++; v.Total <= offset || len(v.Rows) >= min(limit, mostMembers) {
				continue
			}
			shown := ImportRow{Line: row.Line, What: row.what, Name: row.after.Name, Email: row.after.Email, Group: groups[row.after.GroupID], Detail: row.detail}
			if shown.Name == "" && shown.Email == "" {
				shown.Name = strings.Join(slices.DeleteFunc(slices.Clone(row.Cells), func(c string) bool { return c == "" }), ", ")
			}
			v.Rows = append(v.Rows, shown)
		}
		return v, nil
	})
}

// Import starts to do what a preview says: all of it or nothing. A preview is
// done once: to ask again gives the import that runs, or ran.
func (m *Members) Import(id string) (MemberImport, error) {
	return do(m.app, func(s *session) (MemberImport, error) {
		preview, plan, err := s.memberPlans.finished(id)
		if err != nil {
			return MemberImport{}, err
		}
		if plan.count(rowNew)+plan.count(rowChanges) == 0 {
			return MemberImport{}, affiliate.Errorf(affiliate.Invalid, "There is nothing to import.").WithHint("Correct the rows with problems, and choose the file again.")
		}
		turns, err := s.memberTurns(context.Background())
		if err != nil {
			return MemberImport{}, err
		}
		serves := func(asked *tableReader, at runState[memberTurn]) bool {
			undone := slices.ContainsFunc(turns, func(t memberTurn) bool { return t.ID == at.found.ID && t.UndoneAt != "" })
			return asked == preview.asked && (at.state == runRunning || at.state == runDone && !undone)
		}
		return viewDone(s.imports.startOnce(s, preview.asked, serves, func(ctx context.Context, progress func(done, total int)) (memberTurn, error) {
			return s.importMembers(ctx, preview.asked, plan, progress)
		})), nil
	})
}

// ImportDone is an import as it stands.
func (m *Members) ImportDone(id string) (MemberImport, error) {
	return do(m.app, func(s *session) (MemberImport, error) {
		run, err := s.imports.get(id)
		if err != nil {
			return MemberImport{}, err
		}
		return viewDone(run), nil
	})
}

// PastImports lists the files that were imported here, newest first.
func (m *Members) PastImports() ([]PastImport, error) {
	return do(m.app, func(s *session) ([]PastImport, error) {
		turns, err := s.memberTurns(context.Background())
		list := []PastImport{}
		for _, t := range slices.Backward(turns) {
			if t.File != "" {
				list = append(list, PastImport{ID: t.ID, At: t.At, File: t.File, Added: t.Added, Changed: t.Changed, LeftOut: t.LeftOut, Undone: t.UndoneAt != ""})
			}
		}
		return list, err
	})
}

// importMembers writes a plan to the outbox at once, if it is still what the file
// means: members may have been changed since it was shown.
func (s *session) importMembers(ctx context.Context, table *tableReader, plan memberPlan, progress func(done, total int)) (memberTurn, error) {
	s.turning.Lock()
	defer s.turning.Unlock()
	b := s.batch()
	turn := memberTurn{ID: b.ID, At: b.at.Format(time.RFC3339), File: plan.table.name, LeftOut: plan.count(rowProblem)}
	now, err := s.planImport(ctx, table, func(int, int) {})
	if err != nil {
		return turn, err
	}
	if !plan.sameAs(now) {
		return turn, affiliate.Errorf(affiliate.Conflict, "Members were changed since the preview, so nothing was imported.").WithHint("Look at the preview again, and import then.")
	}
	for _, g := range now.groups {
		if err := b.add(change(affiliate.NounGroup, g.ID, g)); err != nil {
			return turn, err
		}
	}
	for i, row := range now.rows {
		if i%100 == 0 {
			if progress(i, len(now.rows)); ctx.Err() != nil {
				return turn, ctx.Err()
			}
		}
		switch row.what {
		case rowNew:
			row.after.CreatedAt = b.at.Format(time.RFC3339)
			err = s.addToTurn(ctx, b, &turn, affiliate.Member{}, row.after)
		case rowChanges:
			err = s.addToTurn(ctx, b, &turn, row.before, row.after)
		}
		if err != nil {
			return turn, err
		}
	}
	return turn, s.keepTurn(ctx, b, turn)
}

func viewImport(run *run[*tableReader, memberPlan]) MemberImport {
	at := run.state()
	v := MemberImport{ID: run.id, File: run.asked.name, State: at.state, Done: at.done, Total: at.total, Groups: []string{},
		New: at.found.count(rowNew), Changes: at.found.count(rowChanges), Unchanged: at.found.count(rowUnchanged), Problems: at.found.count(rowProblem)}
	v.Error, v.Hint = whyNot(at.err)
	for _, g := range at.found.groups {
		v.Groups = append(v.Groups, g.Name)
	}
	return v
}

func viewDone(run *run[*tableReader, memberTurn]) MemberImport {
	at := run.state()
	v := MemberImport{ID: run.id, File: run.asked.name, State: at.state, Done: at.done, Total: at.total, Groups: []string{},
		New: at.found.Added, Changes: at.found.Changed, Problems: at.found.LeftOut}
	v.Error, v.Hint = whyNot(at.err)
	if at.state == runDone {
		v.Undo, v.Text = at.found.ID, fmt.Sprintf("%s added, %d changed.", plural(at.found.Added, "member"), at.found.Changed)
	}
	return v
}
