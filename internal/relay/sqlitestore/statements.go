package sqlitestore

import (
	"context"
	"database/sql"
	"sync"
)

// keptStatements bounds the queries that are kept: more than there are.
const keptStatements = 300

// statements are queries of the writer that are kept read: parsing them costs
// a postback more than running them.
type statements struct {
	db   *sql.DB
	mu   sync.Mutex
	kept map[string]*sql.Stmt
}

func newStatements(db *sql.DB) *statements {
	return &statements{db: db, kept: map[string]*sql.Stmt{}}
}

func (s *statements) in(tx *sql.Tx) *batch {
	return &batch{tx: tx, shared: s, here: map[string]*sql.Stmt{}}
}

// keep reads queries that a transaction met for the first time. It is called
// when that has ended, since there is one connection; a query that can't be
// read now is tried again by the next one.
func (s *statements) keep(ctx context.Context, queries []string) {
	for _, query := range queries {
		s.mu.Lock()
		_, had := s.kept[query]
		had = had || len(s.kept) >= keptStatements
		s.mu.Unlock()
		if had {
			continue
		}
		statement, err := s.db.PrepareContext(ctx, query)
		if err != nil {
			return
		}
		s.mu.Lock()
		if s.kept[query] == nil {
			s.kept[query] = statement
		} else {
			_ = statement.Close() // another was quicker
		}
		s.mu.Unlock()
	}
}

// batch is a transaction with the statements that it has used.
type batch struct {
	tx     *sql.Tx
	shared *statements
	here   map[string]*sql.Stmt
	fresh  []string // not kept yet
}

func (b *batch) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if statement, ok := b.here[query]; ok {
		return statement, nil
	}
	b.shared.mu.Lock()
	kept := b.shared.kept[query]
	b.shared.mu.Unlock()
	if kept != nil {
		b.here[query] = b.tx.StmtContext(ctx, kept)
		return b.here[query], nil
	}
	statement, err := b.tx.PrepareContext(ctx, query)
	if err == nil {
		b.here[query] = statement
		b.fresh = append(b.fresh, query)
	}
	return statement, err
}

func (b *batch) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	statement, err := b.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return statement.ExecContext(ctx, args...)
}

func (b *batch) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	statement, err := b.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return statement.QueryContext(ctx, args...)
}

func (b *batch) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	statement, err := b.statement(ctx, query)
	if err != nil {
		return b.tx.QueryRowContext(ctx, query, args...) // which fails in the same way
	}
	return statement.QueryRowContext(ctx, args...)
}
