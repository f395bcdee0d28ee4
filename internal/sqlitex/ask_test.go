package sqlitex_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/sqlitex"
)

func askable(t testing.TB) *sqlitex.DB {
	t.Helper()
	db, err := sqlitex.Open(t.Context(), filepath.Join(t.TempDir(), "a b?c.db"), sqlitex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if _, err := db.Write.Exec(`CREATE TABLE sale (id TEXT, minor INTEGER, secret TEXT) STRICT;
		CREATE TABLE member (id TEXT, name TEXT, payee TEXT) STRICT;
		CREATE TABLE setting (key TEXT, value TEXT) STRICT;
		INSERT INTO sale VALUES ('a', 100, 'hush'), ('b', -50, 'hush'), ('c', 7, 'hush');
		INSERT INTO member VALUES ('m', 'Ana', 'hush');
		INSERT INTO setting VALUES ('token', 'hush');`); err != nil {
		t.Fatal(err)
	}
	return db
}

// One view has the name of a table.
var askViews = []sqlitex.View{
	{Name: "sales", Query: `SELECT sale.id AS id, minor, name FROM sale LEFT JOIN main.member`},
	{Name: "member", Query: `SELECT id, upper(name) AS name FROM main.member`},
}

func ask(ctx context.Context, db *sqlitex.DB, statement string) (columns []string, rows [][]any, err error) {
	err = db.Ask(ctx, sqlitex.Question{Views: askViews, Statement: statement}, func(c []string) error {
		columns = c
		return nil
	}, func(values []any) error {
		rows = append(rows, values)
		return nil
	})
	return columns, rows, err
}

func TestAsk(t *testing.T) {
	db := askable(t)
	for statement, want := range map[string][][]any{
		`SELECT id, minor FROM sales ORDER BY id`:                                                                    {{"a", int64(100)}, {"b", int64(-50)}, {"c", int64(7)}},
		`select count(*), sum(minor), avg(minor) from sales`:                                                         {{int64(3), int64(57), 19.0}},
		`SELECT count(*) FROM temp.sales`:                                                                            {{int64(3)}},
		`WITH x AS (SELECT * FROM sales) SELECT max(minor) FROM x -- the best`:                                       {{int64(100)}},
		`SELECT s.id, m.name FROM sales AS s JOIN member AS m WHERE s.id = 'a';  ; `:                                 {{"a", "ANA"}},
		`SELECT * FROM member`:                                                                                       {{"m", "ANA"}},
		`SELECT NULL, x'0001', 1.5, 'é', ''`:                                                                         {{nil, []byte{0, 1}, 1.5, "é", ""}},
		`WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x+1 FROM n LIMIT 3) SELECT x FROM n`:                    {{int64(1)}, {int64(2)}, {int64(3)}},
		`SELECT value FROM json_each('[1,"b"]')`:                                                                     {{int64(1)}, {"b"}},
		`SELECT id, sum(minor) OVER (ORDER BY id) FROM sales WHERE minor > 0`:                                        {{"a", int64(100)}, {"c", int64(107)}},
		`SELECT id FROM sales WHERE EXISTS (SELECT 1 FROM member WHERE name = 'ANA') AND minor = 7 UNION SELECT 'z'`: {{"c"}, {"z"}},
		`SELECT 1 FROM sales WHERE 0`:                                                                                nil,
		`VALUES (1)`:                                                                                                 {{int64(1)}},
		`SELECT instr('aéb', 'b'), instr('ab', ''), instr('ab', 'c'), instr(NULL, 'a'), instr(x'c3a962', x'62'), instr(x'c3a962', 'b'), instr(121, 2)`: {{int64(3), int64(1), int64(0), nil, int64(3), int64(2), int64(2)}},
		`SELECT replace('aéaé', 'é', 'xy'), replace('ab', '', 'c'), replace('ab', NULL, 'c'), replace(1212, 1, 3), typeof(replace(1, 1, 2))`:           {{"axyaxy", "ab", nil, "3232", "text"}},
		`SELECT trim('éaxé', 'éx'), ltrim('aab', 'a'), rtrim('baa', 'a'), trim(' a '), trim('a', ''), trim('a', NULL)`:                                 {{"a", "b", "b", "a", "a", nil}},
	} {
		_, rows, err := ask(t.Context(), db, statement)
		if diff := cmp.Diff(want, rows); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", statement, err, diff)
		}
	}
	columns, _, err := ask(t.Context(), db, `SELECT id, minor AS "in cents", 1 + 1 FROM sales WHERE 0`)
	if diff := cmp.Diff([]string{"id", "in cents", "1 + 1"}, columns); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

// refusedStatements write, look elsewhere or are no statement; behind each what
// the refusal says.
var refusedStatements = map[string]string{
	``:                                      "no statement",
	`-- only a comment`:                     "no statement",
	`SELECT`:                                "incomplete",
	`SELEC 1`:                               "syntax error",
	`SELECT wrong FROM sales`:               "no such column: wrong",
	`SELECT 1 FROM nowhere`:                 "no such table",
	"SELECT 1 \x00, 2":                      "can't be read",
	`SELECT 1; SELECT 2`:                    "more than one",
	`SELECT 1; DELETE FROM sale`:            "more than one",
	`DELETE FROM sale`:                      "reads",
	`INSERT INTO sale VALUES ('d', 1, '')`:  "reads",
	`DELETE FROM sales`:                     "reads",
	`UPDATE sales SET minor = 0`:            "reads",
	`UPDATE sale SET minor = 0`:             "reads",
	`REPLACE INTO sale VALUES ('d', 1, '')`: "reads",
	`DROP TABLE sale`:                       "reads",
	`DROP VIEW sales`:                       "reads",
	`CREATE TABLE t (x)`:                    "reads",
	`CREATE TEMP TABLE t (x)`:               "reads",
	`CREATE TEMP TRIGGER x INSTEAD OF INSERT ON sales BEGIN SELECT 1; END`: "reads",
	`ALTER TABLE sale RENAME TO x`:                                         "",
	`VACUUM`:                                                               "reads",
	`VACUUM INTO '/tmp/x.db'`:                                              "reads",
	`ATTACH 'x.db' AS x`:                                                   "reads",
	`DETACH temp`:                                                          "reads",
	`PRAGMA query_only = 0`:                                                "reads",
	`PRAGMA user_version`:                                                  "reads",
	`PRAGMA table_list`:                                                    "reads",
	`BEGIN IMMEDIATE`:                                                      "reads",
	`SAVEPOINT x`:                                                          "reads",
	`ANALYZE`:                                                              "",
	`REINDEX`:                                                              "",
	`EXPLAIN SELECT 1`:                                                     "reads",
	`EXPLAIN QUERY PLAN SELECT * FROM sales`:                               "reads",
	`SELECT load_extension('x')`:                                           "",
	`SELECT * FROM setting`:                                                "setting.key is none of the views",
	`SELECT count(*) FROM setting`:                                         "reads the views",
	`SELECT * FROM main.setting`:                                           "none of the views",
	`SELECT secret FROM sale`:                                              "none of the views",
	`SELECT * FROM main.member`:                                            "none of the views",
	`SELECT payee FROM member`:                                             "no such column",
	`SELECT secret FROM sales`:                                             "no such column",
	`SELECT id FROM sales WHERE EXISTS (SELECT 1 FROM setting)`:       "reads the views",
	`SELECT id FROM sales UNION SELECT value FROM setting`:            "none of the views",
	`SELECT (SELECT value FROM setting LIMIT 1) FROM sales`:           "none of the views",
	`WITH sales AS (SELECT value FROM setting) SELECT * FROM sales`:   "none of the views",
	`WITH member AS (SELECT * FROM main.member) SELECT * FROM member`: "none of the views",
	`SELECT * FROM (SELECT value FROM setting) AS sales`:              "none of the views",
	`WITH v0 AS (SELECT count(*) FROM setting) SELECT * FROM v0`:      "reads the views",
	`SELECT * FROM sqlite_schema`:                                     "none of the views",
	`SELECT * FROM temp.sqlite_schema`:                                "none of the views",
	`SELECT sql FROM sqlite_temp_master`:                              "none of the views",
	`SELECT * FROM pragma_table_info('setting')`:                      "",
	`SELECT * FROM pragma_database_list`:                              "",
	`SELECT * FROM dbstat`:                                            "",
	`SELECT * FROM sqlite_dbpage`:                                     "",
	`SELECT * FROM bytecode('SELECT 1')`:                              "",
	`SELECT abs(-9223372036854775808)`:                                "overflow",
	`SELECT replace(zeroblob(60000000), x'00', 'ab')`:                 "too big",
	`SELECT json_patch('{}', '{}')`:                                   "",
	`SELECT zeroblob(1000000000)`:                                     "too big",
	`SELECT 1 LIKE '` + strings.Repeat("%a", 1000) + `'`:              "too complex",
}

func TestAskRefuses(t *testing.T) {
	db := askable(t)
	before := fileSum(t, db.Path())
	for statement, says := range refusedStatements {
		_, rows, err := ask(t.Context(), db, statement)
		refused := new(sqlitex.RefusedError)
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), says) || len(rows) > 0 {
			t.Errorf("%s: got %v and %v, want a refusal that says %q", statement, rows, err, says)
		}
	}
	if after := fileSum(t, db.Path()); after != before {
		t.Error("the file has changed")
	}
	refused := new(sqlitex.RefusedError)
	if _, _, err := ask(t.Context(), db, `SELECT id,, minor FROM sales`); !errors.As(err, &refused) || refused.At != len(`SELECT id,`) {
		t.Errorf("%v at %d", err, refused.At)
	}
}

