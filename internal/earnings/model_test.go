package earnings_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

// naive counts by going through a list each time.
type naive struct {
	items []earnings.Item
	paid  map[string]money.Amount // by cause, by the rules
}

func (n naive) tally(member affiliate.MemberID, w earnings.Window, c money.Currency, among func(earnings.Place) bool) (t earnings.Tally) {
	for _, i := range n.items {
		if member != "" && i.Member != member || i.Place.Day < w.From || w.To != "" && i.Place.Day > w.To || !among(i.Place) {
			continue
		}
		if i.Counts() && (c == "" || i.Sale.Currency == c) {
			t.Conversions++
			t.Sales += max(i.Sale.Minor, 0)
		}
		if paid := n.paid[i.Cause]; paid.Currency == c {
			t.Payouts += paid.Minor
		}
	}
	return t
}

func (n naive) Before(_ affiliate.OfferID, m affiliate.MemberID, w earnings.Window, p earnings.Place, c money.Currency) (earnings.Tally, error) {
	return n.tally(m, w, c, func(q earnings.Place) bool { return q.Before(p) }), nil
}

func (n naive) Whole(_ affiliate.OfferID, m affiliate.MemberID, w earnings.Window, c money.Currency) (earnings.Tally, error) {
	return n.tally(m, w, c, func(earnings.Place) bool { return true }), nil
}

func (n naive) OfClick(_ affiliate.OfferID, click string, p earnings.Place) (count int, first string, err error) {
	for _, i := range n.items {
		if i.ClickID == click && i.Counts() && i.Place.Before(p) {
			if count++; first == "" || i.Place.Day < first {
				first = i.Place.Day
			}
		}
	}
	return count, first, nil
}

// payAll pays items one by one in the order of sales, counting naively.
func payAll(t interface{ Fatal(...any) }, plan *earnings.Plan, items []earnings.Item) map[string]earnings.Result {
	n := naive{items: items, paid: map[string]money.Amount{}}
	results := map[string]earnings.Result{}
	for _, i := range slices.SortedFunc(slices.Values(items), func(a, b earnings.Item) int { return a.Place.Compare(b.Place) }) {
		r, err := plan.Pay(i, n)
		if err != nil {
			t.Fatal(err)
		}
		n.paid[i.Cause], results[i.Cause] = r.ByRule, r
	}
	return results
}

func replayed(t interface{ Fatal(...any) }, plan *earnings.Plan, items []earnings.Item) map[string]earnings.Result {
	results := map[string]earnings.Result{}
	err := plan.Replay(context.Background(), items, func(i *earnings.Item, r earnings.Result) error {
		results[i.Cause] = r
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return results
}

// TestReplayIsPayOneByOne in whatever order the items come.
func TestReplayIsPayOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules, items := drawRules(t, true), drawItems(t)
		want := payAll(t, earnings.NewPlan("shop", rules), items)
		shuffled := earnings.NewPlan("shop", rapid.Permutation(rules).Draw(t, "rules in another order"))
		got := replayed(t, shuffled, rapid.Permutation(items).Draw(t, "items in another order"))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%+v\n(-one by one +replay):\n%s", rules, diff)
		}
		for cause, r := range got {
			if r.Amount.Minor < 0 || r.ByRule.Minor < 0 {
				t.Fatalf("%s earns %v, by rule %v", cause, r.Amount, r.ByRule)
			}
		}
	})
}

// TestMembersApart: where a plan says that members are independent, each alone
// comes to the same.
func TestMembersApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, items := earnings.NewPlan("shop", drawRules(t, true)), drawItems(t)
		if !plan.Independent() {
			t.Skip("members depend on each other")
		}
		want, got := replayed(t, plan, items), map[string]earnings.Result{}
		for _, member := range []affiliate.MemberID{"ada", "ben", "cleo"} {
			own := slices.DeleteFunc(slices.Clone(items), func(i earnings.Item) bool { return i.Member != member })
			for cause, r := range replayed(t, plan, own) {
				got[cause] = r
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestWhatDoesNotCountNeedsNothing: a plan that does not count pays without a
// Counted, and the order of sales changes nothing.
func TestWhatDoesNotCountNeedsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := drawRules(t, false)
		for i := range rules {
			rules[i].Caps = nil
		}
		plan, items := earnings.NewPlan("shop", rules), drawItems(t)
		if plan.Counts() {
			t.Fatalf("%+v counts", rules)
		}
		for cause, want := range payAll(t, plan, items) {
			i := items[slices.IndexFunc(items, func(i earnings.Item) bool { return i.Cause == cause })]
			if got, err := plan.Pay(i, nil); err != nil || !cmp.Equal(got, want) {
				t.Fatalf("%s: %v, %v, want %v", cause, got, err, want)
			}
		}
		const day = "2026-11-30"
		if len(plan.Thresholds("ada", day))+len(plan.Caps("ada", day))+len(plan.Budgets(day)) > 0 || plan.Recurs(day) {
			t.Fatal("something is reached")
		}
	})
}

