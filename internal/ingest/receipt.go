package ingest

import (
	"context"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// receipt folds money that came in. CJ's settles what it had locked; what is
// over goes to its own account until somebody explains it.
func (f Folder) receipt(ctx context.Context, tx Tx, change affiliate.Change) error {
	r, err := affiliate.Merge(affiliate.Receipt{}, change)
	if err != nil || r.Check() != nil {
		return fmt.Errorf("%w: a receipt without amount, day or source", errBody)
	}
	r.ID = affiliate.ReceiptID(change.Key)
	again, err := tx.HasReceipt(ctx, r.ID)
	if err != nil || again {
		return err
	}
	if err := tx.PutReceipt(ctx, r); err != nil {
		return err
	}
	moves, err := receiptMoves(ctx, tx, r)
	if err != nil {
		return err
	}
	_, err = tx.Post(ctx, stamp(moves, "receipt:"+string(r.ID), "received", r.Day)...)
	return err
}

func receiptMoves(ctx context.Context, tx Tx, r affiliate.Receipt) ([]ledger.Transfer, error) {
	amount := r.Amount()
	if r.Source == affiliate.ReceiptDeposit {
		return []ledger.Transfer{{Debit: ledger.Wallet, Credit: ledger.Funding, Amount: amount, Phase: ledger.Direct}}, nil
	}
	locked, err := tx.Balance(ctx, ledger.CJLocked, amount.Currency)
	if err != nil {
		return nil, err
	}
	expected := min(amount.Minor, max(locked.Debit().Minor, 0))
	var moves []ledger.Transfer
	if expected > 0 {
		moves = append(moves, ledger.Transfer{Debit: ledger.CJInTransit, Credit: ledger.CJLocked, Amount: money.New(expected, amount.Currency), Phase: ledger.Direct})
	}
	if over := amount.Minor - expected; over > 0 {
		moves = append(moves, ledger.Transfer{Debit: ledger.CJInTransit, Credit: ledger.CJAdjust, Amount: money.New(over, amount.Currency), Phase: ledger.Direct})
	}
	return append(moves, ledger.Transfer{Debit: ledger.Wallet, Credit: ledger.CJInTransit, Amount: amount, Phase: ledger.Direct}), nil
}
