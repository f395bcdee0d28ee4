package ingest_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
)

// TestAnOlderDatabaseReadsFirst: a database that knows less of its own device
// than the relay, or that was restored, reads the log to its end before it
// pushes anything, and payments wait until then.
func TestAnOlderDatabaseReadsFirst(t *testing.T) {
	unreachable := errors.New("the line is cut")
	for name, c := range map[string]struct {
		last   int64  // place of this device's last entry, by the relay
		placed int64  // the place that this device was told
		noted  string // by a restore
		first  bool   // whether it must read before it pushes
	}{
		"in step":                            {last: 3},
		"a relay that does not tell":         {},
		"older than what it sent":            {last: 5, first: true},
		"sent, told its place, not read yet": {last: 5, placed: 5},
		"sent, and told an earlier place":    {last: 5, placed: 4, first: true},
		"restored":                           {last: 3, noted: "Restored from a backup", first: true},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := context.Background()
			log := newLog()
			d := newDevice(t, log, log.id, relayapi.NewKey(), log.keys)
			for _, id := range []string{"a", "b", "c"} {
				d.enqueue(id, affiliate.NounMember, id, affiliate.Member{Name: id, Status: affiliate.Active})
			}
			d.exchange()
			for range 2 { // what this database lacks
				log.append(relayapi.Entry{ID: d.syncer.NewID(), Kind: "later", Schema: 1, Device: "device", Actor: "actor", Time: start, Body: []byte("{}")})
			}
			d.enqueue("sent", affiliate.NounMember, "d", affiliate.Member{Name: "d", Status: affiliate.Active})
			if c.placed > 0 {
				sent, _, err := d.store.NextBatch(ctx, nil)
				if err == nil {
					err = d.store.Pushed(ctx, map[string]int64{sent.Entries[0].ID: c.placed})
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			d.enqueue("waits", affiliate.NounMember, "e", affiliate.Member{Name: "e", Status: affiliate.Active})
			if err := d.store.Note(ctx, ingest.NoteFrozen, c.noted); err != nil {
				t.Fatal(err)
			}
			log.last, log.onPull = c.last, func(*relayapi.Page) error { return unreachable }
			pushes := log.pushes
			if err := d.syncer.Exchange(ctx); !errors.Is(err, unreachable) {
				t.Fatalf("no log: %v", err)
			}
			frozen, err := d.store.Noted(ctx, ingest.NoteFrozen)
			if err != nil || (frozen != "") != c.first || (log.pushes == pushes) != c.first {
				t.Errorf("frozen %q after %d pushes: %v", frozen, log.pushes-pushes, err)
			}
			if c.last > 3 && c.first && !strings.Contains(frozen, "older") {
				t.Errorf("frozen because %q", frozen)
			}
			log.onPull = nil
			d.exchange()
			frozen, err = d.store.Noted(ctx, ingest.NoteFrozen)
			if err != nil || frozen != "" || log.pushes == pushes {
				t.Errorf("after the log was read: %q, %d pushes, %v", frozen, log.pushes-pushes, err)
			}
		})
	}
}

// A relay that was restored while this database was frozen may lack what was
// paid after both copies, and so may its log: only a person can tell.
func TestAGapKeepsPaymentsFrozen(t *testing.T) {
	ctx := t.Context()
	s := newScene(t)
	rename(s.a, "b1", "Renamed")
	s.a.exchange()
	if err := s.a.store.Note(ctx, ingest.NoteFrozen, "Restored from a backup of then"); err != nil {
		t.Fatal(err)
	}
	s.log.restore(len(s.log.entries) - 1)
	for range 2 { // now, and with every sync that follows
		s.a.exchange()
		frozen, err := s.a.store.Noted(ctx, ingest.NoteFrozen)
		if err != nil || frozen == "" {
			t.Fatalf("payments go on: %q, %v", frozen, err)
		}
	}
	if gap, err := s.a.store.Noted(ctx, ingest.NoteGap); err != nil || gap == "" {
		t.Errorf("nobody is asked: %q, %v", gap, err)
	}
}
