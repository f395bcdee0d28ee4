package desktop

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"linkledger/internal/practice"
	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
	"linkledger/internal/sandbox"
)

// TestTwoDevicesStartAWorkspaceAtOnce: one key wins, and the other device is
// told while nothing is lost yet.
func TestTwoDevicesStartAWorkspaceAtOnce(t *testing.T) {
	ctx := context.Background()
	world := got(openApp(t, t.TempDir()).World())(t)
	fresh := got(world.AddWorkspace(ctx, relay.NewWorkspace{TimeZone: "Europe/Berlin", LinkBase: world.RelayURL()}, "First", "Second"))(t)

	a, b := connectLive(t), connectLive(t)
	got(a.Workspace.Connect(ConnectForm{Connection: fresh[0].String()}))(t)
	_, err := b.Workspace.Connect(ConnectForm{Connection: fresh[1].String()})
	if f := failed(t, err); f.Fields["key"] == "" {
		t.Fatalf("the second device came in with a key of its own: %+v", f)
	}
	got(b.Workspace.Connect(ConnectForm{Connection: fresh[1].String(), Key: printed(t, a)}))(t)
	got(a.Members.Save(MemberForm{Name: "Maya"}))(t)
	must(t, a.Sync(ctx))
	must(t, b.Sync(ctx))
	if members := got(b.Members.List())(t); len(members) != 1 || members[0].Name != "Maya" {
		t.Errorf("members on the second device: %+v", members)
	}

	// A new line for the same workspace is taken, one for another is not.
	if v := got(b.Workspace.Connect(ConnectForm{Connection: fresh[1].String()}))(t); v.Sync.State != "synced" {
		t.Errorf("connected again: %+v", v.Sync)
	}
	other := got(got(openApp(t, t.TempDir()).World())(t).Connection())(t)
	if _, err := b.Workspace.Connect(ConnectForm{Connection: other.String()}); failed(t, err).Fields["connection"] == "" {
		t.Error("the profile moved to another workspace")
	}
}

// TestAConnectThatBrokeOffGoesOn: the first entry was sealed and sent, and the
// program died before it knew; the key must be there the next time.
func TestAConnectThatBrokeOffGoesOn(t *testing.T) {
	ctx := context.Background()
	world := got(openApp(t, t.TempDir()).World())(t)
	line := got(world.AddWorkspace(ctx, relay.NewWorkspace{TimeZone: "Europe/Berlin", LinkBase: world.RelayURL()}, "First"))(t)[0]
	a := connectLive(t)
	s := got(a.session())(t)
	must(t, s.connect(ctx, line, relayapi.Identity{}))
	for _, name := range []string{secretWorkspace, secretConnection} {
		must(t, s.vault.Delete(name)) // what is saved after the entry was sent
	}
	if v := got(a.Workspace.Connect(ConnectForm{Connection: line.String()}))(t); v.Sync.State != "synced" {
		t.Errorf("after the break: %+v", v.Sync)
	}
}

// TestEditsOfDifferentFieldsBothStand: on the devices and at the relay.
func TestEditsOfDifferentFieldsBothStand(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	offer, _, link := sale(t, a)
	b, form := secondDevice(t, a, printed(t, a))
	got(b.Workspace.Connect(form))(t)

	got(b.Offers.SetStatus(offer.Row.ID, "paused"))(t)
	edit := offer.Form
	edit.Name = "Wool throw, new name" // a does not know of the pause
	got(a.Offers.Save(edit))(t)
	must(t, b.Sync(ctx))
	must(t, a.Sync(ctx))
	must(t, b.Sync(ctx))
	for _, app := range []*App{a, b} {
		if row := got(app.Offers.List())(t)[0]; row.Name != edit.Name || row.Status != "paused" {
			t.Errorf("offer %+v", row)
		}
	}
	if _, err := practice.NewShopper(practice.Chrome).Click(ctx, link.URL); err == nil {
		t.Error("a link of the paused offer still runs")
	}
}

// TestCJsTroubleStaysOnTheChip: until CJ has answered well.
func TestCJsTroubleStaysOnTheChip(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	sale(t, a)
	world := got(a.World())(t)
	must(t, world.SetFault(string(sandbox.API401), true))
	if err := a.Sync(ctx); err == nil {
		t.Fatal("a refused token is no error")
	}
	s := got(a.session())(t)
	must(t, s.sync(ctx, false)) // a sync that does not ask CJ
	if chip := got(a.Workspace.State())(t).Sync; chip.State != "error" || !strings.Contains(chip.Message, "token") {
		t.Errorf("chip %+v", chip)
	}
	must(t, world.SetFault(string(sandbox.API401), false))
	must(t, a.Sync(ctx))
	if chip := got(a.Workspace.State())(t).Sync; chip.State != "synced" {
		t.Errorf("chip %+v", chip)
	}
}

func TestAProfileOpensOnce(t *testing.T) {
	dir := t.TempDir()
	a := openApp(t, dir)
	b := openApp(t, dir)
	_, err := b.Offers.List()
	if f := failed(t, err); !strings.Contains(f.Message, "another window") || f.Hint == "" {
		t.Errorf("a second window: %+v", f)
	}
	// Nor can the second window throw away what the first one works on.
	offer := got(a.Offers.Save(offerForm(t, a)))(t)
	if _, err := b.Practice.Reset(); !strings.Contains(failed(t, err).Message, "another window") {
		t.Errorf("a reset from a second window: %v", err)
	}
	must(t, a.Sync(context.Background()))
	if list := got(a.Offers.List())(t); len(list) != 1 || list[0].ID != offer.Row.ID {
		t.Errorf("offers after it: %+v", list)
	}
	must(t, a.Close())
	got(b.Workspace.SwitchProfile(practiceID))(t)
	got(b.Offers.List())(t)
}

func TestSwitchesOfProfilesQueue(t *testing.T) {
	current := goleak.IgnoreCurrent()
	a := openApp(t, t.TempDir())
	first := got(a.Workspace.CreateProfile("First"))(t).Profile.ID
	second := got(a.Workspace.CreateProfile("Second"))(t).Profile.ID
	var all sync.WaitGroup
	for _, id := range []string{first, second, first, second} {
		all.Add(1)
		go func() {
			defer all.Done()
			_, _ = a.Workspace.SwitchProfile(id)
		}()
	}
	all.Wait()
	got(a.Offers.List())(t)
	must(t, a.Close())
	if _, err := a.Offers.List(); err == nil {
		t.Error("a closed application answers")
	}
	goleak.VerifyNone(t, current)
}

func TestFolderThatCantBeWrittenIsSaid(t *testing.T) {
	if os.Getuid() == 0 {
		f := failure{}
		if !asFailure(fail(os.ErrPermission), &f) || !strings.Contains(f.Message, "may not write") {
			t.Errorf("a refused permission is %+v", f)
		}
		return // nothing is forbidden to root
	}
	dir := t.TempDir()
	a := openApp(t, dir)
	must(t, a.Close())
	must(t, os.Chmod(a.profileDir(practiceID), 0o500))
	t.Cleanup(func() { must(t, os.Chmod(a.profileDir(practiceID), 0o700)) })
	b := openApp(t, dir)
	_, err := b.Offers.List()
	if f := failed(t, err); f.Code == "internal" {
		t.Errorf("a read-only folder is %+v", f)
	}
}

func asFailure(err error, f *failure) bool { return errors.As(err, f) }
