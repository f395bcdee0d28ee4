package desktop

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"linkledger/internal/affiliate"
)

// States of a run.
const (
	runRunning   = "running"
	runDone      = "done"
	runCancelled = "cancelled"
	runFailed    = "failed"
)

// run is one answer that takes a while, worked out beside the screens. It lives
// as long as the session.
type run[Asked, Found any] struct {
	id     string
	asked  Asked
	cancel context.CancelFunc
	ended  chan struct{} // closed once the answer, or why there is none, is here

	mu sync.Mutex
	at runState[Found]
}

type runState[Found any] struct {
	state       string
	done, total int
	found       Found
	took        time.Duration
	err         error
}

func (r *run[Asked, Found]) progress(done, total int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.at.done, r.at.total = max(done, r.at.done), total
}

func (r *run[Asked, Found]) finish(found Found, took time.Duration, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.at.took, r.at.found = took, found // also what was found until it ended early
	switch {
	case err == nil:
		r.at.state, r.at.done = runDone, r.at.total
	case errors.Is(err, context.Canceled):
		r.at.state = runCancelled
	default:
		r.at.state, r.at.err = runFailed, err
	}
	close(r.ended)
}

func (r *run[Asked, Found]) state() runState[Found] {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.at
}

// problem is why there is no answer, in words; empty when there is one.
func (s runState[Found]) problem() string {
	message, _ := whyNot(s.err)
	return message
}

// whyNot is why a run failed, and what to do.
func whyNot(err error) (message, hint string) {
	var f failure
	if err != nil && errors.As(fail(err), &f) {
		return f.Message, f.Hint
	}
	return "", ""
}

// runs are the last of a session; most is how many it remembers.
type runs[Asked, Found any] struct {
	most int

	mu   sync.Mutex
	list []*run[Asked, Found]
	once sync.Mutex // held while startOnce decides
}

// start has a job done beside the screens. A run that nobody can ask for any
// more ends.
func (r *runs[Asked, Found]) start(s *session, asked Asked, job func(ctx context.Context, progress func(done, total int)) (Found, error)) *run[Asked, Found] {
	ctx, cancel := context.WithCancel(s.ctx)
	one := &run[Asked, Found]{id: newEntryID(), asked: asked, cancel: cancel, ended: make(chan struct{}), at: runState[Found]{state: runRunning}}
	r.keep(one)
	s.work(func(context.Context) {
		defer cancel()
		began := time.Now()
		found, err := job(ctx, one.progress)
		one.finish(found, time.Since(began), err)
	})
	return one
}

// startOnce is start, unless there is a run that serves.
func (r *runs[Asked, Found]) startOnce(s *session, asked Asked, serves func(asked Asked, at runState[Found]) bool, job func(ctx context.Context, progress func(done, total int)) (Found, error)) *run[Asked, Found] {
	r.once.Lock()
	defer r.once.Unlock()
	r.mu.Lock()
	list := slices.Clone(r.list)
	r.mu.Unlock()
	for _, one := range list {
		if serves(one.asked, one.state()) {
			return one
		}
	}
	return r.start(s, asked, job)
}

func (r *runs[Asked, Found]) keep(one *run[Asked, Found]) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.list = append(r.list, one); len(r.list) > r.most {
		r.list[0].cancel()
		r.list = r.list[1:]
	}
}

func (r *runs[Asked, Found]) get(id string) (*run[Asked, Found], error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, one := range r.list {
		if one.id == id {
			return one, nil
		}
	}
	return nil, affiliate.Errorf(affiliate.NotFound, "This is not here any more.").WithHint("Start it again.")
}

// finished is a run that is done: Conflict while it is not.
func (r *runs[Asked, Found]) finished(id string) (*run[Asked, Found], Found, error) {
	one, err := r.get(id)
	if err != nil {
		var none Found
		return nil, none, err
	}
	at := one.state()
	if at.state != runDone {
		return one, at.found, affiliate.Errorf(affiliate.Conflict, "This is not done yet.").WithHint("Wait until it is, or start it again.")
	}
	return one, at.found, nil
}
