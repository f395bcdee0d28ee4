package practice

import (
	"context"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/sandbox"
	"linkledger/internal/sandbox/commission"
)

// Steps to wind the clock by.
const (
	ToNextDay  = "day"
	ToNextWeek = "week"
	ToLock     = "lock"
	ToPayday   = "payday"
)

// Wind turns the clock forward and keeps it.
func (w *World) Wind(to string) error {
	now := w.Clock.Now()
	switch to {
	case ToNextDay:
		w.Clock.Advance(24 * time.Hour)
	case ToNextWeek:
		w.Clock.Advance(7 * 24 * time.Hour)
	case ToLock:
		lock := w.NextLock()
		if lock.IsZero() {
			return affiliate.Errorf(affiliate.Conflict, "CJ has no open sale to lock.").WithHint("Place an order in the practice shop first.")
		}
		w.Clock.AdvanceTo(maxTime(lock.Add(time.Minute), now.Add(time.Minute)))
	case ToPayday:
		payday := w.NextPayday()
		if payday.IsZero() {
			return affiliate.Errorf(affiliate.Conflict, "CJ has nothing to pay.").WithHint("Place an order in the practice shop first.")
		}
		w.Clock.AdvanceTo(payday.Add(time.Minute))
	default:
		return affiliate.Errorf(affiliate.Invalid, "%q is not a step of the clock.", to)
	}
	w.Sandbox.Commissions() // brings CJ's ledger up to the new time
	return w.save()
}

// NextLock is when CJ locks the next open sale; zero without any. One that waits
// for the brand's yes or no has no such time.
func (w *World) NextLock() time.Time {
	var next time.Time
	for _, c := range w.Sandbox.Commissions() {
		if c.Open() && c.Tracker.Method != commission.OpenEnded && (next.IsZero() || c.LockingDate.Before(next)) {
			next = c.LockingDate
		}
	}
	return next
}

// NextPayday is the 1st of the month on which CJ pays what is locked, or what
// will be locked next; zero when there is nothing.
func (w *World) NextPayday() time.Time {
	for _, c := range w.Sandbox.Commissions() {
		if c.Status == sandbox.StatusLocked {
			return firstAfter(w.Clock.Now())
		}
	}
	if lock := w.NextLock(); !lock.IsZero() {
		return firstAfter(maxTime(lock, w.Clock.Now()))
	}
	return time.Time{}
}

// Paid is what CJ has paid so far.
func (w *World) Paid() money.Amount {
	total := money.New(0, money.Currency(w.CJ().Currency))
	for _, p := range w.Sandbox.Payments() {
		total.Minor += p.Amount.Minor
	}
	return total
}

func firstAfter(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, time.UTC)
}

func maxTime(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// AwaitPostbacks lets time pass until CJ has sent every postback, or given up.
func (w *World) AwaitPostbacks(ctx context.Context) error {
	return w.AwaitPostbacksBy(ctx, time.Time{})
}

// AwaitPostbacksBy does so for those that are due by a time; for all when it is
// zero.
func (w *World) AwaitPostbacksBy(ctx context.Context, by time.Time) error {
	const look = 2 * time.Millisecond
	for {
		var due time.Time
		for _, d := range w.Sandbox.Deliveries() {
			if d.State == sandbox.DeliveryWaiting && (due.IsZero() || d.Due.Before(due)) {
				due = d.Due
			}
		}
		if due.IsZero() || !by.IsZero() && due.After(by) {
			return nil
		}
		w.Clock.AdvanceTo(due)
		timer := time.NewTimer(look) // the call itself takes real time
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
}

// Return sends the goods of an order back to the shop.
func (w *World) Return(orderID string) error {
	return w.Sandbox.ReturnOrder(orderID, money.Amount{})
}
