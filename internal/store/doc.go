// Package store is the desktop's database: the fold of a workspace's log, the
// outbox of what has no place in the log yet, and the questions that screens
// ask of both.
//
// It must not know where entries come from, how the relay or CJ are reached,
// or how anything is worked out: it keeps what it is handed and gives it back.
package store

import "embed"

//go:embed migrations/*.sql
var migrations embed.FS
