package ingest_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

func (s *scene) offer(id affiliate.OfferID, fields map[string]any) {
	s.change(affiliate.NounOffer, string(id), fields)
}

// comesTo is what an action's conversion comes to, and why.
func (s *scene) comesTo(action string) (string, string) {
	s.t.Helper()
	s.a.exchange()
	p, found, err := s.a.store.Payout(context.Background(), s.of(action).ID)
	if err != nil || !found {
		s.t.Fatalf("%s: %t, %v", action, found, err)
	}
	return p.Amount.String(), p.Explanation
}

func (s *scene) wants(action, amount, why string) {
	s.t.Helper()
	got, says := s.comesTo(action)
	if diff := cmp.Diff(amount, got); diff != "" || why != "" && why != says {
		s.t.Errorf("%s: %s says %q", action, diff, says)
	}
}

// An end counts from the day on which it is set: what was sold before keeps its
// payout, what is sold after the last day earns nothing.
func TestNothingEarnsAfterTheOffersEnd(t *testing.T) {
	s := newScene(t)
	s.now = s.now.Add(12 * time.Hour)
	s.cj(s.row("1", s.click(1))) // 21 October
	s.now = s.now.AddDate(0, 0, 2)
	s.offer(percentOffer, map[string]any{"ends_on": "2026-10-24"})
	s.now = s.now.AddDate(0, 0, 1) // 24 October, the last day
	s.cj(s.row("2", s.click(1)))
	s.now = s.now.AddDate(0, 0, 1)
	s.cj(s.row("3", s.click(1)))
	s.wants("action1", "10.00 USD", "")
	s.wants("action2", "10.00 USD", "")
	s.wants("action3", "0.00 USD", "The offer ended on 2026-10-24 and the sale was on 2026-10-25, so it earns nothing.")

	s.offer(percentOffer, map[string]any{"ends_on": ""}) // it goes on, from today
	s.cj(s.row("4", s.click(1)))
	s.wants("action4", "10.00 USD", "")
	s.wants("action3", "10.00 USD", "") // of the same day
	s.now = s.now.AddDate(0, 0, 1)
	s.offer(percentOffer, map[string]any{"ends_on": "2026-10-20"}) // days ago: earlier sales stand
	s.wants("action3", "10.00 USD", "")
	s.cj(s.row("5", s.click(1)))
	s.wants("action5", "0.00 USD", "The offer ended on 2026-10-20 and the sale was on 2026-10-26, so it earns nothing.")
	s.same()
}

// same checks that a new device comes to the same by the same log.
func (s *scene) same() {
	s.t.Helper()
	b := s.device()
	b.exchange()
	if diff := cmp.Diff(s.a.dump(), b.dump()); diff != "" {
		s.t.Error(diff)
	}
}

func TestClicksEarnForAWhile(t *testing.T) {
	s := newScene(t)
	s.now = s.now.Add(12 * time.Hour)
	s.offer(percentOffer, map[string]any{"window_days": 7})
	old := s.click(1) // 21 October
	s.now = s.now.AddDate(0, 0, 7)
	s.cj(s.row("1", old))
	s.now = s.now.AddDate(0, 0, 1)
	s.cj(s.row("2", old))
	s.cj(s.row("3", s.click(1)))
	s.wants("action1", "10.00 USD", "")
	s.wants("action2", "0.00 USD", "The click was on 2026-10-21 and the sale on 2026-10-29, but clicks on this offer earn for 7 days, so it earns nothing.")
	s.wants("action3", "10.00 USD", "")
	s.offer(percentOffer, map[string]any{"window_days": 30})
	s.wants("action2", "10.00 USD", "")
	s.same()
}

