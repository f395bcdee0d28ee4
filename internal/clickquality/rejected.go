package clickquality

import (
	"cmp"
	"slices"

	"linkledger/internal/cube"
)

// Count is how many clicks there are of something.
type Count struct {
	Link   int64
	Day    cube.Day // of ByDay; 0 else
	Reason string   // empty for all clicks, also those that count
	Clicks int64
}

// ByLink counts the clicks of links, tests aside, and those that don't count by
// reason.
func (f Facts) ByLink(p Period) []Count {
	links := f.linkAxis()
	numbers := f.Cube.Links()
	var list []Count
	gross := f.Cube.Select(cube.Query{From: p.From, To: p.To, By: []cube.Axis{links}, Sums: []cube.Sum{{Of: cube.AmountGross}}})
	for i := range gross.N {
		list = append(list, Count{Link: numbers[gross.Codes[0][i]], Clicks: gross.Sums[0][i]})
	}
	rejected := f.Cube.Select(cube.Query{From: p.From, To: p.To, By: []cube.Axis{links, f.words(cube.FieldReason, false)}, Sums: []cube.Sum{{Of: cube.AmountRejected}}})
	for i := range rejected.N {
		list = append(list, Count{Link: numbers[rejected.Codes[0][i]], Reason: f.Words[rejected.Codes[1][i]], Clicks: rejected.Sums[0][i]})
	}
	slices.SortFunc(list, func(a, b Count) int { return cmp.Or(cmp.Compare(a.Link, b.Link), cmp.Compare(a.Reason, b.Reason)) })
	return list
}

// ByDay counts the same by day over all links.
func (f Facts) ByDay(p Period) []Count {
	days := cube.Axis{Field: cube.FieldDay, Size: p.Days(), Codes: make([]int32, p.Days())}
	for i := range days.Codes {
		days.Codes[i] = int32(i)
	}
	where := []cube.Axis{f.linkAxis()}
	var list []Count
	gross := f.Cube.Select(cube.Query{From: p.From, To: p.To, By: []cube.Axis{days}, Where: where, Sums: []cube.Sum{{Of: cube.AmountGross}}})
	for i := range gross.N {
		list = append(list, Count{Day: p.From + cube.Day(gross.Codes[0][i]), Clicks: gross.Sums[0][i]})
	}
	rejected := f.Cube.Select(cube.Query{From: p.From, To: p.To, By: []cube.Axis{days, f.words(cube.FieldReason, false)}, Where: where, Sums: []cube.Sum{{Of: cube.AmountRejected}}})
	for i := range rejected.N {
		list = append(list, Count{Day: p.From + cube.Day(rejected.Codes[0][i]), Reason: f.Words[rejected.Codes[1][i]], Clicks: rejected.Sums[0][i]})
	}
	slices.SortFunc(list, func(a, b Count) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Reason, b.Reason)) })
	return list
}

// linkAxis has each link as its own code, tests and unknown ones left out.
func (f Facts) linkAxis() cube.Axis {
	known := make(map[int64]bool, len(f.Links))
	for _, l := range f.Links {
		known[l.Number] = !l.Test
	}
	numbers := f.Cube.Links()
	a := cube.Axis{Field: cube.FieldLink, Size: len(numbers), Codes: make([]int32, len(numbers))}
	for i, n := range numbers {
		a.Codes[i] = int32(i)
		if !known[n] {
			a.Codes[i] = cube.Denied
		}
	}
	return a
}
