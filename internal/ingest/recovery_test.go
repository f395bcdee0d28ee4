package ingest_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
)

// restore brings the log back from a copy that had n entries.
func (l *memoryLog) restore(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entries, l.restored = append([]relayapi.Entry{}, l.entries[:n]...), l.restored+1
	l.epoch, l.claims = fmt.Sprintf("epoch-r%d", l.restored), map[string]string{}
	for _, e := range l.entries {
		if e.Kind == relayapi.KindClaim {
			_ = l.claim(e.Body) // it was granted once
		}
	}
}

// Two devices hold different parts of what a restored relay lost, and there is
// new traffic already. Whoever comes first, both end with the same log and the
// same books, and nothing is lost.
func TestRestoredRelay(t *testing.T) {
	for _, first := range []string{"a", "b"} {
		t.Run(first+" first", func(t *testing.T) {
			s := newScene(t)
			b := s.device()
			b.exchange()
			copied := len(s.log.entries)
			rename(s.a, "b1", "Renamed")
			s.postback("convaaaaaaaaaaaa", s.click(1))
			s.a.exchange()
			claim := encode(relayapi.ClaimBody{Action: relayapi.Claim, PaymentID: "mine", Keys: []string{"key1"}})
			if err := s.a.store.Enqueue(context.Background(), affiliate.Batch{ID: "claim", Entries: []affiliate.Entry{
				{ID: s.a.syncer.NewID(), Kind: relayapi.KindClaim, Schema: 1, Actor: "actor", Time: s.now, Body: claim}}}); err != nil {
				t.Fatal(err)
			}
			s.a.exchange()
			b.exchange()
			s.cj(s.row("1", s.click(1)))
			b.exchange() // only b has it
			lost := s.log.entries[copied:]

			s.log.restore(copied)
			s.postback("convbbbbbbbbbbbb", s.click(2)) // new traffic at the place of an old entry
			b.enqueue("b2", affiliate.NounOffer, string(flatOffer), map[string]any{"name": "While it was away"})
			order := []*device{s.a, b, s.a}
			if first == "b" {
				order = []*device{b, s.a, b}
			}
			for _, d := range order {
				d.exchange()
			}
			ids := map[string]int{}
			for i, e := range s.log.entries {
				if ids[e.ID]++; ids[e.ID] > 1 || e.Seq != int64(i+1) {
					t.Errorf("entry %d (%s) stands as %d, %d times", i+1, e.ID, e.Seq, ids[e.ID])
				}
			}
			for _, e := range lost {
				if ids[e.ID] == 0 {
					t.Errorf("entry %d (%s) is lost", e.Seq, e.Kind)
				}
			}
			if s.log.claims["key1"] != "mine" {
				t.Error("the relay does not know the claim any more")
			}
			if diff := cmp.Diff(s.a.dump(), b.dump()); diff != "" {
				t.Errorf("the devices differ: %s", diff)
			}
			if n := len(s.a.conversions()); n != 3 {
				t.Errorf("%d conversions, want two of postbacks and CJ's", n)
			}
			if err := s.a.store.Prove(context.Background()); err != nil {
				t.Error(err)
			}
			if names := offers(t, s.a); !names["Renamed"] || !names["While it was away"] {
				t.Errorf("offers %v", names)
			}
			fresh := s.device()
			fresh.exchange()
			if diff := cmp.Diff(s.a.dump(), fresh.dump()); diff != "" {
				t.Errorf("a new device differs: %s", diff)
			}
		})
	}
}

// A repair that breaks off at any step goes on with the next sync.
func TestRepairThatBrokeOff(t *testing.T) {
	s := newScene(t)
	copied := len(s.log.entries)
	rename(s.a, "b1", "Renamed")
	s.a.exchange()
	want := s.a.dump()
	s.log.restore(copied)
	broken := 0
	for {
		calls := 0
		s.a.syncer.Relay = &flaky{memoryLog: s.log, fails: func() bool { calls++; return calls == broken+1 }}
		if s.a.syncer.Exchange(context.Background()) == nil {
			break
		}
		if broken++; broken > 50 {
			t.Fatal("it never gets through")
		}
	}
	if broken < 4 {
		t.Errorf("it was broken off at %d places only", broken)
	}
	if diff := cmp.Diff(want, s.a.dump()); diff != "" {
		t.Error(diff)
	}
}

// flaky is a relay that does not answer some calls, after it carried them out.
type flaky struct {
	*memoryLog
	fails func() bool
}

func (f *flaky) down(err error) error {
	if err == nil && f.fails() {
		return fmt.Errorf("%w: reset", relayapi.ErrUnreachable)
	}
	return err
}

