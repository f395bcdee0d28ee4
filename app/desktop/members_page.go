package desktop

import (
	"context"
	"slices"
	"strings"

	"linkledger/internal/store"
)

const mostMembers = 500

// Page gives a part of the list.
func (m *Members) Page(query MemberQuery) (MemberPage, error) {
	return do(m.app, func(s *session) (MemberPage, error) {
		ctx := context.Background()
		if query.Offset < 0 || query.Limit < 1 || query.Limit > mostMembers {
			return MemberPage{}, field("limit", "Ask for 1 to 500 members.")
		}
		asked, err := s.memberQuery(ctx, query)
		if err != nil {
			return MemberPage{}, err
		}
		page, err := s.store.MemberPage(ctx, asked, query.Offset, query.Limit)
		if err != nil {
			return MemberPage{}, err
		}
		rows, err := s.viewMembers(ctx, asked.Currency, page.Members)
		return MemberPage{Rows: rows, Total: page.Total}, err
	})
}

// IDs lists all members that a query shows, on whatever page.
func (m *Members) IDs(query MemberQuery) ([]string, error) {
	return do(m.app, func(s *session) ([]string, error) {
		ctx := context.Background()
		asked, err := s.memberQuery(ctx, query)
		if err != nil {
			return nil, err
		}
		ids, err := s.store.MemberIDs(ctx, asked)
		list := make([]string, 0, len(ids))
		for _, id := range ids {
			list = append(list, string(id))
		}
		return list, err
	})
}

func (s *session) memberQuery(ctx context.Context, query MemberQuery) (asked store.MemberQuery, err error) {
	asked = store.MemberQuery{Search: query.Search, Tag: clean(query.Tag), Sort: store.MemberSort(query.Sort), Descending: query.Descending}
	if asked.Currency, err = s.currency(ctx); err != nil {
		return asked, err
	}
	n, err := s.narrowing(ctx, query.Status, query.Test, query.Group)
	asked.Statuses, asked.Test, asked.Group = n.statuses, n.test, n.group
	return asked, err
}

// Options are the groups and tags that there are.
func (m *Members) Options() (MemberOptions, error) {
	return do(m.app, func(s *session) (MemberOptions, error) {
		ctx := context.Background()
		v := MemberOptions{Groups: []string{}, Tags: []string{}}
		members, err := s.store.Members(ctx)
		if err != nil {
			return v, err
		}
		groups, err := s.offeredGroups(ctx, members)
		for _, g := range groups {
			v.Groups = append(v.Groups, g.Name)
		}
		var tags []string
		for _, m := range members {
			if !m.Removed {
				v.Members++
				tags = append(tags, m.Tags...)
			}
		}
		v.Tags = append(v.Tags, eachOnce(tags)...)
		slices.SortFunc(v.Tags, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
		return v, err
	})
}
