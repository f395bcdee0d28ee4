package desktop

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// TestFirstRunAsks: a real first start opens nothing by itself; the second one
// opens what was chosen.
func TestFirstRunAsks(t *testing.T) {
	dir := t.TempDir()
	begin := func() *App {
		a := got(Open(context.Background(), Options{Dir: dir, Ask: true, Manual: true, Passphrase: "correct horse battery"}))(t)
		t.Cleanup(func() { must(t, a.Close()) })
		return a
	}
	a := begin()
	if v := got(a.Workspace.State())(t); !v.FirstRun || len(v.Profiles) != 0 {
		t.Errorf("the first start shows %+v", v)
	}
	if f := failed(t, refusal(a.Setup.State())); f.Hint == "" {
		t.Errorf("without a profile: %+v", f)
	}
	if v := got(a.Workspace.OpenPractice())(t); v.FirstRun || v.Profile.Kind != kindPractice {
		t.Errorf("practice mode: %+v", v)
	}
	must(t, a.Close())
	if v := got(begin().Workspace.State())(t); v.FirstRun || v.Profile.Kind != kindPractice {
		t.Errorf("the second start shows %+v", v)
	}
}

func TestProfilesAreRenamedAndRemoved(t *testing.T) {
	dir := t.TempDir()
	a := openApp(t, dir)
	brand := got(a.Workspace.CreateProfile("Brand"))(t).Profile
	if f := failed(t, refusal(a.Workspace.RenameProfile(brand.ID, "  "))); f.Fields["name"] == "" {
		t.Errorf("an empty name: %+v", f)
	}
	v := got(a.Workspace.RenameProfile(brand.ID, "Hearth & Wool"))(t)
	if v.Profile.Name != "Hearth & Wool" || v.Profiles[0].Name != "Hearth & Wool" { // the one used last is first
		t.Errorf("renamed: %+v", v)
	}
	failed(t, refusal(a.Workspace.RemoveProfile(brand.ID))) // it is open
	got(a.Workspace.SwitchProfile(practiceID))(t)

	lock := got(lockProfile(a.profileDir(brand.ID)))(t) // another window has it
	failed(t, refusal(a.Workspace.RemoveProfile(brand.ID)))
	failed(t, refusal(a.Workspace.SwitchProfile(brand.ID)))
	if v := got(a.Workspace.State())(t); v.Profile.ID != practiceID || !v.Connected {
		t.Errorf("the open profile was left for a locked one: %+v", v)
	}
	must(t, lock.Unlock())

	removed := got(a.Workspace.RemoveProfile(brand.ID))(t)
	if filepath.Dir(removed.Path) != filepath.Join(dir, removedDir) {
		t.Errorf("removed to %s", removed.Path)
	}
	got(os.Stat(filepath.Join(removed.Path, databaseFile)))(t) // nothing is deleted
	if v := got(a.Workspace.State())(t); len(v.Profiles) != 1 {
		t.Errorf("profiles %+v", v.Profiles)
	}
}
