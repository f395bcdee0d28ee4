package sqlitex

import (
	"errors"
	"fmt"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// raw is a read-only connection without database/sql between. It is used by one
// goroutine at a time; only interrupt may come from another one.
type raw struct {
	tls     *libc.TLS
	handles uintptr // memory of SQLite's for the connection, a statement and the end of its text
	texts   []uintptr
}

// Places in handles.
const (
	placeConn = iota
	placeStatement
	placeTail
	places
)

var errMemory = errors.New("out of memory")

// openRaw opens the database for one caller alone; close it in any case.
func openRaw(path string) (*raw, error) {
	r := &raw{tls: libc.NewTLS()}
	if r.handles = libc.Xcalloc(r.tls, places, libc.Tsize_t(unsafe.Sizeof(uintptr(0)))); r.handles == 0 {
		return r, errMemory
	}
	name, err := r.text(path)
	if err != nil {
		return r, err
	}
	if code := sqlite3.Xsqlite3_open_v2(r.tls, name, r.address(placeConn), sqlite3.SQLITE_OPEN_READONLY|sqlite3.SQLITE_OPEN_NOMUTEX, 0); code != sqlite3.SQLITE_OK {
		return r, r.failed("open the database", code)
	}
	sqlite3.Xsqlite3_busy_timeout(r.tls, r.conn(), 5000)
	return r, nil
}

func (r *raw) close() {
	if r.handles != 0 {
		sqlite3.Xsqlite3_finalize(r.tls, r.statement())
		sqlite3.Xsqlite3_close_v2(r.tls, r.conn())
		libc.Xfree(r.tls, r.handles)
	}
	for _, p := range r.texts {
		libc.Xfree(r.tls, p)
	}
	r.tls.Close()
}

func (r *raw) address(place int) uintptr { return r.handles + uintptr(place)*unsafe.Sizeof(uintptr(0)) }
func (r *raw) conn() uintptr             { return *(*uintptr)(at(r.address(placeConn))) }
func (r *raw) statement() uintptr        { return *(*uintptr)(at(r.address(placeStatement))) }
func (r *raw) tail() uintptr             { return *(*uintptr)(at(r.address(placeTail))) }

// text is a copy in SQLite's memory, which goes with the connection.
func (r *raw) text(s string) (uintptr, error) {
	p, err := libc.CString(s)
	if err == nil {
		r.texts = append(r.texts, p)
	}
	return p, err
}

// prepare makes a statement the one that step runs.
func (r *raw) prepare(query string) error {
	sqlite3.Xsqlite3_finalize(r.tls, r.statement())
	*(*uintptr)(at(r.address(placeStatement))) = 0
	text, err := r.text(query)
	if err != nil {
		return err
	}
	if code := sqlite3.Xsqlite3_prepare_v2(r.tls, r.conn(), text, -1, r.address(placeStatement), r.address(placeTail)); code != sqlite3.SQLITE_OK {
		return r.failed("prepare the query", code)
	}
	return nil
}

// step goes to the next row; more is false after the last.
func (r *raw) step() (more bool, err error) {
	switch code := sqlite3.Xsqlite3_step(r.tls, r.statement()); code {
	case sqlite3.SQLITE_ROW:
		return true, nil
	case sqlite3.SQLITE_DONE:
		return false, nil
	default:
		return false, r.failed("read a row", code)
	}
}

// run executes statements that give nothing.
func (r *raw) run(script string) error {
	text, err := r.text(script)
	if err != nil {
		return err
	}
	if code := sqlite3.Xsqlite3_exec(r.tls, r.conn(), text, 0, 0, 0); code != sqlite3.SQLITE_OK {
		return r.failed("prepare the connection", code)
	}
	return nil
}

// rawError is what SQLite says.
type rawError struct {
	doing, words string
	code         int32
}

func (e *rawError) Error() string { return fmt.Sprintf("%s: %s (%d)", e.doing, e.words, e.code) }

func (r *raw) failed(doing string, code int32) error {
	return &rawError{doing, libc.GoString(sqlite3.Xsqlite3_errmsg(r.tls, r.conn())), code}
}

// at turns an address of SQLite's memory into a pointer.
func at(address uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&address)) }

// callback is a function of this package as SQLite calls it; a closure is none,
// as it is not where its code is (modernc.org/sqlite, cFuncPointer).
func callback[T any](f T) uintptr { return *(*uintptr)(unsafe.Pointer(&struct{ f T }{f})) }
