package cj

import (
	"sync"
	"time"
)

// Allowance counts the calls that CJ grants an account, which must outlive the
// clients that make them: CJ documents no header that says how many are left.
// It is safe for concurrent use. See NewAllowance.
type Allowance struct {
	queries *throttle // the GraphQL APIs
	search  *throttle // the older XML APIs
}

// NewAllowance returns the whole allowance: 200 calls of the Commission Detail
// API in 5 minutes (a copy of CJ's documentation), and 25 calls a minute of
// Link Search and the lookups (CJ's documentation of the REST APIs).
func NewAllowance() *Allowance {
	return &Allowance{queries: newThrottle(200, 5*time.Minute), search: newThrottle(25, time.Minute)}
}

// throttle remembers the times of the last calls.
type throttle struct {
	span time.Duration

	mu    sync.Mutex
	calls []time.Time // a ring; the zero time is no call
	next  int         // the oldest
}

func newThrottle(calls int, span time.Duration) *throttle {
	return &throttle{span: span, calls: make([]time.Time, calls)}
}

// reserve takes the next place and returns how long to wait for it. A caller
// that doesn't wait so long gives the place back.
func (t *throttle) reserve(now time.Time) (wait time.Duration, giveBack func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	place, was, at := t.next, t.calls[t.next], now
	if !was.IsZero() && was.Add(t.span).After(now) {
		at = was.Add(t.span)
	}
	t.calls[place] = at
	t.next = (place + 1) % len(t.calls)
	return at.Sub(now), func() { t.giveBack(place, was) }
}

// giveBack is for the last place only: a later one was counted from it.
func (t *throttle) giveBack(place int, was time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.next == (place+1)%len(t.calls) {
		t.calls[place], t.next = was, place
	}
}
