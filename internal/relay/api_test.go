package relay_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

func TestOnlyDevicesGetIn(t *testing.T) {
	f := start(t)
	f.clock.Advance(time.Minute)
	second := f.device("Second")
	if err := f.relay.RevokeDevice(t.Context(), f.workspace.ID, second.DeviceID); err != nil {
		t.Fatal(err)
	}
	for name, header := range map[string]string{
		"nothing": "", "basic": "Basic eDp5", "other prefix": "Bearer abc", "unknown": "Bearer lld_unknown", "revoked": "Bearer " + second.Token,
	} {
		response := f.get("GET", "/v1/log?after=0", "Authorization", header)
		var p relayapi.Problem
		if err := json.NewDecoder(response.Body).Decode(&p); err != nil || response.StatusCode != 401 || p.Code != relayapi.CodeUnauthorized || p.Hint == "" {
			t.Errorf("%s: %d %+v (%v)", name, response.StatusCode, p, err)
		}
	}
	devices, err := f.relay.Devices(t.Context(), f.workspace.ID)
	if err != nil || len(devices) != 2 || devices[0].Name != "Office laptop" || devices[1].Revoked.IsZero() {
		t.Fatalf("devices %+v, %v", devices, err)
	}
}

func TestWorkspaceAndBlocks(t *testing.T) {
	f := start(t)
	me, err := f.api.GetWorkspaceWithResponse(t.Context())
	if err != nil || me.JSON200 == nil {
		t.Fatalf("%v %s", err, me.Body)
	}
	want := relayapi.Workspace{
		ID: f.workspace.ID, Epoch: f.epoch, TimeZone: "Europe/Berlin", LinkBase: "https://go.test.example",
		ClickKeys: []relayapi.ClickKey{{Index: 0, Key: f.workspace.ClickKeys[0]}},
		Device:    relayapi.Device{ID: f.connection.DeviceID, Name: "Office laptop"},
	}
	if diff := cmp.Diff(want, *me.JSON200); diff != "" {
		t.Fatal(diff)
	}
	next, last := f.block.FirstNumber+int64(len(f.block.Codes)), map[string]bool{}
	for range 3 {
		response, err := f.api.ReserveBlockWithResponse(t.Context(), relayapi.BlockRequest{Size: 500})
		if err != nil || response.JSON201 == nil || response.JSON201.FirstNumber != next || len(response.JSON201.Codes) != 500 {
			t.Fatalf("%v %.200s, want it to begin at %d", err, response.Body, next)
		}
		next += 500
		for _, code := range response.JSON201.Codes {
			if len(code) < 7 || strings.ContainsAny(code, "0OIl") || last[code] {
				t.Fatalf("code %q", code)
			}
			last[code] = true
		}
	}
	for _, size := range []int{0, -1, 10001} {
		response, err := f.api.ReserveBlockWithResponse(t.Context(), relayapi.BlockRequest{Size: size})
		if err != nil || response.JSONDefault == nil || response.StatusCode() != 400 {
			t.Errorf("size %d: %v %s", size, err, response.Body)
		}
	}
}

func TestPushKeepsEntriesInOrderAndOnce(t *testing.T) {
	f := start(t)
	change, cj := sealed(t, f.workspace.ID, relayapi.KindChange, "a secret change"), sealed(t, f.workspace.ID, relayapi.KindCJ, "a row")
	cj.Key = "hash1"
	future := entry("something.new", map[string]any{"of": "a later version"})
	first := f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{change, cj, future}})
	if diff := cmp.Diff([]relayapi.Placed{{ID: change.ID, Seq: 1}, {ID: cj.ID, Seq: 2}, {ID: future.ID, Seq: 3}}, first.Entries); diff != "" {
		t.Fatal(diff)
	}
	again := cj
	again.ID = uuid.NewString()
	second := f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{change, again, sealed(t, f.workspace.ID, relayapi.KindChange, "x")}})
	if second.Head != 4 || second.Entries[0] != (relayapi.Placed{ID: change.ID, Seq: 1, Duplicate: true}) ||
		second.Entries[1] != (relayapi.Placed{ID: again.ID, Seq: 2, Duplicate: true}) || second.Entries[2].Seq != 4 {
		t.Fatalf("second push: %+v", second)
	}
	got := f.entries("")
	if len(got) != 4 || got[0].Device != f.connection.DeviceID || got[0].Actor != change.Actor || !got[0].Time.Equal(change.Time) || !bytes.Equal(got[0].Body, change.Body) {
		t.Fatalf("entries %+v", got)
	}
	if got[2].Kind != "something.new" || !strings.Contains(string(got[2].Body), "a later version") {
		t.Fatalf("the unknown kind was not kept: %+v", got[2])
	}
}

