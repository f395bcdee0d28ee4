// Package reconcile compares what three sources have of the same sales: CJ's
// actions, what postbacks reported, and the shop's orders. It puts every row of
// every source into exactly one case, says in which bucket a case belongs and
// how surely its rows are one sale, and writes what comes of it: CJ's correction
// files and the inquiry for missing sales.
//
// It is pure: the same rows give the same cases, in whatever order they come. It
// must not know where rows are kept or who decides on cases.
package reconcile
