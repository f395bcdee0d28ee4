package sqlitex_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/sqlitex"
)

func TestScan(t *testing.T) {
	db, err := sqlitex.Open(t.Context(), filepath.Join(t.TempDir(), "a b?c#d.db"), sqlitex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Tx(t.Context(), func(tx *sql.Tx) error {
		_, err := tx.Exec(`CREATE TABLE t (n INTEGER, text TEXT) STRICT; INSERT INTO t VALUES (-9223372036854775808, ''), (7, 'é'), (NULL, NULL), (8, 'a' || char(0) || 'b')`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		N    int64
		Text string
	}
	var got []row
	read := func(r sqlitex.Row) { got = append(got, row{r.Int(0), string(r.Text(1))}) }
	if err := db.Scan(t.Context(), `SELECT n, text FROM t ORDER BY rowid`, read); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]row{{-1 << 63, ""}, {7, "é"}, {0, ""}, {8, "a\x00b"}}, got); diff != "" {
		t.Fatal(diff)
	}
	for query, says := range map[string]string{
		`SELECT`: "prepare", `SELECT * FROM nowhere`: "no such table", `INSERT INTO t VALUES (1, 'x')`: "readonly", `SELECT abs(n) FROM t`: "overflow",
	} {
		if err := db.Scan(t.Context(), query, func(sqlitex.Row) {}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: got %v, want it to say %q", query, err, says)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := db.Scan(ctx, `SELECT n FROM t`, func(sqlitex.Row) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
