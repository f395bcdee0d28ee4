package desktop

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/probe"
	"linkledger/internal/relay"
)

// An offer's own postback rules reach the relay, and only what changed of them.
func TestPostbackRules(t *testing.T) {
	a := openApp(t, t.TempDir())
	ctx := context.Background()
	form := offerForm(t, a)
	form.PostbackNames, form.PostbackNetworks = []Pair{{Label: "click_id", Value: "sub1"}, {Label: "order_id", Value: " "}}, []string{" 192.0.2.0/24 ", ""}
	saved := got(a.Offers.Save(form))(t)
	if diff := cmp.Diff([]Pair{{Label: "click_id", Value: "sub1"}}, saved.Form.PostbackNames); diff != "" || saved.Form.Preset != "cj" || saved.PostbackKey != "" {
		t.Fatalf("%s\n%+v", diff, saved)
	}
	if !strings.HasSuffix(saved.PostbackURL, "?sub1={transaction_id}&amount={sale_amount}&payout={payout}") {
		t.Errorf("the URL is %s", saved.PostbackURL)
	}
	must(t, a.Sync(ctx))
	status := func(query string) int {
		t.Helper()
		address, _, _ := strings.Cut(got(a.Offers.Get(saved.Row.ID))(t).PostbackURL, "?")
		response, err := http.Get(address + "?" + query)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		return response.StatusCode
	}
	if code := status("sub1=x&amount=5"); code != http.StatusForbidden {
		t.Errorf("from an address that may not call: %d", code)
	}
	edit := saved.Form
	edit.PostbackNetworks, edit.PostbackSigned, edit.Preset = nil, true, "generic_minor"
	signed := got(a.Offers.Save(edit))(t)
	must(t, a.Sync(ctx))
	if code := status("sub1=x&amount=5"); code != http.StatusUnauthorized || len(signed.PostbackKey) != 64 {
		t.Errorf("unsigned: %d, with the key %q", code, signed.PostbackKey)
	}
	again := got(a.Offers.Save(signed.Form))(t)
	if again.PostbackKey != signed.PostbackKey {
		t.Error("saving it again made another key")
	}
	edit = again.Form
	edit.PostbackSigned = false
	got(a.Offers.Save(edit))(t)
	must(t, a.Sync(ctx))
	if code := status(fmt.Sprintf("sub1=%s&amount=5", "promo&promo_code=EVE10")); code != http.StatusOK {
		t.Errorf("with a promo code: %d", code)
	}
	must(t, a.Sync(ctx))
	page := got(a.Conversions.List(ConversionFilter{}))(t)
	if len(page.Rows) != 1 || page.Rows[0].PromoCode != "EVE10" || page.Rows[0].Sale.Minor != "5" || page.Rows[0].MemberID != "" {
		t.Errorf("%+v", page.Rows)
	}
}

func TestPostbackRulesOfTheForm(t *testing.T) {
	a := openApp(t, t.TempDir())
	options := got(a.Offers.Options())(t)
	if len(options.PostbackPresets) < 8 || options.PostbackPresets[0].Name != "cj" || len(options.PostbackFields) != 10 {
		t.Errorf("%+v", options.PostbackPresets)
	}
	for name, edit := range map[string]func(*OfferForm){
		"preset":           func(f *OfferForm) { f.Preset = "nobody" },
		"postbackNames":    func(f *OfferForm) { f.PostbackNames = []Pair{{Label: "click_id", Value: "a b"}} },
		"postbackAmounts":  func(f *OfferForm) { f.PostbackAmounts = "cents" },
		"postbackNetworks": func(f *OfferForm) { f.PostbackNetworks = []string{"everywhere"} },
	} {
		form := offerForm(t, a)
		edit(&form)
		_, err := a.Offers.Save(form)
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
		if says := got(a.Offers.Preview(form))(t).Fields[name]; says == "" {
			t.Errorf("the preview says nothing of %s", name)
		}
	}
}

// A correction whose sale nobody knows is something to look at.
func TestLooseCorrectionNeedsAttention(t *testing.T) {
	a := openApp(t, t.TempDir())
	ctx := context.Background()
	offer, _, _ := sale(t, a)
	click := got(a.Conversions.List(ConversionFilter{}))(t).Rows[0].ClickID
	address, _, _ := strings.Cut(offer.PostbackURL, "?")
	for _, query := range []string{"&order_id=other&amount=1&kind=sale", "&order_id=third&kind=reversal"} {
		response, err := http.Get(address + "?transaction_id=" + click + query)
		if err != nil || response.StatusCode != http.StatusOK {
			t.Fatal(err, response)
		}
		response.Body.Close()
	}
	must(t, a.Sync(ctx))
	items := got(a.Workspace.Attention())(t)
	if len(items) != 1 || items[0].Kind != "correction" || !strings.Contains(items[0].Text, "reversal of order third") {
		t.Errorf("%+v", items)
	}
}

