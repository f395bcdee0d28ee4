package sqlitex

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/binary"
	"fmt"
	"hash"
	"math"
	"slices"
	"strings"
	"sync"

	"modernc.org/sqlite"
)

// A table with a column of this name keeps in it a digest of each row's other
// columns, so that a byte that changed by itself is found. The column is
//
//	digest BLOB NOT NULL DEFAULT x''
//
// and triggers write it, see KeepDigests, unless a table's own statements do. A
// migration that changes rows or columns of such a table empties it again.
const digestColumn = "digest"

const digestSize = 16

// queryer is what *sql.DB, *sql.Tx and *sql.Conn have in common.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// digested is a table whose rows carry a digest.
type digested struct {
	name    string
	key     []string // finds a row
	columns []string // all but the digest
}

// KeepDigests has every row that is written through db from now on carry its
// digest. It is called once the schema is up to date, and fills in the digests
// of rows that have none yet. The statements that write the tables named have
// to give the digest themselves (Digest, DigestOf), which spares writing each
// row twice.
func KeepDigests(ctx context.Context, db *DB, byHand ...string) error {
	tables, err := digestedTables(ctx, db.Write)
	if err != nil {
		return fmt.Errorf("read which rows carry digests: %w", err)
	}
	var script strings.Builder
	for _, t := range tables {
		if !slices.Contains(byHand, t.name) {
			script.WriteString(t.triggers())
		}
	}
	if _, err := db.Write.ExecContext(ctx, script.String()); err != nil {
		return fmt.Errorf("keep digests: %w", err)
	}
	db.writer.greeting.Store(script.String()) // of connections to come
	var mark int64
	if err := db.Write.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&mark); err != nil || mark != unmarked {
		return err // a look at every row would slow each start
	}
	if mark, err = schemaMark(ctx, db.Write); err != nil {
		return err
	}
	return db.Tx(ctx, func(tx *sql.Tx) error {
		for _, t := range tables {
			_, err := tx.ExecContext(ctx, `UPDATE `+t.name+` SET digest = `+t.expression("")+` WHERE digest = x''`)
			if err != nil {
				return fmt.Errorf("fill in digests of %s: %w", t.name, err)
			}
		}
		_, err := tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA user_version = %d`, mark))
		return err
	})
}

// unmarked is the user_version of a database whose schema changed since its
// digests were filled in; else that is the mark of its schema.
const unmarked = 0

// schemaMark tells one schema from another: names and types are not covered by
// any row's digest.
func schemaMark(ctx context.Context, q queryer) (int64, error) {
	rows, err := q.QueryContext(ctx, `SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name`)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	h := sha256.New()
	for rows.Next() {
		var parts [4]string
		if err := rows.Scan(&parts[0], &parts[1], &parts[2], &parts[3]); err != nil {
			return 0, err
		}
		for _, text := range parts {
			part(h, 't', uint64(len(text)))
			h.Write([]byte(text))
		}
	}
	return int64(binary.BigEndian.Uint32(h.Sum(nil))&math.MaxInt32 | 1), rows.Err()
}

// WrongDigests tells of each table with rows that are not what was written how
// many there are; progress, which may be nil, is told how many tables are read.
func WrongDigests(ctx context.Context, q queryer, progress func(done, total int)) (map[string]int, error) {
	tables, err := digestedTables(ctx, q)
	if err != nil {
		return nil, err
	}
	wrong := map[string]int{}
	var mark int64
	if err := q.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&mark); err != nil {
		return nil, err
	}
	if now, err := schemaMark(ctx, q); err != nil || mark != unmarked && mark != now {
		wrong["the schema"] = 1
		return wrong, err
	}
	for i, t := range tables {
		var n int
		if err := q.QueryRowContext(ctx, `SELECT count(*) FROM `+t.name+` WHERE digest IS NOT `+t.expression("")).Scan(&n); err != nil {
			return wrong, fmt.Errorf("read %s: %w", t.name, err)
		}
		if n > 0 {
			wrong[t.name] = n
		}
		if progress != nil {
			progress(i+1, len(tables))
		}
	}
	return wrong, nil
}

// SoundRow is a condition in SQL that rows of a table meet which are what was
// written; schema is the name that its file is attached by. A table without
// digests has no sound row.
func SoundRow(ctx context.Context, q queryer, schema, table string) (string, error) {
	rows, err := q.QueryContext(ctx, `SELECT name FROM pragma_table_xinfo(?, ?) ORDER BY cid`, table, schema)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	t, guarded := digested{name: table}, false
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return "", err
		}
		if name == digestColumn {
			guarded = true
		} else {
			t.columns = append(t.columns, name)
		}
	}
	if !guarded {
		return "0", rows.Err()
	}
	return "digest IS " + t.expression(""), rows.Err()
}

func digestedTables(ctx context.Context, q queryer) ([]digested, error) {
	rows, err := q.QueryContext(ctx, `SELECT t.name, t.wr, c.name, c.pk FROM pragma_table_list AS t, pragma_table_xinfo(t.name) AS c
		WHERE t.schema = 'main' AND t.type = 'table'
		AND EXISTS (SELECT 1 FROM pragma_table_xinfo(t.name) WHERE name = ?) ORDER BY t.name, c.cid`, digestColumn)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var tables []digested
	for rows.Next() {
		var table, column string
		var withoutRowID, inKey int
		if err := rows.Scan(&table, &withoutRowID, &column, &inKey); err != nil {
			return nil, err
		}
		if n := len(tables); n == 0 || tables[n-1].name != table {
			tables = append(tables, digested{name: table})
		}
		t := &tables[len(tables)-1]
		if column != digestColumn {
			t.columns = append(t.columns, column)
		}
		switch {
		case withoutRowID == 0:
			t.key = []string{"rowid"}
		case inKey > 0:
			t.key = append(t.key, column)
		}
	}
	return tables, rows.Err()
}

// expression is the digest of a row in SQL; of says whose columns they are.
func (t digested) expression(of string) string {
	values := make([]string, 0, len(t.columns))
	for _, column := range t.columns {
		values = append(values, of+column)
	}
	return DigestOf(t.name, values)
}

// DigestOf is an expression in SQL for the digest of a table's row: of its
// columns in their order, as expressions, without the digest.
func DigestOf(table string, values []string) string {
	return "row_digest('" + table + "', " + strings.Join(values, ", ") + ")"
}

// Digest is the digest of a table's row, of its values in the columns' order.
func Digest(table string, values []any) ([]byte, error) {
	list := make([]driver.Value, 0, len(values)+1)
	list = append(list, table)
	for _, value := range values {
		v, err := driver.DefaultParameterConverter.ConvertValue(value)
		if err != nil {
			return nil, err
		}
		if yes, is := v.(bool); is { // which SQLite keeps as a number
			if v = int64(0); yes {
				v = int64(1)
			}
		}
		list = append(list, v)
	}
	return rowDigest(list)
}

// triggers write the digest with every row. They belong to a connection and
// not to the schema, which stays readable without this program's function.
func (t digested) triggers() string {
	where := make([]string, 0, len(t.key))
	for _, column := range t.key {
		where = append(where, column+" = NEW."+column)
	}
	body := " ON main." + t.name + " BEGIN UPDATE " + t.name + " SET digest = " + t.expression("NEW.") +
		" WHERE " + strings.Join(where, " AND ") + "; END;\n"
	drop := "DROP TRIGGER IF EXISTS temp.digest_" + t.name
	return drop + "_insert;\n" + drop + "_update;\n" +
		"CREATE TEMP TRIGGER digest_" + t.name + "_insert AFTER INSERT" + body +
		"CREATE TEMP TRIGGER digest_" + t.name + "_update AFTER UPDATE OF " + strings.Join(t.columns, ", ") + body
}

// digestDriver is SQLite with the function row_digest.
var digestDriver = sync.OnceValues(func() (*sqlite.Driver, error) {
	d := &sqlite.Driver{}
	return d, d.RegisterFunction("row_digest", &sqlite.FunctionImpl{NArgs: -1, Deterministic: true, VolatileArgs: true,
		Scalar: func(_ *sqlite.FunctionContext, values []driver.Value) (driver.Value, error) { return rowDigest(values) }})
})

// rowDigest covers every value with its kind and length, so that none can run
// into the next.
func rowDigest(values []driver.Value) ([]byte, error) {
	h := sha256.New()
	for _, value := range values {
		switch v := value.(type) {
		case nil:
			part(h, 'n', 0)
		case int64:
			part(h, 'i', uint64(v))
		case float64:
			part(h, 'f', math.Float64bits(v))
		case string:
			part(h, 't', uint64(len(v)))
			h.Write([]byte(v))
		case []byte:
			part(h, 'b', uint64(len(v)))
			h.Write(v)
		default:
			return nil, fmt.Errorf("no digest of a %T", value)
		}
	}
	return h.Sum(nil)[:digestSize], nil
}

func part(h hash.Hash, kind byte, n uint64) {
	h.Write(binary.BigEndian.AppendUint64([]byte{kind}, n))
}