func TestSealedEntriesOpenAfterTheRelay(t *testing.T) {
	f := start(t)
	key, e := relayapi.NewKey(), entry(relayapi.KindChange, nil)
	e.Time = time.Date(2026, 11, 22, 9, 0, 0, 123456789, time.FixedZone("x", 3600))
	if err := key.Seal(f.workspace.ID, &e, []byte("the truth")); err != nil {
		t.Fatal(err)
	}
	f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{e}})
	if plain, err := key.Open(f.workspace.ID, f.entries("")[0]); err != nil || string(plain) != "the truth" {
		t.Fatalf("%q, %v", plain, err)
	}
}

func TestPagesAreContiguous(t *testing.T) {
	f := start(t)
	var entries []relayapi.NewEntry
	for i := range 25 {
		entries = append(entries, entry("note", map[string]int{"n": i}))
	}
	f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: entries})
	var seen int64
	for {
		page, err := f.api.PullLogWithResponse(t.Context(), &relayapi.PullLogParams{After: seen, Limit: 10})
		if err != nil || page.JSON200 == nil || page.JSON200.Head != 25 || page.JSON200.Epoch != f.epoch {
			t.Fatalf("%v %s", err, page.Body)
		}
		if len(page.JSON200.Entries) == 0 {
			break
		}
		for _, e := range page.JSON200.Entries {
			if seen++; e.Seq != seen {
				t.Fatalf("entry %d came at %d", e.Seq, seen)
			}
		}
	}
	if seen != 25 {
		t.Fatalf("%d entries", seen)
	}
}

