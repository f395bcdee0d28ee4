package relay_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"linkledger/internal/relayapi"
)

// TestLimitsSayWhenToComeAgain goes over each limit, and shows that what must
// not be refused is not.
func TestLimitsSayWhenToComeAgain(t *testing.T) {
	for name, test := range map[string]struct {
		path, token string
		says        string
		still       func(t *testing.T, f *fixture) // what goes on
	}{
		"wrong device tokens": {"/v1/log?after=0", "lld_guess", "wrong tokens", func(t *testing.T, f *fixture) {
			f.entries("") // a device in the same network
		}},
		"no device token": {"/v1/workspace", "", "wrong tokens", func(_ *testing.T, f *fixture) { f.entries("") }},
		"pairing results": {"/v1/pairings/7/result", "lld_guess", "wrong tokens", func(_ *testing.T, f *fixture) { f.entries("") }},
		"unknown links": {"/zzzzzzzz", "", "links that don't exist", func(_ *testing.T, f *fixture) {
			f.click() // a real one from the same network
		}},
		"wrong postback tokens": {"/postback/wrong-token-0123456789abcdef0123456789?transaction_id=x&amount=1", "", "success=false; err_msg=too many calls", func(t *testing.T, f *fixture) {
			if status, body := f.postback("transaction_id=" + f.click() + "&amount=1"); status != http.StatusOK {
				t.Errorf("a right token: %d %s", status, body)
			}
			if n := len(f.calls()); n > 400 {
				t.Errorf("%d calls are kept", n)
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			f := start(t)
			for n := 0; ; n++ {
				response := f.get(http.MethodGet, test.path, "Authorization", "Bearer "+test.token)
				if response.StatusCode < 400 || response.StatusCode >= 500 || n > 2000 {
					t.Fatalf("request %d: %d", n, response.StatusCode)
				}
				if response.StatusCode != http.StatusTooManyRequests {
					continue
				}
				body, _ := io.ReadAll(response.Body)
				if !strings.Contains(string(body), test.says) || response.Header.Get("Retry-After") != "1" {
					t.Fatalf("%q, retry after %q", body, response.Header.Get("Retry-After"))
				}
				break
			}
			test.still(t, f)
			if !strings.Contains(f.metrics(), "linkledger_relay_limited_total{limit=") {
				t.Error("it is not counted")
			}
		})
	}
}

func TestOneDeviceOverItsLimitLeavesOthersAlone(t *testing.T) {
	f := start(t)
	f.close()
	f.deviceRate = 1
	f.open()
	second := f.client(f.device("Second").Token)
	var last *relayapi.GetWorkspaceResponse
	for range 13 { // a burst of ten seconds, and what comes back meanwhile
		r, err := f.api.GetWorkspaceWithResponse(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		last = r
	}
	if last.StatusCode() != http.StatusTooManyRequests || last.JSONDefault.Code != relayapi.CodeTooMany || last.JSONDefault.Hint == "" {
		t.Fatalf("%d %s", last.StatusCode(), last.Body)
	}
	if r, err := second.GetWorkspaceWithResponse(t.Context()); err != nil || r.JSON200 == nil {
		t.Fatalf("another device: %v %s", err, r.Body)
	}
}

// TestReadiness sees what an operator must know, and that it passes.
func TestReadiness(t *testing.T) {
	f := start(t)
	ask := func(path string) (int, string) {
		w := httptest.NewRecorder()
		f.relay.Admin().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w.Code, w.Body.String()
	}
	if status, body := ask("/readyz"); status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	f.store.down.Store(true)
	if status, body := ask("/readyz"); status != http.StatusServiceUnavailable || !strings.Contains(body, "redirects go on") {
		t.Errorf("%d %s", status, body)
	}
	if status, _ := ask("/healthz"); status != http.StatusOK {
		t.Errorf("health: %d", status)
	}
	if got := f.metric("store_ready"); got != 0 {
		t.Errorf("store_ready is %v", got)
	}
	f.store.down.Store(false)
	f.store.full.Store(true) // it answers, and takes nothing
	if r := f.push(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{entry("note", map[string]int{})}}); r.StatusCode() != http.StatusServiceUnavailable || r.HTTPResponse.Header.Get("Retry-After") == "" {
		t.Errorf("%d %s", r.StatusCode(), r.Body)
	}
	if status, body := ask("/readyz"); status != http.StatusServiceUnavailable || !strings.Contains(body, "disk may be full") {
		t.Errorf("%d %s", status, body)
	}
	f.store.full.Store(false)
	f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{entry("note", map[string]int{})}})
	if status, body := ask("/readyz"); status != http.StatusOK {
		t.Errorf("%d %s", status, body)
	}
}

