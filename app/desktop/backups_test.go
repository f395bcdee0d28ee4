package desktop

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linkledger/internal/backup"
	"linkledger/internal/clock"
	"linkledger/internal/ingest"
	"linkledger/internal/practice"
)

// database is the file of the practice profile.
func database(dir string) string {
	return filepath.Join(dir, profilesDir, practiceID, databaseFile)
}

func payableMembers(t *testing.T, a *App) (ids []string, stopped string) {
	t.Helper()
	plan := got(a.Payments.Plan())(t)
	for _, line := range plan.Lines {
		if line.Blocked == "" {
			ids = append(ids, line.MemberID)
		}
	}
	return ids, plan.Stopped
}

// TestRestoreNeverPaysTwice: a backup from before a payment offers the same
// earnings to nobody before the log has been read, and not afterwards.
func TestRestoreNeverPaysTwice(t *testing.T) {
	a := openApp(t, t.TempDir())
	sale(t, a)
	toPayday(t, a)
	before := got(a.Backups.Now())(t)
	if len(before.Items) != 1 || before.Items[0].Reason != "asked" || before.Items[0].Entry == 0 || !before.WithRecovery || before.Frozen != "" {
		t.Fatalf("%+v", before)
	}
	if check := got(a.Backups.Check(before.Items[0].ID))(t); !check.OK {
		t.Fatalf("%+v", check)
	}
	paid := payNow(t, a)
	head := got(a.Prove(context.Background()))(t)
	got(a.Members.Save(MemberForm{Name: "Saved offline"}))(t) // waits in the outbox

	state := got(a.Backups.Restore(before.Items[0].ID))(t)
	if state.Sync.Pending == 0 {
		t.Error("the edit that waited is gone")
	}
	after := got(a.Backups.List())(t)
	if len(after.Items) != 2 || after.Items[0].Reason != "restore" || !strings.Contains(after.Frozen, "Restored from a backup of") || after.Confirmation != "" {
		t.Fatalf("%+v", after)
	}
	if _, err := a.Backups.Unfreeze(unfreezePhrase); err == nil {
		t.Error("a person's word stood for the relay's log")
	}
	offered, stopped := payableMembers(t, a)
	if !strings.Contains(stopped, "Payments wait") {
		t.Fatalf("payments are not frozen: %q", stopped)
	}
	if _, err := a.Payments.Make(offered); err == nil {
		t.Fatal("a payment was made from a backup")
	}
	must(t, a.Sync(context.Background()))
	if offered, stopped = payableMembers(t, a); len(offered) != 0 || stopped != "" {
		t.Errorf("after the log was read %v are offered, stopped %q", offered, stopped)
	}
	if got(a.Backups.List())(t).Frozen != "" {
		t.Error("still frozen")
	}
	if now := got(a.Prove(context.Background()))(t); now != head {
		t.Error("the books are others than before the restore")
	}
	if p := got(a.Payments.Get(paid.Row.ID))(t); p.Row.State != paid.Row.State {
		t.Errorf("the payment is %s now, and was %s", p.Row.State, paid.Row.State)
	}
	found := false
	for _, m := range got(a.Members.List())(t) {
		found = found || m.Name == "Saved offline"
	}
	if !found {
		t.Error("the edit that waited did not arrive")
	}
}

// TestANewDatabaseIsNotOlder: the first sync of a fresh profile pushes before
// anything is folded.
func TestANewDatabaseIsNotOlder(t *testing.T) {
	var said bytes.Buffer
	a, err := Open(context.Background(), Options{Dir: t.TempDir(), Manual: true, Log: slog.New(slog.NewTextHandler(&said, nil))})
	must(t, err)
	defer func() { must(t, a.Close()) }()
	must(t, a.Sync(context.Background()))
	if strings.Contains(said.String(), "older than") {
		t.Errorf("a new database is called old: %s", said.String())
	}
}