func TestPushRefusals(t *testing.T) {
	f := start(t)
	with := func(change func(*relayapi.NewEntry)) relayapi.Push {
		e := sealed(t, f.workspace.ID, relayapi.KindChange, "x")
		change(&e)
		return relayapi.Push{Entries: []relayapi.NewEntry{entry("note", map[string]int{}), e}}
	}
	link := func(change func(*relayapi.PublicLink)) relayapi.Push {
		l := f.link(3)
		change(&l)
		return relayapi.Push{Entries: []relayapi.NewEntry{entry("note", map[string]int{})}, Links: []relayapi.PublicLink{l}}
	}
	offer := func(change func(*relayapi.PublicOffer)) relayapi.Push {
		o := f.offer()
		o.ID, o.PostbackTokenHashes = "offerccccccccccc", []string{relay.HashToken("c")}
		change(&o)
		return relayapi.Push{Entries: []relayapi.NewEntry{entry("note", map[string]int{})}, Offers: []relayapi.PublicOffer{o}}
	}
	tests := map[string]struct {
		push   relayapi.Push
		status int
		says   string
	}{
		"epoch":            {relayapi.Push{Epoch: "another", Entries: []relayapi.NewEntry{entry("note", map[string]int{})}}, 409, "restored"},
		"own kinds":        {with(func(e *relayapi.NewEntry) { e.Kind = relayapi.KindConversion }), 400, "only the relay writes"},
		"bad kind":         {with(func(e *relayapi.NewEntry) { e.Kind = "Bad Kind" }), 400, "kind"},
		"bad id":           {with(func(e *relayapi.NewEntry) { e.ID = "1" }), 400, "UUID"},
		"no schema":        {with(func(e *relayapi.NewEntry) { e.Schema = 0 }), 400, "schema"},
		"relay as actor":   {with(func(e *relayapi.NewEntry) { e.Actor = "relay" }), 400, "actor"},
		"e-mail as actor":  {with(func(e *relayapi.NewEntry) { e.Actor = "ann@brand.example" }), 400, "actor"},
		"no time":          {with(func(e *relayapi.NewEntry) { e.Time = time.Time{} }), 400, "time"},
		"not sealed":       {with(func(e *relayapi.NewEntry) { e.Body = []byte(`{"name":"Ann"}`) }), 400, "not sealed"},
		"sealed and more":  {with(func(e *relayapi.NewEntry) { e.Body = append(e.Body[:len(e.Body)-1], `,"name":"Ann"}`...) }), 400, "not sealed"},
		"too short a seal": {with(func(e *relayapi.NewEntry) { e.Body = []byte(`{"sealed":"aGVsbG8="}`) }), 400, "not sealed"},
		"no object":        {with(func(e *relayapi.NewEntry) { e.Kind, e.Body = "note", []byte(`[]`) }), 400, "JSON object"},
		"long body":        {with(func(e *relayapi.NewEntry) { e.Kind, e.Body = "note", []byte(`{"a":"`+strings.Repeat("x", 70_000)+`"}`) }), 400, "64 KiB"},
		"claim without keys": {with(func(e *relayapi.NewEntry) {
			e.Kind, e.Body = "claim", []byte(`{"payment_id":"p","action":"claim","keys":[]}`)
		}), 400, "keys"},
		"claim, same key": {with(func(e *relayapi.NewEntry) {
			e.Kind, e.Body = "claim", []byte(`{"payment_id":"p","action":"claim","keys":["a","a"]}`)
		}), 400, "differ"},
		"claim, action": {with(func(e *relayapi.NewEntry) {
			e.Kind, e.Body = "claim", []byte(`{"payment_id":"p","action":"take","keys":["a"]}`)
		}), 400, "action"},
		"number of no block": {link(func(l *relayapi.PublicLink) { l.Number = 999 }), 400, "no block"},
		"code of another":    {link(func(l *relayapi.PublicLink) { l.Code = f.block.Codes[4] }), 409, "code"},
		"offer of nobody":    {link(func(l *relayapi.PublicLink) { l.OfferID = "offerzzzzzzzzzzz" }), 400, "not known"},
		"javascript":         {offer(func(o *relayapi.PublicOffer) { o.Destination = "javascript:alert(1)" }), 400, "destination"},
		"plain http":         {offer(func(o *relayapi.PublicOffer) { o.Destination = "http://127.0.0.1/" }), 400, "https"},
		"fallback":           {offer(func(o *relayapi.PublicOffer) { bad := "//evil.example"; o.FallbackURL = &bad }), 400, "fallback"},
		"offer's status":     {offer(func(o *relayapi.PublicOffer) { o.Status = "gone" }), 400, "status"},
		"new, in part":       {offer(func(o *relayapi.PublicOffer) { o.Destination, o.Currency = "", "" }), 400, "without its currency"},
		"new, only its id":   {offer(func(o *relayapi.PublicOffer) { *o = relayapi.PublicOffer{ID: o.ID} }), 400, "status, preset, currency, postback token hashes"},
		"member's name":      {link(func(l *relayapi.PublicLink) { l.MemberID = "Ann Smith" }), 400, "opaque"},
		"status":             {link(func(l *relayapi.PublicLink) { l.Status = "gone" }), 400, "status"},
		"preset":             {offer(func(o *relayapi.PublicOffer) { o.Preset = "none" }), 400, "preset"},
		"currency":           {offer(func(o *relayapi.PublicOffer) { o.Currency = "eur" }), 400, "currency"},
		"plain token":        {offer(func(o *relayapi.PublicOffer) { o.PostbackTokenHashes = []string{token} }), 400, "SHA-256"},
		"token of another":   {offer(func(o *relayapi.PublicOffer) { o.PostbackTokenHashes = []string{relay.HashToken(token)} }), 400, "another offer"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if test.push.Epoch == "" {
				test.push.Epoch = f.epoch
			}
			response := f.push(test.push)
			if response.StatusCode() != test.status || response.JSONDefault == nil || !strings.Contains(response.JSONDefault.Message, test.says) || response.JSONDefault.Hint == "" {
				t.Fatalf("%d %s, want %d that says %q", response.StatusCode(), response.Body, test.status, test.says)
			}
			if got := f.entries(""); len(got) != 0 {
				t.Fatalf("something was stored: %+v", got)
			}
		})
	}
	if response := f.get("GET", "/"+f.block.Codes[3]); response.StatusCode != 404 {
		t.Fatalf("a refused link redirects: %d", response.StatusCode)
	}
}

