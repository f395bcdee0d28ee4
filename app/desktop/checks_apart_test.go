package desktop

import (
	"context"
	"encoding/json"
	"slices"
	"testing"
)

// TestTestTrafficStaysApart: every report and payment reads the same before and
// after a test purchase, from its sale to CJ's payment for it.
func TestTestTrafficStaysApart(t *testing.T) {
	ctx := context.Background()
	a, offer, _ := practiceOffer(t)
	member := got(a.Members.Save(MemberForm{Name: "Maya Lindqvist", Payee: "maya@lindqvist.example"}))(t)
	link := linksOf(t, a, offer.Row.ID, false, member.ID)[0]
	must(t, a.Sync(ctx))
	buy(t, a, link.URL)
	form := got(a.Rules.List(offer.Row.ID))(t).Rules[0].Form
	form.Percent = "20"
	surfaces := map[string]func() any{
		"Sales Tracking": func() any { v := got(a.Reports.SalesTracking(Period{}))(t); v.CJAsOf, v.RelayAsOf = "", ""; return v },
		"payment plan":   func() any { return got(a.Payments.Plan())(t) },
		"Payments Overview": func() any {
			v := stampless(got(a.Payments.Overview())(t))
			return []any{v.Balance, v.Payments, v.Receipts}
		},
		"statement": func() any { v := got(a.Books.Statement(member.ID, Period{}))(t); v.AsOf = ""; return v },
		"what members get": func() any { // CJ may really pay for a test purchase, which is money, and nobody's
			v := got(a.Cash.Forecast())(t)
			return []any{v.Payable, v.Early, v.All, v.Front}
		},
		"the sales on the cash timeline": func() any {
			rows := got(a.Cash.Timeline(TimelineFilter{}))(t).Rows
			return slices.DeleteFunc(rows, func(r TimelineRow) bool { return r.MemberName == "Test purchase" && r.Payout.Minor == "0" })
		},
		"what the lock calendar owes members": func() any {
			var list []any
			for _, day := range got(a.Cash.Calendar())(t).Days {
				list = append(list, day.Day, day.Payout)
			}
			return list
		},
		"member": func() any { return got(a.Members.Get(member.ID))(t) },
		"what-if": func() any {
			v := got(a.Rules.WhatIf(WhatIfForm{Rule: form}))(t)
			await(t, func() bool { v = got(a.Rules.WhatIfState(v.ID))(t); return v.State != "running" })
			return []any{v.Conversions, v.Totals}
		},
	}
	read := func() map[string]string {
		texts := map[string]string{}
		for name, surface := range surfaces {
			raw, err := json.Marshal(surface())
			must(t, err)
			texts[name] = string(raw)
		}
		return texts
	}
	compare := func(when string, before, after map[string]string) {
		t.Helper()
		for name, was := range before {
			if after[name] != was {
				t.Errorf("%s: %s reads\n%s, and before\n%s", when, name, after[name], was)
			}
		}
	}
	before := read()
	if v := checked(t, a, offer.Row.ID); v.State != "passed" {
		t.Fatalf("the check %s: %s", v.State, findings(v))
	}
	compare("after the test purchase", before, read())

	toPayday(t, a)
	must(t, a.Sync(ctx))
	plan := got(a.Payments.Plan())(t)
	for _, line := range plan.Lines {
		if line.MemberID != member.ID {
			t.Errorf("the plan pays %s %s", line.MemberName, line.Amount.Text)
		}
	}
	for _, row := range got(a.Members.List())(t) {
		if row.Test && (row.Earned.Minor != "0" || row.Due.Minor != "0") {
			t.Errorf("the test member has %+v", row)
		}
	}
	if total := got(a.Reports.SalesTracking(Period{}))(t).Totals[0]; total.Conversions != 1 || total.Sales.Text != "120.00" || total.Clicks != 1 {
		t.Errorf("totals after CJ paid: %+v", total)
	}
	payment := payNow(t, a)
	if payment.Row.Members != 1 || payment.Row.Total.Text != "12.00" {
		t.Errorf("payment %+v", payment.Row)
	}
}
