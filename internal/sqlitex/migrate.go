package sqlitex

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// Migrate brings the database to the newest schema in migrations, a folder of
// goose SQL files (00001_name.sql, …), each in a transaction of its own. A
// database that a newer program wrote is ErrNewer and one that holds another
// program's tables is ErrForeign; both stay as they are. Before an existing
// database changes, before is asked, which may be nil; its error stops that.
func Migrate(ctx context.Context, db *DB, migrations fs.FS, before func(from int64) error) error {
	provider, err := goose.NewProvider(goose.DialectSQLite3, db.Write, migrations, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	sources := provider.ListSources()
	newest := sources[len(sources)-1].Version
	now, err := mayMigrate(ctx, db, newest)
	if err != nil {
		return err
	}
	if now > 0 && now < newest && before != nil {
		if err := before(now); err != nil {
			return err
		}
	}
	if now < newest { // its digests are filled in again: see KeepDigests
		if _, err := db.Write.ExecContext(ctx, fmt.Sprintf(`PRAGMA user_version = %d`, unmarked)); err != nil {
			return fmt.Errorf("begin to update %s: %w", db.path, err)
		}
	}
	for tries := 0; ; tries++ {
		_, err := provider.Up(ctx)
		if err == nil {
			return nil
		}
		// Another process may be migrating at the same moment, a step ahead.
		if is, versionErr := Version(ctx, db); versionErr == nil && is == newest {
			return nil
		}
		if tries == maxTries {
			return fmt.Errorf("update the database %s to schema %d: %w", db.path, newest, err)
		}
	}
}

// maxTries is how often is tried again what another process may be doing, too.
const maxTries = 10

func mayMigrate(ctx context.Context, db *DB, newest int64) (now int64, err error) {
	if now, err = Version(ctx, db); err != nil {
		return now, err
	}
	if now > newest {
		return now, fmt.Errorf("%s was written by a newer Linkledger (schema %d, this program knows %d): update the program. Nothing was changed: %w",
			db.path, now, newest, ErrNewer)
	}
	if now > 0 {
		return now, nil
	}
	var others int
	err = db.Write.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' AND tbl_name <> ?1
		AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ?1)`, // else another process has begun to migrate
		goose.DefaultTablename).Scan(&others)
	if err != nil {
		return now, fmt.Errorf("read the schema of %s: %w", db.path, err)
	}
	if others > 0 {
		return now, fmt.Errorf("%s holds another program's tables: choose another file. Nothing was changed: %w", db.path, ErrForeign)
	}
	return now, nil
}

// Version is the schema version of the database, 0 before the first migration.
func Version(ctx context.Context, db *DB) (int64, error) {
	version, err := SchemaOf(ctx, db.Write)
	if err != nil {
		return 0, fmt.Errorf("read the schema version of %s: %w", db.path, err)
	}
	return version, nil
}

// SchemaOf is Version for a file that is looked at.
func SchemaOf(ctx context.Context, db *sql.DB) (version int64, err error) {
	var tables int
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?`, goose.DefaultTablename).Scan(&tables)
	if err != nil || tables == 0 {
		return 0, err
	}
	err = db.QueryRowContext(ctx, `SELECT coalesce(max(version_id), 0) FROM `+goose.DefaultTablename+` WHERE is_applied`).Scan(&version)
	return version, err
}

// Newest is the schema that the migrations of a folder lead to.
func Newest(migrations fs.FS, folder string) (newest int64, err error) {
	files, err := fs.ReadDir(migrations, folder)
	for _, file := range files {
		version, nameErr := goose.NumericComponent(file.Name())
		if nameErr != nil {
			return 0, nameErr
		}
		newest = max(newest, version)
	}
	return newest, err
}
