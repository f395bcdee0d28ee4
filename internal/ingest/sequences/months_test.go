package sequences_test

import (
	"context"
	"reflect"

	"linkledger/internal/cube"
	"linkledger/internal/store"
)

// books keeps the books as they are in the evening of each known day: the last
// word of a day is what counts.
func (w *cubeWatch) books() {
	books, err := w.a.store.Books(context.Background())
	must(err)
	w.stoodBooks[w.a.known()] = books
}

// pastBooks proves that the books as of each evening are what they were then.
func (w *cubeWatch) pastBooks() error {
	for day, then := range w.stoodBooks {
		again, err := w.a.store.BooksAsOf(context.Background(), day.String())
		must(err)
		for _, b := range []*store.Books{&then, &again} {
			b.OnTheWay, b.LastEntry = nil, 0 // edits that move nothing may come with the next sync
		}
		if !reflect.DeepEqual(then, again) {
			return failf("the books of %s were %+v and are told as %+v", day, then, again)
		}
	}
	return nil
}

// adjustments proves that what causes moved of closed months is what stands as
// adjustments on the days on which it became known.
func (w *cubeWatch) adjustments(now days) error {
	list, words, err := w.a.store.MonthAdjustments(context.Background(), -1<<20, 1<<20)
	must(err)
	moved := days{}
	for _, a := range list {
		for _, sale := range a.Sales {
			if !sale.Adjustment || int(sale.Status) >= len(words) || sale.SaleDay.Month() == a.Known.Month() {
				return failf("%s moved %+v on %s", a.Cause, sale, a.Known)
			}
		}
		moved[a.Known] = cube.Add(moved[a.Known], cube.Cells{Sales: a.Sales})
	}
	stand := days{}
	for day, cells := range now {
		for _, sale := range cells.Sales {
			if sale.Adjustment {
				stand[day] = cube.Add(stand[day], cube.Cells{Sales: []cube.Sale{sale}})
			}
		}
	}
	if err := stand.same(moved); err != nil {
		return failf("adjustments are not what causes moved: %w", err)
	}
	return nil
}