func (f *flaky) Workspace(ctx context.Context) (relayapi.Workspace, error) {
	w, err := f.memoryLog.Workspace(ctx)
	return w, f.down(err)
}

func (f *flaky) Pull(ctx context.Context, after int64, limit int) (relayapi.Page, error) {
	p, err := f.memoryLog.Pull(ctx, after, limit)
	return p, f.down(err)
}

func (f *flaky) Recover(ctx context.Context, part relayapi.RecoveryPart) (relayapi.RecoveryResult, error) {
	r, err := f.memoryLog.Recover(ctx, part)
	return r, f.down(err)
}

// While the relay waits for another device, a payment waits; edits do not.
func TestClaimsWaitForOtherDevices(t *testing.T) {
	ctx := context.Background()
	s := newScene(t)
	waits := []relayapi.Device{{ID: "b", Name: "Office laptop"}}
	s.log.waiting = waits
	s.log.before = func(p relayapi.Push) error {
		for _, e := range p.Entries {
			if e.Kind == relayapi.KindClaim && s.log.waiting != nil {
				return relayapi.Problem{Code: relayapi.CodeRecovering, Message: "It waits for a device.", WaitingFor: waits}
			}
		}
		return nil
	}
	claim := encode(relayapi.ClaimBody{Action: relayapi.Claim, PaymentID: "mine", Keys: []string{"key1"}})
	if err := s.a.store.Enqueue(ctx, affiliate.Batch{ID: "claim", Entries: []affiliate.Entry{
		{ID: s.a.syncer.NewID(), Kind: relayapi.KindClaim, Schema: 1, Actor: "actor", Time: s.now, Body: claim}}}); err != nil {
		t.Fatal(err)
	}
	rename(s.a, "b1", "Renamed")
	if err := s.a.syncer.Exchange(ctx); err == nil {
		t.Error("a payment that waits is not said")
	}
	if !offers(t, s.a)["Renamed"] {
		t.Error("an edit waited with the payment")
	}
	if names, err := s.a.store.Noted(ctx, ingest.NoteWaiting); names != "Office laptop" || err != nil {
		t.Errorf("it waits for %q, %v", names, err)
	}
	s.log.waiting = nil
	s.a.exchange()
	if s.log.claims["key1"] != "mine" {
		t.Error("the payment was never claimed")
	}
	if names, _ := s.a.store.Noted(ctx, ingest.NoteWaiting); names != "" {
		t.Errorf("it still waits for %q", names)
	}
}

// codeTaker is a restored relay that has given some codes to other links.
type codeTaker struct {
	*memoryLog
	taken    []string
	has      []string
	complete bool
	largest  int
}

func (c *codeTaker) Recover(ctx context.Context, part relayapi.RecoveryPart) (relayapi.RecoveryResult, error) {
	size := 0
	for _, e := range part.Entries {
		size += len(e.Body)
	}
	c.largest = max(c.largest, size)
	for _, code := range part.Codes {
		if slices.Contains(c.taken, code.Code) {
			return relayapi.RecoveryResult{}, relayapi.Problem{Code: relayapi.CodeCodeTaken, Message: "It is taken."}
		}
	}
	for _, code := range part.Codes {
		c.has = append(c.has, code.Code)
	}
	c.complete = c.complete || part.Complete
	return c.memoryLog.Recover(ctx, part)
}

// A code that another link has by now keeps back none of the others.
func TestTakenCodeIsLeftOut(t *testing.T) {
	s := newScene(t)
	own, err := s.a.store.Codes(context.Background(), 0, 2000)
	if err != nil || len(own) < 3 {
		t.Fatalf("%d codes, %v", len(own), err)
	}
	said := 0
	s.a.syncer.Log = func(string) { said++ }
	relay := &codeTaker{memoryLog: s.log, taken: []string{own[1].Code, own[len(own)-1].Code}}
	s.a.syncer.Relay = relay
	for range 12 { // bodies for more than one request
		s.change(affiliate.NounMember, string(members[0]), affiliate.Member{Name: strings.Repeat("n", 100_000), Status: affiliate.Active})
	}
	s.a.exchange()
	s.log.restore(len(s.log.entries) - 12)
	s.a.exchange()
	if len(relay.has) != len(own)-2 || !relay.complete || said != 2 {
		t.Errorf("%d of %d codes given back, complete %v, said %d times", len(relay.has), len(own), relay.complete, said)
	}
	if relay.largest == 0 || relay.largest > 512<<10 {
		t.Errorf("%d bytes in a request", relay.largest)
	}
}
