package desktop

import (
	"context"
	"testing"
)

// finished waits for a what-if to end.
func finished(t *testing.T, a *App, v WhatIfView) WhatIfView {
	t.Helper()
	one := got(a.current.whatIfs.get(v.ID))(t)
	<-one.ended
	return got(a.Rules.WhatIfState(v.ID))(t)
}

// What a what-if says is what publishing does, to the cent.
func TestWhatIfIsWhatPublishingDoes(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	offer, member, link := sale(t, a)
	buy(t, a, link.URL)
	row := got(a.Rules.List(offer.Row.ID))(t).Rules[0]
	form := tierForm(row)

	v := finished(t, a, got(a.Rules.WhatIf(WhatIfForm{Rule: form, Months: 1}))(t))
	if v.State != runDone || v.Conversions != 2 || v.Changed != 1 || len(v.Totals) != 1 || v.Totals[0].Gain != 1 || v.Totals[0].Now.Minor == "0" ||
		v.Totals[0].Commission.Minor == "0" || v.Done != v.Total || v.From == "" || v.To == "" {
		t.Fatalf("the second sale of the month would pay twice as much: %+v", v)
	}
	if len(v.Members) != 1 || v.Members[0].MemberName != member.Name || v.Members[0].Difference != v.Totals[0].Difference {
		t.Errorf("members %+v", v.Members)
	}
	if v.Past {
		t.Errorf("a rule from today on: %+v", v)
	}
	form.ValidFrom = "2020-01-01"
	for _, months := range []int{0, 1} {
		if past := finished(t, a, got(a.Rules.WhatIf(WhatIfForm{Rule: form, Months: months}))(t)); !past.Past || past.From != "2020-01-01" || past.Totals[0] != v.Totals[0] {
			t.Errorf("a rule that counts for the past is compared from its first day on: %+v", past)
		}
	}
	got(a.Rules.Publish(form))(t)
	must(t, a.Sync(ctx))
	if m := got(a.Members.List())(t)[0]; m.Earned != v.Totals[0].Then {
		t.Errorf("published it pays %+v, and the what-if said %+v", m.Earned, v.Totals[0])
	}

	same := finished(t, a, got(a.Rules.WhatIf(WhatIfForm{Rule: form}))(t))
	if same.Changed != 0 || same.Totals[0].Difference.Minor != "0" || len(same.Members) != 0 || same.Totals[0].Same != 1 {
		t.Errorf("what is in force changes nothing: %+v", same)
	}
}

func TestWhatIfForms(t *testing.T) {
	a := openApp(t, t.TempDir())
	offer := got(a.Offers.Save(offerForm(t, a)))(t)
	form := got(a.Rules.List(offer.Row.ID))(t).Rules[0].Form
	if f := failed(t, onlyError(a.Rules.WhatIf(WhatIfForm{Rule: form, Months: -1}))); f.Fields["months"] == "" {
		t.Errorf("%+v", f)
	}
	first := got(a.Rules.WhatIf(WhatIfForm{Rule: form}))(t)
	if v := finished(t, a, first); v.State != runDone || v.Conversions != 0 || v.Totals == nil {
		t.Errorf("without sales %+v", v)
	}
	must(t, a.Rules.CancelWhatIf(first.ID)) // nothing is left to cancel
	for range maxWhatIfs {
		got(a.Rules.WhatIf(WhatIfForm{Rule: form}))(t)
	}
	if f := failed(t, onlyError(a.Rules.WhatIfState(first.ID))); f.Code != "not_found" {
		t.Errorf("an old one: %+v", f)
	}
	form.Percent = "x"
	if f := failed(t, onlyError(a.Rules.WhatIf(WhatIfForm{Rule: form}))); f.Fields["percent"] == "" {
		t.Errorf("%+v", f)
	}
}
