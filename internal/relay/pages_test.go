package relay_test

import (
	"bytes"
	"fmt"
	"image/gif"
	"io"
	"net/http"
	"strings"
	"testing"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

const tagToken = "tag-token-0123456789abcdef0123456789"

// call makes a GET and returns status and reply.
func (f *fixture) call(path string) (int, string) {
	f.t.Helper()
	response := f.get(http.MethodGet, path)
	body, _ := io.ReadAll(response.Body)
	return response.StatusCode, string(body)
}

// beacon reports as the script does.
func (f *fixture) beacon(token, form string) (int, string, http.Header) {
	f.t.Helper()
	response, err := http.Post(f.server.URL+"/pixel/"+token, "application/x-www-form-urlencoded;charset=UTF-8", strings.NewReader(form))
	if err != nil {
		f.t.Fatal(err)
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	return response.StatusCode, string(body), response.Header
}

func withPages(t *testing.T) *fixture {
	f := start(t)
	f.change(f.api, func(o *relayapi.PublicOffer) {
		o.Protocol, o.TagTokenHashes = relayapi.JsPostback, []string{relay.HashToken(tagToken)}
	})
	return f
}

func TestPagesReportSalesAndNothingElse(t *testing.T) {
	f := withPages(t)
	id := f.click()
	for _, test := range []struct {
		name, token, form string
		status            int
		says              string
	}{
		{"a sale", tagToken, "click_id=" + id + "&order_id=1&amount=12.50&currency=EUR", 200, "success=true;"},
		{"loaded twice", tagToken, "click_id=" + id + "&order_id=1&amount=12.50&currency=EUR", 200, "success=true;"},
		{"with what is not a page's to say", tagToken, "click_id=" + id + "&order_id=2&amount=1&payout=99&status=approved&network_id=7&promo_code=X&member_id=m&kind=sale", 200, "success=true;"},
		{"a reversal is a sale without an amount", tagToken, "click_id=" + id + "&order_id=1&kind=reversal", 400, "sale amount"},
		{"no order", tagToken, "click_id=" + id + "&amount=1", 400, "order id"},
		{"no click", tagToken, "order_id=1&amount=1", 400, "transaction id"},
		{"a code alone", tagToken, "promo_code=X&order_id=1&amount=1", 400, "transaction id"},
		{"a click of nobody", tagToken, "click_id=" + strings.Repeat("a", 30) + "&order_id=1&amount=1", 400, "transaction id"},
		{"below nothing", tagToken, "click_id=" + id + "&order_id=3&amount=-1", 400, "negative"},
		{"the secret token", token, "click_id=" + id + "&order_id=3&amount=1", 401, "secret"},
		{"an unknown token", "nothing", "click_id=" + id + "&order_id=3&amount=1", 401, "not valid"},
	} {
		status, text, header := f.beacon(test.token, test.form)
		if status != test.status || !strings.Contains(text, test.says) || header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s: %d %s", test.name, status, text)
		}
		if kept := f.calls()[0]; kept.Reply != text || kept.Accepted != (test.status == 200) || strings.Contains(kept.Path, test.token) && len(test.token) > 10 {
			t.Errorf("%s is kept as %+v", test.name, kept)
		}
	}
	if status, text := f.call("/postback/" + tagToken + "?transaction_id=" + id + "&amount=1&order_id=4"); status != 401 || !strings.Contains(text, "public") {
		t.Errorf("the public token at the postback's door: %d %s", status, text)
	}
	all := f.conversions()
	if len(all) != 2 {
		t.Fatalf("%d conversions: %+v", len(all), all)
	}
	for i, c := range all {
		if c.Via != "browser" || c.Payout.Text != "" || c.Payout.Minor != 0 || c.NetworkID != "" || c.Status != "" || c.PromoCode != "" || c.MemberID != "" ||
			c.State != relayapi.StateReported || c.Kind != relayapi.KindSale || c.OrderID != fmt.Sprint(i+1) || c.LinkNumber != f.block.FirstNumber {
			t.Errorf("%+v", c)
		}
	}
}

// TestAServersReportStandsBesideAPages: whoever comes first, the server's word
// counts and the page's does not unsettle it.
func TestAServersReportStandsBesideAPages(t *testing.T) {
	for name, order := range map[string]string{"with the order": "&order_id=1", "without": ""} {
		f := withPages(t)
		page := func(id string) { f.beacon(tagToken, "click_id="+id+"&order_id=1&amount=999") }
		server := func(id string) { f.postback("transaction_id=" + id + "&amount=10&payout=1" + order) }
		a, b := f.click(), f.click()
		page(a)
		server(a)
		server(b)
		page(b)
		for _, click := range []string{a, b} {
			var scope []relayapi.ConversionBody
			for _, c := range f.conversions() {
				if c.ClickID == click {
					scope = append(scope, c)
				}
			}
			standings := relayapi.Standings(scope)
			for _, c := range scope {
				want := "reported"
				if c.Via != "" {
					want = "unresolved"
				}
				if s := standings[c.Report().ID]; string(s.Verdict) != want || c.Via == "" && s.Sale.Minor != 1000 {
					t.Errorf("%s: via %q of %v: %+v", name, c.Via, scope, s)
				}
			}
		}
		f.close()
	}
}

func TestThePixelAnswersWithAnImageWhateverHappens(t *testing.T) {
	f := withPages(t)
	id := f.click()
	for path, want := range map[string]int{
		"/pixel/" + tagToken + "?click_id=" + id + "&order_id=1&amount=5":                 200,
		"/pixel/" + tagToken + "?click_id={click_id}&order_id={order_id}&amount={amount}": 400,
		"/pixel/nothing?click_id=" + id + "&order_id=1&amount=5":                          401,
	} {
		response := f.get(http.MethodGet, path)
		body, _ := io.ReadAll(response.Body)
		image, err := gif.Decode(bytes.NewReader(body))
		if response.StatusCode != want || response.Header.Get("Content-Type") != "image/gif" || response.Header.Get("Cache-Control") != "no-store" || err != nil || image.Bounds().Dx() != 1 {
			t.Errorf("%s: %d %v, %v", path, response.StatusCode, response.Header, err)
		}
	}
	if len(f.conversions()) != 1 {
		t.Errorf("%+v", f.conversions())
	}
	f.change(f.api, func(o *relayapi.PublicOffer) { o.Protocol = relayapi.ServerPostbackTid })
	if status, _ := f.call("/pixel/" + tagToken + "?click_id=" + id + "&order_id=2&amount=5"); status != 403 {
		t.Errorf("an offer that takes no reports from pages: %d", status)
	}
	response := f.get(http.MethodOptions, "/pixel/"+tagToken, "Origin", "https://shop.example", "Access-Control-Request-Method", "POST")
	if response.StatusCode != 204 || response.Header.Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(response.Header.Get("Access-Control-Allow-Methods"), "POST") {
		t.Errorf("preflight: %d %v", response.StatusCode, response.Header)
	}
}

func TestReportsOfPagesAreLimited(t *testing.T) {
	f := withPages(t)
	id, limited := f.click(), 0
	for i := range 70 {
		if status, _, header := f.beacon(tagToken, fmt.Sprintf("click_id=%s&order_id=%d&amount=1", id, i)); status == 429 && header.Get("Retry-After") != "" {
			limited++
		}
	}
	if limited == 0 {
		t.Error("one address may report without end")
	}
	if status, text := f.postback("transaction_id=" + id + "&amount=5&order_id=x"); status != 200 {
		t.Errorf("a server's call beside them: %d %s", status, text)
	}
}

func TestTheScriptIsForPagesOfOffersThatTakeTheirReports(t *testing.T) {
	f := withPages(t)
	response := f.get(http.MethodGet, "/tag/"+tagToken+".js")
	body, _ := io.ReadAll(response.Body)
	if response.StatusCode != 200 || !strings.HasPrefix(response.Header.Get("Content-Type"), "text/javascript") || !strings.Contains(string(body), "sendBeacon") ||
		response.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" || !strings.Contains(response.Header.Get("Cache-Control"), "max-age") {
		t.Errorf("%d %v", response.StatusCode, response.Header)
	}
	for _, path := range []string{"/tag/" + tagToken, "/tag/nothing.js", "/tag/" + token + ".js", "/tag/.js", "/tag/"} {
		if status, _ := f.call(path); status != 404 {
			t.Errorf("%s: %d", path, status)
		}
	}
	f.change(f.api, func(o *relayapi.PublicOffer) { o.TagTokenHashes = []string{} })
	if status, _ := f.call("/tag/" + tagToken + ".js"); status != 404 {
		t.Errorf("a script whose token was taken away: %d", status)
	}
	if status, text, _ := f.beacon(tagToken, "click_id=x&order_id=1&amount=1"); status != 401 || !strings.Contains(text, "old token") {
		t.Errorf("a report with it: %d %s", status, text)
	}
}
