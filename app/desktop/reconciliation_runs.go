package desktop

import (
	"context"
	"errors"
	"sync"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/reconcile"
	"linkledger/internal/store"
)

// compared is what a comparison found, and what it was made of.
type compared struct {
	reconcile.Result
	notes []string // on each side
	asOf  []string
	facts string // as store.FactsSeen
	sums  []store.ConversionSum
}

// comparison is one run. It lives as long as the session.
type comparison struct {
	id     string
	form   ReconciliationForm
	cancel context.CancelFunc

	mu sync.Mutex
	at comparisonState
}

type comparisonState struct {
	state       string // as those of a what-if
	done, total int
	found       compared
	took        time.Duration
	err         error
}

func newComparison(form ReconciliationForm) *comparison {
	return &comparison{id: newEntryID(), form: form, at: comparisonState{state: whatIfRunning}}
}

func (c *comparison) progress(done, total int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at.done, c.at.total = max(done, c.at.done), total
}

func (c *comparison) finish(found compared, took time.Duration, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at.took = took
	switch {
	case err == nil:
		c.at.state, c.at.found, c.at.done = whatIfDone, found, c.at.total
	case errors.Is(err, context.Canceled):
		c.at.state = whatIfCancelled
	default:
		c.at.state, c.at.err = whatIfFailed, err
	}
}

func (c *comparison) state() comparisonState {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// maxComparisons is how many a session remembers: each holds all of its rows.
const maxComparisons = 3

// comparisons are the last of a session.
type comparisons struct {
	mu   sync.Mutex
	list []*comparison
}

// keep remembers a comparison; one that nobody can ask for any more ends.
func (c *comparisons) keep(run *comparison) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.list = append(c.list, run); len(c.list) > maxComparisons {
		c.list[0].cancel()
		c.list = c.list[1:]
	}
}

func (c *comparisons) get(id string) (*comparison, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, run := range c.list {
		if run.id == id {
			return run, nil
		}
	}
	return nil, affiliate.Errorf(affiliate.NotFound, "This comparison is not here any more.").WithHint("Compare again.")
}

// finished is a comparison that is done: Conflict while it is not.
func (c *comparisons) finished(id string) (*comparison, compared, error) {
	run, err := c.get(id)
	if err != nil {
		return nil, compared{}, err
	}
	at := run.state()
	if at.state != whatIfDone {
		return run, compared{}, affiliate.Errorf(affiliate.Conflict, "The comparison is not done.").WithHint("Wait until it is, or compare again.")
	}
	return run, at.found, nil
}
