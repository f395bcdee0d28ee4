package store

import (
	"context"
	"database/sql"

	"linkledger/internal/cube"
)

// ForgetCube drops what the cube has to take over of the entries so far, for a
// measure of what keeping it costs.
func ForgetCube(tx *Tx) {
	clear(tx.run.cube.moved)
	clear(tx.run.cube.open)
}

// PutCells writes cells of days as a fold would have left them.
func PutCells(ctx context.Context, s *Store, days map[cube.Day]cube.Cells) error {
	return s.db.Tx(ctx, func(tx *sql.Tx) error {
		f := begin(tx)
		for day, cells := range days {
			if err := f.addCells(ctx, cubeDays, cells, day.String()); err != nil {
				return err
			}
		}
		return nil
	})
}
