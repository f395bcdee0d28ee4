package desktop

import (
	"context"
	"strings"
	"testing"
)

// meet brings two desktops of a workspace to the same state.
func meet(t *testing.T, a, b *App) {
	t.Helper()
	for _, app := range []*App{a, b, a} {
		must(t, app.Sync(context.Background()))
	}
}

// A form that was opened before another device's edit arrived writes what the
// person changed in it, and nothing else.
func TestStaleMemberFormKeepsOtherFields(t *testing.T) {
	a, _, _ := workspace(t)
	member := got(a.Members.Save(MemberForm{Name: "Maya", Handle: "@maya", Group: "Knitters", Payee: "old@member.example"}))(t)
	must(t, a.Sync(context.Background()))
	b := pair(t, a, "Office laptop")

	shown := got(a.Members.List())(t)[0]
	theirs := got(b.Members.List())(t)[0]
	got(b.Members.Save(MemberForm{ID: member.ID, Name: "Maya", Handle: "@maya.knits", Group: "Weavers", Payee: "new@member.example", Was: &theirs}))(t)
	meet(t, b, a)
	got(a.Members.Save(MemberForm{ID: member.ID, Name: "Maya L.", Handle: "@maya", Group: "Knitters", Payee: "old@member.example", Was: &shown}))(t)
	meet(t, a, b)
	for _, app := range []*App{a, b} {
		m := got(app.Members.List())(t)[0]
		if m.Name != "Maya L." || m.Payee != "new@member.example" || m.Handle != "@maya.knits" || m.Group != "Weavers" {
			t.Errorf("an edit of the name made %+v", m)
		}
		if list := got(app.Conflicts.Conflicts())(t); len(list) != 0 {
			t.Errorf("conflicts %+v", list)
		}
	}

	// The payee itself, typed beside an old one: a person decides.
	form := MemberForm{ID: member.ID, Name: "Maya", Handle: "@maya", Group: "Knitters", Payee: "mine@member.example", Was: &shown}
	got(a.Members.Save(form))(t)
	meet(t, a, b)
	list := got(b.Conflicts.Conflicts())(t)
	if m := got(b.Members.List())(t)[0]; m.Payee != "new@member.example" || len(list) != 1 || list[0].Mine[0].Value != "mine@member.example" {
		t.Fatalf("a stale payee made %+v, conflicts %+v", m, list)
	}

	// And a decision by what is no longer in effect is itself not applied.
	theirs = got(a.Members.List())(t)[0]
	got(a.Members.Save(MemberForm{ID: member.ID, Name: theirs.Name, Handle: theirs.Handle, Group: theirs.Group, Payee: "newest@member.example", Was: &theirs}))(t)
	meet(t, a, b)
	got(b.Conflicts.ResolveConflict(list[0].ID, "mine", list[0].Seen))(t)
	meet(t, b, a)
	list = got(a.Conflicts.Conflicts())(t)
	if m := got(a.Members.List())(t)[0]; m.Payee != "newest@member.example" || len(list) != 1 || list[0].Theirs[0].Value != "newest@member.example" {
		t.Errorf("a stale resolution made %+v, conflicts %+v", m, list)
	}
}

