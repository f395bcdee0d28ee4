package desktop

import (
	"context"
	"math"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

// Members sets up the people who promote.
type Members struct{ app *App }

// List lists all members with what they brought.
func (m *Members) List() ([]MemberRow, error) {
	return do(m.app, func(s *session) ([]MemberRow, error) {
		ctx := context.Background()
		currency, err := s.currency(ctx)
		if err != nil {
			return nil, err
		}
		page, err := s.store.MemberPage(ctx, store.MemberQuery{Currency: currency}, 0, math.MaxInt)
		if err != nil {
			return nil, err
		}
		return s.viewMembers(ctx, currency, page.Members)
	})
}

func (s *session) groupNames(ctx context.Context) (map[affiliate.GroupID]string, error) {
	groups, err := s.store.Groups(ctx)
	names := make(map[affiliate.GroupID]string, len(groups))
	for _, g := range groups {
		names[g.ID] = g.Name
	}
	return names, err
}

// offeredGroups are the groups that screens offer: without those in which there
// are only members whose import was undone.
func (s *session) offeredGroups(ctx context.Context, members []affiliate.Member) ([]affiliate.Group, error) {
	here, gone := map[affiliate.GroupID]bool{}, map[affiliate.GroupID]bool{}
	for _, m := range members {
		if m.Removed {
			gone[m.GroupID] = true
		} else {
			here[m.GroupID] = true
		}
	}
	groups, err := s.store.Groups(ctx)
	return slices.DeleteFunc(groups, func(g affiliate.Group) bool { return gone[g.ID] && !here[g.ID] }), err
}

// Get is one member.
func (m *Members) Get(id string) (MemberRow, error) {
	return do(m.app, func(s *session) (MemberRow, error) { return s.memberRow(context.Background(), affiliate.MemberID(id)) })
}

func (s *session) memberRow(ctx context.Context, id affiliate.MemberID) (MemberRow, error) {
	member, err := s.store.Member(ctx, id)
	if err != nil {
		return MemberRow{}, err
	}
	currency, err := s.currency(ctx)
	if err != nil {
		return MemberRow{}, err
	}
	figures, err := s.store.MemberFigures(ctx, currency, id)
	if err != nil {
		return MemberRow{}, err
	}
	list, err := s.viewMembers(ctx, currency, []store.MemberStanding{{Member: member, MemberFigures: figures}})
	if err != nil {
		return MemberRow{}, err
	}
	return list[0], nil
}

// viewMembers are members as lists show them.
func (s *session) viewMembers(ctx context.Context, currency money.Currency, members []store.MemberStanding) ([]MemberRow, error) {
	seen, err := versionsSeen(ctx, s, affiliate.NounMember, members, func(m store.MemberStanding) string { return string(m.ID) })
	if err != nil {
		return nil, err
	}
	groups, err := s.groupNames(ctx)
	list := make([]MemberRow, 0, len(members))
	for _, m := range members {
		list = append(list, MemberRow{ID: string(m.ID), Name: m.Name, Email: m.Email, Instagram: m.Instagram, TikTok: m.TikTok, YouTube: m.YouTube, Handle: m.Handle,
			Group: groups[m.GroupID], Tags: texts(m.Tags), Note: m.Note, Payee: m.Payee, Test: m.Test, PromoCodes: texts(m.PromoCodes), PIDs: texts(m.PIDs),
			Status: m.Status, CreatedAt: m.CreatedAt, Links: m.Links, Clicks: m.Clicks, Conversions: m.Conversions, Sales: viewMoney(money.New(m.Sale, currency)),
			Earned: viewMoney(money.New(m.Earned, currency)), Due: viewMoney(money.New(m.Due, currency)), Synced: m.Synced, Seen: seen[string(m.ID)]})
	}
	return list, err
}
