package desktop

import (
	"context"
	"strings"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/practice"
	"linkledger/internal/probe"
	"linkledger/internal/sandbox"
)

// checked runs a check to its end.
func checked(t *testing.T, a *App, offerID string) CheckView {
	t.Helper()
	v := got(a.Checks.Run(offerID))(t)
	await(t, func() bool { v = got(a.Checks.Get(v.ID))(t); return v.State != "running" })
	return v
}

// findings are what a check found, "step:code".
func findings(v CheckView) string {
	var found []string
	for _, step := range v.Steps {
		if step.Finding != "" {
			found = append(found, step.Key+":"+step.Code)
		}
	}
	return strings.Join(found, " ")
}

// practiceOffer is an offer whose postback CJ calls, in a fresh practice
// profile, with a second one beside it.
func practiceOffer(t *testing.T) (*App, OfferDetail, OfferDetail) {
	t.Helper()
	a := openApp(t, t.TempDir())
	const moment = 300 * time.Millisecond
	a.patience = &probe.Patience{Click: 10 * time.Second, Order: moment, Commission: moment, Postback: moment, Retry: moment, Desk: moment, Late: time.Hour, Watch: 7 * 24 * time.Hour}
	offer := got(a.Offers.Save(offerForm(t, a)))(t)
	other := offerForm(t, a)
	other.Name, other.OfferURL = "Mugs", got(a.Offers.Options())(t).Destinations[1].Value
	second := got(a.Offers.Save(other))(t)
	must(t, a.Sync(context.Background()))
	got(a.CJ.ReadTerms(offer.Row.ID))(t)
	must(t, a.Sync(context.Background()))
	return a, offer, second
}

// breakage breaks one thing, and mends it.
type breakage struct {
	finds, says string
	breaks      func(t *testing.T, a *App, offer, other OfferDetail) (mend func())
}

func fault(name string) func(t *testing.T, a *App, offer, other OfferDetail) func() {
	return func(t *testing.T, a *App, _, _ OfferDetail) func() {
		t.Helper()
		world := got(a.World())(t)
		must(t, world.SetFault(name, true))
		return func() { must(t, world.SetFault(name, false)) }
	}
}

// status sets an offer's status, with a fallback URL or none.
func offerStatus(fallback bool) func(t *testing.T, a *App, offer, other OfferDetail) func() {
	return func(t *testing.T, a *App, offer, _ OfferDetail) func() {
		t.Helper()
		form := got(a.Offers.Get(offer.Row.ID))(t).Form
		before := form
		if fallback {
			form.FallbackURL = got(a.World())(t).ShopURL() + "/shop/"
		}
		got(a.Offers.Save(form))(t)
		got(a.Offers.SetStatus(offer.Row.ID, affiliate.Paused))(t)
		return func() {
			got(a.Offers.SetStatus(offer.Row.ID, affiliate.Active))(t)
			got(a.Offers.Save(before))(t)
		}
	}
}

// TestEachFaultHasItsFinding breaks the chain in each way there is, over real
// HTTP, and wants exactly the finding of that way; in between a healthy chain
// has none.
func TestEachFaultHasItsFinding(t *testing.T) {
	scenarios := map[string]breakage{
		practice.RelayStopped:             {"link:no_link", "relay", nil},
		practice.LostClick:                {"click:click_rejected", "prefetch", nil},
		practice.Certificate:              {"hops:bad_certificate", "expired", nil},
		practice.CJAway:                   {"commission:cj_silent", "CJ", nil},
		string(sandbox.MaskedLink):        {"landing:masked_link", "frame", nil},
		string(sandbox.RedirectLoop):      {"hops:redirect_loop", "/shop/products/", nil},
		string(sandbox.PrivateRedirect):   {"hops:blocked_hop", "10.20.30.40", nil},
		string(sandbox.GonePage):          {"landing:page_broken", "404", nil},
		string(sandbox.Soft404):           {"landing:soft_not_found", "This page was not found", nil},
		string(sandbox.StrippedQuery):     {"landing:query_stripped", "dropped the query", nil},
		string(sandbox.OverwrittenEvent):  {"landing:cjevent_overwritten", "ffff", nil},
		string(sandbox.OverwrittenUTMs):   {"utms:utms_overwritten", "brand-site", nil},
		string(sandbox.NoCookie):          {"commission:no_cookie", "cje", nil},
		string(sandbox.NoS2S):             {"commission:no_commission", "FW-", nil},
		string(sandbox.LostSID):           {"commission:no_shopper_id", "no shopper id", nil},
		string(sandbox.WrongSID):          {"commission:wrong_shopper_id", "thesidofsomebodyelse", nil},
		string(sandbox.WrongRate):         {"amounts:rate_differs", "of the sale", nil},
		string(sandbox.DoubleSale):        {"synced:counted_twice", "2 times", nil},
		string(sandbox.DeclinedSale):      {"status:declined", "reversed", nil},
		string(sandbox.NoPostback):        {"postback:no_postback", "never reached", nil},
		string(sandbox.WrongToken):        {"postback:postback_token", "wrong token", nil},
		string(sandbox.UnexpandedMacros):  {"postback:postback_macros", "placeholders", nil},
		string(sandbox.MissingFields):     {"postback:postback_no_amount", "without the sale amount", nil},
		string(sandbox.WrongUnit):         {"amounts:wrong_unit", "100 times off", nil},
		string(sandbox.WrongCurrency):     {"amounts:currency_differs", "EUR", nil},
		string(sandbox.WrongPayout):       {"amounts:payout_differs", "payout", nil},
		string(sandbox.DuplicatePostback): {"postback:postback_twice", "2 times", nil},
		string(sandbox.API401):            {"commission:cj_token", "refuse", nil},
		string(sandbox.APITokenError):     {"commission:cj_token", "refuse", nil},
		string(sandbox.APIUnauthorized):   {"commission:cj_token", "", nil},
		string(sandbox.API429):            {"commission:cj_silent", "", nil},
		string(sandbox.API504):            {"commission:cj_silent", "", nil},
		string(sandbox.APITruncated):      {"commission:cj_silent", "", nil},
		"offer paused":                    {"click:link_paused", "paused", offerStatus(false)},
		"offer paused, with a fallback":   {"click:fallback_hit", "/shop/", offerStatus(true)},
	}
	a, offer, other := practiceOffer(t)
	healthy := func(after string) {
		t.Helper()
		if v := checked(t, a, offer.Row.ID); v.State != "passed" || findings(v) != "" {
			t.Fatalf("a healthy chain after %s: %s, %s", after, v.State, findings(v))
		}
	}
	// It spoils the first row of an answer: here the sale's own.
	mend := fault(string(sandbox.APIBadRow))(t, a, offer, other)
	if v := checked(t, a, offer.Row.ID); findings(v) != "commission:unread_row" {
		t.Errorf("a row that can't be read: %s", findings(v))
	}
	mend()
	healthy("a row that can't be read")
	for name, s := range scenarios {
		t.Run(name, func(t *testing.T) {
			if s.breaks == nil {
				s.breaks = fault(name)
			}
			mend := s.breaks(t, a, offer, other)
			v := checked(t, a, offer.Row.ID)
			mend()
			if findings(v) != s.finds {
				t.Errorf("found %s, want %s: %+v", findings(v), s.finds, v.Steps)
			}
			for _, step := range v.Steps {
				if step.Finding != "" && (!strings.Contains(step.Finding, s.says) || step.Hint == "" || step.At == "") {
					t.Errorf("%+v", step)
				}
			}
		})
	}
	healthy("all of them")
}
