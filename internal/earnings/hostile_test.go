package earnings_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

// TestPayOfAnythingIsAPayout: rules and items of any kind neither panic nor
// overflow, pay nothing below nothing, and explain themselves.
func TestPayOfAnythingIsAPayout(t *testing.T) {
	number := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-3, 5_000), rapid.SampledFrom([]int64{math.MinInt64, math.MaxInt64, money.Limit}))
	text := rapid.OneOf(rapid.SampledFrom([]string{"", "offer", "group", "member", "shop", "USD", "2026-11-22", "2026-02-30", "10", "1e9", "-5", "100.00001",
		"sales", "conversions", "day", "month", "quarter", "year", "lifetime", "new", "*", "cps", "cpa", "cpa_cps", "share", "cpc", "approved"}), rapid.String())
	rule := rapid.Custom(func(t *rapid.T) affiliate.Rule {
		r := affiliate.Rule{ID: affiliate.RuleID(text.Draw(t, "id")), Version: int(number.Draw(t, "version")), OfferID: "shop",
			Level: rapid.SampledFrom([]string{"offer", "member", "group", "x"}).Draw(t, "level"), Subject: rapid.SampledFrom([]string{"", "", "ada"}).Draw(t, "subject"),
			Name: text.Draw(t, "name"), ValidFrom: rapid.SampledFrom([]string{"", "2026-11-01", "x"}).Draw(t, "from"), Ended: rapid.Bool().Draw(t, "ended"),
			Option: rapid.SampledFrom([]string{"cps", "cpa", "cpa_cps", "share", "cpc", "points"}).Draw(t, "option"), Percent: text.Draw(t, "percent"), FlatMinor: number.Draw(t, "flat"),
			Currency: text.Draw(t, "currency")}
		r.Conditions = affiliate.Conditions{From: text.Draw(t, "first"), To: text.Draw(t, "last"), MinMinor: number.Draw(t, "min"), MaxMinor: number.Draw(t, "max"),
			SKUs: rapid.SliceOfN(text, 0, 2).Draw(t, "skus"), OnlyLines: rapid.Bool().Draw(t, "lines"), Customer: text.Draw(t, "customer"), NoCoupon: rapid.Bool().Draw(t, "none")}
		for range rapid.SampledFrom([]int{0, 1, 3, 1_000}).Draw(t, "steps") {
			r.Tiers.Steps = append(r.Tiers.Steps, affiliate.Step{From: number.Draw(t, "from"), Percent: "5", FlatMinor: number.Draw(t, "stepflat")})
			if len(r.Tiers.Steps) == 3 && rapid.Bool().Draw(t, "many") {
				r.Tiers.Steps = append(r.Tiers.Steps, make([]affiliate.Step, 997)...)
				break
			}
		}
		r.Tiers.By, r.Tiers.Period, r.Tiers.Whole = text.Draw(t, "by"), text.Draw(t, "period"), rapid.Bool().Draw(t, "whole")
		r.Recurring = affiliate.Recurring{Max: int(number.Draw(t, "repeats")), Months: int(number.Draw(t, "months"))}
		if rapid.Bool().Draw(t, "bonus") {
			r.Bonuses = []affiliate.Bonus{{By: "sales", Period: text.Draw(t, "of"), From: number.Draw(t, "at"), Minor: number.Draw(t, "bonus")}}
		}
		if rapid.Bool().Draw(t, "cap") {
			r.Caps = []affiliate.Cap{{Period: "month", Together: rapid.Bool().Draw(t, "together"), Minor: number.Draw(t, "cap")}}
		}
		return r
	})
	rapid.Check(t, func(t *rapid.T) {
		rules := rapid.SliceOfN(rule, 0, 4).Draw(t, "rules")
		if rapid.Bool().Draw(t, "with usable ones") {
			rules = append(rules, drawRules(t, true)...)
		}
		plan := earnings.NewPlan("shop", rules)
		items := drawItems(t)
		for k := range items {
			i := &items[k]
			i.Sale.Minor, i.Commission.Minor, i.Adjusted.Minor = number.Draw(t, "sale"), number.Draw(t, "commission"), number.Draw(t, "adjusted")
			i.Place.Day = rapid.OneOf(rapid.SampledFrom(drawnDays), text).Draw(t, "day")
			i.Sale.Currency = money.Currency(rapid.SampledFrom([]string{"USD", "USD", "", "XXX"}).Draw(t, "sold in"))
			i.Order.Lines = []affiliate.OrderLine{{SKU: text.Draw(t, "sku"), Minor: number.Draw(t, "line")}, {SKU: "10", Minor: number.Draw(t, "line")}}
			if i.Clicks != 0 {
				i.Clicks = number.Draw(t, "clicks")
			}
		}
		for cause, r := range replayed(t, plan, items) {
			if r.Amount.Minor < 0 || r.ByRule.Minor < 0 || strings.TrimSpace(r.Explanation()) == "" {
				t.Fatalf("%s: %v, %v: %s", cause, r.Amount, r.ByRule, r.Explanation())
			}
		}
		day := text.Draw(t, "reached")
		plan.Thresholds("ada", day)
		plan.Caps("ada", day)
		plan.Budgets(day)
		plan.Recurs(day)
	})
}

