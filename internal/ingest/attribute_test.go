package ingest_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// codes gives a member promo codes, and takes others away.
func (s *scene) codes(member affiliate.MemberID, codes ...string) {
	s.change(affiliate.NounMember, string(member), map[string]any{"promo_codes": append([]string{}, codes...)})
}

func promo(code string) func(*relayapi.ConversionBody) {
	return func(b *relayapi.ConversionBody) { b.PromoCode = code }
}

// pays is what a conversion comes to by the rules, and whose it is.
func (s *scene) pays(c affiliate.Conversion) string {
	s.t.Helper()
	p, _, err := s.a.store.Payout(context.Background(), c.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(c.OfferID) + " " + string(c.MemberID) + " " + p.Amount.String()
}

// An adjustment is its member's: it does not go along with the conversion.
func TestAdjustmentStaysWithItsMember(t *testing.T) {
	for name, adjustFirst := range map[string]bool{"before the change": true, "after the change": false} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.codes(members[1], "MOVE")
			s.change(affiliate.NounSetting, affiliate.SettingAttribution, affiliate.Attribution{Prefer: affiliate.PreferCode})
			click := s.click(1)
			id := s.report(click)
			row := locked(s.row("1", click))
			row.Coupon = "MOVE"
			adjust := func() {
				s.adjust("more", affiliate.AdjustConversion, members[0], 2_500, func(a *affiliate.Adjustment) { a.ConversionID = id })
			}
			if adjustFirst {
				adjust()
				s.cj(row)
			} else {
				s.cj(row)
				adjust()
			}
			if got, want := s.pays(s.only()), string(percentOffer)+" membertwoa 10.00 USD"; got != want {
				t.Errorf("it pays %s, want %s", got, want)
			}
			s.stands("the one it was for", members[0], 0, 0, 1_000)
		})
	}
}

// So it counts for nobody while a promo code that was given away later has the
// conversion, and again once that is taken back.
func TestAdjustmentWaitsForItsMember(t *testing.T) {
	s := newScene(t)
	s.pids(members[1], "100")
	s.cj(rowLike(locked(s.row("1", "")), func(r *affiliate.CommissionRow) { r.WebsiteID, r.Coupon = "100", "LATE" }))
	id := s.only().ID
	s.adjust("more", affiliate.AdjustConversion, members[1], 2_500, func(a *affiliate.Adjustment) { a.ConversionID = id })
	for _, step := range []struct {
		when       string
		codes      []string
		pays       string
		one, other int64
	}{
		{"its own", nil, "offerpercentaaaa membertwoa 35.00 USD", 3_500, 0},
		{"another's by the code", []string{"LATE"}, "offerflataaaaaaa memberthree 3.00 EUR", 0, 300},
		{"its own again", nil, "offerpercentaaaa membertwoa 35.00 USD", 3_500, 0},
	} {
		s.codes(members[2], step.codes...)
		if got := s.pays(s.only()); got != step.pays {
			t.Errorf("%s: it pays %s, want %s", step.when, got, step.pays)
		}
		s.stands(step.when, members[1], step.one, 0, step.one)
		if got := s.earned(id)["posted EUR"]; got != step.other {
			t.Errorf("%s: the other one earned %d, want %d", step.when, got, step.other)
		}
	}
}

// An adjustment for whoever has not got the conversion yet is refused for good.
func TestAdjustmentBeforeItsMember(t *testing.T) {
	for name, own := range map[string]func(*scene){
		"by a PID":  func(s *scene) { s.pids(members[1], "100") },
		"by a code": func(s *scene) { s.codes(members[1], "LATE") },
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.cj(rowLike(locked(s.row("1", "")), func(r *affiliate.CommissionRow) { r.WebsiteID, r.Coupon = "100", "LATE" }))
			id := s.only().ID
			adjust := func(key string) {
				s.adjust(key, affiliate.AdjustConversion, members[1], 2_500, func(a *affiliate.Adjustment) { a.ConversionID = id })
			}
			adjust("too early")
			own(s)
			if got, want := s.pays(s.only()), "offerpercentaaaa membertwoa 10.00 USD"; got != want {
				t.Errorf("it pays %s, want %s", got, want)
			}
			if got := s.history(id); !strings.Contains(got, "Could not be adjusted by 25.00 USD: it belongs to another member.") {
				t.Error(got)
			}
			adjust("in time")
			if got, want := s.pays(s.only()), "offerpercentaaaa membertwoa 35.00 USD"; got != want {
				t.Errorf("it pays %s, want %s", got, want)
			}
		})
	}
}

