package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
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

// What the relay will not take stays in the outbox, and reading goes on.
func TestRefusedEntryDoesNotStopReading(t *testing.T) {
	s := newScene(t)
	rename(s.a, "b1", "Renamed")
	s.log.before = func(relayapi.Push) error { return relayapi.Problem{Code: relayapi.CodeInvalid, Message: "No."} }
	s.postback("convaaaaaaaaaaaa", s.click(1))
	var problem relayapi.Problem
	if err := s.a.syncer.Exchange(context.Background()); !errors.As(err, &problem) {
		t.Fatalf("it says %v", err)
	}
	if n := len(s.a.conversions()); n != 1 {
		t.Errorf("%d conversions were read", n)
	}
	if synced, waits := offers(t, s.a)["Renamed"]; synced || !waits {
		t.Error("the refused edit is out of sight")
	}
}

func TestEpochChanged(t *testing.T) {
	s := newScene(t)
	rename(s.a, "b1", "Renamed")
	before := s.a.dump()
	s.log.epoch = "epoch-2"
	if err := s.a.syncer.Exchange(context.Background()); affiliate.Code(err) != affiliate.Conflict {
		t.Fatalf("it says %v", err)
	}
	s.log.epoch = "epoch-1"
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
