package store

import (
	"context"
	"iter"

	"linkledger/internal/ledger"
)

// Journal hands out the whole book from one state of the database: its
// balances, the pending transfers that are open, its head and its transfers.
func (s *Store) Journal(ctx context.Context, read func(b JournalBook) error) error {
	_, err := snapshot(ctx, s, func(q queryer) (struct{}, error) {
		var b JournalBook
		var err error
		if b.Balances, err = balances(ctx, q); err != nil {
			return struct{}{}, err
		}
		if b.Head, err = bookHead(ctx, q); err != nil {
			return struct{}{}, err
		}
		b.Transfers = everyTransfer(ctx, q)
		return struct{}{}, read(b)
	})
	return err
}

// JournalBook is a whole book.
type JournalBook struct {
	Head      string
	Balances  []ledger.Balance
	Transfers iter.Seq2[ListedTransfer, error]
}

func everyTransfer(ctx context.Context, q queryer) iter.Seq2[ListedTransfer, error] {
	return func(yield func(ListedTransfer, error) bool) {
		result, err := q.QueryContext(ctx, `SELECT `+listedColumns+` FROM transfer ORDER BY position`)
		if err != nil {
			yield(ListedTransfer{}, err)
			return
		}
		defer result.Close()
		for result.Next() {
			if t, err := scanListed(result); !yield(t, err) || err != nil {
				return
			}
		}
		if err := result.Err(); err != nil {
			yield(ListedTransfer{}, err)
		}
	}
}
