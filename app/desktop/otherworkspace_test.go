package desktop

import (
	"context"
	"strings"
	"testing"

	"linkledger/internal/ingest"
	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

// TestABackupStaysInItsWorkspace: a backup of one workspace, restored on a new
// computer, can't be connected to another, neither of which gets anything of
// the other; it can be connected to its own.
func TestABackupStaysInItsWorkspace(t *testing.T) {
	ctx := context.Background()
	a, world, own := workspace(t)
	key := printed(t, a)
	got(a.Members.Save(MemberForm{Name: "Of A"}))(t)
	must(t, a.Sync(ctx))
	got(a.Members.Save(MemberForm{Name: "Of A, not sent"}))(t)
	made := got(a.Backups.Now())(t)

	lines := got(world.AddWorkspace(ctx, relay.NewWorkspace{TimeZone: "Europe/Berlin", LinkBase: world.RelayURL()}, "B1", "B2"))(t)
	b := connectLive(t)
	got(b.Workspace.Connect(ConnectForm{Connection: lines[0].String()}))(t)
	got(b.Members.Save(MemberForm{Name: "Of B"}))(t)
	must(t, b.Sync(ctx))
	keyOfB := printed(t, b)
	must(t, b.Sync(ctx))
	ofB := got(relayapi.Dial(lines[0]))(t)
	before := got(ofB.Workspace(ctx))(t).Head

	n := openApp(t, t.TempDir())
	got(n.Workspace.CreateProfile("Brand"))(t)
	n.options.OpenFile = func() (string, error) { return made.Items[0].Path, nil }
	got(n.Backups.RestoreFile(key))(t)
	if f := failed(t, second(n.Workspace.Connect(ConnectForm{Connection: lines[1].String(), Key: keyOfB}))); !strings.Contains(f.Message, "another workspace") || f.Hint == "" {
		t.Errorf("%+v", f)
	}
	if v := got(n.Workspace.State())(t); v.Connected {
		t.Error("it is connected all the same")
	}
	// Its own backups tell whose they are, before any relay is connected.
	if list := got(n.Backups.Now())(t); got(got(n.session())(t).findBackup(list.Items[0].ID))(t).Workspace == "" {
		t.Error("a backup of it does not know its workspace")
	}

	// A connection that came in by another way, such as an older program.
	s := got(n.session())(t)
	must(t, s.store.DropNote(ctx, ingest.NoteWorkspace))
	must(t, s.connect(ctx, lines[1], got(relayapi.ParseIdentity(keyOfB))(t)))
	must(t, s.store.Note(ctx, ingest.NoteWorkspace, "a"))
	must(t, s.loadConnection(ctx))
	if err := n.Sync(ctx); err == nil || !strings.Contains(err.Error(), "another workspace") {
		t.Errorf("a sync with it: %v", err)
	}
	if now := got(ofB.Workspace(ctx))(t).Head; now != before {
		t.Errorf("the other workspace's log has %d entries, and had %d", now, before)
	}
	must(t, b.Sync(ctx))
	if members := got(b.Members.List())(t); len(members) != 1 {
		t.Errorf("it has %+v", members)
	}

	n = openApp(t, t.TempDir())
	got(n.Workspace.CreateProfile("Brand"))(t)
	n.options.OpenFile = func() (string, error) { return made.Items[0].Path, nil }
	got(n.Backups.RestoreFile(key))(t)
	got(n.Workspace.Connect(ConnectForm{Connection: own[1].Connection, Key: key}))(t)
	must(t, n.Sync(ctx))
	if members := got(n.Members.List())(t); len(members) != 2 {
		t.Errorf("its own workspace: %+v", members)
	}
}
