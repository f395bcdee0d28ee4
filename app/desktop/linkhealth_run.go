package desktop

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/linkhealth"
	"linkledger/internal/probe"
)

const (
	noteHealthSchedule = "link_health_schedule"
	// hostPause is how long a host is left alone between two walks that begin
	// there: all of CJ's links do at one.
	hostPause = 2 * time.Second
	// scheduleLook is how often is looked whether a sweep is due.
	scheduleLook = 10 * time.Minute
)

// openSweep is the sweep of a profile that runs, if one does.
type openSweep struct {
	mu      sync.Mutex
	now     linkhealth.Sweep
	running bool
	stopped bool // by a person
	cancel  context.CancelFunc
	ended   chan struct{}
}

// begin takes the one place that there is for a sweep.
func (o *openSweep) begin(sweep linkhealth.Sweep, cancel context.CancelFunc) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.running {
		return false
	}
	o.now, o.running, o.stopped, o.cancel, o.ended = sweep, true, false, cancel, make(chan struct{})
	return true
}

func (o *openSweep) told(sweep linkhealth.Sweep) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.now = sweep
}

// current is the sweep that runs; false without one.
func (o *openSweep) current() (linkhealth.Sweep, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.now, o.running
}

func (o *openSweep) wasStopped() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.stopped
}

func (o *openSweep) end() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.running = false
	close(o.ended)
}

// stop ends the sweep that runs and returns when it has ended.
func (o *openSweep) stop() {
	o.mu.Lock()
	running, ended := o.running, o.ended
	if running {
		o.stopped = true
		o.cancel()
	}
	o.mu.Unlock()
	if running {
		<-ended
	}
}

// startSweep begins a sweep beside everything else.
func (s *session) startSweep(ctx context.Context, walks bool) (string, error) {
	sweep := linkhealth.Sweep{ID: newEntryID(), State: linkhealth.Running, StartedAt: s.clock.Now(), Walks: walks}
	return sweep.ID, s.runSweep(ctx, sweep)
}

func (s *session) runSweep(ctx context.Context, sweep linkhealth.Sweep) error {
	running, cancel := context.WithCancel(s.ctx)
	if !s.sweeps.begin(sweep, cancel) {
		cancel()
		return affiliate.Errorf(affiliate.Conflict, "A sweep is under way.").WithHint("Wait for it, or stop it first.")
	}
	if err := s.sweepBook().PutSweep(ctx, sweep); err != nil {
		cancel()
		s.sweeps.end()
		return err
	}
	s.work(func(context.Context) {
		defer cancel()
		defer s.app.changed()
		defer s.sweeps.end()
		err := s.sweeper().Run(running, &sweep)
		if s.ctx.Err() != nil {
			return // it goes on when the profile is opened again
		}
		if err := s.finishSweep(&sweep, err); err != nil {
			s.app.log.Error("keep the link health sweep", "error", err)
		}
	})
	return nil
}

func (s *session) finishSweep(sweep *linkhealth.Sweep, why error) error {
	ctx := context.WithoutCancel(s.ctx)
	book := s.sweepBook()
	walks, err := book.Walks(ctx, sweep.ID)
	if err != nil {
		return err
	}
	all, err := book.sweeps(ctx)
	if err != nil {
		return err
	}
	state := linkhealth.Done
	switch {
	case s.sweeps.wasStopped():
		state = linkhealth.Stopped
	case why != nil:
		state = linkhealth.Failed
		sweep.Problem, sweep.Hint = whyNot(why)
	}
	sweep.FinishedAt = s.clock.Now()
	sweep.Finish(state, walks, sweepBefore(all, sweep))
	return book.PutSweep(ctx, *sweep)
}

// sweepBefore is the finished sweep that one is compared with: one that walked,
// for one that does, where there is any.
func sweepBefore(all []linkhealth.Sweep, sweep *linkhealth.Sweep) *linkhealth.Sweep {
	var other *linkhealth.Sweep
	for i := range all {
		switch before := &all[i]; {
		case before.ID == sweep.ID || before.State != linkhealth.Done || before.StartedAt.After(sweep.StartedAt):
		case before.Walks == sweep.Walks:
			return before
		case other == nil:
			other = before
		}
	}
	return other
}

// sweeper wires the parts of this profile.
func (s *session) sweeper() linkhealth.Sweeper {
	var told time.Time
	return linkhealth.Sweeper{
		Links: s.linksToSweep, Relay: previewer{s}, Book: s.sweepBook(), Clock: s.clock,
		Walker: probe.NewWalker(probe.Policy{Loopback: s.world != nil || s.app.onLoopback}, s.clock),
		IsLink: func(address string) bool {
			_, err := cj.ParseClick(address)
			return err == nil
		},
		IsHost: isCJHost, Pace: s.pacer(),
		Report: func(sweep linkhealth.Sweep) {
			s.sweeps.told(sweep)
			if now := time.Now(); now.Sub(told) > time.Second { // screens look by themselves while it runs
				told = now
				s.app.changed()
			}
		},
	}
}

// pacer spaces walks that begin at one host; in practice mode nobody minds.
func (s *session) pacer() func(ctx context.Context, host string) error {
	if s.world != nil || s.app.onLoopback {
		return nil
	}
	next := map[string]time.Time{}
	return func(ctx context.Context, host string) error {
		if pause := time.Until(next[host]); pause > 0 {
			hold(ctx, pause)
		}
		next[host] = time.Now().Add(hostPause)
		return ctx.Err()
	}
}

// resumeSweep goes on with the sweep that was not done when the profile was
// closed.
func (s *session) resumeSweep(ctx context.Context) error {
	all, err := s.sweepBook().sweeps(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(one linkhealth.Sweep) bool { return one.State == linkhealth.Running })
	if at < 0 || s.connection() == nil {
		return nil
	}
	return s.runSweep(ctx, all[at])
}

// keepSweeping makes sweeps by the schedule while the application is open.
func (s *session) keepSweeping(ctx context.Context) {
	for hold(ctx, scheduleLook); ctx.Err() == nil; hold(ctx, scheduleLook) {
		if err := s.sweepIfDue(ctx); err != nil && ctx.Err() == nil {
			s.app.log.Warn("make a link health sweep", "error", err)
		}
	}
}

func (s *session) sweepIfDue(ctx context.Context) error {
	if _, running := s.sweeps.current(); running || s.connection() == nil {
		return nil
	}
	schedule, err := s.healthSchedule(ctx)
	if err != nil {
		return err
	}
	kept, err := s.store.LinkSweeps(ctx)
	if err != nil {
		return err
	}
	var last time.Time
	if len(kept) > 0 {
		last = kept[0].StartedAt
	}
	if !schedule.Due(last, s.clock.Now()) {
		return nil
	}
	if links, err := s.store.CountLinks(ctx); err != nil || links == 0 {
		return err
	}
	_, err = s.startSweep(ctx, schedule.Walks)
	return err
}

func (s *session) healthSchedule(ctx context.Context) (linkhealth.Schedule, error) {
	schedule := linkhealth.DefaultSchedule()
	raw, err := s.store.Noted(ctx, noteHealthSchedule)
	if err == nil && raw != "" && json.Unmarshal([]byte(raw), &schedule) != nil {
		schedule = linkhealth.DefaultSchedule() // of another version
	}
	return schedule, err
}
