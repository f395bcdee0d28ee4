package desktop

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linkledger/internal/money"
)

const shopHead = "Name,Created at,Subtotal,Refunded Amount,Discount Code\n"

// However a shop's export parts an order into lines, the order is compared.
func TestShopFilesOfSeveralLines(t *testing.T) {
	a := openApp(t, t.TempDir())
	orders, _ := mixed(t, a)
	part := func(o money.Amount, minor int64) (money.Amount, money.Amount) {
		rest := o
		rest.Minor -= minor
		return money.New(minor, o.Currency), rest
	}
	for name, c := range map[string]struct {
		lines  func(i int, number string) string
		bucket string // of what is no test
		note   string
	}{
		"a line for each article": {func(i int, number string) string {
			x, y := part(orders[i].Amount, 1)
			return shopLine(orders[i], number, x, "") + shopLine(orders[i], number, y, "")
		}, "matched", "added up"},
		"the total on each line": {func(i int, number string) string {
			return shopLine(orders[i], number, orders[i].Amount, "") + shopLine(orders[i], number, orders[i].Amount, "")
		}, "matched", "counts once"},
		"articles without an amount": {func(i int, number string) string {
			return shopLine(orders[i], number, orders[i].Amount, "") + number + ",,,,\n"
		}, "matched", ""},
		"a return that CJ does not know": {func(i int, number string) string {
			x, _ := part(orders[i].Amount, 1)
			return shopLine(orders[i], number, orders[i].Amount, "") + shopLine(orders[i], number, x.Neg(), "")
		}, "amount", "what went back"},
	} {
		var text strings.Builder
		for i, o := range orders {
			text.WriteString(c.lines(i, "#"+o.ID))
		}
		file := importOrders(t, a, shopHead+text.String())
		if file.Lines != 12 || file.Orders != 6 || file.LeftOut != 0 || !strings.Contains(file.Note, c.note) || (file.Note == "") != (c.note == "") {
			t.Errorf("%s: %+v", name, file)
		}
		if found := bucketsOf(t, a, reconciled(t, a)); len(found[c.bucket]) != 5 || len(found["test"]) != 1 {
			t.Errorf("%s: %v", name, found)
		}
		got(a.Reconciliation.RemoveImport(file.ID))(t)
		must(t, a.Sync(context.Background()))
	}
	// Half an order would be a difference that is none.
	file := importOrders(t, a, shopHead+shopLine(orders[0], orders[0].ID, orders[0].Amount, "")+fmt.Sprintf("%s,someday,1.00,,\n", orders[0].ID)+
		shopLine(orders[1], orders[1].ID, orders[1].Amount, ""))
	if file.Orders != 1 || file.LeftOut != 1 || !strings.Contains(file.Problems[0], "Line 3: ") {
		t.Errorf("%+v", file)
	}
	run := reconciled(t, a)
	torn := got(a.Reconciliation.Cases(CaseFilter{RunID: run.ID, Text: orders[0].ID}))(t).Rows[0]
	if torn.Bucket != "cj_only" || !strings.Contains(torn.Why, "could not be read") {
		t.Errorf("%+v", torn)
	}
	_, err := a.Reconciliation.Decide(CaseDecision{RunID: run.ID, Keys: []string{torn.Key}, Outcome: "cancel"})
	if f := failed(t, err); f.Fields["outcome"] == "" {
		t.Errorf("%+v", f)
	}
}

// Three digits after the only mark of each amount are thousands or decimals:
// a person says which.
func TestAmountsThatCanBeReadInTwoWays(t *testing.T) {
	a := openApp(t, t.TempDir())
	path := filepath.Join(t.TempDir(), "orders.csv")
	must(t, os.WriteFile(path, []byte("Name,Created at,Subtotal,Refunded Amount\n1,2026-09-01,120.000,20.000\n2,2026-09-02,85.500,\n"), 0o600))
	a.options.OpenTable = func() (string, error) { return path, nil }
	table := got(a.Reconciliation.OpenOrders())(t)
	form := TableForm{ID: table.ID, Mapping: table.Mapping, DayForm: table.DayForm, Currency: "USD"}
	_, err := a.Reconciliation.ImportOrders(form)
	if f := failed(t, err); !strings.Contains(f.Fields["decimal"], "120.000") {
		t.Errorf("%+v", f)
	}
	for decimal, want := range map[string]string{".": "18550", ",": "18550000"} {
		form.Decimal = decimal
		file := got(a.Reconciliation.ImportOrders(form))(t)
		if file.Orders != 2 || file.Total.Minor != want {
			t.Errorf("with %s before decimals: %+v", decimal, file)
		}
		got(a.Reconciliation.RemoveImport(file.ID))(t)
	}
}
