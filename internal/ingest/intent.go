package ingest

import (
	"context"
	"fmt"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// intentMoves checks each line against what is owed now and reserves the
// money: from the member's account through the clearing account. The device
// that made the intent may not have known all that the log says before it.
func intentMoves(ctx context.Context, tx Tx, p affiliate.Payment, at time.Time) ([]ledger.Transfer, error) {
	currency := money.Currency(p.Currency)
	var moves []ledger.Transfer
	seen := map[affiliate.EarningID]bool{}
	drawn := map[affiliate.MemberID]int64{} // from the member's account, by this payment
	for _, line := range p.Lines {
		owed, err := owedOn(ctx, tx, line, currency, seen, at)
		if err != nil {
			return nil, err
		}
		if line.Minor <= 0 || line.Minor != owed.payable.Minor-owed.taken.Minor {
			return nil, fmt.Errorf("%w: %s is owed to the member and %s is on the line", errUnfit,
				money.New(owed.payable.Minor-owed.taken.Minor, currency), money.New(line.Minor, currency))
		}
		payable := ledger.Payable(string(line.MemberID))
		drawn[line.MemberID] += owed.payable.Minor
		if available, err := payableNow(ctx, tx, line.MemberID, currency); err != nil {
			return nil, err
		} else if available.Minor < drawn[line.MemberID] {
			return nil, fmt.Errorf("%w: %s is owed to the member by now, and the line takes %s of it", errUnfit, available, owed.payable)
		}
		amount := money.New(line.Minor, currency)
		moves = append(moves,
			ledger.Transfer{Debit: payable, Credit: ledger.CSVClearing, Amount: amount, Phase: ledger.Pending},
			ledger.Transfer{Debit: ledger.CSVClearing, Credit: ledger.Wallet, Amount: amount, Phase: ledger.Pending})
		if !owed.taken.IsZero() {
			moves = append(moves, ledger.Transfer{Debit: payable, Credit: ledger.Recover(string(line.MemberID)), Amount: owed.taken, Phase: ledger.Pending})
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

// owed is what earnings come to: from the member's account, and what was paid
// and taken back.
type owed struct{ payable, taken money.Amount }

func (o *owed) add(e affiliate.Earning) {
	if e.Account == string(ledger.Recover(string(e.MemberID))) {
		o.taken.Minor -= e.Amount.Minor
	} else {
		o.payable.Minor += e.Amount.Minor
	}
}

// owedOn adds up the earnings of a line; each must be owed, free and not
// blocked at an instant in the workspace's time zone.
func owedOn(ctx context.Context, tx Tx, line affiliate.PaymentLine, currency money.Currency, seen map[affiliate.EarningID]bool, at time.Time) (owed, error) {
	sum := owed{payable: money.New(0, currency), taken: money.New(0, currency)}
	var dues []affiliate.Due
	of := map[affiliate.DueKey]money.Amount{}
	for _, id := range line.Earnings {
		earning, held, found, err := tx.Earning(ctx, id)
		switch {
		case err != nil:
			return sum, err
		case !found || !isOwed(earning, line.MemberID, currency):
			return sum, fmt.Errorf("%w: earning %s is not owed", errUnfit, id)
		case held || seen[id]:
			return sum, fmt.Errorf("%w: earning %s is settled by another payment", errUnfit, id)
		}
		seen[id] = true
		sum.add(earning)
		due := affiliate.Due{Earning: earning}
		if _, known := of[due.Key()]; !known {
			dues = append(dues, due)
		}
		of[due.Key()] = money.New(of[due.Key()].Minor+earning.Amount.Minor, currency)
	}
	for _, due := range dues {
		var err error
		if due.Conversion, _, err = tx.Conversion(ctx, due.Earning.ConversionID); err != nil {
			return sum, err
		}
		if why := due.Blocked(of[due.Key()], at); why != "" {
			return sum, fmt.Errorf("%w: something on it can't be paid now. %s", errUnfit, why)
		}
	}
	return sum, nil
}

func isOwed(e affiliate.Earning, member affiliate.MemberID, currency money.Currency) bool {
	return e.State == affiliate.EarningPosted && e.MemberID == member && e.Amount.Currency == currency
}

// payableNow is what a member is owed, less what payments have reserved.
func payableNow(ctx context.Context, tx Tx, member affiliate.MemberID, currency money.Currency) (money.Amount, error) {
	b, err := tx.Balance(ctx, ledger.Payable(string(member)), currency)
	return money.New(b.Credit().Minor-b.DebitsPending, currency), err
}
