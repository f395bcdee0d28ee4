package sandbox_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"linkledger/internal/sandbox"
)

// wayFaults are the faults of the way from the click to the page, each with how
// it shows.
func wayFaults() map[sandbox.Fault]func(*testing.T, *world, sandbox.Ad) {
	return map[sandbox.Fault]func(*testing.T, *world, sandbox.Ad){
		sandbox.MaskedLink: func(t *testing.T, w *world, ad sandbox.Ad) {
			if at := w.land(ad.ClickPath() + "?sid=" + sid).Request.URL; at.Query().Get("cjevent") != "" {
				t.Errorf("landed on %s, want a page that masks it", at)
			}
		},
		sandbox.LostSID: func(t *testing.T, w *world, ad sandbox.Ad) {
			w.sell(ad, "1")
			if row := w.box.Commissions()[0]; row.SID != "" {
				t.Errorf("the row has sid %q", row.SID)
			}
		},
		sandbox.RedirectLoop: func(t *testing.T, w *world, ad sandbox.Ad) {
			at := w.base + ad.ProductPath() + "?x=1"
			if to := w.get(at); to.Header.Get("Location") != ad.ProductPath()+"?x=1" {
				t.Errorf("%s leads to %s", at, to.Header.Get("Location"))
			}
		},
		sandbox.PrivateRedirect: func(t *testing.T, w *world, ad sandbox.Ad) {
			if to := w.get(w.base + ad.ProductPath()).Header.Get("Location"); !strings.HasPrefix(to, "http://10.") {
				t.Errorf("it leads to %s", to)
			}
		},
		sandbox.GonePage: func(t *testing.T, w *world, ad sandbox.Ad) {
			if status, text := w.page(ad.ProductPath()); status != http.StatusNotFound || strings.Contains(text, ad.Product) {
				t.Errorf("%d %s", status, text)
			}
		},
		sandbox.Soft404: func(t *testing.T, w *world, ad sandbox.Ad) {
			if status, text := w.page(ad.ProductPath()); status != http.StatusOK || !strings.Contains(text, "not found") {
				t.Errorf("%d %s", status, text)
			}
		},
		sandbox.SoldOut: func(t *testing.T, w *world, ad sandbox.Ad) {
			if status, text := w.page(ad.ProductPath()); status != http.StatusOK || !strings.Contains(text, "<h1>Sold out") {
				t.Errorf("%d %s", status, text)
			}
		},
		sandbox.HomeRedirect: func(t *testing.T, w *world, ad sandbox.Ad) {
			if at := w.land(ad.ClickPath() + "?sid=" + sid).Request.URL; at.Path != "/shop/" || at.Query().Get("cjevent") == "" {
				t.Errorf("landed on %s", at)
			}
		},
		sandbox.InAppStripped: func(t *testing.T, w *world, ad sandbox.Ad) {
			if at := w.land(ad.ClickPath() + "?sid=" + sid).Request.URL; at.Query().Get("cjevent") == "" {
				t.Errorf("a browser landed on %s", at)
			}
			req, err := http.NewRequest(http.MethodGet, w.base+ad.ProductPath()+"?cjevent=1", nil)
			w.must(err)
			req.Header.Set("User-Agent", "Mozilla/5.0 Instagram 400.0")
			resp, err := http.DefaultTransport.RoundTrip(req)
			w.must(err)
			w.must(resp.Body.Close())
			if to := resp.Header.Get("Location"); to != ad.ProductPath() {
				t.Errorf("Instagram is led to %q", to)
			}
		},
		sandbox.Relationship: func(t *testing.T, w *world, ad sandbox.Ad) {
			status, text := w.page(ad.ClickPath() + "?sid=" + sid)
			if status != http.StatusOK || !strings.Contains(text, "relationship") {
				t.Errorf("%d %s", status, text)
			}
		},
		sandbox.OverwrittenEvent: func(t *testing.T, w *world, ad sandbox.Ad) {
			order := w.land(ad.ClickPath() + "?sid=" + sid).Request.URL.Query().Get("cjevent")
			if w.buy(ad, "1").CJEvent != order || order != strings.Repeat("f", 32) || len(w.box.Commissions()) > 0 {
				t.Errorf("landed with %q", order)
			}
		},
		sandbox.OverwrittenUTMs: func(t *testing.T, w *world, ad sandbox.Ad) {
			landed := w.land(ad.ClickPath() + "?url=" + url.QueryEscape(w.base+ad.ProductPath()+"?utm_source=amb&x=1")).Request.URL.Query()
			if landed.Get("utm_source") == "amb" || landed.Get("x") != "1" || landed.Get("cjevent") == "" {
				t.Errorf("landed with %v", landed)
			}
		},
		sandbox.StrippedQuery: func(t *testing.T, w *world, ad sandbox.Ad) {
			if at := w.land(ad.ClickPath() + "?sid=" + sid).Request.URL; at.RawQuery != "" || at.Path != ad.ProductPath() {
				t.Errorf("landed on %s, want the page without its query", at)
			}
			wantUntracked(t, w, ad)
		},
	}
}
