package report

import (
	"context"
	"slices"
	"strconv"

	"linkledger/internal/cube"
)

// RawClicks adds up clicks that are kept one by one.
type RawClicks interface {
	// CountRaw adds up the clicks of some days, those of test links left out.
	CountRaw(ctx context.Context, q RawQuery) ([]RawGroup, error)
}

// RawQuery is a question about raw clicks: by offer, member, link, day, hour,
// country, device, browser, referrer and reason. Links go by their numbers.
type RawQuery struct {
	Period Period
	By     []Dimension
	Where  []Filter // all of them hold
}

// RawGroup are clicks that are alike in what a query tells apart.
type RawGroup struct {
	Values                  []string
	Gross, Unique, Rejected int64
}

// isRaw reports whether a raw click tells it of itself.
func (d Dimension) isRaw() bool {
	switch d {
	case Offer, Member, Link, Day, Hour, Country, Device, Browser, Referrer, Reason:
		return true
	}
	return false
}

// rawOf are the properties of a raw click by which it has a dimension.
func (d Dimension) rawOf() []Dimension {
	switch d {
	case Week, Month, Weekday:
		return []Dimension{Day}
	case Group:
		return []Dimension{Member, Day} // the group that the member was in on that day
	case UTMSource, UTMMedium, UTMCampaign, UTMContent, UTMTerm:
		return []Dimension{Link}
	}
	return []Dimension{d}
}

// rawAsking is one question about raw clicks.
type rawAsking struct {
	*gathering
	q RawQuery
	// after are the filters that the clicks' own properties don't decide.
	after []int
	days  map[Dimension][]int32 // which value of a calendar each day has
}

// raws are the clicks of one side of a comparison, one by one.
func (g *gathering) raws(ctx context.Context) (selected, error) {
	r := rawAsking{gathering: g, days: map[Dimension][]int32{}, q: RawQuery{Period: g.x.days.period()}}
	for i, f := range g.ask.q.Where {
		if d := f.Dimension; d.isRaw() && d != Day { // days are counted from the first of their period
			r.q.Where = append(r.q.Where, Filter{Dimension: d, Values: g.rawValues(d, f.Values), Not: f.Not})
			continue
		}
		r.after = append(r.after, i)
		r.add(f.Dimension)
	}
	for _, d := range g.ask.q.cuts() {
		r.add(d)
	}
	if g.last != 0 { // of the past: no later clicks
		if g.x.days.From > g.last {
			return r.coded(nil), nil
		}
		r.q.Period.To = min(g.x.days.To, g.last).String()
	}
	groups, err := g.ask.raw.CountRaw(ctx, r.q)
	if err != nil {
		return selected{}, err
	}
	return r.coded(groups), nil
}

func (r *rawAsking) add(d Dimension) {
	for _, own := range d.rawOf() {
		if !slices.Contains(r.q.By, own) {
			r.q.By = append(r.q.By, own)
		}
	}
}

// rawValues are the values of a filter as raw clicks have them.
func (a *ask) rawValues(d Dimension, values []string) []string {
	if d != Link {
		return values
	}
	numbers := make([]string, 0, len(values))
	for _, id := range values {
		number := "0" // of no link
		if l := a.cat.byID[id]; l != nil {
			number = strconv.FormatInt(l.Number, 10)
		} else if len(id) > 1 && id[:1] == unknownLink {
			number = id[1:]
		}
		numbers = append(numbers, number)
	}
	return numbers
}

// coded gives groups the codes of the query's cuts.
func (r *rawAsking) coded(groups []RawGroup) selected {
	_, bases := r.additive()
	s := selected{bases: bases}
	cuts := append(slices.Clone(r.by), r.across)
	if r.across == nil {
		cuts = r.by
	}
	for _, c := range slices.Concat(cuts, r.where) {
		r.prepare(c)
	}
	s.Codes, s.Sums = make([][]int32, len(cuts)), make([][]int64, len(bases))
	for i := range groups {
		group := &groups[i]
		if slices.ContainsFunc(r.after, func(at int) bool { return !r.fits(group, at) }) {
			continue
		}
		for k, c := range cuts {
			s.Codes[k] = append(s.Codes[k], r.code(c, group))
		}
		for k, b := range bases {
			s.Sums[k] = append(s.Sums[k], group.sum(b))
		}
		s.N++
	}
	return s
}

func (g *RawGroup) sum(b base) int64 {
	switch b {
	case grossClicks:
		return g.Gross
	case uniqueClicks:
		return g.Unique
	case rejectedClicks:
		return g.Rejected
	}
	return g.Gross - g.Rejected
}

// prepare gives a coding those values that stand in an order of their own.
func (r *rawAsking) prepare(c *coding) {
	switch d := c.info.Dimension; {
	case c.info.Kind == Calendar || d == Weekday:
		ids, of := buckets(d, r.x.days)
		r.days[d] = of
		if c.fixed = true; r.x.earlier {
			c.before = ids
		} else {
			c.ids = ids
		}
	case d == Hour:
		hours(c)
	}
}

// value is what a group's clicks have of a property.
func (r *rawAsking) value(g *RawGroup, d Dimension) string {
	if at := slices.Index(r.q.By, d); at >= 0 && at < len(g.Values) {
		return g.Values[at]
	}
	return ""
}

// code is the value of a coding's dimension that a group's clicks have.
func (r *rawAsking) code(c *coding, g *RawGroup) int32 {
	d := c.info.Dimension
	if c.info.Kind == Calendar || d == Weekday {
		if day, err := cube.DayOf(r.value(g, Day)); err == nil && day >= r.x.days.From && day <= r.x.days.To {
			return r.days[d][day-r.x.days.From]
		}
		return 0 // never: the period was asked for
	}
	return c.code(r.idOf(d, g))
}

func (r *rawAsking) idOf(d Dimension, g *RawGroup) string {
	switch d {
	case Group:
		group, day := "", r.value(g, Day)
		for _, m := range r.cat.moves[r.value(g, Member)] {
			if m.from == forEver || m.from.String() <= day {
				group = m.group
			}
		}
		return group
	case Link, UTMSource, UTMMedium, UTMCampaign, UTMContent, UTMTerm:
		number, err := strconv.ParseInt(r.value(g, Link), 10, 64)
		if l := r.cat.links[number]; err == nil && l != nil {
			return l.attribute(d)
		}
		if d == Link && number != 0 {
			return unknownLink + strconv.FormatInt(number, 10)
		}
		return ""
	}
	return r.value(g, d)
}

// fits reports whether a filter takes a group's clicks.
func (r *rawAsking) fits(g *RawGroup, at int) bool {
	c, f := r.where[at], r.ask.q.Where[at]
	id := ""
	if c.info.Kind == Calendar || c.info.Dimension == Weekday {
		// A calendar's values count from the first day of either period.
		if code := int(r.code(c, g)); code < len(c.ids) {
			id = c.ids[code]
		} else {
			return f.Not
		}
	} else {
		id = r.idOf(c.info.Dimension, g)
	}
	return slices.Contains(f.Values, id) != f.Not
}
