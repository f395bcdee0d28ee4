package store

import (
	"context"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/textsearch"
)

func scanMember(r scanner) (affiliate.Member, error) {
	return scanFields(func(m *affiliate.Member, id string) { m.ID, m.Synced = affiliate.MemberID(id), true })(r)
}

// Members lists all members by name, those that were removed too: what they
// brought stays theirs.
func (s *Store) Members(ctx context.Context) ([]affiliate.Member, error) {
	return withRoster(ctx, s, func(_ queryer, now rolled) ([]affiliate.Member, error) {
		list := make([]affiliate.Member, 0, len(now.members))
		for _, e := range now.members {
			list = append(list, e.Member)
		}
		return list, nil
	})
}

// Member is one member: NotFound when there is none.
func (s *Store) Member(ctx context.Context, id affiliate.MemberID) (affiliate.Member, error) {
	return withRoster(ctx, s, func(_ queryer, now rolled) (affiliate.Member, error) {
		for _, e := range now.members {
			if e.ID == id {
				return e.Member, nil
			}
		}
		return affiliate.Member{}, notFound("member")
	})
}

// MemberQuery asks for members. Empty fields don't narrow the list; those that
// were removed are never in it.
type MemberQuery struct {
	Search   string // words: each in a name, an e-mail, a handle, a tag, a promo code or the group's name
	Group    *affiliate.GroupID
	Tag      string
	Statuses []string
	Test     *bool

	Sort       MemberSort
	Descending bool
	Currency   money.Currency // of the figures
}

// MemberStanding is a member and what they brought.
type MemberStanding struct {
	affiliate.Member
	MemberFigures
}

// MemberPage is a part of a list.
type MemberPage struct {
	Members []MemberStanding
	Total   int
}

// MemberPage gives a part of the members that a query asks for, with their
// figures.
func (s *Store) MemberPage(ctx context.Context, query MemberQuery, offset, limit int) (MemberPage, error) {
	return withRoster(ctx, s, func(q queryer, now rolled) (MemberPage, error) {
		list, err := s.wanted(ctx, q, now, query)
		if err != nil {
			return MemberPage{}, err
		}
		page := MemberPage{Total: len(list), Members: []MemberStanding{}}
		list = list[min(offset, len(list)):]
		list = list[:min(limit, len(list))]
		figures, err := s.standings.of(ctx, q, now, query.Currency, idsOf(list), memberFigures)
		for _, e := range list {
			f := figures[e.ID]
			f.Links += now.newLinks[e.ID]
			page.Members = append(page.Members, MemberStanding{e.Member, f})
		}
		return page, err
	})
}

// MemberIDs lists all members that a query asks for, in its order.
func (s *Store) MemberIDs(ctx context.Context, query MemberQuery) ([]affiliate.MemberID, error) {
	return withRoster(ctx, s, func(q queryer, now rolled) ([]affiliate.MemberID, error) {
		list, err := s.wanted(ctx, q, now, query)
		return idsOf(list), err
	})
}

func idsOf(list []*rosterEntry) []affiliate.MemberID {
	ids := make([]affiliate.MemberID, 0, len(list))
	for _, e := range list {
		ids = append(ids, e.ID)
	}
	return ids
}

// wanted narrows and sorts the members.
func (s *Store) wanted(ctx context.Context, q queryer, now rolled, query MemberQuery) ([]*rosterEntry, error) {
	groups, err := groupList(ctx, q)
	if err != nil {
		return nil, err
	}
	groupNames := make(map[affiliate.GroupID]string, len(groups))
	for _, g := range groups {
		groupNames[g.ID] = textsearch.Plain(g.Name)
	}
	words := textsearch.Of(query.Search)
	var list []*rosterEntry
	for _, e := range now.members {
		if !e.Removed && query.takes(e.Member) && words.In(e.text, groupNames[e.GroupID]) {
			list = append(list, e)
		}
	}
	if err := s.sortMembers(ctx, q, now, query, groupNames, list); err != nil {
		return nil, err
	}
	return list, nil
}

func (q MemberQuery) takes(m affiliate.Member) bool {
	return (q.Group == nil || m.GroupID == *q.Group) && (len(q.Statuses) == 0 || slices.Contains(q.Statuses, m.Status)) &&
		(q.Test == nil || m.Test == *q.Test) &&
		(q.Tag == "" || m.HasTag(q.Tag))
}

// hasEarned asks whether a member has sales, tests among them, paid clicks or
// amounts that people gave them.
const hasEarned = `SELECT EXISTS (SELECT 1 FROM payout WHERE member_id = ?1) OR EXISTS (SELECT 1 FROM earning WHERE member_id = ?1)`

func scanBool(r scanner) (is bool, err error) { return is, r.Scan(&is) }

// MemberEarned reports whether a member has sales, tests among them, paid clicks
// or amounts that people gave them.
func (s *Store) MemberEarned(ctx context.Context, id affiliate.MemberID) (bool, error) {
	has, _, err := one(ctx, s.db.Read, scanBool, hasEarned, id)
	return has, err
}

// HasEarned is MemberEarned as the fold sees it.
func (t *Tx) HasEarned(ctx context.Context, id affiliate.MemberID) (bool, error) {
	has, _, err := one(ctx, t.run, scanBool, hasEarned, id)
	return has, err
}
