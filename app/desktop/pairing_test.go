package desktop

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"linkledger/internal/practice"
	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

// joinAsync types a code on a new device; the outcome comes when it is approved.
func joinAsync(b *App, form JoinForm) <-chan error {
	done := make(chan error, 1)
	go func() {
		_, err := b.Devices.JoinWithCode(form)
		done <- err
	}()
	return done
}

// pair lets a new device in and returns it.
func pair(t *testing.T, a *App, name string) *App {
	t.Helper()
	code := got(a.Devices.OpenPairing())(t)
	b := connectLive(t)
	done := joinAsync(b, JoinForm{Code: strings.ToLower(code.Code), DeviceName: name})
	await(t, func() bool { return got(a.Devices.Pairing())(t).State == pairingAsked })
	if v := got(a.Devices.Pairing())(t); v.DeviceName != name {
		t.Errorf("who asks: %+v", v)
	}
	got(a.Devices.DecidePairing(true))(t)
	must(t, <-done)
	if v := got(b.Workspace.State())(t); !v.Connected || v.Sync.State != "synced" || v.DeviceName != name {
		t.Fatalf("after joining: %+v", v)
	}
	if v := got(b.Devices.JoinState())(t); v.State != joinDone {
		t.Errorf("join %+v", v)
	}
	return b
}

// await asks until it is so.
func await(t *testing.T, so func() bool) {
	t.Helper()
	again := time.NewTicker(20 * time.Millisecond) // a screen asks no oftener, and the relay counts
	defer again.Stop()
	for end := time.Now().Add(20 * time.Second); !so(); <-again.C {
		if time.Now().After(end) {
			t.Fatal("it never came so")
		}
	}
}

// workspace is a live profile that has founded a workspace on a practice relay.
func workspace(t *testing.T) (*App, *practice.World, []ConnectForm) {
	t.Helper()
	world := got(openApp(t, t.TempDir()).World())(t)
	lines := got(world.AddWorkspace(context.Background(), relay.NewWorkspace{TimeZone: "Europe/Berlin", LinkBase: world.RelayURL()}, "First", "Second"))(t)
	a := connectLive(t)
	got(a.Workspace.Connect(ConnectForm{Connection: lines[0].String()}))(t)
	return a, world, []ConnectForm{{Connection: lines[0].String()}, {Connection: lines[1].String()}}
}

// A device comes in by a code, holds the same, is removed, and can then neither
// sync nor read what is written; those who stay and the print go on.
func TestDeviceComesAndGoes(t *testing.T) {
	ctx := context.Background()
	a, _, lines := workspace(t)
	before := got(a.Devices.RecoveryKey())(t)
	if v := got(a.Workspace.State())(t); !v.Unprinted || before.Printed {
		t.Errorf("nobody has printed the key: %+v", before)
	}
	if v := got(a.Devices.RecoveryKeyPrinted())(t); !v.Printed || got(a.Workspace.State())(t).Unprinted {
		t.Errorf("printed: %+v", v)
	}
	got(a.Members.Save(MemberForm{Name: "Maya"}))(t)
	must(t, a.Sync(ctx))
	b := pair(t, a, "Office laptop")
	if members := got(b.Members.List())(t); len(members) != 1 {
		t.Errorf("the new device has %+v", members)
	}
	if v := got(b.Devices.RecoveryKey())(t); v.Key != "" || v.MadeBy != "First" {
		t.Errorf("the new device shows the recovery key: %+v", v)
	}
	must(t, a.Sync(ctx))
	var id string
	for _, d := range got(a.Devices.Devices())(t).Devices {
		if d.Name == "Office laptop" {
			id = d.ID
		}
	}
	keys := len(got(a.session())(t).connection().keys.Keys())
	list := got(a.Devices.RemoveDevice(id))(t)
	if d := list.Devices[len(list.Devices)-1]; !d.Revoked {
		t.Errorf("devices %+v", list)
	}
	if n := len(got(a.session())(t).connection().keys.Keys()); n != keys+1 {
		t.Errorf("%d workspace keys after the removal", n)
	}
	got(a.Members.Save(MemberForm{Name: "Jonas"}))(t)
	must(t, a.Sync(ctx))
	if err := b.Sync(ctx); err == nil {
		t.Error("the removed device syncs")
	}
	if v := got(b.Workspace.State())(t).Sync; v.State != "removed" || v.Hint == "" {
		t.Errorf("chip %+v", v)
	}
	if members := got(b.Members.List())(t); len(members) != 1 {
		t.Errorf("what it had: %+v", members)
	}

	// The print from before the removal opens everything.
	c := connectLive(t)
	if _, err := c.Workspace.Connect(lines[1]); failed(t, err).Fields["key"] == "" {
		t.Errorf("without the recovery key: %v", err)
	}
	lines[1].Key = before.Key
	got(c.Workspace.Connect(lines[1]))(t)
	if members := got(c.Members.List())(t); len(members) != 2 {
		t.Errorf("by the print: %+v", members)
	}

	// A new print: the old one opens nothing from then on.
	must(t, a.Sync(ctx))
	fresh := got(a.Devices.NewRecoveryKey())(t)
	if fresh.Key == before.Key || fresh.Key == "" || fresh.Printed {
		t.Errorf("new recovery key %+v", fresh)
	}
	got(a.Members.Save(MemberForm{Name: "Noor"}))(t)
	must(t, a.Sync(ctx))
	must(t, c.Sync(ctx)) // its own public key is among the recipients
	if members := got(c.Members.List())(t); len(members) != 3 {
		t.Errorf("after the new recovery key: %+v", members)
	}
}

