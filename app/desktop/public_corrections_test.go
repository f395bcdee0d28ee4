package desktop

import (
	"context"
	"net/http"
	"strings"
	"testing"
)

const farDay = "2099-01-01"

func urlOffer(t *testing.T, a *App, url string) OfferDetail {
	t.Helper()
	return got(a.Offers.Save(OfferForm{Name: "Wool throw", ConversionType: "sale", PayoutOption: "cps", PayoutPercent: "10", Protocol: "server_postback_tid", OfferURL: url}))(t)
}

func takes(t *testing.T, d OfferDetail) bool {
	t.Helper()
	return answers(t, d.PostbackURL, "promo_code=X&amount=5") == http.StatusOK
}

// sameURLs checks that devices show the same postback URLs, and that nothing is
// left to correct.
func sameURLs(t *testing.T, offer string, devices ...*App) OfferDetail {
	t.Helper()
	first := got(devices[0].Offers.Get(offer))(t)
	for _, app := range devices {
		now := got(app.Offers.Get(offer))(t)
		if now.PostbackURL != first.PostbackURL || len(now.EarlierPostbacks) != len(first.EarlierPostbacks) {
			t.Errorf("the devices show %s with %+v, and %s with %+v", first.PostbackURL, first.EarlierPostbacks, now.PostbackURL, now.EarlierPostbacks)
		}
		s := got(app.session())(t)
		if kept := got(s.store.Noted(context.Background(), notePublic))(t); kept != "" {
			t.Errorf("left to correct: %s", kept)
		}
	}
	return first
}

// TestEndPostbackBesideRotation: an earlier URL is ended by a view that lacks
// another device's rotation; in either order only that URL ends.
func TestEndPostbackBesideRotation(t *testing.T) {
	a, _, _ := workspace(t)
	b := pair(t, a, "Office laptop")
	for name, rotatesFirst := range map[string]bool{"ended last": true, "rotated last": false} {
		t.Run(name, func(t *testing.T) {
			first := urlOffer(t, a, "https://shop.example/?c={click_id}")
			second := got(a.Offers.RotatePostback(first.Row.ID, farDay))(t)
			meet(t, a, b)
			third := got(b.Offers.RotatePostback(first.Row.ID, farDay))(t)
			got(a.Offers.EndPostback(first.Row.ID, first.PostbackURL))(t)
			if rotatesFirst {
				meet(t, b, a)
			} else {
				meet(t, a, b)
			}
			must(t, b.Sync(context.Background()))
			now := sameURLs(t, first.Row.ID, a, b)
			if takes(t, first) || !takes(t, second) || !takes(t, third) || now.PostbackURL != third.PostbackURL || len(now.EarlierPostbacks) != 1 {
				t.Errorf("first %t, second %t, third %t; %+v", takes(t, first), takes(t, second), takes(t, third), now.EarlierPostbacks)
			}
		})
	}
}

// TestTwoDevicesRotatePostback: each has handed out its new URL; both work, and
// people are told.
func TestTwoDevicesRotatePostback(t *testing.T) {
	ctx := context.Background()
	a, _, _ := workspace(t)
	first := urlOffer(t, a, "https://shop.example/?c={click_id}")
	must(t, a.Sync(ctx))
	b := pair(t, a, "Office laptop")
	mine := got(a.Offers.RotatePostback(first.Row.ID, ""))(t)
	theirs := got(b.Offers.RotatePostback(first.Row.ID, ""))(t)
	meet(t, a, b)
	now := sameURLs(t, first.Row.ID, a, b)
	if takes(t, first) || !takes(t, mine) || !takes(t, theirs) || now.PostbackURL != theirs.PostbackURL {
		t.Errorf("first %t, mine %t, theirs %t", takes(t, first), takes(t, mine), takes(t, theirs))
	}
	for _, app := range []*App{a, b} {
		told := 0
		for _, item := range got(app.Workspace.Attention())(t) {
			if strings.Contains(item.Text, "postback URL on two devices") {
				told++
			}
		}
		if told != 1 {
			t.Errorf("told %d times: %+v", told, got(app.Workspace.Attention())(t))
		}
	}
}

// TestPublicValuesOfTwoDevices: one edits a member while the other puts the
// member's name into the offer's URL; the links carry the new name.
func TestPublicValuesOfTwoDevices(t *testing.T) {
	ctx := context.Background()
	a, _, _ := workspace(t)
	b := pair(t, a, "Office laptop")
	for name, memberFirst := range map[string]bool{"member first": true, "offer first": false} {
		t.Run(name, func(t *testing.T) {
			offer := urlOffer(t, a, "https://shop.example/?c={click_id}")
			member := got(a.Members.Save(MemberForm{Name: "Maya Lindqvist"}))(t)
			must(t, a.Sync(ctx))
			link := linksOf(t, a, offer.Row.ID, false, member.ID)[0]
			meet(t, a, b)
			form := got(b.Offers.Get(offer.Row.ID))(t).Form
			form.OfferURL += "&who={creator_name}"
			got(b.Offers.Save(form))(t)
			got(a.Members.Save(MemberForm{ID: member.ID, Name: "Maya Berg"}))(t)
			if memberFirst {
				meet(t, a, b)
			} else {
				meet(t, b, a)
			}
			if _, to := follows(t, link.URL); !strings.Contains(to, "who=Maya%20Berg") {
				t.Errorf("the link leads to %s", to)
			}
			sameURLs(t, offer.Row.ID, a, b)
		})
	}
}

// TestCorrectionsOfNothing: what differs nowhere is sent nowhere, and edits of
// one device alone keep nothing to compare.
func TestCorrectionsOfNothing(t *testing.T) {
	ctx := context.Background()
	a, _, _ := workspace(t)
	offer := urlOffer(t, a, "https://shop.example/?c={click_id}&who={creator_name}")
	member := got(a.Members.Save(MemberForm{Name: "Maya Lindqvist"}))(t)
	must(t, a.Sync(ctx))
	linksOf(t, a, offer.Row.ID, false, member.ID)
	c := publicCorrections{got(a.session())(t)}
	must(t, c.Expect(ctx))
	if got(c.Due(ctx))(t) {
		t.Error("due while an edit waits")
	}
	must(t, a.Sync(ctx))
	if got(c.Due(ctx))(t) || got(c.store.Noted(ctx, notePublic))(t) != "" {
		t.Error("kept after the edit went out")
	}
	got(a.Members.Save(MemberForm{Name: "Ben"}))(t)
	must(t, c.Expect(ctx))
	offers, links, err := c.Rows(ctx)
	if must(t, err); len(offers)+len(links) > 0 {
		t.Errorf("given for nothing: %+v %+v", offers, links)
	}
}
