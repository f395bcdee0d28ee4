package ingest

import (
	"context"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// opening folds a balance that a programme brings along. It is never edited:
// all that a later change can do is to cancel it.
func (f Folder) opening(ctx context.Context, tx Tx, change affiliate.Change) error {
	before, found, err := tx.Opening(ctx, affiliate.OpeningID(change.Key))
	if err != nil {
		return err
	}
	o, err := affiliate.Merge(before, change)
	if err != nil {
		return fmt.Errorf("%w: %w", errBody, err)
	}
	o.ID = affiliate.OpeningID(change.Key)
	if found {
		if before.Cancelled || !o.Cancelled {
			return nil
		}
		before.Cancelled = true
		o = before
	}
	if o.Check() != nil || o.Of == affiliate.OpeningMember && !ledger.Payable(string(o.MemberID)).Known() {
		return fmt.Errorf("%w: an opening balance without amount, day or what it is of", errBody)
	}
	if o.Cancelled {
		refusal, err := refuseCancelOpening(ctx, tx, o)
		if err != nil {
			return err
		}
		if refusal != "" {
			return tx.Problem(ctx, refusal, false)
		}
	}
	if err := tx.PutOpening(ctx, o); err != nil {
		return err
	}
	return f.postOpening(ctx, tx, o)
}

func (f Folder) postOpening(ctx context.Context, tx Tx, o affiliate.Opening) error {
	amount, memo, day := o.Amount(), "opening balance", o.Day
	if o.Cancelled {
		amount.Minor, memo, day = 0, "opening balance cancelled", max(o.Day, f.fact.day)
	}
	cause := o.Cause()
	if o.Of == affiliate.OpeningMember {
		brought := owedAtOnce{cause: cause, member: o.MemberID, amount: amount, against: ledger.Opening, day: day, memo: memo,
			why: fmt.Sprintf("Brought along when the programme moved here: %s.", o.Amount())}
		return brought.post(ctx, tx)
	}
	leg, err := tx.Leg(ctx, cause, ledger.Opening, amount.Currency, true)
	if err != nil {
		return err
	}
	_, err = tx.Post(ctx, stamp(ledger.Converge(leg, ledger.Target{Debit: OpeningAccount(o), Credit: ledger.Opening, Amount: amount, Final: true}), cause, memo, day)...)
	return err
}

// refuseCancelOpening says why an opening balance can't be taken back: it was
// used since.
func refuseCancelOpening(ctx context.Context, tx Tx, o affiliate.Opening) (string, error) {
	if o.Of == affiliate.OpeningMember {
		settled, err := tx.Settled(ctx, o.Cause(), "")
		if !settled {
			return "", err
		}
		return fmt.Sprintf("An opening balance of %s was cancelled while a payment held it, so it stands.", o.Amount()), err
	}
	if received, err := tx.Received(ctx, affiliate.OwingOpening+string(o.ID)); err != nil || received {
		return fmt.Sprintf("An opening balance of %s was cancelled after it had been used by a payment of CJ, so it stands.", o.Amount()), err
	}
	balance, err := tx.Balance(ctx, OpeningAccount(o), money.Currency(o.Currency))
	if err != nil || balance.Available().Minor >= o.Minor {
		return "", err
	}
	return fmt.Sprintf("An opening balance of %s was cancelled after it had been used, so it stands.", o.Amount()), nil
}

// OpeningAccount is where an opening balance that is no member's stands.
func OpeningAccount(o affiliate.Opening) ledger.Account {
	if o.Of == affiliate.OpeningCJ {
		return ledger.CJLocked
	}
	return ledger.Wallet
}
