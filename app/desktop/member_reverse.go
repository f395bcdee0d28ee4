package desktop

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"linkledger/internal/affiliate"
)

// reversal takes edits of members back, by how the members stand now.
type reversal struct {
	members map[affiliate.MemberID]affiliate.Member
	has     map[affiliate.MemberID]bool // links, of tests too, or conversions
	owners  owners
}

func (s *session) reversal(ctx context.Context) (r reversal, err error) {
	r = reversal{members: map[affiliate.MemberID]affiliate.Member{}, has: map[affiliate.MemberID]bool{}}
	if r.owners, err = s.noOwners(ctx); err != nil {
		return r, err
	}
	members, err := s.store.Members(ctx)
	if err != nil {
		return r, err
	}
	for _, m := range members {
		r.stands(m)
	}
	links, err := s.store.Links(ctx)
	if err != nil {
		return r, err
	}
	for _, l := range links {
		r.has[l.MemberID] = true
	}
	sellers, err := s.store.Sellers(ctx)
	for _, id := range sellers {
		r.has[id] = true
	}
	return r, err
}

// stands notes how a member is from now on.
func (r reversal) stands(m affiliate.Member) {
	r.owners.remove(r.members[m.ID])
	r.members[m.ID] = m
	r.owners.add(m)
}

// reverse makes the changes that take edits back.
func (s *session) reverse(ctx context.Context, edits []memberEdit) (b *batch, changed int, left []Pair, err error) {
	b, left = s.batch(), []Pair{}
	r, err := s.reversal(ctx)
	if err != nil {
		return b, changed, left, err
	}
	for _, edit := range edits {
		m, has := r.members[edit.ID]
		if !has || m.Removed {
			continue // removed already
		}
		after, why, err := r.undone(edit, m)
		if err != nil {
			return b, changed, left, err
		}
		for _, reason := range why {
			left = append(left, Pair{Label: m.Name, Value: reason})
		}
		had := len(b.Entries)
		if err := s.addMember(ctx, b, m, after, ""); err != nil {
			return b, changed, left, err
		}
		if len(b.Entries) > had {
			changed++
			r.stands(after)
		}
	}
	return b, changed, left, nil
}

// undone is a member without an edit, and why some of it stays.
func (r reversal) undone(e memberEdit, m affiliate.Member) (after affiliate.Member, why []string, err error) {
	since, err := e.since(m)
	if err != nil {
		return m, nil, err
	}
	if e.New {
		switch {
		case r.has[m.ID]:
			return m, []string{"Has links or sales by now. Archive them instead."}, nil
		case len(since) > 0:
			return m, []string{"Changed since: " + fieldWords(since) + "."}, nil
		}
		m.Removed, m.Status, m.PromoCodes, m.PIDs = true, affiliate.Archived, nil, nil
		return m, nil, nil
	}
	back := map[string]json.RawMessage{}
	for name := range e.After {
		if !slices.Contains(since, name) {
			back[name] = e.Before[name]
		}
	}
	if len(since) > 0 {
		why = append(why, "Changed again since: "+fieldWords(since)+".")
	}
	if _, tests := back["test"]; tests && r.has[m.ID] {
		delete(back, "test")
		why = append(why, "Has links or sales by now, so whether they are a test member stays.")
	}
	set, err := json.Marshal(back)
	if err != nil {
		return m, nil, err
	}
	if after, err = affiliate.Merge(m, affiliate.Change{Set: set}); err != nil {
		return m, nil, err
	}
	var taken []string
	after.PromoCodes, taken = r.free(r.owners.codes, after.PromoCodes, m.ID, "promo code")
	why = append(why, taken...)
	after.PIDs, taken = r.free(r.owners.pids, after.PIDs, m.ID, "PID")
	return after, append(why, taken...), nil
}

// since names what was changed again after an edit; of a new member, also what
// they were not made with.
func (e memberEdit) since(m affiliate.Member) (names []string, err error) {
	fields, err := memberFields(m)
	if err != nil {
		return nil, err
	}
	made := e.After
	if e.New {
		if made, err = memberFields(affiliate.Member{}); err != nil {
			return nil, err
		}
		maps.Copy(made, e.After)
	}
	for name, after := range made {
		if string(fields[name]) != string(after) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, nil
}

// free leaves out what somebody else has taken meanwhile, and says so.
func (r reversal) free(owners map[string]affiliate.MemberID, list []string, own affiliate.MemberID, noun string) (kept, taken []string) {
	kept = slices.DeleteFunc(slices.Clone(list), func(one string) bool {
		owner, has := owners[one]
		if !has || owner == own {
			return false
		}
		taken = append(taken, fmt.Sprintf("%s is %s %s now, so it was not given back.", one, r.owners.whose(owner), noun))
		return true
	})
	return kept, taken
}
