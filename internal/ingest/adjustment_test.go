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
