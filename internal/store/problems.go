package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Problem records that the entry could not be folded as it was meant; money
// tells that the books may lack something by it.
func (t *Tx) Problem(ctx context.Context, what string, money bool) error {
	return t.exec(ctx, `INSERT INTO fold_problem (seq, what, money) VALUES (?, ?, ?)
		ON CONFLICT (seq) DO UPDATE SET what = what || ' ' || excluded.what, money = max(money, excluded.money)`, t.entry.Seq, what, money)
}

const problemWords = `'Entry ' || seq || ': ' || what`

// Problem is an entry that could not be folded as it was meant.
type Problem struct {
	Seq  int64 // its place in the log
	Text string
}

// Problems lists what could not be folded as it was meant, newest first.
func (s *Store) Problems(ctx context.Context) ([]Problem, error) {
	return rows(ctx, s.db.Read, func(r scanner) (p Problem, err error) { return p, r.Scan(&p.Seq, &p.Text) },
		`SELECT seq, `+problemWords+` FROM fold_problem ORDER BY seq DESC LIMIT 100`)
}

const acknowledged = "note:problems_acknowledged" // up to which entry

// MoneyProblem is the newest problem of an entry that concerns money; empty
// when there is none since somebody acknowledged them.
func (s *Store) MoneyProblem(ctx context.Context) (string, error) {
	what, _, err := one(ctx, s.db.Read, scanText, `SELECT `+problemWords+` FROM fold_problem
		WHERE money = 1 AND seq > coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?), 0) ORDER BY seq DESC LIMIT 1`, acknowledged)
	return what, err
}

// Acknowledge notes on this device that somebody has seen to all problems up to
// a place in the log; those that came since were not shown.
func (s *Store) Acknowledge(ctx context.Context, seq int64) error {
	return s.db.Tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO meta (key, value) SELECT ?, CAST(coalesce(max(seq), 0) AS TEXT) FROM fold_problem WHERE seq <= ?
			ON CONFLICT (key) DO UPDATE SET value = excluded.value`, acknowledged, seq)
		if err != nil {
			return fmt.Errorf("acknowledge the problems: %w", err)
		}
		return nil
	})
}

func scanText(r scanner) (text string, err error) { return text, r.Scan(&text) }
