package cashflow_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/cashflow"
	"linkledger/internal/money"
)

const today = "2026-11-22"

func usd(minor int64) money.Amount { return money.New(minor, "USD") }

// locks is a day's sales: what CJ owes on them, and a tenth of it for members.
func locks(day string, locked bool, sales int, commission int64) cashflow.Lock {
	return cashflow.Lock{Day: day, Currency: "USD", Locked: locked, Sales: sales, Sale: commission * 10, Commission: commission,
		Due: commission / 10, Methods: []string{"FIXED_DATE"}}
}

func TestSchedule(t *testing.T) {
	type pay struct {
		Day, From, Until, LockedTo string
		Rolled, Overdue            bool
		Sales                      int
		Amount, Due                int64
	}
	euros := locks("2026-11-11", true, 9, 90000)
	euros.Currency = "EUR"
	for name, test := range map[string]struct {
		minimum int64
		locks   []cashflow.Lock
		want    []pay
	}{
		"nothing": {},
		"one sum for a pay day, whether locked or to lock": {
			locks: []cashflow.Lock{locks("2026-11-11", true, 2, 2000), locks("2026-11-25", false, 1, 500), locks("2026-12-11", false, 3, 900)},
			want: []pay{{Day: "2026-12-01", From: "2026-12-03", Until: "2026-12-08", LockedTo: "2026-11-25", Sales: 3, Amount: 2500, Due: 250},
				{Day: "2027-01-01", From: "2027-01-05", Until: "2027-01-08", LockedTo: "2026-12-11", Sales: 3, Amount: 900, Due: 90}},
		},
		"currencies are never mixed": {locks: []cashflow.Lock{euros}},
		"what should be here":        {locks: []cashflow.Lock{locks("2026-10-11", true, 1, 700)}, want: []pay{{Day: "2026-11-01", From: "2026-11-03", Until: "2026-11-06", LockedTo: "2026-10-11", Overdue: true, Sales: 1, Amount: 700, Due: 70}}},
		"what should have locked locks today": {locks: []cashflow.Lock{locks("2026-10-11", false, 1, 700)},
			want: []pay{{Day: "2026-12-01", From: "2026-12-03", Until: "2026-12-08", LockedTo: today, Sales: 1, Amount: 700, Due: 70}}},
		"below the minimum rolls over": {minimum: 5000,
			locks: []cashflow.Lock{locks("2026-11-11", true, 1, 4999), locks("2026-12-11", false, 1, 1)},
			want:  []pay{{Day: "2027-01-01", From: "2027-01-05", Until: "2027-01-08", LockedTo: "2026-12-11", Rolled: true, Sales: 2, Amount: 5000, Due: 499}}},
		"and stays until there is enough": {minimum: 5000, locks: []cashflow.Lock{locks("2026-11-11", true, 1, 4000)},
			want: []pay{{LockedTo: "2026-11-11", Rolled: true, Sales: 1, Amount: 4000, Due: 400}}},
		"the minimum itself is paid": {minimum: 5000, locks: []cashflow.Lock{locks("2026-11-11", true, 1, 5000)},
			want: []pay{{Day: "2026-12-01", From: "2026-12-03", Until: "2026-12-08", LockedTo: "2026-11-11", Sales: 1, Amount: 5000, Due: 500}}},
		"what was taken back after a payment is netted": {
			locks: []cashflow.Lock{locks("2026-10-11", true, 1, -300), locks("2026-12-11", false, 2, 1000)},
			want:  []pay{{Day: "2027-01-01", From: "2027-01-05", Until: "2027-01-08", LockedTo: "2026-12-11", Rolled: true, Sales: 3, Amount: 700, Due: 70}}},
		"nobody knows when an advertiser accepts": {locks: []cashflow.Lock{locks("", false, 1, 100)}},
	} {
		rules := affiliate.CJPayments{PayDay: 1, CreditFrom: 2, CreditTo: 5, Minimum: test.minimum}
		var got []pay
		for _, p := range cashflow.NewSchedule(rules, "USD", test.locks, today).Payments {
			got = append(got, pay{p.Day, p.From, p.Until, p.LockedTo, p.Rolled, p.Overdue, p.Sales, p.Amount.Minor, p.Due.Minor})
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestScheduleLosesNothing: every sale with a day is in one payment, which is
// the one that the sale itself is told.
func TestScheduleLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := affiliate.CJPayments{PayDay: rapid.IntRange(1, 28).Draw(t, "pay day"), CreditFrom: 2, CreditTo: 5, Minimum: rapid.SampledFrom([]int64{0, 1, 500, 5000}).Draw(t, "minimum")}
		days := []string{"2026-09-11", "2026-10-11", "2026-11-01", "2026-11-11", "2026-11-22", "2026-11-30", "2026-12-01", "2026-12-11", "2027-01-31"}
		list := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) cashflow.Lock {
			return locks(rapid.SampledFrom(days).Draw(t, "day"), rapid.Bool().Draw(t, "locked"), rapid.IntRange(1, 5).Draw(t, "sales"), rapid.Int64Range(-900, 3000).Draw(t, "commission"))
		}), 0, 12).Draw(t, "locks")
		s := cashflow.NewSchedule(rules, "USD", list, today)
		var sales, paid int
		var owed, amount int64
		for _, l := range list {
			sales, owed = sales+l.Sales, owed+l.Commission
			if _, known := s.Of(l.Day, l.Locked); !known {
				t.Fatalf("nobody knows when %+v is paid", l)
			}
		}
		last := ""
		for i, p := range s.Payments {
			paid, amount = paid+p.Sales, amount+p.Amount.Minor
			switch {
			case p.Day == "" && i != len(s.Payments)-1:
				t.Fatalf("what rolls over is not the last: %+v", s.Payments)
			case p.Day == "":
			case p.Day <= last || p.Amount.Minor < rules.Minimum || p.Amount.Minor <= 0 || p.LockedTo >= p.Day:
				t.Fatalf("payment %+v after %s", p, last)
			}
			last = p.Day
		}
		if sales != paid || owed != amount {
			t.Fatalf("%d sales of %d, paid are %d of %d", sales, owed, paid, amount)
		}
	})
}

func TestCalendar(t *testing.T) {
	euros := locks("2026-12-01", false, 9, 90000)
	euros.Currency = "EUR"
	c := cashflow.NewCalendar("USD", []cashflow.Lock{locks("2026-12-11", false, 17, 194000), locks("", false, 1, 100), euros,
		locks("2026-11-20", false, 2, 300), locks("2026-11-27", false, 3, 400), locks("2026-11-11", true, 4, 700)}, today)
	var words []string
	var in []int
	for _, day := range c.Days {
		words, in = append(words, day.Words(today)), append(in, day.InDays(today))
	}
	if diff := cmp.Diff([]string{"2 sales, 3.00 USD, should have locked Friday 20 November; CJ still calls them open",
		"3 sales, 4.00 USD, can still be corrected until Friday", "17 sales, 1940.00 USD, can still be corrected until Friday 11 December",
		"1 sale, 1.00 USD, can be corrected until CJ's advertiser locks them"}, words); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{-2, 5, 19, 0}, in); diff != "" {
		t.Error(diff)
	}
	if c.Open != usd(194800) || c.Sales != 23 || c.Locked != usd(700) || c.Overdue != 2 {
		t.Errorf("%+v", c)
	}
}
