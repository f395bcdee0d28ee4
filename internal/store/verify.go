package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"linkledger/internal/sqlitex"
)

// Findings are what a database has that nobody wrote, in words; none is a
// sound database.
type Findings []string

// Err is nil for a sound database, and else sqlitex.ErrCorrupt with what was found.
func (f Findings) Err() error {
	if len(f) == 0 {
		return nil
	}
	return fmt.Errorf("the database is damaged (%s): %w", strings.Join(f, "; "), sqlitex.ErrCorrupt)
}

// Verify reads the whole database and finds whatever changed by itself: pages,
// the log, the book, the accounts, and every other row. progress may be nil.
// Screens and folds go on meanwhile, and between its steps the WAL can start
// anew.
func (s *Store) Verify(ctx context.Context, progress func(done, total int)) (Findings, error) {
	return s.verify(ctx, wholly, progress)
}

// VerifyQuickly is Verify without a look whether each index has just what its
// table has, which takes most of the time.
func (s *Store) VerifyQuickly(ctx context.Context, progress func(done, total int)) (Findings, error) {
	return s.verify(ctx, quickly, progress)
}

func (s *Store) verify(ctx context.Context, how string, progress func(done, total int)) (Findings, error) {
	found, err := pages(ctx, s.db.Read, how)
	if err != nil || len(found) > 0 {
		return found, err // what stands on broken pages tells nothing more
	}
	return content(ctx, s.db.Read, progress)
}

// Facts are what tells one copy of a database from another.
type Facts struct {
	Schema int64
	At     Position // up to which place of the log it is folded
	Head   string   // hash of its last transfer
}

// Prove opens a database file that nobody has open, without changing it, reads
// all of it, and tells what it is: sqlitex.ErrCorrupt when it is damaged,
// sqlitex.ErrNewer when only a newer program understands it.
func Prove(ctx context.Context, path string) (facts Facts, err error) {
	err = sqlitex.Look(ctx, path, func(db *sql.DB) error {
		found, err := pages(ctx, db, wholly) // before anything else is believed
		if err = errors.Join(err, found.Err()); err != nil {
			return err
		}
		if facts.Schema, err = sqlitex.SchemaOf(ctx, db); err != nil {
			return err
		}
		newest, err := sqlitex.Newest(migrations, "migrations")
		if err == nil && facts.Schema > newest {
			err = fmt.Errorf("it has schema %d, and this program knows %d: update the program: %w", facts.Schema, newest, sqlitex.ErrNewer)
		}
		if err != nil {
			return err
		}
		found, err = content(ctx, db, nil)
		if err = errors.Join(err, found.Err()); err != nil {
			return err
		}
		if facts.At.Epoch, err = meta(ctx, db, "epoch"); err != nil {
			return err
		}
		if facts.At.Seq, err = lastFolded(ctx, db); err != nil {
			return err
		}
		facts.Head, err = bookHead(ctx, db)
		return err
	})
	return facts, err
}

// content checks what stands on the pages, each step by the state of its moment.
func content(ctx context.Context, db *sql.DB, progress func(done, total int)) (found Findings, err error) {
	steps := []func(context.Context, queryer) error{contiguous, prove, earningsAgree}
	for _, step := range steps {
		err := atOnce(ctx, db, func(q queryer) error { return step(ctx, q) })
		if unread(ctx, err) {
			return nil, err
		}
		if err != nil {
			found = append(found, err.Error())
		}
	}
	var wrong map[string]int
	err = atOnce(ctx, db, func(q queryer) (err error) {
		wrong, err = sqlitex.WrongDigests(ctx, q, progress)
		return err
	})
	for _, table := range slices.Sorted(maps.Keys(wrong)) {
		found = append(found, fmt.Sprintf("%d rows of %s are not what was written", wrong[table], table))
	}
	if unread(ctx, err) {
		return nil, err
	}
	if err != nil {
		found = append(found, err.Error())
	}
	return found, nil
}

// unread reports whether an error says that the database could not be read now,
// for a lock or a disk that does not do its work, and so nothing of what it is.
func unread(ctx context.Context, err error) bool {
	if err == nil {
		return false
	}
	return ctx.Err() != nil || errors.Is(err, errNotBegun) || errors.Is(err, sql.ErrConnDone) || errors.Is(err, sql.ErrTxDone) ||
		sqlitex.IsFailure(err) && !sqlitex.IsCorrupt(err)
}

// How SQLite checks its file.
const (
	wholly  = `PRAGMA integrity_check(5)`
	quickly = `PRAGMA quick_check(5)`
)

// pages is SQLite's own verdict on its file.
func pages(ctx context.Context, db *sql.DB, how string) (Findings, error) {
	var verdicts []string
	err := atOnce(ctx, db, func(q queryer) (err error) {
		verdicts, err = rows(ctx, q, scanText, how)
		return err
	})
	switch {
	case unread(ctx, err):
		return nil, err
	case err != nil: // the schema itself can't be read
		return Findings{err.Error()}, nil
	}
	if len(verdicts) == 1 && verdicts[0] == "ok" {
		return nil, nil
	}
	return verdicts, nil
}

// contiguous checks that the log and the book have no hole.
func contiguous(ctx context.Context, q queryer) error {
	for _, list := range []struct{ table, place string }{{"log_entry", "seq"}, {"transfer", "position"}} {
		var count, first, last int64
		err := q.QueryRowContext(ctx, `SELECT count(*), coalesce(min(`+list.place+`), 1), coalesce(max(`+list.place+`), 0) FROM `+list.table).Scan(&count, &first, &last)
		if err != nil {
			return fmt.Errorf("read %s: %w", list.table, err)
		}
		if count != last || first != 1 {
			return fmt.Errorf("%s has %d rows from place %d to %d", list.table, count, first, last)
		}
	}
	return counted(ctx, q)
}

// counted checks SQLite's own count of the book's places, which no digest
// covers: the next transfer would leave a hole.
func counted(ctx context.Context, q queryer) error {
	var next, last int64
	err := q.QueryRowContext(ctx, `SELECT coalesce((SELECT max(seq) FROM sqlite_sequence WHERE name = 'transfer'), 0),
		coalesce((SELECT max(position) FROM transfer), 0)`).Scan(&next, &last)
	if err != nil {
		return fmt.Errorf("read the count of transfers: %w", err)
	}
	if next != last {
		return fmt.Errorf("the book ends at place %d and is counted to %d", last, next)
	}
	return nil
}

// earningsAgree checks that each earning stands as the transfer that made it.
func earningsAgree(ctx context.Context, q queryer) error {
	var n int
	err := q.QueryRowContext(ctx, `SELECT count(*) FROM earning AS e LEFT JOIN transfer AS t ON t.id = e.transfer_id
		LEFT JOIN transfer AS r ON r.pending_id = t.id
		WHERE e.state <> CASE WHEN t.id IS NULL THEN '' WHEN t.phase = 'direct' OR r.phase = 'post' THEN 'posted'
			WHEN r.phase = 'void' THEN 'void' ELSE 'pending' END`).Scan(&n)
	if err != nil {
		return fmt.Errorf("read the earnings: %w", err)
	}
	if n > 0 {
		return fmt.Errorf("%d earnings stand otherwise than their transfers", n)
	}
	return nil
}
