package desktop

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A member's own payout rules are listed from all offers, as they stand today,
// and without those that ended.
func TestMemberOverrides(t *testing.T) {
	a := openApp(t, t.TempDir())
	form := offerForm(t, a)
	first := got(a.Offers.Save(form))(t).Row
	form.Name = "Another offer"
	second := got(a.Offers.Save(form))(t).Row
	ana := got(a.Members.Save(MemberForm{Name: "Ana"}))(t)
	ben := got(a.Members.Save(MemberForm{Name: "Ben"}))(t)
	publish := func(offer, member, percent, from string) {
		t.Helper()
		got(a.Rules.Publish(RuleForm{OfferID: offer, Level: "member", Subject: member, Option: "cps", Percent: percent, ValidFrom: from}))(t)
	}
	publish(first.ID, ana.ID, "15", "")
	publish(second.ID, ana.ID, "20", "2099-01-01")
	publish(first.ID, ben.ID, "25", "")

	list := got(a.Members.Overrides(ana.ID))(t)
	want := []MemberOverride{{OfferID: second.ID, OfferName: "Another offer", Words: list[0].Words, When: list[0].When, From: "2099-01-01", State: "scheduled"},
		{OfferID: first.ID, OfferName: first.Name, Words: list[1].Words, When: list[1].When, State: "in_force"}}
	for i := range list {
		want[i].RuleID = list[i].RuleID
	}
	if diff := cmp.Diff(want, list); diff != "" || list[1].Words != "15 % of the sale" {
		t.Errorf("%q %s", list[1].Words, diff)
	}
	rule := got(a.Rules.List(first.ID))(t).Rules
	for _, r := range rule {
		if r.Subject == ana.ID {
			got(a.Rules.End(r.ID, "", r.Form.Seen))(t)
		}
	}
	if list := got(a.Members.Overrides(ana.ID))(t); len(list) != 1 || list[0].OfferID != second.ID {
		t.Errorf("with one that ended: %+v", list)
	}
	if list := got(a.Members.Overrides("nobody"))(t); list == nil || len(list) != 0 {
		t.Errorf("nobody has %+v", list)
	}
}
