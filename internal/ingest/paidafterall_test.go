package ingest_test

import (
	"context"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
	"linkledger/internal/payout"
)

// line is what the plan offers to pay a member now.
func (s *scene) line(member affiliate.MemberID) payout.Line {
	s.t.Helper()
	s.a.exchange()
	dues, err := s.a.store.Dues(context.Background(), "USD")
	if err != nil {
		s.t.Fatal(err)
	}
	list, err := s.a.store.Members(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	for _, line := range payout.Lines(dues, list, "USD", s.now) {
		if line.Member.ID == member {
			return line
		}
	}
	return payout.Line{Amount: money.New(0, "USD")}
}

// A device paid what another one cancelled, or what the fold had refused: the
// money is gone, so it posts, and what was not owed any more is owed back.
func TestPaidAfterAll(t *testing.T) {
	cases := map[string]struct {
		before func(s *scene, p affiliate.Payment) // what ends the payment, and happens before it is said to be paid
		over   int64                               // owed back
		left   int64                               // payable
		wallet int64
		says   string
	}{
		"cancelled, and still due": {func(s *scene, p affiliate.Payment) {
			s.pay("p", p, affiliate.PaymentExported, affiliate.PaymentCancelled)
		}, 0, 0, 9_000, "was cancelled"},
		"cancelled, and paid by another": {func(s *scene, p affiliate.Payment) {
			s.pay("p", p, affiliate.PaymentCancelled)
			s.pay("q", p, affiliate.PaymentPaid)
		}, 1_000, 0, 8_000, "10.00 USD of it was not owed any more"},
		"cancelled, and held by another": {func(s *scene, p affiliate.Payment) {
			s.pay("p", p, affiliate.PaymentCancelled)
			s.pay("q", p)
		}, 1_000, 1_000, 9_000, "10.00 USD"},
		"cancelled, and then taken back": {func(s *scene, p affiliate.Payment) {
			s.pay("p", p, affiliate.PaymentCancelled)
			s.cj(locked(correction(s.row("1", ""), "2", "-100.00", "-20.00")))
		}, 1_000, 0, 9_000, "10.00 USD"},
		"refused for too much": {func(s *scene, p affiliate.Payment) {
			p.Lines[0].Minor += 250
			s.pay("p", p)
		}, 250, 0, 8_750, "was refused"},
		"refused for too little": {func(s *scene, p affiliate.Payment) {
			p.Lines[0].Minor -= 250
			s.pay("p", p)
		}, 750, 1_000, 9_250, "7.50 USD"},
		"refused for its earning": {func(s *scene, p affiliate.Payment) {
			p.Lines[0].Earnings = []affiliate.EarningID{"nothing.1"}
			s.pay("p", p)
		}, 1_000, 1_000, 9_000, "10.00 USD"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.fund(10_000)
			s.cj(locked(s.row("1", s.click(1))))
			c.before(s, s.due(members[0]))
			s.change(affiliate.NounPayment, "p", map[string]any{"state": affiliate.PaymentPaid, "paid_on": "2026-10-26"})
			s.a.exchange()
			p, err := s.a.store.Payment(context.Background(), "p")
			if err != nil || p.State != affiliate.PaymentPaid {
				t.Fatalf("%s %v", p.State, err)
			}
			for account, want := range map[ledger.Account]int64{ledger.Recover(string(members[0])): c.over, ledger.Payable(string(members[0])): -c.left,
				ledger.CSVClearing: 0, ledger.Wallet: c.wallet} {
				if got := s.balance(account); got != want {
					t.Errorf("%s has %d, not %d", account, got, want)
				}
			}
			what, err := s.a.store.MoneyProblem(context.Background())
			if err != nil || !strings.Contains(what, c.says) {
				t.Errorf("it says %q %v", what, err)
			}
			if err := s.a.store.Prove(context.Background()); err != nil {
				t.Error(err)
			}
			// It is netted from what is earned next.
			s.cj(locked(s.row("8", s.click(1))), locked(s.row("9", s.click(1))))
			held := int64(0) // by a payment on its way
			if name == "cancelled, and held by another" {
				held = 1_000
			}
			line := s.line(members[0])
			if want := c.left - held + 2_000 - c.over; line.Amount.Minor != want || line.Blocked != "" {
				t.Fatalf("%s is due, not %d: %s", line.Amount, want, line.Blocked)
			}
			next := s.pay("next", affiliate.Payment{State: affiliate.PaymentIntent, Route: affiliate.RouteCSV, Currency: "USD",
				Lines: []affiliate.PaymentLine{{MemberID: members[0], Minor: line.Amount.Minor, Earnings: line.Earnings}}}, affiliate.PaymentPaid)
			if got := s.balance(ledger.Recover(string(members[0]))); got != 0 || next.State != affiliate.PaymentPaid {
				t.Errorf("%d is left to recover; the next payment is %s: %s", got, next.State, next.Reason)
			}
		})
	}
}

