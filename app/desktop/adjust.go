package desktop

import (
	"context"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// cancelledAdjustment takes an adjustment back.
type cancelledAdjustment struct {
	Cancelled bool   `json:"cancelled"`
	Reason    string `json:"cancel_reason"`
}

// Adjust adds an amount to what each conversion earns, or takes it off. What
// would bring a payout below nothing is written as what there is to take off, so
// that nothing of it waits for what the conversion earns later, and is named.
func (c *Conversions) Adjust(form AdjustForm) (BulkResult, error) {
	return do(c.app, func(s *session) (BulkResult, error) {
		ctx := context.Background()
		chosen, err := s.chosen(ctx, form.ConversionIDs, form.All)
		if err != nil {
			return BulkResult{}, err
		}
		payouts, err := s.store.PayoutsOf(ctx, chosen.ids())
		if err != nil {
			return BulkResult{}, err
		}
		adjusted, err := s.store.AdjustmentsOf(ctx, chosen.ids())
		if err != nil {
			return BulkResult{}, err
		}
		t := s.newTurn(undoAdjustment)
		t.missing(chosen)
		for _, conversion := range chosen.list {
			payout := payoutOf(payouts, conversion)
			a, err := s.adjustment(form, conversion, payout.Currency)
			if err != nil {
				return BulkResult{}, err
			}
			why := chosen.settled(conversion.ID)
			if why == "" {
				why = unadjustable(conversion, a, payout, adjusted[conversion.ID])
			}
			if why != "" {
				t.leave(conversion, why)
				continue
			}
			if there := expected(payout, adjusted[conversion.ID]); there.Minor+a.Minor < 0 {
				t.left = append(t.left, Pair{Label: conversionName(conversion),
					Value: fmt.Sprintf("%s was taken off, and not %s: a payout is never below nothing.", there, a.Amount().Neg())})
				a.Minor = -there.Minor
			}
			if err := t.add(change(affiliate.NounAdjustment, a.ID, a), ""); err != nil {
				return BulkResult{}, err
			}
			t.changes(conversion, undoItem{Adjustment: a.ID})
		}
		return s.finishTurn(ctx, t)
	})
}

// adjustment reads the form for one conversion, in the currency of its payout.
func (s *session) adjustment(form AdjustForm, c affiliate.Conversion, currency money.Currency) (affiliate.Adjustment, error) {
	amount, err := parseAmount("amount", form.Amount, currency)
	if err != nil {
		return affiliate.Adjustment{}, err
	}
	id, err := affiliate.NewID[affiliate.AdjustmentID](s.app.random)
	if err != nil {
		return affiliate.Adjustment{}, err
	}
	a := affiliate.Adjustment{ID: id, Kind: affiliate.AdjustConversion, MemberID: c.MemberID, ConversionID: c.ID, Minor: amount.Minor,
		Currency: string(amount.Currency), Day: s.today(), Reason: clean(form.Reason)}
	if c.MemberID == "" {
		a.MemberID = "nobody" // the check is about what the person entered; unadjustable tells of the rest
	}
	if err := a.Check(); err != nil {
		return a, err
	}
	a.MemberID = c.MemberID
	return a, nil
}

// unadjustable says why a conversion can't be adjusted; "" when it can.
func unadjustable(c affiliate.Conversion, a affiliate.Adjustment, payout money.Amount, before []affiliate.Adjustment) string {
	switch {
	case c.Test:
		return "A test purchase earns nothing."
	case c.MemberID == "":
		return "No member's link is known for it, so nobody earns on it."
	case c.Status != affiliate.StatusPending && c.Status != affiliate.StatusApproved && c.Status != affiliate.StatusOnHold:
		return fmt.Sprintf("It is %s, so it earns nothing.", c.Status.Words())
	}
	for _, b := range before {
		if !b.Cancelled && b.Currency != a.Currency {
			return fmt.Sprintf("It was adjusted in %s before. Cancel that adjustment first.", b.Currency)
		}
	}
	if expected(payout, before).Minor <= 0 && a.Minor < 0 {
		return "It earns nothing, so nothing can be taken off."
	}
	return ""
}

// expected is a payout with the adjustments that wait for their place in the
// log, which it does not hold yet.
func expected(payout money.Amount, adjustments []affiliate.Adjustment) money.Amount {
	for _, a := range adjustments {
		if !a.Synced && !a.Cancelled && a.Currency == string(payout.Currency) {
			payout.Minor += a.Minor
		}
	}
	payout.Minor = max(payout.Minor, 0)
	return payout
}
