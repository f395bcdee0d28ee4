package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
)

// MemberSort is by what members are sorted; those that are alike are by name.
type MemberSort string

// The columns; the empty one is the name's.
const (
	ByName        MemberSort = "name"
	ByEmail       MemberSort = "email"
	ByGroup       MemberSort = "group"
	ByStatus      MemberSort = "status"
	ByCreated     MemberSort = "createdAt"
	ByLinks       MemberSort = "links"
	ByClicks      MemberSort = "clicks"
	ByConversions MemberSort = "conversions"
	BySales       MemberSort = "sales"
	ByEarned      MemberSort = "earned"
	ByDue         MemberSort = "due"
)

// sortMembers brings members that are by name into the order of a query.
func (s *Store) sortMembers(ctx context.Context, q queryer, now rolled, query MemberQuery, groups map[affiliate.GroupID]string, list []*rosterEntry) error {
	switch query.Sort {
	case "", ByName:
		if query.Descending {
			slices.Reverse(list)
		}
	case ByEmail:
		sortBy(list, query.Descending, func(e *rosterEntry) string { return strings.ToLower(e.Email) })
	case ByGroup:
		sortBy(list, query.Descending, func(e *rosterEntry) string { return groups[e.GroupID] })
	case ByStatus:
		sortBy(list, query.Descending, func(e *rosterEntry) string { return e.Status })
	case ByCreated:
		sortBy(list, query.Descending, func(e *rosterEntry) string { return e.CreatedAt })
	case ByLinks, ByClicks, ByConversions, BySales, ByEarned, ByDue:
		all, err := s.standings.read(ctx, q, now, query.Currency, memberFigures)
		sortBy(list, query.Descending, func(e *rosterEntry) int64 {
			f := all[e.ID]
			f.Links += now.newLinks[e.ID]
			return f.column(query.Sort)
		})
		return err
	default:
		return affiliate.Errorf(affiliate.Invalid, "Members can't be sorted by %q.", string(query.Sort))
	}
	return nil
}

// sortBy asks for each key once.
func sortBy[K cmp.Ordered](list []*rosterEntry, descending bool, key func(*rosterEntry) K) {
	type keyed struct {
		key K
		*rosterEntry
	}
	pairs := make([]keyed, 0, len(list))
	for _, e := range list {
		pairs = append(pairs, keyed{key(e), e})
	}
	slices.SortStableFunc(pairs, func(a, b keyed) int {
		if descending {
			a, b = b, a
		}
		return cmp.Compare(a.key, b.key)
	})
	for i, p := range pairs {
		list[i] = p.rosterEntry
	}
}

func (f MemberFigures) column(by MemberSort) int64 {
	switch by {
	case ByLinks:
		return int64(f.Links)
	case ByClicks:
		return int64(f.Clicks)
	case ByConversions:
		return int64(f.Conversions)
	case BySales:
		return f.Sale
	case ByEarned:
		return f.Earned
	}
	return f.Due
}
