// Package pulling proves the reading of CJ's ledger: a generated year, pulled
// over HTTP by the real client while answers go wrong, the reading is stopped
// and the program dies, comes to the same books as one clean reading. It has
// tests only, and works from outside: it must not know how a reading is planned
// or its place kept.
package pulling
