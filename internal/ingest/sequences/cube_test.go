package sequences_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
	"linkledger/internal/store"
)

// cubeWatch looks at what reports read, step after step: that it is what the
// facts come to, that every past evening is still known as it was, and that a
// closed month stays as it is.
type cubeWatch struct {
	*programme
	drawn  *rand.Rand // of its own, so that the programme is what it would be without
	stood  map[cube.Day]days
	closed map[string]days

	stoodBooks map[cube.Day]store.Books
}

// days are cells by the day on which they stand.
type days map[cube.Day]cube.Cells

func watchCube(p *programme, seed, round uint64) *cubeWatch {
	return &cubeWatch{programme: p, drawn: rand.New(rand.NewPCG(^seed, round)), stood: map[cube.Day]days{}, closed: map[string]days{},
		stoodBooks: map[cube.Day]store.Books{}}
}

// happens: now and then somebody closes a month, or opens one again. Those that
// are not over yet stay open.
func (w *cubeWatch) happens() {
	if w.drawn.IntN(4) > 0 {
		return
	}
	month := w.now.AddDate(0, -w.drawn.IntN(3), 0).Format("2006-01")
	w.log.change("", affiliate.NounMonthClose, w.now, month, affiliate.MonthClose{Closed: w.drawn.IntN(4) > 0})
}

// check is called after each sync.
func (w *cubeWatch) check() error {
	ctx := context.Background()
	if err := w.a.store.CheckCube(ctx); err != nil {
		return failf("the cube is not what the facts come to: %w", err)
	}
	now := w.a.cells(`SELECT day, part, cells FROM cube_day`)
	w.stood[w.a.known()] = now
	w.books()
	return errors.Join(w.monthsStand(now), w.adjustments(now))
}

// monthsStand proves that no figure of a closed month moved. The fold tells
// itself which are closed; one that a person opened may move again.
func (w *cubeWatch) monthsStand(now days) error {
	closes, err := w.a.store.MonthCloses(context.Background())
	must(err)
	closed := map[string]bool{}
	for _, m := range closes {
		closed[m.Month] = m.Closed
	}
	for month := range w.closed {
		if !closed[month] {
			delete(w.closed, month)
		}
	}
	for month, is := range closed {
		if !is {
			continue
		}
		if month >= w.a.known().Month() {
			return failf("%s is closed on %s", month, w.a.known())
		}
		stands := days{}
		for day, cells := range now {
			if day.Month() == month && len(cells.Sales) > 0 {
				stands[day] = cells.Only(cube.PartSales)
			}
		}
		if before, was := w.closed[month]; was {
			if err := before.same(stands); err != nil {
				return failf("%s is closed, and its sales moved: %w", month, err)
			}
		}
		w.closed[month] = stands
	}
	return nil
}

// past proves that the cube without what became known later is what it was in
// the evening of each day: what a fold of the log up to there came to.
func (w *cubeWatch) past() error {
	for day, stood := range w.stood {
		then := w.a.cells(`SELECT day, part, cells FROM cube_day`)
		for at, cells := range w.a.cells(`SELECT day, part, cells FROM cube_late WHERE known > '` + day.String() + `'`) {
			then[at] = cube.Add(then[at], cells.Neg())
		}
		if err := stood.until(day).same(then.until(day)); err != nil {
			return failf("as of %s: %w", day, err)
		}
	}
	return w.pastBooks()
}

func (d days) until(last cube.Day) days {
	until := days{}
	for day, cells := range d {
		if day <= last && !cells.IsZero() {
			until[day] = cells
		}
	}
	return until
}

func (d days) same(other days) error {
	var all []cube.Day
	for day := range d {
		all = append(all, day)
	}
	for day := range other {
		all = append(all, day)
	}
	slices.Sort(all)
	for _, day := range slices.Compact(all) {
		if !d[day].Equal(other[day]) {
			return fmt.Errorf("%s was %+v and is %+v", day, d[day], other[day])
		}
	}
	return nil
}

// cells adds up what a query has, by day.
func (d *device) cells(query string) days {
	list, err := d.rows().QueryContext(context.Background(), query)
	must(err)
	defer list.Close()
	sums := days{}
	for list.Next() {
		var text, name string
		var packed []byte
		must(list.Scan(&text, &name, &packed))
		day, err := cube.DayOf(text)
		must(err)
		part, err := cube.PartOf(name)
		must(err)
		var cells cube.Cells
		must(cells.Unpack(part, packed))
		sums[day] = cube.Add(sums[day], cells)
	}
	must(list.Err())
	return sums
}

// known is the last day on which the device learned anything.
func (d *device) known() cube.Day {
	var text string
	must(d.rows().QueryRowContext(context.Background(), `SELECT day FROM cube_known`).Scan(&text))
	day, err := cube.DayOf(text)
	must(err)
	return day
}
