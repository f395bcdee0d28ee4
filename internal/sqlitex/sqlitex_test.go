package sqlitex_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"linkledger/internal/sqlitex"
)

var migrations = fstest.MapFS{
	"00001_first.sql": {Data: []byte("-- +goose Up\nCREATE TABLE fruit (name TEXT PRIMARY KEY, weight INTEGER NOT NULL CHECK (weight > 0)) STRICT, WITHOUT ROWID;\n")},
	"00002_next.sql":  {Data: []byte("-- +goose Up\nCREATE TABLE basket (fruit TEXT NOT NULL REFERENCES fruit (name)) STRICT;\n")},
}

func open(t *testing.T, path string, m fs.FS) *sqlitex.DB {
	t.Helper()
	db, err := sqlitex.Open(t.Context(), path, sqlitex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if err := sqlitex.Migrate(t.Context(), db, m, nil); err != nil {
		t.Fatal(err)
	}
	return db
}

func TestEveryConnectionHasItsPragmas(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "odd name %23 #1?.db"), migrations)
	for name, pool := range map[string]*sql.DB{"write": db.Write, "read": db.Read} {
		wants := map[string]string{
			"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "trusted_schema": "0",
			"cell_size_check": "1", "busy_timeout": "5000", "fullfsync": "1", "checkpoint_fullfsync": "1",
		}
		if name == "read" {
			wants["query_only"] = "1"
		}
		for pragma, want := range wants {
			var got string
			if err := pool.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s: PRAGMA %s = %q, %v, want %q", name, pragma, got, err, want)
			}
		}
	}
	if _, err := db.Read.Exec(`INSERT INTO fruit VALUES ('fig', 1)`); err == nil {
		t.Error("a reader wrote")
	}
	if _, err := os.Stat(db.Path()); err != nil {
		t.Errorf("the file is not where it was asked for: %v", err)
	}
}

func TestTxCommitsOrRollsBack(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "a.db"), migrations)
	boom := errors.New("boom")
	insert := func(name string, after error) error {
		return db.Tx(t.Context(), func(tx *sql.Tx) error {
			if _, err := tx.Exec(`INSERT INTO fruit VALUES (?, 1)`, name); err != nil {
				return err
			}
			return after
		})
	}
	if err := insert("kept", nil); err != nil {
		t.Fatal(err)
	}
	if err := insert("dropped", boom); !errors.Is(err, boom) {
		t.Fatalf("got %v, want the error of the function", err)
	}
	func() {
		defer func() { _ = recover() }()
		_ = db.Tx(t.Context(), func(tx *sql.Tx) error {
			if _, err := tx.Exec(`INSERT INTO fruit VALUES ('panicked', 1)`); err != nil {
				t.Error(err)
			}
			panic("boom")
		})
	}()
	var names string
	if err := db.Read.QueryRow(`SELECT group_concat(name) FROM fruit`).Scan(&names); err != nil || names != "kept" {
		t.Fatalf("rows %q, %v, want only the committed one", names, err)
	}
}

func TestConstraintsByCode(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "a.db"), migrations)
	exec := func(q string) error { _, err := db.Write.Exec(q); return err }
	if err := exec(`INSERT INTO fruit VALUES ('fig', 1)`); err != nil {
		t.Fatal(err)
	}
	for q, want := range map[string][3]bool{ // constraint, unique, foreign key
		`INSERT INTO fruit VALUES ('fig', 1)`:      {true, true, false},
		`INSERT INTO fruit VALUES ('bad', 0)`:      {true, false, false},
		`INSERT INTO basket VALUES ('none')`:       {true, false, true},
		`INSERT INTO nothing VALUES ('no table')`:  {false, false, false},
		`INSERT INTO fruit VALUES ('typed', 'x!')`: {true, false, false},
	} {
		err := fmt.Errorf("wrapped: %w", exec(q))
		if got := [3]bool{sqlitex.IsConstraint(err), sqlitex.IsUnique(err), sqlitex.IsForeignKey(err)}; got != want {
			t.Errorf("%s: %v is %v, want %v", q, err, got, want)
		}
	}
}

