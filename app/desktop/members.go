package desktop

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Members sets up the people who promote.
type Members struct{ app *App }

// List lists all members with what they brought.
func (m *Members) List() ([]MemberRow, error) {
	return do(m.app, func(s *session) ([]MemberRow, error) {
		ctx := context.Background()
		members, err := s.store.Members(ctx)
		if err != nil {
			return nil, err
		}
		return s.memberRows(ctx, members)
	})
}

func (s *session) memberRows(ctx context.Context, members []affiliate.Member) ([]MemberRow, error) {
	seen, err := versionsSeen(ctx, s, affiliate.NounMember, members, func(m affiliate.Member) string { return string(m.ID) })
	if err != nil {
		return nil, err
	}
	groups, err := s.groupNames(ctx)
	if err != nil {
		return nil, err
	}
	f, err := s.figures(ctx)
	if err != nil {
		return nil, err
	}
	list := []MemberRow{}
	for _, m := range members {
		t := at(f.byMember, m.ID)
		list = append(list, MemberRow{ID: string(m.ID), Name: m.Name, Email: m.Email, Handle: m.Handle, Group: groups[m.GroupID], Payee: m.Payee,
			PromoCodes: texts(m.PromoCodes), PIDs: texts(m.PIDs), Status: m.Status, Links: t.links, Clicks: t.clicks, Conversions: t.conversions, Sales: viewMoney(money.New(t.sale, f.currency)),
			Earned: viewMoney(money.New(t.earned, f.currency)), Due: viewMoney(money.New(t.due, f.currency)), Synced: m.Synced, Seen: seen[string(m.ID)]})
	}
	return list, nil
}

func (s *session) groupNames(ctx context.Context) (map[affiliate.GroupID]string, error) {
	groups, err := s.store.Groups(ctx)
	names := make(map[affiliate.GroupID]string, len(groups))
	for _, g := range groups {
		names[g.ID] = g.Name
	}
	return names, err
}

// Save adds a member or changes one.
func (m *Members) Save(form MemberForm) (MemberRow, error) {
	return do(m.app, func(s *session) (MemberRow, error) {
		ctx := context.Background()
		member, err := s.saveMember(ctx, form)
		if err != nil {
			return MemberRow{}, err
		}
		return s.memberRow(ctx, member.ID)
	})
}

func (s *session) memberRow(ctx context.Context, id affiliate.MemberID) (MemberRow, error) {
	member, err := s.store.Member(ctx, id)
	if err != nil {
		return MemberRow{}, err
	}
	list, err := s.memberRows(ctx, []affiliate.Member{member})
	if err != nil {
		return MemberRow{}, err
	}
	return list[0], nil
}

func (s *session) saveMember(ctx context.Context, form MemberForm) (affiliate.Member, error) {
	member := affiliate.Member{ID: affiliate.MemberID(form.ID), Status: affiliate.Active}
	var before affiliate.Member
	var err error
	if form.ID != "" {
		if before, err = s.store.Member(ctx, member.ID); err != nil {
			return member, err
		}
		member = before
	}
	b := s.batch()
	was := member
	member.Name, member.Email, member.Handle, member.Payee = clean(form.Name), clean(form.Email), clean(form.Handle), clean(form.Payee)
	member.PromoCodes, member.PIDs = words(upper(form.PromoCodes)), words(form.PIDs)
	if err := member.Check(); err != nil {
		return member, err
	}
	if form.Was == nil || clean(form.Group) != form.Was.Group {
		if member.GroupID, err = s.group(ctx, b, clean(form.Group)); err != nil {
			return member, err
		}
	}
	seen := ""
	if form.ID != "" && form.Was != nil {
		seen = form.Was.Seen
		was.Name, was.Email, was.Handle, was.Payee = form.Was.Name, form.Was.Email, form.Was.Handle, form.Was.Payee
		was.PromoCodes, was.PIDs = words(upper(form.Was.PromoCodes)), words(form.Was.PIDs)
		if member, err = edited(before, was, member); err != nil {
			return member, err
		}
	}
	if err := s.freeCodes(ctx, member); err != nil {
		return member, err
	}
	if err := s.freePIDs(ctx, member); err != nil {
		return member, err
	}
	if form.ID == "" {
		if member.ID, err = affiliate.NewID[affiliate.MemberID](s.app.random); err != nil {
			return member, err
		}
		member.CreatedAt = b.at.Format(time.RFC3339)
	}
	fields, err := changed(before, member)
	if err != nil {
		return member, err
	}
	if payee, has := fields["payee"]; has && form.ID != "" { // by itself: it may turn out that another device changed it
		delete(fields, "payee")
		if err := s.addGuarded(ctx, b, change(affiliate.NounMember, member.ID, map[string]json.RawMessage{"payee": payee}), seen); err != nil {
			return member, err
		}
	}
	if len(fields) > 0 {
		if err := b.add(change(affiliate.NounMember, member.ID, fields)); err != nil {
			return member, err
		}
	}
	if len(b.Entries) == 0 {
		return member, nil
	}
	return member, s.enqueue(ctx, b)
}

