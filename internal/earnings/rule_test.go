package earnings_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

func TestPickWithoutASubject(t *testing.T) {
	for name, r := range map[string]affiliate.Rule{
		"member":  {Level: affiliate.LevelMember},
		"group":   {Level: affiliate.LevelGroup},
		"level":   {Level: "everybody"},
		"subject": {Level: affiliate.LevelOffer, Subject: "m"},
		"offer":   {Level: affiliate.LevelOffer, OfferID: "o"},
	} {
		if got, found := earnings.Pick([]affiliate.Rule{r}, earnings.Subject{}, "2026-11-22"); found {
			t.Errorf("%s: %+v is for nobody", name, got)
		}
	}
}

// TestPickIsTheSameInAnyOrder: devices list rules in orders of their own.
func TestPickIsTheSameInAnyOrder(t *testing.T) {
	levels := map[string]string{affiliate.LevelOffer: "", affiliate.LevelGroup: "g", affiliate.LevelMember: "m"}
	rule := rapid.Custom(func(t *rapid.T) affiliate.Rule {
		level := rapid.SampledFrom([]string{affiliate.LevelOffer, affiliate.LevelGroup, affiliate.LevelMember}).Draw(t, "level")
		return affiliate.Rule{
			ID: rapid.SampledFrom([]affiliate.RuleID{"a", "b"}).Draw(t, "id"), Level: level, Subject: levels[level], OfferID: "o",
			Version: rapid.IntRange(1, 4).Draw(t, "version"), ValidFrom: rapid.SampledFrom([]string{"", "2026-11-01", "2026-11-22", "2026-12-01"}).Draw(t, "from"),
		}
	})
	key := func(r affiliate.Rule) [3]any { return [3]any{r.ID, r.Level, r.Version} }
	rapid.Check(t, func(t *rapid.T) {
		rules := rapid.SliceOfNDistinct(rule, 1, 8, key).Draw(t, "rules")
		who := earnings.Subject{Offer: "o", Group: "g", Member: "m"}
		got, found := earnings.Pick(rules, who, "2026-11-22")
		if again, foundAgain := earnings.Pick(rapid.Permutation(rules).Draw(t, "order"), who, "2026-11-22"); !cmp.Equal(again, got) || foundAgain != found {
			t.Fatalf("%+v or %+v", got, again)
		}
		inForce := slices.ContainsFunc(rules, func(r affiliate.Rule) bool { return r.ValidFrom <= "2026-11-22" })
		if found != inForce || got.ValidFrom > "2026-11-22" {
			t.Fatalf("found %v: %+v", found, got)
		}
	})
}

// TestAPercentageNeverPaysMoreThanTheSale for any rule that its form allows.
func TestAPercentageNeverPaysMoreThanTheSale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := affiliate.Rule{Level: affiliate.LevelOffer, OfferID: "o", Option: affiliate.PayoutPercent,
			Percent: rapid.StringMatching(`[0-9]{1,3}(\.[0-9]{1,4})?`).Draw(t, "percent")}
		if r.Check() != nil {
			t.Skip("not a rule")
		}
		c := affiliate.Conversion{MemberID: "m", Status: affiliate.StatusApproved, SaleDay: "2026-11-22",
			Sale: money.New(rapid.Int64Min(0).Draw(t, "sale"), rapid.SampledFrom([]money.Currency{"USD", "JPY", "KWD"}).Draw(t, "currency"))}
		result, err := earnings.Compute(c, []affiliate.Rule{r}, earnings.Subject{Offer: "o", Member: "m"})
		if err != nil || result.Amount.Currency != c.Sale.Currency || result.Amount.Minor < 0 || result.Amount.Minor > c.Sale.Minor {
			t.Fatalf("%s %% of %v is %v, %v", r.Percent, c.Sale, result.Amount, err)
		}
	})
}

func TestComputeOfARuleThatCannotBeApplied(t *testing.T) {
	c := affiliate.Conversion{ID: "c1", MemberID: "m", Status: affiliate.StatusApproved, SaleDay: "2026-11-22", Sale: money.New(100, "USD")}
	for name, r := range map[string]affiliate.Rule{
		"no option":      {Percent: "10"},
		"no percentage":  {Option: affiliate.PayoutPercent},
		"bad percentage": {Option: affiliate.PayoutPercent, Percent: "1e9"},
		"no currency":    {Option: affiliate.PayoutFlat, FlatMinor: 5},
	} {
		r.Level, r.OfferID = affiliate.LevelOffer, "o"
		if got, err := earnings.Compute(c, []affiliate.Rule{r}, earnings.Subject{Offer: "o", Member: "m"}); err == nil || got != (earnings.Computed{}) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}
