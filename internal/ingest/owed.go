package ingest

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// owedAtOnce is what a member is owed for no sale, or owes back when it is
// negative.
type owedAtOnce struct {
	cause   string
	member  affiliate.MemberID
	amount  money.Amount
	against ledger.Account
	day     string
	memo    string
	why     string
}

// post brings the books to the amount. What is taken back lowers what the
// member is owed; where that does not cover it, because it was paid or never
// owed, it is netted from the next payments.
func (o owedAtOnce) post(ctx context.Context, tx Tx) error {
	payable, recovered := ledger.Payable(string(o.member)), ledger.Recover(string(o.member))
	goal := payable
	if o.amount.Minor < 0 {
		available, err := payableNow(ctx, tx, o.member, o.amount.Currency)
		if err != nil {
			return err
		}
		if available.Minor+o.amount.Minor < 0 {
			goal = recovered
		}
	}
	for _, account := range []ledger.Account{payable, recovered} {
		target := ledger.Target{Debit: o.against, Credit: account, Amount: money.New(0, o.amount.Currency), Final: true}
		if account == goal {
			target.Amount = o.amount
		}
		leg, err := tx.Leg(ctx, o.cause, account, o.amount.Currency, true)
		if err != nil {
			return err
		}
		posted, err := tx.Post(ctx, stamp(ledger.Converge(leg, target), o.cause, o.memo, o.day)...)
		if err != nil {
			return err
		}
		for _, t := range posted {
			if err := tx.AddEarning(ctx, o.earning(account, t), t.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// earning is what payments pick up.
func (o owedAtOnce) earning(account ledger.Account, t ledger.Transfer) affiliate.Earning {
	amount := t.Amount
	if t.Debit == account {
		amount = amount.Neg()
	}
	return affiliate.Earning{Cause: o.cause, MemberID: o.member, Amount: amount, State: affiliate.EarningPosted,
		Account: string(account), Inputs: "{}", Explanation: o.why, Day: o.day}
}
