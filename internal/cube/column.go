package cube

import "math"

// column holds whole numbers as differences to the least of them, as narrow as
// they fit: nothing at all where they are all the same.
type column struct {
	least, most int64
	n           int
	a           []uint8
	b           []uint16
	c           []uint32
	d           []int64 // as they are: the differences may not fit
}

// newColumn makes a column of n numbers.
func newColumn(n int, at func(i int) int64) column {
	c := column{n: n}
	if n == 0 {
		return c
	}
	c.least, c.most = at(0), at(0)
	for i := 1; i < n; i++ {
		c.least, c.most = min(c.least, at(i)), max(c.most, at(i))
	}
	switch span := uint64(c.most) - uint64(c.least); {
	case span == 0:
	case span <= math.MaxUint8:
		c.a = narrowed[uint8](n, c.least, at)
	case span <= math.MaxUint16:
		c.b = narrowed[uint16](n, c.least, at)
	case span <= math.MaxUint32:
		c.c = narrowed[uint32](n, c.least, at)
	default:
		c.d = make([]int64, n)
		for i := range c.d {
			c.d[i] = at(i)
		}
	}
	return c
}

func narrowed[T uint8 | uint16 | uint32](n int, least int64, at func(i int) int64) []T {
	list := make([]T, n)
	for i := range list {
		list[i] = T(uint64(at(i)) - uint64(least))
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
