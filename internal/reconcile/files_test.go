package reconcile_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/reconcile"
)

var account = affiliate.AdvertiserAccount{CompanyID: "398210", EnterpriseID: "1234567", SubscriptionID: "4711"}

// correction is of an order with two articles that CJ has as 159.98.
func correction(order string, change func(*reconcile.Correction)) reconcile.Correction {
	c := reconcile.Correction{Row: row("cj A amount=159.98 tracker=22"), Amount: usd("127.99"), Reason: "RETURNED_MERCHANDISE",
		Rows: []affiliate.CommissionRow{{Original: true, Coupon: "TWENTYOFF", Items: []affiliate.CommissionItem{
			{SKU: "SKU-PURP-SM", UnitAmount: "59.99", Quantity: 1}, {SKU: "SKU-BLU-XL", UnitAmount: "54.995", Quantity: 2, Discount: "10.00"}}}}}
	c.Rows[0].Items[1].UnitAmount = "54.99"
	c.Row.OrderID = order
	if change != nil {
		change(&c)
	}
	return c
}

var at = time.Date(2026, 11, 22, 23, 0, 0, 0, time.FixedZone("", -5*3600))

// The columns and samples are those of docs.cj.com: cancellations- and
// restatements-datafile-implementation.
func TestCJsCorrectionFiles(t *testing.T) {
	var cancel, restate bytes.Buffer
	list := []reconcile.Correction{
		correction("OID-1", nil),
		correction("#1002", func(c *reconcile.Correction) { c.Reason = "DUPLICATED_ORDER" }), // which CJ's pages spell for no file
		correction("OID-3", func(c *reconcile.Correction) { c.Rows[0].Items = nil; c.Reason = "CANT_SHIP_OR_SOLD_OUT" }),
	}
	for _, file := range []struct {
		write func() (int, []reconcile.Refusal, error)
		text  *bytes.Buffer
		want  string
	}{
		{func() (int, []reconcile.Refusal, error) { return reconcile.Cancellations(&cancel, account, at, list) }, &cancel,
			`companyId,enterpriseId,subscriptionId,actionTrackerId,orderId,updateTime,correctionReason
398210,1234567,4711,22,OID-1,2026-11-23T04:00:00Z,ReturnedMerchandise
398210,1234567,4711,22,#1002,2026-11-23T04:00:00Z,
398210,1234567,4711,22,OID-3,2026-11-23T04:00:00Z,CannotShip
`},
		{func() (int, []reconcile.Refusal, error) { return reconcile.Restatements(&restate, account, at, list) }, &restate,
			`companyId,enterpriseId,subscriptionId,actionTrackerId,orderId,updateTime,amount,discount,currency,itemSku,itemUnitPrice,itemQuantity,itemDiscount,coupon,correctionReason
398210,1234567,4711,22,OID-1,2026-11-23T04:00:00Z,159.97,31.98,USD,SKU-PURP-SM;SKU-BLU-XL,59.99;54.99,1;2,0.00;10.00,TWENTYOFF,ReturnedMerchandise
398210,1234567,4711,22,#1002,2026-11-23T04:00:00Z,159.97,31.98,USD,SKU-PURP-SM;SKU-BLU-XL,59.99;54.99,1;2,0.00;10.00,TWENTYOFF,
398210,1234567,4711,22,OID-3,2026-11-23T04:00:00Z,127.99,0,USD,,,,,TWENTYOFF,CannotShip
`},
	} {
		rows, refused, err := file.write()
		if err != nil || rows != 3 || len(refused) > 0 {
			t.Fatalf("%d rows, %v refused: %v", rows, refused, err)
		}
		if diff := cmp.Diff(file.want, file.text.String()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestCJsCorrectionFilesLeaveOut(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*reconcile.Correction)
		order  string
		want   string
		both   bool // files
	}{
		"locked":               {func(c *reconcile.Correction) { c.Row.Locked = true }, "1", "Too late", true},
		"taken back":           {func(c *reconcile.Correction) { c.Row.TakenBack = true }, "1", "already", true},
		"no order":             {nil, "", "names no order", true},
		"a formula":            {nil, "=1+1", "characters", true},
		"a dash":               {nil, "-5", "characters", true},
		"a comma":              {nil, "1,2", "characters", true},
		"a quotation mark":     {nil, `1"2`, "characters", true},
		"a line end":           {nil, "1\n2", "characters", true},
		"no tracker":           {func(c *reconcile.Correction) { c.Row.Tracker = "" }, "1", "action tracker", true},
		"said before":          {func(c *reconcile.Correction) { c.Refuse = "Ask CJ." }, "1", "Ask CJ.", true},
		"nothing left":         {func(c *reconcile.Correction) { c.Amount = usd("0") }, "1", "cancel it instead", false},
		"no amount":            {func(c *reconcile.Correction) { c.Amount.Currency = "" }, "1", "read in its orders", false},
		"another currency":     {func(c *reconcile.Correction) { c.Amount = usd("5 EUR") }, "1", "another currency", false},
		"more than articles":   {func(c *reconcile.Correction) { c.Amount = usd("160") }, "1", "more than CJ's articles", false},
		"articles left out":    {func(c *reconcile.Correction) { c.Rows[0].ItemsLeftOut = 1 }, "1", "more articles", false},
		"an article's formula": {func(c *reconcile.Correction) { c.Rows[0].Items[0].SKU = "=x" }, "1", "article", false},
		"no original":          {func(c *reconcile.Correction) { c.Rows = nil }, "1", "another currency", false},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			rows, refused, err := reconcile.Restatements(&out, account, at, []reconcile.Correction{correction(c.order, c.change)})
			if err != nil || rows != 0 || len(refused) != 1 || !strings.Contains(refused[0].Why, c.want) {
				t.Errorf("%d rows, %v: %v", rows, refused, err)
			}
			rows, refused, err = reconcile.Cancellations(&out, account, at, []reconcile.Correction{correction(c.order, c.change)})
			if err != nil || (rows == 0) != c.both || len(refused) != 1-rows {
				t.Errorf("cancelled: %d rows, %v: %v", rows, refused, err)
			}
		})
	}
	var out bytes.Buffer
	rows, refused, err := reconcile.Cancellations(&out, account, at, []reconcile.Correction{correction("1", nil), correction("1", nil)})
	if err != nil || rows != 1 || len(refused) != 1 {
		t.Errorf("one order twice: %d rows, %v: %v", rows, refused, err)
	}
}

