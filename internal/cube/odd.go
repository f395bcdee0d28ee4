package cube

import (
	"cmp"
	"slices"
)

// odd are the links that a question takes otherwise than most: test links that
// it leaves out, or those of the only member that it is about. Cells in the
// order of links are then taken together, and only those of odd links one by one.
type odd struct {
	numbers []int64 // of links, by dense index
	usual   int64   // what all others add to the group
	links   []oddLink
}

type oddLink struct {
	number, dense int64
	group         int64
}

// mostOdd is how many links are taken one by one.
const mostOdd = 1 << 10

// newOdd is nil where links differ too much, or on other days.
func newOdd(p *plan, numbers []int64) *odd {
	o := &odd{numbers: numbers}
	switch {
	case len(p.tables) == 0:
		return o
	case len(p.tables) > 1 || p.tables[0].field != FieldLink || len(p.tables[0].moves) > 0:
		return nil
	}
	t := p.tables[0]
	group := func(dense int) int64 { return max(lookUp(t.sum, int64(dense)), -1) }
	for dense, lead := 0, 0; dense < len(numbers); dense++ { // the usual one leads, if there is any
		switch g := group(dense); {
		case lead == 0:
			o.usual, lead = g, 1
		case g == o.usual:
			lead++
		default:
			lead--
		}
	}
	for dense, number := range numbers {
		if g := group(dense); g != o.usual {
			if len(o.links) == mostOdd {
				return nil
			}
			o.links = append(o.links, oddLink{number, int64(dense), g})
		}
	}
	slices.SortFunc(o.links, func(a, b oddLink) int { return cmp.Compare(a.number, b.number) })
	return o
}

// suits reports whether looking for the odd links costs less than all cells.
func (o *odd) suits(cells *part) bool {
	return o != nil && cells.ordered && len(o.links) <= 4+cells.n/32
}

// from is the first place at or after one whose link's number is not less.
func (o *odd) from(c *column, place, n int, number int64) int {
	less := func(i int) bool { return o.numbers[c.at(i)] < number }
	step := 1
	for place+step < n && less(place+step) {
		place, step = place+step, 2*step
	}
	for end := min(place+step, n); place < end; {
		middle := int(uint(place+end) / 2)
		if less(middle) {
			place = middle + 1
		} else {
			end = middle
		}
	}
	return place
}

// scanOdd adds up cells in the order of links.
func (w *worker) scanOdd(cells *part, outer int64) {
	page := w.page(outer)
	put := func(slot int32, sign int64, amount func(c *column, of Amount) int64) {
		if slot == 0 {
			return
		}
		at := [1]int32{slot}
		page.touch(at[:])
		for k, s := range w.p.q.Sums {
			if c := cells.amounts[s.Of]; !c.isNothing() {
				page.sums[k][slot] += sign * amount(c, s.Of)
			}
		}
	}
	usual := w.oddSlots[len(w.p.odd.links)]
	put(usual, 1, func(_ *column, of Amount) int64 { return cells.totals[of] })
	links, place := cells.fields[FieldLink], 0
	for i, l := range w.p.odd.links {
		for place = w.p.odd.from(links, place, cells.n, l.number); place < cells.n && links.at(place) == l.dense; place++ {
			at := func(c *column, _ Amount) int64 { return c.at(place) }
			put(usual, -1, at)
			put(w.oddSlots[i], 1, at)
		}
	}
}

// findOdd gives the odd links their slots, and the others theirs behind them.
func (w *worker) findOdd() {
	if w.p.odd == nil {
		return
	}
	groups := make([]int64, 0, len(w.p.odd.links)+1)
	for _, l := range w.p.odd.links {
		groups = append(groups, l.group)
	}
	groups = append(groups, w.p.odd.usual)
	w.oddSlots = make([]int32, len(groups))
	w.slots.of(groups, w.oddSlots)
}
