package sqlitestore

import (
	"context"
	"database/sql"
)

// statements is a transaction that reads each query once for all members of a
// batch: parsing them costs a postback more than running them. They end with
// the transaction.
type statements struct {
	*sql.Tx
	read map[string]*sql.Stmt
}

func newStatements(tx *sql.Tx) *statements {
	return &statements{Tx: tx, read: map[string]*sql.Stmt{}}
}

func (s *statements) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if statement, ok := s.read[query]; ok {
		return statement, nil
	}
	statement, err := s.Tx.PrepareContext(ctx, query)
	if err == nil {
		s.read[query] = statement
	}
	return statement, err
}

// ExecContext hides the transaction's own.
func (s *statements) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	statement, err := s.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return statement.ExecContext(ctx, args...)
}

// QueryContext hides the transaction's own.
func (s *statements) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	statement, err := s.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return statement.QueryContext(ctx, args...)
}

// QueryRowContext hides the transaction's own.
func (s *statements) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	statement, err := s.statement(ctx, query)
	if err != nil {
		return s.Tx.QueryRowContext(ctx, query, args...) // which fails in the same way
	}
	return statement.QueryRowContext(ctx, args...)
}
