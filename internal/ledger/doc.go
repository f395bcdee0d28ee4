// Package ledger is a double-entry book: accounts, and transfers of one debit
// and one credit each, append-only and hash-chained, pending until posted or
// void. Corrections are further transfers.
//
// It must not know what a sale, a member or CJ is beyond the names of the
// accounts, nor how a book is stored.
package ledger
