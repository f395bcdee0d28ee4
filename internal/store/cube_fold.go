package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
)

// cubeWork is what a fold has not written to the cube yet. Which causes moved
// is remembered, and what cells they have is worked out once for many entries:
// at the end, and before the known day moves on or a month is closed, so that
// it is the log alone which decides when a difference became known.
type cubeWork struct {
	known, safeKnown *knownDay
	words            map[string]cube.Word
	closed           map[string]bool // months; nil until read
	sold             map[affiliate.ConversionID]sold
	moved            map[string]bool // causes to work out
	worked           []string        // causes worked out since the last point that is safe
	open, safe       differences     // to be written; open ones go with the savepoint
}

// differences are what to add to days, by the day on which it became known.
type differences map[lateDay]*cube.Cells

type lateDay struct{ known, day cube.Day }

func newCubeWork() cubeWork {
	w := cubeWork{moved: map[string]bool{}, safe: differences{}}
	w.forget()
	return w
}

// forget is called when the transaction goes back to a savepoint. Looking at a
// cause for nothing does no harm.
func (w *cubeWork) forget() {
	for _, cause := range w.worked {
		w.moved[cause] = true
	}
	w.worked, w.known = nil, w.safeKnown
	w.words, w.closed, w.sold, w.open = map[string]cube.Word{}, nil, map[affiliate.ConversionID]sold{}, differences{}
}

// settled is called when no savepoint is left to which the work could go back.
func (w *cubeWork) settled() {
	for at, cells := range w.open {
		w.safe.of(at).Append(*cells)
	}
	clear(w.open)
	w.worked, w.safeKnown = w.worked[:0], w.known
}

func (d differences) of(at lateDay) *cube.Cells {
	cells, has := d[at]
	if !has {
		cells = &cube.Cells{}
		d[at] = cells
	}
	return cells
}

// moved notes causes whose sale or money moved: most move several times with
// one entry.
func (f *folding) moved(cause string) {
	f.cube.moved[cause] = true
	if id, ofConversion := affiliate.ConversionOf(cause); ofConversion {
		f.cash[id] = true
	}
}

// movedBy notes the causes that a query lists, or a statement returns.
func (f *folding) movedBy(ctx context.Context, query string, args ...any) error {
	causes, err := rows(ctx, f, scanText, query, args...)
	f.writes++
	for _, cause := range causes {
		f.moved(cause)
	}
	return err
}

// soldNow notes a conversion as it is kept from now on.
func (f *folding) soldNow(ctx context.Context, c affiliate.Conversion) (err error) {
	f.moved(c.ID.Cause())
	f.cube.sold[c.ID], err = soldOf(c, f.word(ctx))
	return err
}

// workOut brings what the causes that moved have in the cube to what the facts
// say now.
func (f *folding) workOut(ctx context.Context) error {
	if len(f.cube.moved) == 0 {
		return nil
	}
	if err := f.cash.flush(ctx, f.statements); err != nil { // which has how far their money has come
		return err
	}
	causes := slices.Sorted(maps.Keys(f.cube.moved))
	for some := range slices.Chunk(causes, 500) {
		if err := f.workOutSome(ctx, some); err != nil {
			return fmt.Errorf("bring the cube to what is known now: %w", err)
		}
	}
	f.cube.worked = append(f.cube.worked, causes...)
	clear(f.cube.moved)
	clear(f.cube.sold)
	return nil
}

func (f *folding) workOutSome(ctx context.Context, causes []string) error {
	stand, err := standing(ctx, f, causes)
	if err != nil {
		return err
	}
	earnings, err := earnedBy(ctx, f, causes)
	if err == nil {
		err = f.readSold(ctx, causes)
	}
	if err != nil {
		return err
	}
	for _, v := range stand {
		now, err := f.cellsOf(ctx, v.cause, v.has, earnings[v.cause])
		if err != nil {
			return err
		}
		if err := f.keepCells(ctx, v.cause, v.cells, now); err != nil {
			return err
		}
	}
	return nil
}

func (f *folding) cellsOf(ctx context.Context, cause string, has int, list []earned) ([]cube.Sale, error) {
	id, ofConversion := affiliate.ConversionOf(cause)
	if !ofConversion {
		return otherCells(list, f.word(ctx))
	}
	s, known := f.cube.sold[id]
	if !known {
		return nil, nil
	}
	return s.cells(has, list, f.word(ctx))
}

