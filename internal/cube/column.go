package cube

import (
	"math"
	"sync/atomic"
)

// column holds whole numbers as differences to the least of them, as narrow as
// they fit: nothing at all where they are all the same.
type column struct {
	least, most int64
	a           []uint8
	b           []uint16
	c           []uint32
	d           []int64 // as they are: the differences may not fit

	known atomic.Pointer[[]int64] // the different ones among them, once asked for
}

type narrow interface{ uint8 | uint16 | uint32 }

// newColumn makes a column.
func newColumn(numbers []int64) *column {
	c := &column{}
	if len(numbers) == 0 {
		return c
	}
	c.least, c.most = numbers[0], numbers[0]
	for _, n := range numbers {
		c.least, c.most = min(c.least, n), max(c.most, n)
	}
	switch span := uint64(c.most) - uint64(c.least); {
	case span == 0:
	case span <= math.MaxUint8:
		c.a = narrowed[uint8](numbers, c.least)
	case span <= math.MaxUint16:
		c.b = narrowed[uint16](numbers, c.least)
	case span <= math.MaxUint32:
		c.c = narrowed[uint32](numbers, c.least)
	default:
		c.d = append([]int64(nil), numbers...)
	}
	return c
}

func narrowed[T narrow](numbers []int64, least int64) []T {
	list := make([]T, len(numbers))
	for i, n := range numbers {
		list[i] = T(uint64(n) - uint64(least))
	}
	return list
}

// at is the number at a place.
func (c *column) at(i int) int64 {
	switch {
	case c.a != nil:
		return c.least + int64(c.a[i])
	case c.b != nil:
		return c.least + int64(c.b[i])
	case c.c != nil:
		return c.least + int64(c.c[i])
	case c.d != nil:
		return c.d[i]
	}
	return c.least
}

// bytes is the memory that the numbers take.
func (c *column) bytes() int { return len(c.a) + 2*len(c.b) + 4*len(c.c) + 8*len(c.d) }

// denied is added to the group of a cell that is left out; whatever else is
// added keeps it below zero.
const denied = math.MinInt64 / 64

// look adds to groups what a table has for the numbers from a place on.
func (c *column) look(groups []int64, from int, table []int64) {
	n := len(groups)
	if c.least < 0 || c.most >= int64(len(table)) {
		for i := range groups {
			groups[i] += lookUp(table, c.at(from+i))
		}
		return
	}
	switch near := table[c.least : c.most+1]; {
	case c.a != nil:
		look(groups, c.a[from:from+n], near)
	case c.b != nil:
		look(groups, c.b[from:from+n], near)
	case c.c != nil:
		look(groups, c.c[from:from+n], near)
	case c.d != nil:
		for i, v := range c.d[from : from+n] {
			groups[i] += table[v]
		}
	default:
		for i, v := 0, near[0]; v != 0 && i < n; i++ {
			groups[i] += v
		}
	}
}

func look[T narrow](groups []int64, numbers []T, table []int64) {
	for i, v := range numbers[:len(groups)] {
		groups[i] += table[v]
	}
}

func lookUp(table []int64, v int64) int64 {
	if v < 0 || v >= int64(len(table)) {
		return denied
	}
	return table[v]
}

// mostMasks is for how many different numbers a mask is worked out beforehand.
const mostMasks = 256

// mask keeps of the bits of cells those that a table has for their numbers.
func (c *column) mask(bits []uint32, from int, table func(v int64) uint32) {
	if c.least == c.most {
		m := table(c.least)
		for i := range bits {
			bits[i] &= m
		}
		return
	}
	if c.a == nil || len(bits) < few {
		for i := range bits {
			bits[i] &= table(c.at(from + i))
		}
		return
	}
	var near [mostMasks]uint32
	for v := c.least; v <= c.most; v++ {
		near[v-c.least] = table(v)
	}
	for i, v := range c.a[from : from+len(bits)] {
		bits[i] &= near[v]
	}
}

// isNothing reports whether there is nothing to add.
func (c *column) isNothing() bool { return c == nil || c.least == 0 && c.most == 0 }

// pick gives the slots that a table has for the numbers from a place on; ok is
// false where the table does not have them all.
func (c *column) pick(slots []int32, from int, table []int32) (ok bool) {
	if c.least < 0 || c.most >= int64(len(table)) {
		return false
	}
	n := len(slots)
	switch near := table[c.least : c.most+1]; {
	case c.a != nil:
		pick(slots, c.a[from:from+n], near)
	case c.b != nil:
		pick(slots, c.b[from:from+n], near)
	case c.c != nil:
		pick(slots, c.c[from:from+n], near)
	case c.d != nil:
		for i, v := range c.d[from : from+n] {
			slots[i] = table[v]
		}
	default:
		for i := range slots {
			slots[i] = near[0]
		}
	}
	return true
}

func pick[T narrow](slots []int32, numbers []T, table []int32) {
	for i, v := range numbers[:len(slots)] {
		slots[i] = table[v]
	}
}

// add adds the numbers from a place on to the sums of their slots.
func (c *column) add(sums []int64, slots []int32, from int) {
	n := len(slots)
	switch {
	case c.a != nil:
		add(sums, slots, c.a[from:from+n], c.least)
	case c.b != nil:
		add(sums, slots, c.b[from:from+n], c.least)
	case c.c != nil:
		add(sums, slots, c.c[from:from+n], c.least)
	case c.d != nil:
		for i, v := range c.d[from : from+n] {
			sums[slots[i]] += v
		}
	default:
		for _, s := range slots {
			sums[s] += c.least
		}
	}
}

func add[T narrow](sums []int64, slots []int32, numbers []T, least int64) {
	for i, v := range numbers[:len(slots)] {
		sums[slots[i]] += least + int64(v)
	}
}

// addWhere is add for those with a bit.
func (c *column) addWhere(sums []int64, slots []int32, bits []uint32, bit int, from int) {
	n := len(slots)
	switch {
	case c.a != nil:
		addWhere(sums, slots, bits, bit, c.a[from:from+n], c.least)
	case c.b != nil:
		addWhere(sums, slots, bits, bit, c.b[from:from+n], c.least)
	case c.c != nil:
		addWhere(sums, slots, bits, bit, c.c[from:from+n], c.least)
	default:
		for i, s := range slots {
			sums[s] += c.at(from+i) * int64(bits[i]>>bit&1)
		}
	}
}

func addWhere[T narrow](sums []int64, slots []int32, bits []uint32, bit int, numbers []T, least int64) {
	for i, v := range numbers[:len(slots)] {
		sums[slots[i]] += (least + int64(v)) * int64(bits[i]>>bit&1)
	}
}