func TestPairingThatFails(t *testing.T) {
	a, _, _ := workspace(t)
	b := connectLive(t)
	code := got(a.Devices.OpenPairing())(t)
	for wrong, field := range map[string]string{"hello": "code", code.Code[:len(code.Code)-1]: "code"} {
		_, err := b.Devices.JoinWithCode(JoinForm{Code: wrong, DeviceName: "B"})
		if f := failed(t, err); f.Fields[field] == "" {
			t.Errorf("%q: %+v", wrong, f)
		}
	}
	letters := "BBBB-BBBB"
	if strings.HasSuffix(code.Code, letters) {
		letters = "CCCC-CCCC"
	}
	_, err := b.Devices.JoinWithCode(JoinForm{Code: code.Code[:len(code.Code)-9] + letters, DeviceName: "B"})
	if f := failed(t, err); f.Fields["code"] == "" {
		t.Errorf("wrong letters: %+v", f)
	}
	done := joinAsync(b, JoinForm{Code: code.Code, DeviceName: "B"})
	await(t, func() bool { return got(a.Devices.Pairing())(t).State == pairingAsked })
	got(a.Devices.DecidePairing(false))(t)
	if f := failed(t, <-done); !strings.Contains(f.Message, "refused") {
		t.Errorf("refused: %+v", f)
	}
	if v := got(b.Devices.JoinState())(t); v.State != joinFailed || v.Message == "" {
		t.Errorf("join %+v", v)
	}
	if v := got(b.Workspace.State())(t); v.Connected {
		t.Error("a refused device is connected")
	}
}

// A poll that is under way when a newer code is shown, or none any more, does not
// bring its own back.
func TestOldPollLeavesTheNewCode(t *testing.T) {
	a, _, lines := workspace(t)
	asked, answer := make(chan struct{}), make(chan struct{})
	line := got(relayapi.ParseConnection(lines[0].Connection))(t)
	through := httputil.NewSingleHostReverseProxy(got(url.Parse(line.RelayURL))(t))
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && strings.HasPrefix(r.URL.Path, "/v1/pairings/") {
			asked <- struct{}{}
			<-answer
		}
		through.ServeHTTP(w, r)
	}))
	defer proxy.Close()
	line.RelayURL = proxy.URL
	got(a.Workspace.Connect(ConnectForm{Connection: line.String()}))(t)
	got(a.Devices.OpenPairing())(t)
	poll := func() <-chan PairingView {
		view := make(chan PairingView, 1)
		go func() {
			v, _ := a.Devices.Pairing()
			view <- v
		}()
		<-asked
		return view
	}
	old := poll()
	second := got(a.Devices.OpenPairing())(t)
	answer <- struct{}{}
	if v := <-old; v.Code != second.Code {
		t.Errorf("it shows %+v, the code is %s", v, second.Code)
	}
	old = poll()
	must(t, a.Devices.CancelPairing())
	answer <- struct{}{}
	if v := <-old; v.State != pairingNone {
		t.Errorf("a code that was given up shows as %+v", v)
	}
	if v := got(a.Devices.Pairing())(t); v.State != pairingNone {
		t.Errorf("and afterwards as %+v", v)
	}
}

// A request whose answer was lost does not spend the code.
func TestJoinAsksAgainWithTheSameToken(t *testing.T) {
	s := got(connectLive(t).session())(t)
	first, second := relayapi.NewPairingCode(), relayapi.NewPairingCode()
	token := s.tokenFor(first)
	if s.tokenFor(first) != token || s.tokenFor(second) == token {
		t.Error("the token does not follow the code")
	}
}

// Two people set the payee of one member: one is told, and decides.
func TestConflictIsDecided(t *testing.T) {
	ctx := context.Background()
	a, _, _ := workspace(t)
	member := got(a.Members.Save(MemberForm{Name: "Maya", Payee: "old@member.example"}))(t)
	must(t, a.Sync(ctx))
	b := pair(t, a, "Office laptop")
	got(a.Members.Save(MemberForm{ID: member.ID, Name: "Maya", Payee: "first@member.example"}))(t)
	got(b.Members.Save(MemberForm{ID: member.ID, Name: "Maya L.", Payee: "second@member.example"}))(t)
	must(t, a.Sync(ctx))
	must(t, b.Sync(ctx))
	list := got(b.Conflicts.Conflicts())(t)
	if len(list) != 1 || list[0].What != "payee" || list[0].Subject != "Maya L." || list[0].Actor != "you" || list[0].Device != "First" ||
		list[0].Mine[0].Value != "second@member.example" || list[0].Theirs[0].Value != "first@member.example" {
		t.Fatalf("conflicts %+v", list)
	}
	if v := got(b.Workspace.State())(t).Sync; v.Attention != 1 {
		t.Errorf("chip %+v", v)
	}
	if left := got(b.Conflicts.ResolveConflict(list[0].ID, "mine", list[0].Seen))(t); len(left) != 0 {
		t.Errorf("left %+v", left)
	}
	must(t, b.Sync(ctx))
	must(t, a.Sync(ctx))
	for _, app := range []*App{a, b} {
		if m := got(app.Members.List())(t)[0]; m.Payee != "second@member.example" || m.Name != "Maya L." {
			t.Errorf("member %+v", m)
		}
		if left := got(app.Conflicts.Conflicts())(t); len(left) != 0 {
			t.Errorf("left %+v", left)
		}
	}
}
