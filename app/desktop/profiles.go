package desktop

import (
	"context"
	"os"
	"path/filepath"

	"linkledger/internal/affiliate"
)

// removedDir keeps the folders of profiles that were removed.
const removedDir = "removed"

// RemovedProfile says where a removed profile's data are.
type RemovedProfile struct {
	Path string `json:"path"`
}

// OpenPractice opens practice mode, which is made where there is none.
func (w *Workspace) OpenPractice() (WorkspaceView, error) {
	p, err := w.app.practiceProfile()
	if err == nil {
		err = w.app.notLocked(p)
	}
	if err != nil {
		return WorkspaceView{}, fail(err)
	}
	return w.open(p)
}

// CreateProfile makes a profile for a brand and opens it.
func (w *Workspace) CreateProfile(name string) (WorkspaceView, error) {
	p, err := w.app.newProfile(name)
	if err != nil {
		return WorkspaceView{}, fail(err)
	}
	return w.open(p)
}

// SwitchProfile opens another profile.
func (w *Workspace) SwitchProfile(id string) (WorkspaceView, error) {
	p, err := w.app.readProfile(id)
	if err == nil {
		err = w.app.notLocked(p)
	}
	if err != nil {
		return WorkspaceView{}, fail(err)
	}
	return w.open(p)
}

func (w *Workspace) open(p profile) (WorkspaceView, error) {
	if err := w.app.remember(p); err != nil {
		return WorkspaceView{}, fail(err)
	}
	w.app.use(context.Background(), p)
	return w.State()
}

// RenameProfile calls a profile something else, on this computer alone.
func (w *Workspace) RenameProfile(id, name string) (WorkspaceView, error) {
	a := w.app
	p, err := a.readProfile(id)
	if err != nil {
		return WorkspaceView{}, fail(err)
	}
	if p.Name, err = profileName(name); err != nil {
		return WorkspaceView{}, fail(err)
	}
	if err := a.writeProfile(p); err != nil {
		return WorkspaceView{}, fail(err)
	}
	a.mu.Lock()
	if a.profile.ID == id {
		a.profile.Name = p.Name
	}
	a.mu.Unlock()
	a.changed()
	return w.State()
}

// RemoveProfile moves a profile's folder out of the way. Nothing is deleted.
func (w *Workspace) RemoveProfile(id string) (RemovedProfile, error) {
	a := w.app
	a.switching.Lock()
	defer a.switching.Unlock()
	p, err := a.readProfile(id)
	if err != nil {
		return RemovedProfile{}, fail(err)
	}
	a.mu.Lock()
	open := a.profile.ID == id
	a.mu.Unlock()
	if open {
		return RemovedProfile{}, fail(affiliate.Errorf(affiliate.Conflict, "This profile is open.").WithHint("Switch to another profile first."))
	}
	if err := a.notLocked(p); err != nil {
		return RemovedProfile{}, fail(err)
	}
	kept := filepath.Join(a.options.Dir, removedDir)
	if err := os.MkdirAll(kept, 0o700); err != nil {
		return RemovedProfile{}, fail(err)
	}
	path := filepath.Join(kept, p.ID+"-"+a.now().UTC().Format("20060102-150405"))
	if err := os.Rename(a.profileDir(id), path); err != nil {
		return RemovedProfile{}, fail(err)
	}
	a.changed()
	return RemovedProfile{Path: path}, nil
}

// notLocked says when a profile is open in another window, before the open one
// is left for it.
func (a *App) notLocked(p profile) error {
	a.mu.Lock()
	ours := a.current != nil && a.profile.ID == p.ID
	a.mu.Unlock()
	if ours {
		return nil
	}
	lock, err := lockProfile(a.profileDir(p.ID))
	if err != nil {
		return err
	}
	return lock.Unlock()
}

// brand is what the open profile is called now.
func (s *session) brand() string {
	s.app.mu.Lock()
	defer s.app.mu.Unlock()
	return s.app.profile.Name
}
