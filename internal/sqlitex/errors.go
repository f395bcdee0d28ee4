package sqlitex

import (
	"errors"
	"fmt"
	"io/fs"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Errors that callers tell apart.
var (
	// ErrNewer says that a newer program wrote the database.
	ErrNewer = errors.New("the database is newer than this program")
	// ErrCorrupt says that a file is no database or a damaged one.
	ErrCorrupt = errors.New("the file is not a sound database")
	// ErrForeign says that a database belongs to another program.
	ErrForeign = errors.New("the database belongs to another program")
)

// IsConstraint reports whether a constraint of the schema refused a statement.
func IsConstraint(err error) bool { return code(err)&0xff == sqlite3.SQLITE_CONSTRAINT }

// IsUnique reports whether a UNIQUE or PRIMARY KEY constraint refused a statement.
func IsUnique(err error) bool {
	c := code(err)
	return c == sqlite3.SQLITE_CONSTRAINT_UNIQUE || c == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
}

// IsForeignKey reports whether a FOREIGN KEY constraint refused a statement.
func IsForeignKey(err error) bool { return code(err) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY }

// IsFull reports whether the disk is full.
func IsFull(err error) bool { return code(err)&0xff == sqlite3.SQLITE_FULL }

// IsCorrupt reports whether SQLite met pages that make no sense.
func IsCorrupt(err error) bool {
	return code(err)&0xff == sqlite3.SQLITE_CORRUPT || code(err)&0xff == sqlite3.SQLITE_NOTADB
}

// IsBusy reports whether another process kept the database locked for longer
// than the busy timeout.
func IsBusy(err error) bool { return code(err)&0xff == sqlite3.SQLITE_BUSY }

// IsFailure reports whether the database could not do its work, such as on a
// full or broken disk; not that it refused a statement for what that says.
func IsFailure(err error) bool {
	switch code(err) & 0xff {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_NOMEM,
		sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL:
		return true
	}
	return false
}

// code is the driver's extended result code, 0 when err is none of its errors.
func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

func openError(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return cantOpen(path, err)
	}
	switch code(err) & 0xff {
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%s is not a database: choose another file, or move it away. Nothing was changed: %w", path, ErrCorrupt)
	case sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%s is damaged: restore a backup. Nothing was changed: %w", path, ErrCorrupt)
	case sqlite3.SQLITE_CANTOPEN:
		return cantOpen(path, err)
	case sqlite3.SQLITE_BUSY:
		return fmt.Errorf("%s is in use by another program: close that and try again: %w", path, err)
	}
	return fmt.Errorf("open the database %s: %w", path, err)
}

func cantOpen(path string, err error) error {
	return fmt.Errorf("%s can't be opened: check that its folder exists and that you may write there: %w", path, err)
}
