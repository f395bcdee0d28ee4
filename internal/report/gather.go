package report

import (
	"context"
	"slices"

	"linkledger/internal/cube"
	"linkledger/internal/money"
)

// maxGroups bounds how many combinations of values a question may be about.
const maxGroups = float64(1 << 55)

// selected is an answer of the cube with what its sums are. Its codes are those
// of the query's cuts, then of the currency and of the member where it is by
// these.
type selected struct {
	cube.Groups
	bases              []base
	currency, byMember bool
}

// at is the place of the sum of a base; below zero for none.
func (s *selected) at(b base) int { return slices.Index(s.bases, b) }

// gathering makes and asks the cube's queries about one side of a comparison.
type gathering struct {
	*ask
	x          axes
	currencies *cube.Axis
	members    *coding
}

func (a *ask) gathering(side int, currencies *cube.Axis, members *coding) *gathering {
	g := &gathering{a, axes{snap: a.snap, cat: a.cat, days: a.days[side], earlier: side == earlier}, currencies, members}
	if a.facet != "" {
		g.x.facet = a.snap.find(string(a.facet))
	}
	return g
}

// gather gets all sums that are needed, for both sides.
func (a *ask) gather(ctx context.Context, list []money.Currency) (answers [2][]selected, members *coding, err error) {
	info, _ := Member.Info()
	members = newCoding(info)
	currencies := a.currencyAxis(list)
	var made [2][]query
	var raw [2][]selected
	for side := now; side <= earlier; side++ {
		if side == earlier && !a.compares {
			continue
		}
		g := a.gathering(side, &currencies, members)
		made[side] = g.queries()
		if _, clicks := a.additive(); a.clicks == rawCells && len(clicks) > 0 {
			one, err := g.raws(ctx)
			if err != nil {
				return answers, nil, err
			}
			raw[side] = []selected{one}
		}
	}
	// Only now all values have their codes.
	for side := range made {
		for _, q := range made[side] {
			if err := a.size(&q); err != nil {
				return answers, nil, err
			}
			answers[side] = append(answers[side], selected{a.snap.Cube.Select(q.Query), q.bases, q.currency, q.member})
		}
		answers[side] = append(answers[side], raw[side]...)
	}
	return answers, members, nil
}

// query is a question to the cube, with the codings of its axes.
type query struct {
	cube.Query
	bases            []base
	codings          []*coding
	currency, member bool
}

func (a *ask) size(q *query) error {
	product := 1.0
	for i := range q.By {
		if c := q.codings[i]; c != nil {
			q.By[i].Size = c.size()
		}
		product *= float64(max(q.By[i].Size, 1))
	}
	if product > maxGroups {
		return wrong("by", "That would be too many combinations. Leave a dimension out, or filter.")
	}
	return nil
}

func (g *gathering) queries() (list []query) {
	add := func(kind cells, member bool, of ...base) {
		q := query{Query: g.plain(kind)}
		for _, b := range of {
			if s, ok := g.sum(b); ok && !slices.Contains(q.bases, b) {
				q.bases, q.Sums = append(q.bases, b), append(q.Sums, s)
			}
		}
		if len(q.Sums) == 0 {
			return
		}
		g.cut(&q, kind, member)
		list = append(list, q)
	}
	sales, clicks := g.additive()
	add(saleCells, false, sales...)
	switch g.clicks {
	case facetCells:
		add(facetCells, false, clicks...)
	case linkCells:
		add(linkCells, false, clicks...)
	}
	add(saleCells, true, g.ofPeople()...)
	if g.need[activeMembers] {
		add(linkCells, true, grossClicks)
	}
	return list
}

// additive are the bases that are added up, of sales and of clicks.
func (a *ask) additive() (sales, clicks []base) {
	for b := range baseCount {
		switch {
		case !a.need[b]:
		case b.ofSales():
			sales = append(sales, b)
		case b == validClicks && a.clicks == linkCells:
			clicks = append(clicks, grossClicks, rejectedClicks)
		case b <= validClicks:
			clicks = append(clicks, b)
		}
	}
	return sales, clicks
}

// ofPeople are the sums of each member by which it is counted.
func (a *ask) ofPeople() (list []base) {
	if a.need[membersWithConversions] || a.need[activeMembers] {
		list = append(list, conversions)
	}
	if a.need[membersDue] {
		list = append(list, payoutDue)
	}
	if a.need[activeMembers] {
		list = append(list, payout)
	}
	return list
}

// cut gives a query its axes.
func (g *gathering) cut(q *query, kind cells, member bool) {
	for _, c := range g.by {
		q.By, q.codings = append(q.By, g.x.axis(c, kind)), append(q.codings, c)
	}
	if g.across != nil {
		q.By, q.codings = append(q.By, g.x.axis(g.across, kind)), append(q.codings, g.across)
	}
	if q.currency = kind == saleCells; q.currency {
		q.By, q.codings = append(q.By, *g.currencies), append(q.codings, nil)
	}
	if q.member = member; member {
		q.By, q.codings = append(q.By, g.x.axis(g.members, kind)), append(q.codings, g.members)
	}
}

// plain is a query with the filters alone.
func (g *gathering) plain(kind cells) cube.Query {
	q := cube.Query{From: g.x.days.From, To: g.x.days.To, BySaleDay: g.q.Basis == BySaleDay, Last: g.last, Property: g.x.facet}
	for i, f := range g.q.Where {
		q.Where = append(q.Where, only(g.x.axis(g.where[i], kind), g.where[i], f))
	}
	if kind == linkCells {
		q.Where = append(q.Where, g.noTests())
	}
	return q
}

// noTests leaves the clicks of test links out.
func (g *gathering) noTests() cube.Axis {
	of := g.cat.attribute(isTest, g.snap.Cube.Links())
	return cube.Axis{Field: cube.FieldLink, Codes: of.without}
}

// find is the word of a text; one that no cell has where there is none.
func (s Snapshot) find(text string) cube.Word {
	if at := slices.Index(s.Words, text); at >= 0 {
		return cube.Word(at)
	}
	return ^cube.Word(0)
}