// A statement ends with its context: before it begins, while it computes, and
// between rows.
func TestAskStops(t *testing.T) {
	db := askable(t)
	const endless = `WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x+1 FROM n) SELECT `
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := ask(ctx, db, endless+`count(*) FROM n`); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before: %v", err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, _, err := ask(ctx, db, endless+`count(*) FROM n`); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("while it computes: %v", err)
	}
	ctx, cancel = context.WithCancel(t.Context())
	n := 0
	err := db.Ask(ctx, sqlitex.Question{Statement: endless + `x FROM n`}, func([]string) error { return nil }, func([]any) error {
		if n++; n == 5 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || n != 5 {
		t.Errorf("after %d rows: %v", n, err)
	}
	n = 0
	err = db.Ask(t.Context(), sqlitex.Question{Statement: endless + `x FROM n`}, func([]string) error { return nil }, func([]any) error {
		if n++; n == 5 {
			return sqlitex.ErrEnough
		}
		return nil
	})
	if err != nil || n != 5 {
		t.Errorf("enough after %d rows: %v", n, err)
	}
}

// No function of a statement goes on long after its context is done: within one
// SQLite can't stop.
func TestAskStopsWithinFunctions(t *testing.T) {
	db := askable(t)
	const long, half = `printf('%.*c', 8000000, 'a')`, `printf('%.*c', 4000000, 'a') || 'b'`
	for _, statement := range []string{
		`SELECT instr(` + long + `, ` + half + `)`,
		`SELECT length(replace(` + long + `, ` + half + `, 'x'))`,
		`SELECT length(trim(` + long + `, printf('%.*c', 4000000, 'b') || 'a'))`,
	} {
		ended := make(chan error, 1)
		go func() {
			_, _, err := ask(t.Context(), db, statement)
			ended <- err
		}()
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("%s: %v", statement, err)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%s goes on", statement)
		}
	}
}

// No statement changes the file or gets at what no view shows.
func FuzzAsk(f *testing.F) {
	for statement := range refusedStatements {
		f.Add(statement)
	}
	f.Add(`SELECT * FROM sales, member`)
	db := askable(f)
	before := fileSum(f, db.Path())
	f.Fuzz(func(t *testing.T, statement string) {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		n := 0
		_ = db.Ask(ctx, sqlitex.Question{Views: askViews, Statement: statement}, func([]string) error { return nil }, func(values []any) error {
			for _, v := range values {
				if text, is := v.(string); is && strings.Contains(text, "hush") && !strings.Contains(strings.ToLower(statement), "hush") {
					t.Fatalf("%q gives %q", statement, text)
				}
			}
			if n++; n == 100 {
				return sqlitex.ErrEnough
			}
			return nil
		})
		if fileSum(t, db.Path()) != before {
			t.Fatalf("%q changed the file", statement)
		}
	})
}

func fileSum(t testing.TB, path string) (sum [2][32]byte) {
	t.Helper()
	for i, part := range []string{"", "-wal"} {
		raw, err := os.ReadFile(path + part)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		sum[i] = sha256.Sum256(raw)
	}
	return sum
}
