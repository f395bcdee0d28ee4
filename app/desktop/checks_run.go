package desktop

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/probe"
	"linkledger/internal/store"
)

// openChecks are the checks of a profile that are looked at.
type openChecks struct {
	mu   sync.Mutex
	runs map[string]*checkRun

	beginning sync.Mutex // held while a check begins, so that an offer has one
}

func (o *openChecks) get(id string) *checkRun {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.runs[id]
}

func (o *openChecks) put(r *checkRun) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.runs == nil {
		o.runs = map[string]*checkRun{}
	}
	o.runs[r.id] = r
}

func (o *openChecks) drop(id string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.runs, id)
}

// ofOffer are the runs of an offer.
func (o *openChecks) ofOffer(id affiliate.OfferID) (list []*checkRun) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, r := range o.runs {
		if r.offer.ID == id {
			list = append(list, r)
		}
	}
	return list
}

// checkRun is a check that is looked at, until nothing can change it any more.
type checkRun struct {
	id    string
	offer affiliate.Offer
	k     probe.Case // only its own goroutine has it
	fresh bool       // it was begun just now; one that goes on waits for news first

	mu      sync.Mutex
	now     store.TestCheck // as it was kept last
	told    string          // an order number for the next look
	ending  bool            // a person stopped it
	cut     context.CancelFunc
	ended   chan struct{}
	wake    chan struct{}
	changed time.Time // when it last changed, by the computer's clock
}

func newCheckRun(offer affiliate.Offer, kept store.TestCheck, k probe.Case) *checkRun {
	return &checkRun{id: kept.ID, offer: offer, k: k, now: kept, ended: make(chan struct{}), wake: make(chan struct{}, 1), changed: time.Now()}
}

func (r *checkRun) kept() store.TestCheck {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.now
}

func (r *checkRun) nudge() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

func (r *checkRun) tell(orderID string) {
	r.mu.Lock()
	r.told = orderID
	r.mu.Unlock()
	r.nudge()
}

// stop ends the run and returns when it has ended.
func (r *checkRun) stop() {
	r.mu.Lock()
	r.ending = true
	if r.cut != nil {
		r.cut()
	}
	r.mu.Unlock()
	r.nudge()
	<-r.ended
}

// begin takes over what a person has said, and returns the context of the next
// look; false when it is to end.
func (r *checkRun) begin(ctx context.Context, now time.Time) (look context.Context, cut context.CancelFunc, goes bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ending {
		r.k.Stop(now)
		return ctx, func() {}, false
	}
	if r.told != "" {
		r.k.Tell(r.told)
		r.told = ""
	}
	look, cut = context.WithCancel(ctx)
	r.cut = cut
	return look, cut, true
}

// beginCheck starts a check of an offer. One that runs is left alone; one that
// is done is not watched any longer.
func (s *session) beginCheck(ctx context.Context, offer affiliate.Offer) (*checkRun, error) {
	s.checks.beginning.Lock()
	defer s.checks.beginning.Unlock()
	for _, other := range s.checks.ofOffer(offer.ID) {
		if other.kept().State == string(probe.Running) {
			return nil, affiliate.Errorf(affiliate.Conflict, "A check of this offer is under way.").WithHint("Wait for it, or stop it first.")
		}
		other.stop()
	}
	k := probe.NewCase(string(offer.ID), s.clock.Now())
	run := newCheckRun(offer, store.TestCheck{ID: newEntryID(), OfferID: offer.ID, OfferName: offer.Name, StartedAt: k.Result.StartedAt}, k)
	run.fresh = true
	if err := s.keepCheck(ctx, run, k); err != nil {
		return nil, err
	}
	s.checks.put(run)
	s.work(func(ctx context.Context) { s.follow(ctx, run) })
	return run, nil
}

// resumeChecks goes on with the checks that were not done when the profile was
// closed.
func (s *session) resumeChecks(ctx context.Context) error {
	list, err := s.store.WatchedTestChecks(ctx, s.clock.Now())
	if err != nil {
		return err
	}
	for _, kept := range list {
		k, err := readCase(kept)
		if err != nil {
			return err
		}
		offer, err := s.store.Offer(ctx, kept.OfferID)
		if affiliate.Code(err) == affiliate.NotFound {
			continue // of a database that was made anew; it goes on once the offer is here
		}
		if err != nil {
			return err
		}
		run := newCheckRun(offer, kept, k)
		s.checks.put(run)
		s.work(func(ctx context.Context) { s.follow(ctx, run) })
	}
	return nil
}

// keepCheck keeps a case as it stands.
func (s *session) keepCheck(ctx context.Context, r *checkRun, k probe.Case) error {
	raw, err := json.Marshal(k)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	next := r.now
	next.State, next.Body, next.WatchUntil = string(k.Result.State), string(raw), k.Memory.WatchUntil
	if next.State != r.now.State {
		// What is known of its end is new, but to who has just seen it run through.
		next.Seen = s.world != nil && k.Result.FinishedAt.Sub(k.Result.StartedAt) < worthANotice
	}
	if err := s.store.PutTestCheck(ctx, next); err != nil {
		return err
	}
	r.now, r.changed = next, time.Now()
	return nil
}
