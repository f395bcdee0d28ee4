package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"linkledger/internal/affiliate"
)

// Enqueue saves what a decision writes to the log, before anything leaves this
// computer: all of the batch or nothing. While everything is made again of the
// log, it is refused at once.
func (s *Store) Enqueue(ctx context.Context, b affiliate.Batch) error {
	return s.EnqueueAll(ctx, []affiliate.Batch{b})
}

// EnqueueAll is Enqueue for a decision that is too large for one batch, with facts
// of this device alone: all of it is saved, or nothing.
func (s *Store) EnqueueAll(ctx context.Context, batches []affiliate.Batch, notes ...affiliate.Note) error {
	if !s.refolding.TryRLock() {
		return affiliate.Errorf(affiliate.Unavailable, "Linkledger is being updated: everything is made again from the log, so nothing was saved.").
			WithHint("It goes on by itself. Try again when the sync chip says that it is done.")
	}
	defer s.refolding.RUnlock()
	return s.db.Tx(ctx, func(tx *sql.Tx) error {
		run := prepare(tx)
		for _, b := range batches {
			if err := enqueue(ctx, run, b); err != nil {
				return err
			}
		}
		for _, n := range notes {
			if err := setNote(ctx, tx, n.Key, n.Value); err != nil {
				return err
			}
		}
		return nil
	})
}

func enqueue(ctx context.Context, run *statements, b affiliate.Batch) error {
	if len(b.Entries) == 0 {
		return fmt.Errorf("batch %s has no entries, so it would never be sent", b.ID)
	}
	for _, e := range b.Entries {
		err := run.exec(ctx, `INSERT INTO outbox (id, batch, kind, schema, actor, time, key, body, noun, subject)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			e.ID, b.ID, e.Kind, e.Schema, e.Actor, formatTime(e.Time), e.Key, e.Body, e.Noun, e.Subject)
		if err != nil {
			return fmt.Errorf("keep %s %s for the relay: %w", e.Noun, e.Subject, err)
		}
	}
	for _, p := range b.Public {
		if err := run.exec(ctx, `INSERT INTO outbox_public (batch, kind, id, row) VALUES (?, ?, ?, ?)`, b.ID, p.Kind, p.ID, p.Row); err != nil {
			return fmt.Errorf("keep the public row of %s %s: %w", p.Kind, p.ID, err)
		}
	}
	for _, n := range b.Numbers {
		if err := useNumber(ctx, run, n); err != nil {
			return err
		}
	}
	if b.Note.Key == "" {
		return nil
	}
	return setMeta(ctx, run.tx, notePrefix+b.Note.Key, b.Note.Value)
}

// NextBatch is the oldest batch that the relay has neither taken nor refused,
// and that is none of those passed over; found is false when there is none.
func (s *Store) NextBatch(ctx context.Context, passed []string) (b affiliate.Batch, found bool, err error) {
	b, err = snapshot(ctx, s, func(q queryer) (b affiliate.Batch, err error) {
		b, found, err = nextBatch(ctx, q, passed)
		return b, err
	})
	return b, found, err
}

func nextBatch(ctx context.Context, q queryer, passed []string) (b affiliate.Batch, found bool, err error) {
	not, err := json.Marshal(append([]string{}, passed...))
	if err != nil {
		return b, false, err
	}
	b.ID, found, err = one(ctx, q, scanText, `SELECT batch FROM outbox WHERE place = 0 AND refused = ''
		AND batch NOT IN (SELECT value FROM json_each(?)) ORDER BY position LIMIT 1`, string(not))
	if err != nil || !found {
		return b, false, err
	}
	b.Entries, err = rows(ctx, q, scanOutbox, `SELECT id, kind, schema, actor, time, key, body, noun, subject
		FROM outbox WHERE batch = ? ORDER BY position`, b.ID)
	if err != nil {
		return b, false, err
	}
	b.Public, err = rows(ctx, q, func(r scanner) (p affiliate.PublicRow, err error) {
		return p, r.Scan(&p.Kind, &p.ID, &p.Row)
	}, `SELECT kind, id, row FROM outbox_public WHERE batch = ? ORDER BY kind, id`, b.ID)
	return b, err == nil, err
}

// Pending counts the entries of this device that are on their way: not folded
// yet, and not refused by the relay.
func (s *Store) Pending(ctx context.Context) (n int, err error) {
	err = s.db.Read.QueryRowContext(ctx, `SELECT count(*) FROM outbox WHERE refused = ''`).Scan(&n)
	return n, err
}

// Unfolded reports whether changes of nouns are on their way, as Pending has it.
func (s *Store) Unfolded(ctx context.Context, nouns ...affiliate.Noun) (waits bool, err error) {
	list, err := json.Marshal(nouns)
	if err != nil {
		return false, err
	}
	err = s.db.Read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM outbox WHERE refused = '' AND noun IN (SELECT value FROM json_each(?)))`, string(list)).Scan(&waits)
	return waits, err
}

// Pushed keeps the places that the relay gave to entries, by id: their own, or
// that of an equal entry. They are shown as waiting until the fold gets there,
// so that an edit is never out of sight between push and pull.
func (s *Store) Pushed(ctx context.Context, places map[string]int64) error {
	return s.db.Tx(ctx, func(tx *sql.Tx) error {
		for id, place := range places {
			if _, err := tx.ExecContext(ctx, `UPDATE outbox SET place = ? WHERE id = ?`, place, id); err != nil {
				return fmt.Errorf("keep the place of %s: %w", id, err)
			}
		}
		last, err := lastFolded(ctx, tx)
		if err != nil {
			return err
		}
		return arrived(ctx, tx, last)
	})
}

// Withdraw drops a batch that is void by the relay's refusal: one that another
// device's claim forestalled, or that can be made again.
func (s *Store) Withdraw(ctx context.Context, batch string) error {
	return s.db.Tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM outbox WHERE batch = ?`, batch); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM outbox_public WHERE batch = ?`, batch)
		return err
	})
}

// arrived forgets what the fold has reached, and a batch's public rows with
// its last entry.
func arrived(ctx context.Context, tx *sql.Tx, last int64) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM outbox WHERE place BETWEEN 1 AND ?`, last); err != nil {
		return fmt.Errorf("clear the outbox: %w", err)
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM outbox_public WHERE batch NOT IN (SELECT batch FROM outbox)`)
	return err
}

func scanOutbox(r scanner) (e affiliate.Entry, err error) {
	var at string
	if err = r.Scan(&e.ID, &e.Kind, &e.Schema, &e.Actor, &at, &e.Key, &e.Body, &e.Noun, &e.Subject); err != nil {
		return e, err
	}
	e.Time, err = parseTime(at)
	return e, err
}
