package ingest

import (
	"context"
	"fmt"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// cancelReceipt folds that a receipt was recorded by mistake. It is no fact but
// what a person wants, so it is refused where its money was used since.
func (f Folder) cancelReceipt(ctx context.Context, tx Tx, e affiliate.Entry, change affiliate.Change) error {
	r, found, err := tx.Receipt(ctx, affiliate.ReceiptID(change.Key))
	if err != nil {
		return err
	}
	cancel, err := affiliate.Merge(affiliate.ReceiptCancel{}, change)
	switch {
	case err != nil || !cancel.Cancelled || cancel.Check() != nil:
		return fmt.Errorf("%w: a cancelled receipt without a reason", errBody)
	case !found:
		return tx.Problem(ctx, "A receipt that is not in the log was cancelled; that was left out.", true)
	}
	known := r.Cancelled
	r.Cancelled, r.CancelReason, r.CancelledDevice, r.CancelledActor, r.CancelledAt = true, cancel.Reason, e.Device, e.Actor, e.Time.UTC()
	if known { // only the reason was decided anew
		return tx.CancelReceipt(ctx, r)
	}
	balance, err := tx.Balance(ctx, ledger.Wallet, money.Currency(r.Currency))
	if err != nil {
		return err
	}
	settled, err := tx.Received(ctx, affiliate.OwingShort+string(r.ID))
	if err != nil {
		return err
	}
	if why, _ := ReceiptUsed(r, balance, settled); why != "" {
		return tx.Problem(ctx, fmt.Sprintf("A receipt of %s of %s was to be cancelled and stands: %s", r.Amount(), r.Day, why), false)
	}
	posted, err := tx.Posted(ctx, causeOfReceipt(r))
	if err != nil {
		return err
	}
	if err := tx.CancelReceipt(ctx, r); err != nil {
		return err
	}
	_, err = tx.Post(ctx, stamp(reversed(posted), causeOfReceipt(r), "receipt cancelled", max(r.Day, f.fact.day))...)
	return err
}

// ReceiptUsed says why a receipt can't be cancelled and what to do about it:
// payments have reserved or sent its money, or CJ's next payment made up for
// what it lacked. Empty when it can.
func ReceiptUsed(r affiliate.Receipt, wallet ledger.Balance, shortSettled bool) (why, hint string) {
	switch left := wallet.Available(); {
	case shortSettled:
		return "a later payment of CJ made up for what it lacked.", "Cancel that one first."
	case left.Minor < r.Minor:
		return fmt.Sprintf("members' payments have used its money, and %s is left on the balance.", left),
			"Cancel the members' payment if its money was not sent. If it was, add the funds that it was paid from first."
	}
	return "", ""
}

// reversed are the direct transfers that undo others, the last one first.
func reversed(posted []ledger.Transfer) []ledger.Transfer {
	moves := make([]ledger.Transfer, 0, len(posted))
	for _, t := range slices.Backward(posted) {
		moves = append(moves, ledger.Transfer{Debit: t.Credit, Credit: t.Debit, Amount: t.Amount, Phase: ledger.Direct})
	}
	return moves
}

func causeOfReceipt(r affiliate.Receipt) string { return "receipt:" + string(r.ID) }
