package desktop

import (
	"context"
	"time"

	"linkledger/internal/probe"
)

// The pauses between two looks: short while things happen, then longer.
const (
	practiceLook = 100 * time.Millisecond
	firstLooks   = 2 * time.Second
	laterLooks   = 15 * time.Second
	patientLooks = time.Minute
)

// follow looks at a check until nothing can change it any more.
func (s *session) follow(ctx context.Context, r *checkRun) {
	defer close(r.ended)
	defer s.checks.drop(r.id)
	check := s.check(r)
	if !r.fresh {
		s.pauseCheck(ctx, r, s.news.next())
	}
	logged := "" // once, for looks come every few seconds
	for ctx.Err() == nil {
		news := s.news.next()
		before := r.kept()
		look, cut, goes := r.begin(ctx, s.clock.Now())
		if !goes {
			s.report(ctx, r, r.k)
			return
		}
		if err := check.Look(look, &r.k); err != nil && look.Err() == nil && err.Error() != logged { // the context's ends it or stops it
			logged = err.Error()
			s.app.log.Error("look at the check", "error", err)
		}
		cut()
		if ctx.Err() != nil {
			return
		}
		after := r.kept()
		s.markChecked(ctx, before.State, after)
		if s.tellEnd(before.State, after, r.k); r.k.Result.Done() && !r.k.Watched(s.clock.Now()) {
			return
		}
		s.pauseCheck(ctx, r, news)
	}
}

// pauseCheck waits until there may be something new: a person's word, a sync
// that brought something, or a while.
func (s *session) pauseCheck(ctx context.Context, r *checkRun, news <-chan struct{}) {
	pause := s.pauseOf(r)
	if r.k.Result.Done() || s.world == nil {
		timer := time.NewTimer(pause)
		defer timer.Stop()
		select {
		case <-ctx.Done():
		case <-r.wake:
		case <-news:
		case <-timer.C:
		}
		return
	}
	hold(ctx, pause) // each look in practice mode is a sync of its own
}

func (s *session) pauseOf(r *checkRun) time.Duration {
	r.mu.Lock()
	quiet := time.Since(r.changed)
	r.mu.Unlock()
	switch {
	case r.k.Result.Done():
		return 10 * patientLooks
	case s.world != nil:
		return practiceLook
	case quiet < 10*time.Minute:
		return firstLooks
	case quiet < time.Hour:
		return laterLooks
	}
	return patientLooks
}

// check wires the parts of this profile.
func (s *session) check(r *checkRun) probe.Check {
	parts := chain{session: s, run: r, offer: r.offer}
	c := probe.Check{Links: parts, Walker: probe.NewWalker(probe.Policy{Loopback: s.world != nil || s.app.onLoopback}, s.clock), Relay: parts, Desk: parts,
		Clock: s.clock, Patience: probe.LivePatience(), Report: func(k probe.Case) { s.report(s.ctx, r, k) }}
	if s.world != nil {
		c.Shopper, c.Patience = parts, probe.PracticePatience()
	}
	if s.app.patience != nil {
		c.Patience = *s.app.patience
	}
	return c
}

func (s *session) report(ctx context.Context, r *checkRun, k probe.Case) {
	if err := s.keepCheck(ctx, r, k); err != nil && ctx.Err() == nil {
		s.app.log.Error("keep the check", "error", err)
	}
	s.app.changed()
}
