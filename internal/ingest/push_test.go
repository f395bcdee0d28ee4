package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
	"linkledger/internal/store"
)

func offers(t *testing.T, d *device) map[string]bool {
	t.Helper()
	list, err := d.store.Offers(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	synced := map[string]bool{}
	for _, o := range list {
		synced[o.Name] = o.Synced
	}
	return synced
}

func rename(d *device, batch, name string) {
	d.enqueue(batch, affiliate.NounOffer, string(percentOffer), map[string]any{"name": name})
}

// The relay took the push and the answer was lost: the same ids go again and
// stand in the log once.
func TestAnswerLost(t *testing.T) {
	s := newScene(t)
	rename(s.a, "b1", "Renamed")
	n := len(s.log.entries)
	var sent []string
	s.log.after = func(p relayapi.Push) error {
		sent = append(sent, p.Entries[0].ID)
		if len(sent) == 1 {
			return fmt.Errorf("%w: connection reset", relayapi.ErrUnreachable)
		}
		return nil
	}
	if err := s.a.syncer.Exchange(context.Background()); !errors.Is(err, relayapi.ErrUnreachable) {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]bool{"Renamed": false, string(flatOffer): true}, offers(t, s.a)); diff != "" {
		t.Errorf("while it is not known: %s", diff)
	}
	s.a.exchange()
	if len(sent) != 2 || sent[0] != sent[1] || len(s.log.entries) != n+1 {
		t.Errorf("sent %v, %d entries in the log", sent, len(s.log.entries)-n)
	}
	if diff := cmp.Diff(map[string]bool{"Renamed": true, string(flatOffer): true}, offers(t, s.a)); diff != "" {
		t.Error(diff)
	}
}

// Unreachable keeps everything, in its order.
func TestOutboxKeepsItsOrder(t *testing.T) {
	s := newScene(t)
	down := fmt.Errorf("%w: no route", relayapi.ErrUnreachable)
	s.log.before = func(relayapi.Push) error { return down }
	rename(s.a, "b1", "First")
	rename(s.a, "b2", "Second")
	if err := s.a.syncer.Exchange(context.Background()); !errors.Is(err, relayapi.ErrUnreachable) {
		t.Fatal(err)
	}
	if n, err := s.a.store.Pending(context.Background()); n != 2 || err != nil {
		t.Fatalf("%d wait: %v", n, err)
	}
	s.log.before = nil
	s.a.exchange()
	if diff := cmp.Diff(map[string]bool{"Second": true, string(flatOffer): true}, offers(t, s.a)); diff != "" {
		t.Error(diff)
	}
	if n, _ := s.a.store.Pending(context.Background()); n != 0 {
		t.Errorf("%d still wait", n)
	}
}

// The push went well and the pull did not: the edit is still to be seen.
func TestEditStaysInSightBetweenPushAndPull(t *testing.T) {
	s := newScene(t)
	rename(s.a, "b1", "Renamed")
	s.log.onPull = func(*relayapi.Page) error { return fmt.Errorf("%w: reset", relayapi.ErrUnreachable) }
	for range 2 {
		if err := s.a.syncer.Exchange(context.Background()); !errors.Is(err, relayapi.ErrUnreachable) {
			t.Fatal(err)
		}
		if diff := cmp.Diff(map[string]bool{"Renamed": false, string(flatOffer): true}, offers(t, s.a)); diff != "" {
			t.Error(diff)
		}
	}
	if s.log.pushes != 1 {
		t.Errorf("it was pushed %d times", s.log.pushes)
	}
	s.log.onPull = nil
	s.a.exchange()
	if n, _ := s.a.store.Pending(context.Background()); n != 0 || !offers(t, s.a)["Renamed"] {
		t.Errorf("%d wait, %v", n, offers(t, s.a))
	}
}

// A refused claim takes its own batch out and nothing else.
func TestRefusedClaim(t *testing.T) {
	s := newScene(t)
	s.log.claims["taken"] = "another"
	rename(s.a, "b1", "First")
	e := affiliate.Entry{ID: s.a.syncer.NewID(), Kind: relayapi.KindClaim, Schema: 1, Actor: "actor", Time: s.now,
		Body: encode(relayapi.ClaimBody{Action: relayapi.Claim, PaymentID: "mine", Keys: []string{"taken"}})}
	step := affiliate.Entry{ID: s.a.syncer.NewID(), Kind: relayapi.KindChange, Schema: 1, Actor: "actor", Time: s.now, Noun: affiliate.NounPayment, Subject: "mine",
		Body: change(affiliate.NounPayment, "mine", affiliate.Payment{State: affiliate.PaymentIntent})}
	if err := s.a.store.Enqueue(context.Background(), affiliate.Batch{ID: "b2", Entries: []affiliate.Entry{e, step}}); err != nil {
		t.Fatal(err)
	}
	s.a.enqueue("b3", affiliate.NounOffer, string(flatOffer), map[string]any{"name": "Third"})
	var refused *ingest.Refused
	if err := s.a.syncer.Exchange(context.Background()); !errors.As(err, &refused) || refused.Batch != "b2" {
		t.Fatalf("it says %v", err)
	}
	if diff := cmp.Diff(map[string]bool{"First": true, "Third": true}, offers(t, s.a)); diff != "" {
		t.Error(diff)
	}
	payments, err := s.a.store.Payments(context.Background())
	if n, _ := s.a.store.Pending(context.Background()); n != 0 || len(payments) != 0 || err != nil {
		t.Errorf("%d wait, payments %+v, %v", n, payments, err)
	}
	s.a.exchange()
}

