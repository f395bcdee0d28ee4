package ingest_test

import (
	"context"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

func (s *scene) adjust(id, kind string, member affiliate.MemberID, minor int64, edit ...func(*affiliate.Adjustment)) {
	a := affiliate.Adjustment{Kind: kind, MemberID: member, Minor: minor, Currency: "USD", Day: "2026-10-20", Reason: "for " + id}
	for _, f := range edit {
		f(&a)
	}
	s.change(affiliate.NounAdjustment, id, a)
}

func (s *scene) cancelAdjustment(id string) {
	s.change(affiliate.NounAdjustment, id, map[string]any{"cancelled": true, "cancel_reason": "a mistake"})
}

// stands compares what a member is owed and owes back, and what the brand spent
// on members, and proves the books.
func (s *scene) stands(when string, member affiliate.MemberID, payable, recovered, costs int64) {
	s.t.Helper()
	s.a.exchange()
	got := [3]int64{-s.balance(ledger.Payable(string(member))), s.balance(ledger.Recover(string(member))), s.balance(ledger.MemberCosts)}
	if want := [3]int64{payable, recovered, costs}; got != want {
		s.t.Errorf("%s: payable, to take back and costs are %v, want %v", when, got, want)
	}
	if err := s.a.store.Prove(context.Background()); err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) problems() string {
	s.t.Helper()
	list, err := s.a.store.Problems(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	var all []string
	for _, p := range list {
		all = append(all, p.Text)
	}
	return strings.Join(all, "\n")
}

func TestBonusesAndCorrections(t *testing.T) {
	s, m := newScene(t), members[0]
	s.adjust("bonus", affiliate.AdjustBonus, m, 2_500)
	s.stands("after a bonus", m, 2_500, 0, 2_500)
	s.adjust("less", affiliate.AdjustCorrection, m, -2_500)
	s.stands("all that is owed is taken back", m, 0, 0, 0)
	s.adjust("taken", affiliate.AdjustCorrection, m, -1)
	s.stands("nothing is owed any more", m, 0, 1, -1)
	s.adjust("more", affiliate.AdjustCorrection, m, 300)
	s.stands("a correction upward", m, 300, 1, 299)
	s.adjust("too much", affiliate.AdjustCorrection, m, -301)
	s.stands("what is owed does not cover it", m, 300, 302, -2)
	s.cancelAdjustment("too much")
	s.stands("it is cancelled", m, 300, 1, 299)
	s.cancelAdjustment("too much")
	s.adjust("too much", affiliate.AdjustCorrection, m, -301)
	s.stands("a cancelled one stays so", m, 300, 1, 299)
	s.adjust("more", affiliate.AdjustCorrection, m, 900)
	s.stands("one is never edited", m, 300, 1, 299)
	s.cancelAdjustment("bonus")
	s.stands("a bonus is cancelled", m, -2_200, 1, -2_201)
	if got := s.problems(); got != "" {
		t.Error(got)
	}
	list, err := s.a.store.Adjustments(context.Background(), m)
	if err != nil || len(list) != 5 {
		t.Fatal(list, err)
	}
}

// What makes no sense is kept as a problem that concerns money and stops
// nothing.
func TestSenselessAdjustments(t *testing.T) {
	s := newScene(t)
	for _, edit := range []func(*affiliate.Adjustment){
		func(a *affiliate.Adjustment) { a.Minor = 0 },
		func(a *affiliate.Adjustment) { a.Minor = -5 }, // a bonus
		func(a *affiliate.Adjustment) { a.Minor = money.Limit + 1 },
		func(a *affiliate.Adjustment) { a.Currency = "XYZ" },
		func(a *affiliate.Adjustment) { a.Kind = "gift" },
		func(a *affiliate.Adjustment) { a.MemberID = "" },
		func(a *affiliate.Adjustment) { a.MemberID = "a:b" },
		func(a *affiliate.Adjustment) { a.Day = "yesterday" },
		func(a *affiliate.Adjustment) { a.Reason = "" },
		func(a *affiliate.Adjustment) { a.Reason = strings.Repeat("a", 501) },
		func(a *affiliate.Adjustment) { a.ConversionID = "c" },
	} {
		s.adjust("senseless", affiliate.AdjustBonus, members[0], 100, edit)
	}
	s.change(affiliate.NounAdjustment, "typed", map[string]any{"minor": "a lot"})
	s.cancelAdjustment("nobody knows it")
	s.change(affiliate.NounOpening, "typed", map[string]any{"minor": 1.5})
	s.change(affiliate.NounOpening, "nobody knows it", map[string]any{"cancelled": true})
	s.stands("nothing was posted", members[0], 0, 0, 0)
	if got := strings.Count(s.problems(), "can't be read"); got != 15 {
		t.Errorf("%d problems: %s", got, s.problems())
	}
	if what, err := s.a.store.MoneyProblem(context.Background()); err != nil || what == "" {
		t.Error("payments go on", err)
	}
	s.adjust("sensible", affiliate.AdjustBonus, members[0], 100)
	s.stands("the next one", members[0], 100, 0, 100)
}

func TestOpeningBalances(t *testing.T) {
	s, m := newScene(t), members[1]
	open := func(id, of string, member affiliate.MemberID, minor int64) {
		s.change(affiliate.NounOpening, id, affiliate.Opening{Of: of, MemberID: member, Minor: minor, Currency: "USD", Day: "2026-01-01"})
	}
	cancel := func(id string) { s.change(affiliate.NounOpening, id, map[string]any{"cancelled": true}) }
	equity := func(when string, want, wallet, cj int64) {
		t.Helper()
		s.a.exchange()
		got := [3]int64{-s.balance(ledger.Opening), s.balance(ledger.Wallet), s.balance(ledger.CJLocked)}
		if got != [3]int64{want, wallet, cj} {
			t.Errorf("%s: equity, wallet and CJ are %v", when, got)
		}
	}
	open("owed", affiliate.OpeningMember, m, 4_000)
	open("owes", affiliate.OpeningMember, members[2], -700)
	open("wallet", affiliate.OpeningWallet, "", 10_000)
	open("cj", affiliate.OpeningCJ, "", 5_000)
	s.stands("brought along", m, 4_000, 0, 0)
	s.stands("brought along", members[2], 0, 700, 0)
	equity("brought along", 10_000+5_000+700-4_000, 10_000, 5_000)

	cancel("owes")
	cancel("owed")
	cancel("cj")
	s.stands("cancelled", m, 0, 0, 0)
	s.stands("cancelled", members[2], 0, 0, 0)
	equity("cancelled", 10_000, 10_000, 0)

	// CJ has paid what was locked: it can't be taken back.
	open("cj again", affiliate.OpeningCJ, "", 5_000)
	s.change(affiliate.NounReceipt, "paid", affiliate.Receipt{Source: affiliate.ReceiptCJ, Minor: 1, Currency: "USD", Day: "2026-10-01"})
	cancel("cj again")
	equity("used", 15_000, 10_001, 4_999)
	if got := s.problems(); strings.Count(got, "had been used") != 1 {
		t.Error(got)
	}
	if what, err := s.a.store.MoneyProblem(context.Background()); err != nil || what != "" {
		t.Error("a refused cancellation lacks nothing: ", what, err)
	}
	list, err := s.a.store.Openings(context.Background())
	if err != nil || len(list) != 5 || !list[0].Cancelled || list[4].Cancelled || !list[4].Synced {
		t.Error(list, err)
	}
}

// A bonus is paid with the rest, and what a payment holds can't be cancelled.
func TestBonusIsPaid(t *testing.T) {
	s, m := newScene(t), members[0]
	s.fund(10_000)
	s.adjust("bonus", affiliate.AdjustBonus, m, 2_500)
	s.adjust("less", affiliate.AdjustCorrection, m, -400)
	if p := s.pay("first", s.due(m), affiliate.PaymentExported); p.State != affiliate.PaymentExported || p.Total().Minor != 2_100 {
		t.Fatalf("%+v", p)
	}
	s.cancelAdjustment("bonus")
	s.stands("cancelled while a payment holds it", m, 2_100, 0, 2_100)
	if got := s.problems(); !strings.Contains(got, "a bonus of 25.00 USD") && !strings.Contains(got, "A bonus of 25.00 USD") {
		t.Error(got)
	}
	if what, err := s.a.store.MoneyProblem(context.Background()); err != nil || what != "" {
		t.Error("a refused cancellation lacks nothing: ", what, err)
	}
	s.change(affiliate.NounPayment, "first", map[string]any{"state": affiliate.PaymentPaid, "paid_on": "2026-10-25"})
	s.stands("paid", m, 0, 0, 2_100)

	// What is taken back after all was paid is netted from the next payment.
	s.adjust("back", affiliate.AdjustCorrection, m, -300)
	s.adjust("again", affiliate.AdjustBonus, m, 1_000)
	s.stands("owed and taken back", m, 1_000, 300, 2_800)
	if p := s.pay("second", s.due(m), affiliate.PaymentPaid); p.State != affiliate.PaymentPaid || p.Total().Minor != 700 {
		t.Fatalf("%+v", p)
	}
	s.stands("netted", m, 0, 0, 2_800)
}

// An opening balance is paid as any other that is owed.
func TestOpeningBalanceIsPaid(t *testing.T) {
	s, m := newScene(t), members[1]
	s.fund(10_000)
	s.change(affiliate.NounOpening, "owed", affiliate.Opening{Of: affiliate.OpeningMember, MemberID: m, Minor: 4_000, Currency: "USD", Day: "2026-01-01"})
	if p := s.pay("first", s.due(m), affiliate.PaymentPaid); p.State != affiliate.PaymentPaid || p.Total().Minor != 4_000 {
		t.Fatalf("%+v", p)
	}
	s.change(affiliate.NounOpening, "owed", map[string]any{"cancelled": true})
	s.stands("paid and then cancelled", m, 0, 0, 0)
	if got := s.problems(); !strings.Contains(got, "while a payment held it") {
		t.Error(got)
	}
}

func TestAdjustedConversion(t *testing.T) {
	s, m := newScene(t), members[0]
	row := locked(s.row("1", s.click(1)))
	s.cj(row)
	c := s.only()
	of := func(a *affiliate.Adjustment) { a.ConversionID = c.ID }
	s.stands("10 % of 100.00", m, 1_000, 0, 1_000)
	s.adjust("more", affiliate.AdjustConversion, m, 250, of)
	s.stands("adjusted", m, 1_250, 0, 1_250)
	s.adjust("less", affiliate.AdjustConversion, m, -50, of)
	s.stands("adjusted twice", m, 1_200, 0, 1_200)
	s.cancelAdjustment("more")
	s.stands("one is cancelled", m, 950, 0, 950)
	s.cj(locked(correction(row, "2", "-50.00", "-10.00")))
	s.stands("half of it came back", m, 450, 0, 450)

	// What can't be is told in its history and changes nothing.
	s.adjust("euro", affiliate.AdjustConversion, m, 100, of, func(a *affiliate.Adjustment) { a.Currency = "EUR" })
	s.adjust("other", affiliate.AdjustConversion, members[1], 100, of)
	s.adjust("large", affiliate.AdjustConversion, m, -money.Limit, of)
	s.adjust("unknown", affiliate.AdjustConversion, m, 100, func(a *affiliate.Adjustment) { a.ConversionID = "nobody" })
	s.fund(10_000)
	if p := s.pay("first", s.due(m)); p.State != affiliate.PaymentIntent {
		t.Fatalf("%+v", p)
	}
	s.adjust("late", affiliate.AdjustConversion, m, 100, of)
	s.cancelAdjustment("less")
	s.stands("nothing of it", m, 450, 0, 450)
	history, err := s.a.store.History(context.Background(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for _, e := range history {
		if strings.HasPrefix(e.What, "Could not be adjusted") {
			refused++
		}
	}
	if refused != 5 || !strings.Contains(s.problems(), "not in the log") {
		t.Errorf("%d refused: %+v, problems %s", refused, history, s.problems())
	}
}
