package store_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/store"
)

// TestTestChecks: they are listed newest first, by offer, and compared with the
// one before; those that may still change are found again, and a restore of a
// backup keeps them.
func TestTestChecks(t *testing.T) {
	ctx := t.Context()
	s := open(t)
	put := func(n int, offer, state string, watch time.Duration) store.TestCheck {
		c := store.TestCheck{ID: fmt.Sprintf("c-%02d", n), OfferID: affiliate.OfferID(offer), OfferName: offer, State: state,
			StartedAt: noon.Add(time.Duration(n) * time.Hour), Body: `{}`}
		if watch > 0 {
			c.WatchUntil = noon.Add(watch)
		}
		if err := s.PutTestCheck(ctx, c); err != nil {
			t.Fatal(err)
		}
		return c
	}
	put(1, "a", "passed", 0)
	put(2, "b", "failed", 0)
	put(3, "a", "stopped", 0)
	last := put(4, "a", "running", 0)
	put(5, "b", "warned", 48*time.Hour)
	ids := func(list []store.TestCheck) (text string) {
		for _, c := range list {
			text += c.ID + " "
		}
		return text
	}
	check := func(what, want string, list []store.TestCheck, err error) {
		t.Helper()
		if err != nil || ids(list) != want {
			t.Errorf("%s: %s, %v; want %s", what, ids(list), err, want)
		}
	}
	list, total, err := s.TestChecks(ctx, "", 1, 2)
	check("a part of all", "c-04 c-03 ", list, err)
	if total != 5 {
		t.Errorf("%d in all", total)
	}
	list, total, err = s.TestChecks(ctx, "a", 0, 10)
	check("of an offer", "c-04 c-03 c-01 ", list, err)
	if total != 3 {
		t.Errorf("%d of the offer", total)
	}
	before, found, err := s.TestCheckBefore(ctx, last)
	if err != nil || !found || before.ID != "c-01" {
		t.Errorf("before %s: %s, %v, %v; one that was stopped says nothing", last.ID, before.ID, found, err)
	}
	list, err = s.WatchedTestChecks(ctx, noon.Add(24*time.Hour))
	check("watched", "c-04 c-05 ", list, err)
	list, err = s.UnseenTestChecks(ctx)
	check("unseen", "c-05 c-02 c-01 ", list, err)
	if err := s.SeeTestCheck(ctx, "c-05"); err != nil {
		t.Fatal(err)
	}
	list, err = s.UnseenTestChecks(ctx)
	check("unseen after a look", "c-02 c-01 ", list, err)
	if _, err := s.TestCheck(ctx, "c-99"); affiliate.Code(err) != affiliate.NotFound {
		t.Errorf("a check that there isn't: %v", err)
	}

	next, err := store.Open(ctx, filepath.Join(t.TempDir(), "next.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer next.Close()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := next.CarryOver(ctx, s.Path()); err != nil {
		t.Fatal(err)
	}
	got, err := next.TestCheck(ctx, last.ID)
	if diff := cmp.Diff(last, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}