// What the relay will never take is set aside with its words: it stays in
// sight, and neither the others nor the reading wait for it.
func TestRefusedEdit(t *testing.T) {
	ctx := context.Background()
	for _, code := range []string{relayapi.CodeInvalid, relayapi.CodeCodeTaken, relayapi.CodeTooLarge} {
		t.Run(code, func(t *testing.T) {
			s := newScene(t)
			rename(s.a, "b1", "Renamed")
			s.a.enqueue("b2", affiliate.NounOffer, string(flatOffer), map[string]any{"name": "Second"})
			tries := 0
			s.log.before = func(p relayapi.Push) error {
				if tries++; tries == 1 {
					return relayapi.Problem{Code: code, Message: "No.", Hint: "Correct it."}
				}
				return nil
			}
			s.postback("convaaaaaaaaaaaa", s.click(1))
			for range 2 {
				s.a.exchange()
			}
			if n := len(s.a.conversions()); n != 1 || tries != 2 {
				t.Errorf("%d conversions were read, %d pushes tried", n, tries)
			}
			if diff := cmp.Diff(map[string]bool{"Renamed": false, "Second": true}, offers(t, s.a)); diff != "" {
				t.Error(diff)
			}
			got, err := s.a.store.RefusedEdits(ctx)
			want := []store.RefusedEdit{{Batch: "b1", Noun: affiliate.NounOffer, Subject: string(percentOffer), Reason: "No. Correct it.", At: start}}
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Error(diff, err)
			}
			if err := s.a.store.Discard(ctx, "b1"); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(map[string]bool{string(percentOffer): true, "Second": true}, offers(t, s.a)); diff != "" {
				t.Errorf("discarded: %s", diff)
			}
		})
	}
}

// A refusal of what no person wrote is an error: nobody could look after it.
// CJ's rows come again with the next pull.
func TestRefusedRowsOfCJ(t *testing.T) {
	s := newScene(t)
	row := affiliate.Entry{ID: s.a.syncer.NewID(), Kind: relayapi.KindCJ, Schema: 1, Actor: "actor", Time: s.now, Body: encode(s.row("1", s.click(1)))}
	if err := s.a.store.Enqueue(context.Background(), affiliate.Batch{ID: "b1", Entries: []affiliate.Entry{row}}); err != nil {
		t.Fatal(err)
	}
	s.log.before = func(relayapi.Push) error { return relayapi.Problem{Code: relayapi.CodeInvalid, Message: "No."} }
	var problem relayapi.Problem
	if err := s.a.syncer.Exchange(context.Background()); !errors.As(err, &problem) {
		t.Fatalf("it says %v", err)
	}
	if edits, err := s.a.store.RefusedEdits(context.Background()); len(edits) > 0 || err != nil {
		t.Errorf("%+v %v", edits, err)
	}
	s.a.exchange()
}

// What one decision writes may be more than the relay takes in a request. Rows
// go before the entries that tell of them, offers before their links.
func TestPushInParts(t *testing.T) {
	s := newScene(t)
	batch := affiliate.Batch{ID: "big"}
	for i := range 1500 {
		id := fmt.Sprintf("member%010d", i)
		batch.Entries = append(batch.Entries, affiliate.Entry{ID: s.a.syncer.NewID(), Kind: relayapi.KindChange, Schema: 1, Actor: "actor", Time: s.now,
			Noun: affiliate.NounMember, Subject: id, Body: change(affiliate.NounMember, id, affiliate.Member{Name: id, Status: affiliate.Active})})
		batch.Public = append(batch.Public, affiliate.PublicRow{Kind: "link", ID: id, Row: encode(relayapi.PublicLink{Number: int64(i + 1)})})
	}
	batch.Public = append(batch.Public, affiliate.PublicRow{Kind: "offer", ID: "o", Row: encode(relayapi.PublicOffer{ID: "o"})})
	if err := s.a.store.Enqueue(context.Background(), batch); err != nil {
		t.Fatal(err)
	}
	var sent [][3]int
	s.log.before = func(p relayapi.Push) error {
		sent = append(sent, [3]int{len(p.Offers), len(p.Links), len(p.Entries)})
		if len(sent) == 2 {
			return fmt.Errorf("%w: reset", relayapi.ErrUnreachable)
		}
		return nil
	}
	if err := s.a.syncer.Exchange(context.Background()); !errors.Is(err, relayapi.ErrUnreachable) {
		t.Fatal(err)
	}
	sent = append(sent[:0:0], [3]int{}, [3]int{}) // the hook counts on
	s.a.exchange()
	want := [][3]int{{1, 1000, 0}, {0, 500, 1000}, {0, 0, 500}}
	if diff := cmp.Diff(want, sent[2:]); diff != "" {
		t.Error(diff)
	}
	if list, err := s.a.store.Members(context.Background()); err != nil || len(list) != 1500+len(members) || !list[0].Synced {
		t.Errorf("%d members: %v", len(list), err)
	}
}

