package ingest_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// TestAnOlderProgramBesideThis does not fill the log against it: what it does
// not ask CJ for is no move, and is not lost when the row does move.
func TestAnOlderProgramBesideThis(t *testing.T) {
	s := newScene(t)
	row := s.row("1", "")
	row.TrackerName, row.Items = "Sale", []affiliate.CommissionItem{{ID: "1", SKU: "a", Quantity: 1, UnitAmount: "100.00"}}
	cj := &account{rows: []affiliate.CommissionRow{row}}
	s.a.syncer.CJ = cj
	older := func() { // it folds no entry of this program's, so it appends what it reads once
		seen := cj.rows[0]
		seen.TrackerName, seen.Items = "", nil
		s.log.sealed(s.key, relayapi.NewEntry{Kind: relayapi.KindCJ, Schema: 1, Time: s.now}, encode(seen))
	}
	for _, step := range []struct {
		what    string
		do      func()
		entries int
	}{
		{"what the older one lacks", older, 2},
		{"another older one", older, 3},
		{"a move that the older one saw first", func() { cj.rows[0] = locked(cj.rows[0]); older() }, 4},
		{"a move of what it does not ask for", func() { cj.rows[0].TrackerName = "Order" }, 5},
	} {
		step.do()
		for range 3 {
			s.sync(s.a)
		}
		if got := s.count(relayapi.KindCJ); got != step.entries {
			t.Errorf("%s: %d entries, want %d", step.what, got, step.entries)
		}
		rows, err := s.a.store.Commissions(context.Background(), row.OriginalActionID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(cj.rows, rows); diff != "" {
			t.Errorf("%s: %s", step.what, diff)
		}
	}
}
