package sqlitestore

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"linkledger/internal/relay"
	"linkledger/internal/sqlitex"
)

//go:embed migrations/*.sql
var embedded embed.FS

// Store is a relay.Store in a SQLite file.
type Store struct {
	db         *sqlitex.DB
	statements *statements
}

var _ relay.Store = (*Store)(nil)

// Open opens or creates the database, with sqlitex's errors.
func Open(ctx context.Context, path string) (*Store, error) {
	db, err := sqlitex.Open(ctx, path, sqlitex.Options{})
	if err != nil {
		return nil, err
	}
	if err := tune(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	migrations, err := fs.Sub(embedded, "migrations")
	if err == nil {
		err = sqlitex.Migrate(ctx, db, migrations, nil)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Store{db: db, statements: newStatements(db.Write)}, nil
}

// tune gives the writer room: for the pages that clicks touch, and for what a
// step's savepoint sets aside, which need not go through a file.
func tune(ctx context.Context, db *sqlitex.DB) error {
	_, err := db.Write.ExecContext(ctx, `PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY`)
	return err
}

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

// Ready implements relay.Store.
func (s *Store) Ready(ctx context.Context) error {
	var one int
	if err := s.db.Read.QueryRowContext(ctx, `SELECT 1`).Scan(&one); err != nil {
		return fmt.Errorf("the relay's database: %w", err)
	}
	return nil
}

// Batch implements relay.Store: each of several steps has a savepoint of its
// own, a single one the transaction. The statements can't be interrupted, which
// costs the driver a goroutine for each; the transaction ends with ctx.
func (s *Store) Batch(ctx context.Context, steps []func(relay.Tx) error) ([]error, error) {
	errs := make([]error, len(steps))
	var used *batch
	err := s.db.Tx(ctx, func(sqlTx *sql.Tx) error {
		used = s.statements.in(sqlTx)
		t := &tx{ctx: context.WithoutCancel(ctx), tx: used}
		if len(steps) == 1 {
			errs[0] = steps[0](t)
			return errs[0]
		}
		for i, step := range steps {
			if errs[i] = t.savepoint(step); sqlitex.IsFailure(errs[i]) || errors.Is(errs[i], errSavepoint) {
				return errs[i]
			}
		}
		return nil
	})
	if used != nil && len(used.fresh) > 0 {
		s.statements.keep(ctx, used.fresh)
	}
	if sqlitex.IsFull(err) {
		s.makeRoom(ctx)
	}
	if alone := len(steps) == 1 && errs[0] != nil && !sqlitex.IsFailure(errs[0]); err != nil && !alone {
		return nil, fmt.Errorf("store a batch: %w", err)
	}
	return errs, nil
}

// errSavepoint says that a step could not be told apart from the others.
var errSavepoint = errors.New("savepoint")

// savepoint runs a step so that it can be undone alone.
func (t *tx) savepoint(step func(relay.Tx) error) error {
	if err := t.exec(`SAVEPOINT step`); err != nil {
		return fmt.Errorf("%w: %w", errSavepoint, err)
	}
	failed := step(t)
	if failed != nil {
		if err := t.exec(`ROLLBACK TO step`); err != nil {
			return fmt.Errorf("%w: %w, after %w", errSavepoint, err, failed)
		}
	}
	if err := t.exec(`RELEASE step`); err != nil {
		return fmt.Errorf("%w: %w", errSavepoint, err)
	}
	return failed
}

// makeRoom gives back what the write-ahead log takes of a full disk. SQLite
// does that by itself only after a commit, which a full disk does not let
// happen: without it a relay could stay full of what it has stored long ago.
func (s *Store) makeRoom(ctx context.Context) {
	// What can't be done now is tried with the next batch.
	_, _ = s.db.Write.ExecContext(context.WithoutCancel(ctx), `PRAGMA wal_checkpoint(TRUNCATE)`)
}
