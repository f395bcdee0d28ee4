package ledger

import (
	"fmt"
	"math"

	"linkledger/internal/money"
)

// Balance is what an account holds in one currency, in minor units.
type Balance struct {
	Account        Account
	Currency       money.Currency
	DebitsPending  int64
	CreditsPending int64
	DebitsPosted   int64
	CreditsPosted  int64
}

// Debit is the posted balance of an account that grows by debits.
func (b Balance) Debit() money.Amount {
	return money.New(b.DebitsPosted-b.CreditsPosted, b.Currency)
}

// Credit is the posted balance of an account that grows by credits.
func (b Balance) Credit() money.Amount { return b.Debit().Neg() }

// Posted is the posted balance, positive on the usual side of the account.
func (b Balance) Posted() money.Amount { return b.usual(b.DebitsPosted, b.CreditsPosted) }

// Pending is what is reserved and not posted, signed as Posted is.
func (b Balance) Pending() money.Amount { return b.usual(b.DebitsPending, b.CreditsPending) }

// Available is what the account can give: posted, less what is reserved to
// leave it.
func (b Balance) Available() money.Amount {
	if b.Account.Line().Kind.ByDebits() {
		return b.usual(b.DebitsPosted, b.CreditsPosted+b.CreditsPending)
	}
	return b.usual(b.DebitsPosted+b.DebitsPending, b.CreditsPosted)
}

func (b Balance) usual(debits, credits int64) money.Amount {
	if b.Account.Line().Kind.ByDebits() {
		return money.New(debits-credits, b.Currency)
	}
	return money.New(credits-debits, b.Currency)
}

// Effect is the change that a transfer makes to one account.
type Effect = Balance

// Effects tells what a transfer changes. For Post and Void, pending is the
// transfer that it resolves.
func Effects(t Transfer, pending *Transfer) ([2]Effect, error) {
	if err := t.Check(); err != nil {
		return [2]Effect{}, err
	}
	debit := Effect{Account: t.Debit, Currency: t.Amount.Currency}
	credit := Effect{Account: t.Credit, Currency: t.Amount.Currency}
	n := t.Amount.Minor
	switch t.Phase {
	case Direct:
		debit.DebitsPosted, credit.CreditsPosted = n, n
	case Pending:
		debit.DebitsPending, credit.CreditsPending = n, n
	case Post, Void:
		if pending == nil || pending.Phase != Pending || pending.ID != t.PendingID ||
			pending.Debit != t.Debit || pending.Credit != t.Credit || pending.Amount != t.Amount {
			return [2]Effect{}, fmt.Errorf("%s of %s does not match it: %w", t.Phase, t.PendingID, ErrTransfer)
		}
		debit.DebitsPending, credit.CreditsPending = -n, -n
		if t.Phase == Post {
			debit.DebitsPosted, credit.CreditsPosted = n, n
		}
	}
	return [2]Effect{debit, credit}, nil
}

// Fits reports whether adding an effect to a balance keeps each sum in range.
func (b Balance) Fits(e Effect) bool {
	for _, sum := range [][2]int64{
		{b.DebitsPending, e.DebitsPending}, {b.CreditsPending, e.CreditsPending},
		{b.DebitsPosted, e.DebitsPosted}, {b.CreditsPosted, e.CreditsPosted},
	} {
		if sum[1] > 0 && sum[0] > math.MaxInt64-sum[1] {
			return false
		}
	}
	return true
}

// Add applies an effect to a balance of the same account and currency.
func (b Balance) Add(e Effect) Balance {
	b.DebitsPending += e.DebitsPending
	b.CreditsPending += e.CreditsPending
	b.DebitsPosted += e.DebitsPosted
	b.CreditsPosted += e.CreditsPosted
	return b
}
