package programme

import (
	"math/rand/v2"
	"time"

	"linkledger/internal/affiliate"
)

// Programme is a year of one, of a seed and a size.
type Programme struct {
	Workspace string // its id
	Zone      *time.Location
	ClickKeys affiliate.ClickKeys

	seed  uint64
	size  Size
	cast  *cast
	start time.Time
	hours []hour
	total int64 // weight of all hours
	rates map[int][]rate
}

// rate is what an offer pays from a sale day on.
type rate struct {
	from   string
	tenths int64
}

// New draws the people and links of a programme; the rest is drawn as it is
// read.
func New(seed uint64, size Size, zone *time.Location) *Programme {
	p := &Programme{Workspace: "programmeaaaaaaa", Zone: zone, ClickKeys: affiliate.ClickKeys{[]byte("of a programme that is made up:32")},
		seed: seed, size: size, start: start(zone), rates: map[int][]rate{}}
	p.cast = drawCast(seed, size, p.start)
	p.hours, p.total = calendar(p.start)
	dice := rand.New(rand.NewPCG(seed, 5))
	for i, o := range p.cast.offers {
		if o.tenths == 0 {
			continue
		}
		p.rates[i] = []rate{{tenths: o.tenths}}
		if often(dice, 200) { // another one in the course of the year
			day := p.start.AddDate(0, 0, 30+dice.IntN(300)).Format(time.DateOnly)
			p.rates[i] = append(p.rates[i], rate{from: day, tenths: o.tenths + 5 + 5*dice.Int64N(4)})
		}
	}
	return p
}

// Start and End are the first instant of the year and that after its last.
func (p *Programme) Start() time.Time { return p.start }
func (p *Programme) End() time.Time   { return p.start.AddDate(0, 0, Days) }

// tenthsOn is what an offer pays for a sale at an instant.
func (p *Programme) tenthsOn(offer int, at time.Time) (tenths int64) {
	day := affiliate.Day(at, p.Zone)
	for _, r := range p.rates[offer] {
		if r.from <= day {
			tenths = r.tenths
		}
	}
	return tenths
}
