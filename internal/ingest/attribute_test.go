package ingest_test

import (
	"context"
	"testing"

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
