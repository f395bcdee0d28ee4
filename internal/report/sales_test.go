package report_test

import (
	"context"
	"fmt"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/report"
)

// facts are rows as the store gives them.
type facts struct {
	sales   []report.LinkSales
	clicks  []report.LinkClicks
	links   []affiliate.Link
	members []affiliate.Member
}

func (f facts) LinkSales(context.Context, string, string) ([]report.LinkSales, error) {
	return f.sales, nil
}
func (f facts) LinkClicks(context.Context, string, string) ([]report.LinkClicks, error) {
	return f.clicks, nil
}
func (f facts) Links(context.Context) ([]affiliate.Link, error)     { return f.links, nil }
func (f facts) Members(context.Context) ([]affiliate.Member, error) { return f.members, nil }

func drawFacts(t *rapid.T) facts {
	var f facts
	for m := range rapid.IntRange(0, 4).Draw(t, "members") {
		f.members = append(f.members, affiliate.Member{ID: affiliate.MemberID(fmt.Sprint("m", m)), Name: fmt.Sprint("Member ", m)})
	}
	for n := range rapid.Int64Range(0, 8).Draw(t, "links") {
		// Some belong to nobody that is known.
		member := affiliate.MemberID(fmt.Sprint("m", rapid.IntRange(0, 5).Draw(t, "member")))
		f.links = append(f.links, affiliate.Link{Number: n + 1, MemberID: member, Test: rapid.Bool().Draw(t, "test")})
		f.clicks = append(f.clicks, report.LinkClicks{LinkNumber: n + 1, Valid: rapid.IntRange(0, 900).Draw(t, "clicks"), Unique: rapid.IntRange(0, 500).Draw(t, "unique")})
		for _, c := range []money.Currency{"USD", "EUR", "JPY"} {
			if !f.links[n].Test && rapid.Bool().Draw(t, string(c)) {
				some := func(name string) int64 { return rapid.Int64Range(-5000, 100_000).Draw(t, name) }
				f.sales = append(f.sales, report.LinkSales{LinkNumber: n + 1, Member: member, Currency: c, Conversions: rapid.IntRange(0, 20).Draw(t, "n"),
					Sale: some("sale"), Commission: some("commission"), Earned: some("earned"), Pending: some("pending"), Due: some("due"), Paid: some("paid")})
			}
		}
	}
	return f
}

// Each figure is the plain sum of the rows of its member and its currency.
func TestTracking(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFacts(t)
		reports, err := report.Tracking(context.Background(), f, "", "", "USD")
		if err != nil {
			t.Fatal(err)
		}
		var currencies []money.Currency
		for _, r := range reports {
			currencies = append(currencies, r.Currency)
			sum := report.Totals{Members: len(f.members)}
			for i, row := range r.Rows {
				var want report.LinkSales
				var clicks, unique int
				for _, s := range f.sales {
					if s.Member == row.Member.ID && s.Currency == r.Currency {
						want.Conversions += s.Conversions
						want.Sale += s.Sale
						want.Commission += s.Commission
						want.Earned += s.Earned
						want.Pending += s.Pending
						want.Due += s.Due
						want.Paid += s.Paid
					}
				}
				for _, l := range f.links {
					if l.MemberID == row.Member.ID && !l.Test {
						clicks += f.clicks[l.Number-1].Valid
						unique += f.clicks[l.Number-1].Unique
					}
				}
				in := func(minor int64) money.Amount { return money.New(minor, r.Currency) }
				figures := report.Sales{Clicks: clicks, Unique: unique, Conversions: want.Conversions, Sale: in(want.Sale), Commission: in(want.Commission),
					Earned: in(want.Earned), Pending: in(want.Pending), Due: in(want.Due), Paid: in(want.Paid)}
				if diff := cmp.Diff(figures, row.Sales); diff != "" {
					t.Fatalf("%s in %s: %s", row.Member.Name, r.Currency, diff)
				}
				if i > 0 && r.Rows[i-1].Sale.Minor < row.Sale.Minor {
					t.Fatal("rows are not by sale amount")
				}
				sum.Clicks, sum.Conversions, sum.Sale.Minor, sum.Due.Minor = sum.Clicks+clicks, sum.Conversions+want.Conversions, sum.Sale.Minor+want.Sale, sum.Due.Minor+want.Due
				if want.Conversions > 0 {
					sum.MembersWithConversions++
				}
				if want.Due > 0 {
					sum.MembersDue++
				}
			}
			got := r.Totals
			if got.Clicks != sum.Clicks || got.Conversions != sum.Conversions || got.Sale != money.New(sum.Sale.Minor, r.Currency) || got.Due.Minor != sum.Due.Minor ||
				got.Members != sum.Members || got.MembersWithConversions != sum.MembersWithConversions || got.MembersDue != sum.MembersDue || len(r.Rows) != len(f.members) {
				t.Fatalf("totals %+v, want %+v", got, sum)
			}
		}
		if currencies[0] != "USD" {
			t.Fatalf("home is not first: %v", currencies)
		}
		for _, s := range f.sales {
			n := 0
			for _, c := range currencies {
				if c == s.Currency {
					n++
				}
			}
			if n != 1 {
				t.Fatalf("%d reports in %s", n, s.Currency)
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
