package clickquality

import (
	"cmp"
	"maps"
	"math/big"
	"slices"
)

// Look compares each subject with its past, and says what stands out, in
// the order of the subjects.
func Look(subjects []Subject) (notes []Note) {
	all := together(subjects)
	for _, s := range subjects {
		l := looking{s, all}
		notes = append(notes, l.notes()...)
	}
	return notes
}

// general is what all subjects come to before.
type general struct{ soon, night, rejected share }

func together(subjects []Subject) (g general) {
	for _, s := range subjects {
		b := s.Base
		g.soon = share{g.soon.part + b.Soon, g.soon.of + b.Timed}
		g.night = share{g.night.part + b.Night, g.night.of + b.Hours}
		g.rejected = share{g.rejected.part + b.Rejected, g.rejected.of + b.gross()}
	}
	return g
}

// looking is at one subject.
type looking struct {
	Subject
	all general
}

func (l looking) notes() (notes []Note) {
	now, base := l.Now, l.Base
	add := func(n Note, found bool) {
		if found {
			n.Subject, n.Days, n.DaysBase = l.ID, now.Days, base.Days
			notes = append(notes, n)
		}
	}
	add(l.noSales())
	soon, found := compare(Soon, share{now.Soon, now.Timed}, share{base.Soon, base.Timed}, l.all.soon)
	if found {
		soon.Seconds = now.SoonSeconds / now.Soon
	}
	add(soon, found)
	add(l.jump())
	add(compare(Night, share{now.Night, now.Hours}, share{base.Night, base.Hours}, l.all.night))
	add(compare(Rejects, share{now.Rejected, now.gross()}, share{base.Rejected, base.gross()}, l.all.rejected))
	add(largest(Referrer, now.Referrers, base.Referrers))
	add(largest(Country, now.Countries, base.Countries))
	return notes
}

// compare holds a share against that of before: the subject's own, or that of
// all where of its own too little is known.
func compare(kind Kind, now, before, all share) (Note, bool) {
	t := thresholdOf(kind)
	n := Note{Kind: kind, Part: now.part, Of: now.of}
	if t.General && before.of < t.Base {
		before, n.General = all, true
	}
	n.PartBase, n.OfBase = before.part, before.of
	if now.of < t.Least || before.of < t.Base || now.part*100 < now.of*t.Percent {
		return n, false
	}
	// part/of >= Times × partBase/ofBase, without division
	if now.part*before.of < t.Times*before.part*now.of {
		return n, false
	}
	return n, rare(atLeast(now.part, now.of, before.rate()))
}

// largest compares the share of the value that is most frequent now.
func largest(kind Kind, now, before map[string]int64) (Note, bool) {
	best := ""
	for _, v := range slices.Sorted(maps.Keys(now)) {
		if v != "" && (best == "" || now[v] > now[best]) {
			best = v
		}
	}
	if best == "" {
		return Note{}, false
	}
	n, found := compare(kind, share{now[best], known(now)}, share{before[best], known(before)}, share{})
	n.Value = best
	return n, found
}

// noSales is many more clicks than before, and none that led to a sale, where
// by the member's own rate of before there would be some.
func (l looking) noSales() (Note, bool) {
	t, now, base := thresholdOf(NoSales), l.Now, l.Base
	n := Note{Kind: NoSales, Part: now.Conversions, Of: now.Clicks, PartBase: base.Conversions, OfBase: base.Clicks}
	if now.Conversions > 0 || now.Clicks < t.Least || base.Clicks < t.Base || base.Conversions == 0 || now.Days == 0 || base.Days == 0 ||
		now.Clicks*int64(base.Days) < t.Times*base.Clicks*int64(now.Days) {
		return n, false
	}
	// The least that the rate of before may have been: its conversions less
	// twice their usual spread.
	expected := least(base.Conversions) / float64(base.Clicks) * float64(now.Clicks)
	return n, rare(none(expected))
}

// jump is several times the earnings per click of before, by many more
// conversions per click: one large order is none.
func (l looking) jump() (Note, bool) {
	t, now, base := thresholdOf(Jump), l.Now, l.Base
	n := Note{Kind: Jump, Part: now.Conversions, Of: now.Clicks, PartBase: base.Conversions, OfBase: base.Clicks}
	if now.Conversions < t.Least || base.Conversions < t.Base || now.Clicks <= 0 || base.Clicks <= 0 {
		return n, false
	}
	for _, currency := range slices.SortedFunc(maps.Keys(now.Payout), func(a, b string) int {
		return cmp.Or(cmp.Compare(now.Payout[b], now.Payout[a]), cmp.Compare(a, b))
	}) {
		n.Currency, n.Amount, n.AmountBase = currency, now.Payout[currency], base.Payout[currency]
		break
	}
	if n.AmountBase <= 0 || product(n.Amount, base.Clicks).Cmp(product(t.Times, n.AmountBase, now.Clicks)) < 0 {
		return n, false
	}
	before := share{base.Conversions, base.Clicks}
	return n, rare(atLeast(min(now.Conversions, now.Clicks), now.Clicks, min(1, most(before.part)/float64(before.of))))
}

func product(factors ...int64) *big.Int {
	p := big.NewInt(1)
	for _, f := range factors {
		p.Mul(p, big.NewInt(f))
	}
	return p
}
