// Package backup keeps copies of a database file: it makes them, proves each
// before it counts, encrypts them, lists and checks them, drops old ones by a
// schedule, and opens one again. A copy is there whole or not at all, wherever
// a crash or a full disk stops the work.
//
// It must not know what the database holds nor whose keys open a copy; who
// uses it says how a file is copied, proven, sealed and opened.
package backup
