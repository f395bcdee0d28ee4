package reconcile

import (
	"slices"

	"linkledger/internal/money"
)

// byTracker parts CJ's rows by action tracker, in order of the first of each:
// one order may be a sale and a lead, and neither is too many. What CJ pays on
// top is of no tracker.
func byTracker(rows []Row) (parts [][]Row) {
	if len(rows) == 1 && !rows[0].Extra {
		return [][]Row{rows} // as nearly all
	}
	place := map[string]int{}
	for _, r := range rows {
		if r.Extra {
			continue
		}
		at, known := place[r.Tracker]
		if !known {
			at = len(parts)
			place[r.Tracker] = at
			parts = append(parts, nil)
		}
		parts[at] = append(parts[at], r)
	}
	return parts
}

// count is what one of CJ's action trackers has of an order.
type count struct {
	rows []Row
	now  money.Amount
}

// counted parts what CJ has by tracker: those that tell the order's amount, the
// largest first, and others, such as leads. Amounts of two trackers are of one
// order, and never added.
func (c Case) counted() (tell, others []count) {
	for _, same := range byTracker(c.Rows[CJ]) {
		part := count{rows: same}
		told := false
		for _, r := range same {
			if !r.NoAmount {
				part.now = plus(part.now, r.Amount)
				told = told || !r.Amount.IsZero() || !r.Original.IsZero()
			}
		}
		if told {
			tell = append(tell, part)
		} else {
			others = append(others, part)
		}
	}
	if len(tell) == 0 { // an amount of nothing is one where no tracker has another
		for i, part := range others {
			if slices.ContainsFunc(part.rows, func(r Row) bool { return !r.NoAmount }) {
				return []count{part}, slices.Delete(slices.Clone(others), i, i+1)
			}
		}
	}
	slices.SortStableFunc(tell, func(a, b count) int { return int(min(max(b.now.Minor-a.now.Minor, -1), 1)) })
	return tell, others
}

// Count is what one of CJ's action trackers has of an order.
type Count struct {
	Tracker          string
	Sale, Commission money.Amount
}

// Counts are CJ's amounts by action tracker, those that tell the order's amount
// first, the largest of them before others.
func (c Case) Counts() (list []Count) {
	tell, others := c.counted()
	for _, part := range append(slices.Clone(tell), others...) {
		one := Count{Tracker: part.rows[0].Tracker, Sale: part.now}
		for i := range part.rows {
			one.Commission = plus(one.Commission, part.rows[i].Commission)
		}
		list = append(list, one)
	}
	return list
}

// amount is what CJ has of the order; false when no tracker tells it.
func (c Case) amount() (money.Amount, bool) {
	tell, _ := c.counted()
	if len(tell) == 0 {
		return money.Amount{}, false
	}
	return tell[0].now, true
}

// isAmount reports whether CJ's amount of the order can be read as this one: a
// tracker's, or that of all trackers where they share the order.
func (c Case) isAmount(a money.Amount) bool {
	tell, _ := c.counted()
	var all money.Amount
	for _, count := range tell {
		if count.now == a {
			return true
		}
		all = plus(all, count.now)
	}
	return all == a
}

// wasAmount reports whether CJ ever had this amount of the order.
func (c Case) wasAmount(a money.Amount) bool {
	var first money.Amount
	for _, r := range c.Rows[CJ] {
		if r.NoAmount {
			continue
		}
		if r.Original == a || slices.Contains(r.Once, a) {
			return true
		}
		first = plus(first, r.Original)
	}
	return first == a || c.isAmount(a)
}

// told is what postbacks tell of the order; false when none tells an amount to
// go by.
func (c Case) told() (sum money.Amount, tells bool) {
	for _, r := range c.Rows[Postback] {
		if !r.NoAmount && !r.Doubtful {
			sum, tells = plus(sum, r.Amount), true
		}
	}
	return sum, tells
}
