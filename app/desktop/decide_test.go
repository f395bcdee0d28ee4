package desktop

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// statuses are the conversions' statuses and reasons, by order.
func statuses(t *testing.T, a *App) string {
	t.Helper()
	said := []string{}
	for _, row := range got(a.Conversions.List(ConversionFilter{}))(t).Rows {
		said = append(said, strings.TrimSpace(row.Status+" "+row.Reason))
	}
	return strings.Join(said, ", ")
}

// A decision on everything that a filter shows is one batch, and is taken back
// as one, even after a restart.
func TestBulkDecisionAndUndo(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	a := openApp(t, dir)
	_, _, link := sale(t, a)
	buy(t, a, link.URL)
	rows := got(a.Conversions.List(ConversionFilter{}))(t).Rows
	got(a.Conversions.Decide(Decision{ConversionIDs: []string{rows[0].ID}, Status: "rejected", Reason: "Own order"}))(t)
	must(t, a.Sync(ctx))
	before := statuses(t, a)

	held := got(a.Conversions.Decide(Decision{All: &ConversionFilter{}, Status: "on_hold", Reason: "Ask the shop"}))(t)
	if held.Changed != 2 || len(held.Left) != 0 || len(held.Rows) != 2 || held.Undo == "" || held.Rows[0].Status != "on_hold" {
		t.Fatalf("a hold of everything made %+v", held)
	}
	must(t, a.Sync(ctx))
	must(t, a.Close())

	b := openApp(t, dir)
	undone := got(b.Undo.Do(held.Undo))(t)
	if undone.Changed != 2 || len(undone.Left) != 0 || statuses(t, b) != before {
		t.Errorf("undone %+v: %s, before %s", undone, statuses(t, b), before)
	}
	must(t, b.Sync(ctx))
	if now := statuses(t, b); now != before {
		t.Errorf("after the sync %s, before %s", now, before)
	}
	if f := failed(t, onlyError(b.Undo.Do(held.Undo))); f.Code != "not_found" {
		t.Errorf("undone twice: %+v", f)
	}
}

// What was decided on since stays.
func TestUndoLeavesLaterDecisions(t *testing.T) {
	a := openApp(t, t.TempDir())
	_, _, link := sale(t, a)
	buy(t, a, link.URL)
	rows := got(a.Conversions.List(ConversionFilter{}))(t).Rows
	held := got(a.Conversions.Decide(Decision{All: &ConversionFilter{}, Status: "on_hold", Reason: "Ask the shop"}))(t)
	got(a.Conversions.Decide(Decision{ConversionIDs: []string{rows[0].ID}, Status: "rejected", Reason: "Own order"}))(t)
	undone := got(a.Undo.Do(held.Undo))(t)
	if undone.Changed != 1 || len(undone.Left) != 1 || !strings.Contains(undone.Left[0].Value, "decided on it since") || undone.Left[0].Label != "Order "+rows[0].OrderID {
		t.Errorf("undone %+v", undone)
	}
	if now := statuses(t, a); now != "rejected Own order, pending" {
		t.Errorf("now %s", now)
	}
}

// A decision that was made over another and taken back leaves that one to be
// taken back, too; what an undo had to leave can be tried again.
func TestUndoOfWhatStandsAgain(t *testing.T) {
	a := openApp(t, t.TempDir())
	sale(t, a)
	id := got(a.Conversions.List(ConversionFilter{}))(t).Rows[0].ID
	held := got(a.Conversions.Decide(Decision{ConversionIDs: []string{id}, Status: "on_hold", Reason: "Ask the shop"}))(t)
	rejected := got(a.Conversions.Decide(Decision{ConversionIDs: []string{id}, Status: "rejected", Reason: "Own order"}))(t)
	if early := got(a.Undo.Do(held.Undo))(t); early.Changed != 0 || len(early.Left) != 1 {
		t.Errorf("the first decision, under the second: %+v", early)
	}
	if back := got(a.Undo.Do(rejected.Undo))(t); back.Changed != 1 || statuses(t, a) != "on_hold Ask the shop" {
		t.Errorf("the second: %+v, now %s", back, statuses(t, a))
	}
	if back := got(a.Undo.Do(held.Undo))(t); back.Changed != 1 || statuses(t, a) != "pending" {
		t.Errorf("the first: %+v, now %s", back, statuses(t, a))
	}
	if f := failed(t, onlyError(a.Undo.Do(held.Undo))); f.Code != "not_found" {
		t.Errorf("once more: %+v", f)
	}
}

