package ingest

import (
	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

// scope is whose payouts of an offer a cap is on: a member's, or everybody's
// with an empty one.
type scope struct {
	offer  affiliate.OfferID
	member affiliate.MemberID
}

// spent is by how much more is paid in a scope than before, up to the place that
// the reckoning has come to.
type spent struct {
	more map[onDay]int64
	next earnings.Place // the first one after it that a cap may cut otherwise
}

type onDay struct {
	day      string
	currency money.Currency
}

// in is how much more is paid in a window.
func (s *spent) in(w earnings.Window, c money.Currency) (more int64) {
	for on, n := range s.more {
		if on.currency == c && w.Holds(on.day) {
			more += n
		}
	}
	return more
}

func (s *spent) add(on onDay, n int64) {
	if s.more[on] += n; s.more[on] == 0 {
		delete(s.more, on)
	}
}

// paid reaches what may change because a payout takes more or less of the caps:
// the next one that they may cut otherwise. As soon as as much is paid as
// before, nothing further can change.
func (r *reckoning) paid(plan *earnings.Plan, p affiliate.Payout, before, now money.Amount) error {
	changed := before.Minor != now.Minor || before.Minor != 0 && before.Currency != now.Currency
	if !plan.Counts() || p.MemberID == "" || !changed && len(r.spent) == 0 {
		return nil
	}
	for _, whose := range []affiliate.MemberID{p.MemberID, ""} {
		at, caps := scope{p.OfferID, whose}, plan.Budgets(p.Day)
		if whose != "" {
			caps = plan.Caps(whose, p.Day)
		}
		s := r.spent[at]
		if len(caps) == 0 || r.reached(span{p.OfferID, whose, place(p), ""}) || !changed && (s == nil || s.next != place(p)) {
			continue
		}
		if s == nil {
			s = &spent{more: map[onDay]int64{}}
			r.spent[at] = s
		}
		s.add(onDay{p.Day, before.Currency}, -before.Minor)
		s.add(onDay{p.Day, now.Currency}, now.Minor)
		s.next = earnings.Place{}
		for _, b := range caps {
			next, found, err := r.cutOtherwise(at, b, s.in(b.Window, b.Cap.Currency), place(p))
			if err != nil {
				return err
			}
			if found && (s.next == earnings.Place{} || next.Before(s.next)) {
				s.next = next
			}
		}
		if s.next != (earnings.Place{}) {
			r.push(spot{s.next, p.OfferID})
		}
	}
	return nil
}

// cutOtherwise is the first place after one that a cap may cut otherwise when so
// much more is paid before: that where what is paid reaches the cap, or did.
func (r *reckoning) cutOtherwise(at scope, b earnings.Budget, more int64, after earnings.Place) (earnings.Place, bool, error) {
	if more == 0 {
		return earnings.Place{}, false, nil
	}
	reaches, paid := b.Cap.Minor+min(more, 0), int64(0)
	days, err := r.tx.PayoutDays(r.ctx, at.offer, at.member, b.Window, b.Cap.Currency)
	if err != nil {
		return earnings.Place{}, false, err
	}
	for _, day := range days {
		start := paid
		if paid += day.Payouts; paid < reaches {
			continue
		}
		if start >= reaches || day.Day < after.Day {
			break
		}
		payouts, err := r.tx.PayoutsOn(r.ctx, at.offer, at.member, day.Day)
		if err != nil {
			return earnings.Place{}, false, err
		}
		for _, p := range payouts {
			if p.ByRule.Currency == b.Cap.Currency {
				start += p.ByRule.Minor
			}
			if start >= reaches && after.Before(place(p)) {
				return place(p), true, nil
			}
		}
		break
	}
	if paid < reaches {
		return earnings.Place{}, false, nil
	}
	return r.tx.NextPayout(r.ctx, at.offer, at.member, after, b.Window.To)
}
