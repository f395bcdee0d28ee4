package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/sqlitex"
)

// own are tables of a device alone, which no snapshot holds. Of meta the epoch
// and the facts that others need stay.
var own = []string{"outbox", "outbox_public", "link_block"}

// noted are further tables of a device alone: what it remembers for people.
var noted = []string{"test_check", "link_sweep", "link_walk"}

// Export writes what the log has made of this database into a new file, with
// the log itself and nothing of this device alone, and tells up to where.
func (s *Store) Export(ctx context.Context, path string) (epoch string, seq int64, err error) {
	if err := sqlitex.Copy(ctx, s.db, path); err != nil {
		return "", 0, err
	}
	err = sqlitex.Exec(ctx, path, false, func(db *sql.DB) error {
		if err := clearOwn(ctx, db); err != nil {
			return err
		}
		if epoch, err = meta(ctx, db, "epoch"); err != nil {
			return err
		}
		seq, err = lastFolded(ctx, db)
		return err
	})
	return epoch, seq, err
}

func clearOwn(ctx context.Context, db *sql.DB) error {
	script := "PRAGMA secure_delete = ON;\nDELETE FROM meta WHERE key LIKE 'note:%';\n"
	for _, table := range append(slices.Clone(own), noted...) {
		script += "DELETE FROM " + table + ";\n"
	}
	_, err := db.ExecContext(ctx, script+"DELETE FROM sqlite_sequence WHERE name = 'outbox'")
	return err
}

// Import takes over what another device exported, up to a place of the log. The
// file is checked first: its schema, its pages, its place, and its book, which
// must replay. This device's own edits and numbers stay. It is for a database
// that has folded nothing yet; any other is Conflict and stays as it is.
func (s *Store) Import(ctx context.Context, path string, seq int64) error {
	if last, err := lastFolded(ctx, s.db.Read); err != nil || last > 0 {
		return errors.Join(err, affiliate.Errorf(affiliate.Conflict, "This computer has data of the workspace already."))
	}
	version, err := sqlitex.Version(ctx, s.db)
	if err != nil {
		return err
	}
	defer s.remade.Add(1)
	return sqlitex.Replace(ctx, s.db, path, func() error {
		return sqlitex.Exec(ctx, path, true, func(db *sql.DB) error {
			if err := sound(ctx, db, version, seq); err != nil {
				return err
			}
			return s.carryOver(ctx, db)
		})
	})
}

// sound proves that a copy is what it says.
func sound(ctx context.Context, db *sql.DB, version, seq int64) error {
	var has int64
	if err := db.QueryRowContext(ctx, `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied`).Scan(&has); err != nil {
		return err
	}
	last, err := lastFolded(ctx, db)
	switch {
	case err != nil:
		return err
	case has != version:
		return fmt.Errorf("the snapshot has schema %d, and this program %d", has, version)
	case last != seq:
		return fmt.Errorf("the snapshot ends at entry %d instead of %d", last, seq)
	}
	return prove(ctx, db)
}

// carryOver copies what is this device's alone into the copy.
func (s *Store) carryOver(ctx context.Context, db *sql.DB) error {
	if err := clearOwn(ctx, db); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, `ATTACH DATABASE ? AS live`, s.db.Path()); err != nil {
		return err
	}
	for _, table := range slices.Concat([]string{"meta"}, own, noted) {
		if _, err := db.ExecContext(ctx, "INSERT OR IGNORE INTO main."+table+" SELECT * FROM live."+table); err != nil {
			return fmt.Errorf("keep %s of this device: %w", table, err)
		}
	}
	_, err := db.ExecContext(ctx, `DETACH DATABASE live`)
	return err
}

// Forget deletes the file of a copy.
func (s *Store) Forget(path string) error {
	var err error
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if e := os.Remove(path + suffix); !errors.Is(e, os.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}
