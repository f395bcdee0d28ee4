package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/sqlitex"
)

// Store is an open database. Its methods are safe for concurrent use.
type Store struct {
	db        *sqlitex.DB
	refolding sync.RWMutex // held while all is made again of the log
	remade    atomic.Int64 // how often it was, or was taken over from elsewhere
	roster    roster
	standings standings[affiliate.MemberID, MemberFigures]
	linkRoll  linkRoll
	linkSums  standings[int64, LinkFigures]
	cube      cubeMemory
}

// Open opens or creates the database at path and brings its schema up to date.
// A damaged file or one of a newer program is refused and stays as it is
// (sqlitex.ErrCorrupt, sqlitex.ErrNewer).
func Open(ctx context.Context, path string) (*Store, error) {
	return OpenAfter(ctx, path, nil)
}

// OpenAfter is Open for who wants to keep a copy first: before an existing
// database gets another schema, keep is asked, and its error leaves the
// database as it is.
func OpenAfter(ctx context.Context, path string, keep func(s *Store) error) (*Store, error) {
	db, err := sqlitex.Open(ctx, path, sqlitex.Options{})
	if err != nil {
		return nil, err
	}
	s := &Store{db: db}
	folder, err := fs.Sub(migrations, "migrations")
	if err == nil {
		err = sqlitex.Migrate(ctx, db, folder, func(int64) error {
			if keep == nil {
				return nil
			}
			return keep(s)
		})
	}
	if err == nil {
		err = sqlitex.KeepDigests(ctx, db, digestedByHand()...)
	}
	if sqlitex.IsCorrupt(err) {
		err = fmt.Errorf("%s is damaged: %w: %w", path, sqlitex.ErrCorrupt, err)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

// Path is the database file.
func (s *Store) Path() string { return s.db.Path() }

// queryer is what *sql.DB and *sql.Tx have in common.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// snapshot asks several questions of one state of the database, so that their
// answers agree while a fold goes on.
func snapshot[T any](ctx context.Context, s *Store, ask func(q queryer) (T, error)) (answer T, err error) {
	err = atOnce(ctx, s.db.Read, func(q queryer) error {
		answer, err = ask(q)
		return err
	})
	return answer, err
}

var errNotBegun = errors.New("begin to read")

// atOnce reads one state of a database.
func atOnce(ctx context.Context, db *sql.DB, read func(q queryer) error) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("%w: %w", errNotBegun, err)
	}
	defer func() { _ = tx.Rollback() }() // it only read
	return read(tx)
}

// rows collects the rows of a query.
func rows[T any](ctx context.Context, q queryer, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	result, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer result.Close()
	list := []T{}
	for result.Next() {
		item, err := scan(result)
		if err != nil {
			return nil, err
		}
		list = append(list, item)
	}
	return list, result.Err()
}

// one reads a single row; found is false when there is none.
func one[T any](ctx context.Context, q queryer, scan func(scanner) (T, error), query string, args ...any) (item T, found bool, err error) {
	item, err = scan(q.QueryRowContext(ctx, query, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return item, false, nil
	}
	return item, err == nil, err
}

type scanner interface{ Scan(dest ...any) error }

// timeText is how instants are stored: fixed width, so that text order is time
// order. No time is the empty text.
const timeText = "2006-01-02T15:04:05.000Z"

func formatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(timeText)
}

func parseTime(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(timeText, text)
	if err == nil && formatTime(t) != text { // Parse takes a comma for the point
		err = fmt.Errorf("%q is not how times are stored", text)
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("read a stored time: %w", err)
	}
	return t, nil
}

// wallTime is how instants are stored that have a place on somebody's clock.
const wallTime = "2006-01-02T15:04:05.000-07:00"

func formatWallTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(wallTime)
}

func parseWallTime(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(wallTime, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("read a stored time: %w", err)
	}
	return t, nil
}

func notFound(noun string) error {
	return affiliate.Errorf(affiliate.NotFound, "This %s is not here any more.", noun).WithHint("Go back to the list and look again.")
}
