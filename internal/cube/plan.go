package cube

// plan is a query made ready: axes on the same field are one table, so that a
// cell costs one look-up for each field.
type plan struct {
	q      *Query
	cube   *Cube
	inner  int64 // how many combinations of codes of axes other than the calendar there are
	outer  int64 // and of the calendar's
	radix  []int64
	days   []int64 // by days since Query.From: the calendar's combination; below zero for a day that is left out
	tables []*table
	bits   *conditions // nil where every cell counts
	want   [amountCount]bool
	odd    *odd // nil where links have to be taken one by one
}

// table is what a field's value adds to a cell's group.
type table struct {
	field Field
	sum   []int64
	axes  []axisTable
	moves []tableMove
}

type axisTable struct {
	axis  *Axis
	radix int64 // 0: of Where
}

type tableMove struct {
	Move
	axis int
}

// add is what a code adds to a group.
func (a axisTable) add(code int32) int64 {
	if code < 0 || int(code) >= max(a.axis.Size, 1) && a.radix > 0 {
		return denied
	}
	return int64(code) * a.radix
}

func newPlan(q *Query) *plan {
	p := &plan{q: q, inner: 1, outer: 1, radix: make([]int64, len(q.By))}
	p.days = make([]int64, int(q.To)-int(q.From)+1)
	for i := range q.By {
		a := &q.By[i]
		span := &p.inner
		if a.Field == FieldDay {
			span = &p.outer
		}
		p.radix[i] = *span
		p.take(a, *span)
		*span *= int64(max(a.Size, 1))
	}
	for i := range q.Where {
		p.take(&q.Where[i], 0)
	}
	for _, t := range p.tables {
		t.fill()
	}
	for _, s := range q.Sums {
		p.want[s.Of] = true
	}
	p.bits = newConditions(q.Sums)
	return p
}

func (p *plan) take(a *Axis, radix int64) {
	at := axisTable{a, radix}
	if a.Field == FieldDay {
		for i := range p.days {
			code := Denied
			if i < len(a.Codes) {
				code = a.Codes[i]
			}
			p.days[i] += at.add(code)
		}
		return
	}
	for _, t := range p.tables {
		if t.field == a.Field {
			t.axes = append(t.axes, at)
			return
		}
	}
	p.tables = append(p.tables, &table{field: a.Field, axes: []axisTable{at}})
}

func (t *table) fill() {
	size := 0
	for _, a := range t.axes {
		size = max(size, len(a.axis.Codes))
	}
	t.sum = make([]int64, size)
	for k, a := range t.axes {
		for v := range t.sum {
			code := Denied
			if v < len(a.axis.Codes) {
				code = a.axis.Codes[v]
			}
			t.sum[v] += a.add(code)
		}
		for _, m := range a.axis.Moves {
			t.moves = append(t.moves, tableMove{m, k})
		}
	}
	sortMoves(t.moves)
}

// combination is what a day adds to the group; below zero for none.
func (p *plan) combination(d Day) int64 {
	if d < p.q.From || d > p.q.To {
		return denied
	}
	return p.days[d-p.q.From]
}

// codes takes a group's combination apart again.
func (p *plan) code(axis int, outer, inner int64) int32 {
	whole := inner
	if p.q.By[axis].Field == FieldDay {
		whole = outer
	}
	return int32(whole / p.radix[axis] % int64(max(p.q.By[axis].Size, 1)))
}

// fits reports whether cells of a kind have an amount and all fields asked for,
// with values that count.
func (p *plan) fits(cells *part) bool {
	for _, t := range p.tables {
		f := cells.fields[t.field]
		if f == nil || f.least == f.most && len(t.moves) == 0 && lookUp(t.sum, f.least) < 0 {
			return false // all of them are left out
		}
	}
	for a, want := range p.want {
		if want && !cells.amounts[a].isNothing() {
			return cells.n > 0
		}
	}
	return false
}

// conditions are the sums, a bit for each, for which not all cells of a kind
// that has something of them count.
func (p *plan) conditions(cells *part) (some uint32) {
	if p.bits == nil || cells.fields[FieldStatus] == nil {
		return 0
	}
	for k, s := range p.q.Sums {
		if (s.Statuses != nil || s.Payouts != 0 || s.Timed) && !cells.amounts[s.Of].isNothing() {
			some |= 1 << k
		}
	}
	return some
}
