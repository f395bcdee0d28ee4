package desktop

import (
	"context"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"linkledger/internal/ledger"
	"linkledger/internal/money"
	"linkledger/internal/practice"
)

// stage finds a stage of the timeline.
func stage(t *testing.T, a *App, name string) TimelineStage {
	t.Helper()
	page := got(a.Cash.Timeline(TimelineFilter{}))(t)
	i := slices.IndexFunc(page.Stages, func(s TimelineStage) bool { return s.Stage == name })
	if i < 0 {
		t.Fatalf("no stage %s: %+v", name, page.Stages)
	}
	return page.Stages[i]
}

// cashAgrees compares what the cash screens say with the ledger and with each
// other.
func cashAgrees(t *testing.T, a *App, when string) {
	t.Helper()
	ctx, s := context.Background(), got(a.session())(t)
	books := func(account ledger.Account) ledger.Balance { return got(s.store.Balance(ctx, account, "USD"))(t) }
	calendar, forecast, overview := got(a.Cash.Calendar())(t), got(a.Cash.Forecast())(t), got(a.Payments.Overview())(t)
	owed := books(ledger.CJLocked)
	if open := minor(t, calendar.Open); open != owed.DebitsPending-owed.CreditsPending {
		t.Errorf("%s: %d can be corrected, and the ledger has %d pending", when, open, owed.DebitsPending)
	}
	if locked := minor(t, calendar.Locked); locked != owed.Debit().Minor {
		t.Errorf("%s: %d are locked, and the ledger has %s", when, locked, owed.Debit())
	}
	if balance := books(ledger.Wallet).Available().Minor; minor(t, forecast.Balance) != balance || minor(t, overview.Balance) != balance {
		t.Errorf("%s: the balance is %d, the forecast says %s, the overview %s", when, balance, forecast.Balance.Text, overview.Balance.Text)
	}
	if forecast.Payable != overview.PayableNow || overview.Stopped != "" {
		t.Errorf("%s: payable are %s, and the plan pays %s %s", when, forecast.Payable.Text, overview.PayableNow.Text, overview.Stopped)
	}
	page := got(a.Cash.Timeline(TimelineFilter{}))(t)
	rows, commission, due := map[string]int{}, map[string]int64{}, int64(0)
	for _, row := range page.Rows {
		rows[row.Stage]++
		commission[row.Stage] += minor(t, row.Commission)
		if row.Stage == "open" || row.Stage == "locked" || row.Stage == "received" {
			due += minor(t, row.Payout)
		}
	}
	for _, stage := range page.Stages {
		if stage.Sales != rows[stage.Stage] || minor(t, stage.Commission) != commission[stage.Stage] {
			t.Errorf("%s: stage %+v, and its rows are %d of %d", when, stage, rows[stage.Stage], commission[stage.Stage])
		}
		if only := got(a.Cash.Timeline(TimelineFilter{Stage: stage.Stage}))(t); only.Total != stage.Sales || len(only.Rows) != stage.Sales {
			t.Errorf("%s: %d rows of stage %s, %d in all, want %d", when, len(only.Rows), stage.Stage, only.Total, stage.Sales)
		}
	}
	if want := minor(t, forecast.All); page.Total != len(page.Rows) || due != want {
		t.Errorf("%s: %d sales, members are due %d on them, and the forecast says %d", when, page.Total, due, want)
	}
	for _, side := range got(a.Cash.AsCJ(Period{}))(t).Totals {
		if !side.Equal {
			t.Errorf("%s: CJ's whole is not explained: %+v", when, side)
		}
	}
	for _, check := range got(s.bookChecks(ctx))(t) {
		if !check.OK {
			t.Errorf("%s: %s", when, check.Detail)
		}
	}
}

// receive records a payment of CJ.
func receive(t *testing.T, a *App, form ReceiptForm) ReceiptRow {
	t.Helper()
	form.Source = "cj"
	if form.Day == "" {
		form.Day = got(a.Practice.State())(t).Now[:10]
	}
	row := got(a.Payments.RecordReceipt(form))(t)
	must(t, a.Sync(context.Background()))
	list := got(a.Payments.Overview())(t).Receipts
	return list[slices.IndexFunc(list, func(r ReceiptRow) bool { return r.ID == row.ID })]
}

