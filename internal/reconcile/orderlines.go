package reconcile

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// OrderLine is a line of a shop's file. Shops write a line for an order, for each
// article or shipment of it, or for a return of its own.
type OrderLine struct {
	affiliate.ShopOrder // a return's amount is negative
	Line                int
	Bare                bool  // names the order, and tells no amount
	Err                 error // why the line could not be read
}

// OrderFile is what the lines of a shop's file come to.
type OrderFile struct {
	Orders  []affiliate.ShopOrder // as their first lines come
	Refused []RefusedLine
	Unread  []string // numbers of orders with a line that was refused: none of them is in Orders
	// Orders of several lines: whose amounts were added up, whose lines repeat one
	// total, and whose returns have lines of their own.
	Added, Repeated, Returned int
}

// RefusedLine is a line that could not be read, and why.
type RefusedLine struct {
	Line int
	Err  error
}

// ReadOrders makes orders of a file's lines, each of all lines of its number:
// amounts are added up, and negative ones are what went back. Equal amounts are
// one total that is told again, unless the file shows that its lines have amounts
// of their own. An order with a line that can't be read is left out whole.
func ReadOrders(lines []OrderLine) OrderFile {
	byNumber, order := map[string][]OrderLine{}, []string{}
	for _, l := range lines {
		key := affiliate.ExactOrder(l.Number)
		if key == "" { // of no order that can be told from others
			key = fmt.Sprintf("line %d\n", l.Line)
		}
		if byNumber[key] == nil {
			order = append(order, key)
		}
		byNumber[key] = append(byNumber[key], l)
	}
	columns := orderColumns{amounts: tellsAgain(byNumber, amountOf), refunds: tellsAgain(byNumber, refundOf)}
	var file OrderFile
	for _, key := range order {
		if o, err := columns.order(&file, byNumber[key]); err != nil {
			file.refuse(byNumber[key], err)
		} else {
			file.Orders = append(file.Orders, o)
		}
	}
	slices.SortFunc(file.Refused, func(a, b RefusedLine) int { return a.Line - b.Line })
	return file
}

// refuse leaves an order out: for its lines that could not be read, else for what
// they come to.
func (f *OrderFile) refuse(lines []OrderLine, err error) {
	before := len(f.Refused)
	for _, l := range lines {
		if l.Err != nil {
			f.Refused = append(f.Refused, RefusedLine{l.Line, l.Err})
		}
	}
	if len(f.Refused) == before {
		f.Refused = append(f.Refused, RefusedLine{lines[0].Line, err})
	}
	if number := lines[0].Number; affiliate.ExactOrder(number) != "" {
		f.Unread = append(f.Unread, number)
	}
}

// orderColumns says whether equal values of an order's lines are one that is told
// again.
type orderColumns struct{ amounts, refunds bool }

func (columns orderColumns) order(file *OrderFile, lines []OrderLine) (o affiliate.ShopOrder, err error) {
	var told, sold []OrderLine // what tells of the sale, and what of it has an amount
	back := money.Amount{}
	for _, l := range lines {
		switch {
		case l.Err != nil:
			return o, l.Err
		case l.Bare:
			continue
		case len(told) > 0 && l.Currency != told[0].Currency:
			return o, errors.New("its lines are in two currencies")
		case l.Minor < 0:
			gone := l.Total().Neg()
			if back, err = sum(back, money.New(max(gone.Minor, l.Refund), gone.Currency)); err != nil {
				return o, err
			}
			continue
		}
		if told = append(told, l); l.Minor > 0 {
			sold = append(sold, l)
		}
	}
	switch {
	case len(told) == 0 && !back.IsZero():
		return o, errors.New("it is the return of an order that this file does not have")
	case len(told) == 0:
		return o, errors.New("it has no amount")
	case len(sold) == 0:
		sold = told
	}
	o = told[0].ShopOrder
	for _, l := range told[1:] {
		o.At = min(o.At, l.At)
		o.Coupon, o.Status = orElse(o.Coupon, l.Coupon), orElse(o.Status, l.Status)
	}
	amount, once, err := total(told, amountOf, columns.amounts)
	if err != nil {
		return o, err
	}
	refund, _, err := total(told, refundOf, columns.refunds)
	if err == nil {
		refund, err = sum(refund, back)
	}
	if err != nil {
		return o, err
	}
	o.Cancelled = !slices.ContainsFunc(sold, func(l OrderLine) bool { return !l.Cancelled })
	for _, l := range sold {
		switch {
		case l.Cancelled && once:
			o.Cancelled, o.Status = true, l.Status
		case l.Cancelled && !o.Cancelled: // an article of several
			if refund, err = sum(refund, money.New(max(l.Minor-l.Refund, 0), l.Total().Currency)); err != nil {
				return o, err
			}
		}
	}
	// A whole order comes back with the tax and shipping that the amount is without.
	o.Minor, o.Refund = amount.Minor, min(refund.Minor, amount.Minor)
	if err := o.Check(); err != nil {
		return o, err
	}
	if !back.IsZero() {
		file.Returned++
	}
	if once {
		file.Repeated++
	} else if len(sold) > 1 {
		file.Added++
	}
	return o, nil
}

func amountOf(l OrderLine) int64 { return max(l.Minor, 0) }
func refundOf(l OrderLine) int64 {
	if l.Minor < 0 {
		return 0
	}
	return l.Refund
}

// tellsAgain reports whether equal values of an order's lines are one that is
// told again: unless more orders have lines that differ.
func tellsAgain(orders map[string][]OrderLine, value func(OrderLine) int64) bool {
	equal, differing := 0, 0
	for _, lines := range orders {
		switch same, n := alikeLines(lines, value); {
		case n < 2:
		case same:
			equal++
		default:
			differing++
		}
	}
	return equal >= differing
}

// alikeLines reports whether the lines that have a value have the same one, and
// how many have one.
func alikeLines(lines []OrderLine, value func(OrderLine) int64) (same bool, n int) {
	first := int64(0)
	same = true
	for _, l := range lines {
		if v := value(l); v != 0 && !l.Bare && l.Err == nil {
			if n++; n == 1 {
				first = v
			}
			same = same && v == first
		}
	}
	return same, n
}

// total is what an order's lines come to, and whether they told it more than once.
func total(lines []OrderLine, value func(OrderLine) int64, again bool) (money.Amount, bool, error) {
	same, n := alikeLines(lines, value)
	once := again && same && n > 1
	all := money.New(0, lines[0].Total().Currency)
	for _, l := range lines {
		v := value(l)
		if once && !all.IsZero() {
			break
		}
		var err error
		if all, err = sum(all, money.New(v, all.Currency)); err != nil {
			return all, once, err
		}
	}
	return all, once, nil
}

// sum adds amounts of one currency; the zero amount has any.
func sum(a, b money.Amount) (money.Amount, error) {
	switch {
	case a == money.Amount{}:
		return b, nil
	case b == money.Amount{}:
		return a, nil
	}
	return a.Add(b)
}

func orElse(text, other string) string {
	if strings.TrimSpace(text) != "" {
		return text
	}
	return other
}
