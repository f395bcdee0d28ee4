package sqlitex

import (
	"slices"
	"strings"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// visible is what statements of a question may read. SQLite hands it to
// authorize as a text.
type visible struct {
	secret string   // how the names begin of the views that read tables
	views  []string // that a person knows
	hidden []string // tables that none of them reads
}

func (v visible) String() string {
	return v.secret + "\n" + strings.Join(v.views, " ") + "\n" + strings.Join(v.hidden, " ")
}

func parseVisible(text string) visible {
	lines := strings.SplitN(text, "\n", 3)
	return visible{lines[0], strings.Fields(lines[1]), strings.Fields(lines[2])}
}

// authorize lets a statement read what is visible, and do nothing else
// (sqlite.org/c3ref/set_authorizer.html).
func authorize(_ *libc.TLS, argument uintptr, action int32, first, second, schema, inside uintptr) int32 {
	allowed := false
	switch action {
	case sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE:
		allowed = true
	case sqlite3.SQLITE_FUNCTION:
		name := strings.ToLower(libc.GoString(second))
		allowed = name != "load_extension" && name != "fts3_tokenizer" && !strings.HasPrefix(name, "sqlite_") && !slices.Contains(slowFunctions, name)
	case sqlite3.SQLITE_READ:
		allowed = parseVisible(libc.GoString(argument)).read(libc.GoString(first), libc.GoString(second), libc.GoString(schema), libc.GoString(inside))
	}
	if allowed {
		return sqlite3.SQLITE_OK
	}
	return sqlite3.SQLITE_DENY
}

func (v visible) read(table, column, schema, inside string) bool {
	name := strings.ToLower(table)
	switch {
	case strings.HasPrefix(inside, v.secret), strings.HasPrefix(table, v.secret), name == "json_each", name == "json_tree":
		return true
	case column != "":
		return schema == "temp" && slices.ContainsFunc(v.views, func(view string) bool { return strings.EqualFold(view, table) })
	}
	// No column: rows are only counted, and SQLite does not tell inside what.
	// The table may be one that a view joins, or a part of the statement.
	return !slices.Contains(v.hidden, name) && !slices.ContainsFunc(systemTables, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
}

// systemTables are how SQLite's own tables begin.
var systemTables = []string{"sqlite_", "pragma_", "dbstat", "bytecode", "tables_used", "fts"}
