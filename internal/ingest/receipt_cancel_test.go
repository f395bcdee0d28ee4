package ingest_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// takeBack cancels a receipt.
func (s *scene) takeBack(id string) {
	s.change(affiliate.NounReceipt, id, affiliate.ReceiptCancel{Cancelled: true, Reason: "typed wrong"})
}

// insteadOf records a payment in place of a cancelled one.
func insteadOf(id string) func(*affiliate.Receipt) {
	return func(r *affiliate.Receipt) { r.Replaces = affiliate.ReceiptID(id) }
}

// owing is what CJ owes, by key.
func (s *scene) owing(c money.Currency) map[string]int64 {
	s.t.Helper()
	s.a.exchange()
	list, err := s.a.store.Owing(context.Background(), c)
	if err != nil {
		s.t.Fatal(err)
	}
	by := map[string]int64{}
	for _, o := range list {
		by[o.Key] = o.Amount.Minor
	}
	return by
}

// Three sales of 20.00 commission each have locked. What a cancelled receipt
// settled, lacked or had too much is as if it had never come.
func TestCancelledReceipts(t *testing.T) {
	type owed = map[string]int64
	all := owed{"1": 2_000, "2": 2_000, "3": 2_000}
	for name, c := range map[string]struct {
		does     func(*scene)
		want     []string // receipts
		owes     owed     // in USD
		stands   [3]int64 // CJ owes, on its way, differences
		wallet   int64
		paidBy   string // the first sale
		problems string
	}{
		"exactly":     {func(s *scene) { s.paid("r1", 6_000); s.takeBack("r1") }, []string{"r1 settled 0 of 0, short by 0"}, all, [3]int64{6_000, 0, 0}, 0, "", ""},
		"more":        {func(s *scene) { s.paid("r1", 200_000); s.takeBack("r1") }, []string{"r1 settled 0 of 0, short by 0"}, all, [3]int64{6_000, 0, 0}, 0, "", ""},
		"less":        {func(s *scene) { s.paid("r1", 5_900); s.takeBack("r1") }, []string{"r1 settled 0 of 0, short by 0"}, all, [3]int64{6_000, 0, 0}, 0, "", ""},
		"written off": {func(s *scene) { s.paid("r1", 5_900, writtenOff); s.takeBack("r1") }, []string{"r1 settled 0 of 0, short by 0"}, all, [3]int64{6_000, 0, 0}, 0, "", ""},
		"own money":   {func(s *scene) { s.fund(900); s.takeBack("fund") }, []string{"fund settled 0 of 0, short by 0"}, all, [3]int64{6_000, 0, 0}, 0, "", ""},
		"twice":       {func(s *scene) { s.paid("r1", 6_000); s.takeBack("r1"); s.takeBack("r1") }, []string{"r1 settled 0 of 0, short by 0"}, all, [3]int64{6_000, 0, 0}, 0, "", ""},
		"one of two": {func(s *scene) {
			s.paid("r1", 2_000, only("1"))
			s.paid("r2", 2_000, only("2"), func(r *affiliate.Receipt) { r.Another = true })
			s.takeBack("r1")
		},
			[]string{"r1 settled 0 of 0, short by 0", "r2 settled 2000 of 1, short by 0"}, owed{"1": 2_000, "3": 2_000}, [3]int64{4_000, 0, 0}, 2_000, "", ""},
		"the rest of it came": {func(s *scene) { s.paid("r1", 5_900); s.paid("r2", 100); s.takeBack("r1") },
			[]string{"r1 settled 6000 of 3, short by 100", "r2 settled 100 of 0, short by 0"}, owed{}, [3]int64{0, 0, 0}, 6_000, "r1", "made up for what it lacked"},
		"the rest of it, then it": {func(s *scene) { s.paid("r1", 5_900); s.paid("r2", 100); s.takeBack("r2"); s.takeBack("r1") },
			[]string{"r1 settled 0 of 0, short by 0", "r2 settled 0 of 0, short by 0"}, all, [3]int64{6_000, 0, 0}, 0, "", ""},
		"the rest of it": {func(s *scene) { s.paid("r1", 5_900); s.paid("r2", 100); s.takeBack("r2") },
			[]string{"r1 settled 6000 of 3, short by 100", "r2 settled 0 of 0, short by 0"}, owed{"short:r1": 100}, [3]int64{100, 0, 0}, 5_900, "r1", ""},
		"with what was brought along": {func(s *scene) {
			s.change(affiliate.NounOpening, "old", affiliate.Opening{Of: affiliate.OpeningCJ, Minor: 5_000, Currency: "USD", Day: "2026-10-01"})
			s.paid("r1", 11_000)
			s.takeBack("r1")
		}, []string{"r1 settled 0 of 0, short by 0"}, owed{"1": 2_000, "2": 2_000, "3": 2_000, "opening:old": 5_000}, [3]int64{11_000, 0, 0}, 0, "", ""},
		"a sale that changed since, and was paid the rest": {func(s *scene) {
			s.paid("r1", 6_000)
			s.cj(rowLike(locked(s.row("1", "")), func(r *affiliate.CommissionRow) { r.SaleAmount, r.Commission = "125.00", "25.00" }))
			s.paid("r2", 500)
			s.takeBack("r1")
		}, []string{"r1 settled 0 of 0, short by 0", "r2 settled 500 of 1, short by 0"}, all, [3]int64{6_000, 0, 0}, 500, "r2", ""},
		"a sale that CJ took back since": {func(s *scene) {
			s.paid("r1", 6_000)
			s.cj(locked(correction(s.row("1", ""), "9", "-50.00", "-10.00")))
			s.takeBack("r1")
		}, []string{"r1 settled 0 of 0, short by 0"}, owed{"1": 2_000, "2": 2_000, "3": 2_000, "9": -1_000}, [3]int64{5_000, 0, 0}, 0, "", ""},
		"a sale that CJ declined and netted": {func(s *scene) {
			s.paid("r1", 6_000)
			s.cj(rowLike(locked(s.row("1", "")), func(r *affiliate.CommissionRow) { r.ValidationStatus = affiliate.ValidationDeclined }), locked(s.row("4", "")))
			s.paid("r2", 1, writtenOff)
			s.takeBack("r1")
		}, []string{"r1 settled 0 of 0, short by 0", "r2 settled 0 of 2, short by 0"}, all, [3]int64{6_000, 0, 1}, 1, "r2", ""},
		"in another currency since": {func(s *scene) {
			s.paid("r1", 6_000)
			s.cj(rowLike(locked(s.row("1", "")), func(r *affiliate.CommissionRow) { r.Currency = "EUR" }))
			s.takeBack("r1")
		}, []string{"r1 settled 0 of 0, short by 0"}, owed{"2": 2_000, "3": 2_000}, [3]int64{4_000, 0, 0}, 0, "", ""},
		"recorded again with the right amount": {func(s *scene) { s.paid("r1", 200_000); s.takeBack("r1"); s.paid("r2", 6_000, insteadOf("r1")) },
			[]string{"r1 settled 0 of 0, short by 0", "r2 settled 6000 of 3, short by 0"}, owed{}, [3]int64{0, 0, 0}, 6_000, "r2", ""},
		"recorded by a device that knew nothing of it": {func(s *scene) { s.paid("r1", 6_000); s.takeBack("r1"); s.paid("r1", 6_000) },
			[]string{"r1 settled 0 of 0, short by 0"}, all, [3]int64{6_000, 0, 0}, 0, "", "the same one had been cancelled"},
		"in place of one that stands": {func(s *scene) { s.paid("r1", 6_000); s.paid("r2", 5_000, insteadOf("r1")) },
			[]string{"r1 settled 6000 of 3, short by 0"}, owed{}, [3]int64{0, 0, 0}, 6_000, "r1", "in place of one that was to be cancelled and stands"},
		"one that nobody recorded": {func(s *scene) { s.takeBack("r1") }, nil, all, [3]int64{6_000, 0, 0}, 0, "", "not in the log"},
		"without a reason": {func(s *scene) {
			s.paid("r1", 6_000)
			s.change(affiliate.NounReceipt, "r1", affiliate.ReceiptCancel{Cancelled: true})
		}, []string{"r1 settled 6000 of 3, short by 0"}, owed{}, [3]int64{0, 0, 0}, 6_000, "r1", "without a reason"},
		"not after all": {func(s *scene) {
			s.paid("r1", 6_000)
			s.takeBack("r1")
			s.change(affiliate.NounReceipt, "r1", affiliate.ReceiptCancel{Reason: "it came"})
		}, []string{"r1 settled 0 of 0, short by 0"}, all, [3]int64{6_000, 0, 0}, 0, "", "without a reason"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			for _, id := range []string{"1", "2", "3"} {
				s.cj(locked(s.row(id, s.click(1))))
			}
			c.does(s)
			if diff := cmp.Diff(c.want, s.received()); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.owes, s.owing("USD")); diff != "" {
				t.Errorf("CJ owes otherwise: %s", diff)
			}
			if got := s.cjStands(); got != c.stands || s.balance(ledger.Wallet) != c.wallet {
				t.Errorf("CJ owes, on its way, and differences: %v, want %v; the balance is %d, want %d", got, c.stands, s.balance(ledger.Wallet), c.wallet)
			}
			if sale := s.of("action1"); string(sale.ReceiptID) != c.paidBy || (sale.ReceivedOn == "") != (c.paidBy == "") {
				t.Errorf("the first sale is paid by %q on %q", sale.ReceiptID, sale.ReceivedOn)
			}
			if got := s.problems(); !strings.Contains(got, c.problems) || c.problems == "" && got != "" {
				t.Errorf("problems: %q", got)
			}
			if err := s.a.store.Prove(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
}

// What payments hold or have sent is not taken away under them.
func TestCancelReceiptThatPaidMembers(t *testing.T) {
	s := newScene(t)
	s.cj(locked(s.row("1", s.click(1))))
	s.paid("r1", 2_000)
	p := s.pay("p1", s.due(members[0]))
	s.takeBack("r1")
	s.a.exchange()
	if got := s.problems(); s.balance(ledger.Wallet) != 2_000 || !strings.Contains(got, "members' payments have used its money, and 10.00 USD is left") {
		t.Fatalf("while %+v is on its way: %d, %q", p, s.balance(ledger.Wallet), got)
	}
	s.fund(1_000) // what the payment takes is there without CJ's
	s.takeBack("r1")
	if got := s.received(); got[0] != "r1 settled 0 of 0, short by 0" || s.balance(ledger.Wallet) != 1_000 {
		t.Errorf("%v, %d", got, s.balance(ledger.Wallet))
	}
}

// A cancelled receipt is a movement of the day on which it was cancelled; who
// did it, when and why stays with it.
func TestCancelledReceiptLeavesThePast(t *testing.T) {
	s := newScene(t)
	s.cj(locked(s.row("1", s.click(1))))
	s.paid("r1", 1_900)
	s.now = s.now.AddDate(0, 0, 5)
	s.takeBack("r1")
	s.a.exchange()
	list, err := s.a.store.Transfers(context.Background(), "receipt:r1")
	if err != nil || len(list) != 4 {
		t.Fatalf("%+v %v", list, err)
	}
	for i, want := range []string{"2026-10-20", "2026-10-20", "2026-10-25", "2026-10-25"} {
		undone := list[3-i]
		if tr := list[i]; tr.EffectiveOn != want || tr.Debit != undone.Credit || tr.Credit != undone.Debit || tr.Amount != undone.Amount {
			t.Errorf("%d: %+v", i, tr)
		}
	}
	all, err := s.a.store.Receipts(context.Background())
	if r := all[0]; err != nil || !r.Cancelled || r.CancelReason != "typed wrong" || !r.CancelledAt.Equal(s.now) || r.CancelledDevice == "" || r.Minor != 1_900 {
		t.Errorf("%+v %v", r, err)
	}
}

// Two devices that cancel one receipt at once cancel it once, and the second
// reason is kept aside until somebody decides.
func TestReceiptCancelledTwiceAtOnce(t *testing.T) {
	s := newScene(t)
	b := s.device()
	s.paid("r1", 2_000)
	s.a.exchange()
	b.exchange()
	s.a.edit("a", affiliate.NounReceipt, "r1", affiliate.ReceiptCancel{Cancelled: true, Reason: "one"})
	b.edit("b", affiliate.NounReceipt, "r1", affiliate.ReceiptCancel{Cancelled: true, Reason: "other"})
	if all, err := b.store.Receipts(context.Background()); err != nil || !all[0].Cancelled || all[0].Synced || all[0].CancelReason != "other" {
		t.Errorf("before it is in the log: %+v %v", all, err)
	}
	s.a.exchange()
	b.exchange()
	s.a.exchange()
	if diff := cmp.Diff(s.a.dump(), b.dump()); diff != "" {
		t.Fatalf("the devices differ: %s", diff)
	}
	conflicts := s.a.conflicts()
	if len(conflicts) != 1 || s.balance(ledger.Wallet) != 0 {
		t.Fatalf("%+v, %d", conflicts, s.balance(ledger.Wallet))
	}
	b.edit("mine", affiliate.NounReceipt, "r1", affiliate.ReceiptCancel{Cancelled: true, Reason: "other"})
	b.enqueue("done", affiliate.NounConflict, conflicts[0].ID, affiliate.Resolution{Keep: affiliate.KeepMine})
	b.exchange()
	s.a.exchange()
	all, err := s.a.store.Receipts(context.Background())
	if err != nil || all[0].CancelReason != "other" || s.balance(ledger.Wallet) != 0 || len(s.a.conflicts()) != 0 {
		t.Errorf("%+v %v", all, err)
	}
}
