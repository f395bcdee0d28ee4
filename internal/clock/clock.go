// Package clock tells the time to everything that decides by it, so that
// practice mode and tests can wind it forward.
//
// It must not know why anybody asks.
package clock

import (
	"sync"
	"time"
)

// Clock tells the time.
type Clock interface {
	// Now is the current time, in UTC.
	Now() time.Time
}

// System is the computer's own clock.
type System struct{}

// Now implements Clock.
func (System) Now() time.Time { return time.Now().UTC() }

// Virtual runs at the pace of a base clock from a time of its own and can be
// wound forward. Its waiters fire when its time comes, however it got there.
// The zero value is not usable; see NewVirtual and NewFake.
type Virtual struct {
	base Clock

	mu     sync.Mutex
	offset time.Duration
	moved  chan struct{} // closed and replaced at each move
}

// NewVirtual returns a clock that runs with base, offset ahead of it.
func NewVirtual(base Clock, offset time.Duration) *Virtual {
	return &Virtual{base: base, offset: offset, moved: make(chan struct{})}
}

// NewFake returns a clock that stands still at start until it is wound forward.
func NewFake(start time.Time) *Virtual {
	return NewVirtual(still(start.UTC()), 0)
}

type still time.Time

func (s still) Now() time.Time { return time.Time(s) }

// Now implements Clock.
func (v *Virtual) Now() time.Time {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.base.Now().Add(v.offset).UTC()
}

// Offset is how far ahead of its base the clock is.
func (v *Virtual) Offset() time.Duration {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.offset
}

// Advance winds the clock forward by d; a negative d is ignored, since time
// that ran backwards would break every order that was made by it.
func (v *Virtual) Advance(d time.Duration) {
	if d <= 0 {
		return
	}
	v.mu.Lock()
	v.offset += d
	close(v.moved)
	v.moved = make(chan struct{})
	v.mu.Unlock()
}

// AdvanceTo winds the clock forward to t; an earlier t is ignored.
func (v *Virtual) AdvanceTo(t time.Time) { v.Advance(t.Sub(v.Now())) }

// Moved returns a channel that is closed when the clock is next wound, so
// that a waiter can look again.
func (v *Virtual) Moved() <-chan struct{} {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.moved
}

// Wait blocks until c shows t or later, or stop is closed; it reports whether
// t was reached. It follows a Virtual clock when that is wound.
func Wait(c Clock, t time.Time, stop <-chan struct{}) bool {
	for {
		var moved <-chan struct{}
		if v, ok := c.(*Virtual); ok {
			moved = v.Moved()
		}
		left := t.Sub(c.Now())
		if left <= 0 {
			return true
		}
		timer := time.NewTimer(left)
		select {
		case <-timer.C:
		case <-moved:
		case <-stop:
			timer.Stop()
			return false
		}
		timer.Stop()
	}
}
