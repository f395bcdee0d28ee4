package sandbox_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/sandbox"
)

// TestControl steers a sale by HTTP alone.
func TestControl(t *testing.T) {
	w := newWorld(t)
	ad := w.box.Ads()[0]
	do := func(method, path, body string) map[string]any {
		t.Helper()
		status, answer := w.control(method, path, body)
		if status != http.StatusOK {
			t.Fatalf("%s %s %s = %d %v", method, path, body, status, answer)
		}
		return answer
	}
	do("PUT", "postbacks/"+ad.AID, `{"template":"`+w.relay+`/postback/good?transaction_id={SID}","delay":"90s"}`)
	do("PUT", "page-limit", `{"limit":7}`)
	do("POST", "faults", `{"name":"wrong-unit","on":true}`)
	order := w.sell(ad, "1")
	do("POST", "clock", `{"advance":"90s"}`)
	w.postback()
	w.delivered(sandbox.DeliveryDone)
	do("POST", "orders/"+order.ID+"/return", `{"amount":"20.00"}`)
	do("POST", "orders/"+order.ID+"/extend", "")

	state := do("GET", "state", "")
	got := map[string]any{}
	for _, list := range []string{"ads", "clicks", "orders", "conversion_calls", "commissions", "payments", "deliveries", "postbacks", "faults"} {
		rows, ok := state[list].([]any)
		if !ok {
			t.Fatalf("state has no list %s: %v", list, state[list])
		}
		got[list] = len(rows)
	}
	want := map[string]any{"ads": 3, "clicks": 1, "orders": 1, "conversion_calls": 1, "commissions": 3, "payments": 0, "deliveries": 1, "postbacks": 1, "faults": len(w.box.Faults())}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows in the state (-want +got):\n%s", diff)
	}
	attempt := state["deliveries"].([]any)[0].(map[string]any)["attempts"].([]any)[0].(map[string]any)
	if attempt["url"] != w.relay+"/postback/good?transaction_id="+sid || attempt["status"] != 200.0 || attempt["reply"] != "success=true;" {
		t.Errorf("attempt = %v", attempt)
	}
	first := state["commissions"].([]any)[0].(map[string]any)
	if first["sale_amount"] != "120.00" || first["commission"] != "12.00" || first["currency"] != "USD" || first["status"] != "extended" || first["sid"] != sid {
		t.Errorf("commission = %v", first)
	}
	if state["now"] != "2026-11-22T12:01:30Z" || state["page_limit"] != 7.0 {
		t.Errorf("now = %v, page limit = %v", state["now"], state["page_limit"])
	}

	do("POST", "clock", `{"to":"2027-02-01T00:00:00Z"}`)
	if p := w.box.Payments(); len(p) != 1 || p[0].Amount.Text() != "10.00" {
		t.Errorf("payments = %+v", p)
	}
	for _, path := range []string{"commissions", "payments", "faults"} {
		do("GET", path, "")
	}
	do("POST", "reset", "")
	if len(w.box.Clicks())+len(w.box.Orders())+len(w.box.Commissions())+len(w.box.Payments())+len(w.box.Deliveries())+len(w.box.ConversionCalls()) != 0 {
		t.Error("a reset left something")
	}
	if now := w.clock.Now(); now.Year() != 2027 {
		t.Errorf("a reset turned the time to %s", now)
	}
	if next := w.sell(ad, "1"); next.ID == order.ID || w.box.Commissions()[0].CommissionID != "2900000004" {
		t.Errorf("a reset gave ids out again: %s, %s", next.ID, w.box.Commissions()[0].CommissionID)
	}
}

