package sandbox

import (
	"time"

	"linkledger/internal/money"
	"linkledger/internal/sandbox/commission"
)

// AcceptOrder is the brand's yes to an open-ended action, which locks it.
func (s *Sandbox) AcceptOrder(orderID string) error {
	return s.decide(orderID, func(st *state, current action, now time.Time) {
		st.validate(current.OriginalActionID, commission.Accepted, now)
	})
}

// DeclineOrder is the brand's no to an open-ended action: it is taken back, and
// nothing more can happen to it. Whether CJ adds a reversal isn't known; under
// the fault declined-stands it doesn't.
func (s *Sandbox) DeclineOrder(orderID string, reason Reason) error {
	return s.decide(orderID, func(st *state, current action, now time.Time) {
		if !st.Faults[DeclinedStands] && !current.TakenBack {
			st.append(now, current.Reverse(reason, now))
		}
		st.validate(current.OriginalActionID, commission.Declined, now)
	})
}

func (s *Sandbox) decide(orderID string, decide func(*state, action, time.Time)) error {
	return s.change(func(st *state, now time.Time) error {
		current, err := st.openAction(orderID)
		if err != nil {
			return err
		}
		if current.Tracker.Method != commission.OpenEnded {
			return conflict("order %s locks by %s: only open-ended actions are accepted or declined", orderID, current.Tracker.Method)
		}
		decide(st, current, now)
		return nil
	})
}

func (st *state) validate(actionID string, v commission.Validation, now time.Time) {
	st.each(actionID, func(row *Commission) {
		row.Validation, row.Status, row.LockingDate, row.LockedAt = v, StatusLocked, now, now
	})
}

// GiveBonus pays the publisher something that belongs to no order, or with a
// negative amount takes it away. sid is the tracking value that CJ tells with
// it, usually none.
func (s *Sandbox) GiveBonus(amount money.Amount, sid string) error {
	if amount.Currency != accountCurrency || amount.IsZero() || !plainSID.MatchString(sid) {
		return invalid("a bonus is an amount in %s, with a sid or none", accountCurrency)
	}
	return s.change(func(st *state, now time.Time) error {
		zero := money.New(0, accountCurrency)
		st.append(now, Commission{
			Original: true, Status: StatusNew, Type: commission.Bonus, Tracker: bonusTracker(), Validation: commission.Automated,
			SID: sid, EventDate: now, PostingDate: now, LockingDate: bonusTracker().LockingDate(now, now),
			Sale: zero, Discount: zero, Commission: amount,
		})
		return nil
	})
}

// AdjustOrder is CJ taking a part of a sale back by hand, after it was locked
// or even paid: a negative row of the same action, which locks with the next
// cycle. The zero value takes back all of it. That such rows exist is general
// knowledge; CJ publishes nothing of their form.
func (s *Sandbox) AdjustOrder(orderID string, amount money.Amount, reason Reason) error {
	return s.change(func(st *state, now time.Time) error {
		current, err := st.action(orderID)
		switch {
		case err != nil:
			return err
		case current.TakenBack:
			return conflict("order %s has been taken back in full already", orderID)
		case current.first.Open():
			return conflict("order %s is still %s: return or cancel it instead", orderID, current.first.Status)
		}
		row, err := current.Lower(amount, nil, reason, now)
		if err != nil {
			return invalid("%v", err)
		}
		row.Status, row.LockedAt, row.PaymentID = StatusNew, time.Time{}, ""
		row.LockingDate = commission.NextCycle(now)
		st.append(now, row)
		return nil
	})
}
