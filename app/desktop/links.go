package desktop

import (
	"context"
	"math"

	"linkledger/internal/affiliate"
	"linkledger/internal/store"
)

// Links gives members their links.
type Links struct{ app *App }

// List lists links, newest first.
func (l *Links) List(filter LinkFilter) ([]LinkRow, error) {
	return do(l.app, func(s *session) ([]LinkRow, error) {
		ctx := context.Background()
		currency, err := s.currency(ctx)
		if err != nil {
			return nil, err
		}
		page, err := s.store.LinkPage(ctx, store.LinkQuery{Offer: affiliate.OfferID(filter.OfferID), Member: affiliate.MemberID(filter.MemberID), Currency: currency}, 0, math.MaxInt)
		return s.viewLinks(page.Links), err
	})
}

// names are what ids are shown as.
type names struct {
	offers  map[affiliate.OfferID]string
	members map[affiliate.MemberID]string
}

func (s *session) names(ctx context.Context) (names, error) {
	n := names{offers: map[affiliate.OfferID]string{}, members: map[affiliate.MemberID]string{}}
	offers, err := s.store.Offers(ctx)
	if err != nil {
		return n, err
	}
	for _, o := range offers {
		n.offers[o.ID] = o.Name
	}
	members, err := s.store.Members(ctx)
	for _, m := range members {
		n.members[m.ID] = m.Name
	}
	return n, err
}
