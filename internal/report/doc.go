// Package report answers questions about clicks and sales, says where each
// figure comes from, and writes files that others read.
//
// A question is a Query; an Explorer answers it from the cube, names what it
// finds by a Directory, and works rates out of sums by the formulas in this
// package, which are also what it tells people. Amounts of two currencies are
// never added; a rate is rounded once, at the end; what is not known is missing
// with the reason, never zero.
//
// It must not know how facts are kept, where a directory comes from, nor what a
// screen looks like.
package report