// Long entries make smaller parts: the relay bounds the bytes of a request, too.
func TestPushInPartsOfBytes(t *testing.T) {
	s := newScene(t)
	var batch affiliate.Batch
	for i := range 100 {
		row := s.row(fmt.Sprint(i), "")
		row.Coupon = strings.Repeat("x", 60<<10)
		batch.Entries = append(batch.Entries, affiliate.Entry{ID: s.a.syncer.NewID(), Kind: relayapi.KindCJ, Schema: 1, Actor: "actor", Time: s.now, Body: encode(row)})
	}
	batch.ID = "long"
	if err := s.a.store.Enqueue(context.Background(), batch); err != nil {
		t.Fatal(err)
	}
	var sent int
	s.log.before = func(p relayapi.Push) error {
		size := 0
		for _, e := range p.Entries {
			size += len(e.Body)
		}
		if sent += len(p.Entries); size > 4<<20 || len(p.Entries) == 0 {
			t.Errorf("a part of %d entries has %d bytes", len(p.Entries), size)
		}
		return nil
	}
	s.a.exchange()
	if sent != 100 || s.log.pushes != 2 {
		t.Errorf("%d entries in %d parts", sent, s.log.pushes)
	}
}

// A push or a page of another epoch than the sync began with ends it, and
// changes nothing.
func TestEpochChangedMeanwhile(t *testing.T) {
	s := newScene(t)
	rename(s.a, "b1", "Renamed")
	before := s.a.dump()
	s.log.onPull = func(p *relayapi.Page) error { p.Epoch = "epoch-2"; return nil }
	s.log.before = func(relayapi.Push) error {
		return relayapi.Problem{Code: relayapi.CodeEpochChanged, Message: "The relay was restored."}
	}
	var problem relayapi.Problem
	if err := s.a.syncer.Exchange(context.Background()); !errors.As(err, &problem) || problem.Code != relayapi.CodeEpochChanged {
		t.Fatalf("a push under another epoch: %v", err)
	}
	s.log.before = nil
	if err := s.a.syncer.Exchange(context.Background()); affiliate.Code(err) != affiliate.Unavailable {
		t.Fatalf("a page of another epoch: %v", err)
	}
	if diff := cmp.Diff(before, s.a.dump()); diff != "" {
		t.Error(diff)
	}
	if n, _ := s.a.store.Pending(context.Background()); n != 1 {
		t.Errorf("%d wait", n)
	}
}

// A copy of the relay that was brought back by hand keeps its epoch, and may
// have grown past what was folded here.
func TestRestoredUnderTheSameEpoch(t *testing.T) {
	s := newScene(t)
	rename(s.a, "b1", "Renamed")
	before, n := s.a.dump(), len(s.log.entries)
	genuine := s.log.entries[n-1]
	s.log.entries = s.log.entries[:n-1]
	s.change(affiliate.NounOffer, "other", map[string]any{"name": "Another history"})
	s.change(affiliate.NounOffer, "more", map[string]any{"name": "Another history"})
	err := s.a.syncer.Exchange(context.Background())
	if affiliate.Code(err) != affiliate.Conflict || s.log.pushes != 0 {
		t.Fatalf("it says %v after %d pushes", err, s.log.pushes)
	}
	if diff := cmp.Diff(before, s.a.dump()); diff != "" {
		t.Error(diff)
	}
	s.log.entries = append(s.log.entries[:n-1], genuine)
	s.a.exchange()
	if !offers(t, s.a)["Renamed"] {
		t.Error("the edit was lost")
	}
}

// Two processes on one profile read the same page: the later one passes over
// what the other has folded.
func TestTwoProcessesOnOneProfile(t *testing.T) {
	s := newScene(t)
	s.postback("convaaaaaaaaaaaa", s.click(1))
	s.log.onPull = func(*relayapi.Page) error {
		s.log.onPull = nil
		s.log.mu.Unlock()
		defer s.log.mu.Lock()
		return s.a.syncer.Exchange(context.Background()) // the other one is faster
	}
	s.a.exchange()
	if n := len(s.a.conversions()); n != 1 {
		t.Errorf("%d conversions", n)
	}
	if err := s.a.store.Prove(context.Background()); err != nil {
		t.Error(err)
	}
}