func TestRequestsThatCantBeRead(t *testing.T) {
	f := start(t)
	for name, test := range map[string]struct {
		method, path, body string
		status             int
		code               string
	}{
		"no json":      {"POST", "/v1/log", "hello", 400, relayapi.CodeInvalid},
		"no parameter": {"GET", "/v1/log", "", 400, relayapi.CodeInvalid},
		"no number":    {"GET", "/v1/log?after=x", "", 400, relayapi.CodeInvalid},
		"negative":     {"GET", "/v1/log?after=-1", "", 400, relayapi.CodeInvalid},
		"limit":        {"GET", "/v1/log?after=0&limit=1001", "", 400, relayapi.CodeInvalid},
		"no path":      {"GET", "/v1/nothing", "", 404, relayapi.CodeNotFound},
		"method":       {"DELETE", "/v1/log", "", 404, relayapi.CodeNotFound},
		"too large":    {"POST", "/v1/log", `{"epoch":"` + strings.Repeat("x", 9<<20) + `"}`, 413, relayapi.CodeTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), test.method, f.server.URL+test.path, strings.NewReader(test.body))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Authorization", "Bearer "+f.connection.Token)
			req.Header.Set("Content-Type", "application/json")
			response, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			var p relayapi.Problem
			if err := json.NewDecoder(response.Body).Decode(&p); err != nil || response.StatusCode != test.status || p.Code != test.code {
				t.Fatalf("%d %+v (%v), want %d %s", response.StatusCode, p, err, test.status, test.code)
			}
		})
	}
}

func TestClaimsAtOnceHaveOneWinner(t *testing.T) {
	f := start(t)
	other := f.client(f.device("Second").Token)
	claim := func(payment, action string, keys ...string) relayapi.NewEntry {
		return entry(relayapi.KindClaim, relayapi.ClaimBody{PaymentID: payment, Action: relayapi.ClaimBodyAction(action), Keys: keys})
	}
	for round := range 10 {
		key := func(n int) string { return fmt.Sprintf("round%d-%d", round, n) }
		var group sync.WaitGroup
		responses := make([]*relayapi.PushLogResponse, 2)
		for i, api := range []*relayapi.ClientWithResponses{f.api, other} {
			keys := [][]string{{key(1), key(2)}, {key(1), key(2), key(3)}}[i]
			push := relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{claim(fmt.Sprintf("pay-%d-%d", round, i), "claim", keys...)}}
			group.Go(func() {
				var err error
				if responses[i], err = api.PushLogWithResponse(t.Context(), push); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		won := 0
		for _, r := range responses {
			switch {
			case r.JSON200 != nil:
				won++
			case r.StatusCode() != 409 || r.JSONDefault.Code != relayapi.CodeClaimRefused || len(r.JSONDefault.Refused) != 2:
				t.Errorf("loser: %s", r.Body)
			}
		}
		if won != 1 || len(f.entries(relayapi.KindClaim)) != round+1 {
			t.Fatalf("round %d: %d won", round, won)
		}
	}
	f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{claim("a", "claim", "k1", "k2")}})
	f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{claim("b", "release", "k1")}})
	if r := f.push(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{claim("b", "claim", "k1")}}); r.StatusCode() != 409 {
		t.Fatalf("released by a stranger: %s", r.Body)
	}
	f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{claim("a", "release", "k1")}})
	f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{claim("b", "claim", "k1")}})
}