// A line that makes no sense moves nothing and does not stop the fold.
func TestNonsensePaidAfterAll(t *testing.T) {
	for name, edit := range map[string]func(*affiliate.Payment){
		"no amount":        func(p *affiliate.Payment) { p.Lines[0].Minor = 0 },
		"negative":         func(p *affiliate.Payment) { p.Lines[0].Minor = -1 },
		"too much":         func(p *affiliate.Payment) { p.Lines[0].Minor = money.Limit + 1 },
		"no member":        func(p *affiliate.Payment) { p.Lines[0].MemberID = "" },
		"odd member":       func(p *affiliate.Payment) { p.Lines[0].MemberID = "a:b" },
		"unknown currency": func(p *affiliate.Payment) { p.Currency = "XXX" },
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.fund(10_000)
			s.cj(locked(s.row("1", s.click(1))))
			p := s.due(members[0])
			edit(&p)
			if p := s.pay("p", p, affiliate.PaymentPaid); p.State != affiliate.PaymentPaid {
				t.Errorf("%s", p.State)
			}
			if got := s.balance(ledger.Wallet); got != 10_000 {
				t.Errorf("the wallet has %d", got)
			}
			if what, err := s.a.store.MoneyProblem(context.Background()); !strings.Contains(what, "makes no sense") || err != nil {
				t.Errorf("it says %q %v", what, err)
			}
		})
	}
}

// The device that made an intent did not know what the log says before it.
func TestIntentOvertaken(t *testing.T) {
	cases := map[string]struct {
		meanwhile func(s *scene, row affiliate.CommissionRow, conversion string)
		says      string
	}{
		"put on hold": {func(s *scene, _ affiliate.CommissionRow, id string) {
			s.decide(id, affiliate.StatusOnHold, "fraud check")
		}, "On hold: fraud check"},
		"rejected": {func(s *scene, _ affiliate.CommissionRow, id string) {
			s.decide(id, affiliate.StatusRejected, "own order")
		}, "Rejected: own order"},
		"taken back": {func(s *scene, row affiliate.CommissionRow, _ string) {
			s.cj(locked(correction(row, "2", "-100.00", "-20.00")))
		}, "reversed"},
		"taken back in part": {func(s *scene, row affiliate.CommissionRow, _ string) {
			s.cj(locked(correction(row, "2", "-40.00", "-8.00")))
		}, "6.00 USD is owed"},
		"open again": {func(s *scene, row affiliate.CommissionRow, _ string) {
			again := correction(row, "2", "-1.00", "-0.20")
			again.ActionStatus = affiliate.CJNew
			s.cj(again)
		}, "not locked"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.fund(10_000)
			row := locked(s.row("1", s.click(1)))
			s.cj(row)
			p := s.due(members[0])
			c.meanwhile(s, row, string(s.only().ID))
			before := s.balance(ledger.Wallet)
			if p := s.pay("p", p); p.State != affiliate.PaymentRefused || !strings.Contains(p.Reason, c.says) {
				t.Errorf("%s: %s", p.State, p.Reason)
			}
			if transfers, err := s.a.store.Transfers(context.Background(), "payment:p"); len(transfers) > 0 || err != nil || s.balance(ledger.Wallet) != before {
				t.Errorf("it posted %+v %v", transfers, err)
			}
		})
	}
}
