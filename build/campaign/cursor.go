package main

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"

	"linkledger/internal/relayapi"
)

const (
	cursorWriters = 30
	cursorReaders = 5
	largestBatch  = 50
)

// cursor has many devices append at once while others follow by position. A
// round is an entry; a reader that misses one, or sees one twice, is a failure.
func cursor(ctx context.Context, r *run) error {
	s, p, err := serveSite(ctx, r, cursorWriters+cursorReaders, 1)
	if err != nil {
		return err
	}
	defer func() { _ = p.kill() }()
	written, err := race(ctx, r, s, p)
	if err != nil {
		return err
	}
	if len(written) != r.rounds {
		r.failf(0, "%d entries were written, and %d were to be", len(written), r.rounds)
	}
	return nil
}

// race lets writers and readers loose, and says what was written: the place of
// each id.
func race(ctx context.Context, r *run, s *site, p *process) (map[string]int64, error) {
	left := &atomic.Int64{}
	left.Store(int64(r.rounds))
	placed := make([]map[string]int64, cursorWriters)
	var writing, reading sync.WaitGroup
	for i := range cursorWriters {
		api, err := p.device(s.devices[i])
		if err != nil {
			return nil, err
		}
		writing.Go(func() { placed[i] = write(ctx, r, s, api, r.draws(0, i), left) })
	}
	written := make(chan struct{})
	books := make([]*book, cursorReaders)
	for i := range cursorReaders {
		api, err := p.device(s.devices[cursorWriters+i])
		if err != nil {
			return nil, err
		}
		books[i] = newBook()
		reading.Go(func() { follow(ctx, r, i, api, books[i], written) })
	}
	writing.Wait()
	close(written)
	reading.Wait()
	all := map[string]int64{}
	for _, some := range placed {
		for id, seq := range some {
			all[id] = seq
		}
	}
	for i, b := range books {
		if len(b.entries) != len(all) {
			r.failf(0, "reader %d has %d entries of %d", i, len(b.entries), len(all))
		}
		for id, seq := range all {
			if b.entries[id] != seq {
				r.failf(int(seq), "reader %d has entry %s at %d, its writer was told %d", i, id, b.entries[id], seq)
			}
		}
	}
	return all, nil
}

// write pushes batches until nothing is left to write.
func write(ctx context.Context, r *run, s *site, api *relayapi.Client, draws *rand.Rand, left *atomic.Int64) map[string]int64 {
	placed := map[string]int64{}
	for ctx.Err() == nil {
		n := int64(1 + draws.IntN(largestBatch))
		n = min(n, n+left.Add(-n))
		if n <= 0 {
			break
		}
		entries := make([]relayapi.NewEntry, n)
		for i := range entries {
			entries[i] = newEntry(draws)
		}
		result, err := api.Push(ctx, relayapi.Push{Epoch: s.epoch, Entries: entries})
		for toldToWait(ctx, err) {
			result, err = api.Push(ctx, relayapi.Push{Epoch: s.epoch, Entries: entries})
		}
		if err != nil {
			r.failf(len(placed), "a push: %v", err)
			break
		}
		for _, e := range result.Entries {
			placed[e.ID] = e.Seq
		}
	}
	return placed
}

// follow reads until everything is written, and once more.
func follow(ctx context.Context, r *run, reader int, api *relayapi.Client, b *book, written <-chan struct{}) {
	for last := false; ; {
		if err := b.pull(ctx, api); err != nil {
			r.failf(int(b.head), "reader %d: %v", reader, err)
			return
		}
		if last {
			return
		}
		select {
		case <-written:
			last = true
		default:
		}
	}
}
