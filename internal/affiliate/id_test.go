package affiliate_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"linkledger/internal/affiliate"
)

func TestNewID(t *testing.T) {
	seen := map[affiliate.OfferID]bool{}
	for range 1000 {
		id, err := affiliate.NewID[affiliate.OfferID](rand.Reader)
		if err != nil || !affiliate.IsID(string(id)) || seen[id] {
			t.Fatalf("made %q, %v, seen before: %v", id, err, seen[id])
		}
		seen[id] = true
	}
	every, err := affiliate.NewID[string](bytes.NewReader([]byte{0, 31, 32, 63, 255, 25, 26, 1, 2, 3, 4, 5, 6, 7, 8, 9}))
	if want := "a7a77z2bcdefghij"; err != nil || every != want {
		t.Errorf("made %q, %v, want %q", every, err, want)
	}
}

func TestNewIDWithoutRandomness(t *testing.T) {
	broken := errors.New("no entropy")
	if id, err := affiliate.NewID[affiliate.LinkID](iotest.ErrReader(broken)); !errors.Is(err, broken) || id != "" {
		t.Errorf("made %q, %v", id, err)
	}
	if id, err := affiliate.NewID[affiliate.LinkID](bytes.NewReader(make([]byte, 15))); err == nil || id != "" {
		t.Errorf("made %q of 15 bytes", id)
	}
	if token, err := affiliate.NewPostbackToken(bytes.NewReader(make([]byte, 16))); err == nil {
		t.Errorf("made half a token: %q", token)
	}
}

func TestPostbackToken(t *testing.T) {
	token, err := affiliate.NewPostbackToken(rand.Reader)
	if err != nil || len(token) != 32 || token[:16] == token[16:] {
		t.Errorf("made %q, %v", token, err)
	}
	// echo -n abc | sha256sum
	if got := affiliate.HashToken("abc"); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("hash %s", got)
	}
}

func TestIsID(t *testing.T) {
	for text, want := range map[string]bool{
		"abcdefghijklmnop": true, "qrstuvwxyz234567": true,
		"": false, "abcdefghijklmno": false, "abcdefghijklmnopq": false, "ABCDEFGHIJKLMNOP": false,
		"abcdefghijklmno1": false, "abcdefghijklmno8": false, "abcdefghijklmno ": false, "abcdefghijklmn\xc3\xa9": false,
		"../../etc/passwd": false, strings.Repeat("\x00", 16): false,
	} {
		if affiliate.IsID(text) != want {
			t.Errorf("IsID(%q) is %v", text, !want)
		}
	}
}

func TestIsDay(t *testing.T) {
	for text, want := range map[string]bool{
		"2026-11-22": true, "2024-02-29": true, "2026-12-31": true,
		"2026-02-29": false, "2026-11-31": false, "2026-13-01": false, "2026-00-10": false, "2026-1-2": false, "26-11-22": false,
		"": false, "2026-11-22 ": false, "2026-11-22T00:00:00Z": false, "22.11.2026": false, "2026/11/22": false, "２０２６-11-22": false,
	} {
		if affiliate.IsDay(text) != want {
			t.Errorf("IsDay(%q) is %v", text, !want)
		}
	}
}

func TestDayInItsZone(t *testing.T) {
	zone := func(name string) *time.Location {
		z, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		return z
	}
	for _, c := range []struct{ at, zone, want string }{
		{"2026-11-22T23:30:00Z", "UTC", "2026-11-22"},
		{"2026-11-22T23:30:00Z", "Europe/Berlin", "2026-11-23"},
		{"2026-11-22T18:29:59Z", "Asia/Kolkata", "2026-11-22"},
		{"2026-11-22T18:30:00Z", "Asia/Kolkata", "2026-11-23"}, // half an hour off
		{"2026-11-22T18:15:00Z", "Asia/Kathmandu", "2026-11-23"},
		{"2026-03-28T22:59:59Z", "Europe/Berlin", "2026-03-28"}, // clocks go forward on the 29th
		{"2026-03-28T23:00:00Z", "Europe/Berlin", "2026-03-29"},
		{"2026-03-29T22:00:00Z", "Europe/Berlin", "2026-03-30"},
		{"2026-11-01T06:59:59Z", "America/Los_Angeles", "2026-10-31"}, // and back on November 1st
		{"2026-11-02T07:59:59Z", "America/Los_Angeles", "2026-11-01"},
		{"2026-11-02T08:00:00Z", "America/Los_Angeles", "2026-11-02"},
		{"2026-11-22T10:00:00Z", "Pacific/Kiritimati", "2026-11-23"},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := affiliate.Day(at, zone(c.zone)); got != c.want {
			t.Errorf("%s in %s is %s, want %s", c.at, c.zone, got, c.want)
		}
	}
}