// An offer that ends when it is made ends for all its sales; clicks of days
// after it earn nothing either.
func TestAnOfferThatIsMadeWithAnEnd(t *testing.T) {
	s := newScene(t)
	const offer = affiliate.OfferID("offershortaaaaaa")
	s.change(affiliate.NounOffer, string(offer), affiliate.Offer{Name: "Short", Status: affiliate.Active, EndsOn: "2026-10-20", RuleID: "ruleshort"})
	s.change(affiliate.NounRule, "ruleshort", affiliate.Rule{Level: affiliate.LevelOffer, OfferID: offer, Option: affiliate.PayoutClick, FlatMinor: 10, Currency: "USD"})
	s.change(affiliate.NounLink, "link9", affiliate.Link{Number: 9, Code: "c9", OfferID: offer, MemberID: members[0], Status: affiliate.Active})
	clicks := relayapi.ClicksBody{Links: []relayapi.LinkClicks{{Number: 9, Day: "2026-10-20", Gross: 3, Unique: 3}, {Number: 9, Day: "2026-10-21", Gross: 5, Unique: 5}}}
	s.log.own(relayapi.Entry{Kind: relayapi.KindClicks, Schema: 1, Time: s.now, Body: encode(clicks)})
	if all := s.stated(members[0], "", ""); len(all) != 1 || all[0].Closing.Minor != 30 {
		t.Errorf("clicks earn %+v, want 0.30 USD for those of the last day", all)
	}
	s.same()
}

// A sale by a code alone is of the promo code offer that takes it.
func TestPromoCodeOffers(t *testing.T) {
	s := newScene(t)
	const all, own = affiliate.OfferID("offercodeallaaaa"), affiliate.OfferID("offercodeownaaaa")
	make := func(id affiliate.OfferID, percent string, codes ...string) {
		s.change(affiliate.NounOffer, string(id), affiliate.Offer{Type: affiliate.OfferCode, Name: "Codes", Status: affiliate.Active, Codes: codes, RuleID: affiliate.RuleID("rule" + id)})
		s.rule(id, affiliate.Rule{Option: affiliate.PayoutPercent, Percent: percent})
	}
	sale := func(n, click, code string) {
		row := s.row(n, click)
		row.Coupon = code
		s.cj(row)
	}
	s.codes(members[1], "BEN", "BEN20") // members[1] has a link of the per cent offer
	sale("1", "", "BEN")
	s.wants("action1", "10.00 USD", "")
	s.now = s.now.AddDate(0, 0, 1)
	make(all, "5")
	s.wants("action1", "10.00 USD", "") // of the day before
	sale("2", "", "BEN20")
	s.wants("action2", "5.00 USD", "")
	make(own, "20", "BEN20")
	s.wants("action2", "20.00 USD", "") // of the same day
	s.wants("action1", "10.00 USD", "")
	sale("3", s.click(2), "BEN20") // the member's own link tells the offer
	s.wants("action3", "10.00 USD", "")
	s.change(affiliate.NounSetting, affiliate.SettingAttribution, affiliate.Attribution{Prefer: affiliate.PreferCode})
	sale("4", s.click(1), "BEN20") // somebody else's link, but the code goes first
	s.wants("action4", "20.00 USD", "")
	if c := s.of("action4"); c.MemberID != members[1] || c.OfferID != own || c.ClaimedBy != members[0] {
		t.Errorf("%+v", c)
	}
	s.now = s.now.AddDate(0, 0, 1)
	s.offer(own, map[string]any{"status": affiliate.Paused})
	sale("5", "", "BEN20")
	s.wants("action5", "5.00 USD", "")
	s.wants("action2", "20.00 USD", "")
	s.same()
}

