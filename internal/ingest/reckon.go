package ingest

import (
	"cmp"
	"container/heap"
	"context"
	"math"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

// reckoning works out payouts again after a fact has come: those that it is
// about, and those that it reaches because they count it, in the order of sales.
// So every payout is what it would be had all facts come in that order.
type reckoning struct {
	f     Folder
	ctx   context.Context
	tx    Tx
	memo  string
	queue []queued
	known map[spot]bool    // what is in the queue
	spans []span           // whose payouts are all in the queue, after a place
	fresh map[string]due   // what a fact was about, as it is now
	spent map[scope]*spent // what the caps are on
}

// spot is a place in an offer's order of sales.
type spot struct {
	place earnings.Place
	offer affiliate.OfferID
}

type queued struct {
	spot
	gone *affiliate.Payout // was here before it moved; nothing is paid for it any more
}

// span is a stretch of an offer's order of sales: a member's, or everybody's
// with an empty one, after a place up to the end of a day, which may be open.
type span struct {
	offer  affiliate.OfferID
	member affiliate.MemberID
	after  earnings.Place
	to     string
}

func (f Folder) reckon(ctx context.Context, tx Tx, memo string) *reckoning {
	return &reckoning{f: f, ctx: ctx, tx: tx, memo: memo, known: map[spot]bool{}, fresh: map[string]due{}, spent: map[scope]*spent{}}
}

// settle works out what is due now, and what that reaches. All that a fact is
// about is given at once: it counts as it does now before any of it is paid, or
// what is paid first would go by how the rest counted before.
func (r *reckoning) settle(dues ...due) error {
	for _, d := range dues {
		stands, err := r.count(d)
		if err != nil {
			return err
		}
		if len(dues) == 1 && len(r.queue) == 0 { // nearly always
			plan, err := r.f.plan(r.ctx, r.tx, d.Offer)
			if err != nil {
				return err
			}
			if err := r.pay(plan, d, stands, true); err != nil {
				return err
			}
			return r.run()
		}
		r.fresh[d.Cause] = d
		r.push(spot{d.Place, d.Offer})
	}
	return r.run()
}

// count has a due count as it does now, and queues what that reaches. It returns
// what stands of its payout until that is worked out.
func (r *reckoning) count(d due) (stands affiliate.Payout, err error) {
	before, _, err := r.tx.Payout(r.ctx, d.Cause)
	if err != nil {
		return before, err
	}
	now := counts(d)
	moved := place(before) != d.Place || before.OfferID != d.Offer || before.MemberID != d.Member
	counting, err := r.counting(d.Offer, before.OfferID)
	if err != nil || !counting || !moved && sameCount(before, now) {
		return before, err // nobody counts it otherwise: a mere lock
	}
	if !moved { // what was paid stands until its turn comes
		now.ByRule, now.Amount = before.ByRule, before.Amount
	}
	if err := r.tx.PutPayout(r.ctx, now, before); err != nil {
		return now, err
	}
	if before.Cause != "" && (moved || before.ClickID != now.ClickID) {
		if err := r.counted(before, before, now); err != nil {
			return now, err
		}
	}
	if err := r.counted(now, before, now); err != nil {
		return now, err
	}
	if moved && before.ByRule.Minor != 0 { // what it was paid is left to others
		heap.Push(r, queued{spot: spot{place(before), before.OfferID}, gone: &before})
	}
	return now, nil
}

// counting reports whether the rules of any of the offers count.
func (r *reckoning) counting(offers ...affiliate.OfferID) (bool, error) {
	for _, offer := range offers {
		plan, err := r.f.plan(r.ctx, r.tx, offer)
		if err != nil || plan.Counts() {
			return true, err
		}
	}
	return false, nil
}

// run works through the queue.
func (r *reckoning) run() error {
	for len(r.queue) > 0 {
		next := heap.Pop(r).(queued)
		plan, err := r.f.plan(r.ctx, r.tx, next.offer)
		if err != nil {
			return err
		}
		if next.gone != nil {
			if err := r.paid(plan, *next.gone, next.gone.ByRule, money.Amount{}); err != nil {
				return err
			}
			continue
		}
		delete(r.known, next.spot)
		stands, _, err := r.tx.Payout(r.ctx, next.place.Cause)
		if err != nil {
			return err
		}
		d, about := r.fresh[next.place.Cause]
		if !about {
			if d, err = r.f.again(r.ctx, r.tx, stands); err != nil {
				return err
			}
		}
		if next.spot != (spot{d.Place, d.Offer}) {
			continue // it was queued before it moved
		}
		if err := r.pay(plan, d, stands, about); err != nil {
			return err
		}
	}
	r.spans = nil
	clear(r.spent)
	return nil
}

// pay works out one payout and brings the book to it. always is set for one that
// a fact is about, which may be owed by now though it comes to the same.
func (r *reckoning) pay(plan *earnings.Plan, d due, stands affiliate.Payout, always bool) error {
	result, err := plan.Pay(d.Item, tallies{r.ctx, r.tx})
	if err != nil {
		return err // of the database: rules and items of any kind have a result
	}
	now, err := payoutOf(d, result)
	if err != nil {
		return err
	}
	if now != stands {
		if err := r.tx.PutPayout(r.ctx, now, stands); err != nil {
			return err
		}
	}
	if err := r.paid(plan, now, stands.ByRule, now.ByRule); err != nil {
		return err
	}
	if !always && now.Amount == stands.Amount {
		return nil
	}
	by := r.f.fact
	by.tells = by.tells && always // what it reaches was known before
	return by.owe(r.ctx, r.tx, d, now, r.memo)
}

// counted reaches what may change because something counts at a payout's place
// that did not, or does no more.
func (r *reckoning) counted(p, before, now affiliate.Payout) error {
	plan, err := r.f.plan(r.ctx, r.tx, p.OfferID)
	if err != nil || !plan.Counts() {
		return err
	}
	if p.MemberID != "" {
		for _, t := range plan.Thresholds(p.MemberID, p.Day) {
			c := crossing{Threshold: t, of: p, before: before, now: now}
			if err := c.reach(r); err != nil {
				return err
			}
		}
	}
	if p.ClickID == "" || !plan.Recurs(p.Day) {
		return nil
	}
	places, err := r.tx.ClickPlaces(r.ctx, p.OfferID, p.ClickID, place(p))
	r.pushAll(p.OfferID, places)
	return err
}

// reachAfter queues the payouts of a span.
func (r *reckoning) reachAfter(s span) error {
	if r.reached(s) {
		return nil
	}
	places, err := r.tx.PayoutPlaces(r.ctx, s.offer, s.member, s.after, s.to)
	if err != nil {
		return err
	}
	r.spans = append(r.spans, s)
	r.pushAll(s.offer, places)
	return nil
}

// reached reports whether all payouts of a span are in the queue.
func (r *reckoning) reached(s span) bool { return slices.ContainsFunc(r.spans, s.within) }

// within reports whether a span is part of another. The queue is worked through
// in order, so whatever comes after a place is still in it.
func (s span) within(other span) bool {
	return s.offer == other.offer && (other.member == "" || s.member == other.member) && !s.after.Before(other.after) &&
		(other.to == "" || s.to != "" && s.to <= other.to)
}

func (r *reckoning) pushAll(offer affiliate.OfferID, places []earnings.Place) {
	for _, p := range places {
		r.push(spot{p, offer})
	}
}

func (r *reckoning) push(at spot) {
	if !r.known[at] {
		r.known[at] = true
		heap.Push(r, queued{spot: at})
	}
}

// Len, Less, Swap, Push and Pop implement heap.Interface.
func (r *reckoning) Len() int { return len(r.queue) }
func (r *reckoning) Less(i, j int) bool {
	return cmp.Or(r.queue[i].place.Compare(r.queue[j].place), cmp.Compare(r.queue[i].offer, r.queue[j].offer)) < 0
}
func (r *reckoning) Swap(i, j int) { r.queue[i], r.queue[j] = r.queue[j], r.queue[i] }
func (r *reckoning) Push(q any)    { r.queue = append(r.queue, q.(queued)) }
func (r *reckoning) Pop() any {
	last := r.queue[len(r.queue)-1]
	r.queue = r.queue[:len(r.queue)-1]
	return last
}

func place(p affiliate.Payout) earnings.Place {
	return earnings.Place{Day: p.Day, At: p.At, Cause: p.Cause}
}

// startOf is before every place of a day.
func startOf(day string) earnings.Place { return earnings.Place{Day: day, At: math.MinInt64} }

// endOf is after every place of a day.
func endOf(day string) earnings.Place {
	return earnings.Place{Day: day, At: math.MaxInt64, Cause: "\xff"}
}

func sameCount(a, b affiliate.Payout) bool {
	return a.Counts == b.Counts && a.Sale == b.Sale && a.ClickID == b.ClickID
}

// tallies implements earnings.Counted over the fold's transaction.
type tallies struct {
	ctx context.Context
	tx  Tx
}

func (t tallies) Before(offer affiliate.OfferID, member affiliate.MemberID, w earnings.Window, p earnings.Place, c money.Currency) (earnings.Tally, error) {
	return t.tx.PayoutsBefore(t.ctx, offer, member, w, p, c)
}

func (t tallies) Whole(offer affiliate.OfferID, member affiliate.MemberID, w earnings.Window, c money.Currency) (earnings.Tally, error) {
	return t.tx.PayoutsIn(t.ctx, offer, member, w, c)
}

func (t tallies) OfClick(offer affiliate.OfferID, click string, p earnings.Place) (int, string, error) {
	return t.tx.ClickBefore(t.ctx, offer, click, p)
}
