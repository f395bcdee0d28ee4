package ingest

import (
	"context"
	"fmt"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// paidAfterAll folds the payment of what had been cancelled or refused: another
// device had sent the money already. Money that left is a fact, so it posts.
// Earnings that are still free are settled by it; what is over was paid twice,
// and is netted from the member's next payment.
func (f Folder) paidAfterAll(ctx context.Context, tx Tx, p affiliate.Payment, ended affiliate.PaymentState, day string) error {
	if err := tx.PutPayment(ctx, p); err != nil {
		return err
	}
	currency := money.Currency(p.Currency)
	over := money.New(0, currency)
	for _, line := range p.Lines {
		amount := money.New(line.Minor, currency)
		if line.Minor <= 0 || !amount.Sane() || !currency.Known() || !ledger.Recover(string(line.MemberID)).Known() {
			if err := tx.Problem(ctx, fmt.Sprintf("A line of %d minor units to %q makes no sense and was left out.", line.Minor, line.MemberID), true); err != nil {
				return err
			}
			continue
		}
		twice, err := paidLine(ctx, tx, p, line, day)
		if err != nil {
			return err
		}
		over.Minor += twice.Minor
	}
	what := fmt.Sprintf("Payment %d was %s, and then a device said that it was paid. It counts as paid.", p.Number, ended)
	if !over.IsZero() {
		what += fmt.Sprintf(" %s of it was not owed any more: it is taken off the next payments to those members.", over)
	}
	return tx.Problem(ctx, what, true)
}

// paidLine posts a line that was paid, and tells how much of it was not owed.
func paidLine(ctx context.Context, tx Tx, p affiliate.Payment, line affiliate.PaymentLine, day string) (over money.Amount, err error) {
	amount := money.New(line.Minor, money.Currency(p.Currency))
	due, free, err := stillOwed(ctx, tx, line, amount)
	if err != nil {
		return over, err
	}
	if err := tx.HoldLines(ctx, affiliate.Payment{ID: p.ID, Lines: []affiliate.PaymentLine{{MemberID: line.MemberID, Earnings: free}}}); err != nil {
		return over, err
	}
	payable, recovered := ledger.Payable(string(line.MemberID)), ledger.Recover(string(line.MemberID))
	settles := money.New(due.payable.Minor-due.taken.Minor, amount.Currency)
	over = money.New(amount.Minor-settles.Minor, amount.Currency)
	moves := slices.DeleteFunc([]ledger.Transfer{
		{Debit: recovered, Credit: ledger.CSVClearing, Amount: over, Phase: ledger.Direct},
		{Debit: payable, Credit: ledger.CSVClearing, Amount: settles, Phase: ledger.Direct},
		{Debit: payable, Credit: recovered, Amount: due.taken, Phase: ledger.Direct},
		{Debit: ledger.CSVClearing, Credit: ledger.Wallet, Amount: amount, Phase: ledger.Direct},
	}, func(t ledger.Transfer) bool { return t.Amount.IsZero() })
	posted, err := tx.Post(ctx, stamp(moves, causeOf(p), "paid though it had ended", day)...)
	if err != nil || over.IsZero() {
		return over, err
	}
	// It belongs to no sale, so that no figure of a sale changes by it.
	return over, tx.AddEarning(ctx, affiliate.Earning{Cause: causeOf(p), MemberID: line.MemberID, Amount: over.Neg(),
		State: affiliate.EarningPosted, Account: string(recovered), Inputs: "{}", Day: day,
		Explanation: fmt.Sprintf("Payment %d paid %s that was not owed any more.", p.Number, over)}, posted[0].ID)
}

// stillOwed lists the earnings of a line that no other payment holds. They are
// settled together or not at all: when they come to more than was paid or than
// is owed, they stay due.
func stillOwed(ctx context.Context, tx Tx, line affiliate.PaymentLine, amount money.Amount) (owed, []affiliate.EarningID, error) {
	nothing := owed{payable: money.New(0, amount.Currency), taken: money.New(0, amount.Currency)}
	sum := nothing
	var free []affiliate.EarningID
	for _, id := range line.Earnings {
		earning, held, found, err := tx.Earning(ctx, id)
		if err != nil {
			return nothing, nil, err
		}
		if found && !held && isOwed(earning, line.MemberID, amount.Currency) && !slices.Contains(free, id) {
			free = append(free, id)
			sum.add(earning)
		}
	}
	available, err := payableNow(ctx, tx, line.MemberID, amount.Currency)
	if err != nil {
		return nothing, nil, err
	}
	settles := sum.payable.Minor - sum.taken.Minor
	if settles <= 0 || settles > amount.Minor || sum.taken.Minor < 0 || sum.payable.Minor > available.Minor {
		return nothing, nil, nil
	}
	return sum, free, nil
}
