package relay_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

// TestNothingSecretRests plants addresses, tokens and a referrer's path in
// traffic of every kind and looks for them in every file and in the log.
func TestNothingSecretRests(t *testing.T) {
	f := start(t)
	const address, wrong = "198.51.100.77", "wrong-token-fedcba9876543210"
	id := f.click("Referer", "https://www.instagram.com/planted-path?u=1")
	f.click("Referer", "https://"+address+"/x")
	f.get("GET", "/postback/"+token+"?transaction_id="+id+"&amount=5&session_ip="+address)
	f.get("GET", "/postback/"+token+"?transaction_id="+id+"&amount=bad-"+token)
	f.get("GET", "/postback/"+wrong+"?transaction_id="+id+"&amount=5")
	f.get("GET", "/aff_lsr?transaction_id="+id+"&amount=6&security_token="+token)
	f.get("GET", "/aff_lsr?transaction_id="+id+"&amount=6&security_token="+wrong)
	for _, body := range []string{
		`{"sid":"` + id + `","amount":7,"ip":"` + address + `","security_token":"` + token + `"}`,
		`{"sid":"` + id + `","security_token":"` + wrong + `" broken`,
	} {
		response, err := http.Post(f.server.URL+"/aff_lsr", "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
	}
	f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{sealed(t, f.workspace.ID, relayapi.KindChange, "Planted Member Name")}})
	behind := f.behindProxy(address)
	if behind != http.StatusFound {
		t.Fatalf("click behind a proxy: %d", behind)
	}
	needles := []string{address, token, wrong, f.connection.Token, "planted-path", "Planted Member", "127.0.0.1"}
	f.scan(needles, "while it runs")
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	f.scan(needles, "after the flush")
	f.close()
	f.scan(needles, "after the end")
	if n := strings.Count(f.logged.String(), "\n"); n > 0 {
		for _, needle := range needles {
			if strings.Contains(f.logged.String(), needle) {
				t.Errorf("%q is in the program's log", needle)
			}
		}
	}
	// The search itself must be able to find something.
	if !found(t, f.dir, "offeraaaaaaaaaaa") {
		t.Fatal("the search finds nothing at all")
	}
}

// TestClickFilesAreGoneAfterADay: what the click files say of visitors is gone
// a day after it was stored, whatever the store keeps.
func TestClickFilesAreGoneAfterADay(t *testing.T) {
	f := start(t)
	f.click()
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !found(t, filepath.Join(f.dir, "clicks"), "iPhone OS 19") {
		t.Fatal("the click file does not hold what this test looks for")
	}
	f.clock.Advance(24 * time.Hour)
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if found(t, filepath.Join(f.dir, "clicks"), "iPhone OS 19") {
		t.Fatal("a browser is still named a day later")
	}
	f.click()
	f.close()
	f.open()
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	var gross int64
	for _, b := range bodies[relayapi.ClicksBody](t, f.entries(relayapi.KindClicks)) {
		for _, l := range b.Links {
			gross += l.Gross
		}
	}
	if gross != 2 {
		t.Fatalf("%d clicks, want 2", gross)
	}
}

// behindProxy clicks on a relay of its own whose visitors come through a proxy.
func (f *fixture) behindProxy(address string) int {
	f.t.Helper()
	second, err := relay.New(f.t.Context(), relay.Config{Store: f.sqlite, Dir: filepath.Join(f.dir, "second"), Clock: f.clock, BehindProxy: true, Node: 1})
	if err != nil {
		f.t.Fatal(err)
	}
	defer func() {
		if err := second.Close(f.t.Context()); err != nil {
			f.t.Error(err)
		}
	}()
	req, _ := http.NewRequestWithContext(f.t.Context(), "GET", "/"+f.block.Codes[0], nil)
	req.Header.Set("X-Forwarded-For", "203.0.113.9, "+address)
	req.RemoteAddr = "127.0.0.1:5000"
	w := &statusWriter{header: http.Header{}}
	second.Public().ServeHTTP(w, req)
	return w.status
}

type statusWriter struct {
	header http.Header
	status int
}

func (w *statusWriter) Header() http.Header         { return w.header }
func (w *statusWriter) Write(b []byte) (int, error) { return len(b), nil }
func (w *statusWriter) WriteHeader(status int)      { w.status = status }

func (f *fixture) scan(needles []string, when string) {
	f.t.Helper()
	for _, needle := range needles {
		if found(f.t, f.dir, needle) {
			f.t.Errorf("%s %q rests on disk", when, needle)
		}
	}
}

func found(t testing.TB, dir, needle string) bool {
	t.Helper()
	hit := false
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		hit = hit || bytes.Contains(data, []byte(needle))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return hit
}
