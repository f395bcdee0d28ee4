package ingest_test

import (
	"context"
	"errors"
	"slices"
	"testing"
)

// TestAFoldTellsAndStops: within a page of the log a person sees how far it is
// and may stop it; nothing of that page is kept then, and the next sync takes it.
func TestAFoldTellsAndStops(t *testing.T) {
	s := commissionYear(t, 350)
	d := s.device()
	ctx, cancel := context.WithCancel(t.Context())
	stopped := false
	d.syncer.Progress = func(done, _ int64) {
		if stopped {
			t.Errorf("it went on to entry %d", done)
		}
		stopped = true
		cancel()
	}
	if err := d.syncer.Exchange(ctx); !errors.Is(err, context.Canceled) || !stopped {
		t.Fatalf("stopped: %v, %v", stopped, err)
	}
	if at, err := d.store.Position(t.Context()); err != nil || at.Seq != 0 {
		t.Errorf("it kept entries up to %d, %v", at.Seq, err)
	}
	var told []int64
	d.syncer.Progress = func(done, total int64) {
		if told = append(told, done); total != int64(len(s.log.entries)) {
			t.Errorf("%d of %d entries", total, len(s.log.entries))
		}
	}
	d.exchange()
	if want := []int64{100, 200, 300, 400, int64(len(s.log.entries))}; !slices.Equal(told, want) {
		t.Errorf("told %v, not %v", told, want)
	}
	other := s.device()
	other.exchange()
	if d.dump() != other.dump() {
		t.Error("it differs from a fold that nobody stopped")
	}
}
