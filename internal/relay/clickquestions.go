package relay

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"linkledger/internal/relayapi"
)

const (
	// questionTime is how long one question about kept clicks may take, a bit
	// less than devices wait for an answer.
	questionTime = 25 * time.Second
	// questionTurn is how long one waits for those before it.
	questionTurn = 10 * time.Second
	// questionsAtOnce are those of all workspaces: they read much, and
	// redirects and postbacks come first.
	questionsAtOnce = 2
	// questionFlush is how long one waits for the clicks of a moment ago.
	questionFlush = time.Second
)

// questions about kept clicks are answered one at a time in each workspace.
type questions struct {
	all *semaphore.Weighted

	mu  sync.Mutex
	own map[string]*semaphore.Weighted // by workspace
}

func newQuestions() *questions {
	return &questions{all: semaphore.NewWeighted(questionsAtOnce), own: map[string]*semaphore.Weighted{}}
}

// turn waits for a workspace's turn. What it returns ends with done, with the
// caller, or when it has taken too long.
func (q *questions) turn(ctx context.Context, workspace string) (_ context.Context, done func(), err error) {
	q.mu.Lock()
	own := q.own[workspace]
	if own == nil {
		own = semaphore.NewWeighted(1)
		q.own[workspace] = own
	}
	q.mu.Unlock()
	ctx, left := untilGone(ctx)
	waiting, enough := context.WithTimeout(ctx, questionTurn)
	defer enough()
	for i, s := range []*semaphore.Weighted{own, q.all} {
		if s.Acquire(waiting, 1) != nil {
			if i > 0 {
				own.Release(1)
			}
			if err = context.Cause(ctx); err == nil {
				err = tooMany("The relay is still answering another question about clicks.", "Wait until it is done, or cancel it; then ask again.", questionTurn)
			}
			left()
			return nil, nil, err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, questionTime)
	return ctx, func() {
		cancel()
		q.all.Release(1)
		own.Release(1)
		left()
	}, nil
}

// untilGone ends when the caller seems to have left.
func untilGone(ctx context.Context) (context.Context, context.CancelFunc) {
	left := gone(ctx)
	ctx, cancel := context.WithCancel(ctx)
	if left != nil {
		go func() {
			select {
			case <-left:
				cancel()
			case <-ctx.Done():
			}
		}()
	}
	return ctx, cancel
}

// tookLong says what to do about a question that the relay gave up.
func tookLong(ctx context.Context, err error) error {
	switch ctx.Err() {
	case context.DeadlineExceeded:
		return tooLarge("The relay can't read so many clicks at once.", "Choose fewer days, or one offer, member or link.")
	case context.Canceled:
		return context.Canceled
	}
	return err
}

// answeredUntil moves the clicks of a moment ago into the store, and says until
// when all answered ones are there.
func (p *clickPipeline) answeredUntil(ctx context.Context) time.Time {
	if !p.waiting() && p.storedUntil.Load() != 0 {
		return p.clock.Now().UTC().Truncate(time.Second)
	}
	ctx, cancel := context.WithTimeout(ctx, questionFlush)
	defer cancel()
	_ = p.flush(ctx) // the timer tries again, and says what is wrong
	return time.Unix(p.storedUntil.Load(), 0).UTC()
}

// keptFrom says since when clicks are kept.
func (s server) keptFrom(ctx context.Context, workspace string) (string, error) {
	kept, err := s.store.ClicksKept(ctx, workspace)
	return kept.ClicksFrom, err
}

// knownProperties refuses properties that the relay does not know.
func knownProperties(by []relayapi.ClickProperty) error {
	seen := map[relayapi.ClickProperty]bool{}
	for _, p := range by {
		if !p.Valid() || seen[p] {
			return invalid("The question names a property that the relay does not know, or one twice.", "Update the relay.")
		}
		seen[p] = true
	}
	if len(by) > maxClickBy {
		return invalid("Clicks are told apart by at most 5 properties.", "Choose fewer.")
	}
	return nil
}
