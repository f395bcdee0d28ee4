// Package sqlitex opens SQLite databases the one way this project trusts:
// WAL, synchronous=FULL, one writer, a few readers, migrations embedded in the
// program. It is the only package that imports a SQLite driver.
//
// It must not know what any database is for; schemas belong to their packages.
package sqlitex
