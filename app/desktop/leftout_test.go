package desktop

import (
	"context"
	"testing"

	"linkledger/internal/relayapi"
)

// A device that was left out of a change of the keys goes on with the print.
func TestRecoveryKeyLetsALeftOutDeviceGoOn(t *testing.T) {
	ctx := context.Background()
	a, _, _ := workspace(t)
	key := got(a.Devices.RecoveryKey())(t).Key
	must(t, a.Sync(ctx))
	b := pair(t, a, "Office laptop")
	must(t, a.Sync(ctx))
	s := got(a.session())(t)
	c := s.connection()
	last, n, _, err := s.lastKeyChange(ctx)
	must(t, err)
	last.Devices = last.Devices[:1] // as if the other had never said its public key
	sealing, _ := c.keys.Newest()
	entry := s.keyEntry(n)
	must(t, relayapi.SealKeys(c.known.ID, &entry, append(c.keys.Keys(), relayapi.NewKey()), sealing, last))
	position := got(s.store.Position(ctx))(t)
	got(c.client.Push(ctx, relayapi.Push{Epoch: position.Epoch, Entries: []relayapi.NewEntry{entry}}))(t)
	must(t, a.Sync(ctx))
	got(a.Members.Save(MemberForm{Name: "Noor"}))(t)
	must(t, a.Sync(ctx))

	if err := b.Sync(ctx); err == nil {
		t.Fatal("a device that was left out reads on")
	}
	if v := got(b.Workspace.State())(t).Sync; v.State != "locked" || v.Hint == "" {
		t.Errorf("chip %+v", v)
	}
	if v := got(b.Devices.EnterRecoveryKey(key))(t); v.Sync.State != "synced" {
		t.Errorf("after the recovery key: %+v", v.Sync)
	}
	if members := got(b.Members.List())(t); len(members) != 1 || members[0].Name != "Noor" {
		t.Errorf("members %+v", members)
	}
}
