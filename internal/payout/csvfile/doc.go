// Package csvfile writes a payment as a CSV file for a bank, a payment
// provider or a bookkeeper: the same payment gives the same bytes.
//
// The file is for machines, so a field that is not what it should be is
// refused and never altered. It must not know where a payment comes from,
// whether it may be made, or what becomes of the file.
package csvfile
