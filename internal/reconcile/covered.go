package reconcile

import (
	"slices"
	"time"

	"linkledger/internal/affiliate"
)

// Span are days of a shop's orders, both included.
type Span struct {
	Shop     string // as rows name it
	From, To string
	// First and Last are the times of its first and last order, where its orders
	// have times: a day at either end may go on in another file.
	First, Last time.Time
}

// lacks reports whether the shop lacks an order that it should have. A doubt says
// why that may only look so.
func (s Sources) lacks(c *Case) (lacking bool, doubt string) {
	for _, rows := range c.Rows {
		for _, r := range rows {
			if number := affiliate.ExactOrder(r.OrderID); number != "" && s.Unread[affiliate.LooseOrder(number)] {
				return true, "The shop's file has the order on a line that could not be read: correct that line, and read the file in again."
			}
		}
	}
	of := first(c, func(r *Row) string { return r.Shop })
	shops := map[string]bool{} // that cover the day, of those that it may be of
	for _, span := range s.Covered {
		if of == "" || span.Shop == of {
			shops[span.Shop] = shops[span.Shop] || span.covers(c.Day)
		}
	}
	switch covering := len(shops) - uncovered(shops); {
	case covering == 0:
		return false, ""
	case covering < len(shops):
		return true, "It may be of a shop whose orders of that day were not read in."
	}
	for shop := range shops {
		if !s.wholly(shop, c.Day, &c.Rows[CJ][0]) {
			return true, "The shop's orders end on that day, and it may be in another file."
		}
	}
	return true, ""
}

func uncovered(shops map[string]bool) (n int) {
	for _, covered := range shops {
		if !covered {
			n++
		}
	}
	return n
}

func (s Span) covers(day string) bool { return day >= s.From && day <= s.To }

// wholly reports whether a file of a shop has all orders of the time of a row.
func (s Sources) wholly(shop, day string, at *Row) bool {
	return slices.ContainsFunc(s.Covered, func(span Span) bool {
		return span.Shop == shop && span.covers(day) && (span.First.IsZero() || day > span.From && day < span.To || at.Timed && !at.At.Before(span.First) && !at.At.After(span.Last))
	})
}

// UnreadOrders are the numbers of orders, as they are compared.
func UnreadOrders(numbers []string) map[string]bool {
	unread := make(map[string]bool, len(numbers))
	for _, number := range numbers {
		unread[affiliate.LooseOrder(affiliate.ExactOrder(number))] = true
	}
	delete(unread, "")
	return unread
}
