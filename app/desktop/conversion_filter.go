package desktop

import (
	"context"
	"strconv"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/report"
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
	if f.Corrected != "" {
		since, err := strconv.ParseInt(f.Corrected, 10, 64)
		if err != nil {
			return v, affiliate.Errorf(affiliate.Invalid, "There is no place %q in the log.", f.Corrected)
		}
		v.Corrected = &since
	}
	if f.LinkID != "" {
		link, err := s.store.Link(ctx, affiliate.LinkID(f.LinkID))
		if err != nil {
			return v, err
		}
		v.Link = link.Number
	}
	if len(f.Where) == 0 {
		return v, nil
	}
	explorer, err := s.explorer(ctx)
	if err != nil {
		return v, err
	}
	holds, err := explorer.Holds(ctx, reportFilters(f.Where))
	if err != nil {
		return v, err
	}
	v.Among, err = s.store.ConversionsWith(ctx, v, holds)
	return v, err
}

// Sums are the totals of the conversions that a filter leaves, and what it
// narrows them to in words, as far as the screen's own filters don't show it.
func (c *Conversions) Sums(filter ConversionFilter) (ConversionSums, error) {
	return do(c.app, func(s *session) (ConversionSums, error) {
		ctx := context.Background()
		v := ConversionSums{Currencies: []ConversionSum{}, Where: []string{}}
		f, err := s.conversionFilter(ctx, filter)
		if err != nil {
			return v, err
		}
		sums, err := s.store.SumConversions(ctx, f)
		if err != nil {
			return v, err
		}
		for _, sum := range sums {
			amount := func(minor int64) Money { return viewMoney(money.New(minor, sum.Currency)) }
			v.Currencies = append(v.Currencies, ConversionSum{Currency: string(sum.Currency), Conversions: sum.Conversions, Counted: sum.Counted,
				Sales: amount(sum.Sale), NetworkCommission: amount(sum.Commission), Payouts: amount(sum.Payout)})
		}
		if filter.LinkID != "" {
			rows, err := s.rowsOfLinks(ctx, []affiliate.LinkID{affiliate.LinkID(filter.LinkID)})
			if err != nil {
				return v, err
			}
			for _, row := range rows {
				v.Link = row.MemberName + "’s link for " + row.OfferName
			}
		}
		if len(filter.Where) == 0 {
			return v, nil
		}
		explorer, err := s.explorer(ctx)
		if err != nil {
			return v, err
		}
		today := s.today()
		result, err := explorer.Explore(ctx, report.Query{Period: report.Period{From: today, To: today}, Where: reportFilters(filter.Where), Measure: []report.Measure{report.Conversions}})
		v.Where = append(v.Where, result.Filters...)
		return v, err
	})
}
