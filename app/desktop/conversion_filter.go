package desktop

import (
	"context"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

// conversionFilter is what a list of conversions is narrowed by.
func (s *session) conversionFilter(ctx context.Context, f ConversionFilter) (store.ConversionFilter, error) {
	v := store.ConversionFilter{Member: affiliate.MemberID(f.MemberID), Offer: affiliate.OfferID(f.OfferID), Currency: money.Currency(f.Currency),
		From: f.Period.From, To: f.Period.To, NoTests: f.NoTests, Sort: f.Sort, Descending: f.Descending, Offset: max(f.Offset, 0), Limit: f.Limit}
	for _, day := range []string{f.Period.From, f.Period.To} {
		if day != "" && !affiliate.IsDay(day) {
			return v, affiliate.Errorf(affiliate.Invalid, "Enter days as YYYY-MM-DD.")
		}
	}
	for status := range strings.SplitSeq(f.Status, ",") {
		if status != "" {
			v.Statuses = append(v.Statuses, affiliate.Status(status))
		}
	}
	if f.LinkID != "" {
		link, err := s.store.Link(ctx, affiliate.LinkID(f.LinkID))
		if err != nil {
			return v, err
		}
		v.Link = link.Number
	}
	return v, nil
}
