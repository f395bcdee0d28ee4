package desktop

import (
	"context"
	"errors"
	"sync"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/whatif"
)

// States of a what-if.
const (
	whatIfRunning   = "running"
	whatIfDone      = "done"
	whatIfCancelled = "cancelled"
	whatIfFailed    = "failed"
)

// whatIfRun is one replay. It lives as long as the session.
type whatIfRun struct {
	id       string
	proposal whatif.Proposal
	cancel   context.CancelFunc

	mu sync.Mutex
	at whatIfState
}

type whatIfState struct {
	state       string
	done, total int
	found       whatif.Comparison
	took        time.Duration
	err         error
}

func newWhatIf(p whatif.Proposal) *whatIfRun {
	return &whatIfRun{id: newEntryID(), proposal: p, at: whatIfState{state: whatIfRunning}}
}

func (r *whatIfRun) progress(done, total int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.at.done, r.at.total = max(done, r.at.done), total
}

func (r *whatIfRun) finish(found whatif.Comparison, took time.Duration, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.at.took = took
	switch {
	case err == nil:
		r.at.state, r.at.found, r.at.done = whatIfDone, found, r.at.total
	case errors.Is(err, context.Canceled):
		r.at.state = whatIfCancelled
	default:
		r.at.state, r.at.err = whatIfFailed, err
	}
}

func (r *whatIfRun) state() whatIfState {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.at
}

// maxWhatIfs is how many replays a session remembers.
const maxWhatIfs = 5

// whatIfRuns are the last replays of a session.
type whatIfRuns struct {
	mu   sync.Mutex
	list []*whatIfRun
}

// keep remembers a replay; one that nobody can ask for any more ends.
func (w *whatIfRuns) keep(run *whatIfRun) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.list = append(w.list, run); len(w.list) > maxWhatIfs {
		w.list[0].cancel()
		w.list = w.list[1:]
	}
}

func (w *whatIfRuns) get(id string) (*whatIfRun, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, run := range w.list {
		if run.id == id {
			return run, nil
		}
	}
	return nil, affiliate.Errorf(affiliate.NotFound, "This comparison is not here any more.").WithHint("Start it again.")
}