// readSold reads the conversions of causes that the fold does not remember.
func (f *folding) readSold(ctx context.Context, causes []string) error {
	var ids []affiliate.ConversionID
	for _, cause := range causes {
		if id, ofConversion := affiliate.ConversionOf(cause); ofConversion {
			if _, known := f.cube.sold[id]; !known {
				ids = append(ids, id)
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	wanted, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	list, err := rows(ctx, f, scanConversion, `SELECT `+conversionColumns+` FROM conversion WHERE id IN (SELECT value FROM json_each(?))`, string(wanted))
	for _, c := range list {
		if f.cube.sold[c.ID], err = soldOf(c, f.word(ctx)); err != nil {
			return err
		}
	}
	return err
}

// keepCells keeps the cells that a cause has from now on, and what that adds to
// days. A month that is closed stands: what moves of it counts on the known day.
func (f *folding) keepCells(ctx context.Context, cause string, before, now []cube.Sale) error {
	more := cube.Add(cube.Cells{Sales: now}, cube.Cells{Sales: before}.Neg())
	if more.IsZero() {
		return nil
	}
	if err := f.writeCells(ctx, cubeSales, len(now) > 0, cube.PackSales(now), cause); err != nil {
		return err
	}
	known, err := f.knownDay(ctx)
	if err != nil {
		return err
	}
	var adjusted []cube.Sale
	for _, cell := range more.Sales {
		stands := cell.SaleDay
		closed, err := f.isClosed(ctx, stands)
		if err != nil {
			return err
		}
		if closed {
			stands, cell.Adjustment = cubeDay(known.day), true
			adjusted = append(adjusted, cell)
		}
		at := f.cube.open.of(lateDay{cubeDay(known.day), stands})
		at.Sales = append(at.Sales, cell)
	}
	return f.adjust(ctx, cubeDay(known.day), cause, adjusted)
}

// writeCells writes cells under the key of a table that ends with them, or
// deletes the row of none.
func (f *folding) writeCells(ctx context.Context, t table, any bool, cells []byte, key ...any) error {
	columns := t.columns[:len(t.columns)-1]
	if !any {
		return f.exec(ctx, `DELETE FROM `+t.name+` WHERE `+strings.Join(columns, ` = ? AND `)+` = ?`, key...)
	}
	_, err := f.write(ctx, t, t.upsert(columns), append(key, cells)...)
	return err
}

// writeCube writes all that entries added to days. No savepoint may be open.
func (f *folding) writeCube(ctx context.Context) error {
	if err := f.workOut(ctx); err != nil {
		return err
	}
	f.cube.settled()
	days := map[cube.Day]*cube.Cells{}
	late := make(map[lateDay]cube.Cells, len(f.cube.safe))
	for at, list := range f.cube.safe {
		cells := cube.Collect(*list)
		if days[at.day] == nil {
			days[at.day] = &cube.Cells{}
		}
		days[at.day].Append(cells)
		if at.known > at.day {
			late[at] = cells
		}
	}
	clear(f.cube.safe)
	for _, day := range slices.Sorted(maps.Keys(days)) {
		if err := f.addCells(ctx, cubeDays, cube.Collect(*days[day]), day.String()); err != nil {
			return err
		}
	}
	for at, cells := range late {
		if err := f.addCells(ctx, cubeLate, cells, at.known.String(), at.day.String()); err != nil {
			return err
		}
	}
	return f.keepKnown(ctx)
}

// addCells adds to the cells under a key, part by part.
func (f *folding) addCells(ctx context.Context, t table, more cube.Cells, key ...any) error {
	for _, part := range cube.Parts {
		add := more.Only(part)
		if add.IsZero() {
			continue
		}
		key := append(slices.Clip(key), part.String())
		stored, _, err := one(ctx, f, func(r scanner) (b []byte, err error) { return b, r.Scan(&b) },
			`SELECT cells FROM `+t.name+` WHERE `+strings.Join(t.columns[:len(t.columns)-1], ` = ? AND `)+` = ?`, key...)
		if err != nil {
			return err
		}
		var cells cube.Cells
		if err := cells.Unpack(part, stored); err != nil {
			return fmt.Errorf("%s of %v: %w", t.name, key, err)
		}
		cells = cube.Add(cells, add)
		if err := f.writeCells(ctx, t, !cells.IsZero(), cells.Pack(part), key...); err != nil {
			return err
		}
	}
	return nil
}
