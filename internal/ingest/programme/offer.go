package programme

import (
	"fmt"
	"math/rand/v2"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// offer is one with its shop: what it sells for, and what CJ and we pay.
type offer struct {
	id         affiliate.OfferID
	name       string
	currency   money.Currency
	price      int64 // minor units of a usual order
	commission int64 // of CJ, in tenths of a per cent
	advertiser string
	rule       affiliate.Rule
	tenths     int64 // of a per cent that the rule pays; 0 where it pays otherwise
}

func newOffer(dice *rand.Rand, i int) offer {
	o := offer{id: affiliate.OfferID(fmt.Sprintf("offer%011d", i+1)), name: fmt.Sprintf("Shop %d spring range", i+1), currency: currencyOf(i),
		price: 2500 + dice.Int64N(9000), commission: 120 + 10*dice.Int64N(10), advertiser: fmt.Sprint(5_000_001 + i)}
	o.rule = affiliate.Rule{Level: affiliate.LevelOffer, OfferID: o.id}
	switch {
	case i%13 == 7: // a flat amount
		o.rule.Option, o.rule.FlatMinor, o.rule.Currency = affiliate.PayoutFlat, 300, string(o.currency)
	case i%13 == 9: // more for those who sell more
		o.rule.Option, o.rule.Percent, o.rule.Currency = affiliate.PayoutPercent, "6", string(o.currency)
		o.rule.Tiers = affiliate.Tiers{By: affiliate.CountSales, Period: affiliate.PeriodMonth,
			Steps: []affiliate.Step{{From: 50_000, Percent: "8"}, {From: 500_000, Percent: "10"}}}
	case i%13 == 11: // a part of what CJ pays
		o.rule.Option, o.rule.Percent = affiliate.PayoutShare, "55"
	case i == 40: // for clicks
		o.rule.Option, o.rule.FlatMinor, o.rule.Currency = affiliate.PayoutClick, 2, string(o.currency)
	default:
		o.pays(50 + 5*dice.Int64N(8))
	}
	return o
}

// pays makes the offer pay a share of the sale, in tenths of a per cent.
func (o *offer) pays(tenths int64) {
	o.tenths = tenths
	o.rule.Option, o.rule.Percent = affiliate.PayoutPercent, fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}

// record is the offer as a person made it.
func (o *offer) record() affiliate.Offer {
	return affiliate.Offer{Type: affiliate.OfferLink, Name: o.name, Status: affiliate.Active, ConversionType: "sale", Protocol: affiliate.ProtocolPostback,
		OfferURL: "https://" + string(o.id) + ".example/", Destination: "https://clicks.example/click-1-1?sid={click_id}&url={landing_page}",
		Landing: "https://" + string(o.id) + ".example/", LandingQuery: "utm_source=ambassador&utm_medium=affiliate&utm_campaign=" + string(o.id) + "&utm_content={creator_name}",
		UTMs: []affiliate.UTM{{Name: "utm_source", Value: "ambassador"}, {Name: "utm_medium", Value: "affiliate"},
			{Name: "utm_campaign", Value: string(o.id)}, {Name: "utm_content", Value: "{creator_name}"}},
		Preset: "cj", RuleID: o.ruleID()}
}

func (o *offer) ruleID() affiliate.RuleID { return affiliate.RuleID("rule" + string(o.id)) }

// share is a part of an amount in tenths of a per cent, rounded half to even.
func share(minor, tenths int64) int64 {
	whole, rest := minor*tenths/1000, minor*tenths%1000
	if rest > 500 || rest == 500 && whole%2 == 1 {
		whole++
	}
	return whole
}
