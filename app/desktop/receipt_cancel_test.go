package desktop

import (
	"context"
	"strings"
	"testing"

	"linkledger/internal/ledger"
)

// An amount that was typed wrong is taken back with a reason and recorded again
// under its reference; the balance, the timeline and the books follow, and what
// members were paid from stays.
func TestCancelReceipt(t *testing.T) {
	a, ctx := openApp(t, t.TempDir()), context.Background()
	_, member, _ := sale(t, a)
	toPayday(t, a)
	paid := got(a.Practice.State())(t).CJPaid
	wrong := receive(t, a, ReceiptForm{Amount: paid.Text + "0", Reference: "A 1"})
	if got(a.Practice.State())(t).CJPaid == paid || wrong.Sales != 1 {
		t.Fatalf("%+v", wrong)
	}
	for id, reason := range map[string]string{wrong.ID: "  ", "nowhere": "typed wrong"} {
		failed(t, onlyError(a.Payments.CancelReceipt(id, reason)))
	}
	if f := failed(t, onlyError(a.Payments.CancelReceipt(wrong.ID, strings.Repeat("x", 501)))); f.Fields["reason"] == "" {
		t.Errorf("%+v", f)
	}
	row := got(a.Payments.CancelReceipt(wrong.ID, " typed wrong "))(t)
	if !row.Cancelled || row.Synced || row.CancelReason != "typed wrong" || row.CancelledBy != "you" {
		t.Errorf("%+v", row)
	}
	must(t, a.Sync(ctx))
	if again := got(a.Payments.CancelReceipt(wrong.ID, "once more"))(t); again.CancelReason != "typed wrong" || again.CancelledAt == "" || !again.Synced {
		t.Errorf("cancelled again: %+v", again)
	}
	cashAgrees(t, a, "cancelled")
	overview := got(a.Payments.Overview())(t)
	if minor(t, overview.Balance) != 0 || overview.CJLocked != paid || len(overview.Receipts) != 1 || !overview.Receipts[0].Cancelled || stage(t, a, "received").Sales != 0 || stage(t, a, "locked").Sales != 1 {
		t.Errorf("%+v", overview)
	}
	if state := got(a.Practice.State())(t); state.CJPaid != paid {
		t.Errorf("CJ has paid %s that is not recorded", state.CJPaid.Text)
	}

	right := receive(t, a, ReceiptForm{Amount: paid.Text, Reference: "a 1"})
	if right.ID == wrong.ID || right.Sales != 1 || minor(t, right.Difference) != 0 {
		t.Errorf("recorded again: %+v", right)
	}
	if f := failed(t, onlyError(a.Payments.RecordReceipt(ReceiptForm{Source: "cj", Amount: "1", Day: right.Day, Reference: "A 1"}))); f.Fields["reference"] == "" {
		t.Errorf("and once more: %+v", f)
	}
	payment := got(a.Payments.Make([]string{member.ID}))(t)
	must(t, a.Sync(ctx))
	f := failed(t, onlyError(a.Payments.CancelReceipt(right.ID, "typed wrong")))
	if f.Code != "conflict" || !strings.Contains(f.Message, "members' payments have used its money") || !strings.Contains(f.Hint, "Cancel the members' payment") {
		t.Errorf("%+v", f)
	}
	got(a.Payments.Cancel(payment.Row.ID, "later"))(t)
	must(t, a.Sync(ctx))
	got(a.Payments.CancelReceipt(right.ID, "bounced"))(t)
	if f := failed(t, onlyError(a.Payments.RecordReceipt(ReceiptForm{Source: "cj", Amount: paid.Text, Day: right.Day, Reference: "A 1"}))); !strings.Contains(f.Message, "not synced yet") {
		t.Errorf("before the log has it: %+v", f)
	}
	must(t, a.Sync(ctx))
	s := got(a.session())(t)
	if b := got(s.store.Balance(ctx, ledger.CJInTransit, "USD"))(t); !b.Debit().IsZero() {
		t.Errorf("%s are on their way", b.Debit())
	}
	cashAgrees(t, a, "cancelled twice")
	got(a.Prove(ctx))(t)
}

// What a payment lacked and a later one made up for is taken back in that order.
func TestCancelReceiptThatWasMadeUpFor(t *testing.T) {
	a := openApp(t, t.TempDir())
	sale(t, a)
	toPayday(t, a)
	paid := got(a.Practice.State())(t).CJPaid
	short := receive(t, a, ReceiptForm{Amount: less(t, paid, 200), Reference: "S1"})
	rest := receive(t, a, ReceiptForm{Amount: "2.00", Reference: "S2"})
	if f := failed(t, onlyError(a.Payments.CancelReceipt(short.ID, "typed wrong"))); !strings.Contains(f.Message, "made up for") || f.Hint != "Cancel that one first." {
		t.Errorf("%+v", f)
	}
	for _, id := range []string{rest.ID, short.ID} {
		got(a.Payments.CancelReceipt(id, "typed wrong"))(t)
		must(t, a.Sync(context.Background()))
	}
	cashAgrees(t, a, "both cancelled")
	if v := got(a.Cash.Calendar())(t); v.Locked != paid {
		t.Errorf("CJ owes %s of %s", v.Locked.Text, paid.Text)
	}
}
