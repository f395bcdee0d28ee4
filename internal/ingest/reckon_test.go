package ingest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/store"
)

// countingStore counts the payouts that folds write.
type countingStore struct {
	foldStore
	written *int
}

type countingTx struct {
	ingest.Tx
	written *int
}

func (c countingTx) PutPayout(ctx context.Context, p, before affiliate.Payout) error {
	*c.written++
	return c.Tx.PutPayout(ctx, p, before)
}

func (c countingStore) Fold(ctx context.Context, epoch string, entries []affiliate.Entry, fold func(ingest.Tx, affiliate.Entry) error) error {
	return c.foldStore.Fold(ctx, epoch, entries, func(tx ingest.Tx, e affiliate.Entry) error { return fold(countingTx{tx, c.written}, e) })
}

// writes is how many payouts are written for what happens in a function.
func (s *scene) writes(happens func()) int {
	n := 0
	s.a.syncer.Store = countingStore{foldStore{s.a.store}, &n}
	happens()
	s.a.exchange()
	return n
}

// Under a budget of a lifetime each sale that comes before all others takes the
// place of one, and what is written is the one, not all that follow.
func TestAnEarlierSaleTakesOnePlaceOfABudget(t *testing.T) {
	const sales, paid = 120, 50
	s := newScene(t)
	s.rule(percentOffer, affiliate.Rule{Option: affiliate.PayoutPercent, Percent: "10", Currency: "USD",
		Caps: []affiliate.Cap{{Period: affiliate.PeriodLifetime, Together: true, Minor: paid * 1000}}})
	s.a.exchange()
	first := s.now
	n := s.writes(func() {
		for i := range sales {
			s.now = first.Add(time.Duration(sales-i) * time.Hour)
			s.cj(s.row(fmt.Sprint(i), s.click(1+int64(i%2))))
		}
	})
	if n > 4*sales {
		t.Errorf("%d sales, the newest first, wrote %d payouts", sales, n)
	}
	for _, c := range s.a.conversions() {
		want := int64(0)
		if !c.ReportedAt.After(first.Add(paid * time.Hour)) {
			want = 1000
		}
		if got := s.earned(c.ID)["pending USD"]; got != want {
			t.Errorf("the sale of %s earned %d, want %d", c.ReportedAt, got, want)
		}
	}
}

// A correction writes the payouts that it changes, though those after it are
// explained by another number from then on.
func TestACorrectionWritesWhatItChanges(t *testing.T) {
	s := newScene(t)
	s.rule(percentOffer, affiliate.Rule{Option: affiliate.PayoutPercent, Percent: "10", Currency: "USD",
		Tiers: affiliate.Tiers{By: affiliate.CountSales, Period: affiliate.PeriodLifetime, Steps: []affiliate.Step{{From: 50_000, Percent: "12"}}}})
	var rows []affiliate.CommissionRow
	for i := range 60 {
		s.now = s.now.Add(time.Hour)
		rows = append(rows, s.row(fmt.Sprint(i), s.click(1)))
		s.cj(rows[i])
	}
	s.a.exchange()
	if n := s.writes(func() { s.cj(correction(rows[0], "less", "-10.00", "-2.00")) }); n > 4 {
		t.Errorf("a correction of the first wrote %d payouts", n)
	}
	for i, want := range map[string]struct {
		earned int64
		said   string
	}{
		"action0":  {900, "With this sale the member has 90.00 USD of sales so far, which is below the first tier."},
		"action4":  {1000, "With this sale the member has 490.00 USD of sales so far, which is below the first tier."},
		"action5":  {1200, "With this sale the member has 590.00 USD of sales so far, which reaches the tier from 500.00 USD of sales."},
		"action59": {1200, "With this sale the member has 5990.00 USD of sales so far, which reaches the tier from 500.00 USD of sales."},
	} {
		c := s.of(i)
		if got := s.earned(c.ID)["pending USD"]; got != want.earned {
			t.Errorf("%s earned %d, want %d", i, got, want.earned)
		}
		if said := s.a.explained(c); !strings.Contains(said, want.said) {
			t.Errorf("%s says %q, want %q", i, said, want.said)
		}
	}
}

// of is the conversion of an action.
func (s *scene) of(action string) affiliate.Conversion {
	for _, c := range s.a.conversions() {
		if c.ActionID == action {
			return c
		}
	}
	s.t.Fatalf("there is no %s", action)
	return affiliate.Conversion{}
}

func (d *device) explained(c affiliate.Conversion) (said string) {
	err := d.store.Look(context.Background(), func(tx *store.Tx) (err error) {
		said, _, err = ingest.Explain(context.Background(), tx, c)
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return said
}