// A rule knows the code of an order from whoever told it, as attribution does.
func TestCodeOfThePostbackCounts(t *testing.T) {
	s := newScene(t)
	s.rule(percentOffer, affiliate.Rule{Option: affiliate.PayoutPercent, Percent: "30", Conditions: affiliate.Conditions{NoCoupon: true}})
	s.change(affiliate.NounRule, "rulecouponaaaaaa", affiliate.Rule{OfferID: percentOffer, Level: affiliate.LevelOffer, Option: affiliate.PayoutPercent, Percent: "5",
		Conditions: affiliate.Conditions{Coupons: []string{"SAVE"}}})
	click := s.click(1)
	s.report(click, promo("save"))
	if got, want := s.pays(s.only()), string(percentOffer)+" memberonea 5.00 USD"; got != want {
		t.Errorf("told by the postback it pays %s, want %s", got, want)
	}
	s.cj(locked(s.row("1", click)))
	if got, want := s.pays(s.only()), string(percentOffer)+" memberonea 5.00 USD"; got != want {
		t.Errorf("CJ tells of no code: it pays %s, want %s", got, want)
	}
}

// What a sale that came by a code alone is of follows from the facts, whichever
// came first.
func TestOfferOfACode(t *testing.T) {
	const eve = affiliate.MemberID("membereveaaa")
	link := func(number int64, offer affiliate.OfferID, after time.Duration) func(*scene) {
		return func(s *scene) {
			s.change(affiliate.NounLink, fmt.Sprint("link", number), affiliate.Link{Number: number, OfferID: offer, MemberID: eve, Code: fmt.Sprint("c", number),
				Status: affiliate.Active, CreatedAt: start.Add(after).Format(time.RFC3339)})
		}
	}
	sale := func(s *scene) {
		row := s.row("1", "")
		row.Coupon, row.OrderID = "EVE", "order1"
		s.cj(row)
	}
	told := func(s *scene) {
		s.report(s.click(1), promo("EVE"), order("order1"), func(b *relayapi.ConversionBody) { b.ClickID, b.LinkNumber = "", 0 })
	}
	clicked := func(s *scene) { // on a link that nobody knows yet
		row := s.row("1", s.click(9))
		row.Coupon, row.OrderID = "EVE", "order1"
		s.cj(row)
	}
	other := link(9, percentOffer, 0)
	theirs := func(s *scene) {
		s.change(affiliate.NounLink, "link9", affiliate.Link{Number: 9, OfferID: percentOffer, MemberID: members[1], Code: "c9", Status: affiliate.Active})
	}
	week := 7 * 24 * time.Hour
	for name, c := range map[string]struct {
		facts []func(*scene)
		want  string
	}{
		"of no link":                      {[]func(*scene){sale}, " membereveaaa 0.00 USD"},
		"the offer of the member's link":  {[]func(*scene){sale, other}, "offerpercentaaaa membereveaaa 10.00 USD"},
		"a link made after the sale":      {[]func(*scene){sale, link(9, percentOffer, week)}, "offerpercentaaaa membereveaaa 10.00 USD"},
		"another offer's after the sale":  {[]func(*scene){sale, other, link(10, flatOffer, week)}, "offerpercentaaaa membereveaaa 10.00 USD"},
		"two offers":                      {[]func(*scene){sale, other, link(10, flatOffer, 0)}, " membereveaaa 0.00 USD"},
		"two offers, and the postback's":  {[]func(*scene){sale, told, other, link(10, flatOffer, 0)}, "offerpercentaaaa membereveaaa 10.00 USD"},
		"the postback's, not the link's":  {[]func(*scene){sale, told, link(10, flatOffer, 0)}, "offerpercentaaaa membereveaaa 10.00 USD"},
		"a link that is not known":        {[]func(*scene){clicked, link(10, percentOffer, 0)}, "offerpercentaaaa membereveaaa 10.00 USD"},
		"a link that is somebody else's":  {[]func(*scene){clicked, link(10, percentOffer, 0), theirs}, "offerpercentaaaa membertwoa 10.00 USD"},
		"the code moved to another offer": {[]func(*scene){sale, other, func(s *scene) { s.codes(eve); s.codes(members[2], "EVE") }}, "offerflataaaaaaa memberthree 3.00 EUR"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, again := range []bool{false, true} {
				s := newScene(t)
				s.change(affiliate.NounMember, string(eve), affiliate.Member{Name: "Eve", Status: affiliate.Active, PromoCodes: []string{"EVE"}})
				if again {
					slices.Reverse(c.facts)
				}
				for _, f := range c.facts {
					f(s)
					s.a.exchange()
				}
				if got := s.pays(s.only()); got != c.want {
					t.Errorf("backwards %v: it pays %q, want %q", again, got, c.want)
				}
				if len(s.a.problems()) > 0 {
					t.Error(s.a.problems())
				}
			}
		})
	}
}