func TestMigrateIsRepeatableAndVersioned(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	first := fstest.MapFS{"00001_first.sql": migrations["00001_first.sql"]}
	db := open(t, path, first)
	assertVersion(t, db, 1)
	db.Close()
	db = open(t, path, migrations)
	assertVersion(t, db, 2)
	if err := sqlitex.Migrate(t.Context(), db, migrations, nil); err != nil {
		t.Fatal(err)
	}
	assertVersion(t, db, 2)
}

func TestMigrateFailureKeepsTheOldSchema(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "a.db"), migrations)
	bad := fstest.MapFS{"00003_bad.sql": {Data: []byte("-- +goose Up\nCREATE TABLE x (a);\nNONSENSE;\n")}}
	for name, file := range migrations {
		bad[name] = file
	}
	if err := sqlitex.Migrate(t.Context(), db, bad, nil); err == nil {
		t.Fatal("a broken migration passed")
	}
	assertVersion(t, db, 2)
	var n int
	if err := db.Read.QueryRow(`SELECT count(*) FROM sqlite_schema WHERE name = 'x'`).Scan(&n); err != nil || n != 0 {
		t.Fatalf("%d tables of the broken migration are left (%v)", n, err)
	}
}

func TestProcessesMayMigrateAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	errs := make(chan error)
	for range 4 {
		go func() {
			db, err := sqlitex.Open(context.Background(), path, sqlitex.Options{})
			if err == nil {
				err = errors.Join(sqlitex.Migrate(context.Background(), db, migrations, nil), db.Close())
			}
			errs <- err
		}()
	}
	for range 4 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

func TestBadFilesAreRefusedUntouched(t *testing.T) {
	sound := func(t *testing.T, path string, fill string) {
		db := open(t, path, migrations)
		if _, err := db.Write.Exec(fill); err != nil {
			t.Fatal(err)
		}
		db.Close()
	}
	tests := map[string]struct {
		prepare func(t *testing.T, path string)
		want    error
		says    string
	}{
		"text": {func(t *testing.T, path string) {
			write(t, path, []byte(strings.Repeat("dear diary, ", 100)))
		}, sqlitex.ErrCorrupt, "not a database"},
		"short": {func(t *testing.T, path string) { write(t, path, []byte("SQLite")) }, sqlitex.ErrCorrupt, "Nothing was changed"},
		"flipped page": {func(t *testing.T, path string) {
			sound(t, path, `INSERT INTO fruit WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) SELECT 'fruit number ' || i, i FROM n`)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			copy(data[len(data)-4096:], bytes.Repeat([]byte{0xa5}, 4096))
			write(t, path, data)
		}, sqlitex.ErrCorrupt, "restore a backup"},
		"newer": {func(t *testing.T, path string) {
			sound(t, path, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (7, 1)`)
		}, sqlitex.ErrNewer, "(schema 7, this program knows 2): update the program"},
		"foreign": {func(t *testing.T, path string) {
			sound(t, path, `DROP TABLE goose_db_version`)
		}, sqlitex.ErrForeign, "another program's tables"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.db")
			test.prepare(t, path)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			db, err := sqlitex.Open(t.Context(), path, sqlitex.Options{Check: true})
			if err == nil {
				err = errors.Join(sqlitex.Migrate(t.Context(), db, migrations, nil), db.Close())
			}
			if !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), path) {
				t.Fatalf("got %v, want %v that names the file and says %q", err, test.want, test.says)
			}
			after, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(before, after) {
				t.Fatalf("the file was changed (%v)", err)
			}
		})
	}
}

func TestMissingFolderIsSaid(t *testing.T) {
	_, err := sqlitex.Open(t.Context(), filepath.Join(t.TempDir(), "none", "a.db"), sqlitex.Options{})
	if err == nil || !strings.Contains(err.Error(), "folder") {
		t.Fatalf("got %v, want a hint about the folder", err)
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func assertVersion(t *testing.T, db *sqlitex.DB, want int64) {
	t.Helper()
	if got, err := sqlitex.Version(t.Context(), db); err != nil || got != want {
		t.Fatalf("version %d, %v, want %d", got, err, want)
	}
}
