package earnings_test

import (
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

// One of several promo codes on an order is enough.
func TestSeveralPromoCodes(t *testing.T) {
	plan := earnings.NewPlan("o", []affiliate.Rule{{ID: "code", Version: 1, Level: affiliate.LevelOffer, OfferID: "o", Option: affiliate.PayoutPercent,
		Percent: "10", Conditions: affiliate.Conditions{Coupons: []string{"MIA10"}}}})
	for codes, want := range map[string]int64{"": 0, "MIA10": 100, "SPRING,MIA10": 100, "MIA10,SPRING": 100, "SPRING": 0, "MIA1": 0, "MIA100,SPRING": 0} {
		result, err := plan.Pay(earnings.Item{Cause: "conversion:c", Offer: "o", Member: "m", Place: earnings.Place{Day: "2026-11-01", Cause: "conversion:c"},
			Sale: money.New(1_000, "USD"), Status: affiliate.StatusApproved, FromCJ: true, Order: affiliate.Order{Coupon: codes}}, nil)
		if err != nil || result.Amount.Minor != want {
			t.Errorf("%q pays %v, %v, want %d", codes, result.Amount, err, want)
		}
	}
}
