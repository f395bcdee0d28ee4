// Package sequences proves the books by random programmes: sales, corrections,
// rule changes, holds, reversals and payments in any order, checked after each
// step against a model that adds everything up anew. It has tests only, and
// works from outside: it must not know how the fold settles, nor share code
// with it but the pure payout rules.
package sequences
