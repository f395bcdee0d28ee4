package relay_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

func TestRedirectAnswers(t *testing.T) {
	f := start(t)
	paused, pausedFallback := f.link(1), f.link(2)
	paused.Status, pausedFallback.Status = relayapi.PublicLinkStatusPaused, relayapi.PublicLinkStatusPaused
	other, fallback := f.offer(), "https://www.brand.example/?from={member_id}"
	other.ID, other.FallbackURL, other.PostbackTokenHashes = "offerbbbbbbbbbbb", &fallback, []string{relay.HashToken("another token")}
	pausedFallback.OfferID = other.ID
	f.mustPush(relayapi.Push{Epoch: f.epoch, Links: []relayapi.PublicLink{paused, pausedFallback}, Offers: []relayapi.PublicOffer{other}})
	active := "/" + f.block.Codes[0]
	tests := map[string]struct {
		method, path string
		status       int
		location     string // prefix
	}{
		"get":              {"GET", active + "?source=story%201", 302, "https://www.cj.example/click-1-2?sid="},
		"head":             {"HEAD", active, 302, "https://www.cj.example/click-1-2?sid="},
		"paused":           {"GET", "/" + f.block.Codes[1], 404, ""},
		"paused fallback":  {"GET", "/" + f.block.Codes[2], 302, "https://www.brand.example/?from=memberaaaaaaaaaa"},
		"not put yet":      {"GET", "/" + f.block.Codes[3], 404, ""},
		"unknown":          {"GET", "/nothing", 404, ""},
		"never elsewhere":  {"GET", "/nothing?url=https://evil.example", 404, ""},
		"path of a host":   {"GET", "//evil.example/x", 404, ""},
		"encoded":          {"GET", "/%2F%2Fevil.example", 404, ""},
		"long":             {"GET", "/" + strings.Repeat("x", 4000), 404, ""},
		"deep":             {"GET", active + "/more", 404, ""},
		"post":             {"POST", active, 404, ""},
		"root":             {"GET", "/", 404, ""},
		"reserved unknown": {"GET", "/.well-known/x", 404, ""},
		"robots":           {"GET", "/robots.txt", 200, ""},
		"favicon":          {"GET", "/favicon.ico", 204, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			response := f.get(test.method, test.path)
			location := response.Header.Get("Location")
			if response.StatusCode != test.status || !strings.HasPrefix(location, test.location) || (test.location == "") != (location == "") {
				t.Fatalf("%d to %q, want %d to %q", response.StatusCode, location, test.status, test.location)
			}
			body, _ := io.ReadAll(response.Body)
			if test.status == 404 && !strings.Contains(string(body), "This link is not active") {
				t.Fatalf("the page says %q", body)
			}
			if test.status == 302 && (response.Header.Get("Cache-Control") != "no-store" || response.Header.Get("Referrer-Policy") == "") {
				t.Fatalf("headers %v", response.Header)
			}
		})
	}
}

func TestRedirectFillsMacrosWithAVerifiableClickID(t *testing.T) {
	f := start(t)
	seen := map[string]bool{}
	for range 100 {
		response := f.get(http.MethodGet, "/"+f.block.Codes[0]+"?source=story%201%26x%3D1")
		target, err := url.Parse(response.Header.Get("Location"))
		if err != nil {
			t.Fatal(err)
		}
		q := target.Query()
		id, parts, err := f.workspace.ClickKeys.Parse(q.Get("sid"))
		if err != nil || parts.Link != f.block.FirstNumber || !parts.Time.Equal(f.clock.Now()) || seen[string(id)] {
			t.Fatalf("sid %q: %+v, %v, seen before: %v", q.Get("sid"), parts, err, seen[string(id)])
		}
		seen[string(id)] = true
		if q.Get("m") != "memberaaaaaaaaaa" || q.Get("o") != "offeraaaaaaaaaaa" || q.Get("s") != "story 1&x=1" {
			t.Fatalf("target %s", target)
		}
	}
}