// A code that its later owner gives up goes back to the member who still has it.
func TestCodeGoesBack(t *testing.T) {
	s := newScene(t)
	day := func() { s.now = s.now.AddDate(0, 0, 5) }
	sell := func(id string) {
		row := s.row(id, "")
		row.Coupon = "X"
		s.cj(row)
	}
	s.codes(members[1], "x")
	sell("1")
	day()
	s.codes(members[2], "X")
	sell("2")
	day()
	s.codes(members[2])
	sell("3")
	day()
	s.codes(members[1])
	sell("4")
	s.a.exchange()
	got := map[string]affiliate.MemberID{}
	for _, c := range s.a.conversions() {
		got[c.ActionID] = c.MemberID
	}
	if diff := cmp.Diff(map[string]affiliate.MemberID{"action1": members[1], "action2": members[2], "action3": members[1], "action4": ""}, got); diff != "" {
		t.Error(diff)
	}
}

// A click that is older than its offer lets it earn claims nothing that a promo
// code claims; without a code it earns nothing, and says why. The window may be
// set, and the code given, at any time.
func TestOldClickYieldsToTheCode(t *testing.T) {
	const own = affiliate.OfferID("offercodeownaaaa")
	codeOffer := func(s *scene) {
		s.change(affiliate.NounOffer, string(own), affiliate.Offer{Type: affiliate.OfferCode, Name: "Codes", Status: affiliate.Active, Codes: []string{"BEN"}, RuleID: "ruleown"})
		s.change(affiliate.NounRule, "ruleown", affiliate.Rule{Level: affiliate.LevelOffer, OfferID: own, Option: affiliate.PayoutPercent, Percent: "20"})
	}
	noOffer := func(*scene) {}
	for name, c := range map[string]struct {
		made func(*scene)
		link int64
		age  int // days from the click to the sale
		code string
		want string
	}{
		"another's click":                     {codeOffer, 1, 20, "BEN", "offercodeownaaaa membertwoa 20.00 USD"},
		"the member's own click":              {codeOffer, 2, 20, "BEN", "offercodeownaaaa membertwoa 20.00 USD"},
		"no offer of codes":                   {noOffer, 1, 20, "BEN", "offerpercentaaaa membertwoa 10.00 USD"},
		"no offer of codes, the member's own": {noOffer, 2, 20, "BEN", "offerpercentaaaa membertwoa 10.00 USD"},
		"a click in time":                     {codeOffer, 1, 7, "BEN", "offerpercentaaaa memberonea 10.00 USD"},
		"no code":                             {codeOffer, 1, 20, "", "offerpercentaaaa memberonea 0.00 USD"},
		"nobody's code":                       {codeOffer, 1, 20, "WHO", "offerpercentaaaa memberonea 0.00 USD"},
	} {
		for _, first := range []bool{true, false} {
			s := newScene(t)
			s.now = s.now.Add(12 * time.Hour)
			row := s.row("1", s.click(c.link))
			row.Coupon, row.EventDate, row.PostingDate = c.code, s.now.AddDate(0, 0, c.age), s.now.AddDate(0, 0, c.age)
			facts := []func(){
				func() { s.offer(percentOffer, map[string]any{"window_days": 7}) },
				func() { s.codes(members[1], "BEN") }, func() { c.made(s) }, func() { s.cj(row) },
			}
			if !first { // the sale comes before what decides
				slices.Reverse(facts)
			}
			for _, f := range facts {
				f()
				s.a.exchange()
			}
			if got := s.pays(s.of("action1")); got != c.want {
				t.Errorf("%s, told first %t: it pays %q, want %q", name, first, got, c.want)
			}
			s.same()
		}
	}
}
