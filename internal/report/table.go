package report

import (
	"slices"

	"linkledger/internal/money"
)

// peopleCounts are the members of a pivot's cells, and of whatever is made of
// several cells, each counted once there.
type peopleCounts struct {
	cells, rows, columns, total [2][baseCount][]int64
}

func (g *pivot) countAll() *peopleCounts {
	c := &peopleCounts{}
	for side := range g.people {
		c.cells[side] = g.countPeople(side, len(g.rows)*g.cols, func(row, column int32) int { return int(row)*g.cols + int(column) })
		c.rows[side] = c.cells[side]
		c.total[side] = g.countPeople(side, 1, func(_, _ int32) int { return 0 })
		c.columns[side] = c.total[side]
		if g.cols > 1 {
			c.rows[side] = g.countPeople(side, len(g.rows), func(row, _ int32) int { return int(row) })
			c.columns[side] = g.countPeople(side, g.cols, func(_, column int32) int { return int(column) })
		}
	}
	return c
}

func counted(list []int64, at int) int64 {
	if at < len(list) {
		return list[at]
	}
	return 0
}

func (b base) ofPeople() bool { return b >= activeMembers }

// rowSum is a sum of a row over all columns.
func (g *pivot) rowSum(side, row int, b base, people *peopleCounts) int64 {
	if b.ofPeople() {
		return counted(people.rows[side][b], row)
	}
	return g.whole(side, row, b)
}

// cellSum is a sum of a row in a column.
func (g *pivot) cellSum(side, row, column int, b base, people *peopleCounts) int64 {
	if b.ofPeople() {
		return counted(people.cells[side][b], row*g.cols+column)
	}
	return g.cell(side, row, column, b)
}

// line makes the cells of a row from its sums by side and column; -1 is over
// all columns.
func (g *pivot) line(currency money.Currency, of func(side, column int, b base) int64) (cells [][]Cell, total []Cell) {
	make1 := func(column int) []Cell {
		list := make([]Cell, len(g.a.measures))
		for i := range g.a.measures {
			m := &g.a.measures[i]
			list[i].Value = m.value(func(b base) int64 { return of(now, column, b) }, &g.a.missing, currency)
			list[i].Before = Value{Unit: m.Unit, Missing: "There is no period to compare with."}
			if g.a.compares {
				list[i].Before = m.value(func(b base) int64 { return of(earlier, column, b) }, &g.a.missing, currency)
			}
		}
		return list
	}
	if g.a.across == nil {
		total = make1(-1)
		return [][]Cell{total}, total
	}
	for column := range g.cols {
		cells = append(cells, make1(column))
	}
	return cells, make1(-1)
}

// row makes a row that is shown.
func (g *pivot) shown(currency money.Currency, row int, people *peopleCounts) Row {
	r := Row{}
	for k, c := range g.a.by {
		r.Labels = append(r.Labels, g.a.label(c, g.code(row, k), now))
		if g.a.compares && c.info.Kind == Calendar {
			r.Before = append(r.Before, g.a.label(c, g.code(row, k), earlier))
		}
	}
	r.Cells, r.Total = g.line(currency, func(side, column int, b base) int64 {
		if column < 0 {
			return g.rowSum(side, row, b, people)
		}
		return g.cellSum(side, row, column, b, people)
	})
	return r
}

// totals are sums over rows, by side, column and base; the last column is over
// all.
type totals [2][][baseCount]int64

// totals adds up all rows.
func (g *pivot) totals() (t totals) {
	for side := range t {
		t[side] = make([][baseCount]int64, g.cols+1)
		for b, list := range g.sums[side] {
			for column := range g.cols {
				sum := int64(0)
				for at := column; at < len(list); at += g.cols {
					sum += list[at]
				}
				t[side][column][b] = sum
				t[side][g.cols][b] += sum
			}
		}
	}
	return t
}

// less takes rows out of totals.
func (t totals) less(g *pivot, rows []int32) (rest totals) {
	for side := range t {
		rest[side] = slices.Clone(t[side])
		for b, list := range g.sums[side] {
			if list == nil {
				continue
			}
			for _, row := range rows {
				for column, n := range list[int(row)*g.cols : (int(row)+1)*g.cols] {
					rest[side][column][b] -= n
					rest[side][g.cols][b] -= n
				}
			}
		}
	}
	return rest
}

// sum makes a row of totals.
func (g *pivot) sum(currency money.Currency, t totals, columns, total [2][baseCount][]int64) Row {
	r := Row{}
	r.Cells, r.Total = g.line(currency, func(side, column int, b base) int64 {
		switch {
		case b.ofPeople() && column < 0:
			return counted(total[side][b], 0)
		case b.ofPeople():
			return counted(columns[side][b], column)
		case column < 0:
			column = g.cols
		}
		return t[side][column][b]
	})
	return r
}

// table makes the table of a currency.
func (g *pivot) table(currency money.Currency) Table {
	people := g.countAll()
	shown := g.order(people)
	t := Table{Currency: currency, Columns: g.a.columnLabels(g.columns), Rows: make([]Row, 0, len(shown)), RowCount: len(g.rows), Offset: g.a.q.Offset}
	for _, row := range shown {
		t.Rows = append(t.Rows, g.shown(currency, int(row), people))
	}
	all := g.totals()
	t.Total = g.sum(currency, all, people.columns, people.total)
	if t.RestRows = len(g.rows) - len(shown); t.RestRows > 0 {
		rest := g.rest(currency, all, shown)
		t.Rest = &rest
	}
	return t
}

// rest takes the rows together that are not shown.
func (g *pivot) rest(currency money.Currency, all totals, shown []int32) Row {
	hidden := make([]bool, len(g.rows))
	for i := range hidden {
		hidden[i] = true
	}
	for _, row := range shown {
		hidden[row] = false
	}
	var columns, total [2][baseCount][]int64
	for side := range columns {
		total[side] = g.countPeople(side, 1, func(row, _ int32) int {
			if hidden[row] {
				return 0
			}
			return -1
		})
		columns[side] = g.countPeople(side, g.cols, func(row, column int32) int {
			if hidden[row] {
				return int(column)
			}
			return -1
		})
	}
	return g.sum(currency, all.less(g, shown), columns, total)
}
