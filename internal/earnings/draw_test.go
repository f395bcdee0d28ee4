package earnings_test

import (
	"fmt"

	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

// drawn days lie about the ends of a month, a quarter and a year.
var drawnDays = []string{"2026-09-30", "2026-10-01", "2026-11-29", "2026-11-30", "2026-12-01", "2026-12-31", "2027-01-01"}

// drawRules draws rules that are all usable: of every level and option, some
// with several versions.
func drawRules(t *rapid.T, counting bool) []affiliate.Rule {
	var rules []affiliate.Rule
	for i := range rapid.IntRange(1, 4).Draw(t, "rules") {
		for version := range rapid.SampledFrom([]int{1, 1, 2}).Draw(t, "versions") {
			rules = append(rules, drawRule(t, fmt.Sprintf("r%d", i), version+1, counting))
		}
	}
	return rules
}

func drawRule(t *rapid.T, id string, version int, counting bool) affiliate.Rule {
	oneOf := func(options ...string) string { return rapid.SampledFrom(options).Draw(t, "of") }
	minor := func(most int64) int64 { return rapid.Int64Range(1, most).Draw(t, "minor") }
	percent := func() string { return rapid.StringMatching(`[0-9]{1,2}(\.[0-9]{1,4})?`).Draw(t, "percent") }
	r := affiliate.Rule{ID: affiliate.RuleID(id), Version: version, OfferID: "shop", Level: oneOf("offer", "offer", "group", "member"), Currency: "USD",
		ValidFrom: oneOf("", "", "2026-10-01", "2026-12-01"), Ended: version > 1 && rapid.Bool().Draw(t, "ended"),
		Option: oneOf("cps", "cps", "cpa", "cpa_cps", "share", "cpc"), Percent: percent(), FlatMinor: minor(2_000)}
	r.Subject = map[string]string{"group": "gold", "member": "ada"}[r.Level]
	if rapid.IntRange(0, 3).Draw(t, "conditional") == 0 {
		r.Conditions.From = oneOf("", "2026-10-01", "2026-11-30")
		r.Conditions.To = oneOf("", "2026-11-30", "2026-12-31")
		if r.Option != "cpc" {
			r.Conditions.MinMinor = rapid.SampledFrom([]int64{0, 5_000}).Draw(t, "min")
			r.Conditions.Coupons = rapid.SampledFrom([][]string{nil, {"SAVE"}, {"*"}}).Draw(t, "coupons")
		}
	}
	if !counting {
		return r
	}
	periods := []string{"day", "month", "quarter", "year", "lifetime"}
	if r.Option != "cpc" {
		if by := oneOf("", "sales", "conversions"); by != "" {
			r.Tiers = affiliate.Tiers{By: by, Period: oneOf(periods...), Whole: rapid.Bool().Draw(t, "whole")}
			from := int64(0)
			for range rapid.IntRange(1, 3).Draw(t, "steps") {
				step := affiliate.Step{From: from + map[string]int64{"sales": minor(20_000), "conversions": minor(3)}[by]}
				if r.Option != "cpa" {
					step.Percent = percent()
				} else {
					step.FlatMinor = minor(3_000)
				}
				from = step.From
				r.Tiers.Steps = append(r.Tiers.Steps, step)
			}
		}
		if rapid.IntRange(0, 3).Draw(t, "recurring") == 0 {
			r.Recurring = affiliate.Recurring{Max: rapid.IntRange(0, 2).Draw(t, "max"), Months: rapid.IntRange(0, 2).Draw(t, "months")}
		}
		for range rapid.SampledFrom([]int{0, 0, 1, 2}).Draw(t, "bonuses") {
			by := oneOf("sales", "conversions")
			r.Bonuses = append(r.Bonuses, affiliate.Bonus{By: by, Period: oneOf(periods...), Minor: minor(5_000),
				From: map[string]int64{"sales": minor(30_000), "conversions": minor(4)}[by]})
		}
	}
	for _, c := range rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) affiliate.Cap {
		return affiliate.Cap{Period: rapid.SampledFrom([]string{"day", "month", "lifetime"}).Draw(t, "period"),
			Together: r.Level == "offer" && rapid.Bool().Draw(t, "together"), Minor: rapid.Int64Range(1, 8_000).Draw(t, "cap")}
	}), 0, 2, func(c affiliate.Cap) affiliate.Cap { c.Minor = 0; return c }).Draw(t, "caps") {
		r.Caps = append(r.Caps, c)
	}
	return r
}

// drawItems draws items of three members, in no order.
func drawItems(t *rapid.T) []earnings.Item {
	n := rapid.IntRange(1, 14).Draw(t, "items")
	items := make([]earnings.Item, 0, n)
	clicks := map[string]bool{}
	for k := range n {
		member := rapid.SampledFrom([]affiliate.MemberID{"ada", "ben", "cleo"}).Draw(t, "member")
		i := earnings.Item{Offer: "shop", Member: member, Group: map[affiliate.MemberID]affiliate.GroupID{"ben": "gold"}[member],
			Place: earnings.Place{Day: rapid.SampledFrom(drawnDays).Draw(t, "day"), At: rapid.Int64Range(0, 3).Draw(t, "at")}}
		if cause := fmt.Sprintf("clicks:shop.%s.%s", member, i.Place.Day); rapid.IntRange(0, 5).Draw(t, "kind") == 0 && !clicks[cause] {
			clicks[cause] = true
			i.Cause, i.Place.At, i.Clicks = cause, 1<<63-1, rapid.Int64Range(1, 30).Draw(t, "clicks")
		} else {
			i.Cause = fmt.Sprintf("conversion:%02d", k)
			i.Status = rapid.SampledFrom([]affiliate.Status{"approved", "approved", "pending", "on_hold", "rejected", "reversed"}).Draw(t, "status")
			currency := rapid.SampledFrom([]money.Currency{"USD", "USD", "USD", "EUR"}).Draw(t, "currency")
			i.Sale = money.New(rapid.Int64Range(-2_000, 20_000).Draw(t, "sale"), currency)
			i.Commission = money.New(rapid.Int64Range(-200, 2_000).Draw(t, "commission"), currency)
			i.FromCJ, i.Test = rapid.Bool().Draw(t, "cj"), rapid.IntRange(0, 9).Draw(t, "test") == 0
			i.ClickID = rapid.SampledFrom([]string{"", "k1", "k2"}).Draw(t, "click")
			i.Order.Coupon = rapid.SampledFrom([]string{"", "SAVE", "OTHER"}).Draw(t, "coupon")
			i.Adjusted = money.New(rapid.SampledFrom([]int64{0, 0, 700, -900}).Draw(t, "adjusted"), currency)
		}
		i.Place.Cause = i.Cause
		items = append(items, i)
	}
	return items
}