// TestCapsHold whatever else the rules say: for each member by the rule's cap,
// and for all together.
func TestCapsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := drawRules(t, true)
		for i := range rules { // versions change what a cap is, so one each, in force always
			rules[i].Version, rules[i].ValidFrom, rules[i].Conditions.From, rules[i].Conditions.To = 1, "", "", ""
			rules[i].ID, rules[i].Ended = affiliate.RuleID(rules[i].ID)+affiliate.RuleID(rune('a'+i)), false
		}
		items := drawItems(t)
		results := replayed(t, earnings.NewPlan("shop", rules), items)
		for _, r := range rules {
			for _, c := range r.Caps {
				spent := map[string]int64{}
				for _, i := range items {
					result := results[i.Cause]
					if result.ByRule.Currency != "USD" || !c.Together && result.RuleID != r.ID {
						continue
					}
					key := map[string]string{"day": i.Place.Day, "month": i.Place.Day[:7], "lifetime": ""}[c.Period]
					if !c.Together {
						key += string(i.Member)
					}
					if spent[key] += result.ByRule.Minor; spent[key] > c.Minor {
						t.Fatalf("%s: %d of %+v of %s", key, spent[key], c, r.ID)
					}
				}
			}
		}
	})
}

// TestWhatChangesIsNamed: when an item is taken away, whatever else changes is
// in the window of a threshold or a cap of it, or of another that changed, or is
// of the same click.
func TestWhatChangesIsNamed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, items := earnings.NewPlan("shop", drawRules(t, true)), drawItems(t)
		k := rapid.IntRange(0, len(items)-1).Draw(t, "changed")
		before := replayed(t, plan, items)
		other := slices.Clone(items)
		other[k].Status, other[k].Clicks = affiliate.StatusRejected, 0
		after := replayed(t, plan, other)
		reached, todo := map[string]bool{items[k].Cause: true}, []earnings.Item{items[k]}
		for len(todo) > 0 {
			from := todo[0]
			todo = todo[1:]
			for _, i := range items {
				day, later := from.Place.Day, from.Place.Before(i.Place)
				holds := func(b earnings.Budget) bool { return later && b.Window.Holds(i.Place.Day) }
				crosses := func(th earnings.Threshold) bool { return (later || th.Whole) && th.Window.Holds(i.Place.Day) }
				own := slices.ContainsFunc(plan.Thresholds(from.Member, day), crosses) || slices.ContainsFunc(plan.Caps(from.Member, day), holds)
				named := own && i.Member == from.Member || slices.ContainsFunc(plan.Budgets(day), holds) ||
					later && plan.Recurs(day) && i.ClickID != "" && i.ClickID == from.ClickID
				if changed := before[i.Cause].ByRule != after[i.Cause].ByRule; named && changed && !reached[i.Cause] {
					reached[i.Cause] = true
					todo = append(todo, i)
				}
			}
		}
		for _, i := range items {
			if before[i.Cause].ByRule != after[i.Cause].ByRule && !reached[i.Cause] {
				t.Fatalf("%s changed from %v to %v, and nothing says so", i.Cause, before[i.Cause].ByRule, after[i.Cause].ByRule)
			}
		}
	})
}

// TestALowerRuleNeverChangesWhatAHigherPays while nothing is capped.
func TestALowerRuleNeverChangesWhatAHigherPays(t *testing.T) {
	rank := map[string]int{"offer": 1, "group": 2, "member": 3}
	rapid.Check(t, func(t *rapid.T) {
		rules, items := drawRules(t, true), drawItems(t)
		added := drawRule(t, "added", 1, true)
		for i := range rules {
			rules[i].Caps = nil
		}
		added.Caps = nil
		before := replayed(t, earnings.NewPlan("shop", rules), items)
		after := replayed(t, earnings.NewPlan("shop", append(rules, added)), items)
		for cause, was := range before {
			level := ""
			for _, r := range rules {
				if r.ID == was.RuleID && r.Version == was.RuleVersion {
					level = r.Level
				}
			}
			if now := after[cause]; rank[level] > rank[added.Level] && (now.Amount != was.Amount || now.RuleID != was.RuleID) {
				t.Fatalf("%s of a %s's rule: %v by %s, was %v by %s", cause, level, now.Amount, now.RuleID, was.Amount, was.RuleID)
			}
		}
	})
}

