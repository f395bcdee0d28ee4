package sqlitex

import (
	"bytes"
	"slices"
	"unicode/utf8"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// quickFunctions stand in for SQLite's own of the same names, which compare a
// long text with another at each of its places: for hours, and nothing stops a
// function. These take about as long as their arguments are.
func (r *raw) quickFunctions() error {
	for _, f := range [...]struct {
		name      string
		arguments int32
		call      uintptr
	}{{"instr", 2, callback(sqlInstr)}, {"replace", 3, callback(sqlReplace)}, {"trim", 2, callback(sqlTrim)}, {"ltrim", 2, callback(sqlTrimLeft)}, {"rtrim", 2, callback(sqlTrimRight)}} {
		name, err := r.text(f.name)
		if err != nil {
			return err
		}
		if code := sqlite3.Xsqlite3_create_function_v2(r.tls, r.conn(), name, f.arguments, sqlite3.SQLITE_UTF8|sqlite3.SQLITE_DETERMINISTIC|sqlite3.SQLITE_INNOCUOUS,
			0, f.call, 0, 0, 0); code != sqlite3.SQLITE_OK {
			return r.failed("make the function "+f.name, code)
		}
	}
	return nil
}

// slowFunctions compare each part of a text with each of another, too, and
// nobody misses them.
var slowFunctions = []string{"json_patch", "jsonb_patch"}

// arguments are a function's; ok is false when one of them is NULL. They are
// gone when the function returns.
func arguments(tls *libc.TLS, n int32, values uintptr) (list [][]byte, blobs, ok bool) {
	blobs = true
	for i := range uintptr(n) {
		value := *(*uintptr)(at(values + i*unsafe.Sizeof(values)))
		kind := sqlite3.Xsqlite3_value_type(tls, value)
		if kind == sqlite3.SQLITE_NULL {
			return nil, false, false
		}
		blobs = blobs && kind == sqlite3.SQLITE_BLOB
		text := sqlite3.Xsqlite3_value_text(tls, value)
		list = append(list, bytesAt(text, sqlite3.Xsqlite3_value_bytes(tls, value)))
	}
	return list, blobs, true
}

// give makes a text the function's result.
func give(tls *libc.TLS, call uintptr, text []byte) {
	if len(text) > maxCell {
		sqlite3.Xsqlite3_result_error_toobig(tls, call)
		return
	}
	copied := libc.Xmalloc(tls, libc.Tsize_t(len(text)+1))
	if copied == 0 {
		sqlite3.Xsqlite3_result_error_nomem(tls, call)
		return
	}
	defer libc.Xfree(tls, copied)
	copy(bytesAt(copied, int32(len(text))), text)
	sqlite3.Xsqlite3_result_text(tls, call, copied, int32(len(text)), sqlite3.SQLITE_TRANSIENT)
}

func sqlInstr(tls *libc.TLS, call uintptr, n int32, values uintptr) {
	list, blobs, ok := arguments(tls, n, values)
	if !ok {
		return
	}
	place := bytes.Index(list[0], list[1])
	if place > 0 && !blobs {
		place = utf8.RuneCount(list[0][:place])
	}
	sqlite3.Xsqlite3_result_int64(tls, call, int64(place+1))
}

func sqlReplace(tls *libc.TLS, call uintptr, n int32, values uintptr) {
	list, _, ok := arguments(tls, n, values)
	if !ok {
		return
	}
	text, old, with := list[0], list[1], list[2]
	if len(old) == 0 {
		give(tls, call, text)
		return
	}
	if len(text)+bytes.Count(text, old)*(len(with)-len(old)) > maxCell {
		sqlite3.Xsqlite3_result_error_toobig(tls, call)
		return
	}
	give(tls, call, bytes.ReplaceAll(text, old, with))
}

func sqlTrim(tls *libc.TLS, call uintptr, n int32, values uintptr) {
	trim(tls, call, n, values, bytes.TrimFunc)
}

func sqlTrimLeft(tls *libc.TLS, call uintptr, n int32, values uintptr) {
	trim(tls, call, n, values, bytes.TrimLeftFunc)
}

func sqlTrimRight(tls *libc.TLS, call uintptr, n int32, values uintptr) {
	trim(tls, call, n, values, bytes.TrimRightFunc)
}

func trim(tls *libc.TLS, call uintptr, n int32, values uintptr, cut func([]byte, func(rune) bool) []byte) {
	list, _, ok := arguments(tls, n, values)
	if !ok {
		return
	}
	set := map[rune]bool{}
	for _, c := range string(list[1]) {
		set[c] = true
	}
	give(tls, call, slices.Clip(cut(list[0], func(c rune) bool { return set[c] })))
}
