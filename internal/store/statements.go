package store

import (
	"context"
	"database/sql"
)

// statements are those of one transaction, each prepared once: a fold runs a
// few of them many thousand times, and preparing is half of what one costs.
// They end with the transaction.
type statements struct {
	tx       *sql.Tx
	prepared map[string]*sql.Stmt
}

func prepare(tx *sql.Tx) *statements { return &statements{tx: tx, prepared: map[string]*sql.Stmt{}} }

func (s *statements) exec(ctx context.Context, query string, args ...any) error {
	stmt, known := s.prepared[query]
	if !known {
		var err error
		if stmt, err = s.tx.PrepareContext(ctx, query); err != nil {
			return err
		}
		s.prepared[query] = stmt
	}
	_, err := stmt.ExecContext(ctx, args...)
	return err
}
