package relay

import (
	"fmt"
	"testing"
	"time"

	"golang.org/x/time/rate"
)

func TestBuckets(t *testing.T) {
	b, now := newBuckets(rate.Limit(2), 3), time.Now()
	for i := range 3 {
		if _, ok := b.take("a", now); !ok {
			t.Fatalf("refused at %d", i)
		}
	}
	if retry, ok := b.take("a", now); ok || retry <= 400*time.Millisecond || retry > 500*time.Millisecond {
		t.Fatalf("allowed %v, retry after %v", ok, retry)
	}
	if _, ok := b.take("b", now); !ok || !b.knows("b") || b.knows("c") {
		t.Fatal("callers mix")
	}
	if _, ok := b.take("a", now.Add(500*time.Millisecond)); !ok {
		t.Fatal("it does not fill again")
	}
	for i := range 5 * callersKept {
		b.take(fmt.Sprint("caller", i), now)
		if i%callersKept == 0 { // who comes again is kept
			b.take("a", now)
		}
	}
	if n := len(b.recent) + len(b.older); n > 2*callersKept {
		t.Fatalf("%d callers are kept", n)
	}
	if _, ok := b.take("a", now); ok {
		t.Fatal("a caller over its limit was forgotten while it went on")
	}
}

func TestPrefix(t *testing.T) {
	for address, want := range map[string]string{
		"198.51.100.77": "198.51.100.0/24", "::ffff:198.51.100.77": "198.51.100.0/24", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"fe80::1%eth0": "fe80::/64", "unix": "unix", "": "",
	} {
		if got := prefix(address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}