// TestSumsStopAtTheLargestNumber and do not begin again below nothing.
func TestSumsStopAtTheLargestNumber(t *testing.T) {
	rule := base(func(r *affiliate.Rule) {
		r.Tiers = affiliate.Tiers{By: "sales", Period: "lifetime", Steps: []affiliate.Step{{From: 100, Percent: "20"}}}
	})
	sale := func(cause, day string, minor int64) earnings.Item {
		return earnings.Item{Cause: cause, Member: "ada", Status: "approved", Sale: money.New(minor, "USD"), Place: earnings.Place{Day: day, Cause: cause}}
	}
	items := []earnings.Item{sale("conversion:1", "2026-11-01", math.MaxInt64), sale("conversion:2", "2026-11-02", 500), sale("conversion:3", "2026-11-03", 500)}
	for cause, r := range replayed(t, earnings.NewPlan("shop", []affiliate.Rule{rule}), items) {
		if want := map[bool]int64{true: 1_844_674_407_370_955_161, false: 100}[cause == "conversion:1"]; r.Amount.Minor != want || r.Inputs.Tier.Counted != math.MaxInt64 {
			t.Errorf("%s: %v with %d", cause, r.Amount, r.Inputs.Tier.Counted)
		}
	}
}

// TestLinesThatDoNotFit are no more than the sale.
func TestLinesThatDoNotFit(t *testing.T) {
	plan := earnings.NewPlan("shop", []affiliate.Rule{base(func(r *affiliate.Rule) { r.Conditions.SKUs, r.Conditions.OnlyLines = []string{"A"}, true })})
	r, err := plan.Pay(earnings.Item{Cause: "conversion:1", Member: "ada", Status: "approved", Sale: money.New(1_000, "USD"), Place: earnings.Place{Day: "2026-11-01"},
		Order: affiliate.Order{Lines: []affiliate.OrderLine{{SKU: "A", Minor: math.MaxInt64}, {SKU: "A", Minor: 1}}}}, nil)
	if err != nil || r.Amount != money.New(100, "USD") {
		t.Errorf("%v, %v", r.Amount, err)
	}
}

// TestDaysThatAreNone count over the lifetime, whatever the period.
func TestDaysThatAreNone(t *testing.T) {
	plan := earnings.NewPlan("shop", []affiliate.Rule{base(tiers("month", false), forOneMonth)})
	for _, day := range []string{"", "today", "2026-11-1", "2026-11-100", "2026-99-99"} {
		r, err := plan.First(earnings.Item{Cause: "conversion:1", Member: "ada", Status: "approved", ClickID: "k", Sale: money.New(1_000, "USD"), Place: earnings.Place{Day: day}})
		if err != nil || r.Amount.Minor != 100 || !strings.Contains(r.Explanation(), "1 conversion so far") {
			t.Errorf("%q: %v, %v: %s", day, r.Amount, err, r.Explanation())
		}
	}
}

// TestTheLargestPayoutOfClicks: 49 x 188,232,082,384,791,343 is the largest
// number there is.
func TestTheLargestPayoutOfClicks(t *testing.T) {
	plan := earnings.NewPlan("shop", []affiliate.Rule{base(clicksOnly, func(r *affiliate.Rule) { r.FlatMinor = 49 })})
	for clicks, want := range map[int64]money.Amount{188_232_082_384_791_343: money.New(math.MaxInt64, "USD"), 188_232_082_384_791_344: {}} {
		r, err := plan.Pay(earnings.Item{Cause: "clicks:x", Member: "ada", Clicks: clicks, Place: earnings.Place{Day: "2026-11-01"}}, nil)
		if err != nil || r.Amount != want {
			t.Errorf("%d clicks: %v, %v", clicks, r.Amount, err)
		}
	}
}
