package relayapi

import (
	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Report is what a conversion says of itself. One without a kind comes from a
// relay that judged it for good when it came.
func (c ConversionBody) Report() affiliate.Report {
	r := affiliate.Report{
		ID: affiliate.ConversionID(c.ID), OfferID: affiliate.OfferID(c.OfferID), ClickID: c.ClickID, PromoCode: c.PromoCode,
		MemberID: affiliate.MemberID(c.MemberID), Via: c.Via, OrderID: c.OrderID, NetworkID: c.NetworkID, Kind: affiliate.ReportKind(c.Kind),
		Sale: c.SaleAmount.reported(), Payout: c.Payout.reported(),
	}
	if c.Kind == "" {
		r.Kind, r.Verdict = affiliate.ReportSale, affiliate.VerdictReported
		if c.State == StateUnresolved {
			r.Verdict = affiliate.VerdictUnresolved
		}
	}
	if c.ClickID != "" {
		r.OfferID = "" // the link of the click has it
	}
	return r
}

func (m Money) reported() affiliate.ReportedAmount {
	return affiliate.ReportedAmount{Amount: money.New(m.Minor, money.Currency(m.Currency)), Given: m.Text != ""}
}

// Standings is what conversions of one scope come to together, whatever the
// order in which they came.
func Standings(scope []ConversionBody) map[affiliate.ConversionID]affiliate.Standing {
	reports := make([]affiliate.Report, len(scope))
	for i, c := range scope {
		reports[i] = c.Report()
	}
	return affiliate.Judge(reports)
}
