package cashflow

import (
	"fmt"
	"maps"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Payment is a payment of CJ that has not been recorded.
type Payment struct {
	Day      string // CJ's pay day; empty while the sum is below CJ's minimum
	From     string // the days in which the money is here
	Until    string
	LockedTo string // it is for what locks up to this day
	Rolled   bool   // an earlier pay day's sum is in it, which was below the minimum
	Overdue  bool   // it should be here

	Sales  int
	Amount money.Amount
	Due    money.Amount // what members are to be paid for the same sales
}

// Schedule is when CJ is expected to pay what.
type Schedule struct {
	Payments []Payment // by pay day; one that is below the minimum last
	rules    affiliate.CJPayments
	currency money.Currency
	today    string
	of       map[string]int // pay day as the sale has it to the payment that it is in
}

// NewSchedule works out when CJ pays a currency's sales that are locked or
// will lock. What should have locked is taken to lock today.
func NewSchedule(p affiliate.CJPayments, c money.Currency, locks []Lock, today string) Schedule {
	s := Schedule{rules: p, currency: c, today: today, of: map[string]int{}}
	byPayDay := map[string]*Payment{}
	for _, l := range of(c, locks) {
		locks := s.locksOn(l.Day, l.Locked)
		day := PayDay(p, locks)
		if day == "" {
			continue // the advertiser decides when
		}
		sum := byPayDay[day]
		if sum == nil {
			sum = &Payment{Day: day, Amount: money.New(0, c), Due: money.New(0, c)}
			byPayDay[day] = sum
		}
		sum.Sales += l.Sales
		sum.Amount.Minor += l.Commission
		sum.Due.Minor += l.Due
		sum.LockedTo = later(sum.LockedTo, locks)
	}
	rest := Payment{Amount: money.New(0, c), Due: money.New(0, c)} // what rolls over
	var rolled []string
	for _, day := range slices.Sorted(maps.Keys(byPayDay)) {
		sum := *byPayDay[day]
		sum.Sales += rest.Sales
		sum.Amount.Minor += rest.Amount.Minor
		sum.Due.Minor += rest.Due.Minor
		sum.Rolled = rest.Amount.Minor != 0
		rolled = append(rolled, day)
		if sum.Amount.Minor <= 0 || sum.Amount.Minor < p.Minimum {
			rest = sum
			continue
		}
		sum.From, sum.Until = Credited(p, day)
		sum.Overdue = sum.Until < today
		s.add(sum, rolled)
		rest, rolled = Payment{Amount: money.New(0, c), Due: money.New(0, c)}, nil
	}
	if len(rolled) > 0 {
		rest.Day, rest.Rolled = "", true
		s.add(rest, rolled)
	}
	return s
}

func (s *Schedule) add(p Payment, payDays []string) {
	for _, day := range payDays {
		s.of[day] = len(s.Payments)
	}
	s.Payments = append(s.Payments, p)
}

// locksOn is when a sale locks, or has locked.
func (s Schedule) locksOn(day string, locked bool) string {
	if day == "" || locked {
		return day
	}
	return later(day, s.today)
}

// Of is the payment that a sale is in; false where nobody can tell.
func (s Schedule) Of(lockDay string, locked bool) (Payment, bool) {
	day := PayDay(s.rules, s.locksOn(lockDay, locked))
	if i, known := s.of[day]; known {
		return s.Payments[i], true
	}
	if day == "" {
		return Payment{}, false
	}
	from, until := Credited(s.rules, day)
	return Payment{Day: day, From: from, Until: until, Overdue: until < s.today}, true
}

// Words say what the payment is.
func (p Payment) Words(rules affiliate.CJPayments, today string) string {
	switch {
	case p.Day == "" && p.Amount.Minor <= 0:
		return "CJ owes nothing on these: it nets what was taken back off its next payment"
	case p.Day == "":
		return fmt.Sprintf("Below CJ's minimum of %s: it rolls over until more has locked", money.New(rules.Minimum, p.Amount.Currency))
	case p.Overdue:
		return fmt.Sprintf("CJ's payment of %s should be here, and is not recorded", date(p.Day, today))
	}
	words := "CJ pays what locks by " + date(p.LockedTo, today)
	if p.LockedTo < today {
		words = "CJ pays what locked by " + date(p.LockedTo, today)
	}
	if p.Rolled {
		words += ", with what was below its minimum before"
	}
	return words
}
