package relay_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

func TestPostbackBecomesAConversionWithItsClick(t *testing.T) {
	f := start(t)
	id := f.click("Referer", "https://www.instagram.com/p/1")
	f.clock.Advance(20 * time.Second)
	status, reply := f.postback("transaction_id=" + strings.ToUpper(id) + "&amount=12.345&payout=1.20&oid=A-1&commission_id=77&status=new")
	if status != 200 || reply != "success=true;" {
		t.Fatalf("%d %q", status, reply)
	}
	got := f.conversions()
	if len(got) != 1 {
		t.Fatalf("%d conversions", len(got))
	}
	call := f.calls()[0]
	want := relayapi.ConversionBody{
		ID: got[0].ID, OfferID: "offeraaaaaaaaaaa", ClickID: id, LinkNumber: f.block.FirstNumber, OrderID: "A-1", NetworkID: "77", Status: "new",
		Kind:       relayapi.KindSale,
		SaleAmount: relayapi.Money{Text: "12.345", Minor: 1234, Currency: "EUR"}, Payout: relayapi.Money{Text: "1.20", Minor: 120, Currency: "EUR"},
		State: relayapi.StateReported, ReceivedAt: f.clock.Now(), PostbackID: call.ID,
		Click: &relayapi.ClickSnapshot{Time: f.clock.Now().Add(-20 * time.Second), Device: "mobile", Browser: "Safari", Referrer: "www.instagram.com"},
	}
	if diff := cmp.Diff(want, got[0]); diff != "" {
		t.Fatal(diff)
	}
	if !affiliate.IsID(got[0].ID) || !call.Accepted || call.ConversionID != got[0].ID || call.Path != "/postback/post…" {
		t.Fatalf("call %+v", call)
	}
}

