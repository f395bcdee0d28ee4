// Package pdf writes grids as pages to print: letters of many scripts are
// embedded, and what has none stands as a visible box. The same book gives the
// same bytes.
//
// It must not know what the tables are about.
package pdf