func TestStaleOfferFormKeepsOtherFields(t *testing.T) {
	a, _, _ := workspace(t)
	offer := got(a.Offers.Save(OfferForm{Name: "Wool throw", ConversionType: "sale", PayoutOption: "cps", PayoutPercent: "10", Protocol: "server_postback_tid",
		OfferURL: "https://shop.example/?c={click_id}"}))(t)
	must(t, a.Sync(context.Background()))
	b := pair(t, a, "Office laptop")

	shown := got(a.Offers.Get(offer.Row.ID))(t).Form
	theirs := got(b.Offers.Get(offer.Row.ID))(t).Form
	form := theirs
	form.OfferURL, form.PayoutPercent, form.PostbackSigned, form.PostbackAmounts = "https://new.example/?c={click_id}", "5", true, "minor"
	form.Was = &theirs
	signed := got(b.Offers.Save(form))(t)
	meet(t, b, a)

	form = shown
	form.Name, form.PostbackNetworks, form.UTMs, form.Was = "Wool throws", []string{"192.0.2.0/24"}, []Pair{{Label: "utm_source", Value: "x"}}, &shown
	got(a.Offers.Save(form))(t)
	meet(t, a, b)
	for _, app := range []*App{a, b} {
		o := got(app.Offers.Get(offer.Row.ID))(t)
		if f := o.Form; f.Name != "Wool throws" || f.OfferURL != "https://new.example/?c={click_id}" || f.PayoutPercent != "5" || o.RuleVersion != 2 {
			t.Errorf("an edit of the name made %+v", o)
		}
		if f := o.Form; o.PostbackKey != signed.PostbackKey || f.PostbackAmounts != "minor" || len(f.PostbackNetworks) != 1 {
			t.Errorf("an edit of the networks made %+v", o)
		}
		if !strings.HasPrefix(o.Destination, "https://new.example/") || !strings.HasSuffix(o.Destination, "utm_source=x") {
			t.Errorf("leads to %s", o.Destination)
		}
		if list := got(app.Conflicts.Conflicts())(t); len(list) != 0 {
			t.Errorf("conflicts %+v", list)
		}
	}

	form.PayoutPercent = "20"
	got(a.Offers.Save(form))(t)
	meet(t, a, b)
	list := got(a.Conflicts.Conflicts())(t)
	if o := got(b.Offers.Get(offer.Row.ID))(t); o.Form.PayoutPercent != "5" || len(list) != 1 {
		t.Errorf("a stale payout made %s, conflicts %+v", o.Row.Payout, list)
	}
}

func TestStaleAccountFormKeepsOtherFields(t *testing.T) {
	a, _, _ := workspace(t)
	got(a.Workspace.SaveCJ(CJForm{CID: "7000001", PID: "1", Currency: "USD"}))(t)
	must(t, a.Sync(context.Background()))
	b := pair(t, a, "Office laptop")

	shown, theirs := got(a.Workspace.CJ())(t), got(b.Workspace.CJ())(t)
	got(b.Workspace.SaveCJ(CJForm{CID: "7000002", PID: "1", Currency: "EUR", Was: &theirs}))(t)
	meet(t, b, a)
	got(a.Workspace.SaveCJ(CJForm{CID: "7000001", PID: "2", Currency: "USD", Was: &shown}))(t)
	meet(t, a, b)
	for _, app := range []*App{a, b} {
		if v := got(app.Workspace.CJ())(t); v.CID != "7000002" || v.PID != "2" || v.Currency != "EUR" {
			t.Errorf("an edit of the PID made %+v", v)
		}
	}
	got(a.Workspace.SaveCJ(CJForm{CID: "7000001", PID: "1", Currency: "GBP", Was: &shown}))(t)
	meet(t, a, b)
	if v, list := got(b.Workspace.CJ())(t), got(b.Conflicts.Conflicts())(t); v.Currency != "EUR" || len(list) != 1 {
		t.Errorf("a stale currency made %+v, conflicts %+v", v, list)
	}
}

// A decision is about the version that its row showed.
func TestStaleDecision(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	sale(t, a)
	must(t, a.Sync(ctx))
	row := got(a.Conversions.List(ConversionFilter{}))(t).Rows[0]
	decide := func(status string) BulkResult {
		r := got(a.Conversions.Decide(Decision{ConversionIDs: []string{row.ID}, Status: status, Reason: "Ask the shop", Seen: []string{row.Seen}}))(t)
		must(t, a.Sync(ctx))
		return r
	}
	if r := decide("on_hold"); r.Changed != 1 || len(r.Left) != 0 || r.Rows[0].Status != "on_hold" {
		t.Errorf("a hold made %+v", r)
	}
	if r := decide("rejected"); r.Changed != 0 || len(r.Left) != 1 || !strings.Contains(r.Left[0].Value, "decided on it since") || r.Undo != "" {
		t.Errorf("a stale decision made %+v", r)
	}
	if now := got(a.Conversions.Get(row.ID))(t).Row; now.Status != "on_hold" || now.Seen == row.Seen {
		t.Errorf("after it %+v", now)
	}
	_, err := a.Conversions.Decide(Decision{ConversionIDs: []string{row.ID}, Status: "approved", Seen: []string{"x", "y"}})
	if f := failed(t, err); f.Code != "invalid" {
		t.Errorf("versions of other conversions: %+v", f)
	}
}
