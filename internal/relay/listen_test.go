package relay_test

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

// waiting starts a pull that waits, and returns when the relay holds it.
func (f *fixture) waiting(api *relayapi.ClientWithResponses, params relayapi.PullLogParams) <-chan *relayapi.PullLogResponse {
	f.t.Helper()
	answered, before := make(chan *relayapi.PullLogResponse, 1), f.metric("devices_waiting")
	go func() {
		r, err := api.PullLogWithResponse(f.t.Context(), &params)
		if err != nil {
			f.t.Error(err)
		}
		answered <- r
	}()
	f.until("the relay holds the answer", func() bool { return f.metric("devices_waiting") == before+1 })
	return answered
}

// until waits for a condition that another goroutine makes true.
func (f *fixture) until(what string, true func() bool) {
	f.t.Helper()
	for end := time.Now().Add(10 * time.Second); !true(); {
		if time.Now().After(end) {
			f.t.Fatalf("not within 10 seconds: %s", what)
		}
		time.Sleep(time.Millisecond)
	}
}

// metrics is what the admin address says, and metric one value of it.
func (f *fixture) metrics() string {
	f.t.Helper()
	w := httptest.NewRecorder()
	f.relay.Admin().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	return w.Body.String()
}

func (f *fixture) metric(name string) (value float64) {
	f.t.Helper()
	for line := range strings.Lines(f.metrics()) {
		if text, ok := strings.CutPrefix(line, "linkledger_relay_"+name+" "); ok {
			if _, err := fmt.Sscan(text, &value); err != nil {
				f.t.Fatal(err)
			}
			return value
		}
	}
	f.t.Fatalf("there is no metric %s", name)
	return 0
}

// TestAClickReachesAnOpenDesktopWithinASecond goes the whole way over HTTP.
func TestAClickReachesAnOpenDesktopWithinASecond(t *testing.T) {
	f := start(t)
	f.close()
	f.flushEvery = 0 // as in earnest
	f.open()
	var after int64
	for range 2 {
		answered := f.waiting(f.api, relayapi.PullLogParams{After: after, Wait: 20, Epoch: f.epoch})
		clicked := time.Now()
		f.click()
		r := <-answered
		took := time.Since(clicked)
		if r.JSON200 == nil || len(r.JSON200.Entries) != 1 || r.JSON200.Entries[0].Kind != relayapi.KindClicks {
			t.Fatalf("%s", r.Body)
		}
		limit := time.Second
		if raceEnabled {
			limit = 3 * time.Second
		}
		if took > limit {
			t.Errorf("it took %v", took)
		}
		after = r.JSON200.Head
	}
}

