package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/sqlitex"
)

// Position is how far this device has folded the log.
type Position struct {
	Epoch string // of the relay, when it was folded
	Seq   int64
}

// Position tells where the fold stands.
func (s *Store) Position(ctx context.Context) (Position, error) {
	epoch, err := meta(ctx, s.db.Read, "epoch")
	if err != nil {
		return Position{}, err
	}
	var p Position
	p.Epoch = epoch
	p.Seq, err = lastFolded(ctx, s.db.Read)
	return p, err
}

func lastFolded(ctx context.Context, q queryer) (seq int64, err error) {
	err = q.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM log_entry`).Scan(&seq)
	return seq, err
}

// Tx is one entry's share of a fold: everything it writes becomes visible
// together with the entry's place in the log.
type Tx struct {
	run   *folding
	entry affiliate.Entry
	moves int // transfers posted by this entry
}

// Fold keeps entries in order, hands each to fold, and takes those that this
// device wrote out of the outbox, all in one transaction. The entries must
// follow the last one without a hole; those that are kept already, by another
// process of this profile, are passed over. Some entries may be handed to fold
// twice, after what the first time wrote was taken back.
func (s *Store) Fold(ctx context.Context, epoch string, entries []affiliate.Entry, fold func(*Tx, affiliate.Entry) error) error {
	return s.db.Tx(ctx, func(tx *sql.Tx) error { return foldAll(ctx, begin(tx), epoch, entries, fold) })
}

// Look hands look what a fold sees, to read alone.
func (s *Store) Look(ctx context.Context, look func(*Tx) error) error {
	tx, err := s.db.Read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("begin to read: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // it only read
	return look(&Tx{run: begin(tx)})
}

func foldAll(ctx context.Context, run *folding, epoch string, entries []affiliate.Entry, fold func(*Tx, affiliate.Entry) error) error {
	last, err := lastFolded(ctx, run)
	if err != nil {
		return err
	}
	fresh, err := following(ctx, run, last, entries)
	if err != nil {
		return err
	}
	var waiting bool
	if err := run.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM outbox)`).Scan(&waiting); err != nil {
		return err
	}
	err = run.entries(ctx, fresh, func(e affiliate.Entry) error {
		if err := keepEntry(ctx, run, e); err != nil {
			return err
		}
		if err := run.entry(ctx, e, fold); err != nil || !waiting {
			return err
		}
		if err := run.exec(ctx, `DELETE FROM outbox WHERE id = ?`, e.ID); err != nil {
			return fmt.Errorf("clear the outbox of %s: %w", e.ID, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := arrived(ctx, run.tx, last+int64(len(fresh))); err != nil {
		return err
	}
	return setMeta(ctx, run.tx, "epoch", epoch)
}

// following are the entries after the last one, without a hole. Those before it
// must be what is kept.
func following(ctx context.Context, q queryer, last int64, entries []affiliate.Entry) ([]affiliate.Entry, error) {
	for i, e := range entries {
		if e.Seq <= last {
			if err := folded(ctx, q, e); err != nil {
				return nil, err
			}
			continue
		}
		for j, next := range entries[i:] {
			if follows := last + int64(j); next.Seq != follows+1 {
				return nil, affiliate.Errorf(affiliate.Conflict, "The log has a hole: entry %d follows %d.", next.Seq, follows).
					WithHint("Nothing was taken over. Ask whoever runs the relay to check it.")
			}
		}
		return entries[i:], nil
	}
	return nil, nil
}

func keepEntry(ctx context.Context, run *folding, e affiliate.Entry) error {
	_, err := run.write(ctx, logEntries, insertEntry,
		e.Seq, e.ID, e.Kind, e.Schema, e.Device, e.Actor, formatTime(e.Time), e.Key, e.Body)
	if err != nil {
		return fmt.Errorf("keep entry %d: %w", e.Seq, err)
	}
	return nil
}

const entryColumns = `seq, id, kind, schema, device, actor, time, key, body`

var insertEntry = logEntries.insert()

func scanEntry(r scanner) (e affiliate.Entry, err error) {
	var at string
	if err = r.Scan(&e.Seq, &e.ID, &e.Kind, &e.Schema, &e.Device, &e.Actor, &at, &e.Key, &e.Body); err != nil {
		return e, err
	}
	e.Time, err = parseTime(at)
	return e, err
}

// Entries lists entries of the log after a place, in order.
func (s *Store) Entries(ctx context.Context, after int64, limit int) ([]affiliate.Entry, error) {
	return entries(ctx, s.db.Read, after, limit)
}

func entries(ctx context.Context, q queryer, after int64, limit int) ([]affiliate.Entry, error) {
	return rows(ctx, q, scanEntry, `SELECT `+entryColumns+` FROM log_entry WHERE seq > ? ORDER BY seq LIMIT ?`, after, limit)
}

// folded checks that an entry is the one that is kept at its place.
func folded(ctx context.Context, q queryer, e affiliate.Entry) error {
	id, err := entryID(ctx, q, e.Seq)
	if err == nil && id != e.ID {
		err = affiliate.Errorf(affiliate.Conflict, "Entry %d of the log is not the one that was read before.", e.Seq).
			WithHint("Nothing was taken over. Ask whoever runs the relay to check it.")
	}
	return err
}

// EntryID is the id of the entry at a place of the log; empty when this device
// has none there.
func (s *Store) EntryID(ctx context.Context, seq int64) (string, error) {
	return entryID(ctx, s.db.Read, seq)
}

func entryID(ctx context.Context, q queryer, seq int64) (string, error) {
	id, _, err := one(ctx, q, func(r scanner) (v string, err error) { return v, r.Scan(&v) }, `SELECT id FROM log_entry WHERE seq = ?`, seq)
	return id, err
}

// Try does something all or not at all: when f fails, nothing of what it wrote
// stays. What the schema refuses is an affiliate.Error of code Invalid.
func (t *Tx) Try(ctx context.Context, f func() error) error {
	if t.run.hopeful {
		return t.hope(ctx, f)
	}
	err := errors.Join(t.run.settle(ctx), t.exec(ctx, `SAVEPOINT attempt`))
	if err != nil {
		return err
	}
	moves := t.moves
	if err = f(); err == nil {
		err = t.run.settle(ctx)
	}
	if err == nil {
		return t.exec(ctx, `RELEASE attempt`)
	}
	t.moves = moves
	if undo := t.run.comeBack(ctx, `attempt`); undo != nil {
		return errors.Join(err, undo)
	}
	if release := t.exec(ctx, `RELEASE attempt`); release != nil {
		return errors.Join(err, release)
	}
	if sqlitex.IsConstraint(err) {
		return unfit("It contradicts what is kept already.", err)
	}
	return err
}

// hope is Try without a savepoint: what f wrote before it failed makes the fold
// come back.
func (t *Tx) hope(ctx context.Context, f func() error) error {
	before := t.run.writes
	err := f()
	if err == nil || t.run.writes == before || sqlitex.IsFailure(err) || ctx.Err() != nil {
		return err
	}
	return errComeBack
}

func unfit(message string, cause error) error {
	return &affiliate.Error{Code: affiliate.Invalid, Message: message, Cause: cause}
}

func meta(ctx context.Context, q queryer, key string) (string, error) {
	value, _, err := one(ctx, q, func(r scanner) (v string, err error) { return v, r.Scan(&v) }, `SELECT value FROM meta WHERE key = ?`, key)
	return value, err
}

func setMeta(ctx context.Context, tx *sql.Tx, key, value string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	return err
}

const notePrefix = "note:"

// Note keeps a fact of this device alone, such as when a source last answered.
func (s *Store) Note(ctx context.Context, key, value string) error {
	return s.db.Tx(ctx, func(tx *sql.Tx) error { return setMeta(ctx, tx, notePrefix+key, value) })
}

// Noted reads a fact that Note kept; empty when there is none.
func (s *Store) Noted(ctx context.Context, key string) (string, error) {
	return meta(ctx, s.db.Read, notePrefix+key)
}

// DropNote forgets a fact that Note kept.
func (s *Store) DropNote(ctx context.Context, key string) error {
	return s.db.Tx(ctx, func(tx *sql.Tx) error { return setNote(ctx, tx, key, "") })
}

func setNote(ctx context.Context, tx *sql.Tx, key, value string) error {
	if value != "" {
		return setMeta(ctx, tx, notePrefix+key, value)
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM meta WHERE key = ?`, notePrefix+key)
	return err
}
