package ingest

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// settle keeps a conversion and brings the books to it: what CJ owes us on it,
// and what we owe for it. Nothing posted is edited; the books converge by
// further transfers, whatever the order of the facts.
func (f Folder) settle(ctx context.Context, tx Tx, c affiliate.Conversion, memo string) error {
	return f.settleAll(ctx, tx, []affiliate.Conversion{c}, memo)
}

// settleAll is settle for all that one fact moves, which counts at once.
func (f Folder) settleAll(ctx context.Context, tx Tx, list []affiliate.Conversion, memo string) error {
	dues := make([]due, 0, len(list))
	for _, c := range list {
		if err := tx.PutConversion(ctx, c); err != nil {
			return err
		}
		posted, err := tx.Posted(ctx, c.ID.Cause())
		if err != nil {
			return err
		}
		if err := f.settleNetwork(ctx, tx, c, posted, memo); err != nil {
			return err
		}
		d, err := f.ofConversion(ctx, tx, c)
		if err != nil {
			return err
		}
		dues = append(dues, d)
	}
	return f.reckon(ctx, tx, memo).settle(dues...)
}

func (f Folder) settleNetwork(ctx context.Context, tx Tx, c affiliate.Conversion, posted []ledger.Transfer, memo string) error {
	target := ledger.Target{Debit: ledger.CJLocked, Credit: ledger.Commission, Amount: c.Commission, Final: affiliate.Locked(c.CJStatus)}
	if c.ActionID == "" {
		target.Debit = ledger.CJPending
	}
	if c.Status == affiliate.StatusUnresolved {
		target.Amount = money.New(0, c.Commission.Currency)
	}
	if c.Test {
		target.Credit = ledger.TestIncome
	}
	day := f.fact.effective(c.SaleDay, posted)
	for _, income := range []ledger.Account{ledger.Commission, ledger.TestIncome} {
		for _, currency := range currencies(posted, c.Commission.Currency) {
			goal := target
			if goal.Credit = income; income != target.Credit || currency != c.Commission.Currency {
				goal.Amount = money.New(0, currency)
			}
			moves := ledger.Converge(ledger.LegOf(posted, currency, income), goal)
			if _, err := tx.Post(ctx, stamp(moves, c.ID.Cause(), memo, day)...); err != nil {
				return err
			}
		}
	}
	return nil
}

// currencies are those in which a cause was posted before and then the one that
// counts now, so that a change of currency leaves nothing behind.
func currencies(posted []ledger.Transfer, now money.Currency) []money.Currency {
	var list []money.Currency
	for _, c := range ledger.Currencies(posted) {
		if c != now {
			list = append(list, c)
		}
	}
	if now == "" {
		return list
	}
	return append(list, now)
}

func stamp(moves []ledger.Transfer, cause, memo, day string) []ledger.Transfer {
	for i := range moves {
		moves[i].Cause, moves[i].Memo, moves[i].EffectiveOn = cause, memo, day
	}
	return moves
}
