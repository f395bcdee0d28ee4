package report

import (
	"context"
	"sort"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"

	"github.com/shopspring/decimal"
)

// LinkSales is what one link brought in one currency; amounts are minor units.
type LinkSales struct {
	LinkNumber                                   int64
	Member                                       affiliate.MemberID
	Currency                                     money.Currency
	Conversions                                  int
	Sale, Commission, Earned, Pending, Due, Paid int64
}

// LinkClicks are the clicks of one link.
type LinkClicks struct {
	LinkNumber int64
	Valid      int // rejected ones left out
	Unique     int
}

// Facts is where the figures come from.
type Facts interface {
	LinkSales(ctx context.Context, from, to string) ([]LinkSales, error)
	LinkClicks(ctx context.Context, from, to string) ([]LinkClicks, error)
	Links(ctx context.Context) ([]affiliate.Link, error)
	Members(ctx context.Context) ([]affiliate.Member, error)
}

// Sales are the figures of one member, or of all, in one currency.
type Sales struct {
	Clicks, Unique, Conversions                  int
	Sale, Commission, Earned, Pending, Due, Paid money.Amount
}

// MemberSales is a row of Sales Tracking.
type MemberSales struct {
	Member affiliate.Member
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

// Tracking works out Sales Tracking for sale days from and to, both included,
// one report for each currency; home is the currency shown when there are no
// sales yet. Test links are left out.
func Tracking(ctx context.Context, facts Facts, from, to string, home money.Currency) ([]SalesTracking, error) {
	members, err := facts.Members(ctx)
	if err != nil {
		return nil, err
	}
	links, err := facts.Links(ctx)
	if err != nil {
		return nil, err
	}
	clicks, err := facts.LinkClicks(ctx, from, to)
	if err != nil {
		return nil, err
	}
	sales, err := facts.LinkSales(ctx, from, to)
	if err != nil {
		return nil, err
	}
	currencies := []money.Currency{home}
	for _, s := range sales {
		if !contains(currencies, s.Currency) {
			currencies = append(currencies, s.Currency)
		}
	}
	sort.Slice(currencies[1:], func(i, j int) bool { return currencies[1+i] < currencies[1+j] })
	var reports []SalesTracking
	for _, currency := range currencies {
		reports = append(reports, tracking(currency, members, links, clicks, sales))
	}
	return reports, nil
}

func tracking(currency money.Currency, members []affiliate.Member, links []affiliate.Link, clicks []LinkClicks, sales []LinkSales) SalesTracking {
	byMember := make(map[affiliate.MemberID]*Sales, len(members))
	for _, m := range members {
		s := none(currency)
		byMember[m.ID] = &s
	}
	memberOf := make(map[int64]affiliate.MemberID, len(links))
	for _, l := range links {
		if !l.Test {
			memberOf[l.Number] = l.MemberID
		}
	}
	r := SalesTracking{Currency: currency, Totals: Totals{Sales: none(currency), Members: len(members)}}
	for _, c := range clicks {
		if s := byMember[memberOf[c.LinkNumber]]; s != nil {
			s.Clicks += c.Valid
			s.Unique += c.Unique
		}
	}
	for _, l := range sales {
		if s := byMember[l.Member]; s != nil && l.Currency == currency {
			s.add(l)
		}
	}
	for _, m := range members {
		s := *byMember[m.ID]
		r.Rows = append(r.Rows, MemberSales{Member: m, Sales: s})
		r.Totals.count(s)
	}
	sort.SliceStable(r.Rows, func(i, j int) bool { return r.Rows[i].Sale.Minor > r.Rows[j].Sale.Minor })
	return r
}

func none(c money.Currency) Sales {
	zero := money.New(0, c)
	return Sales{Sale: zero, Commission: zero, Earned: zero, Pending: zero, Due: zero, Paid: zero}
}

func (s *Sales) add(l LinkSales) {
	s.Conversions += l.Conversions
	s.Sale.Minor += l.Sale
	s.Commission.Minor += l.Commission
	s.Earned.Minor += l.Earned
	s.Pending.Minor += l.Pending
	s.Due.Minor += l.Due
	s.Paid.Minor += l.Paid
}

func (t *Totals) count(s Sales) {
	t.Clicks += s.Clicks
	t.Unique += s.Unique
	t.add(LinkSales{Conversions: s.Conversions, Sale: s.Sale.Minor, Commission: s.Commission.Minor, Earned: s.Earned.Minor,
		Pending: s.Pending.Minor, Due: s.Due.Minor, Paid: s.Paid.Minor})
	if s.Conversions > 0 {
		t.MembersWithConversions++
	}
	if s.Due.Minor > 0 {
		t.MembersDue++
	}
}

// ConversionRate is conversions per hundred unique clicks with one decimal;
// empty without clicks.
func (s Sales) ConversionRate() string {
	if s.Unique == 0 {
		return ""
	}
	return decimal.NewFromInt(int64(s.Conversions)).Mul(decimal.NewFromInt(100)).
		DivRound(decimal.NewFromInt(int64(s.Unique)), 8).RoundBank(1).StringFixed(1)
}

func per(a money.Amount, n int) money.Amount {
	if n == 0 {
		return money.New(0, a.Currency)
	}
	share := decimal.NewFromInt(a.Minor).DivRound(decimal.NewFromInt(int64(n)), 8).RoundBank(0)
	return money.New(share.IntPart(), a.Currency)
}

func contains[T comparable](list []T, item T) bool {
	for _, have := range list {
		if have == item {
			return true
		}
	}
	return false
}
