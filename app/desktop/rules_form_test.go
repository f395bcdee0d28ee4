package desktop

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// fullRule is a form with everything that one rule can say.
func fullRule() RuleForm {
	return RuleForm{OfferID: "o", Level: "offer", Name: "Autumn", ValidFrom: "2026-09-01", Option: "cpa_cps", Percent: "7.5", Flat: "2.50",
		Conditions: RuleConditions{From: "2026-09-01", To: "2026-12-31", Min: "20.00", Max: "500.00", SKUs: []string{"THROW-1"}, Lists: []string{"Wool"},
			OnlyLines: true, Customer: "new", Countries: []string{"DE", "AT"}, Coupons: []string{"MAYA10"}},
		TierBy: "conversions", TierPeriod: "month", TierWhole: true, Tiers: []RuleTier{{From: "10", Percent: "9"}, {From: "25", Percent: "10", Flat: "3.00"}},
		RepeatMax: "3", RepeatFor: "12", Bonuses: []RuleBonus{{By: "sales", Period: "quarter", From: "1000.00", Amount: "50.00"}},
		Caps: []RuleCap{{Period: "month", Amount: "500.00"}, {Period: "lifetime", Together: true, Amount: "10000.00"}}}
}

func TestRuleFormIsTheRule(t *testing.T) {
	form := fullRule()
	rule, err := payoutRule(form, "USD")
	if err != nil || rule.Check() != nil {
		t.Fatal(err, rule.Check())
	}
	want := affiliate.Rule{Level: "offer", OfferID: "o", Name: "Autumn", ValidFrom: "2026-09-01", Option: "cpa_cps", Percent: "7.5", FlatMinor: 250, Currency: "USD",
		Conditions: affiliate.Conditions{From: "2026-09-01", To: "2026-12-31", MinMinor: 2000, MaxMinor: 50000, SKUs: []string{"THROW-1"}, Lists: []string{"Wool"},
			OnlyLines: true, Customer: "new", Countries: []string{"DE", "AT"}, Coupons: []string{"MAYA10"}},
		Tiers:     affiliate.Tiers{By: "conversions", Period: "month", Whole: true, Steps: []affiliate.Step{{From: 10, Percent: "9"}, {From: 25, Percent: "10", FlatMinor: 300}}},
		Recurring: affiliate.Recurring{Max: 3, Months: 12},
		Bonuses:   []affiliate.Bonus{{By: "sales", Period: "quarter", From: 100000, Minor: 5000}},
		Caps:      []affiliate.Cap{{Period: "month", Minor: 50000}, {Period: "lifetime", Together: true, Minor: 1000000}}}
	if diff := cmp.Diff(want, rule); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(form, ruleForm(rule, "USD")); diff != "" {
		t.Error(diff)
	}
}

// What can't be read is said at its own field.
func TestRuleFormFields(t *testing.T) {
	for field, spoil := range map[string]func(*RuleForm){
		"flat": func(f *RuleForm) { f.Flat = "2,5,0" }, "conditions.min": func(f *RuleForm) { f.Conditions.Min = "x" },
		"conditions.max": func(f *RuleForm) { f.Conditions.Max = "1e3" }, "tiers.1.from": func(f *RuleForm) { f.Tiers[1].From = "2.5" },
		"tiers.0.from": func(f *RuleForm) { f.Tiers[0].From = "0" }, "tiers.1.flat": func(f *RuleForm) { f.Tiers[1].Flat = "3.001" },
		"repeatMax": func(f *RuleForm) { f.RepeatMax = "-1" }, "repeatMonths": func(f *RuleForm) { f.RepeatFor = "ever" },
		"bonuses.0.from": func(f *RuleForm) { f.Bonuses[0].From = "" }, "bonuses.0.amount": func(f *RuleForm) { f.Bonuses[0].Amount = "much" },
		"caps.1.amount": func(f *RuleForm) { f.Caps[1].Amount = "" },
	} {
		form := fullRule()
		spoil(&form)
		_, err := payoutRule(form, "USD")
		if fields := fieldsOf(err); len(fields) != 1 || len(fields[field]) < 10 {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// Texts are trimmed, codes are in upper case and once, and what the option does
// not use is dropped.
func TestRuleFormIsTidied(t *testing.T) {
	rule, err := payoutRule(RuleForm{Level: "offer", Option: "cps", Percent: " 10 ", Flat: "nonsense", Name: " x ",
		Conditions: RuleConditions{Countries: []string{" de", "DE", ""}, Coupons: []string{"maya10 "}}, Tiers: []RuleTier{{From: "?"}}}, "JPY")
	want := affiliate.Rule{Level: "offer", Option: "cps", Percent: "10", Name: "x", Conditions: affiliate.Conditions{Countries: []string{"DE"}, Coupons: []string{"MAYA10"}}}
	if diff := cmp.Diff(want, rule); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

// FuzzRuleForm: any form is either read, and then comes back as it was read, or
// refused with fields. Nothing panics, hostile rules included.
func FuzzRuleForm(f *testing.F) {
	full, err := json.Marshal(fullRule())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(full), "USD")
	f.Add(`{"option":"cpc","flat":"0.05","tierBy":"sales","tiers":[{"from":"-1"}],"caps":[{"amount":"99999999999999999999"}]}`, "JPY")
	f.Add(`{"option":"share","percent":"1e9999","conditions":{"min":"-5","countries":["\u0000"]},"repeatMax":"99999"}`, "KWD")
	f.Fuzz(func(t *testing.T, raw, currency string) {
		var form RuleForm
		if json.Unmarshal([]byte(raw), &form) != nil || !money.Currency(currency).Known() {
			return // no form
		}
		rule, err := payoutRule(form, money.Currency(currency))
		if err != nil {
			if len(fieldsOf(err)) == 0 {
				t.Fatalf("refused without a field: %v", err)
			}
			return
		}
		checked := rule.Check()
		var known *affiliate.Error
		if checked != nil && !errors.As(checked, &known) {
			t.Fatalf("%v", checked)
		}
		_, _ = rule.Words(), rule.When()
		if checked != nil {
			return
		}
		again, err := payoutRule(ruleForm(rule, money.Currency(currency)), money.Currency(currency))
		if diff := cmp.Diff(rule, again); err != nil || diff != "" {
			t.Fatalf("%v %s", err, diff)
		}
	})
}
