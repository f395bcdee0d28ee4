package cashflow_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/cashflow"
)

func TestPayDay(t *testing.T) {
	for _, test := range []struct {
		payDay        int
		locked, want  string
		from, through string // with 2 to 5 business days
	}{
		{1, "2026-11-11", "2026-12-01", "2026-12-03", "2026-12-08"},
		{1, "2026-11-30", "2026-12-01", "2026-12-03", "2026-12-08"},
		{1, "2026-12-01", "2027-01-01", "2027-01-05", "2027-01-08"}, // on the pay day is too late for it
		{1, "2026-12-31", "2027-01-01", "2027-01-05", "2027-01-08"}, // a Friday: the weekend does not count
		{20, "2026-11-11", "2026-11-20", "2026-11-24", "2026-11-27"},
		{20, "2026-11-20", "2026-12-20", "2026-12-22", "2026-12-25"}, // a Sunday
		{20, "2026-12-25", "2027-01-20", "2027-01-22", "2027-01-27"},
		{28, "2027-02-27", "2027-02-28", "2027-03-02", "2027-03-05"}, // the last day of February, a Sunday
		{28, "2027-01-31", "2027-02-28", "2027-03-02", "2027-03-05"},
		{1, "2026-03-28", "2026-04-01", "2026-04-03", "2026-04-08"}, // clocks change in between
		{1, "2026-10-24", "2026-11-01", "2026-11-03", "2026-11-06"},
		{1, "2028-02-29", "2028-03-01", "2028-03-03", "2028-03-08"},
		{1, "", "", "", ""},
		{1, "soon", "", "", ""},
	} {
		p := affiliate.CJPayments{PayDay: test.payDay, CreditFrom: 2, CreditTo: 5}
		got := cashflow.PayDay(p, test.locked)
		from, until := cashflow.Credited(p, got)
		if got != test.want || from != test.from || until != test.through {
			t.Errorf("locked on %q with pay day %d: paid on %q, here from %q to %q, want %q, %q to %q",
				test.locked, test.payDay, got, from, until, test.want, test.from, test.through)
		}
	}
}

func TestNoBusinessDaysIsTheDayItself(t *testing.T) {
	if from, until := cashflow.Credited(affiliate.CJPayments{PayDay: 1}, "2026-08-01"); from != "2026-08-01" || until != from { // a Saturday
		t.Errorf("%s to %s", from, until)
	}
}

// TestPayDayFollowsTheLock: within a month and a day after it, on the day of the
// month that is set, and credited on a weekday.
func TestPayDayFollowsTheLock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := affiliate.CJPayments{PayDay: rapid.IntRange(1, 28).Draw(t, "pay day"), CreditFrom: rapid.IntRange(1, 10).Draw(t, "from")}
		p.CreditTo = p.CreditFrom + rapid.IntRange(0, 10).Draw(t, "more")
		lock := time.Date(2024, 1, 1+rapid.IntRange(0, 2000).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
		day, err := time.Parse(time.DateOnly, cashflow.PayDay(p, lock.Format(time.DateOnly)))
		if err != nil || !day.After(lock) || day.After(lock.AddDate(0, 0, 31)) || day.Day() != p.PayDay {
			t.Fatalf("locked on %s, paid on %s, %v", lock, day, err)
		}
		from, until := cashflow.Credited(p, day.Format(time.DateOnly))
		if from > until || from <= day.Format(time.DateOnly) {
			t.Fatalf("paid on %s, here from %s to %s", day, from, until)
		}
		for _, d := range []string{from, until} {
			if at, err := time.Parse(time.DateOnly, d); err != nil || at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
				t.Fatalf("%s is no business day", d)
			}
		}
	})
}

func TestSay(t *testing.T) {
	const today = "2026-11-22" // a Sunday
	for day, want := range map[string]string{
		"2026-11-21": "yesterday", "2026-11-22": "today", "2026-11-23": "tomorrow", "2026-11-24": "Tuesday", "2026-11-28": "Saturday",
		"2026-11-29": "Sunday 29 November", "2026-11-15": "Sunday 15 November", "2027-01-11": "Monday 11 January 2027", "": "a day that is not known",
	} {
		if got := cashflow.Say(day, today); got != want {
			t.Errorf("%s is %q, want %q", day, got, want)
		}
	}
}
