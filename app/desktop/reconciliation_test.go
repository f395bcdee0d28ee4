package desktop

import (
	"archive/zip"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"linkledger/internal/money"
	"linkledger/internal/practice"
	"linkledger/internal/sandbox"
)

// reconciled waits until a comparison of all days is done.
func reconciled(t *testing.T, a *App) ReconciliationRun {
	t.Helper()
	run := got(a.Reconciliation.Start(ReconciliationForm{Period: Period{From: "2026-01-01", To: "2027-12-31"}}))(t)
	<-got(a.current.comparisons.get(run.ID))(t).ended
	run = got(a.Reconciliation.Run(run.ID))(t)
	if run.State != "done" {
		t.Fatalf("the comparison %s: %s", run.State, run.Error)
	}
	for _, tie := range run.Ties {
		if !tie.OK {
			t.Errorf("%s and %s: %s and %s: %s", tie.What, tie.Where, tie.Buckets.Text, tie.Other.Text, tie.Why)
		}
	}
	return run
}

// bucketsOf lists the order numbers of each bucket that has any.
func bucketsOf(t *testing.T, a *App, run ReconciliationRun) map[string][]string {
	t.Helper()
	buckets := map[string][]string{}
	for _, c := range got(a.Reconciliation.Cases(CaseFilter{RunID: run.ID}))(t).Rows {
		buckets[c.Bucket] = append(buckets[c.Bucket], strings.TrimPrefix(c.OrderID, "#"))
	}
	for _, orders := range buckets {
		slices.Sort(orders)
	}
	return buckets
}

// importOrders reads a CSV file in, with the columns as they are guessed.
func importOrders(t *testing.T, a *App, text string) OrderImportView {
	t.Helper()
	path := filepath.Join(t.TempDir(), "orders_export.csv")
	must(t, os.WriteFile(path, []byte(text), 0o600))
	a.options.OpenTable = func() (string, error) { return path, nil }
	table := got(a.Reconciliation.OpenOrders())(t)
	return got(a.Reconciliation.ImportOrders(TableForm{ID: table.ID, Mapping: table.Mapping, DayForm: table.DayForm, Currency: "USD"}))(t)
}

// shopLine is an order in the shop's file.
func shopLine(o sandbox.Order, number string, amount money.Amount, refund string) string {
	return fmt.Sprintf("%s,%s,\"%s\",%s,\n", number, o.Time.Format("2006-01-02 15:04:05 -0700"), amount.Text(), refund)
}

// mixed is a workspace with six orders, one of them a test purchase, and the
// shop's file of them, which differs.
func mixed(t *testing.T, a *App) (orders []sandbox.Order, file string) {
	t.Helper()
	ctx := context.Background()
	offer, member, link := sale(t, a)
	for range 4 {
		buy(t, a, link.URL)
	}
	test := linksOf(t, a, offer.Row.ID, true, member.ID)[0]
	must(t, a.Sync(ctx))
	buy(t, a, test.URL)
	orders = got(a.World())(t).Sandbox.Orders()
	if len(orders) != 6 {
		t.Fatalf("%d orders", len(orders))
	}
	cent := orders[1].Amount
	cent.Minor++
	return orders, "Name,Created at,Subtotal,Refunded Amount,Discount Code\n" +
		shopLine(orders[0], "#"+orders[0].ID, orders[0].Amount, "0.00") +
		shopLine(orders[1], "#"+orders[1].ID, cent, "") +
		// the third is missing
		shopLine(orders[3], "#"+orders[3].ID, orders[3].Amount, "") +
		shopLine(orders[3], orders[3].ID, orders[3].Amount, "") +
		shopLine(orders[4], "#"+orders[4].ID, orders[4].Amount, "1.00") +
		shopLine(orders[5], "#"+orders[5].ID, orders[5].Amount, "") +
		shopLine(orders[0], "#999001", orders[0].Amount, "") +
		"#999002,yesterday,5,,\n"
}

