package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// receipt folds money that came in, or that it did not after all. The same
// payment of CJ may be recorded on two devices; the log's first one counts.
func (f Folder) receipt(ctx context.Context, tx Tx, e affiliate.Entry, change affiliate.Change) error {
	if affiliate.Guarded(change) {
		return f.cancelReceipt(ctx, tx, e, change)
	}
	r, err := affiliate.Merge(affiliate.Receipt{}, change)
	if err != nil || r.Check() != nil {
		return fmt.Errorf("%w: a receipt without amount, day or source", errBody)
	}
	r.ID = affiliate.ReceiptID(change.Key)
	before, again, err := tx.Receipt(ctx, r.ID)
	if err != nil {
		return err
	}
	if r.Replaces != "" {
		if stands, found, err := tx.Receipt(ctx, r.Replaces); err != nil || !found || !stands.Cancelled {
			return errors.Join(err, tx.Problem(ctx, fmt.Sprintf("A payment of %s with the reference %q was recorded in place of one that was to be cancelled and stands: it was left out. Cancel that one, and record it again.",
				r.Amount(), r.Reference), true))
		}
	}
	if again {
		if before.Cancelled {
			return tx.Problem(ctx, fmt.Sprintf("A payment of %s of %s was recorded where the same one had been cancelled: it was left out. If it came, record it again under Payments.", r.Amount(), r.Day), true)
		}
		if before.Source == r.Source && before.Amount() == r.Amount() && before.Day == r.Day {
			return nil
		}
		return tx.Problem(ctx, fmt.Sprintf("A payment with the reference %q was recorded twice: %s of %s counts, %s of %s was left out.",
			r.Reference, before.Amount(), before.Day, r.Amount(), r.Day), true)
	}
	if err := recordedOtherwise(ctx, tx, r); err != nil {
		return err
	}
	meant, whole, err := named(ctx, tx, r)
	if err != nil {
		return err
	}
	if !whole {
		return tx.Problem(ctx, fmt.Sprintf("A payment of %s of %s names commissions that are not in the log: it was left out. Record it again.", r.Amount(), r.Day), true)
	}
	settles, err := settling(ctx, tx, &meant)
	if err != nil {
		return err
	}
	r.Settled, r.Sales, r.Short = meant.Settled, meant.Sales, meant.Short
	if err := tx.PutReceipt(ctx, r, settles); err != nil {
		return err
	}
	_, err = tx.Post(ctx, receiptMoves(r)...)
	return err
}

// recordedOtherwise tells of a payment of CJ that may be one that another device
// has recorded with another reference or day. Both count until somebody looks.
func recordedOtherwise(ctx context.Context, tx Tx, r affiliate.Receipt) error {
	if r.Source != affiliate.ReceiptCJ || r.Another {
		return nil
	}
	like, err := tx.ReceiptsLike(ctx, r)
	if err != nil || len(like) == 0 {
		return err
	}
	return tx.Problem(ctx, fmt.Sprintf("CJ's payment of %s of %s may be the one of %s, recorded twice: compare them under Payments.",
		r.Amount(), r.Day, like[0].Day), true)
}

// settling picks what a payment of CJ settles of all that it owes now, and sums
// that up in the receipt.
func settling(ctx context.Context, tx Tx, r *affiliate.Receipt) ([]affiliate.Owing, error) {
	if r.Source != affiliate.ReceiptCJ {
		return nil, nil
	}
	owing, err := tx.Owing(ctx, money.Currency(r.Currency))
	if err != nil {
		return nil, err
	}
	return r.Settle(owing)
}

// receiptMoves are what a receipt posts. What CJ pays passes through its
// clearing account: what it settles comes in from what CJ owes, a difference
// from its own account, what is unexplained by itself. A shortfall that nobody
// writes off stays with CJ.
func receiptMoves(r affiliate.Receipt) []ledger.Transfer {
	amount, cause := r.Amount(), causeOfReceipt(r)
	if r.Source == affiliate.ReceiptDeposit {
		return stamp([]ledger.Transfer{{Debit: ledger.Wallet, Credit: ledger.Funding, Amount: amount, Phase: ledger.Direct}}, cause, "received", r.Day)
	}
	part := func(from ledger.Account, minor int64, memo string) []ledger.Transfer {
		return stamp(between(ledger.CJInTransit, from, money.New(minor, amount.Currency)), cause, memo, r.Day)
	}
	return slices.Concat(
		part(ledger.CJLocked, r.Settled-r.Short, "received"),
		part(ledger.CJAdjust, r.Minor-r.Unexplained-r.Settled+r.Short, "difference"),
		part(ledger.CJAdjust, r.Unexplained, "unexplained"),
		stamp([]ledger.Transfer{{Debit: ledger.Wallet, Credit: ledger.CJInTransit, Amount: amount, Phase: ledger.Direct}}, cause, "received", r.Day))
}

// between moves an amount directly, the other way round when it is negative.
func between(debit, credit ledger.Account, amount money.Amount) []ledger.Transfer {
	if amount.Minor < 0 {
		debit, credit, amount = credit, debit, amount.Neg()
	}
	if amount.IsZero() {
		return nil
	}
	return []ledger.Transfer{{Debit: debit, Credit: credit, Amount: amount, Phase: ledger.Direct}}
}
