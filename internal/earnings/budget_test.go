package earnings_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

// Caps on all together are named with the window that a day lies in, those of
// every version of the offer's rules and no others.
func TestBudgets(t *testing.T) {
	capped := func(id affiliate.RuleID, version int, caps ...affiliate.Cap) affiliate.Rule {
		return affiliate.Rule{ID: id, Version: version, Level: affiliate.LevelOffer, OfferID: "offer", Option: affiliate.PayoutPercent, Percent: "10", Currency: "EUR", Caps: caps}
	}
	together := affiliate.Cap{Period: affiliate.PeriodMonth, Together: true, Minor: 500}
	elsewhere := capped("other", 1, together)
	elsewhere.OfferID = "another"
	hostile := capped("bad", 1, affiliate.Cap{Period: affiliate.PeriodMonth, Together: true, Minor: -1})
	plan := earnings.NewPlan("offer", []affiliate.Rule{elsewhere, hostile,
		capped("a", 1, together), capped("a", 2, affiliate.Cap{Period: affiliate.PeriodDay, Minor: 7}, affiliate.Cap{Period: affiliate.PeriodLifetime, Together: true, Minor: 900}), capped("b", 1)})
	want := map[earnings.Budget]int{
		{Window: earnings.Window{From: "2026-02-01", To: "2026-02-28"}, Cap: money.New(500, "EUR")}: 1,
		{Window: earnings.Window{}, Cap: money.New(900, "EUR")}:                                     1,
	}
	got := map[earnings.Budget]int{}
	for _, b := range plan.Budgets("2026-02-28") {
		got[b]++
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	day := []earnings.Budget{{Window: earnings.Window{From: "2026-02-28", To: "2026-02-28"}, Cap: money.New(7, "EUR")}}
	if diff := cmp.Diff(day, plan.Caps("ada", "2026-02-28")); diff != "" {
		t.Error(diff)
	}
}

// Steps of tiers and bonuses are named with the window of their period, those
// that may pay the member and no others.
func TestThresholds(t *testing.T) {
	tiered := func(id affiliate.RuleID, by string, whole bool, steps ...int64) affiliate.Rule {
		r := affiliate.Rule{ID: id, Version: 1, Level: affiliate.LevelOffer, OfferID: "offer", Option: affiliate.PayoutPercent, Percent: "10", Currency: "EUR",
			Tiers: affiliate.Tiers{By: by, Period: affiliate.PeriodQuarter, Whole: whole}}
		for _, from := range steps {
			r.Tiers.Steps = append(r.Tiers.Steps, affiliate.Step{From: from, Percent: "12"})
		}
		return r
	}
	of := func(r affiliate.Rule, level, subject string) affiliate.Rule {
		r.Level, r.Subject = level, subject
		return r
	}
	hostile := tiered("bad", affiliate.CountSales, true, 9)
	hostile.Percent = "many"
	rules := []affiliate.Rule{
		tiered("a", affiliate.CountSales, true, 100, 200), tiered("b", affiliate.CountConversions, false, 3), hostile,
		of(tiered("c", affiliate.CountConversions, true, 4), affiliate.LevelMember, "ada"), of(tiered("d", affiliate.CountConversions, true, 5), affiliate.LevelMember, "bob"),
		of(tiered("e", affiliate.CountConversions, true, 6), affiliate.LevelGroup, "anybody's"),
	}
	plain := tiered("f", affiliate.CountSales, false)
	plain.Tiers = affiliate.Tiers{}
	plain.Bonuses = []affiliate.Bonus{{By: affiliate.CountSales, Period: affiliate.PeriodMonth, From: 7, Minor: 1}}
	plan := earnings.NewPlan("offer", append(rules, plain))
	quarter := earnings.Window{From: "2026-10-01", To: "2026-12-31"}
	want := map[earnings.Threshold]int{
		{Window: quarter, Whole: true, By: affiliate.CountSales, Currency: "EUR", From: 100}: 1, {Window: quarter, Whole: true, By: affiliate.CountSales, Currency: "EUR", From: 200}: 1,
		{Window: quarter, Whole: true, By: affiliate.CountConversions, From: 4}: 1, {Window: quarter, Whole: true, By: affiliate.CountConversions, From: 6}: 1,
		{Window: quarter, By: affiliate.CountConversions, From: 3}:                                                          1,
		{Window: earnings.Window{From: "2026-11-01", To: "2026-11-30"}, By: affiliate.CountSales, Currency: "EUR", From: 7}: 1,
	}
	got := map[earnings.Threshold]int{}
	for _, th := range plan.Thresholds("ada", "2026-11-22") {
		got[th]++
		n := th.Of(earnings.Tally{Conversions: 1, Sales: 2, Payouts: 3})
		if (n == 2) != (th.By == affiliate.CountSales) || (n == 1) != (th.By == affiliate.CountConversions) {
			t.Errorf("%+v counts %d", th, n)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
