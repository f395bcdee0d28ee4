package sandbox

import (
	"time"

	"linkledger/internal/money"
	"linkledger/internal/sandbox/commission"
)

// Payment is money that CJ paid to the publisher account.
type Payment struct {
	ID            string
	Date          time.Time
	Amount        money.Amount
	CommissionIDs []string
}

// settle lets happen, in order, everything that is due until now, and reports
// whether any row changed.
func (st *state) settle(now time.Time) (changed bool) {
	if now.Before(st.SettledAt) {
		return false
	}
	for payday := commission.Payday(st.SettledAt); !payday.After(now); payday = commission.Payday(payday) {
		changed = st.lock(payday) || changed
		changed = st.pay(payday) || changed
		st.SettledAt = payday
	}
	changed = st.lock(now) || changed
	st.SettledAt = now
	return changed
}

// lock locks the rows whose date has come by the given time.
func (st *state) lock(until time.Time) (changed bool) {
	if st.Faults[NeverLocks] {
		return false
	}
	for i := range st.Commissions {
		row := &st.Commissions[i]
		if !locksItself(*row) || row.LockingDate.After(until) {
			continue
		}
		row.Status, row.LockedAt = StatusLocked, row.LockingDate
		if row.LockedAt.Before(st.SettledAt) { // its date passed unused
			row.LockedAt = st.SettledAt
		}
		changed = true
	}
	return changed
}

// pay closes what was locked before a payday and pays its sum. A sum that is
// not positive rolls over to the next payday.
func (st *state) pay(on time.Time) bool {
	if st.Faults[NoPayment] {
		return false
	}
	var ids []string
	sum := money.New(0, accountCurrency)
	for _, row := range st.Commissions {
		if !payable(row, on) {
			continue
		}
		next, err := sum.Add(row.Commission)
		if err != nil {
			break // more than an amount can hold: the rest is paid next time
		}
		sum, ids = next, append(ids, row.CommissionID)
	}
	if sum.Minor <= 0 {
		return false
	}
	payment := Payment{ID: st.number("payment", 300001), Date: on, Amount: sum, CommissionIDs: ids}
	for i, paid := 0, 0; paid < len(ids); i++ {
		if row := &st.Commissions[i]; row.CommissionID == ids[paid] {
			row.Status, row.PaymentID = StatusClosed, payment.ID
			paid++
		}
	}
	st.Payments = append(st.Payments, payment)
	return true
}

// locksItself reports whether the row locks when its date has come; an
// open-ended one waits for the advertiser.
func locksItself(row Commission) bool {
	return row.Open() && row.Tracker.Method != commission.OpenEnded
}

func payable(row Commission, on time.Time) bool {
	return row.Status == StatusLocked && row.LockedAt.Before(on)
}

// nextDue is when something will next happen by itself; zero means never, as
// things stand.
func (st *state) nextDue() (next time.Time) {
	consider := func(t time.Time) {
		if next.IsZero() || t.Before(next) {
			next = t
		}
	}
	for _, row := range st.Commissions {
		if locksItself(row) && !st.Faults[NeverLocks] {
			consider(row.LockingDate)
		}
		if row.Status == StatusLocked && !st.Faults[NoPayment] {
			consider(commission.Payday(st.SettledAt))
		}
	}
	for _, d := range st.Deliveries {
		if d.State == DeliveryWaiting {
			consider(d.Due)
		}
	}
	return next
}
