package desktop

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/practice"
)

// follows is where a link leads, and how the relay answers.
func follows(t *testing.T, link string) (int, string) {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response := got(client.Get(link))(t)
	must(t, response.Body.Close())
	return response.StatusCode, response.Header.Get("Location")
}

// answers is the relay's status to a call of a postback URL.
func answers(t *testing.T, address, query string) int {
	t.Helper()
	address, _, _ = strings.Cut(address, "?")
	response := got(http.Get(address + "?" + query))(t)
	must(t, response.Body.Close())
	return response.StatusCode
}

func given(t *testing.T, a *App, offer OfferDetail) LinkRow {
	t.Helper()
	member := got(a.Members.Save(MemberForm{Name: "Maya Lindqvist"}))(t)
	must(t, a.Sync(context.Background()))
	link := linksOf(t, a, offer.Row.ID, false, member.ID)[0]
	must(t, a.Sync(context.Background()))
	return link
}

// Another protocol or another URL never breaks links that were given out, and
// the clicks of before still bring their sales.
func TestLinksGivenOutLiveOn(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	offer := got(a.Offers.Save(offerForm(t, a)))(t)
	link := given(t, a, offer)
	code, first := follows(t, link.URL)
	landing := got(url.Parse(got(url.Parse(first))(t).Query().Get("url")))(t)
	if code != http.StatusFound || landing.Query().Get("utm_source") != "ambassador" || !strings.Contains(offer.Destination, "{landing_page}") {
		t.Fatalf("%d to %s by %s", code, first, offer.Destination)
	}
	click := got(url.Parse(first))(t).Query().Get("sid")
	form := offer.Form
	for _, protocol := range []string{"server_postback_pid", "js_postback", "image_pixel", "server_postback_tid"} {
		form.Protocol = protocol
		saved := got(a.Offers.Save(form))(t)
		form = saved.Form
		must(t, a.Sync(ctx))
		if code, to := follows(t, link.URL); code != http.StatusFound || !strings.Contains(to, "sid=") {
			t.Errorf("with %s: %d to %s", protocol, code, to)
		}
		if tagged := protocol == "js_postback" || protocol == "image_pixel"; (saved.Tag != nil) != tagged {
			t.Errorf("with %s: tag %+v", protocol, saved.Tag)
		}
	}
	form.OfferURL, form.UTMs = "https://network.example/c?s={click_id}&to={landing_page}", nil
	form.LandingPage = "https://shop.example/mug"
	got(a.Offers.Save(form))(t)
	must(t, a.Sync(ctx))
	if code, to := follows(t, link.URL); code != http.StatusFound || !strings.HasPrefix(to, "https://network.example/c?s=") || !strings.HasSuffix(to, "&to=https%3A%2F%2Fshop.example%2Fmug") {
		t.Errorf("%d to %s", code, to)
	}
	if code := answers(t, offer.PostbackURL, "transaction_id="+click+"&amount=50.00&payout=5.00&order_id=o-1"); code != http.StatusOK {
		t.Errorf("a sale of a click of before: %d", code)
	}
}

func TestOfferStatuses(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	form := offerForm(t, a)
	form.FallbackURL = got(a.World())(t).ShopURL() + "/elsewhere"
	offer := got(a.Offers.Save(form))(t)
	link := given(t, a, offer)
	for _, c := range []struct {
		status string
		runs   bool
	}{{"paused", false}, {"active", true}, {"archived", false}, {"active", true}} {
		row := got(a.Offers.SetStatus(offer.Row.ID, c.status))(t)
		must(t, a.Sync(ctx))
		if _, to := follows(t, link.URL); row.Status != c.status || strings.HasSuffix(to, "/elsewhere") == c.runs {
			t.Errorf("%s: %+v leads to %s", c.status, row, to)
		}
	}
	_, err := a.Offers.SetStatus(offer.Row.ID, "expired")
	if f := failed(t, err); f.Fields["status"] == "" {
		t.Errorf("%+v", f)
	}
	edit := got(a.Offers.Get(offer.Row.ID))(t).Form
	edit.EndsOn = "2020-01-31"
	if saved := got(a.Offers.Save(edit))(t); saved.Row.Status != "expired" || saved.Form.EndsOn != edit.EndsOn {
		t.Errorf("after its end: %+v", saved.Row)
	}
	must(t, a.Sync(ctx))
	if _, to := follows(t, link.URL); !strings.HasSuffix(to, "/elsewhere") {
		t.Errorf("an ended offer's link leads to %s", to)
	}
}