// freeCodes makes sure that no other member has a member's promo codes.
func (s *session) freeCodes(ctx context.Context, member affiliate.Member) error {
	if len(member.PromoCodes) == 0 {
		return nil
	}
	members, err := s.store.Members(ctx)
	for _, other := range members {
		for _, code := range member.PromoCodes {
			if other.ID != member.ID && slices.Contains(other.PromoCodes, code) {
				return field("promoCodes", fmt.Sprintf("%s is %s's promo code. Take it off there first.", code, other.Name))
			}
		}
	}
	return err
}

// freePIDs makes sure that a member's promotional properties at CJ are nobody
// else's, nor the programme's own.
func (s *session) freePIDs(ctx context.Context, member affiliate.Member) error {
	if len(member.PIDs) == 0 {
		return nil
	}
	workspace, err := s.store.Workspace(ctx)
	if err != nil {
		return err
	}
	if slices.Contains(member.PIDs, workspace.PID) {
		return field("pids", workspace.PID+" is the programme's own PID, which all of its links share. Enter one that only this member uses.")
	}
	members, err := s.store.Members(ctx)
	for _, other := range members {
		for _, pid := range member.PIDs {
			if other.ID != member.ID && slices.Contains(other.PIDs, pid) {
				return field("pids", fmt.Sprintf("%s is %s's PID. Take it off there first.", pid, other.Name))
			}
		}
	}
	return err
}

// group finds a group by name, or makes it.
func (s *session) group(ctx context.Context, b *batch, name string) (affiliate.GroupID, error) {
	if name == "" {
		return "", nil
	}
	if len(name) > 120 {
		return "", field("group", "Use at most 120 characters.")
	}
	groups, err := s.store.Groups(ctx)
	if err != nil {
		return "", err
	}
	for _, g := range groups {
		if strings.EqualFold(g.Name, name) {
			return g.ID, nil
		}
	}
	id, err := affiliate.NewID[affiliate.GroupID](s.app.random)
	if err != nil {
		return "", err
	}
	return id, b.add(change(affiliate.NounGroup, id, affiliate.Group{Name: name}))
}

// SetStatus pauses a member or takes them back.
func (m *Members) SetStatus(id, status string) (MemberRow, error) {
	return do(m.app, func(s *session) (MemberRow, error) {
		ctx := context.Background()
		member, err := s.store.Member(ctx, affiliate.MemberID(id))
		if err != nil {
			return MemberRow{}, err
		}
		member.Status = status
		if err := member.Check(); err != nil {
			return MemberRow{}, err
		}
		if err := s.commit(ctx, change(affiliate.NounMember, member.ID, map[string]string{"status": status})); err != nil {
			return MemberRow{}, err
		}
		return s.memberRow(ctx, member.ID)
	})
}