// lowered takes an amount of an order back before it locks.
func lowered(t *testing.T, a *App, order string, by int64) {
	t.Helper()
	must(t, got(a.World())(t).Sandbox.LowerOrder(order, money.New(by, "USD"), "RETURNED_MERCHANDISE"))
	must(t, a.Sync(context.Background()))
}

// TestCashFromAnEmptyWorkspace is the whole way of the money in practice mode,
// from nothing: sold, corrected, locked, paid by CJ, paid to the member; then a
// short payment, and one whose rest is written off. All screens agree with the
// ledger at each step.
func TestCashFromAnEmptyWorkspace(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	must(t, a.Sync(ctx))
	cashAgrees(t, a, "empty")
	if v := got(a.Cash.Calendar())(t); len(v.Days) != 0 || v.Sales != 0 {
		t.Errorf("an empty calendar: %+v", v)
	}
	offer, member, link := sale(t, a)
	for range 3 {
		buy(t, a, link.URL)
	}
	test := linksOf(t, a, offer.Row.ID, true, member.ID)[0]
	must(t, a.Sync(ctx))
	buy(t, a, test.URL)
	cashAgrees(t, a, "sold")
	sold := got(a.Cash.Calendar())(t)
	if len(sold.Days) != 1 || sold.Sales != 5 || sold.Days[0].Sales != 5 || sold.Days[0].InDays <= 0 || !strings.HasPrefix(sold.Days[0].Words, "5 sales, "+sold.Open.Text+" USD, can still be corrected until ") {
		t.Errorf("the calendar after the sales: %+v", sold)
	}
	for _, row := range got(a.Cash.Timeline(TimelineFilter{Stage: "open"}))(t).Rows {
		if row.Sold.Expected || !row.Locks.Expected || row.Locks.Day != sold.Days[0].Day || !row.CJPays.Expected || row.CJPays.Until <= row.CJPays.Day || row.CJPays.Day <= row.Locks.Day {
			t.Errorf("clocks of an open sale: %+v", row)
		}
	}
	if f := got(a.Cash.Forecast())(t); minor(t, f.Early) == 0 || minor(t, f.Payable) != 0 || f.Front != f.All || f.Rate != "" {
		t.Errorf("the forecast of open sales: %+v", f)
	}

	order := got(a.World())(t).Sandbox.Orders()[0]
	lowered(t, a, order.ID, 1000)
	corrected := got(a.Cash.Calendar())(t)
	if minor(t, corrected.Open) >= minor(t, sold.Open) || corrected.Sales != 5 {
		t.Errorf("the calendar after a correction: %+v", corrected)
	}
	cashAgrees(t, a, "corrected")

	got(a.Practice.Advance(practice.ToLock))(t)
	locked := got(a.Cash.Calendar())(t)
	if len(locked.Days) != 0 || minor(t, locked.Open) != 0 || locked.Locked != corrected.Open || stage(t, a, "locked").Sales != 5 {
		t.Errorf("the calendar did not empty into what is locked: %+v", locked)
	}
	cashAgrees(t, a, "locked")
	f := got(a.Cash.Forecast())(t)
	if minor(t, f.Payable) == 0 || f.Front != f.Payable || f.Short != f.Payable || len(f.Days) != 1 || f.Days[0].In != locked.Locked || f.Days[0].Out != f.Payable {
		t.Errorf("the forecast of locked sales: %+v", f)
	}
	if next := got(a.Payments.Overview())(t).NextPayDay; !strings.HasSuffix(next, "-01") || next >= f.Days[0].Day {
		t.Errorf("CJ pays on %s, and the money is expected on %s", next, f.Days[0].Day)
	}

	got(a.Practice.Advance(practice.ToPayday))(t)
	paid := got(a.Practice.State())(t).CJPaid
	expected := got(a.Cash.Propose(ReceiptForm{}))(t)
	proposal := got(a.Cash.Propose(ReceiptForm{Amount: paid.Text}))(t)
	if paid != locked.Locked || expected.Expected != paid || proposal.Expected != paid || minor(t, proposal.Difference) != 0 || proposal.Sales != 5 || len(proposal.Rows) != 5 || proposal.Known != "" ||
		proposal.Words != "It settles "+paid.Text+" USD on 5 sales, to the cent." {
		t.Errorf("CJ paid %s, expected is %q, proposed %+v", paid.Text, expected.Words, proposal)
	}
	if row := receive(t, a, ReceiptForm{Amount: paid.Text, Reference: "P1"}); row.Sales != 5 || minor(t, row.Difference) != 0 {
		t.Errorf("the receipt: %+v", row)
	}
	cashAgrees(t, a, "received")
	if v := got(a.Cash.Calendar())(t); minor(t, v.Locked) != 0 {
		t.Errorf("CJ still owes %s", v.Locked.Text)
	}
	if again := got(a.Cash.Propose(ReceiptForm{Amount: paid.Text, Reference: " p1 "}))(t); again.Known == "" {
		t.Errorf("the same payment again: %+v", again)
	}
	// The test purchase earns nobody anything, so nothing is left to do for it.
	if received := stage(t, a, "received"); received.Sales != 4 || stage(t, a, "paid").Sales != 1 || received.Payout != f.Payable {
		t.Errorf("received: %+v", received)
	}
	if f := got(a.Cash.Forecast())(t); minor(t, f.Front) != 0 || minor(t, f.Short) != 0 || !strings.Contains(f.Words, "you front nothing") {
		t.Errorf("the forecast once CJ has paid: %+v", f)
	}

	payment := got(a.Payments.Make([]string{member.ID}))(t)
	must(t, a.Sync(ctx))
	if row := got(a.Cash.Timeline(TimelineFilter{Stage: "received"}))(t); len(row.Rows) != 4 || row.Rows[0].Paid.Note != "in a payment that is not final" {
		t.Errorf("while the payment is on its way: %+v", row.Rows)
	}
	got(a.Payments.Export(payment.Row.ID))(t)
	got(a.Payments.MarkPaid(PaidForm{PaymentID: payment.Row.ID, Day: got(a.Practice.State())(t).Now[:10]}))(t)
	must(t, a.Sync(ctx))
	cashAgrees(t, a, "paid")
	if done := stage(t, a, "paid"); done.Sales != 5 || minor(t, done.Payout) != minor(t, payment.Row.Total) {
		t.Errorf("paid: %+v", done)
	}

	short := another(t, a, link.URL)
	if row := receive(t, a, ReceiptForm{Amount: less(t, short, 200), Reference: "P2"}); minor(t, row.Difference) != -200 || !strings.Contains(row.Why, "2.00 USD") {
		t.Errorf("the short receipt: %+v", row)
	}
	cashAgrees(t, a, "short")
	if v := got(a.Cash.Calendar())(t); minor(t, v.Locked) != 200 {
		t.Errorf("after a short payment CJ owes %s", v.Locked.Text)
	}
	if row := got(a.Cash.Timeline(TimelineFilter{Stage: "received"}))(t).Rows[0]; row.CJPays.Note != "the payment was short by 2.00 USD" {
		t.Errorf("a sale of the short payment: %+v", row)
	}

	last := another(t, a, link.URL)
	proposal = got(a.Cash.Propose(ReceiptForm{Amount: less(t, last, 300), WriteOff: true}))(t)
	if minor(t, proposal.Difference) != -500 || !strings.HasSuffix(proposal.Words, "5.00 USD are missing and are written off.") ||
		!slices.ContainsFunc(proposal.Rows, func(r ReceiptDue) bool {
			return r.MemberName == "An earlier payment was short" && r.Commission.Text == "2.00"
		}) {
		t.Errorf("a payment that lacks the last one's rest, too: %+v", proposal)
	}
	if _, err := a.Payments.RecordReceipt(ReceiptForm{Source: "cj", Day: got(a.Practice.State())(t).Now[:10], Amount: less(t, last, 300), Reference: "P3", WriteOff: true}); err == nil || !strings.Contains(err.Error(), "Say why the rest will not come.") {
		t.Errorf("writing off without a reason: %v", err)
	}
	receive(t, a, ReceiptForm{Amount: less(t, last, 300), Reference: "P3", WriteOff: true, Why: "CJ's fee"})
	cashAgrees(t, a, "written off")
	s := got(a.session())(t)
	if lost := got(s.store.Balance(ctx, ledger.CJAdjust, "USD"))(t).Debit(); lost.Minor != 500 || minor(t, got(a.Cash.Calendar())(t).Locked) != 0 {
		t.Errorf("%s were written off", lost)
	}
	got(a.Prove(ctx))(t)
}

