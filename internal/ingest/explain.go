package ingest

import (
	"context"

	"linkledger/internal/affiliate"
)

// Explain says why a conversion earns what it does, by what is counted now: the
// fold writes a payout again only when it changes, not whenever some number that
// it was worked out from does. It reports false for one that has no payout.
func Explain(ctx context.Context, tx Tx, c affiliate.Conversion) (string, bool, error) {
	stands, found, err := tx.Payout(ctx, c.ID.Cause())
	if err != nil || !found {
		return "", false, err
	}
	f := Folder{}
	d, err := f.ofConversion(ctx, tx, c)
	if err != nil {
		return "", false, err
	}
	plan, err := f.plan(ctx, tx, d.Offer)
	if err != nil {
		return "", false, err
	}
	result, err := plan.Pay(d.Item, tallies{ctx, tx})
	if err != nil {
		return "", false, err
	}
	if result.Amount != stands.Amount || result.RuleID != stands.RuleID || result.RuleVersion != stands.RuleVersion {
		return stands.Explanation, true, nil // of facts that the fold has not come to
	}
	return result.Explanation(), true, nil
}
