package desktop

import (
	"context"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/report"
	"linkledger/internal/store"
)

// figures are what offers, members and links brought so far, in the publisher
// account's currency, for their lists.
type figures struct {
	currency money.Currency
	byOffer  map[affiliate.OfferID]*tally
	byMember map[affiliate.MemberID]*tally
	byLink   map[int64]*tally
}

type tally struct {
	members                         map[affiliate.MemberID]bool
	links, clicks, unique, rejected int
	conversions                     int
	sale, earned, due               int64
}

func (s *session) figures(ctx context.Context) (figures, error) {
	f := figures{byOffer: tallies[affiliate.OfferID]{}, byMember: tallies[affiliate.MemberID]{}, byLink: tallies[int64]{}}
	var err error
	if f.currency, err = s.currency(ctx); err != nil {
		return f, err
	}
	links, err := s.store.Links(ctx)
	if err != nil {
		return f, err
	}
	clicks, err := s.store.ClicksByLink(ctx, "", "")
	if err != nil {
		return f, err
	}
	for _, l := range links {
		c := clicks[l.Number]
		at(f.byLink, l.Number).count(c)
		if l.Test {
			continue
		}
		for _, t := range []*tally{at(f.byOffer, l.OfferID), at(f.byMember, l.MemberID)} {
			t.links++
			t.members[l.MemberID] = true
			t.count(c)
		}
	}
	sales, err := s.store.SalesByLink(ctx, "", "")
	for _, v := range sales {
		if v.Currency != f.currency {
			continue
		}
		for _, t := range []*tally{at(f.byOffer, v.Offer), at(f.byMember, v.Member), at(f.byLink, v.LinkNumber)} {
			t.conversions += v.Conversions
			t.sale += v.Sale
			t.earned += v.Earned
			t.due += v.Due
		}
	}
	return f, err
}

func (t *tally) count(c store.LinkClicks) {
	t.clicks += c.Gross - c.Rejected
	t.unique += c.Unique
	t.rejected += c.Rejected
}

type tallies[K comparable] = map[K]*tally

// at is the tally of a key, made when missing, so that reading never fails.
func at[K comparable](m tallies[K], key K) *tally {
	if m[key] == nil {
		m[key] = &tally{members: map[affiliate.MemberID]bool{}}
	}
	return m[key]
}

// facts hands the store's facts to report by its own interface.
type facts struct{ *store.Store }

// Members are those who can earn: test members stand in no report.
func (f facts) Members(ctx context.Context) ([]affiliate.Member, error) {
	members, err := f.Store.Members(ctx)
	return slices.DeleteFunc(members, func(m affiliate.Member) bool { return m.Test }), err
}

func (f facts) LinkSales(ctx context.Context, from, to string) ([]report.LinkSales, error) {
	sales, err := f.SalesByLink(ctx, from, to)
	list := make([]report.LinkSales, 0, len(sales))
	for _, v := range sales {
		list = append(list, report.LinkSales{LinkNumber: v.LinkNumber, Member: v.Member, Currency: v.Currency, Conversions: v.Conversions,
			Sale: v.Sale, Commission: v.Commission, Earned: v.Earned, Pending: v.Pending, Due: v.Due, Paid: v.Paid})
	}
	return list, err
}

func (f facts) LinkClicks(ctx context.Context, from, to string) ([]report.LinkClicks, error) {
	clicks, err := f.ClicksByLink(ctx, from, to)
	list := make([]report.LinkClicks, 0, len(clicks))
	for number, c := range clicks {
		list = append(list, report.LinkClicks{LinkNumber: number, Valid: c.Gross - c.Rejected, Unique: c.Unique})
	}
	return list, err
}