// another sells once more and lets CJ lock and pay it; it tells what CJ paid.
func another(t *testing.T, a *App, link string) Money {
	t.Helper()
	buy(t, a, link)
	before := got(a.Cash.Calendar())(t)
	toPayday(t, a)
	paid := got(a.Cash.Calendar())(t).Locked
	if minor(t, paid) != minor(t, before.Open)+minor(t, before.Locked) {
		t.Errorf("%s are locked of %s", paid.Text, before.Open.Text)
	}
	return before.Open
}

func less(t *testing.T, m Money, by int64) string {
	t.Helper()
	return money.New(minor(t, m)-by, "USD").Text()
}

func TestCashSettings(t *testing.T) {
	a := openApp(t, t.TempDir())
	if v := got(a.Cash.Settings())(t); v != (CashSettings{PayDay: 1, CreditFrom: 2, CreditTo: 5}) {
		t.Errorf("at first: %+v", v)
	}
	want := CashSettings{PayDay: 20, CreditFrom: 1, CreditTo: 3, Minimum: "50.00"}
	for _, sync := range []bool{false, true} { // it counts at once, and once it is in the log
		if got := got(a.Cash.SaveSettings(CashSettings{PayDay: 20, CreditFrom: 1, CreditTo: 3, Minimum: " 50 "}))(t); got != want {
			t.Errorf("saved: %+v", got)
		}
		if sync {
			must(t, a.Sync(context.Background()))
		}
		if v := got(a.Cash.Settings())(t); v != want {
			t.Errorf("synced %v: %+v", sync, v)
		}
	}
	if name := got(a.Workspace.State())(t).Currency; name != "USD" {
		t.Errorf("another setting took the workspace's place: %q", name)
	}
	for field, form := range map[string]CashSettings{
		"payDay": {PayDay: 29, CreditFrom: 2, CreditTo: 5}, "creditFrom": {PayDay: 1, CreditFrom: -1, CreditTo: 5}, "creditTo": {PayDay: 1, CreditFrom: 3, CreditTo: 2},
		"minimum": {PayDay: 1, CreditFrom: 2, CreditTo: 5, Minimum: "much"},
	} {
		_, err := a.Cash.SaveSettings(form)
		if f := failed(t, err); f.Fields[field] == "" {
			t.Errorf("%s: %+v", field, f)
		}
	}
	if v := got(a.Cash.Settings())(t); v != want {
		t.Errorf("a refused form changed %+v", v)
	}
}