// An earlier postback URL works until its day is over, or until somebody ends it.
func TestNewPostbackURL(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	first := got(a.Offers.Save(offerForm(t, a)))(t)
	today := got(a.Practice.State())(t).Now[:10]
	second := got(a.Offers.RotatePostback(first.Row.ID, today))(t)
	third := got(a.Offers.RotatePostback(first.Row.ID, today))(t)
	must(t, a.Sync(ctx))
	takes := func(d OfferDetail) bool { return answers(t, d.PostbackURL, "promo_code=X&amount=5") == http.StatusOK }
	if first.PostbackURL == second.PostbackURL || len(third.EarlierPostbacks) != 2 || !takes(first) || !takes(second) || !takes(third) {
		t.Fatalf("%+v", third)
	}
	ended := got(a.Offers.EndPostback(first.Row.ID, first.PostbackURL))(t)
	must(t, a.Sync(ctx))
	if len(ended.EarlierPostbacks) != 1 || takes(first) || !takes(second) || !takes(third) {
		t.Errorf("after the first was ended: %+v", ended.EarlierPostbacks)
	}
	got(a.Practice.Advance(practice.ToNextDay))(t)
	must(t, a.Sync(ctx))
	must(t, a.Sync(ctx)) // what the first one found out has gone to the relay
	if left := got(a.Offers.Get(first.Row.ID))(t).EarlierPostbacks; len(left) != 0 || takes(second) || !takes(third) {
		t.Errorf("after its day: %+v", left)
	}
	now := got(a.Practice.State())(t).Now[:10]
	for range 3 {
		got(a.Offers.RotatePostback(first.Row.ID, now))(t)
	}
	_, err := a.Offers.RotatePostback(first.Row.ID, now)
	if f := failed(t, err); f.Fields["until"] == "" {
		t.Errorf("a fifth URL: %+v", f)
	}
	if _, err := a.Offers.RotatePostback(first.Row.ID, "2020-01-01"); failed(t, err).Fields["until"] == "" {
		t.Error("a day that is over is taken")
	}
}

func TestDuplicateOffer(t *testing.T) {
	a := openApp(t, t.TempDir())
	form := offerForm(t, a)
	form.PayoutOption, form.PayoutFlat, form.PostbackSigned = "cpa_cps", "3.00", true
	first := got(a.Offers.Save(form))(t)
	given(t, a, first)
	second := got(a.Offers.Duplicate(first.Row.ID))(t)
	if second.Row.ID == first.Row.ID || second.PostbackURL == first.PostbackURL || second.PostbackKey == first.PostbackKey || second.PostbackKey == "" ||
		second.Row.Links != 0 || second.Row.Name != "Copy of Wool throw" || second.Row.Payout != first.Row.Payout || second.RuleVersion != 1 {
		t.Errorf("%+v", second)
	}
	second.Form.ID, second.Form.Name, second.Form.Seen = first.Form.ID, first.Form.Name, first.Form.Seen
	if diff := cmp.Diff(first.Form, second.Form); diff != "" {
		t.Error(diff)
	}
	must(t, a.Sync(context.Background()))
	if row := got(a.Offers.Get(second.Row.ID))(t).Row; !row.Synced {
		t.Error("the copy never reached the log")
	}
}

func TestHistoryOfAnOffer(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	offer := got(a.Offers.Save(offerForm(t, a)))(t)
	must(t, a.Sync(ctx))
	edit := offer.Form
	edit.Name, edit.EndsOn, edit.PayoutPercent = "Wool blanket", "2030-12-31", "12.5"
	got(a.Offers.Save(edit))(t)
	for range 2 { // before it has its place in the log, and after
		list := got(a.History.Of("offer", offer.Row.ID))(t)
		seen := map[string]FieldChange{}
		for _, h := range list[:len(list)-2] {
			for _, c := range h.Changes {
				seen[c.Field] = c
			}
		}
		want := map[string]FieldChange{
			"Offer Name": {"Offer Name", "Wool throw", "Wool blanket"}, "End date": {"End date", "", "2030-12-31"},
		}
		payout := seen["Payout Option"]
		delete(seen, "Payout Option")
		if diff := cmp.Diff(want, seen); diff != "" || payout.From != "10 % of the sale" || !strings.HasPrefix(payout.To, "12.5 % of the sale, from ") {
			t.Errorf("%s\n%+v", diff, payout)
		}
		if list[0].Synced != list[1].Synced || list[0].Who == "" || list[0].At < list[len(list)-1].At {
			t.Errorf("%+v", list[0])
		}
		for _, h := range list {
			for _, c := range h.Changes {
				if c.Field == "Postback URL" && len(c.To) > 8 {
					t.Errorf("it tells the secret: %+v", c)
				}
			}
		}
		must(t, a.Sync(ctx))
	}
	if _, err := a.History.Of("payment", "x"); failed(t, err).Code != "invalid" {
		t.Error("a payment has a history here")
	}
}

// A promo code offer has no links; an order with a member's code is its sale.
func TestPromoCodeOffer(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	form := OfferForm{Type: "code", Name: "Codes", ConversionType: "sale", PayoutOption: "cps", PayoutPercent: "5", Protocol: "server_postback_tid", Codes: []string{" eve10 ", "EVE10"}}
	offer := got(a.Offers.Save(form))(t)
	if offer.Row.Type != "code" || offer.Destination != "" || len(offer.Form.Codes) != 1 || offer.Form.Codes[0] != "EVE10" {
		t.Fatalf("%+v", offer)
	}
	member := got(a.Members.Save(MemberForm{Name: "Eve", PromoCodes: []string{"EVE10"}}))(t)
	must(t, a.Sync(ctx))
	if code := answers(t, offer.PostbackURL, "promo_code=EVE10&amount=40.00&payout=8.00&order_id=o-1"); code != http.StatusOK {
		t.Fatalf("the postback: %d", code)
	}
	must(t, a.Sync(ctx))
	rows := got(a.Conversions.List(ConversionFilter{}))(t).Rows
	if len(rows) != 1 || rows[0].MemberID != member.ID || rows[0].OfferID != offer.Row.ID || rows[0].Payout.Minor != "200" {
		t.Errorf("%+v", rows)
	}
	form.OfferURL = "https://shop.example/?s={click_id}" // of another form, say: it goes nowhere
	if saved := got(a.Offers.Save(form))(t); saved.Form.OfferURL != "" {
		t.Errorf("it has the URL %s", saved.Form.OfferURL)
	}
}
