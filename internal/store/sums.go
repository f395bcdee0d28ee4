package store

import (
	"context"
	"errors"
	"fmt"

	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// sums are the accounts and the days of payouts that a fold has come to. Entry
// after entry moves the same few rows, so they are read once, and written when
// something else is about to read them or entries are done.
type sums struct {
	accounts map[accountPlace]*accountSum
	days     map[dayPlace]*daySum
	unsaved  []saver
}

type (
	accountPlace struct {
		name     ledger.Account
		currency money.Currency
	}
	accountSum struct {
		ledger.Balance
		unsaved bool
	}
	daySum struct {
		dayPlace
		dayCell
		unsaved bool
	}
	saver interface {
		save(ctx context.Context, run *statements) error
	}
)

// manySums are kept at most between two points at which nothing is unsaved.
const manySums = 20_000

func newSums() sums {
	return sums{accounts: map[accountPlace]*accountSum{}, days: map[dayPlace]*daySum{}}
}

func (s *sums) flush(ctx context.Context, run *statements) error {
	for _, sum := range s.unsaved {
		if err := sum.save(ctx, run); err != nil {
			return err
		}
	}
	s.unsaved = s.unsaved[:0]
	if len(s.accounts)+len(s.days) > manySums {
		*s = newSums()
	}
	return nil
}

var errTooMuch = unfit("It contradicts what is kept already.", errors.New("a sum would be too large to be kept"))

// account is what an account holds.
func (s *sums) account(ctx context.Context, run *statements, at accountPlace) (*accountSum, error) {
	if sum, known := s.accounts[at]; known {
		return sum, nil
	}
	stored, err := balance(ctx, run, at.name, at.currency)
	if err != nil {
		return nil, err
	}
	sum := &accountSum{Balance: stored}
	s.accounts[at] = sum
	return sum, nil
}

func (s *sums) move(ctx context.Context, run *statements, e ledger.Effect) error {
	sum, err := s.account(ctx, run, accountPlace{e.Account, e.Currency})
	if err != nil {
		return err
	}
	if !sum.Fits(e) {
		return errTooMuch
	}
	sum.Balance = sum.Add(e)
	if !sum.unsaved {
		sum.unsaved, s.unsaved = true, append(s.unsaved, sum)
	}
	return nil
}

func (a *accountSum) save(ctx context.Context, run *statements) error {
	err := run.exec(ctx, `INSERT INTO account (`+balanceColumns+`) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (name, currency) DO UPDATE SET debits_pending = excluded.debits_pending, credits_pending = excluded.credits_pending,
			debits_posted = excluded.debits_posted, credits_posted = excluded.credits_posted`,
		a.Account, a.Currency, a.DebitsPending, a.CreditsPending, a.DebitsPosted, a.CreditsPosted)
	if err != nil {
		return fmt.Errorf("move account %s: %w", a.Account, err)
	}
	a.unsaved = false
	return nil
}

func (s *sums) day(ctx context.Context, run *statements, at dayPlace) (*daySum, error) {
	if sum, known := s.days[at]; known {
		return sum, nil
	}
	cell, _, err := one(ctx, run, func(r scanner) (n dayCell, err error) { return n, r.Scan(&n.conversions, &n.sales, &n.payouts) },
		`SELECT conversions, sales, payouts FROM payout_day WHERE offer_id = ? AND member_id = ? AND day = ? AND currency = ?`,
		at.offer, at.member, at.day, at.currency)
	if err != nil {
		return nil, err
	}
	sum := &daySum{dayPlace: at, dayCell: cell}
	s.days[at] = sum
	return sum, nil
}

func (s *sums) add(ctx context.Context, run *statements, at dayPlace, n dayCell) error {
	sum, err := s.day(ctx, run, at)
	if err != nil {
		return err
	}
	total, fits := sum.plus(n)
	if !fits {
		return errTooMuch
	}
	sum.dayCell = total
	if !sum.unsaved {
		sum.unsaved, s.unsaved = true, append(s.unsaved, sum)
	}
	return nil
}

var putDay = payoutDays.upsert([]string{"offer_id", "member_id", "day", "currency"})

func (d *daySum) save(ctx context.Context, run *statements) error {
	d.unsaved = false
	_, err := run.write(ctx, payoutDays, putDay, d.offer, d.member, d.day, d.currency, d.conversions, d.sales, d.payouts)
	return err
}

// plus adds to a day, if the sums can be kept.
func (c dayCell) plus(n dayCell) (total dayCell, fits bool) {
	total = dayCell{c.conversions + n.conversions, c.sales + n.sales, c.payouts + n.payouts}
	return total, within(c.sales, n.sales) && within(c.payouts, n.payouts)
}

// within reports whether the sum of two numbers is one.
func within(a, b int64) bool { return (a+b > a) == (b > 0) || b == 0 }