// A URL ends by what it says; without a relay none says anything.
func TestOneEarlierPostbackEnds(t *testing.T) {
	a := openApp(t, t.TempDir())
	offer := got(a.Offers.Save(offerForm(t, a)))(t)
	rotated := got(a.Offers.RotatePostback(offer.Row.ID, "2199-01-01"))(t)
	rotated = got(a.Offers.RotatePostback(offer.Row.ID, "2199-01-01"))(t)
	if len(rotated.EarlierPostbacks) != 2 {
		t.Fatalf("%+v", rotated.EarlierPostbacks)
	}
	ended := got(a.Offers.EndPostback(offer.Row.ID, offer.PostbackURL))(t)
	if len(ended.EarlierPostbacks) != 1 || ended.EarlierPostbacks[0] != rotated.EarlierPostbacks[0] {
		t.Errorf("%+v", ended.EarlierPostbacks)
	}
	for _, gone := range []string{offer.PostbackURL, ""} {
		if f := failed(t, onlyError(a.Offers.EndPostback(offer.Row.ID, gone))); f.Code != affiliate.NotFound || f.Hint == "" {
			t.Errorf("%q: %+v", gone, f)
		}
	}

	b := connectLive(t)
	form := OfferForm{Name: "Mugs", ConversionType: "sale", PayoutOption: "cps", PayoutPercent: "10", Protocol: "server_postback_tid", OfferURL: "https://www.anrdoezrs.net/click-1-2"}
	alone := got(b.Offers.Save(form))(t)
	got(b.Offers.RotatePostback(alone.Row.ID, "2199-01-01"))(t)
	if f := failed(t, onlyError(b.Offers.EndPostback(alone.Row.ID, ""))); f.Code != affiliate.NotFound {
		t.Errorf("without a relay: %+v", f)
	}
	if v := got(b.Offers.Get(alone.Row.ID))(t); len(v.EarlierPostbacks) != 1 {
		t.Errorf("without a relay: %+v", v.EarlierPostbacks)
	}
}

// A check that runs reads the calls by the offer's names as they are by then.
func TestAChangedOfferInARunningCheck(t *testing.T) {
	a := openApp(t, t.TempDir())
	ctx := context.Background()
	began := time.Now().Add(-time.Hour)
	offer, _, _ := sale(t, a)
	s := got(a.session())(t)
	parts := chain{session: s, offer: got(s.store.Offer(ctx, affiliate.OfferID(offer.Row.ID)))(t)}
	edit := offer.Form
	edit.PostbackNames = []Pair{{Label: "order_id", Value: "bestellung"}}
	edited := got(a.Offers.Save(edit))(t)
	must(t, a.Sync(ctx))
	address, _, _ := strings.Cut(edited.PostbackURL, "?")
	response := got(http.Get(address + "?transaction_id=" + got(a.Conversions.List(ConversionFilter{}))(t).Rows[0].ClickID + "&bestellung=B-7&amount=5"))(t)
	must(t, response.Body.Close())
	calls := got(parts.Postbacks(ctx, got(s.store.Links(ctx))(t)[0].Number, began))(t)
	if !slices.ContainsFunc(calls, func(p probe.Postback) bool { return p.OrderID == "B-7" }) {
		t.Errorf("%+v", calls)
	}
}

// Examples have the links' own address and the account's currency.
func TestExamplesAreOfThisWorkspace(t *testing.T) {
	ctx, a := context.Background(), connectLive(t)
	world := got(openApp(t, t.TempDir()).World())(t)
	line := got(world.AddWorkspace(ctx, relay.NewWorkspace{TimeZone: "Europe/Berlin", LinkBase: "https://go.hearth.example"}, "First"))(t)[0]
	form := OfferForm{Name: "Mugs", ConversionType: "sale", PayoutOption: "cps", PayoutPercent: "10", Protocol: string(affiliate.ProtocolPixel), OfferURL: "https://www.anrdoezrs.net/click-1-2?url=https%3A%2F%2Fhearth.example%2Fmugs"}
	link := func() string { return got(a.Offers.Preview(form))(t).Hops[0].URL }
	if was := link(); was != "https://your-relay.example/ada-example" {
		t.Errorf("without a relay: %s", was)
	}
	got(a.Workspace.Connect(ConnectForm{Connection: line.String()}))(t)
	if now := link(); now != "https://go.hearth.example/ada-example" {
		t.Errorf("with one: %s", now)
	}
	got(a.Workspace.SaveCJ(CJForm{CID: "7108602", PID: "100000001", Currency: "GBP"}))(t)
	tag := got(a.Offers.Save(form))(t).Tag
	if tag == nil || !strings.Contains(tag.Sale, "amount: '12.50', currency: 'GBP'") || !strings.Contains(tag.Pixel, "amount=12.50&currency=GBP") {
		t.Errorf("%+v", tag)
	}
}