func TestClicksAreCountedAndClassified(t *testing.T) {
	f := start(t)
	path := "/" + f.block.Codes[0]
	f.get("GET", path, "Referer", "https://www.instagram.com/p/secret-path", "User-Agent", phone+" Instagram 400.0")
	f.clock.Advance(time.Millisecond)                          // clicks of one moment have no order
	f.get("GET", path, "User-Agent", phone+" Instagram 400.0") // the same visitor again at once
	f.get("GET", path)                                         // another browser
	f.get("HEAD", path)                                        // never a click
	f.get("GET", path, "Sec-Purpose", "prefetch;prerender")
	f.get("GET", path, "X-Moz", "prefetch")
	f.get("GET", path, "User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
	f.get("GET", path, "User-Agent", "facebookexternalhit/1.1")
	f.get("GET", path, "User-Agent", "")
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := bodies[relayapi.ClicksBody](t, f.entries(relayapi.KindClicks))
	offer := func(dimension, value string, n int64) relayapi.OfferClicks {
		return relayapi.OfferClicks{OfferID: "offeraaaaaaaaaaa", Day: "2026-11-22", Dimension: dimension, Value: value, Clicks: n}
	}
	want := []relayapi.ClicksBody{{
		Links: []relayapi.LinkClicks{{Number: f.block.FirstNumber, Day: "2026-11-22", Gross: 8, Unique: 2, Rejected: map[string]int64{"prefetch": 2, "bot": 2, "preview": 1, "repeat": 1}}},
		Offers: []relayapi.OfferClicks{
			offer("browser", "Instagram", 1), offer("browser", "Safari", 1), offer("country", "", 2), offer("device", "mobile", 2),
			offer("hour", "13", 2), offer("referrer", "", 1), offer("referrer", "www.instagram.com", 1),
		},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	raw, err := f.api.ListClicksWithResponse(t.Context(), &relayapi.ListClicksParams{Link: f.block.FirstNumber})
	if err != nil || raw.JSON200 == nil || len(*raw.JSON200) != 8 {
		t.Fatalf("raw clicks: %v %s", err, raw.Body)
	}
}

func TestUniqueIsPerLinkAndLocalDay(t *testing.T) {
	f := start(t)
	f.mustPush(relayapi.Push{Epoch: f.epoch, Links: []relayapi.PublicLink{f.link(1)}})
	f.clock.AdvanceTo(time.Date(2026, 11, 22, 22, 59, 0, 0, time.UTC)) // 23:59 in Berlin
	f.click()
	f.get("GET", "/"+f.block.Codes[1])
	f.clock.Advance(2 * time.Minute) // the next day in Berlin, the same in UTC
	f.click()
	f.click()
	f.clock.Advance(2 * time.Hour) // now the next day in UTC, too: still one visitor
	f.click()
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	type row struct {
		number        int64
		day           string
		gross, unique int64
	}
	var got []row
	for _, b := range bodies[relayapi.ClicksBody](t, f.entries(relayapi.KindClicks)) {
		for _, l := range b.Links {
			got = append(got, row{l.Number - f.block.FirstNumber, l.Day, l.Gross, l.Unique})
		}
	}
	want := []row{{0, "2026-11-22", 1, 1}, {1, "2026-11-22", 1, 1}, {0, "2026-11-23", 3, 1}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(row{})); diff != "" {
		t.Fatal(diff)
	}
}

func TestClicksSurviveARestartOnce(t *testing.T) {
	f := start(t)
	for range 3 {
		f.click()
	}
	f.store.down.Store(true) // the last flush fails: the clicks stay in the file
	f.server.Close()
	if err := f.relay.Close(t.Context()); err == nil {
		t.Fatal("closing with the store down said nothing")
	}
	f.sqlite.Close()
	f.open()
	f.click()
	for range 2 {
		if err := f.relay.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var gross, unique int64
	for _, b := range bodies[relayapi.ClicksBody](t, f.entries(relayapi.KindClicks)) {
		gross, unique = gross+b.Links[0].Gross, unique+b.Links[0].Unique
	}
	if gross != 4 || unique != 1 {
		t.Fatalf("%d clicks of %d visitors, want 4 of 1: the day's salt must survive, too", gross, unique)
	}
}

func TestStoreDown(t *testing.T) {
	f := start(t)
	id := f.click()
	f.store.down.Store(true)
	for range 20 {
		f.click()
	}
	if status, reply := f.postback("transaction_id=" + id + "&amount=10"); status != 503 || !strings.HasPrefix(reply, "success=false;") {
		t.Fatalf("postback: %d %q, want 503", status, reply)
	}
	if status, _ := f.postback("transaction_id=" + id + "&amount=1e9"); status != 400 {
		t.Fatalf("bad postback: %d, want 400", status)
	}
	if response := f.get("GET", "/v1/workspace", "Authorization", "Bearer "+f.connection.Token); response.StatusCode != 503 {
		t.Fatalf("api: %d, want 503", response.StatusCode)
	}
	if err := f.relay.Flush(t.Context()); err == nil {
		t.Fatal("flush claimed success")
	}
	f.store.down.Store(false)
	if status, reply := f.postback("transaction_id=" + id + "&amount=10"); status != 200 {
		t.Fatalf("postback afterwards: %d %q", status, reply)
	}
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	var gross int64
	for _, b := range bodies[relayapi.ClicksBody](t, f.entries(relayapi.KindClicks)) {
		gross += b.Links[0].Gross
	}
	if got := len(f.conversions()); gross != 21 || got != 1 {
		t.Fatalf("%d clicks and %d conversions, want 21 and 1", gross, got)
	}
}
