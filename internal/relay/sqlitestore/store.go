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
type Store struct{ db *sqlitex.DB }

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
		err = sqlitex.Migrate(ctx, db, migrations)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Store{db: db}, nil
}

// tune gives the writer room: for the pages that clicks touch, and for what a
// member's savepoint sets aside, which need not go through a file.
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

// Batch implements relay.Store: each member has a savepoint of its own.
func (s *Store) Batch(ctx context.Context, members []func(relay.Tx) error) ([]error, error) {
	errs := make([]error, len(members))
	err := s.db.Tx(ctx, func(sqlTx *sql.Tx) error {
		shared := newStatements(sqlTx)
		for i, member := range members {
			if _, err := shared.ExecContext(ctx, `SAVEPOINT member`); err != nil {
				return err
			}
			if errs[i] = member(&tx{ctx: ctx, tx: shared}); errs[i] != nil {
				if _, err := shared.ExecContext(ctx, `ROLLBACK TO member`); err != nil {
					return errors.Join(errs[i], err)
				}
			}
			if _, err := shared.ExecContext(ctx, `RELEASE member`); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("store a batch: %w", err)
	}
	return errs, nil
}