func TestLockCalendarFile(t *testing.T) {
	dir := t.TempDir()
	a := openApp(t, dir)
	sale(t, a)
	file := got(a.Cash.ExportCalendar())(t)
	first := string(got(os.ReadFile(file.Path))(t))
	calendar := got(a.Cash.Calendar())(t)
	day := strings.ReplaceAll(calendar.Days[0].Day, "-", "")
	if file.Rows != 2 || strings.Count(first, "BEGIN:VEVENT") != 2 || !strings.Contains(first, "DTSTART;VALUE=DATE:"+day+"\r\n") {
		t.Errorf("%+v: %s", file, first)
	}
	uids := func(text string) (list []string) {
		for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n ", ""), "\r\n") {
			if strings.HasPrefix(line, "UID:") {
				list = append(list, line)
			}
		}
		return list
	}
	got(a.Practice.Advance(practice.ToNextWeek))(t)
	again := string(got(os.ReadFile(got(a.Cash.ExportCalendar())(t).Path))(t))
	if !slices.Equal(uids(first), uids(again)) || len(uids(first)) != 2 {
		t.Errorf("a week later the events are %q, and were %q", uids(again), uids(first))
	}
}

// TestCashViewsAreNeverNull: a screen can go through each list.
func TestCashViewsAreNeverNull(t *testing.T) {
	a := openApp(t, t.TempDir())
	for _, v := range []any{got(a.Cash.Calendar())(t), got(a.Cash.Forecast())(t), got(a.Cash.Timeline(TimelineFilter{}))(t), got(a.Cash.AsCJ(Period{}))(t), got(a.Cash.Propose(ReceiptForm{}))(t)} {
		if raw := string(got(json.Marshal(v))(t)); strings.Contains(raw, "null") {
			t.Errorf("%T: %s", v, raw)
		}
	}
	for _, bad := range []TimelineFilter{{Stage: "soon"}, {Period: Period{From: "2026"}}} {
		_, err := a.Cash.Timeline(bad)
		failed(t, err)
	}
	_, err := a.Cash.AsCJ(Period{From: time.Now().Format(time.DateOnly), To: "2020-01-01"})
	failed(t, err)
}