func TestPostbackShapes(t *testing.T) {
	f := start(t)
	form, json := "application/x-www-form-urlencoded", "application/json"
	for name, send := range map[string]func(id string) (path, contentType, body string){
		"form": func(id string) (string, string, string) { return "/postback/" + token, form, "sid=" + id + "&amount=5" },
		"json": func(id string) (string, string, string) {
			return "/postback/" + token, json, `{"sid":"` + id + `","amount":5}`
		},
		"empty post": func(id string) (string, string, string) {
			return "/postback/" + token + "?sid=" + id + "&amount=5", "", ""
		},
		"aff_lsr": func(id string) (string, string, string) {
			return "/aff_lsr?offer_id=9&transaction_id=" + id + "&amount=5&security_token=" + token, "", ""
		},
		"aff_lsr form": func(id string) (string, string, string) {
			return "/aff_lsr", form, "transaction_id=" + id + "&amount=5&security_token=" + token
		},
	} {
		t.Run(name, func(t *testing.T) {
			before := len(f.conversions())
			path, contentType, body := send(f.click())
			response, err := http.Post(f.server.URL+path, contentType, strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			reply, _ := io.ReadAll(response.Body)
			response.Body.Close()
			if response.StatusCode != 200 || string(reply) != "success=true;" || len(f.conversions()) != before+1 {
				t.Fatalf("%d %q", response.StatusCode, reply)
			}
		})
	}
}

func TestSamePostbackTwentyTimesAtOnceIsOneConversion(t *testing.T) {
	f := start(t)
	id := f.click()
	var group sync.WaitGroup
	replies := make(chan string, 20)
	for range 20 {
		group.Go(func() {
			response, err := http.Get(f.server.URL + "/postback/" + token + "?transaction_id=" + id + "&amount=99.90&order_id=o1")
			if err != nil {
				replies <- err.Error()
				return
			}
			body, _ := io.ReadAll(response.Body)
			response.Body.Close()
			replies <- fmt.Sprint(response.StatusCode, " ", string(body))
		})
	}
	group.Wait()
	close(replies)
	for reply := range replies {
		if reply != "200 success=true;" {
			t.Errorf("reply %q", reply)
		}
	}
	got, calls := f.conversions(), f.calls()
	if len(got) != 1 || len(calls) != 20 {
		t.Fatalf("%d conversions of %d calls, want 1 of 20", len(got), len(calls))
	}
	for _, c := range calls {
		if c.ConversionID != got[0].ID {
			t.Errorf("call %s belongs to %q", c.ID, c.ConversionID)
		}
	}
}

func TestPostbacksOfOneClick(t *testing.T) {
	const reported, unresolved = relayapi.StateReported, relayapi.StateUnresolved
	tests := map[string]struct {
		calls []string
		want  []string // kind but for sales, state, and ! where it conflicts with another, > where it corrects one
	}{
		"duplicate":             {[]string{"amount=5&oid=1", "amount=5&oid=1"}, []string{reported}},
		"same value":            {[]string{"amount=5&oid=1", "amount=5.00&oid=1"}, []string{reported}},
		"status follows":        {[]string{"amount=5&oid=1&status=new", "amount=5&oid=1&status=locked"}, []string{reported}},
		"network id follows":    {[]string{"amount=5", "amount=5&commission_id=8"}, []string{reported, reported}},
		"network id is dropped": {[]string{"amount=5&commission_id=8", "amount=5"}, []string{reported, unresolved + "!"}},
		"two orders":            {[]string{"amount=5&oid=1", "amount=5&oid=2"}, []string{reported, reported}},
		"order, other amount":   {[]string{"amount=5&oid=1", "amount=6&oid=1"}, []string{reported, unresolved + "!"}},
		"order, other payout":   {[]string{"amount=5&payout=1&oid=1", "amount=5&payout=2&oid=1"}, []string{reported, unresolved + "!"}},
		"order, other currency": {[]string{"amount=5&oid=1", "amount=5&currency=USD&oid=1"}, []string{reported, unresolved + "!"}},
		"no order":              {[]string{"amount=5", "amount=6"}, []string{reported, unresolved + "!"}},
		"no order, rows":        {[]string{"amount=5&commission_id=1", "amount=5&commission_id=2"}, []string{reported, unresolved + "!"}},
		"one has an order":      {[]string{"amount=5", "amount=5&oid=1"}, []string{reported, reported}},
		"the other has none":    {[]string{"amount=5&oid=1", "amount=5"}, []string{reported, unresolved + "!"}},
		"unresolved again":      {[]string{"amount=5", "amount=6", "amount=6", "amount=7"}, []string{reported, unresolved + "!", unresolved + "!"}},
		"no payout is not zero": {[]string{"amount=5&oid=1", "amount=5&oid=1&payout=0"}, []string{reported, unresolved + "!"}},
		"correction":            {[]string{"amount=5", "kind=correction&amount=-1", "kind=correction&amount=-1.00"}, []string{reported, "correction reported>"}},
		"reversal of an order":  {[]string{"amount=5&oid=1", "amount=6&oid=2", "kind=reversal&oid=2"}, []string{reported, reported, "reversal reported>"}},
		"restatement by row":    {[]string{"amount=5&oid=1&commission_id=9", "kind=restatement&amount=4&commission_id=9"}, []string{reported, "restatement reported>"}},
		"correction comes first": {[]string{"kind=correction&amount=-1", "amount=5"},
			[]string{"correction " + unresolved, reported}},
		"reversal of no known order": {[]string{"amount=5&oid=1", "kind=reversal&oid=2"}, []string{reported, "reversal " + unresolved}},
		"reversal of one of two":     {[]string{"amount=5", "amount=6", "kind=reversal"}, []string{reported, unresolved + "!", "reversal " + unresolved}},
	}
	f := start(t)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			id, before := f.click(), len(f.conversions())
			for _, call := range test.calls {
				if status, reply := f.postback("transaction_id=" + id + "&" + call); status != 200 || reply != "success=true;" {
					t.Fatalf("%s: %d %q", call, status, reply)
				}
			}
			var got []string
			for _, c := range f.conversions()[before:] {
				state := c.State
				if c.Kind != relayapi.KindSale {
					state = c.Kind + " " + state
				}
				if c.ConflictsWith != "" {
					state += "!"
				}
				if c.Corrects != "" {
					state += ">"
				}
				got = append(got, state)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Fatal(diff)
			}
		})
	}
}

