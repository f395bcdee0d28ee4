package ingest_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// One purchase, told in many orders: what stands at the end.
func TestOneSale(t *testing.T) {
	type want struct {
		Status        affiliate.Status
		CJ, Sale      string
		Posted, Wait  int64 // the member's earnings in USD cents
		OrderID, Day  string
		ActionUnknown bool
	}
	type tell struct {
		*scene
		click string
		row   affiliate.CommissionRow
	}
	pb := func(s tell) { s.postback("convaaaaaaaaaaaa", s.click) }
	original := func(s tell) { s.cj(s.row) }
	lock := func(s tell) { s.cj(locked(s.row)) }
	cases := map[string]struct {
		told []func(tell)
		want want
	}{
		"postback alone": {[]func(tell){pb},
			want{Status: "pending", Sale: "100.00 USD", Wait: 1000, ActionUnknown: true, Day: "2026-10-21"}},
		"postback, then CJ": {[]func(tell){pb, original},
			want{Status: "pending", CJ: "new", Sale: "100.00 USD", Wait: 1000, OrderID: "order1", Day: "2026-10-21"}},
		"CJ, then postback": {[]func(tell){original, pb},
			want{Status: "pending", CJ: "new", Sale: "100.00 USD", Wait: 1000, OrderID: "order1", Day: "2026-10-21"}},
		"CJ with another amount, then postback": {[]func(tell){func(s tell) { s.row.SaleAmount = "80.00"; s.cj(s.row) }, pb},
			want{Status: "pending", CJ: "new", Sale: "80.00 USD", Wait: 800, OrderID: "order1", Day: "2026-10-21"}},
		"CJ locked first": {[]func(tell){lock, pb},
			want{Status: "approved", CJ: "locked", Sale: "100.00 USD", Posted: 1000, OrderID: "order1", Day: "2026-10-21"}},
		"a stale row after the newer one": {[]func(tell){pb, lock, original},
			want{Status: "approved", CJ: "locked", Sale: "100.00 USD", Posted: 1000, OrderID: "order1", Day: "2026-10-21"}},
		"correction before its original": {[]func(tell){pb, func(s tell) { s.cj(correction(s.row, "2", "-40.00", "-8.00")) }},
			want{Status: "pending", CJ: "new", Sale: "0.00 USD", Day: "2026-10-21"}},
		"correction before its original, then that": {[]func(tell){pb, func(s tell) { s.cj(correction(s.row, "2", "-40.00", "-8.00")) }, original},
			want{Status: "pending", CJ: "new", Sale: "60.00 USD", Wait: 600, OrderID: "order1", Day: "2026-10-21"}},
		"taken back in full": {[]func(tell){pb, original, func(s tell) { s.cj(correction(s.row, "2", "-100.00", "-20.00")) }},
			want{Status: "reversed", CJ: "new", Sale: "0.00 USD", OrderID: "order1", Day: "2026-10-21"}},
		"taken back in full after lock": {[]func(tell){pb, lock, func(s tell) { s.cj(locked(correction(s.row, "2", "-100.00", "-20.00"))) }},
			want{Status: "reversed", CJ: "locked", Sale: "0.00 USD", OrderID: "order1", Day: "2026-10-21"}},
		"restated": {[]func(tell){pb, original, func(s tell) {
			s.cj(correction(s.row, "2", "-100.00", "-20.00"), correction(s.row, "3", "70.00", "14.00"))
		}}, want{Status: "pending", CJ: "new", Sale: "70.00 USD", Wait: 700, OrderID: "order1", Day: "2026-10-21"}},
		"locked, and a row that CJ may still change": {[]func(tell){lock, func(s tell) { s.cj(correction(s.row, "2", "50.00", "10.00")) }},
			want{Status: "approved", CJ: "new", Sale: "150.00 USD", Posted: 1500, OrderID: "order1", Day: "2026-10-21"}},
		"a hold outlives a restatement and the lock": {[]func(tell){pb, original, func(s tell) { s.decide("convaaaaaaaaaaaa", "on_hold", "fraud check") }, func(s tell) {
			s.cj(correction(s.row, "2", "-100.00", "-20.00"), correction(s.row, "3", "70.00", "14.00"))
			s.cj(locked(s.row), locked(correction(s.row, "2", "-100.00", "-20.00")), locked(correction(s.row, "3", "70.00", "14.00")))
		}}, want{Status: "on_hold", CJ: "locked", Sale: "70.00 USD", Wait: 700, OrderID: "order1", Day: "2026-10-21"}},
		"held, locked, then released": {[]func(tell){pb, original, func(s tell) { s.decide("convaaaaaaaaaaaa", "on_hold", "fraud check") }, lock,
			func(s tell) { s.decide("convaaaaaaaaaaaa", "pending", "") }},
			want{Status: "approved", CJ: "locked", Sale: "100.00 USD", Posted: 1000, OrderID: "order1", Day: "2026-10-21"}},
		"rejected, taken back, then approved": {[]func(tell){pb, original, func(s tell) { s.decide("convaaaaaaaaaaaa", "rejected", "own order") },
			func(s tell) { s.cj(correction(s.row, "2", "-100.00", "-20.00")) }, func(s tell) { s.decide("convaaaaaaaaaaaa", "approved", "") }},
			want{Status: "reversed", CJ: "new", Sale: "0.00 USD", OrderID: "order1", Day: "2026-10-21"}},
		"rejected after lock": {[]func(tell){pb, lock, func(s tell) { s.decide("convaaaaaaaaaaaa", "rejected", "own order") }},
			want{Status: "rejected", CJ: "locked", Sale: "100.00 USD", OrderID: "order1", Day: "2026-10-21"}},
		"rejected without a reason": {[]func(tell){pb, func(s tell) { s.decide("convaaaaaaaaaaaa", "rejected", "") }},
			want{Status: "pending", Sale: "100.00 USD", Wait: 1000, ActionUnknown: true, Day: "2026-10-21"}},
		"the same conversion twice in the log": {[]func(tell){pb, lock, pb},
			want{Status: "approved", CJ: "locked", Sale: "100.00 USD", Posted: 1000, OrderID: "order1", Day: "2026-10-21"}},
		"unresolved until CJ's row": {[]func(tell){func(s tell) {
			s.postback("convaaaaaaaaaaaa", s.click, func(b *relayapi.ConversionBody) { b.State = relayapi.StateUnresolved })
		}}, want{Status: "unresolved", Sale: "100.00 USD", ActionUnknown: true, Day: "2026-10-21"}},
		"unresolved, then CJ's row": {[]func(tell){func(s tell) {
			s.postback("convaaaaaaaaaaaa", s.click, func(b *relayapi.ConversionBody) { b.State = relayapi.StateUnresolved })
		}, original}, want{Status: "pending", CJ: "new", Sale: "100.00 USD", Wait: 1000, OrderID: "order1", Day: "2026-10-21"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			told := tell{scene: s, click: s.click(1)}
			told.row = s.row("1", told.click)
			for _, f := range c.told {
				f(told)
			}
			got := s.only()
			sums := s.earned(got.ID)
			have := want{Status: got.Status, CJ: got.CJStatus, Sale: got.Sale.String(), Posted: sums["posted USD"], Wait: sums["pending USD"],
				OrderID: got.OrderID, Day: got.SaleDay, ActionUnknown: got.ActionID == ""}
			if diff := cmp.Diff(c.want, have); diff != "" {
				t.Error(diff)
			}
			if p := s.a.problems(); len(p) > 0 {
				t.Errorf("problems: %q", p)
			}
		})
	}
}

