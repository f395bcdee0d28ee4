package ledger

import (
	"fmt"
	"sort"

	"linkledger/internal/money"
)

// Book is a whole book in memory: it replays transfers and proves a stored one.
type Book struct {
	Head     string // hash of the last transfer
	balances map[place]Balance
	open     map[string]Transfer // pending transfers by id
	seen     map[string]Phase    // every id and, for pending ones, how it was resolved
}

type place struct {
	account  Account
	currency money.Currency
}

// NewBook returns an empty book.
func NewBook() *Book {
	return &Book{balances: map[place]Balance{}, open: map[string]Transfer{}, seen: map[string]Phase{}}
}

// Append chains a transfer and applies it. The same key again changes nothing.
func (b *Book) Append(t Transfer) error {
	if _, again := b.seen[t.ID]; again {
		return nil
	}
	t.Chain(b.Head)
	return b.Replay(t)
}

// Replay applies a transfer that was chained already: ErrChain when it does
// not follow the last one.
func (b *Book) Replay(t Transfer) error {
	if err := t.Verify(b.Head); err != nil {
		return err
	}
	var pending *Transfer
	if t.PendingID != "" {
		p, open := b.open[t.PendingID]
		if !open {
			return fmt.Errorf("transfer %s: %w", t.PendingID, ErrResolved)
		}
		pending = &p
	}
	effects, err := Effects(t, pending)
	if err != nil {
		return err
	}
	for _, e := range effects {
		at := place{e.Account, e.Currency}
		was, ok := b.balances[at]
		if !ok {
			was = Balance{Account: e.Account, Currency: e.Currency}
		}
		b.balances[at] = was.Add(e)
	}
	switch t.Phase {
	case Pending:
		b.open[t.ID] = t
	case Post, Void:
		delete(b.open, t.PendingID)
	}
	b.seen[t.ID] = t.Phase
	b.Head = t.Hash
	return nil
}

// Balance is what an account holds in a currency.
func (b *Book) Balance(a Account, c money.Currency) Balance {
	if balance, ok := b.balances[place{a, c}]; ok {
		return balance
	}
	return Balance{Account: a, Currency: c}
}

// Balances lists all accounts that were ever touched, by name and currency.
func (b *Book) Balances() []Balance {
	list := make([]Balance, 0, len(b.balances))
	for _, balance := range b.balances {
		list = append(list, balance)
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].Account != list[j].Account {
			return list[i].Account < list[j].Account
		}
		return list[i].Currency < list[j].Currency
	})
	return list
}

// TrialBalance checks that debits equal credits in each currency, pending and
// posted: an error names the currency that does not.
func TrialBalance(balances []Balance) error {
	sums := map[money.Currency]Balance{}
	for _, b := range balances {
		sums[b.Currency] = sums[b.Currency].Add(b)
	}
	for currency, sum := range sums {
		if sum.DebitsPosted != sum.CreditsPosted || sum.DebitsPending != sum.CreditsPending {
			return fmt.Errorf("the books do not balance in %s: debits %d, credits %d", currency, sum.DebitsPosted, sum.CreditsPosted)
		}
	}
	return nil
}
