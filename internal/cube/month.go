package cube

import "time"

// monthKey is a calendar month's cells brought together by some cuts.
type monthKey struct {
	month time.Time // its first day
	kind  kind
}

// kind is what of a month is brought together, and how.
type kind uint8

const (
	monthClicks kind = iota
	monthRejected
	monthSalesByMember
	monthSalesByOffer
)

var kinds = [...]struct {
	cuts    []cut
	amounts []Amount
	parts   func(p *dayPart) []*part
}{
	monthClicks:        {clicksByLink, amountsOfClicks, func(p *dayPart) []*part { return []*part{&p.clicks} }},
	monthRejected:      {clicksByLink, amountsOfRejected, func(p *dayPart) []*part { return []*part{&p.rejected} }},
	monthSalesByMember: {salesByMember, amountsOfSales, func(p *dayPart) []*part { return []*part{&p.sales, &p.payouts} }},
	monthSalesByOffer:  {salesByOffer, amountsOfSales, func(p *dayPart) []*part { return []*part{&p.sales, &p.payouts} }},
}

func monthOf(d Day) time.Time {
	t := d.Time()
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// partsOf are the parts of days, what is taken back included.
func partsOf(days []day, of func(p *dayPart) []*part) (list []*part) {
	for i := range days {
		for _, side := range [...]*dayPart{days[i].cells, days[i].less} {
			if side != nil {
				list = append(list, of(side)...)
			}
		}
	}
	return list
}

// inMonth are the cells of a kind of a month, all of whose days it is given.
func (c *Cube) inMonth(days []day, k kind) *part {
	key := monthKey{monthOf(days[0].day), k}
	if made, known := c.months.Load(key); known {
		return made.(*part)
	}
	made := condense(partsOf(days, kinds[k].parts), kinds[k].cuts, kinds[k].amounts)
	c.months.Store(key, made)
	return made
}

// keepMonths takes over what was made of months that are the same in another cube.
func (c *Cube) keepMonths(from *Cube, changed []Day) {
	others := map[time.Time]bool{}
	for _, d := range changed {
		others[monthOf(d)] = true
	}
	from.months.Range(func(key, made any) bool {
		if !others[key.(monthKey).month] {
			c.months.Store(key, made)
		}
		return true
	})
}

// wholeMonth is how many of days from a place on are all that the cube has of a
// month and count alike; 0 for none.
func (p *plan) wholeMonth(days []day) int {
	month, outer := monthOf(days[0].day), p.combination(days[0].day)
	n := 0
	next := dayAt(month.AddDate(0, 1, 0))
	for n < len(days) && days[n].day < next {
		if p.combination(days[n].day) != outer {
			return 0
		}
		n++
	}
	first, _ := p.cube.find(dayAt(month))
	after, _ := p.cube.find(next)
	if n < 2 || outer < 0 || after-first != n {
		return 0
	}
	for _, t := range p.tables {
		for _, m := range t.moves {
			if m.From > days[0].day && m.From <= days[n-1].day {
				return 0
			}
		}
	}
	return n
}

// wants reports whether a sum is of one of the amounts.
func (p *plan) wants(amounts []Amount) bool {
	for _, of := range amounts {
		if p.want[of] {
			return true
		}
	}
	return false
}

// taken says which cells of a day were added up with its month.
type taken struct{ clicks, rejected, sales bool }

// month adds up what a month has ready, and says what that was.
func (w *worker) month(days []day, outer int64) (done taken) {
	scan := func(k kind) bool {
		if !w.p.wants(kinds[k].amounts) || !w.p.answers(kinds[k].cuts, partsOf(days, kinds[k].parts)) {
			return false
		}
		w.scan(w.p.cube.inMonth(days, k), outer)
		return true
	}
	if w.p.odd == nil || len(w.p.odd.links) > fewOdd {
		done.clicks, done.rejected = scan(monthClicks), scan(monthRejected)
	}
	if w.p.wants(amountsOfSales) && !w.p.answers(salesInBrief, partsOf(days, kinds[monthSalesByMember].parts)) {
		done.sales = scan(monthSalesByMember) || scan(monthSalesByOffer)
	}
	return done
}

// fewOdd links cost less day by day than all links of a month.
const fewOdd = 64
