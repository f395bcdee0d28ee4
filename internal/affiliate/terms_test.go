package affiliate_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
)

func someTerms() affiliate.Terms {
	return affiliate.Terms{AdvertiserID: "5000001", Status: affiliate.TermsActive, Actions: []affiliate.TermsAction{
		{TrackerID: "1", Name: "Sale", ReferralDays: 30, LockingMethod: "FIXED_DATE", Rates: []affiliate.TermsRate{
			{Situation: "New Customer", Kind: affiliate.RatePercent, Value: "12"}, {Kind: affiliate.RatePercent, Value: "8"}}},
		{TrackerID: "2", Name: "Newsletter", ReferralDays: 1, LockingMethod: "FIXED_DURATION", LockingDays: 45,
			Rates: []affiliate.TermsRate{{Kind: affiliate.RateFixed, Value: "2.5", Currency: "USD"}}},
	}}
}

func TestTermsWords(t *testing.T) {
	want := []string{"The contract is active.",
		"Sale: 12 % of the sale for New Customer, 8 % of the sale.", "Sale: counts up to 30 days after the click.", "Sale: final after the 10th of the next month.",
		"Newsletter: 2.5 USD.", "Newsletter: counts up to 1 day after the click.", "Newsletter: final 45 days after the sale."}
	if diff := cmp.Diff(want, someTerms().Words()); diff != "" {
		t.Error(diff)
	}
	if words := (affiliate.Terms{}).Words(); len(words) != 0 {
		t.Errorf("nothing known says %q", words)
	}
	if words := (affiliate.Terms{Actions: []affiliate.TermsAction{{TrackerID: "7"}}}).Words(); !slices.Equal(words, []string{"7: no rate is shown."}) {
		t.Errorf("little known says %q", words)
	}
	for method, want := range map[string]string{"": "", "IMMEDIATE": "final at once", "OPEN_ENDED": "final when the brand accepts it",
		"FIXED_DURATION": "final a fixed time after the sale", "NEXT_THING": "final by the rule next thing"} {
		if got := (affiliate.TermsAction{LockingMethod: method}).Locking(); got != want {
			t.Errorf("%s: %q, want %q", method, got, want)
		}
	}
	for want, rate := range map[string]affiliate.TermsRate{
		"3 EUR for each order on the products of Mugs": {Kind: affiliate.RatePerOrder, Value: "3", Currency: "EUR", ItemList: "Mugs"},
		"5 points": {Kind: "POINTS", Value: "5"},
		"5 % of the sale through Ann's blog after a view without a click": {Kind: affiliate.RatePercent, Value: "5", Property: "Ann's blog", ViewThrough: true},
	} {
		if got := rate.Words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestDiffTerms(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*affiliate.Terms)
		want   []string
	}{
		{"nothing", func(*affiliate.Terms) {}, nil},
		{"what nobody sees", func(a *affiliate.Terms) {
			a.ID, a.Start = "9", time.Now()
			slices.Reverse(a.Actions)
			slices.Reverse(a.Actions[1].Rates)
			a.Actions[1].Rates[0].Rank = 7
		}, nil},
		{"a rate", func(a *affiliate.Terms) { a.Actions[0].Rates[1].Value = "6" }, []string{"Sale: 6 % of the sale, was 8 % of the sale."}},
		{"a rate of another kind", func(a *affiliate.Terms) {
			a.Actions[0].Rates[1] = affiliate.TermsRate{Kind: affiliate.RatePerOrder, Value: "4", Currency: "USD"}
		}, []string{"Sale: 4 USD for each order, was 8 % of the sale."}},
		{"a rate more", func(a *affiliate.Terms) {
			a.Actions[0].Rates = append(a.Actions[0].Rates, affiliate.TermsRate{ItemList: "Mugs", Kind: affiliate.RatePercent, Value: "3"})
		}, []string{"Sale: now 3 % of the sale on the products of Mugs."}},
		{"a rate less", func(a *affiliate.Terms) { a.Actions[0].Rates = a.Actions[0].Rates[1:] }, []string{"Sale: no longer 12 % of the sale for New Customer."}},
		{"locking", func(a *affiliate.Terms) { a.Actions[1].LockingDays = 60 }, []string{"Newsletter: final 60 days after the sale, was final 45 days after the sale."}},
		{"referral", func(a *affiliate.Terms) { a.Actions[0].ReferralDays = 7 }, []string{"Sale, counts after the click: 7 days, was 30 days."}},
		{"an action less", func(a *affiliate.Terms) { a.Actions = a.Actions[:1] }, []string{"No longer paid: Newsletter, 2.5 USD."}},
		{"an action more", func(a *affiliate.Terms) {
			a.Actions = append(a.Actions, affiliate.TermsAction{TrackerID: "3", Name: "App"})
		}, []string{"New: App, no rate is shown."}},
		{"the contract", func(a *affiliate.Terms) {
			a.Status, a.Name, a.End = "CANCELLED", "Winter", time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)
		}, []string{"Contract: cancelled, was active.", "Terms: now Winter.", "The contract ends: now 31 December 2026."}},
	} {
		after := someTerms()
		test.change(&after)
		if diff := cmp.Diff(test.want, affiliate.DiffTerms(someTerms(), after)); diff != "" {
			t.Errorf("%s:\n%s", test.name, diff)
		}
	}
}