func TestTablesHoldNoFormulas(t *testing.T) {
	evil := row("shop =cmd() order=@SUM(A1) amount=5")
	evil.Member, evil.Status, evil.Code = "-1+1", "\tx", "+2"
	var cases, inquiry bytes.Buffer
	result := compare(t, reconcile.Sources{Rows: []reconcile.Row{evil}})
	decided := map[string]affiliate.CaseDecision{result.Cases[0].Key: {Outcome: affiliate.CaseAsk, Note: "=HYPERLINK()", At: "2026-11-22T00:00:00Z"}}
	if n, err := reconcile.WriteCases(&cases, result.Cases, decided); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if n, err := reconcile.WriteInquiry(&inquiry, []reconcile.Missing{{Case: result.Cases[0]}}); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	for name, out := range map[string]*bytes.Buffer{"cases": &cases, "inquiry": &inquiry} {
		if name == "inquiry" && strings.Contains(out.String(), "-1+1") {
			t.Error("the inquiry names a member")
		}
		records, err := csv.NewReader(out).ReadAll()
		if err != nil || len(records) != 2 {
			t.Fatalf("%s: %v %v", name, records, err)
		}
		for i, cell := range records[1] {
			number := strings.TrimLeft(cell, "-0123456789.") == "" // which is no formula
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") && !number {
				t.Errorf("%s: %s is %q", name, records[0][i], cell)
			}
		}
	}
}
