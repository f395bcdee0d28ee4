package store_test

import (
	"context"
	"database/sql"
	"errors"
	"regexp"
	"strings"
	"testing"

	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// Every view can be read, has the columns that it tells of, and says what each is.
func TestSQLViews(t *testing.T) {
	s := open(t)
	names := map[string]bool{}
	for _, v := range store.SQLViews() {
		if names[v.Name] || !plainName.MatchString(v.Name) || len(v.About) < 20 {
			t.Errorf("view %q: %q", v.Name, v.About)
		}
		names[v.Name] = true
		var want []string
		for _, c := range v.Columns {
			if want = append(want, c.Name); !plainName.MatchString(c.Name) || !strings.HasSuffix(c.About, ".") {
				t.Errorf("%s.%s: %q", v.Name, c.Name, c.About)
			}
		}
		var got []string
		err := s.Ask(t.Context(), `SELECT * FROM `+v.Name, func(columns []string) error {
			got = columns
			return nil
		}, func([]any) error { return nil })
		if strings.Join(got, " ") != strings.Join(want, " ") || err != nil {
			t.Errorf("%s: %v has %q, and tells of %q", v.Name, err, got, want)
		}
		// And each column by itself, which SQLite reads in other ways.
		alone := `SELECT max(` + strings.Join(want, `), min(`) + `), count(*) FROM ` + v.Name
		if err := s.Ask(t.Context(), alone, nothing[[]string], nothing[[]any]); err != nil {
			t.Errorf("%s: %v", v.Name, err)
		}
	}
}

var plainName = regexp.MustCompile(`^[a-z][a-z_]*$`)

func nothing[T any](T) error { return nil }

// Nothing beside the views can be read: no table of the schema, by any name.
func TestSQLSeesNothingElse(t *testing.T) {
	s := open(t)
	views := map[string]bool{}
	for _, v := range store.SQLViews() {
		views[v.Name] = true
	}
	for _, table := range tablesOf(t, s) {
		for _, statement := range []string{`SELECT * FROM main.` + table, `WITH sales AS (SELECT * FROM main.` + table + `) SELECT * FROM sales`} {
			refused := new(sqlitex.RefusedError)
			if err := s.Ask(t.Context(), statement, nothing[[]string], nothing[[]any]); !errors.As(err, &refused) {
				t.Errorf("%s: %v", statement, err)
			}
		}
	}
}

func tablesOf(t *testing.T, s *store.Store) (names []string) {
	t.Helper()
	err := sqlitex.Look(context.Background(), s.Path(), func(db *sql.DB) error {
		rows, err := db.Query(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
			names = append(names, name)
		}
		return rows.Err()
	})
	if err != nil || len(names) < 20 {
		t.Fatal(err, names)
	}
	return names
}
