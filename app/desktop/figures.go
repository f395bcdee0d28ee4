package desktop

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
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
