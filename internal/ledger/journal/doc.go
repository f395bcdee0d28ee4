// Package journal writes a book as a plain-text journal that hledger reads
// (https://hledger.org/1.25/hledger.html#journal-format), so that whoever
// distrusts the program can add it up with another.
//
// A file is pure ASCII, since hledger reads by the locale of whoever starts it,
// and a plain C locale refuses anything else. Names from outside can't break
// its syntax. It must not know where books are kept.
package journal
