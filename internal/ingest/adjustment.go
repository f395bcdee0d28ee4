package ingest

import (
	"context"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
)

// adjustment folds a manual amount. It is never edited: all that a later change
// can do is to cancel it.
func (f Folder) adjustment(ctx context.Context, tx Tx, e affiliate.Entry, change affiliate.Change) error {
	before, found, err := tx.Adjustment(ctx, affiliate.AdjustmentID(change.Key))
	if err != nil {
		return err
	}
	a, err := affiliate.Merge(before, change)
	if err != nil {
		return fmt.Errorf("%w: %w", errBody, err)
	}
	a.ID = affiliate.AdjustmentID(change.Key)
	if found {
		if before.Cancelled || !a.Cancelled {
			return nil
		}
		before.Cancelled, before.CancelReason = true, a.CancelReason
		a = before
	}
	if a.Check() != nil || !a.Amount().Currency.Known() || !ledger.Payable(string(a.MemberID)).Known() {
		return fmt.Errorf("%w: an adjustment without amount, member, day or reason", errBody)
	}
	if a.Kind == affiliate.AdjustConversion {
		return f.adjustConversion(ctx, tx, e, a)
	}
	member, _, err := tx.Member(ctx, a.MemberID)
	if err != nil {
		return err
	}
	if member.Test && !found {
		return tx.Problem(ctx, fmt.Sprintf("A %s of %s was left out: %s is a test member, who is owed nothing and paid nothing.", a.Kind, a.Amount(), member.Name), false)
	}
	adjusts := owedAtOnce{cause: a.Cause(), member: a.MemberID, amount: a.Amount(), against: ledger.MemberCosts,
		day: max(a.Day, f.fact.day), memo: a.Kind, why: adjustmentWords(a)}
	if a.Cancelled {
		adjusts.amount.Minor, adjusts.memo = 0, a.Kind+" cancelled"
		settled, err := tx.Settled(ctx, adjusts.cause, "")
		if err != nil {
			return err
		}
		if settled {
			return tx.Problem(ctx, fmt.Sprintf("A %s of %s was cancelled while a payment held it, so it stands.", a.Kind, a.Amount()), false)
		}
	}
	if err := tx.PutAdjustment(ctx, a); err != nil {
		return err
	}
	return adjusts.post(ctx, tx)
}

// adjustConversion keeps an amount on top of what the rules pay on a conversion
// and settles it again. One that comes too late is told in its history.
func (f Folder) adjustConversion(ctx context.Context, tx Tx, e affiliate.Entry, a affiliate.Adjustment) error {
	c, found, err := tx.Conversion(ctx, a.ConversionID)
	if err != nil {
		return err
	}
	if !found {
		return tx.Problem(ctx, "An adjustment of a conversion that is not in the log was left out.", false)
	}
	refusal, err := refuseAdjustment(ctx, tx, c, a)
	if err != nil {
		return err
	}
	event := affiliate.Event{At: e.Time, Source: "person", What: adjustmentWords(a)}
	if refusal != "" {
		event.What = fmt.Sprintf("Could not be adjusted by %s: %s", a.Amount(), refusal)
		return tx.Happened(ctx, c.ID, event)
	}
	if err := tx.PutAdjustment(ctx, a); err != nil {
		return err
	}
	if err := tx.Happened(ctx, c.ID, event); err != nil {
		return err
	}
	return f.settle(ctx, tx, c, "adjustment")
}

// refuseAdjustment says why a conversion can't be adjusted any more; "" when it
// can.
func refuseAdjustment(ctx context.Context, tx Tx, c affiliate.Conversion, a affiliate.Adjustment) (string, error) {
	settled, err := tx.Settled(ctx, c.ID.Cause(), "")
	switch {
	case err != nil:
		return "", err
	case settled:
		return "a payment holds what it earned. Correct what the member is owed instead.", nil
	case a.Cancelled:
		return "", nil
	case a.MemberID != c.MemberID:
		return "it belongs to another member.", nil
	}
	adjusted, err := tx.Adjusted(ctx, c.ID, c.MemberID)
	if err != nil {
		return "", err
	}
	if sum, err := adjusted.Add(a.Amount()); err != nil || !sum.Sane() {
		return fmt.Sprintf("it is adjusted by %s already, and the two make no amount.", adjusted), nil
	}
	return "", nil
}

func adjustmentWords(a affiliate.Adjustment) string {
	what := map[string]string{affiliate.AdjustConversion: "An adjustment by", affiliate.AdjustBonus: "A bonus of", affiliate.AdjustCorrection: "A correction of"}[a.Kind]
	if a.Cancelled {
		return fmt.Sprintf("%s %s was cancelled: %s", what, a.Amount(), a.CancelReason)
	}
	return fmt.Sprintf("%s %s: %s", what, a.Amount(), a.Reason)
}
