// Package sqlitestore keeps a relay's workspaces in one SQLite file, in SQL
// that other databases speak as well.
//
// It must not decide anything: which conversion counts or which claim is
// granted is the relay's business.
package sqlitestore
