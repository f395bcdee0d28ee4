package cashflow_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/cashflow"
)

// TestStages: each way in which money can have moved is at one stage, and the
// stage knows it.
func TestStages(t *testing.T) {
	seen := map[cashflow.Has]cashflow.Stage{}
	for _, stage := range cashflow.Stages() {
		for _, has := range cashflow.With(stage.Stage) {
			if other, twice := seen[has]; twice {
				t.Errorf("%+v is %s and %s", has, stage.Stage, other)
			}
			seen[has] = stage.Stage
		}
	}
	want := map[cashflow.Has]cashflow.Stage{
		{}: cashflow.Open, {Locked: true}: cashflow.Locked, {Locked: true, Received: true}: cashflow.Received, {Received: true}: cashflow.Received,
		{Locked: true, Received: true, Paid: true}: cashflow.Paid, {Received: true, Paid: true}: cashflow.Paid,
		{Paid: true}: cashflow.Early, {Locked: true, Paid: true}: cashflow.Early,
	}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Error(diff)
	}
}

func TestClocks(t *testing.T) {
	type clock = cashflow.Clock
	sold := clock{Day: "2026-11-03"}
	open := cashflow.Sale{Sold: sold.Day, CJStatus: affiliate.CJNew, Locks: "2026-12-11", Commission: usd(1000), Owes: usd(1000), Payout: usd(300), Due: usd(300)}
	with := func(change func(*cashflow.Sale)) cashflow.Sale {
		sale := open
		change(&sale)
		return sale
	}
	locked := func(s *cashflow.Sale) {
		s.Has.Locked, s.CJStatus, s.Locks = true, affiliate.CJLocked, "2026-11-11"
	}
	received := func(s *cashflow.Sale) {
		locked(s)
		s.Has.Received, s.CJStatus, s.ReceivedOn, s.Owes = true, affiliate.CJClosed, "2026-11-20", usd(0)
	}
	paid := func(s *cashflow.Sale) { s.Has.Paid, s.PaidOn, s.Due = true, "2026-11-21", usd(0) }
	january := clock{Day: "2027-01-05", Until: "2027-01-08", Expected: true}
	december := clock{Day: "2026-12-03", Until: "2026-12-08", Expected: true}
	for name, test := range map[string]struct {
		sale              cashflow.Sale
		minimum           int64
		locks, cjPays, to clock
	}{
		"open": {open, 0, clock{Day: "2026-12-11", Expected: true}, january, january},
		"extended": {with(func(s *cashflow.Sale) { s.CJStatus, s.Locks = affiliate.CJExtended, "2027-01-11" }), 0,
			clock{Day: "2027-01-11", Expected: true, Note: "extended once"},
			clock{Day: "2027-02-03", Until: "2027-02-08", Expected: true}, clock{Day: "2027-02-03", Until: "2027-02-08", Expected: true}},
		"overdue": {with(func(s *cashflow.Sale) { s.Locks = "2026-11-11" }), 0,
			clock{Day: "2026-11-11", Expected: true, Note: "overdue: CJ has not locked it"}, december, december},
		"open-ended": {with(func(s *cashflow.Sale) { s.Locks = "" }), 0, clock{Expected: true, Note: "when CJ's advertiser accepts it"},
			clock{Expected: true, Note: "after it has locked"}, clock{Expected: true}},
		"a postback alone": {with(func(s *cashflow.Sale) { s.CJStatus, s.Locks = "", "" }), 0, clock{Expected: true, Note: "CJ's own row is not here yet"},
			clock{Expected: true, Note: "not known before CJ's own row is here"}, clock{Expected: true}},
		"locked": {with(locked), 0, clock{Day: "2026-11-11"}, december, december},
		"below the minimum": {with(locked), 5000, clock{Day: "2026-11-11"},
			clock{Expected: true, Note: "below CJ's minimum of 50.00 USD: rolls over"}, clock{Expected: true}},
		"CJ is late": {with(func(s *cashflow.Sale) { locked(s); s.Locks = "2026-10-11" }), 0, clock{Day: "2026-10-11"},
			clock{Day: "2026-11-03", Until: "2026-11-06", Expected: true, Note: "overdue: no payment is recorded"}, clock{Day: "2026-11-03", Until: "2026-11-06", Expected: true}},
		"received":        {with(received), 0, clock{Day: "2026-11-11"}, clock{Day: "2026-11-20"}, clock{Day: today, Expected: true, Note: "can be paid now"}},
		"short":           {with(func(s *cashflow.Sale) { received(s); s.Short = "short by 2.00 USD" }), 0, clock{Day: "2026-11-11"}, clock{Day: "2026-11-20", Note: "short by 2.00 USD"}, clock{Day: today, Expected: true, Note: "can be paid now"}},
		"on hold":         {with(func(s *cashflow.Sale) { received(s); s.Blocked = "on hold" }), 0, clock{Day: "2026-11-11"}, clock{Day: "2026-11-20"}, clock{Expected: true, Note: "on hold"}},
		"in a payment":    {with(func(s *cashflow.Sale) { received(s); s.InPayment = true }), 0, clock{Day: "2026-11-11"}, clock{Day: "2026-11-20"}, clock{Expected: true, Note: "in a payment that is not final"}},
		"paid":            {with(func(s *cashflow.Sale) { received(s); paid(s) }), 0, clock{Day: "2026-11-11"}, clock{Day: "2026-11-20"}, clock{Day: "2026-11-21"}},
		"early":           {with(func(s *cashflow.Sale) { locked(s); paid(s) }), 0, clock{Day: "2026-11-11"}, december, clock{Day: "2026-11-21", Note: "before CJ paid"}},
		"nobody's":        {with(func(s *cashflow.Sale) { locked(s); s.Payout, s.Due = usd(0), usd(0) }), 0, clock{Day: "2026-11-11"}, december, clock{Note: "nobody earns on it"}},
		"nothing from CJ": {with(func(s *cashflow.Sale) { locked(s); s.Has.Received, s.Commission, s.Owes = true, usd(0), usd(0) }), 0, clock{Day: "2026-11-11"}, clock{Note: "CJ pays nothing for it"}, clock{Day: today, Expected: true, Note: "can be paid now"}},
		"reversed late": {with(func(s *cashflow.Sale) {
			received(s)
			paid(s)
			s.Commission, s.Owes, s.Due = usd(0), usd(-1000), usd(-300)
		}), 0, clock{Day: "2026-11-11"},
			clock{Day: "2026-11-20", Note: "10.00 USD were taken back since: CJ nets them off its next payment"}, clock{Day: "2026-11-21", Note: "3.00 USD come off the next payment"}},
	} {
		rules := affiliate.DefaultCJPayments
		rules.Minimum = test.minimum
		s := cashflow.NewSchedule(rules, "USD", []cashflow.Lock{{Day: test.sale.Locks, Currency: "USD", Locked: test.sale.Has.Locked, Sales: 1, Commission: test.sale.Owes.Minor}}, today)
		want := cashflow.Clocks{Sold: sold, Locks: test.locks, CJPays: test.cjPays, Paid: test.to}
		if diff := cmp.Diff(want, s.Clocks(test.sale)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