// TestMetricsCountAndNameNobody makes one of each and looks at all labels.
func TestMetricsCountAndNameNobody(t *testing.T) {
	f := start(t)
	id := f.click("Referer", "https://planted.example/")
	f.get(http.MethodGet, "/planted1")
	f.postback("transaction_id=" + id + "&amount=5&order_id=planted2")
	f.postback("transaction_id=planted3&amount=5")
	f.get(http.MethodGet, "/postback/planted4?x=1")
	f.get(http.MethodGet, "/v1/planted5", "Authorization", "Bearer "+f.connection.Token)
	f.get(http.MethodGet, "/v1/log?after=planted6", "Authorization", "Bearer "+f.connection.Token)
	f.joiner(77, letters, newToken).asks()
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	text := f.metrics()
	for _, want := range []string{
		`redirects_total{outcome="found"} 1`, `redirects_total{outcome="unknown"} 1`, `postbacks_total{outcome="accepted"} 1`,
		`postbacks_total{outcome="refused"} 1`, `postbacks_total{outcome="wrong_token"} 1`, `pairing_tries_total{outcome="wrong"} 1`,
		`api_requests_total{operation="PushLog",status="200"} 1`, `api_requests_total{operation="",status="404"} 1`,
		`clicks_stored_total 1`, `clicks_lost_total 0`, `clicks_waiting 0`, `changes_waiting 0`, `workspaces 1`, `commit_changes_count`, `log_entries_total`,
	} {
		if !strings.Contains(text, "linkledger_relay_"+want) {
			t.Errorf("there is no %s", want)
		}
	}
	for _, needle := range []string{
		"planted", f.connection.Token, token, newToken, f.block.Codes[0], f.workspace.ID, f.connection.DeviceID, "127.0.0.1", "Office", id,
	} {
		if strings.Contains(text, needle) {
			t.Errorf("%q is in the metrics", needle)
		}
	}
}

// TestWritersAndReadersByCursor has 30 devices write while 5 read by cursor:
// not one entry is missed, and none comes twice.
func TestWritersAndReadersByCursor(t *testing.T) {
	const writers, readers, pushes, each = 30, 5, 6, 5
	f := start(t)
	apis := make([]*relayapi.ClientWithResponses, writers)
	for i := range apis {
		apis[i] = f.client(f.device(fmt.Sprint("Writer ", i)).Token)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	failed := make(chan error, writers+readers)
	for _, api := range apis {
		go func() {
			for range pushes {
				var entries []relayapi.NewEntry
				for range each {
					entries = append(entries, entry("note", map[string]int{}))
				}
				r, err := api.PushLogWithResponse(ctx, relayapi.Push{Epoch: f.epoch, Entries: entries})
				if err == nil && r.JSON200 == nil {
					err = fmt.Errorf("%s", r.Body)
				}
				if err != nil {
					failed <- err
					return
				}
			}
		}()
	}
	done := make(chan error, readers)
	for i := range readers {
		go func() {
			done <- func() error {
				seen := map[string]bool{}
				for after := int64(0); after < writers*pushes*each; {
					r, err := apis[i].PullLogWithResponse(ctx, &relayapi.PullLogParams{After: after, Limit: 7 + i, Wait: 20})
					if err != nil || r.JSON200 == nil {
						return fmt.Errorf("%w %s", err, r.Body)
					}
					for _, e := range r.JSON200.Entries {
						if after++; e.Seq != after || seen[e.ID] {
							return fmt.Errorf("entry %d came at %d, seen before: %v", e.Seq, after, seen[e.ID])
						}
						seen[e.ID] = true
					}
				}
				return nil
			}()
		}()
	}
	for range readers {
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
		case err := <-failed:
			t.Fatal(err)
		}
	}
	if n := len(f.page(0, 1000).Entries); n != writers*pushes*each {
		t.Fatalf("%d entries", n)
	}
}

func (f *fixture) page(after int64, limit int) (page relayapi.Page) {
	f.t.Helper()
	response := f.get(http.MethodGet, fmt.Sprintf("/v1/log?after=%d&limit=%d", after, limit), "Authorization", "Bearer "+f.connection.Token)
	if err := json.NewDecoder(response.Body).Decode(&page); err != nil {
		f.t.Fatal(err)
	}
	return page
}