// TestRisingTiersAreMonotone: an earlier sale more never lowers a later payout.
func TestRisingTiersAreMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := affiliate.Rule{ID: "r", Version: 1, Level: "offer", OfferID: "shop", Option: "cps", Percent: "5", Currency: "USD",
			Tiers: affiliate.Tiers{By: rapid.SampledFrom([]string{"sales", "conversions"}).Draw(t, "by"), Whole: rapid.Bool().Draw(t, "whole"),
				Period: rapid.SampledFrom([]string{"month", "year", "lifetime"}).Draw(t, "period"),
				Steps:  []affiliate.Step{{From: 2, Percent: "7.5"}, {From: 4, Percent: "12"}, {From: 9_000, Percent: "20"}}}}
		plan, items := earnings.NewPlan("shop", []affiliate.Rule{r}), drawItems(t)
		more := drawItems(t)[:1]
		more[0].Cause, more[0].Place.Cause = "conversion:more", "conversion:more"
		before, after := replayed(t, plan, items), replayed(t, plan, append(slices.Clone(items), more...))
		for cause, was := range before {
			if after[cause].Amount.Minor < was.Amount.Minor {
				t.Fatalf("%s fell from %v to %v", cause, was.Amount, after[cause].Amount)
			}
		}
	})
}

// TestClicksMayBeSplitOverDays: what all of them come to stays the same, also
// under a cap on the lifetime.
func TestClicksMayBeSplitOverDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan := earnings.NewPlan("shop", []affiliate.Rule{{ID: "r", Version: 1, Level: "offer", OfferID: "shop", Option: "cpc",
			FlatMinor: rapid.Int64Range(0, 50).Draw(t, "price"), Currency: "USD",
			Caps: []affiliate.Cap{{Period: "lifetime", Minor: rapid.Int64Range(1, 5_000).Draw(t, "cap")}}}})
		all, first := rapid.Int64Range(2, 200).Draw(t, "clicks"), int64(1)
		first = rapid.Int64Range(1, all-1).Draw(t, "on the first day")
		day := func(day string, n int64) earnings.Item {
			return earnings.Item{Cause: "clicks:" + day, Member: "ada", Place: earnings.Place{Day: day, Cause: "clicks:" + day}, Clicks: n}
		}
		total := func(items ...earnings.Item) (sum int64) {
			for _, r := range replayed(t, plan, items) {
				sum += r.Amount.Minor
			}
			return sum
		}
		if one, two := total(day("2026-11-01", all)), total(day("2026-11-01", first), day("2026-12-01", all-first)); one != two {
			t.Fatalf("%d clicks come to %d, and in two parts to %d", all, one, two)
		}
	})
}

// TestAPercentageIsThatOfMoney: to the cent, half to even, for any rate.
func TestAPercentageIsThatOfMoney(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		percent := rapid.OneOf(rapid.StringMatching(`[0-9]{1,2}(\.[0-9]{1,4})?`), rapid.SampledFrom([]string{"100", "0", "50", "0.0001", "99.9999"})).Draw(t, "percent")
		sale := money.New(rapid.OneOf(rapid.Int64Range(0, 10_000), rapid.Int64Min(0)).Draw(t, "sale"), rapid.SampledFrom([]money.Currency{"USD", "JPY", "KWD"}).Draw(t, "currency"))
		rate, err := money.ParseDecimal(percent)
		if err != nil {
			t.Fatal(err)
		}
		want, err := sale.Percent(rate)
		if err != nil {
			t.Fatal(err)
		}
		plan := earnings.NewPlan("shop", []affiliate.Rule{{ID: "r", Level: "offer", OfferID: "shop", Option: "cps", Percent: percent}})
		got, err := plan.Pay(earnings.Item{Cause: "conversion:1", Member: "ada", Status: "approved", Sale: sale, Place: earnings.Place{Day: "2026-11-22"}}, nil)
		if err != nil || got.Amount != want {
			t.Fatalf("%s %% of %v is %v, %v, want %v", percent, sale, got.Amount, err, want)
		}
	})
}
