package cube

import "math/bits"

// maxDense is how many combinations of codes get a place each in memory; of
// more, only those that come up do.
const maxDense = 1 << 20

// small is how many slots are looked through without noting which were used.
const small = 1 << 12

// page is the sums of one combination of the calendar's codes, by slot. The
// first slot takes the cells that are left out.
type page struct {
	sums    [][]int64 // by sum and slot
	touched []uint64  // bits of slots that may hold something; unless it is small
}

// slots gives combinations of codes their places.
type slots struct {
	dense  bool
	count  int             // places that are given
	places map[int64]int32 // unless dense
	groups []int64         // unless dense: the combination of a place
}

func newSlots(inner int64) *slots {
	if inner <= maxDense {
		return &slots{dense: true, count: int(inner)}
	}
	return &slots{places: map[int64]int32{}}
}

// of turns groups into slots: 0 for a cell that is left out, else its place
// and one.
func (s *slots) of(groups []int64, out []int32) {
	if s.dense {
		for i, g := range groups {
			out[i] = int32(max(g, -1) + 1)
		}
		return
	}
	for i, g := range groups {
		if g < 0 {
			out[i] = 0
			continue
		}
		place, known := s.places[g]
		if !known {
			place = int32(len(s.groups))
			s.places[g] = place
			s.groups = append(s.groups, g)
			s.count = len(s.groups)
		}
		out[i] = place + 1
	}
}

func (s *slots) group(place int) int64 {
	if s.dense {
		return int64(place)
	}
	return s.groups[place]
}

// fit makes room for all slots.
func (p *page) fit(sums, count int) {
	if p.sums == nil {
		p.sums = make([][]int64, sums)
	}
	for k := range p.sums {
		if missing := count + 1 - len(p.sums[k]); missing > 0 {
			p.sums[k] = append(p.sums[k], make([]int64, missing)...)
		}
	}
	if missing := count/64 + 1 - len(p.touched); missing > 0 {
		p.touched = append(p.touched, make([]uint64, missing)...)
	}
}

// touch notes slots.
func (p *page) touch(slots []int32) {
	if len(p.touched)*64 <= small {
		return
	}
	for _, s := range slots {
		p.touched[s>>6] |= 1 << (s & 63)
	}
}

// found is the groups of a page with a sum that is not zero.
type found struct {
	outer  int64
	groups []int64
	sums   [][]int64
}

// take empties the page.
func (p *page) take(s *slots, outer int64) found {
	f := found{outer: outer, sums: make([][]int64, len(p.sums))}
	most := 0
	for _, word := range p.touched {
		most += bits.OnesCount64(word)
	}
	f.groups = make([]int64, 0, most)
	for k := range f.sums {
		f.sums[k] = make([]int64, 0, most)
	}
	if len(p.touched)*64 <= small {
		for slot := 1; slot < len(p.sums[0]); slot++ {
			p.keep(&f, s, slot)
		}
	} else {
		for at, word := range p.touched {
			p.touched[at] = 0
			for ; word != 0; word &= word - 1 {
				if slot := at*64 + bits.TrailingZeros64(word); slot > 0 {
					p.keep(&f, s, slot)
				}
			}
		}
	}
	for _, sums := range p.sums {
		sums[0] = 0
	}
	return f
}

func (p *page) keep(f *found, s *slots, slot int) {
	some := false
	for _, sums := range p.sums {
		some = some || sums[slot] != 0
	}
	if !some {
		return
	}
	f.groups = append(f.groups, s.group(slot-1))
	for k, sums := range p.sums {
		f.sums[k] = append(f.sums[k], sums[slot])
		sums[slot] = 0
	}
}
