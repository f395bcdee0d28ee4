package report

import (
	"slices"
	"strings"

	"linkledger/internal/cube"
)

// adjusted reports whether the sales that are asked for have adjustments among
// them.
func (a *ask) adjusted() bool {
	sales, _ := a.additive()
	if len(sales)+len(a.ofPeople()) == 0 || !slices.Contains(a.snap.Cube.Values(cube.FieldAdjustment), 1) {
		return false
	}
	for side := now; side <= earlier; side++ {
		if side == earlier && !a.compares {
			continue
		}
		q := a.gathering(side, nil, nil).plain(saleCells)
		q.Where = append(q.Where, cube.Axis{Field: cube.FieldAdjustment, Codes: []int32{cube.Denied, 0}})
		// By all that tells cells apart that could come to nothing together.
		q.By = []cube.Axis{a.each(cube.FieldStatus), a.each(cube.FieldSaleDay)}
		q.Sums = []cube.Sum{{Of: cube.AmountConversions}, {Of: cube.AmountSale}, {Of: cube.AmountCommission}, {Of: cube.AmountPayout}}
		if a.snap.Cube.Select(q).N > 0 {
			return true
		}
	}
	return false
}

// each gives each value of a field a code of its own.
func (a *ask) each(f cube.Field) cube.Axis {
	x := cube.Axis{Field: f}
	for _, v := range a.snap.Cube.Values(f) {
		for int64(len(x.Codes)) <= v {
			x.Codes = append(x.Codes, int32(len(x.Codes)))
		}
	}
	x.Size = len(x.Codes)
	return x
}

func (a *ask) adjustmentNote() Note {
	if a.q.Basis == BySaleDay {
		return Note{Code: NoteAdjustments, Text: "What came after a month had been closed counts on the day of its sale: closed months differ from how they were reported."}
	}
	return Note{Code: NoteAdjustments, Text: "Adjustments are among these figures: they belong to sales of closed months, and count on the day on which they became known."}
}

// filters says the query's filters in words.
func (a *ask) filters() []string {
	list := make([]string, 0, len(a.q.Where))
	for i, f := range a.q.Where {
		names := make([]string, len(f.Values))
		for k, id := range f.Values {
			names[k] = a.cat.name(a.where[i].info, id)
		}
		joint := ": "
		if f.Not {
			joint = ": all but "
		}
		list = append(list, a.where[i].info.Label+joint+strings.Join(names, ", "))
	}
	return list
}
