package relay

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// calmInterval is how often the same error is told, as often as it may happen:
// a full disk must not get a line for every request.
const calmInterval = 10 * time.Second

// calm keeps errors that repeat from filling the operator's log.
type calm struct {
	slog.Handler
	told *told
}

type told struct {
	mu   sync.Mutex
	last map[string]*repeats
}

type repeats struct {
	at    time.Time
	times int // since then
}

func newCalm(h slog.Handler) calm { return calm{h, &told{last: map[string]*repeats{}}} }

// Handle implements slog.Handler.
func (c calm) Handle(ctx context.Context, r slog.Record) error {
	if r.Level < slog.LevelError {
		return c.Handler.Handle(ctx, r)
	}
	times, tell := c.told.again(keyOf(r), r.Time)
	if !tell {
		return nil
	}
	if times > 0 {
		r = r.Clone()
		r.AddAttrs(slog.Int("repeated", times))
	}
	return c.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (c calm) WithAttrs(attrs []slog.Attr) slog.Handler {
	return calm{c.Handler.WithAttrs(attrs), c.told}
}

// WithGroup implements slog.Handler.
func (c calm) WithGroup(name string) slog.Handler { return calm{c.Handler.WithGroup(name), c.told} }

// keyOf tells errors apart by their message and step; their wording has ids.
func keyOf(r slog.Record) string {
	key := r.Message
	r.Attrs(func(a slog.Attr) bool {
		if a.Key == "step" {
			key += " " + a.Value.String()
		}
		return true
	})
	return key
}

// again reports whether to tell it now, and how often it was not told.
func (t *told) again(key string, now time.Time) (times int, tell bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	r, known := t.last[key] // the messages are the program's own, so there are few
	if known && now.Sub(r.at) < calmInterval && !now.Before(r.at) {
		r.times++
		return 0, false
	}
	if known {
		times = r.times
	}
	t.last[key] = &repeats{at: now}
	return times, true
}
