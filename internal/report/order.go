package report

import (
	"slices"
	"strings"
)

// order lists the rows that a table shows, in their order: from offset on, at
// most limit.
func (g *pivot) order(counts *peopleCounts) []int32 {
	compare := g.comparison(counts)
	rows := make([]int32, len(g.rows))
	for i := range rows {
		rows[i] = int32(i)
	}
	last := g.a.q.Offset + g.a.q.Limit
	if last < len(rows)/4 {
		rows = first(rows, last, compare)
	}
	slices.SortFunc(rows, compare)
	return rows[min(g.a.q.Offset, len(rows)):min(last, len(rows))]
}

// comparison is how two rows stand to each other.
func (g *pivot) comparison(counts *peopleCounts) func(x, y int32) int {
	s := g.a.q.Sort
	turn := 1
	if s.Descending {
		turn = -1
	}
	ties := func(x, y int32) int { return g.compareLabels(x, y, 0, len(g.a.by)) }
	if s.Dimension != "" {
		at := slices.Index(g.a.q.By, s.Dimension)
		return func(x, y int32) int {
			if c := g.compareLabels(x, y, at, at+1); c != 0 {
				return turn * c
			}
			return ties(x, y)
		}
	}
	if s.Measure == "" {
		if len(g.a.by) == 0 || g.a.by[0].info.Kind != Listed {
			return ties
		}
		s.Measure, turn = g.a.q.Measure[0], -1
	}
	side := now
	if s.Before {
		side = earlier
	}
	info := &g.a.measures[slices.Index(g.a.q.Measure, s.Measure)]
	figures := make([]fraction, len(g.rows))
	if info.formula.missing(&g.a.missing) == "" {
		row := 0
		of := func(b base) int64 { return g.rowSum(side, row, b, counts) }
		for ; row < len(figures); row++ {
			figures[row] = info.formula.of(of)
		}
	}
	return func(x, y int32) int {
		a, b := figures[x], figures[y]
		c := a.compare(b)
		switch {
		case c == 0:
			return ties(x, y)
		case a.under == 0 || b.under == 0:
			return -c // what is not known comes last
		}
		return turn * c
	}
}

// compareLabels orders rows by some of their dimensions: those with an order of
// their own by it, others by name.
func (g *pivot) compareLabels(x, y int32, from, to int) int {
	for k := from; k < to; k++ {
		a, b := g.code(int(x), k), g.code(int(y), k)
		c := g.a.by[k]
		switch {
		case a == b:
			continue
		case c.fixed:
			return int(a) - int(b)
		}
		first, second := g.a.label(c, a, now), g.a.label(c, b, now)
		if order := strings.Compare(strings.ToLower(first.Name), strings.ToLower(second.Name)); order != 0 {
			return order
		}
		return strings.Compare(first.ID, second.ID)
	}
	return 0
}

// first keeps those of the rows that come first, in no order: a heap whose top
// is the last of them.
func first(rows []int32, count int, compare func(x, y int32) int) []int32 {
	heap := rows[:count]
	sink := func(at int) {
		for {
			child := 2*at + 1
			if child >= count {
				return
			}
			if child+1 < count && compare(heap[child], heap[child+1]) < 0 {
				child++
			}
			if compare(heap[at], heap[child]) >= 0 {
				return
			}
			heap[at], heap[child] = heap[child], heap[at]
			at = child
		}
	}
	for at := count/2 - 1; at >= 0; at-- {
		sink(at)
	}
	for _, row := range rows[count:] {
		if count > 0 && compare(row, heap[0]) < 0 {
			heap[0] = row
			sink(0)
		}
	}
	return heap
}
