package cube

import (
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Cube is days of cells as columns in memory, ready to be added up. It is never
// changed: With and Less make another one that shares all days but those given.
// Any number of goroutines may read it.
type Cube struct {
	days  []day // in order
	links *linkList
	known sync.Map // lists by valuesOf

	months sync.Map // parts by monthKey
}

// day is the cells of a day: those that stand there, and what is taken back.
type day struct {
	day   Day
	cells *dayPart
	less  *dayPart // with amounts turned; nil for none
}

// New is a cube without days.
func New() *Cube { return &Cube{links: newLinkList()} }

// With is the cube with days in place of those it has.
func (c *Cube) With(days map[Day]Cells) *Cube {
	return c.put(days, 1, func(at *day, p *dayPart) { at.cells, at.less = p, nil })
}

// Less is the cube without differences: those that became known after a day,
// which makes it the cube as it stood then. Only the days given are held twice.
func (c *Cube) Less(differences map[Day]Cells) *Cube {
	return c.put(differences, -1, func(at *day, p *dayPart) { at.less = p })
}

func (c *Cube) put(days map[Day]Cells, sign int64, set func(at *day, p *dayPart)) *Cube {
	next := &Cube{days: slices.Clone(c.days), links: c.links}
	order := slices.Sorted(maps.Keys(days))
	for i, made := range c.make(days, order, sign) {
		at, found := next.find(order[i])
		if !found {
			none := builder{links: c.links, sign: 1}
			next.days = slices.Insert(next.days, at, day{day: order[i], cells: none.day(Cells{})})
		}
		set(&next.days[at], made)
	}
	next.keepMonths(c, order)
	return next
}

// make makes the columns of days, on all processors.
func (c *Cube) make(days map[Day]Cells, order []Day, sign int64) []*dayPart {
	made := make([]*dayPart, len(order))
	var taken atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(order)) {
		workers.Go(func() {
			b := builder{links: c.links, sign: sign}
			for i := taken.Add(1) - 1; i < int64(len(order)); i = taken.Add(1) - 1 {
				made[i] = b.day(days[order[i]])
			}
		})
	}
	workers.Wait()
	return made
}

func (c *Cube) find(d Day) (place int, found bool) {
	return slices.BinarySearchFunc(c.days, d, func(at day, d Day) int { return int(at.day) - int(d) })
}

// Links are the numbers of links by their dense index. It may be longer than
// what the cube's cells need, and only ever grows; the first is 0, no link.
func (c *Cube) Links() []int64 { return c.links.all() }
