package sqlitex

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Copy writes the database as it stands at this moment into a new file; it
// must not exist yet.
func Copy(ctx context.Context, db *DB, path string) error {
	// A connection of its own: the readers may not write, not even elsewhere,
	// and nobody should wait for it.
	reader, err := connect(ctx, dsn(db.path, sharedPragmas, "_defensive", "1"))
	if err != nil {
		return openError(db.path, err)
	}
	if err = create(path); err != nil { // for its owner's eyes only
		return errors.Join(openError(path, err), reader.Close())
	}
	if _, err = reader.ExecContext(ctx, `VACUUM INTO ?`, path); err != nil {
		if code(err)&0xff == sqlite3.SQLITE_CORRUPT {
			err = fmt.Errorf("%w: %w", ErrCorrupt, err)
		}
		err = errors.Join(fmt.Errorf("copy the database: %w", err), os.Remove(path))
	}
	return errors.Join(err, reader.Close())
}

// Replace makes the database what another file holds, in one step: a crash
// leaves the old content or the new. Nobody writes while prepare runs, which
// may still change the other file.
func Replace(ctx context.Context, db *DB, path string, prepare func() error) error {
	conn, err := db.Write.Conn(ctx) // the only one that writes
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := prepare(); err != nil {
		return err
	}
	if err := conn.Raw(func(driver any) error { return restore(driver, path) }); err != nil {
		return fmt.Errorf("take over a copy of the database: %w", err)
	}
	return nil
}

// restore copies pages with SQLite's backup interface, in the other direction.
func restore(driver any, path string) error {
	target, ok := driver.(interface {
		NewRestore(from string) (*sqlite.Backup, error)
	})
	if !ok {
		return errors.New("the driver can't restore a copy")
	}
	copying, err := target.NewRestore(path)
	if err != nil {
		return err
	}
	for more := true; more && err == nil; {
		more, err = copying.Step(-1)
	}
	return errors.Join(err, copying.Finish())
}

// Exec runs statements on a file of its own and leaves it without a WAL.
func Exec(ctx context.Context, path string, check bool, f func(*sql.DB) error) error {
	db, err := Open(ctx, path, Options{Check: check, Readers: 1})
	if err != nil {
		return err
	}
	err = f(db.Write)
	return errors.Join(err, db.Close())
}
