// Package clickfile keeps answered clicks in append-only files until storage
// has them: each record is written, with a checksum, before its redirect is
// answered, so that a killed process loses none.
//
// On Linux a record gets there by way of a mapped piece of the file, whose
// place on the disk is taken before; elsewhere, and on a full disk, by a write.
//
// It must not know what becomes of a click, and it holds no address of a
// visitor: only a keyed hash.
package clickfile