// TestUndoOfACancelledAdjustment: a second try after a crash changes nothing.
func TestUndoOfACancelledAdjustment(t *testing.T) {
	a := openApp(t, t.TempDir())
	sale(t, a)
	id := got(a.Conversions.List(ConversionFilter{}))(t).Rows[0].ID
	more := got(a.Conversions.Adjust(AdjustForm{ConversionIDs: []string{id}, Amount: "1.00", Reason: "Late"}))(t)
	s := got(a.session())(t)
	record := got(s.undoRecord(t.Context(), more.Undo))(t)
	got(a.Undo.Do(more.Undo))(t)
	must(t, s.keepUndo(t.Context(), record)) // the crash came before it was forgotten
	if again := got(a.Undo.Do(more.Undo))(t); again.Changed != 0 || len(again.Left) != 1 || !strings.Contains(again.Left[0].Value, "cancelled already") {
		t.Errorf("again: %+v", again)
	}
}

func TestPaidMeansSettled(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	sale(t, a)
	must(t, a.Sync(ctx))
	id := got(a.Conversions.List(ConversionFilter{}))(t).Rows[0].ID
	adjusted := got(a.Conversions.Adjust(AdjustForm{ConversionIDs: []string{id}, Amount: "-1.00", Reason: "Late"}))(t)
	held := got(a.Conversions.Decide(Decision{ConversionIDs: []string{id}, Status: "approved"}))(t)
	payment := payEverybody(t, a)
	for _, want := range []string{"A payment holds it", "It is paid already"} {
		for name, result := range map[string]BulkResult{
			"decide":           got(a.Conversions.Decide(Decision{ConversionIDs: []string{id}, Status: "rejected", Reason: "Own order"}))(t),
			"adjust":           got(a.Conversions.Adjust(AdjustForm{ConversionIDs: []string{id}, Amount: "1", Reason: "More"}))(t),
			"undo a decision":  undoAgain(t, a, held.Undo),
			"undo an addition": undoAgain(t, a, adjusted.Undo),
		} {
			if result.Changed != 0 || len(result.Left) != 1 || !strings.Contains(result.Left[0].Value, want) {
				t.Errorf("%s: %+v, want %q", name, result, want)
			}
		}
		if want == "A payment holds it" {
			got(a.Payments.MarkPaid(PaidForm{PaymentID: payment.Row.ID, Day: "2026-11-02"}))(t)
		}
	}
}

// undoAgain tries to take a turn back, and keeps that it can be tried.
func undoAgain(t *testing.T, a *App, id string) BulkResult {
	t.Helper()
	s := got(a.session())(t)
	record := got(s.undoRecord(context.Background(), id))(t)
	result := got(a.Undo.Do(id))(t)
	must(t, s.keepUndo(context.Background(), record))
	return BulkResult{Changed: result.Changed, Left: result.Left}
}

func TestAdjust(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	_, member, _ := sale(t, a)
	row := got(a.Conversions.List(ConversionFilter{}))(t).Rows[0]
	adjust := func(amount string) BulkResult {
		r := got(a.Conversions.Adjust(AdjustForm{ConversionIDs: []string{row.ID}, Amount: amount, Reason: "Thanks"}))(t)
		must(t, a.Sync(ctx))
		return r
	}
	bonus := adjust("2.50")
	now := got(a.Conversions.Get(row.ID))(t)
	if bonus.Changed != 1 || bonus.Rows[0].Adjusted.Text != "2.50" || bonus.Rows[0].Synced || now.Row.Adjusted.Text != "2.50" || !now.Row.Synced {
		t.Errorf("adjusted %+v, now %+v", bonus, now.Row)
	}
	if want := minorUnits(t, row.Payout) + 250; minorUnits(t, now.Row.Payout) != want || !strings.Contains(now.Explanation, "2.50") {
		t.Errorf("it pays %+v, want %d: %s", now.Row.Payout, want, now.Explanation)
	}
	cut := adjust("-1000000")
	if cut.Changed != 1 || len(cut.Left) != 1 || !strings.Contains(cut.Left[0].Value, now.Row.Payout.Text+" USD was taken off") {
		t.Errorf("more than there is: %+v", cut)
	}
	if zero := got(a.Conversions.Get(row.ID))(t).Row; zero.Payout.Minor != "0" || minorUnits(t, zero.Adjusted) != 250-minorUnits(t, now.Row.Payout) {
		t.Errorf("below nothing, or more than there was was taken off: %+v", zero)
	}
	if none := adjust("-1"); none.Changed != 0 || len(none.Left) != 1 {
		t.Errorf("off nothing: %+v", none)
	}
	got(a.Undo.Do(cut.Undo))(t)
	got(a.Undo.Do(bonus.Undo))(t)
	must(t, a.Sync(ctx))
	if back := got(a.Conversions.Get(row.ID))(t).Row; back.Payout != row.Payout || back.Adjusted.Minor != "0" {
		t.Errorf("undone it pays %+v, and before %+v (%s)", back, row, member.Name)
	}
	for field, form := range map[string]AdjustForm{
		"amount": {ConversionIDs: []string{row.ID}, Amount: "1.005", Reason: "x"}, "reason": {ConversionIDs: []string{row.ID}, Amount: "1"},
	} {
		if f := failed(t, onlyError(a.Conversions.Adjust(form))); f.Fields[field] == "" {
			t.Errorf("%s: %+v", field, f)
		}
	}
	all := got(a.Conversions.Adjust(AdjustForm{All: &ConversionFilter{}, Amount: "1", Reason: "All"}))(t)
	some := got(a.Conversions.Adjust(AdjustForm{ConversionIDs: []string{"gone", row.ID}, Amount: "-1", Reason: "Some"}))(t)
	if all.Changed != 1 || some.Changed != 1 || len(some.Left) != 1 || !strings.Contains(some.Left[0].Label, "gone") {
		t.Errorf("all %+v, and one that is not here %+v", all, some)
	}
	gone := got(a.Conversions.Decide(Decision{ConversionIDs: []string{"gone", row.ID}, Status: "rejected", Reason: "Own order"}))(t)
	if gone.Changed != 1 || len(gone.Left) != 1 {
		t.Errorf("a decision on one that is not here: %+v", gone)
	}
	if left := adjust("1"); left.Changed != 0 || !strings.Contains(left.Left[0].Value, "rejected") {
		t.Errorf("of a rejected one: %+v", left)
	}
}

