package ingest

import (
	"context"
	"errors"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
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
		return tx.Problem(ctx, "A step of a payment that is not in the log was left out.")
	case before.State == p.State:
		return tx.PutPayment(ctx, p)
	case !before.State.CanMove(p.State):
		return tx.Problem(ctx, fmt.Sprintf("Payment %d is %s and can't become %s.", before.Number, before.State, p.State))
	}
	if err := tx.PutPayment(ctx, p); err != nil {
		return err
	}
	switch p.State {
	case affiliate.PaymentPaid:
		day := p.PaidOn
		if !affiliate.IsDay(day) {
			day = affiliate.Day(e.Time, f.Zone)
		}
		return resolve(ctx, tx, p, ledger.Post, day)
	case affiliate.PaymentCancelled:
		if err := resolve(ctx, tx, p, ledger.Void, affiliate.Day(e.Time, f.Zone)); err != nil {
			return err
		}
		return tx.FreeLines(ctx, p.ID)
	}
	return nil
}

var errUnfit = errors.New("the payment does not fit the books")

func (f Folder) intend(ctx context.Context, tx Tx, e affiliate.Entry, p affiliate.Payment) error {
	moves, err := intentMoves(ctx, tx, p)
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

// intentMoves checks each line against the earnings it settles and reserves
// the money: from the member's account through the clearing account.
func intentMoves(ctx context.Context, tx Tx, p affiliate.Payment) ([]ledger.Transfer, error) {
	currency := money.Currency(p.Currency)
	var moves []ledger.Transfer
	seen := map[affiliate.EarningID]bool{}
	for _, line := range p.Lines {
		payable, recovered := ledger.Payable(string(line.MemberID)), ledger.Recover(string(line.MemberID))
		owed, taken := money.New(0, currency), money.New(0, currency)
		for _, id := range line.Earnings {
			earning, held, found, err := tx.Earning(ctx, id)
			switch {
			case err != nil:
				return nil, err
			case !found || earning.State != affiliate.EarningPosted || earning.MemberID != line.MemberID || earning.Amount.Currency != currency:
				return nil, fmt.Errorf("%w: earning %s is not owed", errUnfit, id)
			case held || seen[id]:
				return nil, fmt.Errorf("%w: earning %s is settled by another payment", errUnfit, id)
			}
			seen[id] = true
			if earning.Account == string(recovered) {
				taken.Minor -= earning.Amount.Minor
			} else {
				owed.Minor += earning.Amount.Minor
			}
		}
		if line.Minor <= 0 || line.Minor != owed.Minor-taken.Minor {
			return nil, fmt.Errorf("%w: %s is owed to the member and %s is on the line", errUnfit,
				money.New(owed.Minor-taken.Minor, currency), money.New(line.Minor, currency))
		}
		amount := money.New(line.Minor, currency)
		moves = append(moves,
			ledger.Transfer{Debit: payable, Credit: ledger.CSVClearing, Amount: amount, Phase: ledger.Pending},
			ledger.Transfer{Debit: ledger.CSVClearing, Credit: ledger.Wallet, Amount: amount, Phase: ledger.Pending})
		if !taken.IsZero() {
			moves = append(moves, ledger.Transfer{Debit: payable, Credit: recovered, Amount: taken, Phase: ledger.Pending})
		}
	}
	if len(moves) == 0 {
		return nil, fmt.Errorf("%w: it has no lines", errUnfit)
	}
	// Two devices may have spent the same balance on different members.
	wallet, err := tx.Balance(ctx, ledger.Wallet, currency)
	if err != nil {
		return nil, err
	}
	if available := wallet.Available(); available.Minor < p.Total().Minor {
		return nil, fmt.Errorf("%w: it needs %s and the balance is %s", errUnfit, p.Total(), available)
	}
	return moves, nil
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

// receipt folds money that came in. CJ's settles what it had locked; what is
// over goes to its own account until somebody explains it.
func (f Folder) receipt(ctx context.Context, tx Tx, change affiliate.Change) error {
	r, err := affiliate.Merge(affiliate.Receipt{}, change)
	if err != nil || r.Check() != nil || !money.Currency(r.Currency).Known() || !plausible(r.Amount()) {
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
