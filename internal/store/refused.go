package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"linkledger/internal/affiliate"
)

// RefusedEdit is a decision that the relay will never take. It is shown as not
// synced until somebody discards it.
type RefusedEdit struct {
	Batch   string
	Noun    affiliate.Noun // what it is about
	Subject string
	Reason  string // the relay's words
	At      time.Time
}

// Refuse sets a batch aside with the relay's words, so that it does not hold
// up the others.
func (s *Store) Refuse(ctx context.Context, batch, reason string) error {
	if reason == "" {
		reason = "The relay gave no reason."
	}
	return s.db.Tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE outbox SET refused = ? WHERE batch = ? AND place = 0`, reason, batch); err != nil {
			return fmt.Errorf("set batch %s aside: %w", batch, err)
		}
		return nil
	})
}

// RefusedEdits lists what the relay refused, a batch once, oldest first.
func (s *Store) RefusedEdits(ctx context.Context) ([]RefusedEdit, error) {
	return rows(ctx, s.db.Read, func(r scanner) (e RefusedEdit, err error) {
		var at string
		if err = r.Scan(&e.Batch, &e.Noun, &e.Subject, &e.Reason, &at); err == nil {
			e.At, err = parseTime(at)
		}
		return e, err
	}, `SELECT batch, noun, subject, refused, time FROM outbox AS o WHERE refused <> '' AND position = (
		SELECT position FROM outbox WHERE batch = o.batch AND refused <> '' ORDER BY noun = '', position LIMIT 1) ORDER BY position`)
}

// Discard gives up a refused edit: what it changed shows again as the log has
// it. One that is not refused any more is Conflict, and stays.
func (s *Store) Discard(ctx context.Context, batch string) error {
	return s.db.Tx(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `DELETE FROM outbox WHERE batch = ? AND refused <> ''`, batch)
		if err != nil {
			return fmt.Errorf("discard batch %s: %w", batch, err)
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			if err == nil {
				err = affiliate.Errorf(affiliate.Conflict, "This edit is not among the refused ones any more.").WithHint("Look at the list again.")
			}
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM outbox_public WHERE batch NOT IN (SELECT batch FROM outbox)`)
		return err
	})
}
