package desktop

import (
	"context"
	"strings"
	"testing"
)

// What was decided of a sale that is otherwise by now goes into no file, says so
// on the case, and is decided again.
func TestDecisionsAreOfTheSaleAsItWas(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	orders, file := mixed(t, a)
	importOrders(t, a, file)
	got(a.Reconciliation.SaveAccount(AdvertiserAccount{CompanyID: "1", SubscriptionID: "2"}))(t)
	run := reconciled(t, a)
	missing := got(a.Reconciliation.Cases(CaseFilter{RunID: run.ID, Bucket: "cj_only"}))(t).Rows[0]
	got(a.Reconciliation.Decide(CaseDecision{RunID: run.ID, Keys: []string{missing.Key}, Outcome: "cancel", Note: "no such order"}))(t)
	cents := got(a.Reconciliation.Cases(CaseFilter{RunID: run.ID, Text: orders[4].ID}))(t).Rows[0]
	got(a.Reconciliation.Decide(CaseDecision{RunID: run.ID, Keys: []string{cents.Key}, Outcome: "restate"}))(t)
	cancels := func() (orders []string, leftOut map[string]string) {
		t.Helper()
		file := got(a.Reconciliation.Export(ReconciliationExport{RunID: run.ID, Kind: "cancellations"}))(t)
		for _, record := range readCSV(t, file.Path)[1:] {
			orders = append(orders, record[4])
		}
		leftOut = map[string]string{}
		for _, l := range file.LeftOut {
			leftOut[l.Label] = l.Value
		}
		return orders, leftOut
	}
	if list, leftOut := cancels(); len(list) != 2 || len(leftOut) != 0 { // with the test purchase
		t.Errorf("cancels %v, not %v", list, leftOut)
	}
	must(t, a.Sync(ctx))

	// A second file brings the missing order, and the other has lost more.
	left := orders[4].Amount
	importOrders(t, a, "Name,Created at,Subtotal,Refunded Amount,Discount Code\n"+
		shopLine(orders[2], "#"+orders[2].ID, orders[2].Amount, "")+shopLine(orders[4], "#"+orders[4].ID, left, "2.00"))
	must(t, a.Sync(ctx))
	for _, kind := range []string{"cancellations", "restatements", "inquiry", "cases"} {
		_, err := a.Reconciliation.Export(ReconciliationExport{RunID: run.ID, Kind: kind})
		if f := failed(t, err); f.Code != "conflict" || !strings.Contains(f.Hint, "Compare again") {
			t.Errorf("%s of what was compared before: %+v", kind, f)
		}
	}
	run = reconciled(t, a)
	list, leftOut := cancels()
	if len(list) != 1 || list[0] != orders[5].ID || !strings.Contains(leftOut["Order "+orders[2].ID], "changed since you decided") {
		t.Errorf("cancels %v, not %v", list, leftOut)
	}
	now := got(a.Reconciliation.Cases(CaseFilter{RunID: run.ID, Text: "no such order"}))(t).Rows[0]
	if now.Bucket != "matched" || !now.Changed || now.Outcome != "cancel" {
		t.Errorf("%+v", now)
	}
	if open := got(a.Reconciliation.Cases(CaseFilter{RunID: run.ID, Decided: "yes"}))(t); open.Total != 0 {
		t.Errorf("%+v is decided", open.Rows)
	}
	for _, b := range run.Buckets {
		if b.Decided != 0 {
			t.Errorf("%d of %s are decided", b.Decided, b.Key)
		}
	}
	_, err := a.Reconciliation.Export(ReconciliationExport{RunID: run.ID, Kind: "restatements"})
	if f := failed(t, err); !strings.Contains(f.Hint, "changed since you decided") {
		t.Errorf("%+v", f)
	}
	table := readCSV(t, got(a.Reconciliation.Export(ReconciliationExport{RunID: run.ID, Kind: "cases"}))(t).Path)
	for _, record := range table[1:] {
		if outcome := record[len(record)-3]; outcome != "" {
			t.Errorf("%v says %s", record, outcome)
		}
	}

	// The same decision again is about the sale as it is now, and undone it is open.
	again := got(a.Reconciliation.Decide(CaseDecision{RunID: run.ID, Keys: []string{cents.Key}, Outcome: "restate"}))(t)
	file2 := got(a.Reconciliation.Export(ReconciliationExport{RunID: run.ID, Kind: "restatements"}))(t)
	left.Minor -= 200
	if record := readCSV(t, file2.Path)[1]; record[4] != orders[4].ID || minorOf(t, record[6])-minorOf(t, record[7]) != left.Minor {
		t.Errorf("restates %v, want %s", record, left)
	}
	got(a.Undo.Do(again.UndoID))(t)
	if now := got(a.Reconciliation.Cases(CaseFilter{RunID: run.ID, Text: orders[4].ID}))(t).Rows[0]; !now.Changed {
		t.Errorf("%+v", now)
	}
}
