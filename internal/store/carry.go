package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"linkledger/internal/sqlitex"
)

// CarryOver puts what is a device's alone, its unsent edits and link numbers,
// from another database file in the place of this one's. A batch of which a
// row has changed by itself is left behind.
func (s *Store) CarryOver(ctx context.Context, path string) error {
	return s.attached(ctx, path, func(tx *sql.Tx) error {
		for _, table := range own {
			if _, err := tx.ExecContext(ctx, "DELETE FROM main."+table); err != nil {
				return err
			}
			sound, err := sqlitex.SoundRow(ctx, tx, "other", table)
			if err != nil {
				return err
			}
			where := "WHERE " + sound
			if table != "link_block" {
				where = "WHERE batch NOT IN (SELECT batch FROM other." + table + " WHERE NOT (" + sound + "))"
			}
			if err := copyRows(ctx, tx, table, where); err != nil {
				return err
			}
		}
		last, err := lastFolded(ctx, tx)
		if err != nil {
			return err
		}
		return arrived(ctx, tx, last)
	})
}

// DropNumbers forgets the link numbers that wait for use: after a restore
// nobody can tell which of them links have by now.
func (s *Store) DropNumbers(ctx context.Context) error {
	return s.db.Tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM link_block WHERE used = 0`)
		return err
	})
}

// TakeLog takes the log of another database file, which may be damaged
// elsewhere, into this empty one: sqlitex.ErrCorrupt when the log itself is not
// sound. Nothing of it is folded; the next sync does that.
func (s *Store) TakeLog(ctx context.Context, path string) error {
	err := s.attached(ctx, path, func(tx *sql.Tx) error {
		sound, err := sqlitex.SoundRow(ctx, tx, "other", "log_entry")
		if err != nil {
			return err
		}
		if err := copyRows(ctx, tx, "log_entry", "WHERE "+sound); err != nil {
			return err
		}
		var there int64
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM other.log_entry`).Scan(&there); err != nil {
			return err
		}
		if last, err := lastFolded(ctx, tx); err != nil || last != there || there == 0 {
			return errors.Join(err, errors.New("its log is damaged, too"))
		}
		if err := contiguous(ctx, tx); err != nil {
			return err
		}
		if sound, err = sqlitex.SoundRow(ctx, tx, "other", "meta"); err != nil {
			return err
		}
		return copyRows(ctx, tx, "meta", "WHERE key IN ('epoch', 'note:workspace') AND "+sound)
	})
	if err != nil && ctx.Err() == nil && !sqlitex.IsFull(err) {
		err = fmt.Errorf("%w: %w", sqlitex.ErrCorrupt, err)
	}
	return err
}

// attached runs f with another database file beside this one as "other".
// Nothing is ever written to it.
func (s *Store) attached(ctx context.Context, path string, f func(*sql.Tx) error) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // file:///C:/…
	}
	from := url.URL{Scheme: "file", Path: slashed, RawQuery: "mode=ro"}
	if _, err := s.db.Write.ExecContext(ctx, `ATTACH DATABASE ? AS other`, from.String()); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	err = s.db.Tx(ctx, f)
	_, detach := s.db.Write.ExecContext(context.WithoutCancel(ctx), `DETACH DATABASE other`)
	return errors.Join(err, detach)
}

// copyRows copies the columns that both databases have.
func copyRows(ctx context.Context, tx *sql.Tx, table, where string) error {
	columns, err := rows(ctx, tx, scanText, `SELECT a.name FROM pragma_table_info(?1, 'main') AS a
		JOIN pragma_table_info(?1, 'other') AS b ON b.name = a.name ORDER BY a.cid`, table)
	if err != nil {
		return err
	}
	list := strings.Join(columns, ", ")
	if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO main."+table+" ("+list+") SELECT "+list+" FROM other."+table+" "+where); err != nil {
		return fmt.Errorf("take over %s: %w", table, err)
	}
	return nil
}
