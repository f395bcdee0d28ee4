package sqlitex

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"
)

// Options of Open. The zero value is right for most.
type Options struct {
	// Readers is the most connections that read at once; 4 when zero.
	Readers int
	// Check runs quick_check before the database is used, which reads all of
	// it. It also runs, asked for or not, when the last program did not close
	// the database.
	Check bool
}

// DB is an open database. Reads on Read see the last commit and never wait
// for the writer; everything that writes goes through Write, or better Tx.
type DB struct {
	Write *sql.DB // one connection; its transactions take the write lock at once
	Read  *sql.DB // read-only connections

	path   string
	writer *connector
}

const defaultReaders = 4

// shared pragmas of every connection. busy_timeout comes first, so that
// setting the others can wait for another process; the driver keeps the order.
// The fullfsync pragmas matter on macOS and are harmless elsewhere; mmap stays
// off, since an I/O error on a mapped page can't be reported. secure_delete
// overwrites what is deleted where that costs no further I/O.
var sharedPragmas = []string{
	"busy_timeout(5000)",
	"journal_mode(WAL)",
	"synchronous(FULL)",
	"foreign_keys(1)",
	"trusted_schema(0)",
	"cell_size_check(1)",
	"secure_delete(FAST)",
	"mmap_size(0)",
	"fullfsync(1)",
	"checkpoint_fullfsync(1)",
}

// writerCache keeps 16 MiB of pages: a fold comes back to the same indexes with
// every entry.
const writerCache = "cache_size(-16384)"

// Open opens or creates the database at path, for its owner's eyes only. A file that is no database, or
// a damaged one, is ErrCorrupt and stays as it is.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open the database %s: %w", path, err)
	}
	if err := inspect(ctx, path, o.Check); err != nil {
		return nil, err
	}
	if err := create(path); err != nil {
		return nil, openError(path, err)
	}
	db := &DB{path: path}
	db.writer = &connector{dsn: dsn(path, append(slices.Clone(sharedPragmas), "temp_store(MEMORY)", writerCache), "_txlock", "immediate", "_defensive", "1")}
	if db.Write, err = patiently(ctx, func() (*sql.DB, error) { return db.writer.pool(ctx) }); err != nil {
		return nil, openError(path, err)
	}
	db.Write.SetMaxOpenConns(1)
	readers := o.Readers
	if readers <= 0 {
		readers = defaultReaders
	}
	pragmas := append([]string{}, sharedPragmas...)
	reader := dsn(path, append(pragmas, "query_only(1)"), "_defensive", "1")
	if db.Read, err = patiently(ctx, func() (*sql.DB, error) { return connect(ctx, reader) }); err != nil {
		return nil, errors.Join(openError(path, err), db.Write.Close())
	}
	db.Read.SetMaxOpenConns(readers)
	db.Read.SetMaxIdleConns(readers)
	return db, nil
}

// patiently opens again while another process turns a new file to WAL, for
// which SQLite does not wait by itself.
func patiently(ctx context.Context, open func() (*sql.DB, error)) (*sql.DB, error) {
	for tries := 0; ; tries++ {
		db, err := open()
		if err == nil || !IsBusy(err) || tries == maxTries {
			return db, err
		}
		select {
		case <-ctx.Done():
			return db, err
		case <-time.After(time.Duration(tries) * 10 * time.Millisecond):
		}
	}
}

// Path is the absolute path of the database file.
func (db *DB) Path() string { return db.path }

// Close closes all connections; the last one folds the WAL into the file.
func (db *DB) Close() error { return errors.Join(db.Read.Close(), db.Write.Close()) }

// Tx runs f in one write transaction: committed when f returns nil, rolled
// back when it returns an error or panics.
func (db *DB) Tx(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := db.Write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback() // no effect after Commit
	if err := f(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// inspect looks at an existing file through a read-only connection, which
// can't change it, before one that may write is opened.
func inspect(ctx context.Context, path string, check bool) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return openError(path, err)
	case info.IsDir():
		return fmt.Errorf("%s is a folder, not a database file", path)
	case info.Size() == 0:
		return nil
	}
	wal, err := os.Stat(path + "-wal")
	unclean := err == nil && wal.Size() > 0
	return Look(ctx, path, func(db *sql.DB) error {
		var tables int
		if err := db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(&tables); err != nil {
			return openError(path, err)
		}
		if !check && !unclean {
			return nil
		}
		var verdict string
		if err := db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&verdict); err != nil {
			return openError(path, err)
		}
		if verdict != "ok" {
			return fmt.Errorf("%s is damaged (%s): restore a backup. Nothing was changed: %w", path, verdict, ErrCorrupt)
		}
		return nil
	})
}

// Look reads a database file through connections that can't change it.
func Look(ctx context.Context, path string, f func(*sql.DB) error) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("open the database %s: %w", path, err)
	}
	db, err := connect(ctx, dsn(path, []string{"busy_timeout(5000)", "trusted_schema(0)", "cell_size_check(1)", "query_only(1)"}, "mode", "ro"))
	if err != nil {
		return openError(path, err)
	}
	defer func() { _ = db.Close() }() // it only read
	return f(db)
}

// create makes the file before SQLite does, which would let others read it.
// The WAL and its index take their mode from it (SQLite's os_unix.c,
// findCreateFileMode).
func create(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return file.Close()
}

func connect(ctx context.Context, dsn string) (*sql.DB, error) {
	return (&connector{dsn: dsn}).pool(ctx)
}

// connector opens the connections of a pool.
type connector struct {
	dsn      string
	greeting atomic.Value // statements that each new connection runs first; a string
}

func (c *connector) pool(ctx context.Context) (*sql.DB, error) {
	db := sql.OpenDB(c)
	db.SetConnMaxIdleTime(0)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// Connect implements driver.Connector.
func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	d, err := digestDriver()
	if err != nil {
		return nil, err
	}
	conn, err := d.Open(c.dsn)
	if err != nil {
		return nil, err
	}
	if script, some := c.greeting.Load().(string); some && script != "" {
		if _, err := conn.(driver.ExecerContext).ExecContext(ctx, script, nil); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	return conn, nil
}

// Driver implements driver.Connector.
func (c *connector) Driver() driver.Driver { return &sqlite.Driver{} }

func dsn(path string, pragmas []string, options ...string) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // file:///C:/…
	}
	q := url.Values{"_pragma": pragmas}
	for i := 0; i < len(options); i += 2 {
		q.Set(options[i], options[i+1])
	}
	u := url.URL{Scheme: "file", Path: slashed, RawQuery: q.Encode()}
	return u.String()
}
