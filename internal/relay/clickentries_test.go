package relay_test

import (
	"testing"
	"time"

	"linkledger/internal/relayapi"
)

// kinds are the log's entries, in order.
func (f *fixture) kinds() (all []string) {
	f.t.Helper()
	page, err := f.store.Log(f.t.Context(), f.workspace.ID, 0, 1000)
	if err != nil {
		f.t.Fatal(err)
	}
	for _, e := range page.Entries {
		all = append(all, e.Kind)
	}
	return all
}

// gross sums the clicks of the log without asking for it as a device would.
func (f *fixture) gross() (n int64) {
	f.t.Helper()
	page, err := f.store.Log(f.t.Context(), f.workspace.ID, 0, 1000)
	if err != nil {
		f.t.Fatal(err)
	}
	for _, e := range page.Entries {
		if e.Kind != relayapi.KindClicks {
			continue
		}
		for _, b := range bodies[relayapi.ClicksBody](f.t, []relayapi.Entry{e}) {
			for _, l := range b.Links {
				n += l.Gross
			}
		}
	}
	return n
}

// TestCountsWaitForSomebody: clicks of a day that nobody looks at are few
// entries, however many there are.
func TestCountsWaitForSomebody(t *testing.T) {
	f := start(t)
	flush := func() {
		t.Helper()
		if err := f.relay.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	wait := func(d time.Duration, entries int, gross int64) {
		t.Helper()
		f.clock.Advance(d)
		f.click()
		flush()
		if got := f.kinds(); len(got) != entries || f.gross() != gross {
			t.Fatalf("entries %v with %d clicks, want %d with %d", got, f.gross(), entries, gross)
		}
	}
	wait(0, 0, 0)
	for range 9 {
		wait(time.Minute, 0, 0)
	}
	wait(time.Minute, 1, 11) // ten minutes after the first
	wait(0, 1, 11)
	f.clock.AdvanceTo(time.Date(2026, 11, 22, 22, 58, 0, 0, time.UTC)) // 23:58 in Berlin
	flush()
	if got := f.gross(); got != 12 {
		t.Fatalf("%d clicks after hours without one, want 12", got)
	}
	wait(0, 2, 12)
	wait(3*time.Minute, 3, 14) // the next day
	wait(time.Minute, 3, 14)
	f.close() // gracefully
	f.open()
	if got := f.gross(); got != 15 {
		t.Fatalf("%d clicks after the end, want 15", got)
	}
}

// TestPendingCountsSurvive: counts that waited when the relay was killed are
// waited for by the next run.
func TestPendingCountsSurvive(t *testing.T) {
	f := start(t)
	f.click()
	if err := f.relay.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	f.store.down.Store(true) // what close would write is not written
	f.server.Close()
	_ = f.relay.Close(t.Context())
	f.sqlite.Close()
	f.open()
	if got := f.gross(); got != 0 {
		t.Fatalf("%d clicks are in the log already", got)
	}
	f.clock.Advance(10 * time.Minute)
	for range 2 {
		if err := f.relay.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := f.gross(); got != 1 {
			t.Fatalf("%d clicks, want 1", got)
		}
	}
}

func TestASaleComesAfterItsClick(t *testing.T) {
	f := start(t)
	id := f.click()
	if err := f.relay.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	f.click() // in the file only
	if got := f.kinds(); len(got) != 0 {
		t.Fatalf("entries %v before the sale", got)
	}
	if status, reply := f.postback("transaction_id=" + id + "&amount=10"); status != 200 {
		t.Fatalf("postback: %d %s", status, reply)
	}
	if got := f.kinds(); len(got) != 2 || got[0] != relayapi.KindClicks || got[1] != relayapi.KindConversion {
		t.Fatalf("entries %v, want the click before its sale", got)
	}
	// A duplicate sells nothing, so it shows no click.
	f.click()
	if err := f.relay.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	if f.postback("transaction_id=" + id + "&amount=10"); len(f.kinds()) != 2 {
		t.Fatalf("entries %v after a duplicate", f.kinds())
	}
}

// TestAPullGetsWhatWaits: a device that asks has all that was counted, and from
// then on every click, but no more than an entry in a while.
func TestAPullGetsWhatWaits(t *testing.T) {
	f := start(t)
	f.entryEvery = time.Nanosecond
	f.close()
	f.open()
	tick := func() {
		t.Helper()
		if err := f.relay.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	f.click()
	tick()
	if got := f.gross(); got != 0 {
		t.Fatalf("%d clicks are in the log before anybody asks", got)
	}
	if got := f.entries(relayapi.KindClicks); len(got) != 1 {
		t.Fatalf("%d entries, want what waited", len(got))
	}
	f.click()
	tick()
	if got := f.gross(); got != 2 {
		t.Fatalf("%d clicks, want 2: a device listens", got)
	}
	f.entryEvery = time.Hour
	f.close()
	f.open()
	for range 3 { // one entry, then none for an hour
		f.entries("")
		f.click()
		tick()
	}
	if got := f.kinds(); len(got) != 3 {
		t.Fatalf("entries %v, want one more", got)
	}
}
