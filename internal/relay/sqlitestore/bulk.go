package sqlitestore

import (
	"math/bits"
	"strings"
)

// chunkRows is how many rows go into one statement at most: enough to make the
// way through the driver cheap, few enough for SQLite's limit on parameters.
const chunkRows = 128

// insert runs an INSERT of many rows: head ends with VALUES, tail follows the
// rows, args are the rows' values one after the other.
func (t *tx) insert(head string, columns int, args []any, tail string) error {
	row := "(?" + strings.Repeat(",?", columns-1) + ")"
	return chunks(args, columns, func(part []any) error {
		return t.exec(head+row+strings.Repeat(","+row, len(part)/columns-1)+tail, part...)
	})
}

// chunks hands over a slice in parts of so many elements a row. Their numbers
// of rows are powers of two, so that few statements, each read once, do for all.
func chunks[T any](all []T, width int, f func(part []T) error) error {
	for len(all) > 0 {
		rows := min(chunkRows, len(all)/width)
		n := width << (bits.Len(uint(rows)) - 1)
		if err := f(all[:n]); err != nil {
			return err
		}
		all = all[n:]
	}
	return nil
}

// count runs a statement and says how many rows it touched.
func (t *tx) count(query string, args ...any) (int, error) {
	result, err := t.tx.ExecContext(t.ctx, query, args...)
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}
