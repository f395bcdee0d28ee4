package report

import (
	"context"
	"slices"

	"linkledger/internal/money"
)

// Sales are the figures of one member, or of all, in one currency.
type Sales struct {
	Clicks, Unique, Conversions                  int
	Sale, Commission, Earned, Pending, Due, Paid money.Amount
}

// MemberSales is a row of Sales Tracking.
type MemberSales struct {
	Member MemberEntry
	Sales
}

// Totals are the KPIs of Sales Tracking in one currency.
type Totals struct {
	Sales
	Members                int // all members of the programme
	MembersWithConversions int
	MembersDue             int
}

// SalePerMember is the sale amount per member with conversions.
func (t Totals) SalePerMember() money.Amount { return per(t.Sale, t.MembersWithConversions) }

// EarnedPerMember is the payouts earned per member with conversions.
func (t Totals) EarnedPerMember() money.Amount { return per(t.Earned, t.MembersWithConversions) }

// SalesTracking is the report of one currency.
type SalesTracking struct {
	Currency money.Currency
	Totals   Totals
	Rows     []MemberSales // by sale amount, the largest first
}

// ofMembers leaves out what no member brought: bonuses of CJ, and sales whose
// click nobody knows.
var ofMembers = Filter{Dimension: Member, Values: []string{""}, Not: true}

// trackingMeasures are the columns of Sales Tracking.
var trackingMeasures = []Measure{Clicks, UniqueClicks, Conversions, SaleAmount, NetworkCommission, Payout, PayoutPending, PayoutDue, PayoutPaid, MembersWithConversions, MembersDue}

// Tracking works out Sales Tracking for a period of sale days, one report for
// each currency. Test members and links are left out.
func (e *Explorer) Tracking(ctx context.Context, p Period) ([]SalesTracking, error) {
	cat, err := e.catalog(ctx)
	if err != nil {
		return nil, err
	}
	result, err := e.Explore(ctx, Query{Period: p, By: []Dimension{Member}, Measure: trackingMeasures, Where: []Filter{ofMembers}, Limit: MaxLimit})
	if err != nil {
		return nil, err
	}
	var reports []SalesTracking
	for i := range result.Tables {
		reports = append(reports, cat.tracking(&result.Tables[i]))
	}
	return reports, nil
}

func (c *catalog) tracking(t *Table) SalesTracking {
	r := SalesTracking{Currency: t.Currency, Totals: Totals{Sales: salesOf(t.Total.Total),
		MembersWithConversions: int(t.Total.Total[9].Value.Count), MembersDue: int(t.Total.Total[10].Value.Count)}}
	found := make(map[string]Sales, len(t.Rows))
	for _, row := range t.Rows {
		found[row.Labels[0].ID] = salesOf(row.Total)
	}
	none := Sales{}
	for _, amount := range none.amounts() {
		*amount = money.New(0, t.Currency)
	}
	for _, m := range c.dir.Members {
		s, some := found[m.ID]
		if m.Test || m.Removed && !some {
			continue
		}
		if !some {
			s = none
		}
		if !m.Removed {
			r.Totals.Members++
		}
		r.Rows = append(r.Rows, MemberSales{Member: m, Sales: s})
	}
	slices.SortStableFunc(r.Rows, func(a, b MemberSales) int { return sign(b.Sale.Minor - a.Sale.Minor) })
	return r
}

func (s *Sales) amounts() []*money.Amount {
	return []*money.Amount{&s.Sale, &s.Commission, &s.Earned, &s.Pending, &s.Due, &s.Paid}
}

func salesOf(cells []Cell) Sales {
	s := Sales{Clicks: int(cells[0].Value.Count), Unique: int(cells[1].Value.Count), Conversions: int(cells[2].Value.Count)}
	for i, amount := range s.amounts() {
		*amount = cells[3+i].Value.Money
	}
	return s
}

// ConversionRate is conversions per hundred unique clicks with one decimal;
// empty without clicks.
func (s Sales) ConversionRate() string {
	if s.Unique == 0 {
		return ""
	}
	return fraction{int64(s.Conversions), int64(s.Unique)}.rounded(100, 0, 1).StringFixed(1)
}

func per(a money.Amount, n int) money.Amount {
	if n == 0 {
		return money.New(0, a.Currency)
	}
	return money.New(fraction{a.Minor, int64(n)}.rounded(1, 0, 0).IntPart(), a.Currency)
}
