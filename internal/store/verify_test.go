package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// unguarded are the tables whose rows carry no digest, and why.
var unguarded = map[string]string{
	"transfer":          "its rows are chained by hashes",
	"account":           "it is replayed from the transfers",
	"link_day_rejected": "statistics that no money follows from",
	"test_check":        "evidence of this device for people, that no money follows from",
	"link_sweep":        "results of this device for people, that no money follows from",
	"link_walk":         "results of this device for people, that no money follows from",
	"goose_db_version":  "the schema's own; a wrong one can't be opened",
}

type column struct{ table, name string }

// columnsOf lists the tables of a database with their columns.
func columnsOf(t *testing.T, path string) map[string][]string {
	t.Helper()
	tables := map[string][]string{}
	err := sqlitex.Look(t.Context(), path, func(db *sql.DB) error {
		rows, err := db.Query(`SELECT t.name, c.name FROM pragma_table_list AS t, pragma_table_xinfo(t.name) AS c
			WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1, c.cid`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var c column
			if err := rows.Scan(&c.table, &c.name); err != nil {
				return err
			}
			tables[c.table] = append(tables[c.table], c.name)
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// TestEveryTableIsGuarded: a table of a later migration must not be forgotten.
func TestEveryTableIsGuarded(t *testing.T) {
	for table, columns := range columnsOf(t, open(t).Path()) {
		why, listed := unguarded[table]
		guarded := slices.Contains(columns, "digest")
		if guarded && listed {
			t.Errorf("%s carries digests and is listed as one that does not: %s", table, why)
		}
		if !guarded && !listed {
			t.Errorf(`%s: a row of it that changes by itself is not found. Add "digest BLOB NOT NULL DEFAULT x''" to it; sqlitex.KeepDigests does the rest`, table)
		}
	}
}

// TestVerifyFindsEveryChange changes each column of each table, one at a time,
// behind the program's back.
func TestVerifyFindsEveryChange(t *testing.T) {
	s, ctx := open(t), context.Background()
	sold(t, s, "c1", 1000)
	sold(t, s, "c2", 500)
	enqueue(t, s, "b", entry(t, "1", affiliate.NounOffer, "o", affiliate.Offer{Name: "A"}))
	if err := errors.Join(s.AddBlock(ctx, 7, []string{"aa", "bb"}), s.Note(ctx, "n", "v"),
		fold(t, s, entry(t, "2", affiliate.NounMember, "m", affiliate.Member{Name: "M", Status: affiliate.Active}))); err != nil {
		t.Fatal(err)
	}
	if found, err := s.Verify(ctx, nil); err != nil || len(found) > 0 {
		t.Fatalf("a sound database: %v %v", found, err)
	}
	path := s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	facts, err := store.Prove(ctx, path)
	if err != nil || facts.At.Seq != 3 || facts.Head == "" || facts.Schema == 0 {
		t.Fatalf("%+v %v", facts, err)
	}
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for table, columns := range columnsOf(t, path) {
		if table == "goose_db_version" {
			continue
		}
		for _, name := range columns {
			copied := filepath.Join(t.TempDir(), "changed.db")
			if err := os.WriteFile(copied, sound, 0o600); err != nil {
				t.Fatal(err)
			}
			if !change1(t, copied, table, name) {
				continue
			}
			tried++
			if _, err := store.Prove(ctx, copied); !errors.Is(err, sqlitex.ErrCorrupt) {
				t.Errorf("%s.%s was changed: %v", table, name, err)
			}
		}
	}
	if tried < 80 {
		t.Errorf("only %d columns were tried", tried)
	}
}

// change1 changes one value where the schema allows it, and tells whether it did.
func change1(t *testing.T, path, table, name string) bool {
	t.Helper()
	changed := false
	err := sqlitex.Exec(t.Context(), path, false, func(db *sql.DB) error {
		conn, err := db.Conn(t.Context())
		if err != nil {
			return err
		}
		defer conn.Close()
		for _, statement := range []string{`PRAGMA foreign_keys = 0`, `PRAGMA ignore_check_constraints = 1`,
			`DROP TRIGGER transfer_is_never_changed`} {
			if _, err := conn.ExecContext(t.Context(), statement); err != nil {
				return err
			}
		}
		for _, value := range []string{"~x", "x || 'x'", "x + 1", "'other'", "x'00'"} {
			value = fmt.Sprintf("(SELECT %s FROM (SELECT %s AS x))", value, name)
			result, err := conn.ExecContext(t.Context(), fmt.Sprintf(
				`UPDATE %[1]s SET %[2]s = %[3]s WHERE %[2]s = (SELECT %[2]s FROM %[1]s LIMIT 1)`, table, name, value))
			if err != nil {
				continue
			}
			if n, err := result.RowsAffected(); err == nil && n > 0 {
				changed = true
				break
			}
		}
		_, err = conn.ExecContext(t.Context(), `CREATE TRIGGER transfer_is_never_changed BEFORE UPDATE ON transfer
			BEGIN SELECT RAISE(ABORT, 'transfers are never changed: reverse them'); END`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

// TestVerifyFindsAWrongCount: SQLite's own count decides the next transfer's
// place, and no digest covers it.
func TestVerifyFindsAWrongCount(t *testing.T) {
	for _, statement := range []string{
		`UPDATE sqlite_sequence SET seq = seq + 64 WHERE name = 'transfer'`,
		`DELETE FROM sqlite_sequence WHERE name = 'transfer'`,
	} {
		s := open(t)
		sold(t, s, "c1", 1000)
		if err := tamper(t, s, statement); err != nil {
			t.Fatal(err)
		}
		if found, err := s.Verify(context.Background(), nil); err != nil || len(found) != 1 {
			t.Errorf("%s: %v %v", statement, found, err)
		}
	}
}

// The quicker proof reads every row, too.
func TestVerifyQuicklyFindsARow(t *testing.T) {
	s, ctx := open(t), context.Background()
	sold(t, s, "c", 1000)
	if found, err := s.VerifyQuickly(ctx, nil); err != nil || len(found) > 0 {
		t.Fatalf("a sound database: %v %v", found, err)
	}
	for _, statement := range []string{`UPDATE earning SET day = '2020-01-01'`, `UPDATE account SET credits_posted = credits_posted + 1`} {
		if err := tamper(t, s, statement); err != nil {
			t.Fatal(err)
		}
		if found, err := s.VerifyQuickly(ctx, nil); err != nil || len(found) == 0 {
			t.Errorf("%s: %v %v", statement, found, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if found, err := s.Verify(ctx, nil); err == nil || len(found) > 0 {
		t.Errorf("what can't be read is no finding: %v %v", found, err)
	}
}
