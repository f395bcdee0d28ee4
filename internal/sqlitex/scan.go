package sqlitex

import (
	"context"
	"fmt"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// Row is a row of Scan, good until the function that got it returns.
type Row struct {
	tls  *libc.TLS
	stmt uintptr
}

// Int is the integer in a column, counted from 0.
func (r Row) Int(column int) int64 {
	return sqlite3.Xsqlite3_column_int64(r.tls, r.stmt, int32(column))
}

// Text is the text in a column, without a copy: it changes with the next row.
func (r Row) Text(column int) []byte {
	text := sqlite3.Xsqlite3_column_text(r.tls, r.stmt, int32(column))
	return bytesAt(text, sqlite3.Xsqlite3_column_bytes(r.tls, r.stmt, int32(column)))
}

// bytesAt are bytes of SQLite's memory, which is not Go's, so that the collector
// never moves it.
func bytesAt(address uintptr, n int32) []byte {
	if address == 0 || n == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(at(address)), int(n))
}

// Scan runs a query without arguments on a connection of its own and hands
// over each row as SQLite has it: a third of the cost of database/sql, for
// reading a million rows at a start.
func (db *DB) Scan(ctx context.Context, query string, f func(Row)) error {
	conn, err := openRaw(db.path)
	defer conn.close()
	if err == nil {
		err = conn.prepare(query)
	}
	if err != nil {
		return fmt.Errorf("scan: %w", err)
	}
	row := Row{conn.tls, conn.statement()}
	for n := 0; ; n++ {
		more, err := conn.step()
		if err != nil {
			return fmt.Errorf("scan: %w", err)
		}
		if !more {
			return nil
		}
		f(row)
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
}