func minorUnits(t *testing.T, m Money) (n int64) {
	t.Helper()
	if _, err := fmt.Sscan(m.Minor, &n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestDecisionForms(t *testing.T) {
	a := openApp(t, t.TempDir())
	sale(t, a)
	id := got(a.Conversions.List(ConversionFilter{}))(t).Rows[0].ID
	for name, d := range map[string]Decision{
		"nothing": {Status: "approved"}, "no reason": {ConversionIDs: []string{id}, Status: "on_hold"},
		"too many": {ConversionIDs: make([]string, maxChosen+1), Status: "approved"}, "versions of a filter": {All: &ConversionFilter{}, Status: "approved", Seen: []string{"x"}},
	} {
		if f := failed(t, onlyError(a.Conversions.Decide(d))); f.Code != "invalid" {
			t.Errorf("%s: %+v", name, f)
		}
	}
	if r := got(a.Conversions.Decide(Decision{ConversionIDs: []string{id, id}, Status: "reversed"}))(t); r.Changed != 0 || len(r.Left) != 1 {
		t.Errorf("a status that CJ gives: %+v", r)
	}
	for _, row := range got(a.Conversions.Statuses())(t) {
		if row.Words == "" || row.Meaning == "" || row.Moves == nil || row.ByCJ == nil {
			t.Errorf("%+v", row)
		}
	}
}

// Only the last turns can be taken back.
func TestUndosAreFew(t *testing.T) {
	a := openApp(t, t.TempDir())
	sale(t, a)
	id := got(a.Conversions.List(ConversionFilter{}))(t).Rows[0].ID
	var undos []string
	for n := range maxUndos + 1 {
		undos = append(undos, got(a.Conversions.Decide(Decision{ConversionIDs: []string{id}, Status: "on_hold", Reason: fmt.Sprint(n)}))(t).Undo)
	}
	if f := failed(t, onlyError(a.Undo.Do(undos[0]))); f.Code != "not_found" {
		t.Errorf("the first: %+v", f)
	}
	if r := got(a.Undo.Do(undos[maxUndos]))(t); r.Changed != 1 || statuses(t, a) != "on_hold "+fmt.Sprint(maxUndos-1) {
		t.Errorf("the last: %+v", r)
	}
}

func TestPromoCodes(t *testing.T) {
	a := openApp(t, t.TempDir())
	maya := got(a.Members.Save(MemberForm{Name: "Maya", PromoCodes: []string{" maya10 ", "MAYA10", ""}}))(t)
	if len(maya.PromoCodes) != 1 || maya.PromoCodes[0] != "MAYA10" {
		t.Errorf("codes %q", maya.PromoCodes)
	}
	f := failed(t, onlyError(a.Members.Save(MemberForm{Name: "Ben", PromoCodes: []string{"maya10"}})))
	if !strings.Contains(f.Fields["promoCodes"], "MAYA10 is Maya's") {
		t.Errorf("another's code: %+v", f)
	}
	if f := failed(t, onlyError(a.Members.Save(MemberForm{Name: "Ben", PromoCodes: []string{"TWO WORDS"}}))); f.Fields["promoCodes"] == "" {
		t.Errorf("two words: %+v", f)
	}
	gone := got(a.Members.Save(MemberForm{ID: maya.ID, Name: "Maya", Was: &maya}))(t)
	must(t, a.Sync(context.Background()))
	if again := got(a.Members.List())(t)[0]; len(gone.PromoCodes) != 0 || len(again.PromoCodes) != 0 {
		t.Errorf("taken off: %q, %q", gone.PromoCodes, again.PromoCodes)
	}
	got(a.Members.Save(MemberForm{Name: "Ben", PromoCodes: []string{"maya10"}}))(t)
}
