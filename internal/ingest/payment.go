package ingest

import (
	"context"
	"errors"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
)

// payment folds a step of a payment. An intent that does not fit what is owed
// is refused, whoever made it: nothing is posted for it.
func (f Folder) payment(ctx context.Context, tx Tx, e affiliate.Entry, change affiliate.Change) error {
	id := affiliate.PaymentID(change.Key)
	before, found, err := tx.Payment(ctx, id)
	if err != nil {
		return err
	}
	p, mergeErr := affiliate.Merge(before, change)
	p.ID = id
	if found { // what the intent reserved stays
		p.Route, p.Currency, p.Lines = before.Route, before.Currency, before.Lines
	}
	switch {
	case mergeErr != nil:
		return fmt.Errorf("%w: %w", errBody, mergeErr)
	case !found && p.State == affiliate.PaymentIntent:
		return f.intend(ctx, tx, e, p)
	case !found:
		return tx.Problem(ctx, "A step of a payment that is not in the log was left out.", true)
	case before.State == p.State:
		return tx.PutPayment(ctx, p)
	case p.State == affiliate.PaymentPaid && !before.State.Open():
		return f.paidAfterAll(ctx, tx, p, before.State, f.paidOn(p, e))
	case !before.State.CanMove(p.State):
		return tx.Problem(ctx, fmt.Sprintf("Payment %d is %s and can't become %s.", before.Number, before.State, p.State), true)
	}
	if err := tx.PutPayment(ctx, p); err != nil {
		return err
	}
	switch p.State {
	case affiliate.PaymentPaid:
		return resolve(ctx, tx, p, ledger.Post, f.paidOn(p, e))
	case affiliate.PaymentCancelled:
		if err := resolve(ctx, tx, p, ledger.Void, affiliate.Day(e.Time, f.Zone)); err != nil {
			return err
		}
		return tx.FreeLines(ctx, p.ID)
	}
	return nil
}

func (f Folder) paidOn(p affiliate.Payment, e affiliate.Entry) string {
	if affiliate.IsDay(p.PaidOn) {
		return p.PaidOn
	}
	return affiliate.Day(e.Time, f.Zone)
}

var errUnfit = errors.New("the payment does not fit the books")

func (f Folder) intend(ctx context.Context, tx Tx, e affiliate.Entry, p affiliate.Payment) error {
	moves, err := intentMoves(ctx, tx, p, e.Time.In(f.Zone))
	if errors.Is(err, errUnfit) {
		p.State, p.Reason = affiliate.PaymentRefused, err.Error()
		return tx.PutPayment(ctx, p)
	}
	if err != nil {
		return err
	}
	if err := tx.PutPayment(ctx, p); err != nil {
		return err
	}
	if err := tx.HoldLines(ctx, p); err != nil {
		return err
	}
	_, err = tx.Post(ctx, stamp(moves, causeOf(p), "payment", affiliate.Day(e.Time, f.Zone))...)
	return err
}

func resolve(ctx context.Context, tx Tx, p affiliate.Payment, phase ledger.Phase, day string) error {
	open, err := tx.Open(ctx, causeOf(p))
	if err != nil {
		return err
	}
	moves := make([]ledger.Transfer, 0, len(open))
	for _, t := range open {
		moves = append(moves, ledger.Transfer{Debit: t.Debit, Credit: t.Credit, Amount: t.Amount, Phase: phase, PendingID: t.ID})
	}
	_, err = tx.Post(ctx, stamp(moves, causeOf(p), "payment "+string(p.State), day)...)
	return err
}

func causeOf(p affiliate.Payment) string { return "payment:" + string(p.ID) }
