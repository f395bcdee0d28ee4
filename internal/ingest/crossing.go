package ingest

import (
	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
)

// crossing is a threshold, and a payout of its window that counts otherwise than
// before: other payouts change only where they are on another side of it now.
type crossing struct {
	earnings.Threshold
	of          affiliate.Payout // whose offer and member it is about
	before, now affiliate.Payout
}

// reach queues the payouts that may change.
func (c crossing) reach(r *reckoning) error {
	lost, won := c.counts(c.before), c.counts(c.now)
	if lost == won && place(c.before) == place(c.now) {
		return nil
	}
	offer, member := c.of.OfferID, c.of.MemberID
	if c.Whole {
		sum, err := r.tx.PayoutsIn(r.ctx, offer, member, c.Window, c.Currency)
		is := c.Of(sum)
		if was := is - won + lost; err != nil || (was < c.From) == (is < c.From) {
			return err
		}
		return r.reachAfter(span{offer, member, startOf(c.Window.From), c.Window.To})
	}
	days, err := r.tx.PayoutDays(r.ctx, offer, member, c.Window, c.Currency)
	if err != nil {
		return err
	}
	is := int64(0)
	for _, day := range days {
		start := is
		is += c.Of(day.Tally)
		last := endOf(day.Day)
		if !c.straddles(startOf(day.Day), last, start, is) {
			continue
		}
		payouts, err := r.tx.PayoutsOn(r.ctx, offer, member, day.Day)
		if err != nil {
			return err
		}
		from, upTo := startOf(day.Day), start
		for _, p := range payouts {
			end := upTo + c.counts(p)
			if at := place(p); c.straddles(from, at, upTo, end) {
				r.push(spot{at, offer})
			}
			from, upTo = place(p), end
		}
	}
	return nil
}

// straddles reports whether the threshold may lie otherwise than before between
// two places, up to which so much is counted now.
func (c crossing) straddles(from, to earnings.Place, start, end int64) bool {
	before, after := c.shift(from), c.shift(to)
	if before == 0 && after == 0 && !c.between(c.before, from, to) && !c.between(c.now, from, to) {
		return false
	}
	return min(start, start+before) < c.From && max(end, end+after) >= c.From
}

// shift is how much more was counted before, up to a place.
func (c crossing) shift(to earnings.Place) (n int64) {
	if place(c.before).Compare(to) <= 0 {
		n += c.counts(c.before)
	}
	if place(c.now).Compare(to) <= 0 {
		n -= c.counts(c.now)
	}
	return n
}

func (c crossing) between(p affiliate.Payout, from, to earnings.Place) bool {
	return from.Before(place(p)) && place(p).Compare(to) <= 0
}

// counts is what a payout adds to what the threshold is of.
func (c crossing) counts(p affiliate.Payout) int64 {
	if !p.Counts || p.OfferID != c.of.OfferID || p.MemberID != c.of.MemberID || !c.Window.Holds(p.Day) {
		return 0
	}
	if c.Currency != "" && p.Sale.Currency != c.Currency {
		return 0
	}
	return c.Of(earnings.Tally{Conversions: 1, Sales: p.Sale.Minor})
}