func TestWaitsEnd(t *testing.T) {
	f := start(t)
	f.clock.Advance(time.Minute)
	second := f.device("Second")
	other := f.client(second.Token)
	note := func() {
		f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{entry("note", map[string]int{})}})
	}
	note()

	t.Run("with what was pushed", func(t *testing.T) {
		answered := f.waiting(other, relayapi.PullLogParams{After: 1, Wait: 50, Epoch: f.epoch})
		note()
		if r := <-answered; r.JSON200 == nil || len(r.JSON200.Entries) != 1 || r.JSON200.Head != 2 {
			t.Fatalf("%s", r.Body)
		}
	})
	t.Run("at once", func(t *testing.T) {
		for name, params := range map[string]relayapi.PullLogParams{
			"with entries": {After: 1, Wait: 50}, "after the end": {After: 99, Wait: 50}, "in another epoch": {After: 2, Wait: 50, Epoch: "old"},
		} {
			if r, err := f.api.PullLogWithResponse(t.Context(), &params); err != nil || r.JSON200 == nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
	t.Run("empty when the time is over", func(t *testing.T) {
		r, err := f.api.PullLogWithResponse(t.Context(), &relayapi.PullLogParams{After: 2, Wait: 1, Epoch: f.epoch})
		if err != nil || r.JSON200 == nil || len(r.JSON200.Entries) != 0 || r.JSON200.Head != 2 {
			t.Fatalf("%v %s", err, r.Body)
		}
	})
	t.Run("four at most", func(t *testing.T) {
		ctx, giveUp := context.WithCancel(t.Context())
		held := make(chan error, 4)
		for range 4 {
			go func() {
				_, err := f.api.PullLogWithResponse(ctx, &relayapi.PullLogParams{After: 2, Wait: 50})
				held <- err
			}()
		}
		f.until("four are held", func() bool { return f.metric("devices_waiting") == 4 })
		r, err := f.api.PullLogWithResponse(t.Context(), &relayapi.PullLogParams{After: 2, Wait: 50})
		if err != nil || r.StatusCode() != http.StatusTooManyRequests || r.JSONDefault.Code != relayapi.CodeTooMany || r.HTTPResponse.Header.Get("Retry-After") == "" {
			t.Fatalf("%v %s", err, r.Body)
		}
		giveUp()
		for range 4 {
			<-held
		}
		f.until("those that gave up are forgotten", func() bool { return f.metric("devices_waiting") == 0 })
	})
	t.Run("with nothing new for who is shut out", func(t *testing.T) {
		answered := f.waiting(other, relayapi.PullLogParams{After: 2, Wait: 50, Epoch: f.epoch})
		if r, err := f.api.RemoveDeviceWithResponse(t.Context(), second.DeviceID); err != nil || r.StatusCode() != http.StatusNoContent {
			t.Fatalf("%v %s", err, r.Body)
		}
		if r := <-answered; r.StatusCode() != http.StatusUnauthorized {
			t.Fatalf("%d %s", r.StatusCode(), r.Body)
		}
	})
	t.Run("when the relay stops", func(t *testing.T) {
		answered := f.waiting(f.api, relayapi.PullLogParams{After: 2, Wait: 50, Epoch: f.epoch})
		f.relay.EndWaits()
		if r := <-answered; r.JSON200 == nil || len(r.JSON200.Entries) != 0 {
			t.Fatalf("%s", r.Body)
		}
	})
}

// TestAWaitOutlivesTheServersTimeouts holds an answer longer than the server
// allows others.
func TestAWaitOutlivesTheServersTimeouts(t *testing.T) {
	f := start(t)
	server := httptest.NewUnstartedServer(f.relay.Public())
	server.Config = relay.NewServer(f.relay.Public())
	server.Config.ReadTimeout, server.Config.WriteTimeout = 50*time.Millisecond, 100*time.Millisecond
	server.Start()
	defer server.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/v1/log?after=0&wait=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+f.connection.Token)
	response, err := server.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var page relayapi.Page
	if err := json.NewDecoder(response.Body).Decode(&page); err != nil || page.Epoch != f.epoch {
		t.Fatalf("%+v, %v", page, err)
	}
}

func TestPagesAreCompressed(t *testing.T) {
	f := start(t)
	var entries []relayapi.NewEntry
	for i := range 200 {
		entries = append(entries, entry("note", map[string]int{"n": i}))
	}
	f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: entries})
	plain, _ := io.ReadAll(f.get(http.MethodGet, "/v1/log?after=0", "Authorization", "Bearer "+f.connection.Token, "Accept-Encoding", "identity").Body)
	response := f.get(http.MethodGet, "/v1/log?after=0", "Authorization", "Bearer "+f.connection.Token, "Accept-Encoding", "gzip")
	packed, _ := io.ReadAll(response.Body)
	if response.Header.Get("Content-Encoding") != "gzip" || len(packed)*3 > len(plain) {
		t.Fatalf("%d of %d bytes, %q", len(packed), len(plain), response.Header.Get("Content-Encoding"))
	}
	unpacked, err := gzip.NewReader(strings.NewReader(string(packed)))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := io.ReadAll(unpacked); err != nil || string(again) != string(plain) {
		t.Fatalf("it unpacks to something else: %v", err)
	}
}
