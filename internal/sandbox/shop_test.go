package sandbox_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/money"
)

func (w *world) page(path string) (status int, text string) {
	w.Helper()
	response, err := w.shopper.Get(w.base + path)
	w.must(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	w.must(err)
	return response.StatusCode, string(body)
}

func TestShopPages(t *testing.T) {
	w := newWorld(t)
	for _, ad := range w.box.Ads() {
		for _, path := range []string{"/", "/shop/", ad.ProductPath()} {
			status, text := w.page(path)
			if status != 200 || !strings.Contains(text, ad.Product) || !strings.Contains(text, ad.Price.Text()+" USD") || strings.Contains(text, "<script") {
				t.Errorf("%s = %d %s", path, status, text)
			}
		}
	}
	if status, text := w.page("/shop/style.css"); status != 200 || !strings.Contains(text, "prefers-color-scheme: dark") {
		t.Errorf("style.css = %d %.100s", status, text)
	}
	for path, want := range map[string]string{
		"/shop/products/nothing":           "We don&#39;t sell &#34;nothing&#34;",
		"/shop/products/%3Cb%3E":           "&lt;b&gt;",
		"/shop/orders/FW-1":                "We have no order",
		"/shop/products/mug-02/../../wild": "404",
	} {
		if status, text := w.page(path); status != 404 || !strings.Contains(text, want) {
			t.Errorf("%s = %d %s, want 404 with %q", path, status, text, want)
		}
	}
}

func TestCheckoutRefuses(t *testing.T) {
	w := newWorld(t)
	for form, want := range map[string]string{
		"":                                            "choose a product",
		"sku=nothing&quantity=1":                      "choose a product",
		"sku=mug-02":                                  "1 to 100",
		"sku=mug-02&quantity=0":                       "1 to 100",
		"sku=mug-02&quantity=101":                     "1 to 100",
		"sku=mug-02&quantity=1e1":                     "1 to 100",
		"sku=mug-02&quantity=%zz":                     "can&#39;t be read",
		"sku=%3Cscript%3E&quantity=1":                 "&lt;script&gt;",
		"sku=mug-02&quantity=1&sku=mug-02":            "1 to 100",
		"sku=mug-02&quantity=1&sku=x&quantity=1":      "We don&#39;t sell",
		strings.Repeat("sku=mug-02&quantity=1&", 101): "up to 100",
		"sku=mug-02&quantity=1&country=USA":           "two letters",
		"sku=mug-02&quantity=1&customer=old":          "new here",
		"sku=mug-02&quantity=1&coupon=" + strings.Repeat("x", 257): "too long",
	} {
		response, err := w.shopper.Post(w.base+"/shop/checkout", "application/x-www-form-urlencoded", strings.NewReader(form))
		w.must(err)
		body, err := io.ReadAll(response.Body)
		w.must(err)
		w.must(response.Body.Close())
		if response.StatusCode != http.StatusBadRequest || !strings.Contains(string(body), want) {
			t.Errorf("%s = %d %s, want 400 with %q", form, response.StatusCode, body, want)
		}
	}
	if orders := w.box.Orders(); len(orders) != 0 {
		t.Errorf("orders = %+v", orders)
	}
}

// TestOrderReachesCJ: what was bought, and by whom, stands in CJ's rows, also
// in those that correct the sale.
func TestOrderReachesCJ(t *testing.T) {
	w := newWorld(t)
	w.land(w.box.Ads()[0].ClickPath() + "?sid=" + sid)
	w.checkout(url.Values{"sku": {"throw-01", "candle-03"}, "quantity": {"1", "2"}, "coupon": {"spring, mia10"}, "country": {"de"}, "customer": {"new"}})
	order := w.box.Orders()[0]
	w.must(w.box.ReturnOrder(order.ID, money.New(3000, "USD")))
	_, text := w.query(token, `{ publisherCommissions(forPublishers: "7000001") { records { saleAmountUsd coupon country situationDetails { id name }
		items { commissionItemId sku quantity itemListId perItemSaleAmountPubCurrency discountPubCurrency totalCommissionPubCurrency } } } }`)
	row := func(id, sale, sign, first, second string) string {
		item := func(n, sku, quantity, list, price, commission string) string {
			return `{"commissionItemId":"` + id + "-" + n + `","sku":"` + sku + `","quantity":` + sign + quantity + `,"itemListId":` + list +
				`,"perItemSaleAmountPubCurrency":"` + sign + price + `","discountPubCurrency":"0.00","totalCommissionPubCurrency":"` + sign + commission + `"}`
		}
		return `{"saleAmountUsd":"` + sale + `","coupon":"spring, mia10","country":"DE","situationDetails":[{"id":"1","name":"New Customer"}],"items":[` +
			item("1", "throw-01", "1", `"70001"`, "120.00", first) + "," + item("2", "candle-03", "2", "null", "36.50", second) + `]}`
	}
	want := `{"data":{"publisherCommissions":{"records":[` + row("2900000001", "193.00", "", "12.00", "7.30") + "," +
		row("2900000002", "-193.00", "-", "12.00", "7.30") + "," + row("2900000003", "163.00", "", "10.13", "6.17") + `]}}}`
	if diff := cmp.Diff(want, text); diff != "" {
		t.Error(diff)
	}
	if status, page := w.page("/shop/orders/" + order.ID); status != 200 || !strings.Contains(page, "2 × 36.50") || !strings.Contains(page, "193.00 USD") {
		t.Errorf("the shop shows %s", page)
	}
	w.checkout(url.Values{"sku": {"mug-02"}, "quantity": {"1"}, "customer": {"returning"}})
	if _, text := w.query(token, `{ publisherCommissions(forPublishers: "7000001", sinceCommissionId: "2900000003") { records { coupon country situationDetails { name } } } }`); !strings.Contains(text,
		`{"coupon":null,"country":null,"situationDetails":[{"name":"Returning/Existing Customer"}]}`) {
		t.Errorf("CJ says %s", text)
	}
}

// TestCookieIsOverwrittenAndKept: a new click replaces the old one, and a page
// without a click id leaves it.
func TestCookieIsOverwrittenAndKept(t *testing.T) {
	w := newWorld(t)
	ad := w.box.Ads()[0]
	at, err := url.Parse(w.base)
	w.must(err)
	cookie := func() string {
		if c := w.shopper.Jar.Cookies(at); len(c) == 1 && c[0].Name == "cje" {
			return c[0].Value
		}
		return ""
	}
	w.land(ad.ClickPath())
	first := cookie()
	w.page("/shop/?utm_source=x")
	if kept := cookie(); first == "" || kept != first {
		t.Errorf("cookie %q became %q", first, kept)
	}
	w.page("/shop/?CJEvent=ABC123")
	if got := cookie(); got != "ABC123" {
		t.Errorf("cookie = %q", got)
	}
	w.page("/shop/?cjevent=a%3Bb")
	if got := cookie(); got != "ABC123" {
		t.Errorf("a click id that is none became %q", got)
	}
}
