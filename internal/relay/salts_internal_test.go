package relay

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestASaltThatCouldNotBeSavedIsSavedLater: or else a restart would count the
// visitors of its day twice.
func TestASaltThatCouldNotBeSavedIsSavedLater(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	path := filepath.Join(t.TempDir(), "away", "salts.json")
	visitor := func(s *salts) ([16]byte, error) {
		return s.visitor(now, "2026-11-22", "workspace", 1, "203.0.113.7", "phone")
	}
	s := &salts{path: path, byDay: map[string][]byte{}}
	s.ready()
	want, err := visitor(s)
	if err == nil || s.tidy(now) == nil {
		t.Fatal("it was saved in a folder that is not there")
	}
	if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := s.tidy(now); err != nil {
		t.Fatal(err)
	}
	again, err := loadSalts(path, now)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := visitor(again); err != nil || got != want {
		t.Fatalf("after a restart the visitor is another: %v", err)
	}
}
