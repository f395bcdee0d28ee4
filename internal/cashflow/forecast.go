package cashflow

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Position is what there is and what is owed, in one currency's minor units.
type Position struct {
	Currency money.Currency
	Balance  int64 // there to pay with
	Payable  int64 // owed to members, and nothing but a payment is missing
	Early    int64 // earned on sales in CJ's ledger that are not locked
	Covered  int64 // of both: CJ has paid it on the same sales
	Ready    int64 // of Payable: waits for no money of CJ's
	Held     int64 // owed, but somebody holds it back; in none of the above
}

// Due is what stands to one member, in minor units.
type Due struct {
	Owed   int64 // posted, less what is to be taken back: may be negative
	Held   int64 // of Owed: on sales that are on hold
	Locked int64 // of Owed: on sales that CJ has locked and not paid
	Early  int64 // on sales in CJ's ledger that are not locked
	NoSale int64 // of Owed: by no sale, which CJ never pays for
}

// Add takes a member in. What a member owes back lowers what that member gets,
// and nobody else's.
func (p *Position) Add(d Due) {
	free := d.Owed - d.Held
	payable := max(free, 0)
	early := max(free+d.Early, 0) - payable
	fronted := min(payable+early, max(d.Locked, 0)+max(d.Early, 0)+max(d.NoSale, 0))
	p.Payable += payable
	p.Early += early
	p.Covered += payable + early - fronted
	p.Ready += max(payable-max(d.Locked, 0), 0)
	p.Held += d.Held
}

// Forecast is what paying everybody now would cost before CJ's money is here.
type Forecast struct {
	Balance, Payable, Early, All, Held money.Amount

	Front   money.Amount // of All: CJ has not paid it on the same sales
	Short   money.Amount // of All: the balance lacks it
	Risk    money.Amount // of Early: history says that it is taken back
	History History
	Days    []Move
}

// Move is what is expected to happen to the balance on a day.
type Move struct {
	Day, Until string // the span in which it happens; no day: nobody can tell
	What       string
	In, Out    money.Amount
	Balance    money.Amount // after it, when members are paid as CJ's money comes
}

// NewForecast works out what paying everybody now would cost, and what comes.
func NewForecast(p Position, h History, rules affiliate.CJPayments, locks []Lock, today string) Forecast {
	amount := func(minor int64) money.Amount { return money.New(minor, p.Currency) }
	all := p.Payable + p.Early
	f := Forecast{Balance: amount(p.Balance), Payable: amount(p.Payable), Early: amount(p.Early), All: amount(all), Held: amount(p.Held),
		Front: amount(max(all-p.Covered, 0)), Short: amount(max(all-p.Balance, 0)), Risk: amount(0), History: h}
	if rate, known := h.Rate(); known {
		if risk, err := f.Early.Percent(rate); err == nil { // it is a part of what fits
			f.Risk = risk
		}
	}
	f.Days = moves(p, rules, locks, today)
	return f
}

// moves lists what members can be paid now, then CJ's payments as they are
// expected, each with what members earned on the same sales.
func moves(p Position, rules affiliate.CJPayments, locks []Lock, today string) []Move {
	s := NewSchedule(rules, p.Currency, locks, today)
	balance := money.New(p.Balance, p.Currency)
	list := []Move{}
	if p.Ready > 0 {
		balance.Minor -= p.Ready
		list = append(list, Move{Day: today, What: "Members can be paid what CJ has paid for, and what is owed for no sale",
			In: money.New(0, p.Currency), Out: money.New(p.Ready, p.Currency), Balance: balance})
	}
	payments := slices.Clone(s.Payments)
	slices.SortStableFunc(payments, func(a, b Payment) int { return cmp.Compare(rank(a), rank(b)) })
	for _, pay := range payments {
		move := Move{Day: pay.From, Until: pay.Until, What: pay.Words(rules, today), In: pay.Amount, Out: pay.Due}
		if pay.Day != "" {
			balance.Minor += pay.Amount.Minor - pay.Due.Minor
		} else {
			move.In, move.Out = money.New(0, p.Currency), money.New(0, p.Currency) // nobody can tell when
			move.What += fmt.Sprintf(" (%s on %s)", pay.Amount, count(pay.Sales))
		}
		move.Balance = balance
		list = append(list, move)
	}
	return list
}

// rank puts what nobody can date last.
func rank(p Payment) int {
	if p.Day == "" {
		return 1
	}
	return 0
}

// Words say it in a sentence or two.
func (f Forecast) Words(today string) string {
	if f.All.Minor <= 0 {
		return "Nobody is owed anything now."
	}
	var words strings.Builder
	if f.Front.IsZero() {
		fmt.Fprintf(&words, "Pay everybody now: %s. CJ has paid for all of it, so you front nothing.", f.All)
	} else {
		fmt.Fprintf(&words, "Pay everybody now and you front %s; that is what CJ has not paid yet of %s.", f.Front, f.All)
	}
	if f.Short.Minor > 0 {
		fmt.Fprintf(&words, " The balance lacks %s for it.", f.Short)
	}
	if next, comes := f.nextIn(); comes && !f.Front.IsZero() {
		if next.Until < today {
			fmt.Fprintf(&words, " %s of CJ's should be here since %s.", next.In, date(next.Until, today))
		} else {
			fmt.Fprintf(&words, " CJ's next %s are expected between %s and %s.", next.In, date(next.Day, today), date(next.Until, today))
		}
	}
	if f.Risk.Minor > 0 {
		fmt.Fprintf(&words, " By what was taken back before, about %s of it will not come.", f.Risk)
	}
	return words.String()
}

func (f Forecast) nextIn() (Move, bool) {
	for _, move := range f.Days {
		if move.In.Minor > 0 {
			return move, true
		}
	}
	return Move{}, false
}
