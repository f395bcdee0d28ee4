package affiliate_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

func item(sku string, quantity int64, unit, discount string) affiliate.CommissionItem {
	return affiliate.CommissionItem{ID: "i", SKU: sku, Quantity: quantity, UnitAmount: unit, Discount: discount}
}

func lines(l ...affiliate.OrderLine) affiliate.Order { return affiliate.Order{Lines: l} }

func TestOrderLines(t *testing.T) {
	line := func(sku string, quantity int, minor int64) affiliate.OrderLine {
		return affiliate.OrderLine{SKU: sku, Quantity: quantity, Minor: minor}
	}
	out := affiliate.Order{LeftOut: 1}
	for _, c := range []struct {
		name     string
		currency string
		item     affiliate.CommissionItem
		want     affiliate.Order
	}{
		{"one", "USD", item("a", 1, "12.50", ""), lines(line("a", 1, 1250))},
		{"price of each", "USD", item("a", 3, "12.50", ""), lines(line("a", 3, 3750))},
		{"discount of the line", "USD", item("a", 3, "12.50", "5"), lines(line("a", 3, 3250))},
		{"given away", "USD", item("a", 1, "5", "5"), lines(line("a", 1, 0))},
		{"taken back", "USD", item("a", -2, "12.50", "0"), lines(line("a", -2, -2500))},
		{"rounded once, to even down", "USD", item("a", 5, "0.001", ""), lines(line("a", 5, 0))},
		{"rounded once, to even up", "USD", item("a", 3, "0.005", ""), lines(line("a", 3, 2))},
		{"no decimals", "JPY", item("a", 2, "1200", "100"), lines(line("a", 2, 2300))},
		{"three decimals", "KWD", item("a", 2, "1.2345", "0.0005"), lines(line("a", 2, 2468))},
		{"spaces", "USD", item(" a ", 1, "1", ""), lines(line("a", 1, 100))},
		{"100 characters", "USD", item(strings.Repeat("ß", 100), 1, "1", ""), lines(line(strings.Repeat("ß", 100), 1, 100))},
		{"most pieces", "USD", item("a", 1_000_000, "1", ""), lines(line("a", 1_000_000, 100_000_000))},
		{"101 characters", "USD", item(strings.Repeat("ß", 101), 1, "1", ""), out},
		{"no SKU", "USD", item(" ", 1, "1", ""), out},
		{"no pieces", "USD", item("a", 0, "1", ""), out},
		{"too many pieces", "USD", item("a", 1_000_001, "0", ""), out},
		{"too many taken back", "USD", item("a", -1_000_001, "0", ""), out},
		{"no price", "USD", item("a", 1, "", ""), out},
		{"more than a sale", "USD", item("a", 1, "10000000000000.01", ""), out},
		{"more than fits", "USD", item("a", 1_000_000, strings.Repeat("9", 39), ""), out},
		{"no currency", "usd", item("a", 1, "1", ""), out},
	} {
		got, err := affiliate.CommissionRow{Currency: c.currency, Items: []affiliate.CommissionItem{c.item}}.Order()
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v %s", c.name, err, diff)
		}
	}
	listed := affiliate.CommissionItem{SKU: "a", ListID: "77", Quantity: 1, UnitAmount: "1"}
	if got, _ := (affiliate.CommissionRow{Currency: "USD", Items: []affiliate.CommissionItem{listed}}).Order(); got.Lines[0].List != "77" {
		t.Errorf("item list: %+v", got)
	}
}

func TestOrderRefusesUnreadableAmounts(t *testing.T) {
	for _, bad := range []affiliate.CommissionItem{
		item("a", 1, "12,5", ""), item("a", 1, "1e9", ""), item("", 1, "NaN", ""), item("a", 1, "1", "$1"), item("a", 0, "1", " "),
		item("a", 1, strings.Repeat("9", 41), ""),
	} {
		got, err := affiliate.CommissionRow{CommissionID: "4711", Currency: "USD", Items: []affiliate.CommissionItem{item("good", 1, "1", ""), bad}}.Order()
		if err == nil || !strings.Contains(err.Error(), "4711") || got.Lines != nil {
			t.Errorf("%+v: %+v, %v", bad, got, err)
		}
	}
}

