package clickquality_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/clickquality"
)

// year is how a made-up member does: what a day brings on average.
type year struct {
	clicks, rejects float64 // a day; rejects is a share
	rate            float64 // conversions per click
	payout          int64
	soon, night     float64            // shares of conversions
	referrers       map[string]float64 // shares
	countries       map[string]float64
}

func ordinary(r *rand.Rand) year {
	return year{clicks: math.Exp(r.NormFloat64()*1.6 + 2.5), rejects: 0.05 + 0.1*r.Float64(), rate: 0.01 + 0.06*r.Float64(), payout: 200 + r.Int64N(2000), soon: 0.03, night: 0.06,
		referrers: map[string]float64{"instagram.com": 0.6, "blog.example": 0.25, "": 0.15}, countries: map[string]float64{"DE": 0.8, "AT": 0.15, "": 0.05}}
}

func poisson(r *rand.Rand, mean float64) (n int64) {
	if mean > 200 {
		return int64(math.Max(0, math.Round(mean+math.Sqrt(mean)*r.NormFloat64())))
	}
	for limit, p := math.Exp(-mean), 1.0; ; n++ {
		if p *= r.Float64(); p <= limit {
			return n
		}
	}
}

func pick(r *rand.Rand, shares map[string]float64) string {
	x := r.Float64()
	keys := make([]string, 0, len(shares))
	for k := range shares {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		if x -= shares[k]; x < 0 {
			return k
		}
	}
	return keys[len(keys)-1]
}

// live lets a member do so for some days; a campaign brings three times as much.
func (y year) live(r *rand.Rand, days int, campaign float64) clickquality.Span {
	s := clickquality.Span{Days: days, Referrers: map[string]int64{}, Countries: map[string]int64{}, Payout: map[string]int64{}}
	for range days {
		gross := poisson(r, y.clicks*campaign)
		s.Rejected += poisson(r, float64(gross)*y.rejects)
		s.Clicks += gross
	}
	s.Conversions = poisson(r, float64(s.Clicks)*y.rate)
	for range s.Conversions {
		s.Timed++
		if r.Float64() < y.soon {
			s.Soon++
			s.SoonSeconds += 8
		}
		s.Hours++
		if r.Float64() < y.night {
			s.Night++
		}
		if v := pick(r, y.referrers); v != "" {
			s.Referrers[v]++
		}
		if v := pick(r, y.countries); v != "" {
			s.Countries[v]++
		}
		s.Payout["EUR"] += y.payout * int64(1000*math.Exp(r.NormFloat64()*0.7)) / 1000 // amounts are integers, also drawn ones
	}
	return s
}

// TestAnHonestProgrammeHasNoNotes: thousands of members of all sizes, new ones
// and campaigns among them, over many weeks.
func TestAnHonestProgrammeHasNoNotes(t *testing.T) {
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(7, seed))
		var subjects []clickquality.Subject
		for i := range 1500 {
			y := ordinary(r)
			s := clickquality.Subject{ID: fmt.Sprintf("m%04d", i)}
			if r.IntN(10) > 0 { // not new
				s.Base = y.live(r, 56, 1)
			}
			s.Now = y.live(r, []int{7, 30}[seed%2], []float64{1, 1, 1, 3}[r.IntN(4)])
			subjects = append(subjects, s)
		}
		for _, n := range clickquality.Look(subjects) {
			t.Errorf("seed %d: %+v", seed, n)
		}
	}
}

// TestPlantedTroubleIsNoted: each kind of trouble, in a member who was ordinary
// before, has its note and no other.
func TestPlantedTroubleIsNoted(t *testing.T) {
	for kind, plant := range map[clickquality.Kind]func(*year){
		clickquality.Soon:     func(y *year) { y.soon = 0.6 },
		clickquality.Referrer: func(y *year) { y.referrers = map[string]float64{"coupons.example": 0.95, "instagram.com": 0.05} },
		clickquality.NoSales:  func(y *year) { y.clicks, y.rate = y.clicks*4, 0 },
		clickquality.Jump:     func(y *year) { y.rate *= 5 },
		clickquality.Night:    func(y *year) { y.night = 0.8 },
		clickquality.Country:  func(y *year) { y.countries = map[string]float64{"VN": 0.7, "DE": 0.3} },
		clickquality.Rejects:  func(y *year) { y.rejects = 0.6 },
	} {
		for seed := range uint64(20) {
			r := rand.New(rand.NewPCG(11, seed))
			y := ordinary(r)
			y.clicks, y.rate = 60+60*r.Float64(), 0.03+0.03*r.Float64()
			s := clickquality.Subject{ID: "m", Base: y.live(r, 56, 1)}
			plant(&y)
			s.Now = y.live(r, 28, 1)
			var kinds []clickquality.Kind
			for _, n := range clickquality.Look([]clickquality.Subject{s}) {
				kinds = append(kinds, n.Kind)
			}
			if diff := cmp.Diff([]clickquality.Kind{kind}, kinds); diff != "" {
				t.Errorf("%s, seed %d: %s", kind, seed, diff)
			}
		}
	}
}

