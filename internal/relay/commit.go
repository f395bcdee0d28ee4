package relay

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"linkledger/internal/relayapi"
)

// ErrUnavailable says that the store did not take a change: nothing was kept,
// and the caller should try again.
var ErrUnavailable = errors.New("the relay can't store this right now")

const (
	groupLimit    = 512
	commitTimeout = 30 * time.Second
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

type change struct {
	do     func(Tx) error
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
	job := change{do: do, answer: make(chan error, 1)}
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
	for {
		var group []change
		select {
		case job := <-c.queue:
			group = c.drain(append(group, job))
		case <-c.stop:
			if group = c.drain(nil); len(group) == 0 {
				return
			}
		}
		c.commitGroup(group)
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
	ctx, cancel := context.WithTimeout(context.Background(), commitTimeout)
	defer cancel()
	members := make([]func(Tx) error, len(group))
	notes := make([]appended, len(group))
	for i, job := range group {
		members[i] = guard(notes[i].in(job.do))
	}
	began := time.Now()
	errs, err := c.store.Batch(ctx, members)
	c.metrics.committed(len(group), time.Since(began), err)
	if c.failed.Store(nil); err != nil {
		c.failed.Store(&began)
	}
	for i, job := range group {
		switch {
		case err != nil:
			job.answer <- fmt.Errorf("%w: %w", ErrUnavailable, err)
		case errs[i] != nil:
			job.answer <- errs[i]
		default:
			job.answer <- nil
			c.metrics.entries.Add(float64(notes[i].entries))
			for _, workspace := range notes[i].workspaces {
				c.wake(workspace)
			}
		}
	}
}

// appended notes the workspaces to whose log a member of a group appends.
type appended struct {
	Tx
	workspaces []string
	entries    int
}

func (a *appended) in(do func(Tx) error) func(Tx) error {
	return func(tx Tx) error {
		a.Tx = tx
		return do(a)
	}
}

// Append implements Tx.
func (a *appended) Append(workspace string, e relayapi.Entry) (int64, error) {
	if !slices.Contains(a.workspaces, workspace) {
		a.workspaces = append(a.workspaces, workspace)
	}
	a.entries++
	return a.Tx.Append(workspace, e)
}

// guard turns a panic of one member into its error, so that its neighbours
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
