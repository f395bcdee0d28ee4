package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"sort"

	"linkledger/internal/money"
)

// Book is a whole book in memory: it replays transfers and proves a stored one.
type Book struct {
	Head     string // hash of the last transfer
	balances map[place]Balance
	open     map[string]Transfer // pending transfers by id
	seen     map[shortID]int     // every transfer's place in the chain
	chain    []digest            // each one's hash, which covers its content
}

type place struct {
	account  Account
	currency money.Currency
}

// A book has many transfers, so that what it keeps of each is as short as can be.
type (
	shortID [16]byte
	digest  [sha256.Size]byte
)

// short is an id without its hexadecimal digits.
func short(id string) (s shortID) {
	_, _ = hex.Decode(s[:], []byte(id)[:min(len(id), 2*len(s))]) // one of other form is refused by its check
	return s
}

// hash is that of the transfer at a place, from 0; empty before the first.
func (b *Book) hash(place int) string {
	if place < 0 {
		return ""
	}
	return hex.EncodeToString(b.chain[place][:])
}

// NewBook returns an empty book.
func NewBook() *Book {
	return &Book{balances: map[place]Balance{}, open: map[string]Transfer{}, seen: map[shortID]int{}}
}

// Append chains a transfer and applies it. The same transfer again changes
// nothing; another one of the same key is ErrTransfer.
func (b *Book) Append(t Transfer) error {
	if place, seen := b.seen[short(t.ID)]; seen {
		if t.Chain(b.hash(place - 1)); t.Hash != b.hash(place) {
			return fmt.Errorf("transfer %s stands already with other content: %w", t.ID, ErrTransfer)
		}
		return nil
	}
	t.Chain(b.Head)
	return b.Replay(t)
}

// Replay applies a transfer that was chained already: ErrChain when it does
// not follow the last one, ErrTransfer when it is not valid or not the first
// of its key, ErrResolved when what it resolves is not open. On an error the
// book stays as it was.
func (b *Book) Replay(t Transfer) error {
	if err := t.Verify(b.Head); err != nil {
		return err
	}
	if _, seen := b.seen[short(t.ID)]; seen {
		return fmt.Errorf("transfer %s stands twice: %w", t.ID, ErrTransfer)
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
		if !b.Balance(e.Account, e.Currency).Fits(e) {
			return fmt.Errorf("account %s can't hold %s more: %w", e.Account, t.Amount, ErrTransfer)
		}
	}
	for _, e := range effects {
		b.balances[place{e.Account, e.Currency}] = b.Balance(e.Account, e.Currency).Add(e)
	}
	switch t.Phase {
	case Pending:
		b.open[t.ID] = t
	case Post, Void:
		delete(b.open, t.PendingID)
	}
	var own digest
	_, _ = hex.Decode(own[:], []byte(t.Hash)) // it was verified
	b.seen[short(t.ID)] = len(b.chain)
	b.chain = append(b.chain, own)
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
	for _, currency := range slices.Sorted(maps.Keys(sums)) {
		sum := sums[currency]
		if sum.DebitsPosted != sum.CreditsPosted {
			return fmt.Errorf("the books do not balance in %s: debits %d, credits %d", currency, sum.DebitsPosted, sum.CreditsPosted)
		}
		if sum.DebitsPending != sum.CreditsPending {
			return fmt.Errorf("the books do not balance in %s: pending debits %d, pending credits %d", currency, sum.DebitsPending, sum.CreditsPending)
		}
	}
	return nil
}