// TestMomentsAreOfTheWorkspace: what a sentence keeps is no UTC.
func TestMomentsAreOfTheWorkspace(t *testing.T) {
	s := &session{link: &connection{zone: time.FixedZone("there", 9*3600)}}
	if text := s.frozenText("Made anew on", time.Date(2026, 11, 22, 21, 5, 0, 0, time.UTC)); text != "Made anew on 23 November 2026 06:05" {
		t.Error(text)
	}
}

// TestAnOlderCopyIsNoticed: somebody brings back an old copy of the database
// behind the program's back.
func TestAnOlderCopyIsNoticed(t *testing.T) {
	dir := t.TempDir()
	a := openApp(t, dir)
	sale(t, a)
	must(t, a.Close())
	old, err := os.ReadFile(database(dir))
	must(t, err)
	a = openApp(t, dir)
	got(a.Members.Save(MemberForm{Name: "Since then"}))(t)
	must(t, a.Sync(context.Background()))
	must(t, a.Close())
	must(t, os.WriteFile(database(dir), old, 0o600))

	var said bytes.Buffer
	a, err = Open(context.Background(), Options{Dir: dir, Manual: true, Log: slog.New(slog.NewTextHandler(&said, nil))})
	must(t, err)
	defer func() { must(t, a.Close()) }()
	world := got(a.World())(t)
	must(t, world.SetFault(practice.RelayStopped, true)) // the relay can't tell
	if _, stopped := payableMembers(t, a); !strings.Contains(stopped, "older than what it has sent") {
		t.Errorf("stopped %q", stopped)
	}
	must(t, world.SetFault(practice.RelayStopped, false))
	must(t, a.Sync(context.Background()))
	if !strings.Contains(said.String(), "older than what it has sent") {
		t.Error("nothing noticed that the database is older than what this device has sent")
	}
	if text := got(a.Backups.List())(t).Frozen; text != "" {
		t.Errorf("still frozen after the log was read: %q", text)
	}
}

// TestRestoreFromAFile: the printed recovery key opens a backup that a person
// chooses, and nothing else comes in.
func TestRestoreFromAFile(t *testing.T) {
	dir := t.TempDir()
	a := openApp(t, dir)
	sale(t, a)
	key := got(a.Devices.RecoveryKey())(t)
	made := got(a.Backups.Now())(t)
	path := made.Items[0].Path
	other := filepath.Join(t.TempDir(), "copied.backup")
	raw, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(other, raw, 0o600))
	chosen := other
	a.options.OpenFile = func() (string, error) { return chosen, nil }

	if f := failed(t, second(a.Backups.RestoreFile("not a key"))); f.Fields["recoveryKey"] == "" {
		t.Errorf("%+v", f)
	}
	got(a.Backups.RestoreFile(key.Key))(t)
	if got(a.Backups.List())(t).Frozen == "" {
		t.Error("not frozen")
	}
	must(t, a.Sync(context.Background()))
	// Practice mode anew is another workspace.
	got(a.Practice.Reset())(t)
	if f := failed(t, second(a.Backups.RestoreFile(key.Key))); !strings.Contains(f.Message, "another profile or workspace") {
		t.Errorf("%+v", f)
	}
	if f := failed(t, second(a.Backups.RestoreFile(""))); !strings.Contains(f.Message, "No key of this computer") {
		t.Errorf("%+v", f)
	}
	raw[len(raw)/2] ^= 1
	must(t, os.WriteFile(other, raw, 0o600))
	if f := failed(t, second(a.Backups.RestoreFile(key.Key))); !strings.Contains(f.Message, "damaged") {
		t.Errorf("%+v", f)
	}
	must(t, os.WriteFile(other, []byte("hello"), 0o600))
	if f := failed(t, second(a.Backups.RestoreFile(key.Key))); !strings.Contains(f.Message, "not a backup") {
		t.Errorf("%+v", f)
	}
	chosen = ""
	got(a.Backups.RestoreFile(""))(t) // a person's no
	if _, err := os.Stat(database(dir) + ".restoring"); err == nil {
		t.Error("a refused restore left something")
	}
}

