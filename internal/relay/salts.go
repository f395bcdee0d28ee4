package relay

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"linkledger/internal/atomicfile"
)

// salts are the secrets that visitor hashes of a day are keyed with. One is
// made for each local date that a workspace asks for, and destroyed when that
// date has ended everywhere: at most 50 hours after it first began. After that
// nobody can test an address against a hash.
type salts struct {
	path string

	mu    sync.Mutex
	byDay map[string][]byte
	saved bool                                  // byDay is what the file holds
	keyed atomic.Pointer[map[string]*sync.Pool] // the same, made ready: of *visitorMAC by day
}

// visitorMAC is an HMAC keyed with a day's salt, and room for what goes through.
type visitorMAC struct {
	hash.Hash
	text []byte
	sum  [sha256.Size]byte
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
	s.ready()
	s.saved = !s.forget(now)
	return s, s.save()
}

// visitor is the hash of who clicked a link on a local day. An error means
// that the day's salt is new and could not be saved.
func (s *salts) visitor(now time.Time, day, workspace string, link int64, address, agent string) (v [16]byte, err error) {
	keyed, ok := (*s.keyed.Load())[day]
	if !ok {
		keyed, err = s.begin(day, now)
	}
	mac := keyed.Get().(*visitorMAC)
	defer keyed.Put(mac)
	b := mac.text[:0]
	for _, part := range [...]string{workspace, address, agent} {
		b = append(append(strconv.AppendInt(b, int64(len(part)), 10), ':'), part...)
	}
	mac.text = strconv.AppendInt(b, link, 10)
	mac.Reset()
	mac.Write(mac.text)
	copy(v[:], mac.Sum(mac.sum[:0]))
	return v, err
}

// begin makes the salt of a day that has none. An error means that it could
// not be saved; it is good until the relay stops, and tidy saves it again.
func (s *salts) begin(day string, now time.Time) (*sync.Pool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var err error
	if _, ok := s.byDay[day]; !ok {
		salt := make([]byte, saltSize)
		rand.Read(salt)
		s.forget(now)
		s.byDay[day], s.saved = salt, false
		s.ready()
		err = s.save()
	}
	return (*s.keyed.Load())[day], err
}

// ready puts the salts where visitor finds them without a lock.
func (s *salts) ready() {
	keyed := map[string]*sync.Pool{}
	for day, salt := range s.byDay {
		keyed[day] = &sync.Pool{New: func() any { return &visitorMAC{Hash: hmac.New(sha256.New, salt)} }}
	}
	s.keyed.Store(&keyed)
}

// tidy destroys the salts of days that are over, and saves what is not saved.
func (s *salts) tidy(now time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.forget(now) {
		s.saved = false
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
	if changed {
		s.ready()
	}
	return changed
}

// save writes the salts unless the file holds them.
func (s *salts) save() error {
	if s.saved {
		return nil
	}
	data, err := json.Marshal(s.byDay)
	if err == nil {
		err = atomicfile.Replace(s.path, data)
	}
	if err != nil {
		return fmt.Errorf("save the visitor salts: %w", err)
	}
	s.saved = true
	return nil
}
