package relay_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

const newToken = "lld_the-token-that-the-new-device-drew"

var recipient = "age1" + strings.Repeat("q", 58)

// joiner is a new device with the letters of a code.
type joiner struct {
	f    *fixture
	slot int
	keys relayapi.PairingKeys
	join relayapi.PairingJoin
}

func (f *fixture) joiner(slot int, keys relayapi.PairingKeys, token string) joiner {
	return joiner{f, slot, keys, relayapi.PairingJoin{
		Verifier: keys.Verifier, Name: "Anna's laptop", PublicKey: recipient, Proof: keys.RequestProof(recipient, "Anna's laptop"), TokenHash: relay.HashToken(token),
	}}
}

// asks joins; each test asks from a relay of its own, which allows ten tries a minute.
func (j joiner) asks(change ...func(*relayapi.PairingJoin)) (status int, body string) {
	j.f.t.Helper()
	for _, c := range change {
		c(&j.join)
	}
	r, err := j.f.client("").JoinPairingWithResponse(j.f.t.Context(), j.slot, j.join)
	if err != nil {
		j.f.t.Fatal(err)
	}
	return r.StatusCode(), string(r.Body)
}

func (j joiner) result(token string) (int, relayapi.PairingResult) {
	j.f.t.Helper()
	r, err := j.f.client(token).GetPairingResultWithResponse(j.f.t.Context(), j.slot)
	if err != nil {
		j.f.t.Fatal(err)
	}
	if r.JSON200 == nil {
		return r.StatusCode(), relayapi.PairingResult{}
	}
	return r.StatusCode(), *r.JSON200
}

var letters = relayapi.PairingCode{Letters: "BCDFGHJK"}.Keys()

func (f *fixture) openPairing() (slot int) {
	f.t.Helper()
	r, err := f.api.OpenPairingWithResponse(f.t.Context(), relayapi.NewPairing{Verifier: letters.Verifier})
	if err != nil || r.JSON201 == nil || r.JSON201.State != relayapi.PairingStateOpen || !r.JSON201.ExpiresAt.Equal(f.clock.Now().Add(10*time.Minute)) {
		f.t.Fatalf("%v %s", err, r.Body)
	}
	return r.JSON201.Slot
}

func (f *fixture) pairing(slot int) relayapi.Pairing {
	f.t.Helper()
	r, err := f.api.GetPairingWithResponse(f.t.Context(), slot)
	if err != nil || r.JSON200 == nil {
		f.t.Fatalf("%v %s", err, r.Body)
	}
	return *r.JSON200
}

func (f *fixture) decide(slot int, d relayapi.PairingDecision) (int, string) {
	f.t.Helper()
	r, err := f.api.DecidePairingWithResponse(f.t.Context(), slot, d)
	if err != nil {
		f.t.Fatal(err)
	}
	return r.StatusCode(), string(r.Body)
}

func TestPairing(t *testing.T) {
	f := start(t)
	j := f.joiner(f.openPairing(), letters, newToken)
	for range 2 { // the first answer may be lost
		if status, body := j.asks(); status != http.StatusAccepted {
			t.Fatalf("%d %s", status, body)
		}
	}
	if r, err := f.client(newToken).GetWorkspaceWithResponse(t.Context()); err != nil || r.StatusCode() != http.StatusUnauthorized {
		t.Fatalf("it is in before it was let in: %v %d", err, r.StatusCode())
	}
	if _, got := j.result(newToken); got.State != relayapi.PairingResultStateAsked || got.WorkspaceID != "" {
		t.Fatalf("%+v", got)
	}
	asked := f.pairing(j.slot)
	if asked.State != relayapi.PairingStateAsked || asked.Request == nil || !letters.ProvesRequest(*asked.Request) || asked.Request.Name != "Anna's laptop" {
		t.Fatalf("%+v", asked)
	}
	approval := relayapi.PairingDecision{Approve: true, Package: []byte("the keys"), Proof: letters.ApprovalProof([]byte("the keys"))}
	for range 2 {
		if status, body := f.decide(j.slot, approval); status != http.StatusNoContent {
			t.Fatalf("%d %s", status, body)
		}
	}
	_, got := j.result(newToken)
	if got.State != relayapi.PairingResultStateApproved || got.WorkspaceID != f.workspace.ID || !letters.ProvesApproval(got.Package, got.Proof) {
		t.Fatalf("%+v", got)
	}
	r, err := f.client(newToken).GetWorkspaceWithResponse(t.Context())
	if err != nil || r.JSON200 == nil || r.JSON200.Device != (relayapi.Device{ID: got.DeviceID, Name: "Anna's laptop"}) {
		t.Fatalf("%v %s", err, r.Body)
	}
	if status, _ := j.result("lld_another"); status != http.StatusNotFound {
		t.Errorf("another token reads the result: %d", status)
	}
	f.clock.Advance(25 * time.Hour)
	f.openPairing() // closed ones are forgotten by then
	if status, _ := j.result(newToken); status != http.StatusNotFound {
		t.Errorf("it is still kept: %d", status)
	}
}

