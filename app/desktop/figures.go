package desktop

import (
	"context"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/report"
	"linkledger/internal/store"
)

// figures are what offers brought so far, in the publisher account's currency,
// for their list. Test links are left out.
type figures struct {
	currency money.Currency
	byOffer  map[affiliate.OfferID]*tally
}

type tally struct {
	members                    map[affiliate.MemberID]bool
	links, clicks, conversions int
	sale                       int64
}

func (s *session) figures(ctx context.Context) (figures, error) {
	f := figures{byOffer: map[affiliate.OfferID]*tally{}}
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
		if l.Test {
			continue
		}
		t, c := f.of(l.OfferID), clicks[l.Number]
		t.links++
		t.members[l.MemberID] = true
		t.clicks += c.Gross - c.Rejected
	}
	sales, err := s.store.SalesByLink(ctx, "", "")
	for _, v := range sales {
		if v.Currency == f.currency {
			t := f.of(v.Offer)
			t.conversions += v.Conversions
			t.sale += v.Sale
		}
	}
	return f, err
}

// of is the tally of an offer, made when missing, so that reading never fails.
func (f figures) of(id affiliate.OfferID) *tally {
	if f.byOffer[id] == nil {
		f.byOffer[id] = &tally{members: map[affiliate.MemberID]bool{}}
	}
	return f.byOffer[id]
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
