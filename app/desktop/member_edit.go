package desktop

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"linkledger/internal/affiliate"
)

// Edit changes many members alike: their status, group or tags.
func (m *Members) Edit(form MemberEdit) (MembersEdited, error) {
	return do(m.app, func(s *session) (MembersEdited, error) { return s.editMembers(context.Background(), form) })
}

func (s *session) editMembers(ctx context.Context, form MemberEdit) (MembersEdited, error) {
	v := MembersEdited{Left: []Pair{}}
	if len(form.IDs) == 0 {
		return v, field("ids", "Choose at least one member.")
	}
	if err := form.apply(affiliate.Member{Name: "anybody", Status: affiliate.Active}, "").Check(); err != nil {
		return v, err
	}
	s.turning.Lock()
	defer s.turning.Unlock()
	members, err := s.store.Members(ctx)
	if err != nil {
		return v, err
	}
	chosen := make(map[affiliate.MemberID]bool, len(form.IDs))
	for _, id := range form.IDs {
		chosen[affiliate.MemberID(id)] = true
	}
	b := s.batch()
	turn := memberTurn{ID: b.ID, At: b.at.Format(time.RFC3339)}
	group := affiliate.GroupID("")
	if form.SetGroup {
		if group, err = s.group(ctx, b, clean(form.Group)); err != nil {
			return v, err
		}
	}
	for _, before := range members {
		if !chosen[before.ID] || before.Removed {
			continue
		}
		after := form.apply(before, group)
		if err := after.Check(); err != nil {
			v.Left = append(v.Left, Pair{Label: before.Name, Value: sentence(wordsOf(err))})
			continue
		}
		if err := s.addToTurn(ctx, b, &turn, before, after); err != nil {
			return v, err
		}
	}
	v.Changed = turn.Changed
	v.Text = fmt.Sprintf("%s changed.", plural(v.Changed, "member"))
	if v.Changed == 0 {
		return v, nil
	}
	v.Undo = turn.ID
	return v, s.keepTurn(ctx, b, turn)
}

// apply makes of a member what an edit says.
func (f MemberEdit) apply(m affiliate.Member, group affiliate.GroupID) affiliate.Member {
	if f.Status != "" {
		m.Status = f.Status
	}
	if f.SetGroup {
		m.GroupID = group
	}
	add, remove := eachOnce(f.AddTags), eachOnce(f.RemoveTags)
	if len(add)+len(remove) > 0 {
		m.Tags = eachOnce(slices.Concat(slices.DeleteFunc(slices.Clone(m.Tags), func(tag string) bool {
			return slices.ContainsFunc(remove, func(gone string) bool { return strings.EqualFold(gone, tag) })
		}), add))
	}
	return m
}
