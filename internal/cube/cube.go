package cube

import (
	"maps"
	"slices"
	"sync"
)

// Cube is days of cells as columns in memory, ready to be added up. It is never
// changed: With and Less make another one that shares all days but those given.
// Any number of goroutines may read it.
type Cube struct {
	days  []day // in order
	links *linkList
	known sync.Map // lists by valuesOf
}

// day is the cells of a day: those that stand there, and what is taken back.
type day struct {
	day   Day
	cells *dayPart
	less  *dayPart // with amounts turned; nil for none
}

// New is a cube without days.
func New() *Cube { return &Cube{links: &linkList{numbers: []int64{0}, places: map[int64]int64{0: 0}}} }

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
	b := builder{links: c.links, sign: sign}
	for _, d := range slices.Sorted(maps.Keys(days)) {
		i, found := next.find(d)
		if !found {
			next.days = slices.Insert(next.days, i, day{day: d, cells: b.day(Cells{})})
		}
		set(&next.days[i], b.day(days[d]))
	}
	return next
}

func (c *Cube) find(d Day) (place int, found bool) {
	return slices.BinarySearchFunc(c.days, d, func(at day, d Day) int { return int(at.day) - int(d) })
}

// Links are the numbers of links by their dense index. It may be longer than
// what the cube's cells need, and only ever grows; the first is 0, no link.
func (c *Cube) Links() []int64 { return c.links.all() }

// linkList gives links dense indices. Cubes made from one another share it.
type linkList struct {
	mu      sync.RWMutex
	numbers []int64
	places  map[int64]int64
}

func (l *linkList) dense(number int64) int64 {
	l.mu.RLock()
	place, known := l.places[number]
	l.mu.RUnlock()
	if known {
		return place
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if place, known = l.places[number]; !known {
		place = int64(len(l.numbers))
		l.places[number] = place
		l.numbers = append(l.numbers, number)
	}
	return place
}

func (l *linkList) all() []int64 {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.numbers[:len(l.numbers):len(l.numbers)]
}
