package desktop

import (
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPreviewShowsTheWholeWay(t *testing.T) {
	a := openApp(t, t.TempDir())
	form := offerForm(t, a)
	form.UTMs = append(form.UTMs, Pair{Label: "utm_content", Value: "{creator_name} of {link_offer_name}"})
	v := got(a.Offers.Preview(form))(t)
	if len(v.Fields) != 0 || len(v.Hops) != 4 {
		t.Fatalf("%+v", v)
	}
	landing := got(url.Parse(v.Hops[3].URL))(t)
	if landing.Query().Get("utm_content") != "Ada Example of Wool throw" || landing.Query().Get("utm_source") != "ambassador" {
		t.Errorf("the landing page is %s", landing)
	}
	if inside := got(url.Parse(v.Hops[2].URL))(t).Query(); inside.Get("url") != landing.String() || inside.Get("sid") == "" {
		t.Errorf("the CJ link is %s", v.Hops[2].URL)
	}
	if len(v.Public) != 2 || v.Public[0].Label != "{creator_name}" {
		t.Errorf("public: %+v", v.Public)
	}
	named := map[string]OfferURLPart{}
	for _, part := range v.Parts {
		named[part.Name] = part
	}
	if named["PID"].Value == "" || named["AID"].Value == "" || named["Landing page"].Value == "" || !named["UTMs"].Added {
		t.Errorf("%+v", v.Parts)
	}
	form.OfferURL = "https://www.anrdoezrs.net/click-1-2"
	if v := got(a.Offers.Preview(form))(t); v.Fields["utms"] == "" || len(v.Hops) != 0 && v.Hops[2].URL == "" {
		t.Errorf("UTMs without a landing page: %+v", v)
	}
	form.OfferURL = "https://www.anrdoezrs.net/click-1-2?sid=mine"
	if v := got(a.Offers.Preview(form))(t); v.Fields["offerUrl"] == "" {
		t.Errorf("another sid: %+v", v)
	}
	form.OfferURL, form.UTMs = "https://www.anrdoezrs.net/links/7108602/type/dlg/https://shop.example/p?a=1#top", []Pair{{Label: "utm_source", Value: "amb"}}
	if v := got(a.Offers.Preview(form))(t); !strings.HasSuffix(v.Destination, "/https://shop.example/p?a=1&utm_source=amb#top") {
		t.Errorf("CJ's other form: %+v", v)
	}
}

// Whatever somebody types, the preview answers, and what it shows leads to the
// host that was typed.
func TestPreviewTakesAnything(t *testing.T) {
	a := openApp(t, t.TempDir())
	base := offerForm(t, a)
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"{creator_name}", "{click_id}", "{landing_page}", "{", "}", "%7B", "=HYPERLINK(1)", "<b>", "\u202eevil", "👩‍👩‍👧", "https://", "javascript:alert(1)", "\r\nX: y", "a&b=c#d"}))
	rapid.Check(t, func(t *rapid.T) {
		form := base
		if rapid.Bool().Draw(t, "url") {
			form.OfferURL = text.Draw(t, "offerUrl") + text.Draw(t, "more")
		}
		form.Name, form.FallbackURL, form.LandingPage, form.EndsOn, form.WindowDays = text.Draw(t, "name"), text.Draw(t, "fallback"), text.Draw(t, "landing"), text.Draw(t, "ends"), text.Draw(t, "window")
		form.DeepDomains = []string{text.Draw(t, "domain")}
		form.UTMs = []Pair{{Label: "utm_content", Value: text.Draw(t, "utm") + text.Draw(t, "more")}}
		v, err := a.Offers.Preview(form)
		if err != nil {
			t.Fatal(err)
		}
		if v.Destination == "" {
			return
		}
		shown, typed := host(t, v.Destination), host(t, form.OfferURL)
		if shown != typed || strings.ContainsAny(v.Destination, "\r\n <>\"") {
			t.Fatalf("%q leads to %q", form.OfferURL, v.Destination)
		}
	})
}

func host(t *rapid.T, text string) string {
	u, err := url.Parse(strings.NewReplacer("{", "", "}", "").Replace(strings.TrimSpace(text)))
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return u.Host
}
