// Package cube holds the aggregates that reports read: for each day the clicks
// of each link, the sales cut as finely as anybody asks, and clicks by one more
// property at a time. A day is a few blobs of packed cells in the database; in
// memory its columns are scanned, which answers any question about a year in
// milliseconds.
//
// A cell is a sum of facts that are alike. It is never edited: what changes is
// a difference that is added, so that the same differences, kept by the day on
// which they became known, give back what any report said on a past day.
//
// It must not know how facts are kept, what a word or a link is called, nor
// what a figure is good for.
package cube
