package ingest_test

import (
	"context"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/relayapi"
)

func (s *scene) fund(minor int64) {
	s.change(affiliate.NounReceipt, "fund", affiliate.Receipt{Source: affiliate.ReceiptDeposit, Minor: minor, Currency: "USD", Day: "2026-10-01"})
}

// due is an intent over all that is due to a member.
func (s *scene) due(member affiliate.MemberID) affiliate.Payment {
	s.t.Helper()
	s.a.exchange()
	dues, err := s.a.store.Dues(context.Background(), "USD")
	if err != nil {
		s.t.Fatal(err)
	}
	line := affiliate.PaymentLine{MemberID: member, Payee: "pay@member.example"}
	for _, d := range dues {
		if d.Earning.MemberID == member {
			line.Minor += d.Earning.Amount.Minor
			line.Earnings = append(line.Earnings, d.Earning.ID)
		}
	}
	return affiliate.Payment{State: affiliate.PaymentIntent, Route: affiliate.RouteCSV, Currency: "USD", Lines: []affiliate.PaymentLine{line}}
}

func (s *scene) pay(id string, p affiliate.Payment, steps ...affiliate.PaymentState) affiliate.Payment {
	s.t.Helper()
	s.change(affiliate.NounPayment, id, p)
	for _, to := range steps {
		s.change(affiliate.NounPayment, id, map[string]any{"state": to, "paid_on": "2026-10-25"})
	}
	s.a.exchange()
	got, err := s.a.store.Payment(context.Background(), affiliate.PaymentID(id))
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.a.store.Prove(context.Background()); err != nil {
		s.t.Fatal(err)
	}
	return got
}

func (s *scene) balance(a ledger.Account) int64 {
	s.t.Helper()
	b, err := s.a.store.Balance(context.Background(), a, "USD")
	if err != nil {
		s.t.Fatal(err)
	}
	return b.Debit().Minor
}

// What CJ takes back after the member was paid is netted from the next payment.
func TestTakenBackAfterPaid(t *testing.T) {
	s := newScene(t)
	s.fund(10_000)
	first, second := locked(s.row("1", s.click(1))), locked(s.row("2", s.click(1)))
	s.cj(first)
	if p := s.pay("first", s.due(members[0]), affiliate.PaymentExported, affiliate.PaymentPaid); p.State != affiliate.PaymentPaid {
		t.Fatalf("%+v", p)
	}
	s.cj(locked(correction(first, "3", "-40.00", "-8.00")))
	s.a.exchange()
	if got := s.balance(ledger.Recover(string(members[0]))); got != 400 {
		t.Fatalf("to recover: %d", got)
	}
	if got := s.balance(ledger.Payable(string(members[0]))); got != 0 {
		t.Fatalf("payable: %d", got)
	}
	s.cj(second)
	p := s.pay("second", s.due(members[0]), affiliate.PaymentPaid)
	if p.State != affiliate.PaymentPaid || p.Total().Minor != 600 {
		t.Fatalf("%+v", p)
	}
	for account, want := range map[ledger.Account]int64{ledger.Recover(string(members[0])): 0, ledger.Payable(string(members[0])): 0,
		ledger.CSVClearing: 0, ledger.Wallet: 10_000 - 1_600} {
		if got := s.balance(account); got != want {
			t.Errorf("%s has %d, not %d", account, got, want)
		}
	}
}

func TestIntentThatDoesNotFit(t *testing.T) {
	cases := map[string]struct {
		fund int64
		edit func(*affiliate.Payment)
		says string
	}{
		"more than the balance": {999, func(*affiliate.Payment) {}, "balance"},
		"too much":              {5000, func(p *affiliate.Payment) { p.Lines[0].Minor++ }, "is owed"},
		"too little":            {5000, func(p *affiliate.Payment) { p.Lines[0].Minor-- }, "is owed"},
		"another member":        {5000, func(p *affiliate.Payment) { p.Lines[0].MemberID = members[1] }, "not owed"},
		"another currency":      {5000, func(p *affiliate.Payment) { p.Currency = "EUR" }, "not owed"},
		"no such earning":       {5000, func(p *affiliate.Payment) { p.Lines[0].Earnings[0] = "nothing.1" }, "not owed"},
		"an earning twice": {5000, func(p *affiliate.Payment) {
			p.Lines[0].Earnings = append(p.Lines[0].Earnings, p.Lines[0].Earnings[0])
			p.Lines[0].Minor *= 2
		}, "settled by another"},
		"a member twice": {5000, func(p *affiliate.Payment) { p.Lines = append(p.Lines, p.Lines[0]) }, "settled by another"},
		"nobody":         {5000, func(p *affiliate.Payment) { p.Lines = nil }, "no lines"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.fund(c.fund)
			s.cj(locked(s.row("1", s.click(1))))
			right := s.due(members[0])
			wrong := s.due(members[0])
			c.edit(&wrong)
			p := s.pay("wrong", wrong)
			if p.State != affiliate.PaymentRefused || !strings.Contains(p.Reason, c.says) {
				t.Fatalf("%s: %s", p.State, p.Reason)
			}
			if got := s.balance(ledger.Wallet); got != c.fund {
				t.Errorf("it moved money: %d", got)
			}
			if c.fund < 1000 {
				s.change(affiliate.NounReceipt, "more", affiliate.Receipt{Source: affiliate.ReceiptDeposit, Minor: 1000, Currency: "USD", Day: "2026-10-01"})
			}
			if p := s.pay("right", right, affiliate.PaymentPaid); p.State != affiliate.PaymentPaid {
				t.Errorf("the right one: %s %s", p.State, p.Reason)
			}
		})
	}
}

// The relay granted the claim and the fold refused the payment: the claim is
// given back, once, or the earnings could never be paid.
func TestRefusedPaymentGivesItsClaimBack(t *testing.T) {
	s := newScene(t)
	s.cj(locked(s.row("1", s.click(1))))
	p := s.due(members[0]) // there is no balance
	s.log.claims["k1"], s.log.claims["k2"] = "short", "kept"
	s.log.own(relayapi.Entry{Kind: relayapi.KindClaim, Schema: 1, Time: s.now, Body: encode(relayapi.ClaimBody{Action: relayapi.Claim, PaymentID: "short", Keys: []string{"k1"}})})
	s.pay("short", p)
	b := s.device()
	for range 2 {
		s.a.exchange()
		b.exchange()
	}
	if s.log.claims["k1"] != "" || s.log.claims["k2"] != "kept" {
		t.Errorf("claims: %v", s.log.claims)
	}
	if n := s.count(relayapi.KindClaim); n != 2 {
		t.Errorf("%d entries of claims", n)
	}
	if s.a.exchange(); s.a.dump() != b.dump() {
		t.Error("the devices differ")
	}
}
