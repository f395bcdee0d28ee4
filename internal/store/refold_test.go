package store_test

import (
	"context"
	"errors"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/store"
)

// An edit does not wait for a refold, which may take long: it is refused at
// once, and nothing of it is saved later.
func TestEditsAreRefusedDuringARefold(t *testing.T) {
	s, ctx := open(t), context.Background()
	if err := fold(t, s, entry(t, "1", affiliate.NounMember, "m", affiliate.Member{Name: "M", Status: affiliate.Active})); err != nil {
		t.Fatal(err)
	}
	edit := affiliate.Batch{ID: "b", Entries: []affiliate.Entry{entry(t, "2", affiliate.NounOffer, "o", affiliate.Offer{Name: "A"})}}
	asked := 0
	err := s.Refold(ctx, "epoch", 1, nil, func(*store.Tx, affiliate.Entry) error {
		asked++
		var refused *affiliate.Error
		if err := s.Enqueue(ctx, edit); !errors.As(err, &refused) || refused.Code != affiliate.Unavailable || refused.Hint == "" {
			t.Errorf("an edit during a refold: %v", err)
		}
		return nil
	})
	if err != nil || asked != 1 {
		t.Fatal(asked, err)
	}
	if n, err := s.Pending(ctx); err != nil || n != 0 {
		t.Errorf("%d edits were saved all the same: %v", n, err)
	}
	if err := s.Enqueue(ctx, edit); err != nil {
		t.Errorf("after it: %v", err)
	}
}
