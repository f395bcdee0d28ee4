package cj_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
)

// maxRow is what an entry of the log takes, less what sealing adds.
const maxRow = 64<<10 - 45

// says answers everything with one text.
func says(body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) })
}

func TestOrdersOfAnswers(t *testing.T) {
	order := func(items, situations string) string {
		return answer(strings.Replace(goodRow, `"original":true`, `"original":true,"items":[`+items+`],"situationDetails":[`+situations+`]`, 1))
	}
	item := func(id, sku, more string) string {
		return `{"commissionItemId":"` + id + `","sku":"` + sku + `","quantity":2,"perItemSaleAmountPubCurrency":"1.50"` + more + `}`
	}
	kept := func(id, sku string) affiliate.CommissionItem {
		return affiliate.CommissionItem{ID: id, SKU: sku, Quantity: 2, UnitAmount: "1.50"}
	}
	many := make([]string, 103)
	for i := range many {
		many[i] = item(fmt.Sprint(i), "a", "")
	}
	long := strings.Repeat("x", 101)
	for _, test := range []struct {
		name, body string
		items      int
		first      affiliate.CommissionItem
		leftOut    int
		situations string
		says       string
	}{
		{name: "none", body: order("", "")},
		{name: "null", body: answer(strings.Replace(goodRow, `"original":true`, `"original":true,"items":null,"situationDetails":null`, 1))},
		{name: "full", body: order(item("1", "a", `,"itemListId":"7","discountPubCurrency":"0.1","totalCommissionPubCurrency":"0.3"`), `{"id":"9","name":"New Customer"}`),
			items: 1, first: affiliate.CommissionItem{ID: "1", SKU: "a", Quantity: 2, ListID: "7", UnitAmount: "1.50", Discount: "0.1", Commission: "0.3"}, situations: "9 New Customer;"},
		{name: "nulls", body: order(item("1", "a", `,"itemListId":null,"discountPubCurrency":null`), ""), items: 1, first: kept("1", "a")},
		{name: "in their own order", body: order(item("10", "b", "")+","+item("9", "a", ""), `{"id":"2","name":"b"},{"id":"1","name":"b"},{"id":"3","name":"a"}`),
			items: 2, first: kept("9", "a"), situations: "3 a;1 b;2 b;"},
		{name: "long SKU", body: order(item("1", long, "")+","+item("2", "b", ""), ""), items: 1, first: kept("2", "b"), leftOut: 1},
		{name: "long id", body: order(item(long, "a", "")+","+item("2", "b", `,"itemListId":"`+long+`"`), ""), leftOut: 2},
		{name: "long situation", body: order("", `{"id":"1","name":"`+long+`"},{"id":"`+long+`","name":"a"},{"id":"","name":"b"}`), situations: " b;"},
		{name: "103 items", body: order(strings.Join(many, ","), ""), items: 100, first: kept("0", "a"), leftOut: 3},
		{name: "what CJ can't send", body: answer(strings.Replace(goodRow, `"original":true`, `"original":true,"itemsLeftOut":7`, 1))},
		{name: "amount as a number", body: order(`{"sku":"a","quantity":1,"perItemSaleAmountPubCurrency":1.5}`, ""), says: "perItemSaleAmountPubCurrency has"},
		{name: "half a piece", body: order(`{"sku":"a","quantity":1.5,"perItemSaleAmountPubCurrency":"1"}`, ""), says: "quantity"},
		{name: "comma", body: order(`{"sku":"a","quantity":1,"perItemSaleAmountPubCurrency":"1,5"}`, ""), says: "perItemSaleAmountPubCurrency"},
		{name: "discount", body: order(`{"sku":"a","quantity":1,"perItemSaleAmountPubCurrency":"1","discountPubCurrency":"none"}`, ""), says: "discountPubCurrency"},
		{name: "commission", body: order(`{"sku":"a","quantity":1,"perItemSaleAmountPubCurrency":"1","totalCommissionPubCurrency":"1e9"}`, ""), says: "totalCommissionPubCurrency"},
		{name: "not a list", body: answer(strings.Replace(goodRow, `"original":true`, `"original":true,"items":"a"`, 1)), says: "items"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t, says(test.body))
			if test.says != "" {
				page, err := b.client.ByID(context.Background(), []string{"1"})
				if err != nil || len(page.Rows) != 0 || len(page.Unread) != 1 || !strings.Contains(page.Unread[0].Why, test.says) {
					t.Errorf("got %+v, %v, want %q", page, err, test.says)
				}
				return
			}
			rows, err := collect(b.client, start, start.Add(time.Hour))
			if err != nil || len(rows) != 1 {
				t.Fatalf("got %+v, %v", rows, err)
			}
			var situations string
			for _, s := range rows[0].Situations {
				situations += s.ID + " " + s.Name + ";"
			}
			if len(rows[0].Items) != test.items || rows[0].ItemsLeftOut != test.leftOut || situations != test.situations {
				t.Errorf("%d items, %d left out, %s", len(rows[0].Items), rows[0].ItemsLeftOut, situations)
			}
			if test.items > 0 {
				if diff := cmp.Diff(test.first, rows[0].Items[0]); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

// However its texts are escaped, a row fits into an entry of the log.
func TestRowsFitTheLog(t *testing.T) {
	r := row(1, start)
	odd := strings.Repeat("<", 64)
	r.OrderID, r.ShopperID, r.Coupon = strings.Repeat("<", 256), strings.Repeat("&", 256), strings.Repeat(">", 1024)
	r.OriginalActionID, r.WebsiteID, r.AID, r.AdvertiserID, r.Country = odd, odd, odd, odd, odd
	r.TrackerID, r.PublisherID, r.OrderDiscount = odd, odd, strings.Repeat("1", 40)
	name := strings.Repeat("<", 300)
	r.TrackerName, r.AdvertiserName, r.WebsiteName, r.PublisherName, r.Source, r.ReviewedStatus = name, name, name, name, name, name
	for i := range 100 {
		r.Items = append(r.Items, affiliate.CommissionItem{ID: odd, SKU: strings.Repeat("<", 100), ListID: odd, Quantity: 1,
			UnitAmount: fmt.Sprintf("%040d", i), Discount: strings.Repeat("1", 40), Commission: strings.Repeat("1", 40)})
		r.Situations = append(r.Situations, affiliate.CommissionSituation{ID: odd, Name: strings.Repeat("&", 100)})
	}
	b := newBench(t, &account{rows: []cj.Row{r}, limit: 10})
	rows, err := collect(b.client, start, start.Add(time.Hour))
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	body, err := json.Marshal(rows[0])
	if got := rows[0]; err != nil || len(body) > maxRow || len(got.Items) == 0 || len(got.Items)+got.ItemsLeftOut != 100 {
		t.Errorf("%d bytes, %d items, %d left out, %v", len(body), len(got.Items), got.ItemsLeftOut, err)
	}
}

// CJ may list the same things in another order each time; the row is the same.
func TestOrderOfItemsChangesNothing(t *testing.T) {
	read := func(turn bool) string {
		r := row(1, start)
		for i := range 12 {
			r.Items = append(r.Items, affiliate.CommissionItem{ID: fmt.Sprint(i), SKU: "a", Quantity: 1, UnitAmount: "1"})
			r.Situations = append(r.Situations, affiliate.CommissionSituation{ID: fmt.Sprint(i), Name: fmt.Sprint(i % 3)})
		}
		if turn {
			slices.Reverse(r.Items)
			slices.Reverse(r.Situations)
		}
		b := newBench(t, &account{rows: []cj.Row{r}, limit: 10})
		rows, err := collect(b.client, start, start.Add(time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		body, err := json.Marshal(rows)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	if diff := cmp.Diff(read(false), read(true)); diff != "" {
		t.Error(diff)
	}
}
