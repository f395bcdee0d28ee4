package sqlitex

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"unicode"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// View is a table that a question may read: what it holds is a query of the
// database's own tables.
type View struct{ Name, Query string }

// Question is a statement by somebody who may read the views and nothing else.
type Question struct {
	Views     []View
	Statement string
}

// RefusedError says why a question has no answer: that it is not one statement
// that reads, or what SQLite finds wrong with it.
type RefusedError struct {
	Words string
	At    int // where in the statement, in bytes; -1 when it is about all of it
}

func (e *RefusedError) Error() string { return e.Words }

// ErrEnough is for a function that wants no more rows.
var ErrEnough = errors.New("enough rows")

// maxCell is the longest text that a question can make, in bytes.
const maxCell = 64 << 20

// Ask answers a question on a connection of its own that can't write: head gets
// the columns' names once, row each row with values of type nil, int64,
// float64, string or []byte. It stops soon after ctx is done.
func (db *DB) Ask(ctx context.Context, q Question, head func(columns []string) error, row func(values []any) error) error {
	conn, err := openRaw(db.path)
	defer conn.close()
	if err == nil {
		err = conn.confine(q.Views)
	}
	if err != nil {
		return fmt.Errorf("ask: %w", err)
	}
	stop, err := conn.stopWith(ctx)
	defer stop()
	if err == nil {
		err = conn.prepareOne(q.Statement)
	}
	if err != nil {
		return err
	}
	columns := make([]string, sqlite3.Xsqlite3_column_count(conn.tls, conn.statement()))
	for i := range columns {
		columns[i] = strings.ToValidUTF8(libc.GoString(sqlite3.Xsqlite3_column_name(conn.tls, conn.statement(), int32(i))), "\ufffd")
	}
	if err := head(columns); err != nil {
		return err
	}
	for {
		more, err := conn.step()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			return refusal(err, -1)
		}
		if !more {
			return nil
		}
		if err := row(conn.values(len(columns))); errors.Is(err, ErrEnough) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// confine makes the views the only tables that statements see.
func (r *raw) confine(views []View) error {
	hidden, err := r.unseen(views)
	if err != nil {
		return err
	}
	// A view's own query is told from others by the name of the view inside
	// which it runs, and a statement can call its parts by any name that it
	// knows: so the views are twofold, and nobody knows the inner ones' names.
	key := make([]byte, 16)
	if _, err := rand.Read(key); err != nil {
		return err
	}
	seen := visible{secret: "v" + hex.EncodeToString(key) + "_", hidden: hidden}
	var script strings.Builder
	for i, v := range views {
		fmt.Fprintf(&script, "CREATE TEMP VIEW %[1]s%[2]d AS %[3]s;\nCREATE TEMP VIEW %[4]s AS SELECT * FROM temp.%[1]s%[2]d;\n", seen.secret, i, v.Query, v.Name)
		seen.views = append(seen.views, v.Name)
	}
	script.WriteString("PRAGMA trusted_schema = 0; PRAGMA cell_size_check = 1; PRAGMA mmap_size = 0; PRAGMA query_only = 1;")
	if err := r.run(script.String()); err != nil {
		return err
	}
	for id, limit := range map[int32]int32{sqlite3.SQLITE_LIMIT_LENGTH: maxCell, sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
		sqlite3.SQLITE_LIMIT_ATTACHED: 0, sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1000} {
		sqlite3.Xsqlite3_limit(r.tls, r.conn(), id, limit)
	}
	if err := r.quickFunctions(); err != nil {
		return err
	}
	argument, err := r.text(seen.String())
	if err != nil {
		return err
	}
	sqlite3.Xsqlite3_set_authorizer(r.tls, r.conn(), callback(authorize), argument)
	return nil
}

// unseen are the tables of which no view speaks.
func (r *raw) unseen(views []View) ([]string, error) {
	used := map[string]bool{}
	for _, v := range views {
		for _, word := range strings.FieldsFunc(v.Query, func(c rune) bool { return c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
			used[strings.ToLower(word)] = true
		}
	}
	if err := r.prepare(`SELECT lower(name) FROM main.sqlite_schema WHERE type IN ('table', 'view')`); err != nil {
		return nil, err
	}
	var list []string
	for {
		more, err := r.step()
		if err != nil || !more {
			return list, err
		}
		if name, is := r.values(1)[0].(string); is && !used[name] {
			list = append(list, name)
		}
	}
}

// stopWith has statements end soon after ctx is done; call stop before close.
func (r *raw) stopWith(ctx context.Context) (stop func(), err error) {
	flag := libc.Xcalloc(r.tls, 1, 4)
	if flag == 0 {
		return func() {}, errMemory
	}
	r.texts = append(r.texts, flag)
	sqlite3.Xsqlite3_progress_handler(r.tls, r.conn(), 1000, callback(stopped), flag)
	done := make(chan struct{})
	unwatch := context.AfterFunc(ctx, func() {
		atomic.StoreInt32((*int32)(at(flag)), 1)
		close(done)
	})
	return func() {
		if !unwatch() {
			<-done
		}
	}, nil
}

func stopped(_ *libc.TLS, flag uintptr) int32 { return atomic.LoadInt32((*int32)(at(flag))) }

// prepareOne prepares the only statement of a text.
func (r *raw) prepareOne(text string) error {
	if strings.ContainsRune(text, 0) {
		return &RefusedError{Words: "the statement has a character that can't be read", At: strings.IndexByte(text, 0)}
	}
	if err := r.prepare(text); err != nil {
		return refusal(err, int(sqlite3.Xsqlite3_error_offset(r.tls, r.conn())))
	}
	if r.statement() == 0 {
		return &RefusedError{Words: "there is no statement", At: -1}
	}
	if sqlite3.Xsqlite3_stmt_isexplain(r.tls, r.statement()) != 0 || sqlite3.Xsqlite3_stmt_readonly(r.tls, r.statement()) == 0 ||
		sqlite3.Xsqlite3_column_count(r.tls, r.statement()) == 0 {
		return &RefusedError{Words: onlyReads, At: -1}
	}
	rest := libc.GoString(r.tail())
	if strings.Trim(rest, "; \t\r\n") == "" {
		return nil
	}
	// A comment may follow.
	if err := r.prepare(rest); err != nil || r.statement() != 0 {
		return &RefusedError{Words: "more than one statement", At: len(text) - len(rest)}
	}
	return r.prepare(text)
}

const onlyReads = "only a statement that reads the views is possible here: SELECT, or WITH and SELECT"

// refusal turns what SQLite says of a statement into a RefusedError.
func refusal(err error, offset int) error {
	said := new(rawError)
	if !errors.As(err, &said) {
		return err
	}
	switch said.code & 0xff {
	case sqlite3.SQLITE_AUTH:
		if what, named := strings.CutSuffix(strings.TrimPrefix(said.words, "access to "), " is prohibited"); named {
			return &RefusedError{Words: what + " is none of the views", At: offset}
		}
		return &RefusedError{Words: onlyReads, At: offset}
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN:
		return err
	}
	if strings.HasPrefix(said.words, "cannot modify ") { // "… because it is a view" sounds as if something else could be
		return &RefusedError{Words: onlyReads, At: offset}
	}
	return &RefusedError{Words: strings.ToValidUTF8(said.words, "\ufffd"), At: offset}
}

// values are a row's, in memory of Go's.
func (r *raw) values(n int) []any {
	list := make([]any, n)
	for i := range list {
		column := int32(i)
		switch sqlite3.Xsqlite3_column_type(r.tls, r.statement(), column) {
		case sqlite3.SQLITE_INTEGER:
			list[i] = sqlite3.Xsqlite3_column_int64(r.tls, r.statement(), column)
		case sqlite3.SQLITE_FLOAT:
			list[i] = sqlite3.Xsqlite3_column_double(r.tls, r.statement(), column)
		case sqlite3.SQLITE_TEXT:
			text := sqlite3.Xsqlite3_column_text(r.tls, r.statement(), column)
			list[i] = strings.ToValidUTF8(string(bytesAt(text, sqlite3.Xsqlite3_column_bytes(r.tls, r.statement(), column))), "\ufffd")
		case sqlite3.SQLITE_BLOB:
			blob := sqlite3.Xsqlite3_column_blob(r.tls, r.statement(), column)
			list[i] = append([]byte{}, bytesAt(blob, sqlite3.Xsqlite3_column_bytes(r.tls, r.statement(), column))...)
		}
	}
	return list
}
