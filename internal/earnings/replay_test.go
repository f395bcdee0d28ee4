package earnings_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

// bigPlan has everything that counts: monthly tiers, caps for each and for all,
// conditions and a group's and a member's rule before the offer's.
func bigPlan() *earnings.Plan {
	return earnings.NewPlan("o", []affiliate.Rule{
		{ID: "base", Version: 1, Level: affiliate.LevelOffer, OfferID: "o", Option: affiliate.PayoutPercent, Percent: "10", Currency: "USD",
			Tiers: affiliate.Tiers{By: affiliate.CountSales, Period: affiliate.PeriodMonth, Steps: []affiliate.Step{{From: 100_000, Percent: "12"}, {From: 500_000, Percent: "13.75"}}},
			Caps:  []affiliate.Cap{{Period: affiliate.PeriodMonth, Minor: 50_000}, {Period: affiliate.PeriodLifetime, Together: true, Minor: 900_000_000}}},
		{ID: "coupon", Version: 1, Level: affiliate.LevelOffer, OfferID: "o", Option: affiliate.PayoutFlat, FlatMinor: 300, Currency: "USD",
			Conditions: affiliate.Conditions{Coupons: []string{"SAVE"}, MinMinor: 2_000}},
		{ID: "gold", Version: 1, Level: affiliate.LevelGroup, Subject: "gold", OfferID: "o", Option: affiliate.PayoutPercent, Percent: "15",
			Conditions: affiliate.Conditions{Countries: []string{"DE", "AT"}}},
	})
}

func bigSales(n, members int) []earnings.Item {
	items := make([]earnings.Item, n)
	for i := range items {
		day := fmt.Sprintf("2026-%02d-%02d", i*12/n+1, i*12*28/n%28+1)
		cause := fmt.Sprintf("conversion:%08d", i)
		items[i] = earnings.Item{
			Cause: cause, Offer: "o", Member: affiliate.MemberID(fmt.Sprintf("m%05d", i*7919%members)), Place: earnings.Place{Day: day, At: int64(i), Cause: cause},
			Sale: money.New(int64(1_000+i*31%20_000), "USD"), Commission: money.New(500, "USD"), Status: affiliate.StatusApproved, FromCJ: true,
			Order: affiliate.Order{Country: []string{"DE", "US", ""}[i%3], Coupon: []string{"", "", "SAVE"}[i%7%3]},
		}
		if i%5 == 0 {
			items[i].Group = "gold"
		}
	}
	return items
}

func BenchmarkReplay200k(b *testing.B) {
	items, plan := bigSales(200_000, 1_000), bigPlan()
	for b.Loop() {
		var total int64
		err := plan.Replay(context.Background(), items, func(_ *earnings.Item, r earnings.Result) error {
			total += r.Amount.Minor
			return nil
		})
		if err != nil || total == 0 {
			b.Fatal(total, err)
		}
	}
}

// TestReplayEndsWhenItIsCancelled within a thousand items or so.
func TestReplayEndsWhenItIsCancelled(t *testing.T) {
	items, plan := bigSales(5_000, 10), bigPlan()
	ctx, cancel := context.WithCancel(t.Context())
	visited := 0
	err := plan.Replay(ctx, items, func(*earnings.Item, earnings.Result) error {
		if visited++; visited == 1_500 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || visited != 2_048 {
		t.Errorf("%v after %d items", err, visited)
	}
	whole := earnings.NewPlan("o", []affiliate.Rule{base(tiers("month", true), func(r *affiliate.Rule) { r.OfferID = "o" })})
	for _, p := range []*earnings.Plan{plan, whole} {
		err = p.Replay(ctx, items, func(*earnings.Item, earnings.Result) error {
			t.Error("an item was paid after the end")
			return nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled before: %v", err)
		}
	}
}

// TestReplayPassesOnWhatTheVisitorSays, and leaves the caller's list alone.
func TestReplayPassesOnWhatTheVisitorSays(t *testing.T) {
	items := bigSales(10, 2)
	items[0], items[9] = items[9], items[0]
	given := slices.Clone(items)
	enough := errors.New("enough")
	var seen []string
	err := bigPlan().Replay(t.Context(), items, func(i *earnings.Item, _ earnings.Result) error {
		if seen = append(seen, i.Cause); len(seen) == 3 {
			return enough
		}
		return nil
	})
	want := []string{"conversion:00000000", "conversion:00000001", "conversion:00000002"}
	if !errors.Is(err, enough) || !slices.Equal(seen, want) {
		t.Errorf("%v: %v", err, seen)
	}
	if diff := cmp.Diff(given, items); diff != "" {
		t.Error(diff)
	}
}

func TestReplayOfNothing(t *testing.T) {
	err := bigPlan().Replay(t.Context(), nil, func(*earnings.Item, earnings.Result) error {
		t.Error("an item of none")
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