// Two orders of one click are two sales, whichever of CJ and postback is first.
func TestTwoOrdersOfAClick(t *testing.T) {
	for name, orders := range map[string][2]string{"with order ids": {"orderA", "orderB"}, "without": {"", ""}} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			click := s.click(1)
			a, b := s.row("A", click), s.row("B", click)
			b.SaleAmount, b.Commission = "50.00", "10.00"
			s.cj(a)
			s.postback("convbbbbbbbbbbbb", click, order(orders[1]), selling(5_000))
			s.postback("convaaaaaaaaaaaa", click, order(orders[0]))
			s.cj(b)
			s.a.exchange()
			list := s.a.conversions()
			sales := map[string]bool{}
			for _, c := range list {
				sales[c.OrderID+" "+c.Sale.String()] = c.ActionID != ""
			}
			// Without order ids both join the row that CJ had; its own rows tell.
			want := map[string]bool{"orderA 100.00 USD": true, "orderB 50.00 USD": true}
			if diff := cmp.Diff(want, sales); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A flat payout in another currency than the sale goes with the conversion.
func TestFlatPayoutOfAReversedSale(t *testing.T) {
	s := newScene(t)
	row := s.row("1", s.click(3))
	s.cj(locked(row))
	c := s.only()
	if diff := cmp.Diff(map[string]int64{"posted EUR": 300}, s.earned(c.ID)); diff != "" {
		t.Fatal(diff)
	}
	s.decide(string(c.ID), affiliate.StatusRejected, "own order")
	s.cj(locked(correction(row, "2", "-100.00", "-20.00")))
	s.decide(string(c.ID), affiliate.StatusApproved, "")
	if c = s.only(); c.Status != affiliate.StatusReversed {
		t.Errorf("it is %s", c.Status)
	}
	if got := s.earned(c.ID); len(got) > 0 {
		t.Errorf("a sale that was taken back earns %v", got)
	}
}

func TestUnknownClickAndBonus(t *testing.T) {
	s := newScene(t)
	row := s.row("1", "somebody-elses-sid")
	s.cj(row)
	bonus := s.row("2", "")
	bonus.ActionType, bonus.SaleAmount, bonus.OrderID = "bonus", "", ""
	s.cj(locked(bonus))
	s.a.exchange()
	for _, c := range s.a.conversions() {
		if c.Attributed() || len(s.earned(c.ID)) > 0 || c.Blocked() == "" || c.Commission.Minor != 2000 {
			t.Errorf("%+v", c)
		}
	}
	if n := len(s.a.conversions()); n != 2 {
		t.Errorf("%d conversions", n)
	}
}
