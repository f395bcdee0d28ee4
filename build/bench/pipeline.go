package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// storeTimeout is how long a relay may take to store what it has answered.
const storeTimeout = 2 * time.Minute

// pipeline is the redirect with everything that follows it: clicks are
// classified, stored and counted into the log while more come in.
func pipeline(ctx context.Context, b *bench) error {
	ours, err := b.startRelay(ctx, "relay")
	if err != nil {
		return err
	}
	load := contender{server: ours.server, paths: ours.paths(), headers: browser, answer: http.StatusFound}
	script, err := b.script("pipeline", load)
	if err != nil {
		return err
	}
	idle, err := ours.cpu()
	if err != nil {
		return err
	}
	began := time.Now()
	turn := time.Duration(b.rounds) * b.turn
	s, err := load.take(ctx, script, 0, turn)
	if err != nil {
		return err
	}
	answered := int64(s.rate * turn.Seconds() * 0.99) // wrk ends a little late
	stored, err := ours.awaitStored(ctx, answered)
	if err != nil {
		return err
	}
	took := time.Since(began)
	used, err := ours.cpu()
	if err != nil {
		return err
	}
	figure("pipeline-answered", s.rate, "clicks/s")
	figure("pipeline-stored", float64(stored)/took.Seconds(), "clicks/s")
	figure("pipeline-cpu-time", float64((used-idle).Microseconds())/float64(stored), "µs/click")
	return nil
}

// awaitStored waits until the log has counted so many clicks and no more come.
func (r *relay) awaitStored(ctx context.Context, atLeast int64) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	again := time.NewTicker(500 * time.Millisecond)
	defer again.Stop()
	for before := int64(-1); ; {
		now, err := r.stored(ctx)
		if err != nil {
			return 0, err
		}
		if now >= atLeast && now == before {
			return now, nil
		}
		before = now
		select {
		case <-again.C:
		case <-ctx.Done():
			return 0, fmt.Errorf("of at least %d answered clicks %d were in the log after %v", atLeast, now, storeTimeout)
		}
	}
}
