package sqlitex_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	"linkledger/internal/sqlitex"
)

// TestDigestsOutliveConnections: a connection that is made anew writes them, too.
func TestDigestsOutliveConnections(t *testing.T) {
	db, err := sqlitex.Open(t.Context(), filepath.Join(t.TempDir(), "a.db"), sqlitex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Write.Exec(`CREATE TABLE a (x INTEGER PRIMARY KEY, y TEXT, digest BLOB NOT NULL DEFAULT x'');
		CREATE TABLE b (x TEXT, y, digest BLOB NOT NULL DEFAULT x'', PRIMARY KEY (x, y)) WITHOUT ROWID`); err != nil {
		t.Fatal(err)
	}
	if err := sqlitex.KeepDigests(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	write := func(statement string) {
		t.Helper()
		if _, err := db.Write.Exec(statement); err != nil {
			t.Fatal(err)
		}
		if wrong, err := sqlitex.WrongDigests(t.Context(), db.Read, nil); err != nil || len(wrong) > 0 {
			t.Errorf("%s: %v %v", statement, wrong, err)
		}
	}
	write(`INSERT INTO a (y) VALUES ('1'), ('2'), (NULL)`)
	write(`INSERT INTO b (x, y) VALUES ('1', 2), ('1', 2.5), ('', x'00')`)
	if err := discard(db.Write); err != nil {
		t.Fatal(err)
	}
	write(`UPDATE a SET y = y || 'z', x = x + 10`)
	write(`INSERT INTO b (x, y) VALUES ('1', 2) ON CONFLICT DO UPDATE SET x = x || 'more'`)
	write(`INSERT OR REPLACE INTO a (x, y) VALUES (11, 'new')`)
	write(`DELETE FROM b WHERE x = ''`)
}

// discard makes a pool drop its connection, as after an error of the driver.
func discard(pool *sql.DB) error {
	pool.SetMaxIdleConns(-1)
	defer pool.SetMaxIdleConns(2)
	return pool.Ping()
}