func TestControlRefuses(t *testing.T) {
	w := newWorld(t)
	order := w.sell(w.box.Ads()[0], "1")
	for _, c := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"POST", "clock", ``, 400, "give either"},
		{"POST", "clock", `{}`, 400, "give either"},
		{"POST", "clock", `{"advance":"1h","to":"2027-01-01T00:00:00Z"}`, 400, "give either"},
		{"POST", "clock", `{"advance":"tomorrow"}`, 400, "not a duration"},
		{"POST", "clock", `{"advance":"-1h"}`, 400, "only runs forward"},
		{"POST", "clock", `{"to":"2020-01-01T00:00:00Z"}`, 400, "only runs forward"},
		{"POST", "clock", `{"to":"9999-01-01T00:00:00Z"}`, 400, "ten years"},
		{"POST", "clock", `{"to":"soon"}`, 400, "can't be read"},
		{"POST", "clock", `{"ahead":"1h"}`, 400, "unknown field"},
		{"POST", "clock", `{"advance":"1h"} {}`, 400, "more than one value"},
		{"POST", "clock", `{"advance":`, 400, "can't be read"},
		{"POST", "faults", `{"name":"no-postback"}`, 400, "true or false"},
		{"POST", "faults", `{"name":"gremlins","on":true}`, 404, "choose one of"},
		{"PUT", "postbacks/1", `{"template":"http://x/{SID}"}`, 404, "knows no ad"},
		{"PUT", "postbacks/15000001", `{"template":"x"}`, 400, "{SID}"},
		{"PUT", "postbacks/15000001", `{"template":"http://x/{SID}","delay":"3"}`, 400, "not a duration"},
		{"PUT", "page-limit", `{"limit":0}`, 400, "page limit 0"},
		{"POST", "orders/" + order.ID + "/return", `{"amount":"12,5"}`, 400, "plain decimal"},
		{"POST", "orders/" + order.ID + "/return", `{"amount":"999"}`, 400, "stands at 120.00 USD"},
		{"POST", "orders/FW-1/return", ``, 404, "no commission"},
		{"POST", "orders/FW-1/cancel", ``, 404, "no commission"},
		{"POST", "orders/FW-1/extend", ``, 404, "no commission"},
		{"GET", "nothing", ``, 404, "there is no GET"},
		{"DELETE", "state", ``, 404, "there is no DELETE"},
	} {
		status, answer := w.control(c.method, c.path, c.body)
		text, _ := answer["error"].(string)
		if status != c.status || !strings.Contains(text, c.want) || len(answer) != 1 {
			t.Errorf("%s %s %s = %d %v, want %d with %q", c.method, c.path, c.body, status, answer, c.status, c.want)
		}
	}
	if !w.clock.Now().Equal(start) || len(w.box.Commissions()) != 1 {
		t.Errorf("a refusal did something: %s, %d rows", w.clock.Now(), len(w.box.Commissions()))
	}
}

// TestOtherSitesCannotSteer: a page in the same browser must not.
func TestOtherSitesCannotSteer(t *testing.T) {
	w := newWorld(t)
	for name, value := range map[string]string{"Origin": "https://evil.test", "Sec-Fetch-Site": "cross-site"} {
		request, err := http.NewRequest("POST", w.base+"/control/clock", strings.NewReader(`{"advance":"1h"}`))
		w.must(err)
		request.Header.Set(name, value)
		request.Header.Set("Content-Type", "application/json")
		response, err := w.shopper.Do(request)
		w.must(err)
		w.must(response.Body.Close())
		if response.StatusCode != http.StatusForbidden {
			t.Errorf("with %s: %s", name, response.Status)
		}
	}
	response, err := w.shopper.Post(w.base+"/control/clock", "text/plain", strings.NewReader(`{"advance":"1h"}`))
	w.must(err)
	w.must(response.Body.Close())
	if response.StatusCode != http.StatusUnsupportedMediaType || w.clock.Now().Sub(start) != time.Duration(0) {
		t.Errorf("plain text: %s, clock %s", response.Status, w.clock.Now())
	}
}

// TestControlOfTheLedger steers what the brand and CJ do by hand.
func TestControlOfTheLedger(t *testing.T) {
	w := newWorld(t)
	for id, tracker := range map[string]string{"BR-1": "400004", "BR-2": "400004", "BR-3": "400001"} {
		w.report(id, url.Values{"TYPE": {tracker}, "AMOUNT": {"100.00"}})
	}
	for _, c := range []struct {
		method, path, body string
		status             int
	}{
		{"POST", "orders/BR-1/accept", "", 200},
		{"POST", "orders/BR-2/decline", "", 200},
		{"POST", "orders/BR-3/accept", "", 409},
		{"POST", "orders/BR-3/lower", `{"amount":"40.00"}`, 200},
		{"POST", "orders/BR-3/adjust", `{"amount":"40.00"}`, 409},
		{"POST", "orders/BR-1/adjust", `{"amount":"10.00"}`, 200},
		{"POST", "bonus", `{"amount":"25.00"}`, 200},
		{"POST", "bonus", `{"amount":"much"}`, 400},
		{"PUT", "year", `{"orders":20,"seed":3}`, 200},
		{"PUT", "year", `{"orders":-1}`, 400},
		{"PUT", "fault-rate", `{"per_mille":1000,"of":["api-504"]}`, 200},
		{"PUT", "fault-rate", `{"per_mille":1001}`, 400},
	} {
		if status, answer := w.control(c.method, c.path, c.body); status != c.status {
			t.Errorf("%s %s %s = %d %v, want %d", c.method, c.path, c.body, status, answer, c.status)
		}
	}
	sums := map[string]int64{}
	generated := 0
	for row := range w.box.EveryCommission() {
		if strings.HasPrefix(row.SID, "generated") {
			generated++
		}
		sums[row.OrderID] += row.Commission.Minor
	}
	if sums["BR-1"] != 900 || sums["BR-2"] != 0 || sums["BR-3"] != 600 || generated < 20 {
		t.Errorf("%d generated, commissions %v", generated, sums)
	}
	if status, _ := w.query(token, allCommissions); status != 504 {
		t.Errorf("the API answered %d", status)
	}
}