// TestNotesOfWhatIsKnown: the numbers that a note tells, and what is too little
// to tell of.
func TestNotesOfWhatIsKnown(t *testing.T) {
	base := clickquality.Span{Days: 56, Clicks: 4000, Rejected: 200, Conversions: 120, Timed: 120, Soon: 3, Hours: 120, Night: 6,
		Referrers: map[string]int64{"instagram.com": 110, "a.example": 5}, Countries: map[string]int64{"DE": 120}, Payout: map[string]int64{"EUR": 60000}}
	now := func(change func(*clickquality.Span)) clickquality.Span {
		s := clickquality.Span{Days: 28, Clicks: 2000, Rejected: 100, Conversions: 60, Timed: 60, Soon: 2, SoonSeconds: 60, Hours: 60, Night: 3,
			Referrers: map[string]int64{"instagram.com": 57}, Countries: map[string]int64{"DE": 60}, Payout: map[string]int64{"EUR": 30000}}
		change(&s)
		return s
	}
	seen := clickquality.Note{Subject: "m", Days: 28, DaysBase: 56}
	note := func(change func(*clickquality.Note)) []clickquality.Note {
		n := seen
		change(&n)
		return []clickquality.Note{n}
	}
	for name, c := range map[string]struct {
		base, now clickquality.Span
		want      []clickquality.Note
	}{
		"as ever": {base, now(func(*clickquality.Span) {}), nil},
		"nothing": {base, clickquality.Span{Days: 28}, nil},
		"soon": {base, now(func(s *clickquality.Span) { s.Soon, s.SoonSeconds = 30, 210 }), note(func(n *clickquality.Note) {
			n.Kind, n.Part, n.Of, n.PartBase, n.OfBase, n.Seconds = clickquality.Soon, 30, 60, 3, 120, 7
		})},
		"soon of a few":          {base, now(func(s *clickquality.Span) { s.Timed, s.Soon = 11, 11 }), nil},
		"soon of one who is new": {clickquality.Span{Days: 56}, now(func(s *clickquality.Span) { s.Soon, s.SoonSeconds = 30, 210 }), nil}, // and so is everybody
		"a referrer": {base, now(func(s *clickquality.Span) { s.Referrers = map[string]int64{"a.example": 50, "instagram.com": 7} }), note(func(n *clickquality.Note) {
			n.Kind, n.Value, n.Part, n.Of, n.PartBase, n.OfBase = clickquality.Referrer, "a.example", 50, 57, 5, 115
		})},
		"a country": {base, now(func(s *clickquality.Span) { s.Countries = map[string]int64{"VN": 40, "DE": 20} }), note(func(n *clickquality.Note) {
			n.Kind, n.Value, n.Part, n.Of, n.OfBase = clickquality.Country, "VN", 40, 60, 120
		})},
		"no sales": {base, now(func(s *clickquality.Span) { *s = clickquality.Span{Days: 28, Clicks: 5000} }), note(func(n *clickquality.Note) {
			n.Kind, n.Of, n.PartBase, n.OfBase = clickquality.NoSales, 5000, 120, 4000
		})},
		"no sales of no more clicks":    {base, now(func(s *clickquality.Span) { *s = clickquality.Span{Days: 28, Clicks: 2000} }), nil},
		"no sales where there were few": {clickquality.Span{Days: 56, Clicks: 4000, Conversions: 4}, now(func(s *clickquality.Span) { *s = clickquality.Span{Days: 28, Clicks: 5000} }), nil},
		"a jump": {base, now(func(s *clickquality.Span) { s.Conversions, s.Payout = 240, map[string]int64{"EUR": 120000} }), note(func(n *clickquality.Note) {
			n.Kind, n.Part, n.Of, n.PartBase, n.OfBase, n.Currency, n.Amount, n.AmountBase = clickquality.Jump, 240, 2000, 120, 4000, "EUR", 120000, 60000
		})},
		"one large order": {base, now(func(s *clickquality.Span) { s.Payout = map[string]int64{"EUR": 900000} }), nil},
	} {
		got := clickquality.Look([]clickquality.Subject{{ID: "m", Now: c.now, Base: c.base}})
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	// Of one who is new, all others say what is usual.
	all := []clickquality.Subject{{ID: "a", Now: now(func(*clickquality.Span) {}), Base: base},
		{ID: "b", Now: now(func(s *clickquality.Span) { s.Night = 45 }), Base: clickquality.Span{Days: 56, Hours: 2}}}
	want := []clickquality.Note{{Kind: clickquality.Night, Subject: "b", Part: 45, Of: 60, PartBase: 6, OfBase: 122, General: true, Days: 28, DaysBase: 56}}
	want[0].DaysBase = 56
	if diff := cmp.Diff(want, clickquality.Look(all)); diff != "" {
		t.Error(diff)
	}
}
