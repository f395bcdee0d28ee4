package year

import (
	"math/rand/v2"
	"time"

	"linkledger/internal/money"
	"linkledger/internal/sandbox/commission"
)

// generator makes one sale and its rows.
type generator struct {
	config *Config
	dice   *rand.Rand
	sale   sale
}

const (
	minute = int64(60)
	hour   = 60 * minute
	day    = 24 * hour
)

// chance is true in so many of 1000 cases.
func (g *generator) chance(perMille int) bool { return g.dice.IntN(1000) < perMille }

// between is a second from low up to, without, high.
func (g *generator) between(low, high int64) int64 {
	if high <= low {
		return low
	}
	return low + g.dice.Int64N(high-low)
}

func (g *generator) sell(n int32) ([]row, error) {
	c, s := g.config, &g.sale
	s.event = g.between(c.From.Unix(), c.To.Unix())
	s.click = s.event - g.between(minute, 20*day)
	s.product, s.quantity = uint8(g.dice.IntN(len(c.Products))), uint8(1+g.dice.IntN(4))
	s.country, s.simple = uint8(g.dice.IntN(len(countries))), g.chance(250)
	if g.chance(200) {
		s.tracker = uint8(g.dice.IntN(len(c.Trackers)))
	}
	posting := s.event + g.between(minute, hour)
	if g.chance(30) { // reported late
		posting += g.between(day, 20*day)
	}
	tracker := c.Trackers[s.tracker]
	s.locking = tracker.LockingDate(unix(s.event), unix(posting)).Unix()
	s.putOff = s.locking
	if tracker.Method == commission.FixedDate && g.chance(30) && posting < s.locking {
		s.extended = g.between(posting, s.locking)
		s.putOff = commission.NextCycle(unix(s.locking)).Unix()
	}
	corrected := g.chance(correctedPerMille)
	if tracker.Method == commission.OpenEnded {
		s.decided = posting + g.between(2*day, 45*day)
		s.declined = corrected
		s.putOff = s.decided
	}
	first, err := g.original(posting)
	if err != nil {
		return nil, err
	}
	rows := []row{{sale: n, posting: posting, kind: original, amount: int32(first.Sale.Minor), commission: int32(first.Commission.Minor)}}
	if corrected {
		more, err := g.correct(n, commission.Standing{Row: first}, posting)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	for i := range rows {
		r := &rows[i]
		if r.locked == 0 {
			r.locked = max(s.putOff, r.posting)
		}
	}
	if g.chance(1) {
		at := unix(posting)
		rows = append(rows, row{sale: -1, posting: posting, kind: bonus, commission: int32(100 * (1 + g.dice.IntN(50))), locked: commission.NextCycle(at).Unix()})
	}
	return rows, nil
}

func (g *generator) original(posting int64) (commission.Row, error) {
	product := g.config.Products[g.sale.product]
	r := commission.Row{Original: true, Rate: product.Rate, Discount: money.New(0, product.Price.Currency), PostingDate: unix(posting)}
	return r.Worth(money.New(product.Price.Minor*int64(g.sale.quantity), product.Price.Currency))
}

// correct makes the corrections of a sale: a part by one row, a part by a
// reversal and the new state, all of it, one after the other, or by hand after
// locking.
func (g *generator) correct(n int32, stands commission.Standing, posting int64) ([]row, error) {
	s := &g.sale
	at := g.between(posting+minute, s.putOff)
	share := money.New(max(1, stands.Sale.Minor*int64(10+g.dice.IntN(80))/100), stands.Sale.Currency)
	var rows []commission.Row
	var err error
	switch way := g.dice.IntN(100); {
	case s.declined:
		at = s.decided
		rows = []commission.Row{stands.Reverse(commission.OtherReason, unix(at))}
	case way < 12 || at >= s.putOff || at <= posting: // too late for anything else
		at = max(s.putOff, posting) + g.between(day, 60*day)
		var lowered commission.Row
		lowered, err = stands.Lower(share, nil, commission.Returned, unix(at))
		rows = []commission.Row{lowered}
	case way < 45:
		rows = []commission.Row{stands.Reverse(commission.Returned, unix(at))}
	case way < 65:
		var lowered commission.Row
		lowered, err = stands.Lower(share, nil, commission.Returned, unix(at))
		rows = []commission.Row{lowered}
	default:
		rows, err = stands.Return(share, commission.Returned, unix(at))
		if again := g.between(at+1, s.putOff); err == nil && way >= 90 && again < s.putOff {
			left, _ := commission.Stand(rows)
			rows = append(rows, left.Reverse(commission.Returned, unix(again)))
		}
	}
	if err != nil {
		return nil, err
	}
	reason := uint8(g.dice.IntN(len(reasons)))
	var out []row
	for _, r := range rows {
		made := row{sale: n, posting: r.PostingDate.Unix(), kind: kindOf(r), reason: reason,
			amount: int32(r.Sale.Minor), commission: int32(r.Commission.Minor), reduce: int32(r.Discount.Minor)}
		if made.posting > max(s.putOff, posting) {
			made.kind, made.locked = byHand, commission.NextCycle(r.PostingDate).Unix()
		}
		out = append(out, made)
	}
	return out, nil
}

func kindOf(r commission.Row) kind {
	switch {
	case r.Reversal:
		return reversal
	case r.Sale.Minor < 0:
		return part
	}
	return restated
}

var (
	countries = []string{"US", "US", "US", "CA", "GB", "DE"}
	reasons   = []commission.Reason{commission.Returned, commission.SoldOut, commission.Duplicated, commission.InvalidCreditCard, commission.OtherReason}
)

func unix(second int64) time.Time { return time.Unix(second, 0).UTC() }
