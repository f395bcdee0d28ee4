package desktop

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/sandbox"
)

func TestRolesSayWhatTheyCanDo(t *testing.T) {
	roles := got((&CJ{}).Roles())(t)
	if len(roles) != 2 || roles[0].Value != "publisher" || roles[1].Value != "advertiser" {
		t.Fatalf("roles %+v", roles)
	}
	if len(roles[0].Can) == 0 || len(roles[0].Cannot) != 0 || len(roles[1].Cannot) == 0 || len(roles[1].Instead) < 2 {
		t.Errorf("roles %+v", roles)
	}
}

func TestCheckOfAnAccount(t *testing.T) {
	a := openApp(t, t.TempDir())
	sale(t, a)
	world := got(a.World())(t)
	us, brand := world.CJ(), world.CJ().Advertiser
	publisher := CJForm{CID: us.CID, PID: us.PID, Currency: "USD", Token: us.Token, Role: "publisher"}
	advertiser := CJForm{CID: brand.CID, Currency: "USD", Token: brand.Token, Role: "advertiser"}
	with := func(form CJForm, change func(*CJForm)) CJForm { change(&form); return form }
	for name, test := range map[string]struct {
		form       CJForm
		ok         bool
		kind, role string
		says       []string
	}{
		"as it is":           {publisher, true, "works", "publisher", []string{"1 commission of the last 31 days"}},
		"the stored token":   {with(publisher, func(f *CJForm) { f.Token = "" }), true, "works", "publisher", nil},
		"no role is ours":    {with(publisher, func(f *CJForm) { f.Role = "" }), true, "works", "publisher", nil},
		"the brand's":        {advertiser, true, "works", "advertiser", []string{"names no clicks", "PID"}},
		"the wrong kind":     {with(advertiser, func(f *CJForm) { f.Role = "publisher" }), true, "works", "advertiser", []string{"it is an advertiser's, not a publisher's", "Choose the other kind"}},
		"the other way":      {with(publisher, func(f *CJForm) { f.Role = "advertiser" }), true, "works", "publisher", []string{"it is a publisher's, not an advertiser's"}},
		"another currency":   {with(publisher, func(f *CJForm) { f.Currency = "EUR" }), true, "works", "publisher", nil},
		"a wrong token":      {with(publisher, func(f *CJForm) { f.Token = "nonsense" }), false, "credential", "", []string{"developers.cj.com", "Nothing was saved or changed"}},
		"another's account":  {with(publisher, func(f *CJForm) { f.CID = "7999999" }), true, "works", "publisher", []string{"no commissions of the last year", "right CID"}},
		"a token of nothing": {with(publisher, func(f *CJForm) { f.CID, f.Token = brand.CID, us.Token }), true, "works", "publisher", []string{"no commissions of the last year"}},
	} {
		before := got(a.Workspace.CJ())(t)
		v := got(a.CJ.Check(test.form))(t)
		all := v.Message + " " + v.Hint + " " + strings.Join(v.Notes, " ")
		if v.OK != test.ok || v.Kind != test.kind || v.Role != test.role {
			t.Errorf("%s: %+v", name, v)
		}
		for _, words := range test.says {
			if !strings.Contains(all, words) {
				t.Errorf("%s: %q does not say %q", name, all, words)
			}
		}
		if strings.Contains(all, us.Token) || strings.Contains(all, brand.Token) {
			t.Errorf("%s: it repeats the token", name)
		}
		if after := got(a.Workspace.CJ())(t); after != before {
			t.Errorf("%s: a check has changed the account to %+v", name, after)
		}
	}
	for name, bad := range map[string]CJForm{
		"cid": with(publisher, func(f *CJForm) { f.CID = "brand" }), "pid": with(publisher, func(f *CJForm) { f.PID = "x" }),
		"currency": with(publisher, func(f *CJForm) { f.Currency = "usd" }), "role": with(publisher, func(f *CJForm) { f.Role = "agency" }),
		"token": with(publisher, func(f *CJForm) { f.Token = "two words" }),
	} {
		if _, err := a.CJ.Check(bad); failed(t, err).Fields[name] == "" {
			t.Errorf("%s is taken: %v", name, err)
		}
	}
}

