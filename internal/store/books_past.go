package store

import (
	"context"
	"math"
)

// BooksAsOf adds the books up as they stood in the evening of a day: transfers
// are only ever appended, so that is what stands before the first one that
// became known later. What was on the way then is not told.
func (s *Store) BooksAsOf(ctx context.Context, day string) (Books, error) {
	return snapshot(ctx, s, func(q queryer) (b Books, err error) {
		last, seq, err := lastTransfer(ctx, q, day)
		if err != nil {
			return b, err
		}
		if b.Accounts, err = accountSums(ctx, q, stood, last); err != nil {
			return b, err
		}
		if b.Head, _, err = one(ctx, q, scanText, `SELECT hash FROM transfer WHERE position = ?`, last); err != nil {
			return b, err
		}
		err = q.QueryRowContext(ctx, `SELECT ?, coalesce(max(seq), 0) FROM log_entry WHERE seq < ?`, last, seq).Scan(&b.Transfers, &b.LastEntry)
		return b, err
	})
}

// stood is what each account had when the book ended with the transfer at ?3.
const stood = `(SELECT name, currency, sum(iif(reserves, debit, 0)) AS debits_pending, sum(iif(reserves, credit, 0)) AS credits_pending,
	sum(iif(moves, debit, 0)) AS debits_posted, sum(iif(moves, credit, 0)) AS credits_posted
	FROM (SELECT iif(side.credit, t.credit, t.debit) AS name, t.currency, iif(side.credit, 0, amount) AS debit, iif(side.credit, amount, 0) AS credit,
			phase IN ('direct', 'post') AS moves,
			phase = 'pending' AND NOT EXISTS (SELECT 1 FROM transfer AS r WHERE r.pending_id = t.id AND r.position <= ?3) AS reserves
		FROM transfer AS t CROSS JOIN (SELECT 0 AS credit UNION ALL SELECT 1) AS side WHERE t.position <= ?3)
	GROUP BY name, currency)`

// lastTransfer is the position of the last transfer that was known in the
// evening of a day, zero for none, and the place in the log of the first entry
// that was not. Positions and entries go up together.
func lastTransfer(ctx context.Context, q queryer, day string) (last, seq int64, err error) {
	if seq, err = knownBy(ctx, q, day); err != nil {
		return 0, 0, err
	}
	var high int64
	if err = q.QueryRowContext(ctx, `SELECT coalesce(max(position), 0) FROM transfer`).Scan(&high); err != nil || seq == math.MaxInt64 {
		return high, seq, err
	}
	for last < high {
		middle := (last + high + 1) / 2
		var entry int64
		if err = q.QueryRowContext(ctx, `SELECT entry FROM transfer WHERE position = ?`, middle).Scan(&entry); err != nil {
			return 0, 0, err
		}
		if entry < seq {
			last = middle
		} else {
			high = middle - 1
		}
	}
	return last, seq, nil
}
