package ingest

import (
	"context"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// owe brings what a cause owes its member to a payout, and what it owed anybody
// else to nothing.
func (f fact) owe(ctx context.Context, tx Tx, d due, p affiliate.Payout, memo string) error {
	earners, err := tx.Earners(ctx, d.Cause)
	if err != nil {
		return err
	}
	now := affiliate.Earner{Member: d.Member, Currency: p.Amount.Currency}
	had := len(earners)
	earners = slices.DeleteFunc(earners, func(e affiliate.Earner) bool { return e == now })
	if d.Member != "" && (!p.Amount.IsZero() || len(earners) < had) {
		earners = append(earners, now) // last, so that what others had comes back first
	}
	if len(earners) == 0 {
		return nil
	}
	posted, err := tx.Posted(ctx, d.Cause)
	if err != nil {
		return err
	}
	day := f.effective(d.Place.Day, posted)
	for _, e := range earners {
		payable, recovered := ledger.Payable(string(e.Member)), ledger.Recover(string(e.Member))
		target := ledger.Target{Debit: ledger.MemberCosts, Credit: payable, Amount: money.New(0, e.Currency), Final: d.final}
		if e == now {
			target.Amount = p.Amount
		}
		moves := ledger.Converge(ledger.LegOf(posted, e.Currency, payable, recovered), target)
		if err := takeBack(ctx, tx, e.Member, d.Cause, moves); err != nil {
			return err
		}
		made, err := tx.Post(ctx, stamp(moves, d.Cause, memo, day)...)
		if err != nil {
			return err
		}
		if err := keepEarnings(ctx, tx, d, e.Member, p, made); err != nil {
			return err
		}
	}
	return nil
}

// takeBack turns what is taken back after the member was paid into a claim on
// the member, netted from the next payment.
func takeBack(ctx context.Context, tx Tx, member affiliate.MemberID, cause string, moves []ledger.Transfer) error {
	for i, m := range moves {
		if m.Phase != ledger.Direct || m.Credit != ledger.MemberCosts {
			continue
		}
		settled, err := tx.Settled(ctx, cause, member)
		if err != nil {
			return err
		}
		if settled {
			moves[i].Debit = ledger.Recover(string(member))
		}
	}
	return nil
}

// keepEarnings writes an earning for each transfer that makes one, and moves
// those whose pending transfer was resolved.
func keepEarnings(ctx context.Context, tx Tx, d due, member affiliate.MemberID, p affiliate.Payout, posted []ledger.Transfer) error {
	for _, t := range posted {
		var err error
		switch t.Phase {
		case ledger.Void:
			err = tx.ResolveEarning(ctx, t.PendingID, affiliate.EarningVoid)
		case ledger.Post:
			err = tx.ResolveEarning(ctx, t.PendingID, affiliate.EarningPosted)
		default:
			earning := affiliate.Earning{Cause: d.Cause, ConversionID: d.conversion, MemberID: member, Amount: t.Amount,
				State: affiliate.EarningPosted, Account: string(t.Credit), RuleID: p.RuleID, RuleVersion: p.RuleVersion,
				Inputs: p.Inputs, Explanation: p.Explanation, Day: d.Place.Day}
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

// payoutOf is a result as it is kept.
func payoutOf(d due, r earnings.Result) (affiliate.Payout, error) {
	p := counts(d)
	p.ByRule, p.Amount, p.RuleID, p.RuleVersion, p.Explanation = r.ByRule, r.Amount, r.RuleID, r.RuleVersion, r.Explanation()
	p.ByRule.Currency = r.Amount.Currency
	var err error
	p.Inputs, err = r.Inputs.JSON()
	return p, err
}

// counts is what a due counts for others, without what it is paid.
func counts(d due) affiliate.Payout {
	return affiliate.Payout{Cause: d.Cause, OfferID: d.Offer, MemberID: d.Member, Day: d.Place.Day, At: d.Place.At, ClickID: d.ClickID,
		Counts: d.Counts(), Sale: d.Sales()}
}