func TestWorkspacesDontMix(t *testing.T) {
	f := start(t)
	w, err := f.relay.CreateWorkspace(t.Context(), relay.NewWorkspace{TimeZone: "Asia/Kolkata", LinkBase: "https://go.other.example/"})
	if err != nil {
		t.Fatal(err)
	}
	c, err := f.relay.AddDevice(t.Context(), w.ID, "Other")
	if err != nil {
		t.Fatal(err)
	}
	other := f.client(c.Token)
	f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{entry("note", map[string]int{})}})
	if status, _ := f.postback("transaction_id=" + f.click() + "&amount=1"); status != 200 {
		t.Fatalf("postback: %d", status)
	}
	page, err := other.PullLogWithResponse(t.Context(), &relayapi.PullLogParams{})
	if err != nil || page.JSON200 == nil || page.JSON200.Head != 0 || len(page.JSON200.Entries) != 0 || page.JSON200.Epoch == f.epoch {
		t.Fatalf("%v %s", err, page.Body)
	}
	l := f.link(0) // a number that the other workspace has not reserved
	response, err := other.PushLogWithResponse(t.Context(), relayapi.Push{Epoch: page.JSON200.Epoch, Entries: []relayapi.NewEntry{}, Links: []relayapi.PublicLink{l}})
	if err != nil || response.StatusCode() != 400 {
		t.Fatalf("%v %s", err, response.Body)
	}
	calls, err := other.ListPostbacksWithResponse(t.Context(), &relayapi.ListPostbacksParams{})
	if err != nil || len(*calls.JSON200) != 0 {
		t.Fatalf("%v %s", err, calls.Body)
	}
}

func TestRegistryRefusals(t *testing.T) {
	f := start(t)
	for name, n := range map[string]relay.NewWorkspace{
		"zone": {TimeZone: "Mars/Olympus", LinkBase: "https://a.example"}, "no zone": {LinkBase: "https://a.example"}, "local": {TimeZone: "Local", LinkBase: "https://a.example"},
		"path": {TimeZone: "UTC", LinkBase: "https://a.example/x"}, "http": {TimeZone: "UTC", LinkBase: "http://a.example"}, "loopback": {TimeZone: "UTC", LinkBase: "http://127.0.0.1:1"},
	} {
		if _, err := f.relay.CreateWorkspace(t.Context(), n); err == nil {
			t.Errorf("%s passed", name)
		}
	}
	if _, err := f.relay.AddDevice(t.Context(), "nothing", "x"); err == nil || !strings.Contains(err.Error(), "no workspace") {
		t.Errorf("unknown workspace: %v", err)
	}
	if _, err := f.relay.AddDevice(t.Context(), f.workspace.ID, "  "); err == nil {
		t.Error("a device without a name passed")
	}
	if err := f.relay.RevokeDevice(t.Context(), f.workspace.ID, "nothing"); err == nil {
		t.Error("an unknown device was revoked")
	}
}

func TestAdmin(t *testing.T) {
	f := start(t)
	admin := f.relay.Admin()
	status := func(path string) int {
		req, _ := http.NewRequestWithContext(t.Context(), "GET", path, nil)
		w := httptest.NewRecorder()
		admin.ServeHTTP(w, req)
		return w.Code
	}
	if a, b := status("/healthz"), status("/readyz"); a != 200 || b != 200 {
		t.Fatalf("%d and %d", a, b)
	}
	f.store.down.Store(true)
	if a, b := status("/healthz"), status("/readyz"); a != 200 || b != 503 {
		t.Fatalf("with the store down %d and %d", a, b)
	}
}
