package cube

import (
	"runtime"
	"sync"
)

// maxWorkers bounds how many goroutines one question keeps busy.
const maxWorkers = 4

// fewCells are not worth a second goroutine.
const fewCells = 1 << 15

// manyDays are so many that they can be shared out by whole months.
const manyDays = 120

// Select answers a query.
func (c *Cube) Select(q Query) Groups {
	if q.To < q.From || len(q.Sums) == 0 || len(c.days) == 0 {
		return newGroups(&q)
	}
	// Days that the cube does not have cost nothing.
	p := newPlan(&q)
	p.cube, p.odd = c, newOdd(p, c.Links())
	ranges := c.split(p)
	answers := make([][]found, len(ranges))
	var done sync.WaitGroup
	for i, r := range ranges[1:] {
		done.Go(func() { answers[i+1] = newWorker(p).days(r) })
	}
	answers[0] = newWorker(p).days(ranges[0])
	done.Wait()
	return p.merge(answers)
}

// split are the days to look at, in ranges of about as many cells.
func (c *Cube) split(p *plan) [][]day {
	from, _ := c.find(p.q.From)
	to, found := c.find(p.q.To)
	if found {
		to++
	}
	if p.q.BySaleDay {
		from, to = 0, len(c.days) // adjustments may stand on any
	}
	days := c.days[from:to]
	if p.q.Last != 0 {
		for len(days) > 0 && days[len(days)-1].day > p.q.Last {
			days = days[:len(days)-1]
		}
	}
	total := 0
	for i := range days {
		total += days[i].size(p)
	}
	workers := min(runtime.GOMAXPROCS(0), maxWorkers, 1+total/fewCells)
	var ranges [][]day
	begin, have := 0, 0
	for i := range days {
		have += days[i].size(p)
		if len(days) >= manyDays && i+1 < len(days) && monthOf(days[i].day).Equal(monthOf(days[i+1].day)) {
			continue // months stay together
		}
		if have*workers >= total*(len(ranges)+1) && len(ranges) < workers-1 {
			ranges = append(ranges, days[begin:i+1])
			begin = i + 1
		}
	}
	return append(ranges, days[begin:])
}

// size is how many cells of a day are to be looked at.
func (d *day) size(p *plan) (cells int) {
	for _, side := range [...]*dayPart{d.cells, d.less} {
		if side == nil {
			continue
		}
		for _, cells1 := range side.parts() {
			if p.fits(cells1) {
				cells += cells1.n
			}
		}
		if f := side.facet(p.q.Property); f != nil && p.fits(f) {
			cells += f.n
		}
	}
	return cells
}

// facet is the facets of a property; nil for none.
func (p *dayPart) facet(property Word) *part {
	for i := range p.facets {
		if p.facets[i].property == property {
			return &p.facets[i].part
		}
	}
	return nil
}
