package year

import (
	"slices"
	"strconv"
	"time"

	"linkledger/internal/sandbox/commission"
)

// Payment is what CJ pays of the year on one day.
type Payment struct {
	Date  time.Time
	Minor int64
	rows  []int32
}

// CommissionIDs are the rows that the payment is for.
func (p Payment) CommissionIDs() []string {
	ids := make([]string, len(p.rows))
	for i, r := range p.rows {
		ids[i] = strconv.Itoa(firstCommission + int(r))
	}
	return ids
}

// Payments are what has been paid by a time.
func (l *Ledger) Payments(by time.Time) []Payment {
	n := 0
	for n < len(l.payments) && !l.payments[n].Date.After(by) {
		n++
	}
	return l.payments[:n]
}

// pay closes every row on the first payday after its locking on which there is
// something to pay; a sum that isn't positive waits for the next.
func (l *Ledger) pay() {
	due := map[int64][]int32{}
	var last int64
	for i := range l.rows {
		day := commission.Payday(unix(l.rows[i].locked)).Unix()
		due[day] = append(due[day], int32(i))
		last = max(last, day)
	}
	var waiting []int32
	for day := commission.Payday(l.config.From).Unix(); day <= last; day = commission.Payday(unix(day)).Unix() {
		waiting = append(waiting, due[day]...)
		sum := int64(0)
		for _, i := range waiting {
			sum += int64(l.rows[i].commission)
		}
		if sum <= 0 {
			continue
		}
		for _, i := range waiting {
			l.rows[i].closed = day
		}
		slices.Sort(waiting)
		l.payments = append(l.payments, Payment{Date: unix(day), Minor: sum, rows: waiting})
		waiting = nil
	}
}