// TestTheRoleIsKept: for all devices; a new token has CJ read from the start.
func TestTheRoleIsKept(t *testing.T) {
	ctx := context.Background()
	a := connectLive(t)
	if v := got(a.Workspace.CJ())(t); v.Role != "publisher" || v.HasToken {
		t.Errorf("before: %+v", v)
	}
	if _, err := a.CJ.Check(CJForm{CID: "7000001", Currency: "USD"}); failed(t, err).Fields["token"] == "" {
		t.Error("an account without a token is checked")
	}
	s := got(a.session())(t)
	must(t, s.store.Note(ctx, "cj_place", `{"account":"advertiser 5000001 USD","swept":"2026-11-01T00:00:00Z"}`))
	if since := got(ingest.PulledUpTo(ctx, s.store, "advertiser 5000001 USD"))(t); since.IsZero() {
		t.Fatal("the note is not that of the place")
	}
	form := CJForm{CID: "5000001", Currency: "USD", Token: "a-token", Role: "advertiser"}
	if v := got(a.Workspace.SaveCJ(form))(t); v.Role != "advertiser" || !v.HasToken {
		t.Errorf("saved: %+v", v)
	}
	if since := got(ingest.PulledUpTo(ctx, s.store, "advertiser 5000001 USD"))(t); !since.IsZero() {
		t.Errorf("a new token goes on at %s", since)
	}
	if w := got(s.store.Workspace(ctx))(t); w.CJRole != affiliate.CJAdvertiser || got(s.cjAccount(ctx))(t) != "advertiser 5000001 USD" {
		t.Errorf("kept: %+v", w)
	}
	form.Role, form.Token = "publisher", ""
	if v := got(a.Workspace.SaveCJ(form))(t); v.Role != "publisher" || !v.HasToken {
		t.Errorf("changed: %+v", v)
	}
}

// TestACorrectedCurrency has all of CJ's rows read again, since they name none;
// and the check says what it means for payments that are recorded.
func TestACorrectedCurrency(t *testing.T) {
	ctx := context.Background()
	a := connectLive(t)
	form := CJForm{CID: "5000001", Currency: "USD", Token: "a-token"}
	got(a.Workspace.SaveCJ(form))(t)
	s := got(a.session())(t)
	before := got(s.cjAccount(ctx))(t)
	form.Currency = "EUR"
	got(a.Workspace.SaveCJ(form))(t)
	if now := got(s.cjAccount(ctx))(t); now == before || before == "" {
		t.Errorf("the place of %q is that of %q", now, before)
	}
	usd := []affiliate.Receipt{{Source: affiliate.ReceiptCJ, Currency: "USD", Minor: 100}}
	for name, test := range map[string]struct {
		currency string
		receipts []affiliate.Receipt
		says     string
	}{
		"the same":    {"USD", usd, ""},
		"no payments": {"EUR", nil, "read again in EUR"},
		"payments":    {"EUR", usd, "1 payment of CJ's in USD"},
	} {
		notes := strings.Join(currencyNotes(affiliate.Workspace{CID: "1", Currency: "USD"}, test.currency, test.receipts), " ")
		if (notes == "") != (test.says == "") || !strings.Contains(notes, test.says) {
			t.Errorf("%s: %q", name, notes)
		}
	}
}

