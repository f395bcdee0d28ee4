package relay

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

// salts are the secrets that visitor hashes of a day are keyed with. One is
// made for each local date that a workspace asks for, and destroyed when that
// date has ended everywhere: at most 50 hours after it first began. After that
// nobody can test an address against a hash.
type salts struct {
	path string

	mu    sync.Mutex
	byDay map[string][]byte
}

const (
	saltSize = 32
	dayForm  = "2006-01-02"
	// lastZone is how long after its end in UTC a date still goes on somewhere.
	lastZone = 12 * time.Hour
)

func loadSalts(path string, now time.Time) (*salts, error) {
	s := &salts{path: path, byDay: map[string][]byte{}}
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("read the visitor salts: %w", err)
	}
	if len(data) > 0 && json.Unmarshal(data, &s.byDay) != nil {
		// A damaged file costs some visitors being counted twice today.
		s.byDay = map[string][]byte{}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.forget(now) {
		return s, s.save()
	}
	return s, nil
}

// visitor is the hash of who clicked a link on a local day.
func (s *salts) visitor(now time.Time, day, workspace string, link int64, address, agent string) (v [16]byte, err error) {
	salt, err := s.of(day, now)
	mac := hmac.New(sha256.New, salt)
	for _, part := range []string{workspace, strconv.FormatInt(link, 10), address, agent} {
		mac.Write([]byte(strconv.Itoa(len(part)) + ":" + part))
	}
	copy(v[:], mac.Sum(nil))
	return v, err
}

// of is the day's salt. An error means that a new one could not be saved; it
// is good until the relay stops.
func (s *salts) of(day string, now time.Time) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if salt, ok := s.byDay[day]; ok {
		return salt, nil
	}
	salt := make([]byte, saltSize)
	rand.Read(salt)
	s.byDay[day] = salt
	s.forget(now)
	return salt, s.save()
}

// tidy destroys the salts of days that are over.
func (s *salts) tidy(now time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.forget(now) {
		return nil
	}
	return s.save()
}

func (s *salts) forget(now time.Time) (changed bool) {
	for day := range s.byDay {
		began, err := time.Parse(dayForm, day)
		if err != nil || now.After(began.Add(24*time.Hour+lastZone)) {
			delete(s.byDay, day)
			changed = true
		}
	}
	return changed
}

func (s *salts) save() error {
	data, err := json.Marshal(s.byDay)
	if err != nil {
		return err
	}
	temporary := s.path + ".new"
	if err := os.WriteFile(temporary, data, 0o600); err != nil {
		return fmt.Errorf("save the visitor salts: %w", err)
	}
	if err := os.Rename(temporary, filepath.Clean(s.path)); err != nil {
		return fmt.Errorf("save the visitor salts: %w", err)
	}
	return nil
}
