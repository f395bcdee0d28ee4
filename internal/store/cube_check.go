package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"linkledger/internal/cube"
)

// CubeDiffers says that a day's cells are not what the facts come to.
type CubeDiffers struct {
	Day  cube.Day
	Part cube.Part
	// What the facts have and the cube has not, and the other way round.
	Lacks, Has cube.Cells
}

// Error implements error.
func (d *CubeDiffers) Error() string {
	return fmt.Sprintf("the %s that reports have of %s are not what the facts come to: %+v is missing, %+v is too much", d.Part, d.Day, d.Lacks, d.Has)
}

// CheckCube proves that the cube has what the facts come to, cell by cell, or
// names the first day that differs (*CubeDiffers). It compares by the day of the
// sale: of a month that is closed, adjustments on later days are a part. Clicks by
// country, device and the like have no other source than the cube and the log.
func (s *Store) CheckCube(ctx context.Context) error {
	return atOnce(ctx, s.db.Read, func(q queryer) error { return checkCube(ctx, q) })
}

func checkCube(ctx context.Context, q queryer) error {
	word, err := knownWords(ctx, q)
	if err != nil {
		return err
	}
	causes := 0
	want, err := cubeFacts{q, word}.cells(ctx, func(c causeFacts) error {
		if !slices.Equal(c.want, c.got) {
			return fmt.Errorf("%s has %+v in the cube instead of %+v", c.cause, c.got, c.want)
		}
		if len(c.got) > 0 {
			causes++
		}
		return nil
	})
	if err != nil {
		return err
	}
	var kept int
	if err := q.QueryRowContext(ctx, `SELECT count(*) FROM cube_sale`).Scan(&kept); err != nil {
		return err
	}
	if kept != causes {
		return fmt.Errorf("the cube has cells of %d causes that there are not", kept-causes)
	}
	stored, err := storedCells(ctx, q)
	if err != nil {
		return err
	}
	got, err := bySaleDay(stored)
	if err != nil {
		return err
	}
	both := maps.Clone(want)
	maps.Copy(both, got)
	for _, day := range slices.Sorted(maps.Keys(both)) {
		for _, part := range cube.Parts {
			want, got := want[day].Only(part), got[day].Only(part)
			if !want.Equal(got) {
				return &CubeDiffers{Day: day, Part: part, Lacks: without(want, got), Has: without(got, want)}
			}
		}
	}
	return nil
}

// bySaleDay puts adjustments on the days of their sales, and leaves out what no
// facts are kept of.
func bySaleDay(stored map[cube.Day]cube.Cells) (map[cube.Day]cube.Cells, error) {
	days := map[cube.Day]*cube.Cells{}
	at := func(day cube.Day) *cube.Cells {
		if days[day] == nil {
			days[day] = &cube.Cells{}
		}
		return days[day]
	}
	for day, cells := range stored {
		at(day).Append(cube.Cells{Clicks: cells.Clicks, Rejected: cells.Rejected})
		for _, sale := range cells.Sales {
			if !sale.Adjustment && sale.SaleDay != day {
				return nil, fmt.Errorf("a sale of %s stands on %s", sale.SaleDay, day)
			}
			sale.Adjustment = false
			at(sale.SaleDay).Append(cube.Cells{Sales: []cube.Sale{sale}})
		}
	}
	sums := make(map[cube.Day]cube.Cells, len(days))
	for day, cells := range days {
		sums[day] = cube.Collect(*cells)
	}
	return sums, nil
}

// without are the cells of a list that another does not have so.
func without(list, other cube.Cells) cube.Cells {
	return cube.Cells{Clicks: others(list.Clicks, other.Clicks), Rejected: others(list.Rejected, other.Rejected), Sales: others(list.Sales, other.Sales)}
}

func others[C comparable](list, other []C) (rest []C) {
	has := make(map[C]bool, len(other))
	for _, c := range other {
		has[c] = true
	}
	for _, c := range list {
		if !has[c] {
			rest = append(rest, c)
		}
	}
	return rest
}

func storedCells(ctx context.Context, q queryer) (map[cube.Day]cube.Cells, error) {
	list, err := rows(ctx, q, scanPacked, `SELECT day, part, cells FROM cube_day`)
	if err != nil {
		return nil, err
	}
	return unpack(list)
}

// RebuildCube makes the cells of clicks and sales from the facts again. What was
// counted on the days of a later month because the sale's was closed stays there;
// so does what is kept of when each difference became known.
func (s *Store) RebuildCube(ctx context.Context) error {
	s.refolding.Lock()
	defer s.refolding.Unlock()
	defer s.remade.Add(1)
	return s.db.Tx(ctx, func(tx *sql.Tx) error { return rebuildCube(ctx, begin(tx)) })
}

func rebuildCube(ctx context.Context, f *folding) error {
	stored, err := storedCells(ctx, f)
	if err != nil {
		return err
	}
	var causes []causeFacts
	days, err := cubeFacts{f, f.word(ctx)}.cells(ctx, func(c causeFacts) error {
		causes = append(causes, c)
		return nil
	})
	if err != nil {
		return err
	}
	for day, cells := range stored { // what adjustments bring is not on the sale's own day
		for _, sale := range cells.Sales {
			if sale.Adjustment {
				own := sale
				own.Adjustment, own.SaleSums = false, own.Neg()
				days[day] = cube.Add(days[day], cube.Cells{Sales: []cube.Sale{sale}})
				days[sale.SaleDay] = cube.Add(days[sale.SaleDay], cube.Cells{Sales: []cube.Sale{own}})
			}
		}
	}
	if err := f.exec(ctx, `DELETE FROM cube_day WHERE part <> 'facets'`); err != nil {
		return err
	}
	for day, cells := range days {
		if err := f.addCells(ctx, cubeDays, cells, day.String()); err != nil {
			return err
		}
	}
	if err := f.exec(ctx, `DELETE FROM cube_sale`); err != nil {
		return err
	}
	for _, c := range causes {
		if err := f.writeCells(ctx, cubeSales, len(c.want) > 0, cube.PackSales(c.want), c.cause); err != nil {
			return err
		}
	}
	return nil
}
