package desktop

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
)

// A profile is a folder: one workspace with its database and its keys.
type profile struct {
	ID   string `json:"-"`
	Name string `json:"name"`
	Kind string `json:"kind"` // kindPractice or kindLive
	Used string `json:"used"` // when it was opened last, RFC 3339
}

// Kinds of profiles.
const (
	kindPractice = "practice"
	kindLive     = "live"
)

const (
	profilesDir  = "profiles"
	profileFile  = "profile.json"
	lastFile     = "last-profile"
	databaseFile = "linkledger.db"
	lockFile     = "lock"
	practiceID   = "practice"
)

func (a *App) profileDir(id string) string { return filepath.Join(a.options.Dir, profilesDir, id) }

func (p profile) view() ProfileView { return ProfileView{ID: p.ID, Name: p.Name, Kind: p.Kind} }

// lastProfile is the one used last, or practice mode.
func (a *App) lastProfile() (profile, error) {
	raw, err := os.ReadFile(filepath.Join(a.options.Dir, lastFile))
	if err == nil {
		if p, err := a.readProfile(strings.TrimSpace(string(raw))); err == nil {
			return p, nil
		}
	}
	return a.practiceProfile()
}

// practiceProfile is practice mode's, made where there is none.
func (a *App) practiceProfile() (profile, error) {
	p, err := a.readProfile(practiceID)
	if errors.Is(err, os.ErrNotExist) {
		p = profile{ID: practiceID, Name: "Practice", Kind: kindPractice}
		err = a.writeProfile(p)
	}
	return p, err
}

func (a *App) profiles() ([]profile, error) {
	entries, err := os.ReadDir(filepath.Join(a.options.Dir, profilesDir))
	if err != nil {
		return nil, err
	}
	var list []profile
	for _, entry := range entries {
		if p, err := a.readProfile(entry.Name()); err == nil {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(a, b profile) int { // the one used last first
		return cmp.Or(strings.Compare(b.Used, a.Used), strings.Compare(a.Name, b.Name))
	})
	return list, nil
}

func (a *App) readProfile(id string) (profile, error) {
	if id != practiceID && !affiliate.IsID(id) {
		return profile{}, affiliate.Errorf(affiliate.NotFound, "There is no such profile.")
	}
	raw, err := os.ReadFile(filepath.Join(a.profileDir(id), profileFile))
	if err != nil {
		return profile{}, err
	}
	p := profile{ID: id}
	if err := json.Unmarshal(raw, &p); err != nil {
		return p, fmt.Errorf("read profile %s: %w", id, err)
	}
	return p, nil
}

func (a *App) writeProfile(p profile) error {
	if err := os.MkdirAll(a.profileDir(p.ID), 0o700); err != nil {
		return err
	}
	raw, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(a.profileDir(p.ID), profileFile), raw, 0o600)
}

func (a *App) newProfile(name string) (profile, error) {
	name, err := profileName(name)
	if err != nil {
		return profile{}, err
	}
	id, err := affiliate.NewID[string](a.random)
	if err != nil {
		return profile{}, err
	}
	p := profile{ID: id, Name: name, Kind: kindLive}
	return p, a.writeProfile(p)
}

func profileName(name string) (string, error) {
	if name = inline(name); name == "" || len(name) > 120 {
		return "", &affiliate.Error{Code: affiliate.Invalid, Message: "Name the profile.", Fields: map[string]string{"name": "Enter the brand's name."}}
	}
	return name, nil
}

// remember makes a profile the one that was used last.
func (a *App) remember(p profile) error {
	p.Used = viewTime(a.now())
	if err := a.writeProfile(p); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(a.options.Dir, lastFile), []byte(p.ID), 0o600)
}
