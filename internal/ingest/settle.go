package ingest

import (
	"context"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// settle keeps a conversion and brings the books to it: what CJ owes us on it,
// and what we owe its member. Nothing posted is edited; the books converge by
// further transfers, whatever the order of the facts.
func (f Folder) settle(ctx context.Context, tx Tx, c affiliate.Conversion, memo string) error {
	if err := tx.PutConversion(ctx, c); err != nil {
		return err
	}
	cause := "conversion:" + string(c.ID)
	if err := f.settleNetwork(ctx, tx, c, cause, memo); err != nil {
		return err
	}
	return f.settleMember(ctx, tx, c, cause, memo)
}

func (f Folder) settleNetwork(ctx context.Context, tx Tx, c affiliate.Conversion, cause, memo string) error {
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
	return eachCurrency(ctx, tx, cause, c.Commission.Currency, func(currency money.Currency) error {
		goal := target
		if currency != c.Commission.Currency {
			goal.Amount = money.New(0, currency)
		}
		leg, err := tx.Leg(ctx, cause, goal.Credit, currency, true)
		if err != nil {
			return err
		}
		_, err = tx.Post(ctx, stamp(ledger.Converge(leg, goal), cause, memo, c.SaleDay)...)
		return err
	})
}

func (f Folder) settleMember(ctx context.Context, tx Tx, c affiliate.Conversion, cause, memo string) error {
	if !c.Attributed() {
		return nil
	}
	group, err := tx.GroupOf(ctx, c.MemberID)
	if err != nil {
		return err
	}
	rules, err := tx.Rules(ctx, c.OfferID)
	if err != nil {
		return err
	}
	result, err := earnings.Compute(c, rules, earnings.Subject{Offer: c.OfferID, Group: group, Member: c.MemberID})
	if err != nil {
		return fmt.Errorf("%w: %w", errBody, err)
	}
	return eachCurrency(ctx, tx, cause, result.Amount.Currency, func(currency money.Currency) error {
		target := ledger.Target{
			Debit: ledger.MemberCosts, Credit: ledger.Payable(string(c.MemberID)), Amount: result.Amount,
			Final: affiliate.Locked(c.CJStatus) && c.Status != affiliate.StatusOnHold,
		}
		if currency != result.Amount.Currency {
			target.Amount = money.New(0, currency)
		}
		leg, err := tx.Leg(ctx, cause, ledger.MemberCosts, currency, false)
		if err != nil {
			return err
		}
		moves := ledger.Converge(leg, target)
		if err := f.recover(ctx, tx, c, moves); err != nil {
			return err
		}
		posted, err := tx.Post(ctx, stamp(moves, cause, memo, c.SaleDay)...)
		if err != nil {
			return err
		}
		return keepEarnings(ctx, tx, c, result, posted)
	})
}

// recover turns what is taken back after the member was paid into a claim on
// the member, netted from the next payment.
func (f Folder) recover(ctx context.Context, tx Tx, c affiliate.Conversion, moves []ledger.Transfer) error {
	for i, m := range moves {
		if m.Phase != ledger.Direct || m.Credit != ledger.MemberCosts {
			continue
		}
		settled, err := tx.Settled(ctx, c.ID)
		if err != nil {
			return err
		}
		if settled {
			moves[i].Debit = ledger.Recover(string(c.MemberID))
		}
	}
	return nil
}

// keepEarnings writes an earning for each transfer that makes one, and moves
// those whose pending transfer was resolved.
func keepEarnings(ctx context.Context, tx Tx, c affiliate.Conversion, result earnings.Computed, posted []ledger.Transfer) error {
	for _, t := range posted {
		var err error
		switch t.Phase {
		case ledger.Void:
			err = tx.ResolveEarning(ctx, t.PendingID, affiliate.EarningVoid)
		case ledger.Post:
			err = tx.ResolveEarning(ctx, t.PendingID, affiliate.EarningPosted)
		default:
			earning := affiliate.Earning{ConversionID: c.ID, MemberID: c.MemberID, Amount: t.Amount, State: affiliate.EarningPosted,
				Account: string(t.Credit), RuleID: result.RuleID, RuleVersion: result.RuleVersion, Inputs: result.Inputs,
				Explanation: result.Explanation, Day: c.SaleDay}
			if t.Credit == ledger.MemberCosts {
				earning.Amount, earning.Account = t.Amount.Neg(), string(t.Debit)
			}
			if t.Phase == ledger.Pending {
				earning.State = affiliate.EarningPending
			}
			err = tx.AddEarning(ctx, earning, t.ID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// eachCurrency visits the currency that counts now and any in which the cause
// was posted before, so that a change of currency leaves nothing behind.
func eachCurrency(ctx context.Context, tx Tx, cause string, now money.Currency, visit func(money.Currency) error) error {
	before, err := tx.Currencies(ctx, cause)
	if err != nil {
		return err
	}
	for _, currency := range before {
		if currency != now {
			if err := visit(currency); err != nil {
				return err
			}
		}
	}
	if now == "" {
		return nil
	}
	return visit(now)
}

func stamp(moves []ledger.Transfer, cause, memo, day string) []ledger.Transfer {
	for i := range moves {
		moves[i].Cause, moves[i].Memo, moves[i].EffectiveOn = cause, memo, day
	}
	return moves
}