// TestRestoreOnANewComputer: with the printed recovery key a backup opens where
// nothing is, and what waited in it is sent once a relay is connected.
func TestRestoreOnANewComputer(t *testing.T) {
	a, _, lines := workspace(t)
	key := printed(t, a)
	got(a.Members.Save(MemberForm{Name: "Maya"}))(t)
	must(t, a.Sync(context.Background()))
	got(a.Members.Save(MemberForm{Name: "Never sent"}))(t)
	made := got(a.Backups.Now())(t)
	must(t, a.Close()) // and the computer is gone

	b := openApp(t, t.TempDir())
	got(b.Workspace.CreateProfile("Brand"))(t)
	b.options.OpenFile = func() (string, error) { return made.Items[0].Path, nil }
	if f := failed(t, second(b.Backups.RestoreFile(""))); !strings.Contains(f.Message, "No key of this computer") {
		t.Errorf("%+v", f)
	}
	got(b.Backups.RestoreFile(key))(t)
	if v := got(b.Backups.List())(t); v.Frozen == "" || v.Confirmation == "" {
		t.Errorf("%+v", v)
	}
	got(b.Workspace.Connect(ConnectForm{Connection: lines[1].Connection, Key: key}))(t)
	must(t, b.Sync(context.Background()))
	if members := got(b.Members.List())(t); len(members) != 2 {
		t.Errorf("%+v", members)
	}
	if v := got(b.Workspace.State())(t); v.Sync.Pending != 0 || v.Sync.State != "synced" || got(b.Backups.List())(t).Frozen != "" {
		t.Errorf("%+v", v.Sync)
	}
}

func second[T any](_ T, err error) error { return err }

