package store

import (
	"context"
	"database/sql"
)

// statements are those of one transaction, each prepared once: a fold runs a
// few of them many thousand times, and preparing is half of what one costs.
// They end with the transaction. Whether to go on is asked before each, which
// takes microseconds: the driver would start a goroutine for each to ask.
type statements struct {
	tx       *sql.Tx
	prepared map[string]*sql.Stmt
	writes   int // that were tried
}

func prepare(tx *sql.Tx) *statements { return &statements{tx: tx, prepared: map[string]*sql.Stmt{}} }

func (s *statements) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if stmt, known := s.prepared[query]; known {
		return stmt, nil
	}
	stmt, err := s.tx.PrepareContext(ctx, query)
	if err == nil {
		s.prepared[query] = stmt
	}
	return stmt, err
}

func (s *statements) exec(ctx context.Context, query string, args ...any) error {
	_, err := s.result(ctx, query, args...)
	return err
}

func (s *statements) result(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s.writes++
	stmt, err := s.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(context.WithoutCancel(ctx), args...)
}

// QueryContext implements queryer.
func (s *statements) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := s.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(context.WithoutCancel(ctx), args...)
}

// QueryRowContext implements queryer.
func (s *statements) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	stmt, err := s.statement(ctx, query)
	if err != nil {
		return s.tx.QueryRowContext(ctx, query, args...) // which has the same error
	}
	return stmt.QueryRowContext(context.WithoutCancel(ctx), args...)
}
