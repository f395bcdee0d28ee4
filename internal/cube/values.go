package cube

import "slices"

// Values are the numbers that the cube's cells have in a field of sales, in
// order: of all days that it has.
func (c *Cube) Values(f Field) []int64 {
	return c.values(valuesOf{"sales", f, 0}, func(p *dayPart) []*part { return []*part{&p.sales, &p.payouts, &p.adjustments} })
}

// FacetValues are the values that facets of a property have.
func (c *Cube) FacetValues(property Word) []int64 {
	return c.values(valuesOf{"facets", FieldValue, property}, func(p *dayPart) []*part { return []*part{p.facet(property)} })
}

// FacetOffers are the offers that facets of any property have.
func (c *Cube) FacetOffers() []int64 {
	return c.values(valuesOf{"facets", FieldOffer, 0}, func(p *dayPart) []*part {
		list := make([]*part, len(p.facets))
		for i := range p.facets {
			list[i] = &p.facets[i].part
		}
		return list
	})
}

// Reasons are why clicks were rejected.
func (c *Cube) Reasons() []int64 {
	return c.values(valuesOf{"rejected", FieldReason, 0}, func(p *dayPart) []*part { return []*part{&p.rejected} })
}

// valuesOf is what a list of values is of.
type valuesOf struct {
	kind     string
	field    Field
	property Word
}

// values are worked out once for each cube.
func (c *Cube) values(of valuesOf, parts func(p *dayPart) []*part) []int64 {
	if list, known := c.known.Load(of); known {
		return list.([]int64)
	}
	seen := marks{}
	for i := range c.days {
		for _, side := range [...]*dayPart{c.days[i].cells, c.days[i].less} {
			if side == nil {
				continue
			}
			for _, p := range parts(side) {
				if p != nil && p.n > 0 {
					for _, v := range p.fields[of.field].distinct(p.n) {
						seen.mark(v)
					}
				}
			}
		}
	}
	list := slices.Clip(seen.list())
	c.known.Store(of, list)
	return list
}

// Span are the first and the last day that the cube has; ok is false without any.
func (c *Cube) Span() (first, last Day, ok bool) {
	if len(c.days) == 0 {
		return 0, 0, false
	}
	return c.days[0].day, c.days[len(c.days)-1].day, true
}

// Bytes is about how much memory the cells take, with what was made of them so far.
func (c *Cube) Bytes() (bytes int) {
	for i := range c.days {
		for _, side := range [...]*dayPart{c.days[i].cells, c.days[i].less} {
			if side == nil {
				continue
			}
			all := side.parts()
			parts := all[:]
			for k := range side.facets {
				parts = append(parts, &side.facets[k].part)
			}
			if brief := side.brief.Load(); brief != nil {
				parts = append(parts, brief)
			}
			for _, p := range parts {
				bytes += p.bytes()
			}
		}
	}
	c.months.Range(func(_, made any) bool {
		bytes += made.(*part).bytes()
		return true
	})
	return bytes
}

func (p *part) bytes() (bytes int) {
	for _, list := range [...][]*column{p.fields[:], p.amounts[:]} {
		for _, col := range list {
			if col != nil {
				bytes += col.bytes() + columnSize
			}
		}
	}
	return bytes
}

// columnSize is about the memory of a column beside its numbers.
const columnSize = 136

// maxMarks is how far numbers are marked in a list; beyond, in a map.
const maxMarks = 1 << 22

// marks is a set of numbers.
type marks struct {
	near []uint64
	far  map[int64]bool
}

func (m *marks) mark(v int64) {
	if v < 0 || v >= maxMarks {
		if m.far == nil {
			m.far = map[int64]bool{}
		}
		m.far[v] = true
		return
	}
	for int64(len(m.near)) <= v>>6 {
		m.near = append(m.near, make([]uint64, v>>6+1-int64(len(m.near)))...)
	}
	m.near[v>>6] |= 1 << (v & 63)
}

func (m *marks) list() (list []int64) {
	for at, word := range m.near {
		for bit := range 64 {
			if word>>bit&1 == 1 {
				list = append(list, int64(at*64+bit))
			}
		}
	}
	for v := range m.far {
		list = append(list, v)
	}
	if len(m.far) > 0 {
		slices.Sort(list)
	}
	return list
}

// distinct are the numbers of a column of n, in order; worked out once.
func (c *column) distinct(n int) []int64 {
	if list := c.known.Load(); list != nil {
		return *list
	}
	list := []int64{c.least}
	if c.least != c.most {
		seen := marks{}
		for i := range n {
			seen.mark(c.at(i))
		}
		list = seen.list()
	}
	c.known.Store(&list)
	return list
}