func TestReconciliation(t *testing.T) {
	a := openApp(t, t.TempDir())
	orders, file := mixed(t, a)
	before := bucketsOf(t, a, reconciled(t, a))
	if len(before["matched"]) != 5 || len(before["test"]) != 1 {
		t.Fatalf("without the shop's orders: %v", before)
	}
	imported := importOrders(t, a, file)
	if imported.Orders != 7 || imported.LeftOut != 1 || !strings.Contains(imported.Problems[0], "Line 9: ") || imported.Synced {
		t.Fatalf("%+v", imported)
	}
	want := map[string][]string{"matched": {orders[0].ID}, "amount": {orders[1].ID, orders[4].ID}, "cj_only": {orders[2].ID},
		"duplicate": {orders[3].ID}, "test": {orders[5].ID}, "shop_only": {"999001"}}
	for _, orders := range want {
		slices.Sort(orders)
	}
	run := reconciled(t, a)
	if found := bucketsOf(t, a, run); !maps.EqualFunc(want, found, slices.Equal) {
		t.Errorf("before it is synced: %v, want %v", found, want)
	}
	must(t, a.Sync(context.Background()))
	if now := got(a.Reconciliation.Run(run.ID))(t); now.Stale {
		t.Error("the sync of the same orders makes it stale")
	}
	run = reconciled(t, a)
	if found := bucketsOf(t, a, run); !maps.EqualFunc(want, found, slices.Equal) {
		t.Errorf("once it is synced: %v, want %v", found, want)
	}
	if list := got(a.Reconciliation.Imports())(t); len(list) != 1 || !list[0].Synced || list[0].Orders != 7 {
		t.Errorf("%+v", list)
	}
	// The same file again is recognised, and removing it takes all of it away.
	table := got(a.Reconciliation.OpenOrders())(t)
	if table.Seen == "" {
		t.Error("the same file is not recognised")
	}
	_, err := a.Reconciliation.ImportOrders(TableForm{ID: table.ID, Mapping: table.Mapping, DayForm: "ymd", Currency: "USD"})
	if f := failed(t, err); f.Code != "conflict" {
		t.Errorf("%+v", f)
	}
	got(a.Reconciliation.RemoveImport(imported.ID))(t)
	for range 2 {
		if found := bucketsOf(t, a, reconciled(t, a)); !maps.EqualFunc(before, found, slices.Equal) {
			t.Errorf("without the file: %v, want %v", found, before)
		}
		must(t, a.Sync(context.Background()))
	}
	if now := got(a.Reconciliation.Run(run.ID))(t); !now.Stale {
		t.Error("a removed file leaves it as it was")
	}
}

// A test purchase has a bucket and a cancellation file of its own, and is in no
// figure of any member.
func TestTestPurchasesAreToBeCancelledAndInNoFigure(t *testing.T) {
	dir := t.TempDir()
	a := openApp(t, dir)
	orders, _ := mixed(t, a)
	run := reconciled(t, a)
	_, err := a.Reconciliation.Export(ReconciliationExport{RunID: run.ID, Kind: "cancellations"})
	if f := failed(t, err); f.Fields["companyId"] == "" || f.Fields["subscriptionId"] == "" {
		t.Errorf("%+v", f)
	}
	got(a.Reconciliation.SaveAccount(AdvertiserAccount{CompanyID: " 398210", SubscriptionID: "77", EnterpriseID: "1234567"}))(t)
	file := got(a.Reconciliation.Export(ReconciliationExport{RunID: run.ID, Kind: "cancellations"}))(t)
	records := readCSV(t, file.Path)
	if want := "companyId,enterpriseId,subscriptionId,actionTrackerId,orderId,updateTime,correctionReason"; strings.Join(records[0], ",") != want {
		t.Errorf("the columns are %v", records[0])
	}
	if file.Rows != 1 || len(records) != 2 || records[1][4] != orders[5].ID || records[1][0] != "398210" || records[1][3] == "" {
		t.Errorf("%+v: %v", file, records)
	}
	sum := int64(0)
	for _, o := range orders[:5] {
		sum += o.Amount.Minor
	}
	tracking := got(a.Reports.SalesTracking(Period{}))(t)
	if total := tracking.Totals[0]; total.Conversions != 5 || total.Sales.Minor != fmt.Sprint(sum) {
		t.Errorf("Sales Tracking has %d sales of %s", total.Conversions, total.Sales.Text)
	}
	statement := got(a.Books.Statement(tracking.Rows[0].MemberID, Period{}))(t)
	if len(statement.Currencies) != 1 || len(statement.Currencies[0].Rows) != 5 || statement.Currencies[0].Pending.Minor != fmt.Sprint(sum/10) {
		t.Errorf("the statement is %+v", statement.Currencies)
	}
	toPayday(t, a)
	for _, line := range got(a.Payments.Plan())(t).Lines {
		if line.Blocked == "" && line.Amount.Minor != fmt.Sprint(sum/10) {
			t.Errorf("the payment has %s on sales of %d", line.Amount.Text, sum)
		}
	}
	// Once CJ has locked it, it is too late.
	run = reconciled(t, a)
	_, err = a.Reconciliation.Export(ReconciliationExport{RunID: run.ID, Kind: "cancellations"})
	if f := failed(t, err); !strings.Contains(f.Hint, orders[5].ID) || !strings.Contains(f.Hint, "Too late") {
		t.Errorf("%+v", f)
	}
}

