package relay_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/relay"
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

// TestLongEntriesAreSplit: however many links had clicks, an entry can be given
// back to a relay that lost it, and nothing of the sum is lost.
func TestLongEntriesAreSplit(t *testing.T) {
	for _, test := range []struct{ links, offers, entries int }{{4990, 0, 0}, {2000, 3000, 2}, {6000, 1000, 2}} {
		t.Run(fmt.Sprintf("%d and %d", test.links, test.offers), func(t *testing.T) {
			f := start(t)
			waits, want := relayapi.ClicksBody{}, tally{}
			for i := range test.links {
				waits.Links = append(waits.Links, relayapi.LinkClicks{Number: 1<<39 + int64(i), Day: "2026-11-22", Gross: 3, Unique: 1, Rejected: map[string]int64{"bot": 1}})
			}
			for i := range test.offers {
				waits.Offers = append(waits.Offers, relayapi.OfferClicks{OfferID: "offeraaaaaaaaaaa", Day: "2026-11-22", Dimension: "referrer", Value: fmt.Sprintf("%0250d", i), Clicks: 2})
			}
			raw, err := json.Marshal(waits)
			if err != nil {
				t.Fatal(err)
			}
			want.addBody(t, raw)
			errs, err := f.sqlite.Batch(t.Context(), []func(relay.Tx) error{func(tx relay.Tx) error {
				return tx.PutPendingClicks(f.workspace.ID, f.clock.Now(), waits)
			}})
			if err != nil || errs[0] != nil {
				t.Fatal(err, errs)
			}
			f.click()
			if err := f.relay.Tick(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := f.kinds(); len(got) != test.entries {
				t.Fatalf("%d entries at once, want %d", len(got), test.entries)
			}
			got := tally{}
			for _, e := range f.entries(relayapi.KindClicks) { // with what waits still
				got.addBody(t, e.Body)
				if len(e.Body) > 4<<20 {
					t.Errorf("an entry of %d bytes", len(e.Body))
				}
			}
			click := tally{}
			for k, n := range got {
				if n != want[k] {
					click[k] = n - want[k]
				}
			}
			if len(click) != 7 || click.of("link", f.block.FirstNumber, "2026-11-22", "gross") != 1 || len(got) != len(want)+7 {
				t.Fatalf("beside the click that was added, the sum is another: %s", cmp.Diff(want, got))
			}
		})
	}
}

// TestABacklogLetsOthersThrough: between two batches who waits for a click has
// a turn, and can give up.
func TestABacklogLetsOthersThrough(t *testing.T) {
	f := start(t)
	f.store.full.Store(true) // so that the next batches are small
	const clicks = 800
	for range clicks {
		f.click()
	}
	for range 4 {
		if err := f.relay.Tick(t.Context()); err == nil {
			t.Fatal("the store is full")
		}
	}
	f.store.full.Store(false)
	ctx, cancel := context.WithCancel(t.Context())
	giveUp := func() { cancel() }
	f.store.batched.Store(&giveUp)
	if err := f.relay.Flush(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("it moves all on for one that gave up: %v", err)
	}
	if got := len(f.kept()); got == 0 || got == clicks {
		t.Fatalf("%d of %d clicks are stored, want a batch", got, clicks)
	}
	var once sync.Once
	waited := make(chan bool, 1)
	ask := func() { once.Do(func() { go func() { waited <- f.relay.ClicksWait() }() }) }
	f.store.batched.Store(&ask)
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !<-waited {
		t.Fatal("who asks waits for the whole backlog")
	}
	if got := len(f.kept()); got != clicks {
		t.Fatalf("%d clicks are stored, want %d", got, clicks)
	}
}
