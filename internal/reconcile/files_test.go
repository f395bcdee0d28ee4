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

// cancelled are the order ids that CJ's cancellation file has, and why others
// are not in it, when every case is decided so.
func cancelled(t *testing.T, rows string) (orders, refused []string) {
	t.Helper()
	var s reconcile.Sources
	for line := range strings.SplitSeq(rows, "|") {
		s.Rows = append(s.Rows, row(line))
	}
	list := compare(t, s).Corrections(func(c reconcile.Case) (bool, string) {
		return c.Has(reconcile.CJ) || c.Bucket == reconcile.Duplicate, ""
	})
	var out bytes.Buffer
	_, left, err := reconcile.Cancellations(&out, account, at, list)
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records[1:] {
		orders = append(orders, record[3]+"/"+record[4])
	}
	for _, l := range left {
		refused = append(refused, l.OrderID+": "+l.Why)
	}
	return orders, refused
}

// What a file has CJ cancel is what the decision was about, and never another
// sale.
func TestCorrectionsMeanNoOtherSale(t *testing.T) {
	for rows, want := range map[string]struct{ orders, refused string }{
		"cj A order=1 tracker=2":                                                                              {orders: "2/1"},
		"cj A order=1 tracker=2|cj B order=#1 tracker=2":                                                      {orders: "2/#1"},
		"cj A order=1 tracker=2|cj B order=1 tracker=2":                                                       {refused: "1: CJ's file can't tell it"},
		"cj A order=1 tracker=2|cj B order=#1 tracker=2|cj C order=1 tracker=3 lead":                          {orders: "2/#1"},
		"cj C order=1 tracker=3 lead|cj A order=1 tracker=2|cj B order=#1 tracker=2":                          {orders: "2/#1"},
		"cj Z order=1 tracker=2 now=0|cj A order=1 tracker=2|cj B order=#1 tracker=2":                         {orders: "2/#1"}, // the first that lives stays
		"cj A order=1 tracker=2|shop 1 order=1|shop 1#2 order=1":                                              {refused: "1: CJ has it once"},
		"cj A order=1 tracker=2 click=x|postback P order=1 click=x|postback Q order=1 click=y|shop 1 order=1": {refused: "1: CJ has it once"},
		"shop 1 order=1|shop 1#2 order=1":                                                                     {refused: "1: CJ does not have it"},
		"cj A order=1 tracker=2 amount=9|cj B order=1 tracker=3 lead|shop 1 order=1":                          {orders: "2/1"},
		"cj B order=1 tracker=3 lead":                                                                         {orders: "3/1"},
		"cj A order=1 tracker=2|cj B order=1 tracker=3|shop 1 order=1 amount=7":                               {refused: "1: CJ counts it by several"},

		"cj T order=1 tracker=2 click=t test":                                                              {orders: "2/1"},
		"cj A order=100 tracker=2 click=c now=0|cj T order=0100 tracker=2 click=t test":                    {orders: "2/0100", refused: "100: CJ has taken it back"},
		"postback P order=1 click=t test|cj A order=1 tracker=2":                                           {refused: "1: CJ's row does not name the test"},
		"cj T order=1 tracker=2 click=t test|cj U order=1 tracker=2 click=t test":                          {orders: "2/1", refused: "1: The order is in the file already"},
		"cj T order=1 tracker=2 click=t test|cj A order=1 tracker=2 click=c|shop 1 order=1|shop 2 order=2": {orders: "2/1", refused: "1: The order is in the file already"},
	} {
		orders, refused := cancelled(t, rows)
		if strings.Join(orders, " ") != want.orders {
			t.Errorf("%s\ncancels %v, want %s", rows, orders, want.orders)
		}
		if got := strings.Join(refused, " "); want.refused == "" && got != "" || !strings.HasPrefix(got, want.refused) {
			t.Errorf("%s\nrefuses %q, want %q", rows, got, want.refused)
		}
	}
}

// A test purchase takes no real sale along, whatever their numbers.
func TestTestPurchasesTakeNoSaleAlong(t *testing.T) {
	for _, rows := range []string{
		"cj A order=1001 tracker=2 click=c|shop 1 order=1001|postback P order=1001 click=t test",
		"cj A order=1001 tracker=2 click=c|shop 1 order=#1001|postback P order=1001 click=t test",
		"cj A order=100 tracker=2 click=c|cj T order=0100 tracker=2 click=t test",
		"cj A order=100 tracker=2|cj T order=0100 tracker=2 click=t test",
		"cj A order=100 tracker=2 click=c|cj T order=0100 tracker=2 click=t test|shop 1 order=#100",
		"cj A order=100 tracker=2 click=c|postback P order=100 click=c|cj T order=100 tracker=2 click=t test|postback Q order=100 click=t|shop 1 order=100",
		"cj A order=100 tracker=2 click=c|cj T order=100 tracker=2 click=t test hours=300 amount=5|shop 1 order=100",
	} {
		s := reconcile.Sources{Postbacks: true}
		for line := range strings.SplitSeq(rows, "|") {
			s.Rows = append(s.Rows, row(line))
		}
		result := compare(t, s)
		list := result.Corrections(func(c reconcile.Case) (bool, string) { return c.Bucket == reconcile.Test, "" })
		for _, c := range list {
			if c.Row.ID == "A" && c.Refuse == "" {
				t.Errorf("%s\ncancels the real sale", rows)
			}
			if c.Row.ID == "T" && (c.Refuse == "") == (c.Row.OrderID == "100") {
				t.Errorf("%s\nthe test: %q", rows, c.Refuse)
			}
		}
		if result.Count[reconcile.Test] != 1 || len(result.Cases) != 2 || !strings.Contains(result.Cases[0].Why, "is no test") {
			t.Errorf("%s\n%+v", rows, result.Cases)
		}
		if real := result.Cases[1]; strings.Contains(rows, "shop") && !real.Has(reconcile.Shop) {
			t.Errorf("%s\nthe test purchase has the shop's order", rows)
		}
	}
}

// Another month may have a sale of the same number: a file means it, too.
func TestCorrectionsSpareSalesOfOtherDays(t *testing.T) {
	s := reconcile.Sources{From: "2026-09-10", To: "2026-09-10", Rows: []reconcile.Row{
		row("cj T order=1 tracker=2 click=t test"), row("cj A order=1 tracker=2 click=c hours=300")}}
	list := compare(t, s).Corrections(func(c reconcile.Case) (bool, string) { return true, "" })
	if len(list) != 1 || list[0].Row.ID != "T" || !strings.Contains(list[0].Refuse, "would correct both") {
		t.Errorf("%+v", list)
	}
}

// A file is for one brand's company: another's order of that number is not meant.
func TestCorrectionsAreOfOneBrand(t *testing.T) {
	var out bytes.Buffer
	own := correction("1", func(c *reconcile.Correction) { c.Row.Advertiser = account.CompanyID })
	other := correction("2", func(c *reconcile.Correction) { c.Row.Advertiser = "5000002" })
	rows, refused, err := reconcile.Cancellations(&out, account, at, []reconcile.Correction{own, other})
	if err != nil || rows != 1 || len(refused) != 1 || refused[0].OrderID != "2" || !strings.Contains(refused[0].Why, "another brand") {
		t.Errorf("%d rows, %v: %v", rows, refused, err)
	}
}
