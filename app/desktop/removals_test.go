package desktop

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"linkledger/internal/clock"
	"linkledger/internal/practice"
	"linkledger/internal/relay"
	"linkledger/internal/relay/clickfile"
	"linkledger/internal/relay/sqlitestore"
	"linkledger/internal/relayapi"
)

// idOf is the device of a name.
func idOf(t *testing.T, a *App, name string) string {
	t.Helper()
	for _, d := range got(a.Devices.Devices())(t).Devices {
		if d.Name == name {
			return d.ID
		}
	}
	t.Fatalf("there is no device %q", name)
	return ""
}

func revoked(t *testing.T, a *App, id string) bool {
	t.Helper()
	for _, d := range got(a.Devices.Devices())(t).Devices {
		if d.ID == id {
			return d.Revoked
		}
	}
	return false
}

// A copy of the relay knows a device as active that was removed since: the
// first device that syncs shuts it out again, with the keys that hold already.
func TestRemovedDeviceStaysOutAfterARestore(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	config := practice.Config{Dir: dir, Base: clock.System{}, TimeZone: "Europe/Berlin"}
	world := got(practice.Start(ctx, config))(t)
	line := got(world.AddWorkspace(ctx, relay.NewWorkspace{TimeZone: "Europe/Berlin", LinkBase: world.RelayURL()}, "First"))(t)[0]
	a := connectLive(t)
	got(a.Workspace.Connect(ConnectForm{Connection: line.String()}))(t)
	b := pair(t, a, "Stolen laptop")
	must(t, a.Sync(ctx))
	id := idOf(t, a, "Stolen laptop")
	must(t, world.Close())
	database := filepath.Join(dir, "relay.db")
	backup := got(os.ReadFile(database))(t)
	world = got(practice.Start(ctx, config))(t)
	got(a.Devices.RemoveDevice(id))(t)
	must(t, a.Sync(ctx))
	keys := len(got(a.session())(t).connection().keys.Keys())

	must(t, world.Close())
	must(t, os.WriteFile(database, backup, 0o600))
	store := got(sqlitestore.Open(ctx, database))(t)
	got(relay.Registry{Store: store, Clock: config.Base}.Restored(ctx, 0, clickfile.Position{}))(t)
	must(t, store.Close())
	world = got(practice.Start(ctx, config))(t)
	t.Cleanup(func() { must(t, world.Close()) })
	if revoked(t, a, id) {
		t.Fatal("the copy has the removal already")
	}
	must(t, a.Sync(ctx))
	if !revoked(t, a, id) {
		t.Error("the removed device is in again")
	}
	if n := len(got(a.session())(t).connection().keys.Keys()); n != keys {
		t.Errorf("%d workspace keys, and %d before the restore", n, keys)
	}
	if err := b.Sync(ctx); err == nil {
		t.Error("the removed device syncs")
	}
}

// The program died between shutting a device out and changing the keys, or the
// relay's operator shut it out.
func TestRemovalIsFinished(t *testing.T) {
	ctx := context.Background()
	a, _, _ := workspace(t)
	pair(t, a, "Stolen laptop")
	must(t, a.Sync(ctx))
	s := got(a.session())(t)
	id, keys := idOf(t, a, "Stolen laptop"), len(s.connection().keys.Keys())
	must(t, s.connection().client.RemoveDevice(ctx, id))
	s.removalsDone.Store(false) // as when the program starts
	for range 2 {
		must(t, a.Sync(ctx))
		if n := len(s.connection().keys.Keys()); n != keys+1 {
			t.Errorf("%d workspace keys after the removal", n)
		}
		s.removalsDone.Store(false)
	}
	if last := got(s.keyChanges(ctx))(t); last[len(last)-1].Removed != id {
		t.Errorf("the keys were changed for %q", last[len(last)-1].Removed)
	}
}

// The recovery key that is shown is the one that opens, also when its change
// did not reach the log, or its answer did not come back.
func TestRecoveryKeyOfAFailedChange(t *testing.T) {
	ctx := context.Background()
	a, world, lines := workspace(t)
	back := httputil.NewSingleHostReverseProxy(got(url.Parse(world.RelayURL()))(t))
	const passes, lost, noAnswer = 0, 1, 2
	mode := passes
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		if !bytes.Contains(body, []byte(`"workspace-key-`)) || mode == passes {
			back.ServeHTTP(w, r)
			return
		}
		if mode == noAnswer {
			back.ServeHTTP(httptest.NewRecorder(), r)
		}
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer proxy.Close()
	line := got(relayapi.ParseConnection(lines[0].Connection))(t)
	line.RelayURL = proxy.URL
	got(a.Workspace.Connect(ConnectForm{Connection: line.String()}))(t)
	before := got(a.Devices.RecoveryKey())(t)
	mode = lost
	if _, err := a.Devices.NewRecoveryKey(); err == nil {
		t.Fatal("a lost change succeeded")
	}
	if v := got(a.Devices.RecoveryKey())(t); v.Key != before.Key || v.Key == "" {
		t.Errorf("after a lost change: %+v", v)
	}
	mode = noAnswer
	if _, err := a.Devices.NewRecoveryKey(); err == nil {
		t.Fatal("a change without an answer succeeded")
	}
	mode = passes
	must(t, a.Sync(ctx))
	made := got(a.Devices.RecoveryKey())(t)
	if made.Key == before.Key || made.Key == "" {
		t.Errorf("after a lost answer: %+v", made)
	}
	again := got(a.Devices.NewRecoveryKey())(t)
	if again.Key == made.Key || again.Key == "" {
		t.Errorf("the next one: %+v", again)
	}
}

// The relay knows the public key of a joining device, and could start another
// workspace for it; what a person typed opens it, or nothing does.
func TestRelayHandsOverNoKeys(t *testing.T) {
	ctx := context.Background()
	world := got(openApp(t, t.TempDir()).World())(t)
	lines := got(world.AddWorkspace(ctx, relay.NewWorkspace{TimeZone: "Europe/Berlin", LinkBase: world.RelayURL()}, "Relay", "Second"))(t)
	b := connectLive(t)
	s := got(b.session())(t)
	own, typed, foreign := got(s.identity())(t), got(relayapi.NewIdentity())(t), got(relayapi.NewIdentity())(t)
	entry, key := s.keyEntry(0), relayapi.NewKey()
	must(t, relayapi.SealKeys(lines[0].WorkspaceID, &entry, []relayapi.Key{key}, key,
		relayapi.KeyChange{Recovery: foreign.Recipient(), Devices: []relayapi.KeyRecipient{{Device: "b", Key: own.Recipient()}}}))
	client := got(relayapi.Dial(lines[0]))(t)
	w := got(client.Workspace(ctx))(t)
	got(client.Push(ctx, relayapi.Push{Epoch: w.Epoch, Entries: []relayapi.NewEntry{entry}}))(t)
	_, err := b.Workspace.Connect(ConnectForm{Connection: lines[1].String(), Key: typed.Text()})
	if f := failed(t, err); f.Fields["key"] == "" {
		t.Errorf("it took the relay's keys: %+v", f)
	}
}