func TestRefusedPairing(t *testing.T) {
	f := start(t)
	j := f.joiner(f.openPairing(), letters, newToken)
	if status, body := j.asks(); status != http.StatusAccepted {
		t.Fatalf("%d %s", status, body)
	}
	if status, body := f.decide(j.slot, relayapi.PairingDecision{}); status != http.StatusNoContent {
		t.Fatalf("%d %s", status, body)
	}
	if _, got := j.result(newToken); got.State != relayapi.PairingResultStateRefused || got.DeviceID != "" {
		t.Fatalf("%+v", got)
	}
	approval := relayapi.PairingDecision{Approve: true, Package: []byte("k"), Proof: make([]byte, 32)}
	if status, _ := f.decide(j.slot, approval); status != http.StatusBadRequest {
		t.Fatalf("approved after it was refused: %d", status)
	}
	for name, bad := range map[string]relayapi.PairingDecision{"no keys": {Approve: true, Proof: make([]byte, 32)}, "no proof": {Approve: true, Package: []byte("k")}} {
		if status, _ := f.decide(f.openPairing(), bad); status != http.StatusBadRequest {
			t.Errorf("%s: %d", name, status)
		}
	}
}

// TestWrongCodesLookAlike tries what an attacker can try.
func TestWrongCodesLookAlike(t *testing.T) {
	other := relayapi.PairingCode{Letters: "ZZZZZZZZ"}.Keys()
	for name, test := range map[string]struct {
		prepare func(f *fixture, j *joiner)
	}{
		"free slot":     {func(_ *fixture, j *joiner) { j.slot = j.slot%relayapi.MaxPairingSlot + 1 }},
		"slot 0":        {func(_ *fixture, j *joiner) { j.slot = 0 }},
		"wrong letters": {func(_ *fixture, j *joiner) { j.join.Verifier = other.Verifier }},
		"no letters": {func(_ *fixture, j *joiner) {
			j.slot, j.join.Verifier = j.slot%relayapi.MaxPairingSlot+1, make([]byte, 32)
		}},
		"too late":             {func(f *fixture, _ *joiner) { f.clock.Advance(10 * time.Minute) }},
		"asked already":        {func(f *fixture, j *joiner) { f.joiner(j.slot, letters, "lld_first").asks() }},
		"closed by its opener": {func(f *fixture, j *joiner) { f.decide(j.slot, relayapi.PairingDecision{}) }},
		"after 5 wrong tries": {func(f *fixture, j *joiner) {
			wrong := f.joiner(j.slot, other, newToken)
			for range 5 {
				wrong.asks()
			}
			if got := f.pairing(j.slot).State; got != relayapi.PairingStateClosed {
				f.t.Errorf("it is %s", got)
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			f := start(t)
			j := f.joiner(f.openPairing(), letters, newToken)
			test.prepare(f, &j)
			status, body := j.asks()
			if want := `"code":"not_found"`; status != http.StatusNotFound || !strings.Contains(body, want) || !strings.Contains(body, "no open pairing") {
				t.Fatalf("%d %s", status, body)
			}
			if devices, err := f.relay.Devices(t.Context(), f.workspace.ID); err != nil || len(devices) != 1 {
				t.Fatalf("%d devices, %v", len(devices), err)
			}
		})
	}
}

func TestPairingsAreFew(t *testing.T) {
	f := start(t)
	slots := map[int]bool{}
	for range 3 {
		slots[f.openPairing()] = true
	}
	r, err := f.api.OpenPairingWithResponse(t.Context(), relayapi.NewPairing{Verifier: letters.Verifier})
	if err != nil || r.StatusCode() != http.StatusTooManyRequests || r.HTTPResponse.Header.Get("Retry-After") != "600" || len(slots) != 3 {
		t.Fatalf("%v %s, slots %v", err, r.Body, slots)
	}
	f.clock.Advance(10 * time.Minute)
	j := f.joiner(f.openPairing(), letters, newToken)
	for name, change := range map[string]func(*relayapi.PairingJoin){
		"name": func(p *relayapi.PairingJoin) { p.Name = "" }, "spaces": func(p *relayapi.PairingJoin) { p.Name = " x " },
		"key": func(p *relayapi.PairingJoin) { p.PublicKey = "age1short" }, "token": func(p *relayapi.PairingJoin) { p.TokenHash = newToken },
		"proof": func(p *relayapi.PairingJoin) { p.Proof = nil }, "verifier": func(p *relayapi.PairingJoin) { p.Verifier = nil },
	} {
		if status, body := j.asks(change); status != http.StatusBadRequest {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	var status int
	for range 5 { // six were asked before
		status, _ = j.asks(func(p *relayapi.PairingJoin) { p.Name = "" })
	}
	if status != http.StatusTooManyRequests {
		t.Fatalf("the eleventh try in a minute: %d", status)
	}
	short, err := f.api.OpenPairingWithResponse(t.Context(), relayapi.NewPairing{Verifier: []byte("short")})
	if err != nil || short.StatusCode() != http.StatusBadRequest {
		t.Fatalf("%v %s", err, short.Body)
	}
}

func TestOperatorLetsIn(t *testing.T) {
	f := start(t)
	code, err := f.relay.OpenPairing(t.Context(), f.workspace.ID)
	if err != nil || code.RelayURL != "https://go.test.example" {
		t.Fatalf("%s, %v", code, err)
	}
	j := f.joiner(code.Slot, code.Keys(), newToken)
	if status, body := j.asks(); status != http.StatusAccepted {
		t.Fatalf("%d %s", status, body)
	}
	status, got := j.result(newToken)
	if got.State != relayapi.PairingResultStateApproved || len(got.Package) != 0 || got.WorkspaceID != f.workspace.ID {
		t.Fatalf("%d %+v", status, got)
	}
	if r, err := f.client(newToken).GetWorkspaceWithResponse(t.Context()); err != nil || r.JSON200 == nil || r.JSON200.Device.ID != got.DeviceID {
		t.Fatalf("%v %s", err, r.Body)
	}
	second, err := f.relay.OpenPairing(t.Context(), f.workspace.ID)
	if err != nil {
		t.Fatal(err)
	}
	if status, body := f.joiner(second.Slot, second.Keys(), newToken).asks(); status != http.StatusBadRequest || !strings.Contains(body, "device already") {
		t.Fatalf("the token of a device: %d %s", status, body)
	}
}

func TestPairingsOfOthersAreNotSeen(t *testing.T) {
	f := start(t)
	w, err := f.relay.CreateWorkspace(t.Context(), relay.NewWorkspace{TimeZone: "UTC", LinkBase: "https://go.other.example"})
	if err != nil {
		t.Fatal(err)
	}
	c, err := f.relay.AddDevice(t.Context(), w.ID, "Other")
	if err != nil {
		t.Fatal(err)
	}
	slot, other := f.openPairing(), f.client(c.Token)
	if r, err := other.GetPairingWithResponse(t.Context(), slot); err != nil || r.StatusCode() != http.StatusNotFound {
		t.Errorf("%v %s", err, r.Body)
	}
	if r, err := other.DecidePairingWithResponse(t.Context(), slot, relayapi.PairingDecision{}); err != nil || r.StatusCode() != http.StatusNotFound {
		t.Errorf("%v %s", err, r.Body)
	}
}