func TestPostbackRefusals(t *testing.T) {
	f := start(t)
	id := f.click()
	foreign := affiliate.ClickKeys{make([]byte, 32)}
	forged, err := foreign.Mint(affiliate.ClickParts{Time: f.clock.Now(), Link: 1})
	if err != nil {
		t.Fatal(err)
	}
	ok := "transaction_id=" + id + "&"
	tests := map[string]struct {
		path   string
		status int
		says   string
	}{
		"no transaction id": {"/postback/" + token + "?amount=5", 400, "transaction id is missing"},
		"macro":             {"/postback/" + token + "?transaction_id={transaction_id}&amount=5", 400, "transaction id is missing"},
		"not a click id":    {"/postback/" + token + "?transaction_id=abc&amount=5", 400, "unknown transaction id"},
		"forged click id":   {"/postback/" + token + "?transaction_id=" + string(forged) + "&amount=5", 400, "unknown transaction id"},
		"wrong token":       {"/postback/wrong-token-0123456789?" + ok + "amount=5", 401, "token is not valid"},
		"no token":          {"/aff_lsr?" + ok + "amount=5", 401, "security_token is missing"},
		"macro token":       {"/aff_lsr?" + ok + "amount=5&security_token={token}", 401, "security_token is missing"},
		"no amount":         {"/postback/" + token + "?" + ok, 400, "sale amount is missing"},
		"macro amount":      {"/postback/" + token + "?" + ok + "amount=!!!amount!!!", 400, "sale amount is missing"},
		"comma":             {"/postback/" + token + "?" + ok + "amount=12,5", 400, "12,5"},
		"exponent":          {"/postback/" + token + "?" + ok + "amount=1e9", 400, "1e9"},
		"NaN":               {"/postback/" + token + "?" + ok + "amount=NaN", 400, "NaN"},
		"negative":          {"/postback/" + token + "?" + ok + "amount=-5", 400, "negative"},
		"too large":         {"/postback/" + token + "?" + ok + "amount=10000000000000.01", 400, "too large"},
		"payout too large":  {"/postback/" + token + "?" + ok + "amount=5&payout=10000000000000.01", 400, "too large"},
		"currency":          {"/postback/" + token + "?" + ok + "amount=5&currency=usd", 400, "currency"},
		"bad escape":        {"/postback/" + token + "?" + ok + "amount=%zz", 400, "percent-encode"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			before := len(f.calls())
			response := f.get(http.MethodGet, test.path)
			body, _ := io.ReadAll(response.Body)
			if response.StatusCode != test.status || !strings.HasPrefix(string(body), "success=false; err_msg=") || !strings.Contains(string(body), test.says) {
				t.Fatalf("%d %q, want %d that says %q", response.StatusCode, body, test.status, test.says)
			}
			calls := f.calls()
			if len(calls) != before+1 || calls[0].Accepted || calls[0].Reply != string(body) {
				t.Fatalf("the call was not kept: %+v", calls)
			}
		})
	}
	if got := f.conversions(); len(got) != 0 {
		t.Fatalf("%d conversions were made", len(got))
	}
	if response := f.get(http.MethodHead, "/postback/"+token+"?"+ok+"amount=5"); response.StatusCode != http.StatusMethodNotAllowed {
		t.Fatalf("HEAD: %d", response.StatusCode)
	}
}

func TestPostbackBodyLimits(t *testing.T) {
	f := start(t)
	post := func(body string) int {
		response, err := http.Post(f.server.URL+"/postback/"+token, "application/x-www-form-urlencoded", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		return response.StatusCode
	}
	id := f.click()
	if got := post("transaction_id=" + id + "&amount=" + strings.Repeat("9", 60_000)); got != 400 {
		t.Errorf("60,000 digits: %d", got)
	}
	if got := post("transaction_id=" + id + "&amount=" + strings.Repeat("9", 1_000_000)); got != 413 {
		t.Errorf("a million digits: %d", got)
	}
	for _, c := range f.calls() {
		if len(c.Body) > 4096 || c.Body == "" {
			t.Errorf("kept %d bytes", len(c.Body))
		}
	}
}

func TestOnePostbackURLServesAllOffers(t *testing.T) {
	f := start(t)
	other := f.link(1)
	other.OfferID = "offerbbbbbbbbbbb"
	f.mustPush(relayapi.Push{Epoch: f.epoch, Links: []relayapi.PublicLink{other}, Offers: []relayapi.PublicOffer{
		{ID: other.OfferID, Status: relayapi.PublicOfferStatusActive, Destination: "https://www.cj.example/click-3-4?sid={click_id}", Preset: "tune", Currency: "JPY", PostbackTokenHashes: []string{relay.HashToken("another-token-0123456789")}},
	}})
	target, err := url.Parse(f.get("GET", "/"+other.Code).Header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	if status, reply := f.postback("transaction_id=" + target.Query().Get("sid") + "&amount=500"); status != 200 {
		t.Fatalf("%d %q", status, reply)
	}
	if got := f.conversions()[0]; got.OfferID != other.OfferID || got.SaleAmount.Currency != "JPY" || got.SaleAmount.Minor != 500 {
		t.Fatalf("conversion %+v", got)
	}
}

func TestTokenRotation(t *testing.T) {
	f := start(t)
	offer := relayapi.PublicOffer{ID: f.offer().ID, PostbackTokenHashes: f.offer().PostbackTokenHashes}
	second := "second-token-0123456789abcdef"
	status := func(token string) int {
		return f.get(http.MethodGet, "/postback/"+token+"?transaction_id="+f.click()+"&amount=5").StatusCode
	}
	offer.PostbackTokenHashes = append(offer.PostbackTokenHashes, relay.HashToken(second))
	f.mustPush(relayapi.Push{Epoch: f.epoch, Offers: []relayapi.PublicOffer{offer}})
	if a, b := status(token), status(second); a != 200 || b != 200 {
		t.Fatalf("while both are valid: %d and %d", a, b)
	}
	offer.PostbackTokenHashes = offer.PostbackTokenHashes[1:]
	f.mustPush(relayapi.Push{Epoch: f.epoch, Offers: []relayapi.PublicOffer{offer}})
	if a, b := status(token), status(second); a != 401 || b != 200 {
		t.Fatalf("after the rotation: %d and %d", a, b)
	}
}
