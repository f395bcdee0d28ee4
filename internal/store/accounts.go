package store

import (
	"context"
	"slices"

	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// AccountSum is an account, or all members' of one kind together: those are
// called ledger.Payable("*") and ledger.Recover("*").
type AccountSum struct {
	ledger.Balance
	Members int // whose accounts it sums up
}

// Books is what the books come to.
type Books struct {
	Accounts  []AccountSum             // by name and currency
	OnTheWay  map[money.Currency]int64 // minor units of payments that are not final
	Head      string                   // hash of the last transfer
	Transfers int
	LastEntry int64 // of the log, up to which they are made
}

// Books adds the books up.
func (s *Store) Books(ctx context.Context) (Books, error) {
	return snapshot(ctx, s, func(q queryer) (b Books, err error) {
		if b.Accounts, err = accountSums(ctx, q, `account`); err != nil {
			return b, err
		}
		if b.OnTheWay, err = onTheWay(ctx, q); err != nil {
			return b, err
		}
		if b.Head, err = bookHead(ctx, q); err != nil {
			return b, err
		}
		err = q.QueryRowContext(ctx, `SELECT coalesce(max(position), 0), coalesce((SELECT max(seq) FROM log_entry), 0) FROM transfer`).Scan(&b.Transfers, &b.LastEntry)
		return b, err
	})
}

// accountSums adds up balances that a table has.
func accountSums(ctx context.Context, q queryer, table string, args ...any) ([]AccountSum, error) {
	return rows(ctx, q, func(r scanner) (a AccountSum, err error) {
		a.Balance, err = scanBalance(rest{r, []any{&a.Members}})
		return a, err
	}, `SELECT CASE WHEN name GLOB 'member:*:payable' THEN ?1 WHEN name GLOB 'member:*:recover' THEN ?2 ELSE name END AS account, currency,
		sum(debits_pending), sum(credits_pending), sum(debits_posted), sum(credits_posted), count(*) * (name GLOB 'member:*')
		FROM `+table+` GROUP BY account, currency ORDER BY account, currency`, append([]any{ledger.Payable("*"), ledger.Recover("*")}, args...)...)
}

// BookSums are the balances, those of all members together, and what payments
// have on their way.
func (s *Store) BookSums(ctx context.Context) (balances []ledger.Balance, onTheWay map[money.Currency]int64, err error) {
	b, err := s.Books(ctx)
	return b.Balances(), b.OnTheWay, err
}

// Balances are the sums as balances.
func (b Books) Balances() []ledger.Balance {
	list := make([]ledger.Balance, 0, len(b.Accounts))
	for _, a := range b.Accounts {
		list = append(list, a.Balance)
	}
	return list
}

// Currencies lists the currencies in which there are accounts, by code.
func (b Books) Currencies() []money.Currency {
	var list []money.Currency
	for _, a := range b.Accounts {
		if !slices.Contains(list, a.Currency) {
			list = append(list, a.Currency)
		}
	}
	slices.Sort(list)
	return list
}
