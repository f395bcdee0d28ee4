package report_test

import (
	"context"
	"math/big"
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/money"
	"linkledger/internal/report"
)

// tracked works Sales Tracking out link by link, without the cube.
func (w *world) tracked(p report.Period) []report.SalesTracking {
	events := w.events(report.AsReported, w.last)
	in := func(e *event) bool {
		day := e.day.String()
		return (p.From == "" || day >= p.From) && (p.To == "" || day <= p.To) && e.of[report.Member] != ""
	}
	currencies := []money.Currency{"USD"}
	seen := map[string]bool{"USD": true}
	for i := range events {
		if e := &events[i]; in(e) && e.currency != "" && !seen[e.currency] {
			seen[e.currency] = true
			currencies = append(currencies, money.Currency(e.currency))
		}
	}
	sort.Slice(currencies[1:], func(i, j int) bool { return currencies[1+i] < currencies[1+j] })
	var reports []report.SalesTracking
	for _, currency := range currencies {
		r := report.SalesTracking{Currency: currency, Totals: report.Totals{Sales: none(currency)}}
		for _, m := range w.dir.Members {
			if m.Test {
				continue
			}
			s := none(currency)
			for i := range events {
				if e := &events[i]; in(e) && e.of[report.Member] == m.ID {
					addTo(&s, e)
				}
			}
			r.Rows = append(r.Rows, report.MemberSales{Member: m, Sales: s})
			r.Totals.Members++
			r.Totals.Clicks, r.Totals.Unique, r.Totals.Conversions = r.Totals.Clicks+s.Clicks, r.Totals.Unique+s.Unique, r.Totals.Conversions+s.Conversions
			for _, pair := range [][2]*money.Amount{{&r.Totals.Sale, &s.Sale}, {&r.Totals.Commission, &s.Commission}, {&r.Totals.Earned, &s.Earned},
				{&r.Totals.Pending, &s.Pending}, {&r.Totals.Due, &s.Due}, {&r.Totals.Paid, &s.Paid}} {
				pair[0].Minor += pair[1].Minor
			}
			if s.Conversions > 0 {
				r.Totals.MembersWithConversions++
			}
			if s.Due.Minor > 0 {
				r.Totals.MembersDue++
			}
		}
		sort.SliceStable(r.Rows, func(i, j int) bool { return r.Rows[i].Sale.Minor > r.Rows[j].Sale.Minor })
		reports = append(reports, r)
	}
	return reports
}

func none(c money.Currency) report.Sales {
	zero := money.New(0, c)
	return report.Sales{Sale: zero, Commission: zero, Earned: zero, Pending: zero, Due: zero, Paid: zero}
}

// addTo adds one thing that happened.
func addTo(s *report.Sales, e *event) {
	switch {
	case e.click && !e.rejected:
		s.Clicks++
		if e.unique {
			s.Unique++
		}
	case e.click || e.currency != string(s.Sale.Currency):
	case e.counted:
		s.Conversions += int(e.sign)
		s.Sale.Minor += e.sign * e.sale
		s.Commission.Minor += e.sign * e.commission
	case !e.conversion:
		s.Earned.Minor += e.sign * e.pay
		switch e.state {
		case 1:
			s.Pending.Minor += e.sign * e.pay
		case 2:
			s.Due.Minor += e.sign * e.pay
		case 4:
			s.Paid.Minor += e.sign * e.pay
		}
	}
}

// nothing reports whether a table of a currency has nothing in it.
func nothing(r report.SalesTracking) bool {
	t := r.Totals
	for _, row := range r.Rows {
		row.Clicks, row.Unique = 0, 0
		if row.Sales != none(r.Currency) {
			return false
		}
	}
	return t.Conversions == 0
}

// Each figure of Sales Tracking is the plain sum of what happened.
func TestTracking(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(rapid.Uint64().Draw(t, "seed"))
		explorer := report.NewExplorer(w)
		for _, p := range []report.Period{{}, {From: (w.first + 3).String()}, {To: (w.first + 12).String()}, {From: (w.first + 5).String(), To: (w.first + 9).String()}} {
			got, err := explorer.Tracking(context.Background(), p)
			if err != nil {
				t.Fatal(err)
			}
			filled := func(list []report.SalesTracking) (some []report.SalesTracking) {
				for i, r := range list {
					if i == 0 || !nothing(r) {
						some = append(some, r)
					}
				}
				return some
			}
			if diff := cmp.Diff(filled(w.tracked(p)), filled(got)); diff != "" {
				t.Fatalf("%+v: %s", p, diff)
			}
		}
	})
}

func TestConversionRate(t *testing.T) {
	for _, c := range []struct {
		conversions, unique int
		want                string
	}{{0, 0, ""}, {3, 0, ""}, {0, 10, "0.0"}, {1, 3, "33.3"}, {2, 3, "66.7"}, {1, 1, "100.0"}, {3, 2, "150.0"}, {1, 800, "0.1"}, {1, 2000, "0.0"}, {3, 2000, "0.2"}, {1, 1_000_000, "0.0"}} {
		if got := (report.Sales{Conversions: c.conversions, Unique: c.unique}).ConversionRate(); got != c.want {
			t.Errorf("%d of %d is %q, not %q", c.conversions, c.unique, got, c.want)
		}
	}
}

// An average is the nearest minor unit, a half to the even one.
func TestAverages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minor, n := rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, "minor"), rapid.Int64Range(0, 50).Draw(t, "n")
		totals := report.Totals{Sales: report.Sales{Sale: money.New(minor, "USD"), Earned: money.New(-minor, "USD")}, MembersWithConversions: int(n)}
		want := int64(0)
		if n > 0 {
			// Half to even in whole numbers: the quotient of 2·minor by 2·n.
			quotient, rest := new(big.Int).DivMod(big.NewInt(minor), big.NewInt(n), new(big.Int))
			want = quotient.Int64()
			if twice := 2 * rest.Int64(); twice > n || (twice == n && want%2 != 0) {
				want++
			}
		}
		if got := totals.SalePerMember(); got != money.New(want, "USD") {
			t.Fatalf("%d by %d is %s", minor, n, got)
		}
		if got := totals.EarnedPerMember(); got != money.New(-want, "USD") {
			t.Fatalf("%d by %d is %s", -minor, n, got)
		}
	})
}
