package reconcile

import (
	"time"

	"linkledger/internal/affiliate"
)

// Span are days of the shop's orders, both included.
type Span struct {
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
	at := c.Rows[CJ][0]
	for _, span := range s.Covered {
		switch {
		case c.Day < span.From || c.Day > span.To:
		case span.First.IsZero() || c.Day > span.From && c.Day < span.To, at.Timed && !at.At.Before(span.First) && !at.At.After(span.Last):
			return true, ""
		default:
			lacking, doubt = true, "The shop's orders end on that day, and it may be in another file."
		}
	}
	return lacking, doubt
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
