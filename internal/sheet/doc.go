// Package sheet reads a CSV file that somebody else's program exported: it
// finds the separator, the encoding and the row of names, maps columns to the
// fields that a caller asks for, and reads amounts and days however they are
// written. What can be read in two ways is refused and never guessed. Cell is for
// files of ours.
//
// It must not know what the rows are about.
package sheet