func TestLinksToPromote(t *testing.T) {
	a := openApp(t, t.TempDir())
	page := got(a.CJ.SearchLinks(LinkSearchForm{}))(t)
	if len(page.Links) == 0 || page.Total < len(page.Links) || page.Page != 1 {
		t.Fatalf("found %+v", page)
	}
	for _, link := range page.Links {
		made := got(a.CJ.OfferURL(DeepLinkForm{AID: link.AID, DeepLinks: link.DeepLinks}))(t)
		if made != link.OfferURL || !strings.Contains(made, "sid={click_id}") {
			t.Errorf("link %s makes %q, and %q of itself", link.AID, made, link.OfferURL)
		}
		_, err := a.CJ.OfferURL(DeepLinkForm{AID: link.AID, DeepLinks: link.DeepLinks, Destination: link.Destination})
		if (err == nil) != link.DeepLinks {
			t.Errorf("link %s, deep links %v: %v", link.AID, link.DeepLinks, err)
		}
	}
	world := got(a.World())(t)
	deep := DeepLinkForm{AID: world.Sandbox.Ads()[0].AID, DeepLinks: true, Destination: world.ShopURL() + world.Sandbox.Ads()[0].ProductPath()}
	made := got(a.CJ.OfferURL(deep))(t)
	if u := got(url.Parse(made))(t); u.Query().Get("url") != deep.Destination {
		t.Errorf("%s does not lead to %s", made, deep.Destination)
	}
	form := offerForm(t, a)
	form.OfferURL = made
	got(a.Offers.Save(form))(t) // is a link that the offer's form takes
	if few := got(a.CJ.SearchLinks(LinkSearchForm{Keywords: "nothing-is-called-so"}))(t); len(few.Links) != 0 || few.Links == nil {
		t.Errorf("found %+v", few)
	}
	for _, bad := range []DeepLinkForm{{AID: "x"}, {AID: "15000001", DeepLinks: true, Destination: "no page"}, {AID: "15000001", Destination: "https://shop.example/"}} {
		if _, err := a.CJ.OfferURL(bad); len(failed(t, err).Fields) == 0 {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	if _, err := a.CJ.SearchLinks(LinkSearchForm{AdvertiserID: "x"}); failed(t, err).Fields["advertiserId"] == "" {
		t.Error("an advertiser without a number is looked up")
	}
	must(t, world.SetFault(string(sandbox.API401), true))
	if _, err := a.CJ.SearchLinks(LinkSearchForm{}); !strings.Contains(failed(t, err).Message, "token") {
		t.Errorf("a refused token: %v", err)
	}
	if _, err := connectLive(t).CJ.SearchLinks(LinkSearchForm{}); !strings.Contains(failed(t, err).Message, "not set up") {
		t.Errorf("without an account: %v", err)
	}
}

// TestTermsThatChange ask for attention until somebody has seen them, on every
// device.
func TestTermsThatChange(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	offer := got(a.Offers.Save(offerForm(t, a)))(t).Row.ID
	if v := got(a.CJ.Terms(offer))(t); v.AsOf != "" || v.AdvertiserID != "" || len(v.Actions) != 0 {
		t.Errorf("never read: %+v", v)
	}
	v := got(a.CJ.ReadTerms(offer))(t)
	if v.AsOf == "" || v.AdvertiserName == "" || v.Status != "active" || len(v.Actions) == 0 || len(v.Actions[0].Rates) == 0 || v.Actions[0].Locking == "" || len(v.Changes) != 0 || v.Problem != "" {
		t.Errorf("read: %+v", v)
	}
	s := got(a.session())(t)
	must(t, a.Sync(ctx))
	log := got(s.store.Position(ctx))(t).Seq
	s.readAllTerms(ctx)
	got(a.CJ.ReadTerms(offer))(t)
	must(t, a.Sync(ctx))
	if at := got(s.store.Position(ctx))(t).Seq; at != log {
		t.Error("terms that have not changed are written to the log again")
	}

	// CJ had other terms when they were read before.
	kept := got(s.store.ProgrammeTerms(ctx))(t)[v.AdvertiserID]
	earlier := kept.Terms
	earlier.Actions = append([]affiliate.TermsAction{}, earlier.Actions...)
	earlier.Actions[0].ReferralDays += 30
	of := advertiser{ID: v.AdvertiserID, Name: v.AdvertiserName}
	must(t, s.keepTerms(ctx, of, earlier))
	must(t, a.Sync(ctx))
	got(a.CJ.SeenTerms(offer))(t)
	if n := got(a.Workspace.State())(t).Sync.Attention; n != 0 {
		t.Fatalf("%d things ask for attention", n)
	}
	v = got(a.CJ.ReadTerms(offer))(t)
	must(t, a.Sync(ctx))
	if len(v.Changes) != 1 || v.ChangedOn == "" || !strings.Contains(v.Changes[0], "days") {
		t.Errorf("changed: %+v", v)
	}
	items := got(a.Workspace.Attention())(t)
	if len(items) != 1 || items[0].Kind != "terms" || !strings.Contains(items[0].Text, v.AdvertiserName) || got(a.Workspace.State())(t).Sync.Attention != 1 {
		t.Errorf("attention: %+v", items)
	}
	if v = got(a.CJ.SeenTerms(offer))(t); len(v.Changes) != 0 || v.ChangedOn != "" {
		t.Errorf("seen: %+v", v)
	}
	must(t, a.Sync(ctx))
	if items := got(a.Workspace.Attention())(t); len(items) != 0 {
		t.Errorf("it still asks: %+v", items)
	}

	world := got(a.World())(t)
	must(t, world.SetFault(string(sandbox.API504), true))
	if v := got(a.CJ.ReadTerms(offer))(t); !strings.Contains(v.Problem, "504") || len(v.Actions) == 0 {
		t.Errorf("out of order: %+v", v)
	}
}