// TestAClockThatWasAhead: backups that it dated in the future stop none, and
// are not taken for the newest.
func TestAClockThatWasAhead(t *testing.T) {
	dir, now := t.TempDir(), clock.NewFake(time.Date(2036, 11, 22, 9, 0, 0, 0, time.UTC))
	open := func() *App {
		return got(Open(context.Background(), Options{Dir: dir, Manual: true, Clock: now, Version: "1.0"}))(t)
	}
	a := open()
	defer func() { must(t, a.Close()) }()
	look := func() int {
		got(a.session())(t).backUpWhenDue(context.Background())
		return len(got(a.Backups.List())(t).Items)
	}
	for i := range 3 {
		now.Advance(32 * 24 * time.Hour)
		got(a.Members.Save(MemberForm{Name: "M"}))(t)
		if n := look(); n != i+1 {
			t.Fatalf("%d backups", n)
		}
	}
	must(t, a.Close())
	now = clock.NewFake(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
	a = open()
	got(a.Members.Save(MemberForm{Name: "M"}))(t)
	if n := look(); n != 4 {
		t.Errorf("%d backups once the clock is right", n)
	}
	got(a.Members.Save(MemberForm{Name: "N"}))(t)
	if n := look(); n != 4 {
		t.Errorf("%d backups in an hour", n)
	}
	now.Advance(time.Hour)
	if n := look(); n != 5 {
		t.Errorf("%d backups after an hour", n)
	}
}

func TestCandidates(t *testing.T) {
	item := func(id, workspace, epoch string, seq int64) backup.Backup {
		return backup.Backup{ID: id, Manifest: backup.Manifest{Workspace: workspace, Facts: backup.Facts{Epoch: epoch, Seq: seq}}}
	}
	order := ""
	for _, c := range candidates([]backup.Backup{item("a", "w", "2", 5), item("b", "other", "2", 99), item("c", "w", "1", 20),
		item("d", "w", "2", 7), item("e", "w", "2", 7), item("f", "", "", 0), item("g", "w", "1", 21)},
		func(m backup.Manifest) bool { return m.Workspace != "other" }) {
		order += c.ID
	}
	if order != "deagcf" {
		t.Errorf("tried in the order %s", order)
	}
}

// TestBackupsBySchedule: each hour in which something changed.
func TestBackupsBySchedule(t *testing.T) {
	now := clock.NewFake(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
	dir := t.TempDir()
	open := func(version string) *App {
		a, err := Open(context.Background(), Options{Dir: dir, Manual: true, Clock: now, Version: version})
		must(t, err)
		return a
	}
	a := open("1.0")
	reasons := func() (list []string) {
		for _, item := range got(a.Backups.List())(t).Items {
			list = append(list, item.Reason)
		}
		return list
	}
	look := func() { got(a.session())(t).backUpWhenDue(context.Background()) }
	look()
	if r := reasons(); len(r) != 1 || r[0] != "schedule" {
		t.Fatalf("the first: %v", r)
	}
	now.Advance(2 * time.Hour)
	look()
	if r := reasons(); len(r) != 1 {
		t.Fatalf("nothing has changed: %v", r)
	}
	got(a.Members.Save(MemberForm{Name: "M"}))(t)
	if next := got(a.Backups.List())(t).NextAt; next != "2026-11-22T10:00:00Z" {
		t.Errorf("due %s", next)
	}
	look()
	if r := reasons(); len(r) != 2 {
		t.Fatalf("an edit: %v", r)
	}
	got(a.Members.Save(MemberForm{Name: "N"}))(t)
	now.Advance(59 * time.Minute)
	look()
	if r := reasons(); len(r) != 2 {
		t.Fatalf("not an hour: %v", r)
	}
	must(t, a.Close())
	a = open("1.1")
	if r := reasons(); len(r) != 3 || r[0] != "update" {
		t.Errorf("an update: %v", r)
	}
	must(t, a.Close())
	a = open("1.1")
	if r := reasons(); len(r) != 3 {
		t.Errorf("the same version again: %v", r)
	}
	must(t, a.Close())
}

// TestUnfreezeWithoutARelay: nobody but a person can tell what was paid.
func TestUnfreezeWithoutARelay(t *testing.T) {
	a := openApp(t, t.TempDir())
	got(a.Workspace.CreateProfile("Brand"))(t)
	got(a.Members.Save(MemberForm{Name: "M"}))(t)
	made := got(a.Backups.Now())(t)
	got(a.Members.Save(MemberForm{Name: "N"}))(t)
	got(a.Backups.Restore(made.Items[0].ID))(t)
	if list := got(a.Members.List())(t); len(list) != 2 {
		t.Errorf("edits that waited were lost: %+v", list)
	}
	v := got(a.Backups.List())(t)
	if v.Frozen == "" || v.Confirmation == "" {
		t.Fatalf("%+v", v)
	}
	if f := failed(t, second(a.Backups.Unfreeze("yes"))); f.Fields["confirmation"] == "" {
		t.Errorf("%+v", f)
	}
	if v = got(a.Backups.Unfreeze("  Nothing was PAID  since "))(t); v.Frozen != "" {
		t.Errorf("%+v", v)
	}
}

// TestUnfreezeAcrossAGap: a relay that was restored, too, can't tell either.
func TestUnfreezeAcrossAGap(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	sale(t, a)
	s := got(a.session())(t)
	must(t, s.store.Note(ctx, ingest.NoteFrozen, "Restored from a backup of then"))
	must(t, s.store.Note(ctx, ingest.NoteGap, "epoch"))
	must(t, a.Sync(ctx))
	v := got(a.Backups.List())(t)
	if v.Confirmation == "" || !strings.Contains(v.Frozen, "may lack what was paid") {
		t.Fatalf("%+v", v)
	}
	if stopped := got(a.Payments.Plan())(t).Stopped; !strings.Contains(stopped, "may lack what was paid") {
		t.Errorf("payments: %q", stopped)
	}
	if v = got(a.Backups.Unfreeze(unfreezePhrase))(t); v.Frozen != "" || v.Confirmation != "" {
		t.Errorf("%+v", v)
	}
	must(t, a.Sync(ctx))
	if v := got(a.Backups.List())(t); v.Frozen != "" {
		t.Errorf("frozen again: %+v", v)
	}
}
