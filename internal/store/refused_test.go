package store_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/store"
)

// A refused batch waits for a person: it is seen, not sent, and can be given up.
func TestRefuseAndDiscard(t *testing.T) {
	s, ctx := open(t), context.Background()
	claim := affiliate.Entry{ID: "0", Kind: "claim", Schema: 1, Actor: "me", Time: noon, Body: []byte("{}"), Subject: "p"}
	enqueue(t, s, "b1", claim, entry(t, "1", affiliate.NounPayment, "p", affiliate.Payment{State: "intent"}), entry(t, "2", affiliate.NounOffer, "o", affiliate.Offer{Name: "A", Status: "active"}))
	enqueue(t, s, "b2", entry(t, "3", affiliate.NounOffer, "p", affiliate.Offer{Name: "B", Status: "active"}))
	if err := s.Discard(ctx, "b1"); affiliate.Code(err) != affiliate.Conflict {
		t.Errorf("what is on its way was discarded: %v", err)
	}
	if err := s.Refuse(ctx, "b1", "The code is taken."); err != nil {
		t.Fatal(err)
	}
	if b, found, err := s.NextBatch(ctx, nil); err != nil || !found || b.ID != "b2" {
		t.Errorf("next: %+v %v %v", b, found, err)
	}
	if n, err := s.Pending(ctx); n != 1 || err != nil {
		t.Errorf("%d are on their way: %v", n, err)
	}
	if o, err := s.Offer(ctx, "o"); err != nil || o.Name != "A" || o.Synced {
		t.Errorf("%+v %v", o, err)
	}
	got, err := s.RefusedEdits(ctx)
	want := []store.RefusedEdit{{Batch: "b1", Noun: affiliate.NounPayment, Subject: "p", Reason: "The code is taken.", At: noon}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if err := s.Discard(ctx, "b1"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Offer(ctx, "o"); affiliate.Code(err) != affiliate.NotFound {
		t.Errorf("it is still there: %v", err)
	}
	if got, err := s.RefusedEdits(ctx); len(got) != 0 || err != nil {
		t.Errorf("%+v %v", got, err)
	}
	if err := s.Discard(ctx, "b1"); affiliate.Code(err) != affiliate.Conflict {
		t.Errorf("discarded twice: %v", err)
	}
}

// A link that the relay refused is in no list, and so in no member's figures.
func TestRefusedLinksDontCount(t *testing.T) {
	s, ctx := open(t), context.Background()
	counts := func(want int) {
		t.Helper()
		if f, err := s.MemberFigures(ctx, "USD", "m"); f.Links != want || err != nil {
			t.Errorf("%d links, not %d, %v", f.Links, want, err)
		}
	}
	if err := fold(t, s, entry(t, "1", affiliate.NounMember, "m", affiliate.Member{Name: "Ana", Status: affiliate.Active})); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"l1", "l2"} {
		enqueue(t, s, id, entry(t, id, affiliate.NounLink, id, affiliate.Link{Number: int64(id[1]), Code: id, OfferID: "o", MemberID: "m", Status: affiliate.Active}))
	}
	counts(2)
	if err := s.Refuse(ctx, "l1", "The path is taken."); err != nil {
		t.Fatal(err)
	}
	counts(1)
	if err := s.Discard(ctx, "l1"); err != nil {
		t.Fatal(err)
	}
	counts(1)
}

func TestMoneyProblem(t *testing.T) {
	s, ctx := open(t), context.Background()
	says := func(want string) {
		t.Helper()
		if got, err := s.MoneyProblem(ctx); got != want || err != nil {
			t.Errorf("it says %q %v, not %q", got, err, want)
		}
	}
	problem := func(what string, money bool) {
		t.Helper()
		if err := with(t, s, func(tx *store.Tx) error { return tx.Problem(ctx, what, money) }); err != nil {
			t.Fatal(err)
		}
	}
	says("")
	if err := s.Acknowledge(ctx, 0); err != nil {
		t.Fatal(err)
	}
	problem("A name.", false)
	says("")
	problem("A payment.", true)
	problem("A row of CJ.", true)
	problem("Another name.", false)
	says("Entry 3: A row of CJ.")
	if err := s.Acknowledge(ctx, 2); err != nil { // what came after the list was shown
		t.Fatal(err)
	}
	says("Entry 3: A row of CJ.")
	if err := s.Acknowledge(ctx, 4); err != nil {
		t.Fatal(err)
	}
	says("")
	problem("A receipt.", true)
	says("Entry 5: A receipt.")
	if list, err := s.Problems(ctx); len(list) != 5 || err != nil {
		t.Errorf("%+v %v", list, err)
	}
}

// Entries that are kept already are passed over; another one at their place is not.
func TestFoldPassesOverWhatItHas(t *testing.T) {
	s := open(t)
	first := entry(t, "1", affiliate.NounOffer, "o", affiliate.Offer{Name: "Spring", Status: "active"})
	if err := fold(t, s, first); err != nil {
		t.Fatal(err)
	}
	first.Seq = 1
	second := entry(t, "2", affiliate.NounOffer, "p", affiliate.Offer{Name: "Autumn", Status: "active"})
	second.Seq = 2
	if err := fold(t, s, first, second); err != nil {
		t.Fatal(err)
	}
	other := first
	other.ID = "x"
	if err := fold(t, s, other); affiliate.Code(err) != affiliate.Conflict {
		t.Errorf("another entry at its place: %v", err)
	}
	if id, err := s.EntryID(context.Background(), 2); id != "2" || err != nil {
		t.Errorf("entry 2 is %q: %v", id, err)
	}
	if id, err := s.EntryID(context.Background(), 3); id != "" || err != nil {
		t.Errorf("entry 3 is %q: %v", id, err)
	}
}
