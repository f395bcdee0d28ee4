package cube

import (
	"cmp"
	"slices"
)

func newGroups(q *Query) Groups {
	return Groups{Codes: make([][]int32, len(q.By)), Sums: make([][]int64, len(q.Sums))}
}

// merge makes one answer of those of all workers.
func (p *plan) merge(answers [][]found) Groups {
	byOuter := map[int64]*found{}
	var order []*found
	for _, answer := range answers {
		for i := range answer {
			f := &answer[i]
			if at := byOuter[f.outer]; at != nil {
				*at = at.plus(f)
				continue
			}
			byOuter[f.outer] = f
			order = append(order, f)
		}
	}
	g := newGroups(p.q)
	total := 0
	for _, f := range order {
		total += len(f.groups)
	}
	for k := range g.Sums {
		g.Sums[k] = make([]int64, 0, total)
	}
	for axis := range g.Codes {
		g.Codes[axis] = make([]int32, 0, total)
	}
	for _, f := range order {
		for axis := range p.q.By {
			for _, inner := range f.groups {
				g.Codes[axis] = append(g.Codes[axis], p.code(axis, f.outer, inner))
			}
		}
		for k := range g.Sums {
			g.Sums[k] = append(g.Sums[k], f.sums[k]...)
		}
	}
	g.N = total
	return g
}

// sort puts groups in order.
func (f *found) sort() {
	if slices.IsSorted(f.groups) {
		return
	}
	order := make([]int, len(f.groups))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(f.groups[a], f.groups[b]) })
	f.groups = reordered(f.groups, order)
	for k := range f.sums {
		f.sums[k] = reordered(f.sums[k], order)
	}
}

func reordered(list []int64, order []int) []int64 {
	out := make([]int64, len(order))
	for i, at := range order {
		out[i] = list[at]
	}
	return out
}

// plus adds up what two workers found of the same combination.
func (f *found) plus(o *found) found {
	f.sort()
	o.sort()
	most := len(f.groups) + len(o.groups)
	both := found{outer: f.outer, groups: make([]int64, 0, most), sums: make([][]int64, len(f.sums))}
	for k := range both.sums {
		both.sums[k] = make([]int64, 0, most)
	}
	for i, j := 0, 0; i < len(f.groups) || j < len(o.groups); {
		mine := j == len(o.groups) || i < len(f.groups) && f.groups[i] <= o.groups[j]
		theirs := i == len(f.groups) || j < len(o.groups) && o.groups[j] <= f.groups[i]
		group, some := int64(0), false
		for k := range both.sums {
			sum := int64(0)
			if mine {
				group, sum = f.groups[i], sum+f.sums[k][i]
			}
			if theirs {
				group, sum = o.groups[j], sum+o.sums[k][j]
			}
			some = some || sum != 0
			both.sums[k] = append(both.sums[k], sum)
		}
		if mine {
			i++
		}
		if theirs {
			j++
		}
		if !some {
			for k := range both.sums {
				both.sums[k] = both.sums[k][:len(both.groups)]
			}
			continue
		}
		both.groups = append(both.groups, group)
	}
	return both
}