func TestOrderHasAtMost100Lines(t *testing.T) {
	row := affiliate.CommissionRow{Currency: "USD", ItemsLeftOut: 2}
	for i := range 103 {
		row.Items = append(row.Items, item(fmt.Sprint(i), 1, "1", ""))
	}
	if got, err := row.Order(); err != nil || len(got.Lines) != 100 || got.Lines[99].SKU != "99" || got.LeftOut != 5 {
		t.Errorf("%d lines, %d left out, %v", len(got.Lines), got.LeftOut, err)
	}
	row.Items, row.ItemsLeftOut = nil, -3
	if got, err := row.Order(); err != nil || got.LeftOut != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestOrderWords(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "mia10": "MIA10", " Mia10 ": "MIA10", "spring,mia10": "SPRING,MIA10", ",a,,A, b,": "A,B", " , ": "",
	} {
		got, err := affiliate.CommissionRow{Coupon: text}.Order()
		if got.Coupon != want || err != nil || strings.Join(got.Coupons(), ",") != want || (want == "") != (got.Coupons() == nil) {
			t.Errorf("coupon %q is %q, %q, %v", text, got.Coupon, got.Coupons(), err)
		}
	}
	for text, want := range map[string]string{
		"US": "US", "de": "DE", " fr ": "FR", "": "", "USA": "", "United States": "", "U1": "", "ÄÖ": "", "--": "",
	} {
		if got, err := (affiliate.CommissionRow{Country: text}).Order(); got.Country != want || err != nil {
			t.Errorf("country %q is %q, %v", text, got.Country, err)
		}
	}
	for text, want := range map[string]string{
		"": "", "New Customer": affiliate.CustomerNew, "NEW TO FILE": affiliate.CustomerNew, " new  customer ": affiliate.CustomerNew,
		"Returning/Existing Customer": affiliate.CustomerReturning, "existing customer": affiliate.CustomerReturning, "Returning Customer": affiliate.CustomerReturning,
		"Newsletter": "", "Not a New Customer": "", "Coupon;New Customer": affiliate.CustomerNew, "New Customer;New to File": affiliate.CustomerNew,
		"New Customer;Existing Customer": "", "Existing Customer;New to File;Existing Customer": "",
	} {
		var row affiliate.CommissionRow
		for name := range strings.SplitSeq(text, ";") {
			row.Situations = append(row.Situations, affiliate.CommissionSituation{ID: "1", Name: name})
		}
		if got, err := row.Order(); got.Customer != want || err != nil {
			t.Errorf("situations %q are %q, %v", text, got.Customer, err)
		}
	}
}

// Whatever stands in the log, an order is within its bounds.
func FuzzOrder(f *testing.F) {
	f.Add(`{"items":[{"sku":"a","quantity":2,"perItemSaleAmountPubCurrency":"1.5","discountPubCurrency":"1"}],"coupon":"a,b","country":"us"}`, "USD")
	f.Add(`{"itemsLeftOut":-9,"situationDetails":[{"name":"New Customer"}],"items":[{}]}`, "KWD")
	f.Fuzz(func(t *testing.T, text, currency string) {
		var row affiliate.CommissionRow
		if json.Unmarshal([]byte(text), &row) != nil {
			return
		}
		row.Currency = currency
		o, err := row.Order()
		if err != nil {
			if len(o.Lines) > 0 {
				t.Fatalf("%+v beside %v", o, err)
			}
			return
		}
		if len(o.Lines) > affiliate.MaxOrderLines || o.LeftOut < 0 || len(o.Lines) < len(row.Items) && o.LeftOut == 0 {
			t.Fatalf("%d lines of %d, %d left out", len(o.Lines), len(row.Items), o.LeftOut)
		}
		for _, l := range o.Lines {
			if l.SKU == "" || l.Quantity == 0 || !money.New(l.Minor, money.Currency(currency)).Sane() {
				t.Fatalf("line %+v", l)
			}
		}
	})
}
