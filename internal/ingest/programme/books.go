package programme

import (
	"fmt"
	"slices"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// books are what CJ owes and what members are owed by usual sales, as far as
// payments need it.
type books struct {
	locked   map[money.Currency]map[string]int64 // commissions by the UTC day of their lock
	earned   map[money.Currency][]earned         // by locked sales that CJ has not paid
	received map[money.Currency][]earned
	payments int
}

// earned is what a member earned by a sale.
type earned struct {
	*sale
	minor int64
	locks string // UTC day
}

func newBooks() *books {
	return &books{locked: map[money.Currency]map[string]int64{}, earned: map[money.Currency][]earned{}, received: map[money.Currency][]earned{}}
}

var currencies = []money.Currency{"USD", "EUR", "GBP"}

// lock notes a row that CJ owes for good.
func (b *books) lock(p *Programme, r *row) {
	currency, day := r.currency(), r.locks.Format(time.DateOnly)
	if b.locked[currency] == nil {
		b.locked[currency] = map[string]int64{}
	}
	b.locked[currency][day] += p.commission(r)
	if r.number > 0 || !r.usual {
		return
	}
	o := &p.cast.offers[r.offer]
	minor := o.rule.FlatMinor
	if o.rule.Option == affiliate.PayoutPercent {
		minor = share(r.minor, p.tenthsOn(r.offer, r.at))
	}
	b.earned[currency] = append(b.earned[currency], earned{sale: r.sale, minor: minor, locks: day})
}

// receive is CJ's payment of all that had locked before a UTC day.
func (b *books) receive(currency money.Currency, before time.Time, day string) (affiliate.Receipt, bool) {
	limit, sum := before.Format(time.DateOnly), int64(0)
	for locked, minor := range b.locked[currency] {
		if locked < limit {
			sum += minor
			delete(b.locked[currency], locked)
		}
	}
	b.earned[currency] = slices.DeleteFunc(b.earned[currency], func(e earned) bool {
		if e.locks < limit {
			b.received[currency] = append(b.received[currency], e)
		}
		return e.locks < limit
	})
	return affiliate.Receipt{Source: affiliate.ReceiptCJ, Minor: sum, Currency: string(currency), Day: day,
		Reference: fmt.Sprintf("CJ %s %s", day[:7], currency), LockedBefore: before.Format(time.RFC3339)}, sum > 0
}

// leastPayment is the least that is sent to a member, in minor units.
const leastPayment = 1000

// pay is a payment of what has been received to all who are owed enough.
func (b *books) pay(p *Programme, currency money.Currency, at time.Time) (affiliate.Payment, bool) {
	lines := make([]affiliate.PaymentLine, len(p.cast.members))
	for _, e := range b.received[currency] {
		if e.usual { // nothing was taken back meanwhile
			line := &lines[e.member]
			line.Minor += e.minor
			line.Earnings = append(line.Earnings, affiliate.EarningOf(affiliate.ConversionID(e.conversion()).Cause(), 1))
		}
	}
	for i, m := range p.cast.members {
		lines[i].MemberID, lines[i].Payee = m.id, m.payee
	}
	paid := func(l affiliate.PaymentLine) bool { return l.Minor >= leastPayment && l.Payee != "" }
	b.received[currency] = slices.DeleteFunc(b.received[currency], func(e earned) bool { return !e.usual || paid(lines[e.member]) })
	lines = slices.DeleteFunc(lines, func(l affiliate.PaymentLine) bool { return !paid(l) })
	b.payments++
	return affiliate.Payment{ID: affiliate.PaymentID(fmt.Sprintf("payment%09d", b.payments)), State: affiliate.PaymentIntent, Route: affiliate.RouteCSV,
		Currency: string(currency), Lines: lines, CreatedAt: at.Format(time.RFC3339)}, len(lines) > 0
}