func readCSV(t *testing.T, path string) [][]string {
	t.Helper()
	raw := got(os.ReadFile(path))(t)
	return got(csv.NewReader(strings.NewReader(string(raw))).ReadAll())(t)
}

func TestDecisionsOnCases(t *testing.T) {
	a := openApp(t, t.TempDir())
	orders, file := mixed(t, a)
	importOrders(t, a, file)
	run := reconciled(t, a)
	page := func(filter CaseFilter) CasePage {
		t.Helper()
		filter.RunID = run.ID
		return got(a.Reconciliation.Cases(filter))(t)
	}
	amounts := page(CaseFilter{Bucket: "amount"})
	one := page(CaseFilter{Text: orders[4].ID}).Rows[0]
	if amounts.Total != 2 || one.Bucket != "amount" || one.Difference.Minor != "100" || one.MemberName != "Maya Lindqvist" || one.Confidence != 90 {
		t.Fatalf("%+v", one)
	}
	_, err := a.Reconciliation.Decide(CaseDecision{RunID: run.ID, Keys: []string{page(CaseFilter{Bucket: "matched"}).Rows[0].Key}, Outcome: "restate"})
	if f := failed(t, err); f.Fields["outcome"] == "" {
		t.Errorf("%+v", f)
	}
	_, err = a.Reconciliation.Decide(CaseDecision{RunID: run.ID, Keys: []string{one.Key}, Outcome: "burn"})
	if f := failed(t, err); f.Fields["outcome"] == "" {
		t.Errorf("%+v", f)
	}
	first := got(a.Reconciliation.Decide(CaseDecision{RunID: run.ID, Keys: []string{one.Key}, Outcome: "restate", Note: " returned a scarf "}))(t)
	if now := page(CaseFilter{Decided: "yes"}); now.Total != 1 || now.Rows[0].Outcome != "restate" || now.Rows[0].Note != "returned a scarf" || now.Rows[0].Synced {
		t.Errorf("%+v", now)
	}
	must(t, a.Sync(context.Background()))
	if now := page(CaseFilter{Text: "scarf"}); now.Total != 1 || !now.Rows[0].Synced {
		t.Errorf("%+v", now)
	}
	all := got(a.Reconciliation.Decide(CaseDecision{RunID: run.ID, All: &CaseFilter{Bucket: "amount"}, Outcome: "accept"}))(t)
	if all.Decided != 2 {
		t.Errorf("decided on %d", all.Decided)
	}
	// The first decision was decided over; the second comes back, and with it the first.
	_, err = a.Undo.Do(first.UndoID)
	if f := failed(t, err); f.Code != "conflict" {
		t.Errorf("%+v", f)
	}
	if back := got(a.Undo.Do(all.UndoID))(t); back.Changed != 2 {
		t.Errorf("%+v", back)
	}
	s := got(a.session())(t)
	var kept []string
	must(t, json.Unmarshal([]byte(got(s.store.Noted(t.Context(), caseUndoList))(t)), &kept))
	for _, id := range kept {
		if _, is, err := s.caseUndo(t.Context(), id); is || err != nil {
			t.Errorf("nobody has the token of %s, which is kept: %v", id, err)
		}
	}
	must(t, a.Sync(context.Background()))
	if now := page(CaseFilter{Decided: "yes"}); now.Total != 1 || now.Rows[0].Outcome != "restate" || now.Rows[0].Note != "returned a scarf" {
		t.Errorf("%+v", now)
	}
	got(a.Reconciliation.SaveAccount(AdvertiserAccount{CompanyID: "1", SubscriptionID: "2"}))(t)
	file2 := got(a.Reconciliation.Export(ReconciliationExport{RunID: run.ID, Kind: "restatements"}))(t)
	records := readCSV(t, file2.Path)
	left := orders[4].Amount
	left.Minor -= 100
	if len(records) != 2 || records[1][4] != orders[4].ID || minorOf(t, records[1][6])-minorOf(t, records[1][7]) != left.Minor || records[1][14] != "ReturnedMerchandise" {
		t.Errorf("%v, want %s", records, left)
	}
	got(a.Reconciliation.Decide(CaseDecision{RunID: run.ID, All: &CaseFilter{Bucket: "shop_only"}, Outcome: "ask"}))(t)
	pack := got(a.Reconciliation.Export(ReconciliationExport{RunID: run.ID, Kind: "inquiry"}))(t)
	archive := got(zip.OpenReader(pack.Path))(t)
	defer archive.Close()
	var text strings.Builder
	for _, f := range archive.File {
		part := got(f.Open())(t)
		got(io.Copy(&text, part))(t)
		must(t, part.Close())
	}
	if !strings.Contains(text.String(), "999001") || !strings.Contains(text.String(), "Missing transactions") || strings.Contains(text.String(), "Maya") {
		t.Errorf("the inquiry says %s", text.String())
	}
	if table := got(a.Reconciliation.Export(ReconciliationExport{RunID: run.ID, Kind: "cases"}))(t); table.Rows != len(readCSV(t, table.Path))-1 || table.Rows != page(CaseFilter{}).Total {
		t.Errorf("%+v", table)
	}
}

