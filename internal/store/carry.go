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
// from another database file in the place of this one's, which are gone in any
// case: what waited in an older copy was sent or withdrawn since. A batch of
// which a row has changed by itself is left behind. Of a damaged file it takes
// the tables that can be read; the error tells which could not.
func (s *Store) CarryOver(ctx context.Context, path string) error {
	found := map[string]taken{}
	var lost error
	for _, table := range own {
		// Each is read by itself: SQLite refuses all else in a transaction in
		// which a page could not be read.
		err := s.attached(ctx, path, func(tx *sql.Tx) (err error) {
			found[table], err = soundRows(ctx, tx, table)
			return err
		})
		if err != nil && !sqlitex.IsCorrupt(err) {
			return err
		}
		lost = errors.Join(lost, err)
	}
	for _, table := range noted {
		err := s.attached(ctx, path, func(tx *sql.Tx) error { return addRows(ctx, tx, table) })
		if err != nil && !sqlitex.IsCorrupt(err) {
			return err
		}
		lost = errors.Join(lost, err)
	}
	err := s.db.Tx(ctx, func(tx *sql.Tx) error {
		for _, table := range own {
			if err := found[table].put(ctx, tx, table); err != nil {
				return err
			}
		}
		if found["outbox_public"].columns == nil { // it could not be read
			// Without these rows an edit of a link or offer would reach the log
			// and never the shopper.
			_, err := tx.ExecContext(ctx, `DELETE FROM outbox WHERE batch IN (SELECT batch FROM outbox WHERE noun IN ('link', 'offer'))`)
			if err != nil {
				return err
			}
		}
		last, err := lastFolded(ctx, tx)
		if err != nil {
			return err
		}
		return arrived(ctx, tx, last)
	})
	return errors.Join(err, lost)
}

// taken are rows of a table, by the columns that both databases have.
type taken struct {
	columns []string
	rows    [][]any
}

// soundRows reads the rows of a table that are what was written; of edits only
// whole batches.
func soundRows(ctx context.Context, tx *sql.Tx, table string) (taken, error) {
	sound, err := sqlitex.SoundRow(ctx, tx, "other", table)
	if err != nil {
		return taken{}, err
	}
	where := sound
	if table != "link_block" {
		where = "batch NOT IN (SELECT batch FROM other." + table + " WHERE NOT (" + sound + "))"
	}
	columns, err := sharedColumns(ctx, tx, table)
	if err != nil {
		return taken{}, err
	}
	found, err := rows(ctx, tx, func(r scanner) ([]any, error) {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		return row, r.Scan(into...)
	}, "SELECT "+strings.Join(columns, ", ")+" FROM other."+table+" WHERE "+where)
	if err != nil {
		return taken{}, fmt.Errorf("read %s: %w", table, err)
	}
	return taken{columns, found}, nil
}

// addRows puts the other database's rows of a table beside those that are here,
// if that database has the table.
func addRows(ctx context.Context, tx *sql.Tx, table string) error {
	columns, err := sharedColumns(ctx, tx, table)
	if err != nil || len(columns) == 0 {
		return err
	}
	names := strings.Join(columns, ", ")
	_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO main."+table+" ("+names+") SELECT "+names+" FROM other."+table)
	return err
}

// put makes a table hold these rows alone.
func (t taken) put(ctx context.Context, tx *sql.Tx, table string) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM "+table); err != nil || len(t.rows) == 0 {
		return err
	}
	insert := "INSERT INTO " + table + " (" + strings.Join(t.columns, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(t.columns)-1) + ")"
	for _, row := range t.rows {
		if _, err := tx.ExecContext(ctx, insert, row...); err != nil {
			return fmt.Errorf("take over %s: %w", table, err)
		}
	}
	return nil
}

// DropClaims forgets the edits that claim earnings for a payment: only the log
// tells what became of them.
func (s *Store) DropClaims(ctx context.Context) error {
	return s.db.Tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM outbox WHERE batch IN (SELECT batch FROM outbox WHERE kind = 'claim')`)
		return err
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
	columns, err := sharedColumns(ctx, tx, table)
	if err != nil {
		return err
	}
	list := strings.Join(columns, ", ")
	if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO main."+table+" ("+list+") SELECT "+list+" FROM other."+table+" "+where); err != nil {
		return fmt.Errorf("take over %s: %w", table, err)
	}
	if table != logEntries.name {
		return nil
	}
	_, err = tx.ExecContext(ctx, "UPDATE main.log_entry SET digest = "+sqlitex.DigestOf(table, logEntries.columns))
	return err
}

func sharedColumns(ctx context.Context, tx *sql.Tx, table string) ([]string, error) {
	return rows(ctx, tx, scanText, `SELECT a.name FROM pragma_table_info(?1, 'main') AS a
		JOIN pragma_table_info(?1, 'other') AS b ON b.name = a.name ORDER BY a.cid`, table)
}
