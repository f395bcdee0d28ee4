package ingest_test

import (
	"context"
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
	make(all, "5")
	s.wants("action1", "5.00 USD", "") // the offer was there from the start, as far as anybody said
	sale("2", "", "BEN20")
	s.wants("action2", "5.00 USD", "")
	make(own, "20", "BEN20")
	s.wants("action2", "20.00 USD", "")
	s.wants("action1", "5.00 USD", "")
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
