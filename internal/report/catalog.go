package report

import (
	"cmp"
	"slices"
	"strconv"
	"sync"

	"linkledger/internal/cube"
)

// catalog is a directory made ready to be looked up by the cube's indices.
type catalog struct {
	dir     *Directory
	offers  map[string]string // names by id
	members map[string]string
	groups  map[string]string
	outside map[string]bool // test members: in no count
	links   map[int64]*LinkEntry
	byID    map[string]*LinkEntry
	moves   map[string][]groupMove // by member, in the order of days

	mu         sync.Mutex
	attributes map[Dimension]*linkAttribute
}

// forEver is the day from which on something always was.
const forEver cube.Day = -1 << 31

type groupMove struct {
	from  cube.Day
	group string
}

// linkAttribute is what links have of a dimension, by their dense index.
type linkAttribute struct {
	links []int64  // numbers by dense index
	ids   []string // the different ones; the first is none
	of    []int32  // index into ids
	at    map[string]int32

	without []int32 // codes of an axis that leaves out links that have something; of test links alone
}

func newCatalog(d *Directory) *catalog {
	c := &catalog{dir: d, offers: names(d.Offers), groups: names(d.Groups), members: make(map[string]string, len(d.Members)), outside: map[string]bool{},
		links: make(map[int64]*LinkEntry, len(d.Links)), byID: make(map[string]*LinkEntry, len(d.Links)), moves: map[string][]groupMove{}, attributes: map[Dimension]*linkAttribute{}}
	for _, m := range d.Members {
		c.members[m.ID] = m.Name
		if m.Test {
			c.outside[m.ID] = true
		}
	}
	for i := range d.Links {
		c.links[d.Links[i].Number], c.byID[d.Links[i].ID] = &d.Links[i], &d.Links[i]
	}
	for _, g := range d.Grouped {
		from := forEver
		if day, err := cube.DayOf(g.Since); err == nil {
			from = day
		}
		c.moves[g.Member] = append(c.moves[g.Member], groupMove{from, g.Group})
	}
	for _, moves := range c.moves {
		slices.SortStableFunc(moves, func(a, b groupMove) int { return cmp.Compare(a.from, b.from) })
	}
	return c
}

func names(list []Named) map[string]string {
	byID := make(map[string]string, len(list))
	for _, n := range list {
		byID[n.ID] = n.Name
	}
	return byID
}

// attribute is what links have of a dimension: of all links that a cube knows.
func (c *catalog) attribute(d Dimension, links []int64) *linkAttribute {
	c.mu.Lock()
	defer c.mu.Unlock()
	a := c.attributes[d]
	if a == nil || len(a.links) > len(links) || !slices.Equal(a.links, links[:len(a.links)]) { // a cube that was made afresh
		a = &linkAttribute{ids: []string{""}, at: map[string]int32{"": 0}}
	}
	if len(a.of) < len(links) {
		// Another reader may hold the one there is.
		next := &linkAttribute{links: links, ids: slices.Clip(a.ids), of: slices.Clip(a.of), at: a.at}
		for _, number := range links[len(a.of):] {
			id := ""
			if l := c.links[number]; l != nil {
				id = l.attribute(d)
			} else if d == Link && number != 0 {
				id = unknownLink + strconv.FormatInt(number, 10)
			}
			index, known := next.at[id]
			if !known {
				index = int32(len(next.ids))
				next.at[id] = index
				next.ids = append(next.ids, id)
			}
			next.of = append(next.of, index)
		}
		if d == isTest {
			next.leaveOut()
		}
		a = next
		c.attributes[d] = a
	}
	return a
}

func (a *linkAttribute) leaveOut() {
	a.without = make([]int32, len(a.of))
	for dense, index := range a.of {
		if a.ids[index] != "" {
			a.without[dense] = cube.Denied
		}
	}
}

// unknownLink begins the id of a link that the directory does not have.
const unknownLink = "#"

// isTest is the attribute of test links; it is no dimension that a report has.
const isTest Dimension = "test"

func (l *LinkEntry) attribute(d Dimension) string {
	switch d {
	case Link:
		return l.ID
	case Offer:
		return l.Offer
	case Member, Group:
		return l.Member
	case UTMSource:
		return l.UTM[0]
	case UTMMedium:
		return l.UTM[1]
	case UTMCampaign:
		return l.UTM[2]
	case UTMContent:
		return l.UTM[3]
	case UTMTerm:
		return l.UTM[4]
	case isTest:
		if l.Test {
			return "1"
		}
	}
	return ""
}
