package cj

import (
	"sync"
	"time"
)

// CJ allows 200 calls of the Commission Detail API in 5 minutes and documents
// no header that says how many are left, so the calls are counted here.
const (
	callsPerSpan = 200
	callSpan     = 5 * time.Minute
)

// throttle remembers the times of the last calls.
type throttle struct {
	mu    sync.Mutex
	calls [callsPerSpan]time.Time // a ring; the zero time is no call
	next  int                     // the oldest
}

// reserve takes the next place and returns how long to wait for it.
func (t *throttle) reserve(now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	at := now
	if oldest := t.calls[t.next]; !oldest.IsZero() && oldest.Add(callSpan).After(now) {
		at = oldest.Add(callSpan)
	}
	t.calls[t.next] = at
	t.next = (t.next + 1) % callsPerSpan
	return at.Sub(now)
}
