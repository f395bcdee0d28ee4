package store

import (
	"context"
	"database/sql"
	"fmt"

	"linkledger/internal/affiliate"
)

// AddBlock keeps link numbers and codes that the relay reserved for this device.
func (s *Store) AddBlock(ctx context.Context, first int64, codes []string) error {
	return s.db.Tx(ctx, func(tx *sql.Tx) error {
		for i, code := range codes {
			if _, err := tx.ExecContext(ctx, `INSERT INTO link_block (number, code) VALUES (?, ?)`, first+int64(i), code); err != nil {
				return fmt.Errorf("keep link number %d: %w", first+int64(i), err)
			}
		}
		return nil
	})
}

// FreeNumbers lists up to n reserved numbers that no link uses yet.
func (s *Store) FreeNumbers(ctx context.Context, n int) ([]affiliate.LinkCode, error) {
	return rows(ctx, s.db.Read, func(r scanner) (f affiliate.LinkCode, err error) { return f, r.Scan(&f.Number, &f.Code) },
		`SELECT number, code FROM link_block WHERE used = 0 ORDER BY number LIMIT ?`, n)
}

// useNumber takes a reserved number for a link; a number is taken once.
func useNumber(ctx context.Context, run *statements, number int64) error {
	result, err := run.result(ctx, `UPDATE link_block SET used = 1 WHERE number = ? AND used = 0`, number)
	if err != nil {
		return fmt.Errorf("use link number %d: %w", number, err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return affiliate.Errorf(affiliate.Conflict, "Link number %d is in use already.", number).WithHint("Make the link again; it gets another number.")
}

// FreeCount counts the reserved numbers that no link uses yet.
func (s *Store) FreeCount(ctx context.Context) (n int, err error) {
	err = s.db.Read.QueryRowContext(ctx, `SELECT count(*) FROM link_block WHERE used = 0`).Scan(&n)
	return n, err
}

// Codes lists the link numbers with their codes that this device knows, its
// own reserved ones and those of all links, by number.
func (s *Store) Codes(ctx context.Context, after int64, limit int) ([]affiliate.LinkCode, error) {
	return rows(ctx, s.db.Read, func(r scanner) (c affiliate.LinkCode, err error) { return c, r.Scan(&c.Number, &c.Code) },
		`SELECT number, code FROM link_block WHERE number > ?1 UNION SELECT number, code FROM link WHERE number > ?1 ORDER BY number LIMIT ?2`, after, limit)
}
