package sandbox_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
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
		"":                            "choose a product",
		"sku=nothing&quantity=1":      "choose a product",
		"sku=mug-02":                  "1 to 100",
		"sku=mug-02&quantity=0":       "1 to 100",
		"sku=mug-02&quantity=101":     "1 to 100",
		"sku=mug-02&quantity=1e1":     "1 to 100",
		"sku=mug-02&quantity=%zz":     "can&#39;t be read",
		"sku=%3Cscript%3E&quantity=1": "&lt;script&gt;",
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
