package pulling_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"
	"strings"

	"linkledger/internal/sqlitex"
)

// everything is all that the fold has made; of the log what does not differ by
// how often an entry was made and sealed.
const everything = `SELECT name, 'SELECT * FROM ' || name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
		AND name NOT IN ('meta', 'outbox', 'outbox_public', 'link_block', 'goose_db_version', 'log_entry')
		UNION ALL SELECT 'log_entry', 'SELECT seq, kind, key FROM log_entry ORDER BY seq' ORDER BY 1`

// standing is what stands in the end, however it came about: CJ's rows, the
// conversions, what each member earned, and the balances.
const standing = `SELECT 'cj_commission', 'SELECT commission_id, action_id, status, posted_at, currency, sale_minor, commission_minor, row, hash
			FROM cj_commission ORDER BY commission_id'
		UNION ALL SELECT 'conversion', 'SELECT id, action_id, offer_id, member_id, click_id, order_id, status, cj_status, sale_day, sale_minor, commission_minor
			FROM conversion ORDER BY id'
		UNION ALL SELECT 'earning', 'SELECT cause, member_id, state, currency, account, sum(amount_minor) FROM earning
			WHERE state <> ''void'' GROUP BY 1, 2, 3, 4, 5 HAVING sum(amount_minor) <> 0 ORDER BY 1, 2, 3, 4, 5'
		UNION ALL SELECT 'balance', 'SELECT name, currency, debits_posted - credits_posted, debits_pending - credits_pending FROM account
			WHERE debits_posted <> credits_posted OR debits_pending <> credits_pending ORDER BY 1, 2'
		UNION ALL SELECT 'problem', 'SELECT what FROM fold_problem'`

// books are texts by table, each as the hash of its lines, so that a year of
// 200,000 sales is never held as text.
type books map[string]string

// read runs the queries that a query names.
func (d *device) read(queries string) books {
	d.t.Helper()
	hashes, sums := map[string]hash.Hash{}, books{}
	d.lines(queries, func(table, line string) {
		if hashes[table] == nil {
			hashes[table] = sha256.New()
		}
		_, _ = io.WriteString(hashes[table], line)
	})
	for table, h := range hashes {
		sums[table] = hex.EncodeToString(h.Sum(nil))
	}
	return sums
}

// lines reads every row as a line.
func (d *device) lines(queries string, each func(table, line string)) {
	d.t.Helper()
	ctx := context.Background()
	db, err := sqlitex.Open(ctx, d.path(), sqlitex.Options{Readers: 2})
	if err != nil {
		d.t.Fatal(err)
	}
	defer db.Close()
	list, err := db.Read.QueryContext(ctx, queries)
	if err != nil {
		d.t.Fatal(err)
	}
	defer list.Close()
	for list.Next() {
		var table, query string
		if err := list.Scan(&table, &query); err != nil {
			d.t.Fatal(err)
		}
		result, err := db.Read.QueryContext(ctx, query)
		if err != nil {
			d.t.Fatalf("%s: %v", table, err)
		}
		columns, _ := result.Columns()
		for result.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new(any)
			}
			if err := result.Scan(values...); err != nil {
				d.t.Fatal(err)
			}
			var b strings.Builder
			for i, v := range values {
				fmt.Fprintf(&b, " %s=%v", columns[i], *v.(*any))
			}
			b.WriteByte('\n')
			each(table, b.String())
		}
		if err := result.Close(); err != nil {
			d.t.Fatal(err)
		}
	}
}

// sameBooks compares what queries find on two devices, and shows the first
// lines that only one has.
func sameBooks(clean, spoiled *device, queries string) error {
	want, got := clean.read(queries), spoiled.read(queries)
	if len(want) < 3 {
		return fmt.Errorf("there is nothing to compare: %v", want)
	}
	if maps.Equal(want, got) {
		return nil
	}
	var b strings.Builder
	for _, table := range slices.Sorted(maps.Keys(want)) {
		if want[table] == got[table] {
			continue
		}
		fmt.Fprintf(&b, "%s:\n%s", table, differences(clean.table(queries, table), spoiled.table(queries, table)))
	}
	return errors.New(b.String() + fmt.Sprintf("tables %v and %v", slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got))))
}

func (d *device) table(queries, wanted string) (lines []string) {
	d.lines(queries, func(table, line string) {
		if table == wanted {
			lines = append(lines, line)
		}
	})
	return lines
}

// differences are the first lines that only one of two tables has.
func differences(clean, spoiled []string) string {
	const most = 12
	var b strings.Builder
	only := func(whose string, these, those []string) {
		known := make(map[string]bool, len(those))
		for _, line := range those {
			known[line] = true
		}
		shown := 0
		for _, line := range these {
			if !known[line] && shown < most {
				b.WriteString(whose + line)
				shown++
			}
		}
	}
	only("  clean:  ", clean, spoiled)
	only("  spoiled:", spoiled, clean)
	return b.String()
}
