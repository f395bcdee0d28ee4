package cube

import (
	"cmp"
	"slices"
)

func sortMoves(moves []tableMove) {
	slices.SortStableFunc(moves, func(a, b tableMove) int { return cmp.Compare(a.From, b.From) })
}

// moving is a table as it is on the day that a worker has come to.
type moving struct {
	*table
	now   []int64
	codes map[moved]int32 // of values that have moved
	next  int             // of moves
}

type moved struct {
	axis  int
	value int64
}

func (t *table) start() *moving {
	m := &moving{table: t, now: t.sum}
	if len(t.moves) > 0 {
		m.now = slices.Clone(t.sum)
		m.codes = map[moved]int32{}
	}
	return m
}

// until takes the moves of days up to one.
func (m *moving) until(d Day) {
	for m.next < len(m.moves) && m.moves[m.next].From <= d {
		v := m.moves[m.next]
		m.next++
		if v.Value >= 0 && v.Value < int64(len(m.now)) {
			m.codes[moved{v.axis, v.Value}] = v.Code
			m.now[v.Value] = 0
			for k, a := range m.axes {
				m.now[v.Value] += a.add(m.code(k, v.Value))
			}
		}
	}
}

func (m *moving) code(axis int, value int64) int32 {
	if code, ok := m.codes[moved{axis, value}]; ok {
		return code
	}
	if codes := m.axes[axis].axis.Codes; value < int64(len(codes)) {
		return codes[value]
	}
	return Denied
}

// on is what a value adds to the group on any day, one cell at a time.
func (t *table) on(d Day, value int64) int64 {
	if value < 0 || value >= int64(len(t.sum)) {
		return denied
	}
	whole := int64(0)
	for k, a := range t.axes {
		code := Denied
		if value < int64(len(a.axis.Codes)) {
			code = a.axis.Codes[value]
		}
		for _, m := range t.moves {
			if m.From > d {
				break
			}
			if m.axis == k && m.Value == value {
				code = m.Code
			}
		}
		whole += a.add(code)
	}
	return whole
}