func minorOf(t *testing.T, text string) int64 {
	t.Helper()
	return got(money.Parse(text, "USD"))(t).Minor
}

// A sale that CJ takes back after it has locked, and one that an own click of
// another month brought, tie like all others.
func TestReturnsReconcile(t *testing.T) {
	a := openApp(t, t.TempDir())
	orders, _ := mixed(t, a)
	must(t, got(a.World())(t).Return(orders[0].ID))
	must(t, a.Sync(context.Background()))
	cases := got(a.Reconciliation.Cases(CaseFilter{RunID: reconciled(t, a).ID, Text: orders[0].ID}))(t).Rows
	if len(cases) != 1 || cases[0].Bucket != "matched" || cases[0].CJ.Amount.Minor != "0" || cases[0].Postback.Amount.Minor == "0" {
		t.Errorf("%+v", cases)
	}
	got(a.Practice.Advance(practice.ToLock))(t)
	reconciled(t, a)
}

func TestReconciliationRefuses(t *testing.T) {
	a := openApp(t, t.TempDir())
	_, err := a.Reconciliation.Start(ReconciliationForm{Period: Period{From: "2026-10-01", To: "2026-09-01"}})
	if f := failed(t, err); f.Fields["to"] == "" {
		t.Errorf("%+v", f)
	}
	_, err = a.Reconciliation.Start(ReconciliationForm{Period: Period{From: "soon", To: "2026-09-01"}})
	if f := failed(t, err); f.Fields["from"] == "" {
		t.Errorf("%+v", f)
	}
	for name, call := range map[string]func() error{
		"run":    func() error { _, err := a.Reconciliation.Run("x"); return err },
		"cases":  func() error { _, err := a.Reconciliation.Cases(CaseFilter{RunID: "x"}); return err },
		"undo":   func() error { _, err := a.Undo.Do("x"); return err },
		"remove": func() error { _, err := a.Reconciliation.RemoveImport("x"); return err },
		"import": func() error { _, err := a.Reconciliation.ImportOrders(TableForm{ID: "x"}); return err },
		"export": func() error { _, err := a.Reconciliation.Export(ReconciliationExport{RunID: "x"}); return err },
	} {
		if f := failed(t, call()); f.Code != "not_found" || f.Hint == "" {
			t.Errorf("%s: %+v", name, f)
		}
	}
	_, err = a.Reconciliation.SaveAccount(AdvertiserAccount{CompanyID: "CID 1"})
	if f := failed(t, err); f.Fields["companyId"] == "" {
		t.Errorf("%+v", f)
	}
	options := got(a.Reconciliation.Options())(t)
	keys := map[string]bool{}
	for _, o := range options.Outcomes {
		if o.Label == "" || len(o.Buckets) == 0 || keys[o.Key] {
			t.Errorf("%+v", o)
		}
		keys[o.Key] = true
	}
}
