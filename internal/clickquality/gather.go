package clickquality

import (
	"cmp"
	"slices"

	"linkledger/internal/cube"
)

// Link is whose clicks a link's are.
type Link struct {
	Number int64
	Member string
	Test   bool // its clicks are left out
}

// Period is a range of days, both included.
type Period struct{ From, To cube.Day }

// Days is how many it has.
func (p Period) Days() int { return int(p.To-p.From) + 1 }

// Before is what a period is compared with: the eight weeks before it, or as
// much of them as there is.
func (p Period) Before(first cube.Day) Period {
	const weeks = 8 * 7
	return Period{From: max(p.From-weeks, first), To: p.From - 1}
}

// Facts are what is known: a cube with its words, the links, and which statuses
// of conversions stand.
type Facts struct {
	Cube     *cube.Cube
	Words    []string
	Links    []Link
	Standing []string
}

// nights are the hours in which few people buy, by the workspace's clock.
const nights = 5

// Members adds up what is known of each member that has anything, by id.
func (f Facts) Members(now, base Period) []Subject {
	byID := map[string]*Subject{}
	of := func(id string) *Subject {
		s := byID[id]
		if s == nil {
			s = &Subject{ID: id}
			byID[id] = s
		}
		return s
	}
	for _, side := range []struct {
		period Period
		span   func(*Subject) *Span
	}{{now, func(s *Subject) *Span { return &s.Now }}, {base, func(s *Subject) *Span { return &s.Base }}} {
		if side.period.To < side.period.From {
			continue
		}
		span := func(id string) *Span { return side.span(of(id)) }
		f.clicks(side.period, span)
		f.conversions(side.period, span)
		f.payouts(side.period, span)
	}
	list := make([]Subject, 0, len(byID))
	for _, s := range byID {
		s.Now.Days, s.Base.Days = now.Days(), max(base.Days(), 0)
		list = append(list, *s)
	}
	slices.SortFunc(list, func(a, b Subject) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

func (f Facts) clicks(p Period, span func(string) *Span) {
	members, codes := f.memberAxis()
	g := f.Cube.Select(cube.Query{From: p.From, To: p.To, By: []cube.Axis{codes},
		Sums: []cube.Sum{{Of: cube.AmountGross}, {Of: cube.AmountRejected}}})
	for i := range g.N {
		s := span(members[g.Codes[0][i]])
		s.Clicks += g.Sums[0][i] - g.Sums[1][i]
		s.Rejected += g.Sums[1][i]
	}
}

// memberAxis gives links the codes of their members.
func (f Facts) memberAxis() (members []string, axis cube.Axis) {
	byNumber := make(map[int64]Link, len(f.Links))
	for _, l := range f.Links {
		byNumber[l.Number] = l
	}
	numbers, code := f.Cube.Links(), map[string]int32{}
	axis = cube.Axis{Field: cube.FieldLink, Codes: make([]int32, len(numbers))}
	for i, number := range numbers {
		l, known := byNumber[number]
		if !known || l.Test || l.Member == "" {
			axis.Codes[i] = cube.Denied
			continue
		}
		c, had := code[l.Member]
		if !had {
			c = int32(len(members))
			code[l.Member], members = c, append(members, l.Member)
		}
		axis.Codes[i] = c
	}
	axis.Size = len(members)
	return members, axis
}

// words is an axis of a field of words, each its own code; the empty one, of
// members that nobody is, is left out.
func (f Facts) words(field cube.Field, empty bool) cube.Axis {
	a := cube.Axis{Field: field, Size: len(f.Words), Codes: make([]int32, len(f.Words))}
	for i := range a.Codes {
		a.Codes[i] = int32(i)
	}
	if !empty && len(a.Codes) > 0 {
		a.Codes[0] = cube.Denied
	}
	return a
}

// small is an axis of a field of small numbers up to 255, each its own code.
func small(field cube.Field) cube.Axis {
	a := cube.Axis{Field: field, Size: 256, Codes: make([]int32, 256)}
	for i := range a.Codes {
		a.Codes[i] = int32(i)
	}
	return a
}

func (f Facts) standing() []bool {
	stands := make([]bool, len(f.Words))
	for i, w := range f.Words {
		stands[i] = slices.Contains(f.Standing, w)
	}
	return stands
}

func (f Facts) conversions(p Period, span func(string) *Span) {
	member, stands := f.words(cube.FieldMember, false), f.standing()
	count := cube.Sum{Of: cube.AmountConversions, Statuses: stands}
	by := func(field cube.Axis, sums []cube.Sum, each func(s *Span, value int, sums []int64)) {
		g := f.Cube.Select(cube.Query{From: p.From, To: p.To, By: []cube.Axis{member, field}, Sums: sums})
		row := make([]int64, len(sums))
		for i := range g.N {
			for k := range row {
				row[k] = g.Sums[k][i]
			}
			each(span(f.Words[g.Codes[0][i]]), int(g.Codes[1][i]), row)
		}
	}
	by(small(cube.FieldTook), []cube.Sum{count, {Of: cube.AmountSeconds, Statuses: stands}}, func(s *Span, took int, sums []int64) {
		s.Conversions += sums[0]
		if took == int(cube.Unknown) {
			return
		}
		s.Timed += sums[0]
		if took == int(cube.TookBucket(0)) {
			s.Soon += sums[0]
			s.SoonSeconds += sums[1]
		}
	})
	by(small(cube.FieldHour), []cube.Sum{count}, func(s *Span, hour int, sums []int64) {
		if hour == int(cube.Unknown) {
			return
		}
		s.Hours += sums[0]
		if hour < nights {
			s.Night += sums[0]
		}
	})
	values := func(field cube.Field, into func(s *Span) *map[string]int64) {
		by(f.words(field, false), []cube.Sum{count}, func(s *Span, word int, sums []int64) {
			m := into(s)
			if *m == nil {
				*m = map[string]int64{}
			}
			(*m)[f.Words[word]] += sums[0]
		})
	}
	values(cube.FieldReferrer, func(s *Span) *map[string]int64 { return &s.Referrers })
	values(cube.FieldCountry, func(s *Span) *map[string]int64 { return &s.Countries })
}

func (f Facts) payouts(p Period, span func(string) *Span) {
	g := f.Cube.Select(cube.Query{From: p.From, To: p.To, By: []cube.Axis{f.words(cube.FieldMember, false), f.words(cube.FieldCurrency, false)},
		Sums: []cube.Sum{{Of: cube.AmountPayout}}})
	for i := range g.N {
		s := span(f.Words[g.Codes[0][i]])
		if s.Payout == nil {
			s.Payout = map[string]int64{}
		}
		s.Payout[f.Words[g.Codes[1][i]]] += g.Sums[0][i]
	}
}
