package relay

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"
)

// ErrUnavailable says that the store did not take a change: nothing was kept,
// and the caller should try again.
var ErrUnavailable = errors.New("the relay can't store this right now")

const (
	groupLimit    = 512
	commitTimeout = 30 * time.Second
	// gatherFor is how long a group waits for more when the last one had
	// several: a moment beside what a commit takes, which so many more share.
	gatherFor = time.Millisecond
)

// committer makes many changes durable at the cost of one: a single writer
// drains its queue into one transaction, then answers all who wait.
type committer struct {
	store Store
	wake  func(workspace string) // those who wait for a workspace's log
	// failed is when the store last refused a group, nil when it took the
	// last one.
	failed  atomic.Pointer[time.Time]
	metrics *metrics
	queue   chan change
	stop    chan struct{}
	ended   chan struct{}
}

// change is something to do, or a sale, which is done with others.
type change struct {
	do     func(Tx) error
	sale   *sale
	answer chan error
}

func newCommitter(store Store, wake func(workspace string), m *metrics) *committer {
	c := &committer{store: store, wake: wake, metrics: m, queue: make(chan change, groupLimit), stop: make(chan struct{}), ended: make(chan struct{})}
	go c.run()
	return c
}

// commit runs do in a transaction and returns when it is durable. The errors
// of do come back as they are; everything that fails around it is
// ErrUnavailable. A caller that gives up early doesn't undo its change.
func (c *committer) commit(ctx context.Context, do func(Tx) error) error {
	return c.wait(ctx, change{do: do, answer: make(chan error, 1)})
}

// keep does the same for a sale.
func (c *committer) keep(ctx context.Context, s *sale) error {
	return c.wait(ctx, change{sale: s, answer: make(chan error, 1)})
}

func (c *committer) wait(ctx context.Context, job change) error {
	select {
	case c.queue <- job:
	case <-c.stop:
		return fmt.Errorf("the relay is stopping: %w", ErrUnavailable)
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", ErrUnavailable, ctx.Err())
	}
	select {
	case err := <-job.answer:
		return err
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", ErrUnavailable, ctx.Err())
	case <-c.ended:
	}
	// It ended; the job was in its last group, or came too late for it.
	select {
	case err := <-job.answer:
		return err
	default:
		return fmt.Errorf("the relay is stopping: %w", ErrUnavailable)
	}
}

func (c *committer) close() {
	close(c.stop)
	<-c.ended
}

func (c *committer) run() {
	defer close(c.ended)
	several := false
	for {
		var group []change
		select {
		case job := <-c.queue:
			if group = c.drain(append(group, job)); several && len(group) < groupLimit {
				c.pause()
				group = c.drain(group)
			}
			several = len(group) > 1
		case <-c.stop:
			if group = c.drain(nil); len(group) == 0 {
				return
			}
		}
		c.commitGroup(group)
	}
}

// pause lets others come, but not when the relay stops.
func (c *committer) pause() {
	timer := time.NewTimer(gatherFor)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-c.stop:
	}
}

func (c *committer) drain(group []change) []change {
	for len(group) < groupLimit {
		select {
		case job := <-c.queue:
			group = append(group, job)
		default:
			return group
		}
	}
	return group
}

func (c *committer) commitGroup(group []change) {
	// One bad sale must not take its neighbours down, and which it is shows
	// when each is done alone.
	if undone := c.commitUnits(together(group)); len(undone) > 0 {
		c.commitUnits(apart(undone))
	}
}

// commitUnits answers all changes but those that failed together.
func (c *committer) commitUnits(units []*unit) (undone []change) {
	ctx, cancel := context.WithTimeout(context.Background(), commitTimeout)
	defer cancel()
	steps, changes := make([]func(Tx) error, len(units)), 0
	for i, u := range units {
		steps[i] = guard(u.do)
		changes += len(u.changes)
	}
	began := time.Now()
	errs, err := c.store.Batch(ctx, steps)
	c.metrics.committed(changes, time.Since(began), err)
	if c.failed.Store(nil); err != nil {
		c.failed.Store(&began)
	}
	for i, u := range units {
		switch {
		case err != nil:
			u.answer(fmt.Errorf("%w: %w", ErrUnavailable, err))
		case errs[i] != nil && len(u.changes) > 1:
			undone = append(undone, u.changes...)
		case errs[i] != nil:
			u.answer(errs[i])
		default:
			u.answer(nil)
			c.metrics.entries.Add(float64(u.entries))
			for _, workspace := range u.workspaces {
				c.wake(workspace)
			}
		}
	}
	return undone
}

// guard turns a panic of one unit into its error, so that its neighbours
// are committed.
func guard(do func(Tx) error) func(Tx) error {
	return func(tx Tx) (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("a change failed badly: %v", p)
			}
		}()
		return do(tx)
	}
}