// A promo code offer takes no sale of before the day on which it was made,
// settled or not, and what it took it keeps only while it is active.
func TestANewPromoCodeOfferLeavesPastSales(t *testing.T) {
	s := newScene(t)
	s.now = s.now.Add(12 * time.Hour)
	sale := func(n string) affiliate.CommissionRow {
		row := s.row(n, "")
		row.Coupon = "BEN"
		return row
	}
	s.codes(members[1], "BEN")
	s.cj(locked(sale("1")), sale("2"))
	s.now = s.now.AddDate(0, 6, 0)
	s.cj(sale("3"))
	const own = affiliate.OfferID("offercodeownaaaa")
	s.change(affiliate.NounOffer, string(own), affiliate.Offer{Type: affiliate.OfferCode, Name: "Spring", Status: affiliate.Active, Codes: []string{"BEN"}, RuleID: "ruleown"})
	s.change(affiliate.NounRule, "ruleown", affiliate.Rule{Level: affiliate.LevelOffer, OfferID: own, Option: affiliate.PayoutFlat, FlatMinor: 100, Currency: "USD"})
	past := func() {
		t.Helper()
		for _, action := range []string{"action1", "action2"} {
			s.wants(action, "10.00 USD", "")
			if c := s.of(action); c.OfferID != percentOffer {
				t.Errorf("%s is of %s", action, c.OfferID)
			}
		}
	}
	past()
	s.wants("action3", "1.00 USD", "")
	if diff := cmp.Diff(map[string]int64{"posted USD": 1_000}, s.earned(s.of("action1").ID)); diff != "" {
		t.Error(diff)
	}
	s.offer(own, map[string]any{"status": affiliate.Archived})
	past()
	s.wants("action3", "10.00 USD", "") // on the day on which it came it is gone, too
	s.same()
}

// What a device changed while it was offline counts from that day on, and dates
// nothing that it did not change: neither another fact nor a later value of one.
func TestALateEditDatesOnlyItsOwn(t *testing.T) {
	const own = affiliate.OfferID("offercodeownaaaa")
	for name, c := range map[string]struct {
		soon, late map[string]any // of 5 November and of 22 October, which comes later
		want       string         // of sales on 31 October and on 6 November, by a click and by a code of before
	}{
		"an end after a window":  {map[string]any{"window_days": 7}, map[string]any{"ends_on": "2026-12-31"}, "10.00 0.00"},
		"a window after an end":  {map[string]any{"ends_on": "2026-10-30"}, map[string]any{"window_days": 30}, "10.00 0.00"},
		"a window after another": {map[string]any{"window_days": 7}, map[string]any{"window_days": 30}, "10.00 10.00"},
		"a window that is short": {map[string]any{"window_days": 30}, map[string]any{"window_days": 7}, "0.00 0.00"},
		"the same window":        {map[string]any{"window_days": 7}, map[string]any{"window_days": 7}, "0.00 0.00"},
		"a name":                 {map[string]any{"window_days": 7}, map[string]any{"name": "New"}, "10.00 0.00"},
		"codes after a pause":    {map[string]any{"status": affiliate.Paused}, map[string]any{"promo_codes": []string{"BEN", "MORE"}}, "1.00 0.00"},
		"an end after codes":     {map[string]any{"promo_codes": []string{"OTHER"}}, map[string]any{"ends_on": "2026-12-31"}, "1.00 0.00"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.now = s.now.Add(12 * time.Hour) // 21 October
			offer, click, code := percentOffer, s.click(1), ""
			if c.want[:1] == "1" && c.want[1:2] == "." {
				offer, click, code = own, "", "BEN"
				s.change(affiliate.NounMember, "memberfour", affiliate.Member{Name: "Four", Status: affiliate.Active, PromoCodes: []string{"BEN"}})
				s.change(affiliate.NounOffer, string(own), affiliate.Offer{Type: affiliate.OfferCode, Name: "Codes", Status: affiliate.Active, Codes: []string{"BEN"}, RuleID: "ruleown"})
				s.change(affiliate.NounRule, "ruleown", affiliate.Rule{Level: affiliate.LevelOffer, OfferID: own, Option: affiliate.PayoutFlat, FlatMinor: 100, Currency: "USD"})
			}
			day := s.now
			for n, days := range map[string]int{"1": 10, "2": 16} {
				s.now = day.AddDate(0, 0, days)
				row := s.row(n, click)
				row.Coupon = code
				s.cj(row)
			}
			s.now = day.AddDate(0, 0, 15)
			s.offer(offer, c.soon)
			s.now = day.AddDate(0, 0, 1)
			s.offer(offer, c.late)
			first, _ := s.comesTo("action1")
			second, _ := s.comesTo("action2")
			if got := strings.TrimSuffix(first, " USD") + " " + strings.TrimSuffix(second, " USD"); got != c.want {
				t.Errorf("the sales come to %s, want %s", got, c.want)
			}
			s.same()
		})
	}
}
