package cashflow

import (
	"cmp"
	"fmt"
	"slices"

	"linkledger/internal/money"
)

// Calendar is the money that can still be corrected, by the day on which that
// ends.
type Calendar struct {
	Days    []Lock // by day; those without one last
	Open    money.Amount
	Sales   int          // that Open is for
	Locked  money.Amount // locked, and CJ has not paid it
	Overdue int          // sales whose day has passed, and CJ does not call them locked
}

// NewCalendar makes the lock calendar of a currency.
func NewCalendar(c money.Currency, locks []Lock, today string) Calendar {
	calendar := Calendar{Open: money.New(0, c), Locked: money.New(0, c)}
	for _, l := range of(c, locks) {
		if l.Locked {
			calendar.Locked.Minor += l.Commission
			continue
		}
		calendar.Days = append(calendar.Days, l)
		calendar.Open.Minor += l.Commission
		calendar.Sales += l.Sales
		if l.Overdue(today) {
			calendar.Overdue += l.Sales
		}
	}
	slices.SortStableFunc(calendar.Days, func(a, b Lock) int {
		return cmp.Or(cmp.Compare(dayless(a), dayless(b)), cmp.Compare(a.Day, b.Day))
	})
	return calendar
}

func dayless(l Lock) int {
	if l.Day == "" {
		return 1
	}
	return 0
}

// Overdue reports whether the day has passed without CJ locking the sales.
func (l Lock) Overdue(today string) bool { return !l.Locked && l.Day != "" && l.Day < today }

// InDays counts the days from today; it is negative for one that has passed.
func (l Lock) InDays(today string) int { return between(today, l.Day) }

// Words say what the day means: "17 sales, 1940.00 USD, can still be corrected
// until Friday".
func (l Lock) Words(today string) string {
	what := fmt.Sprintf("%s, %s", count(l.Sales), money.New(l.Commission, l.Currency))
	switch {
	case l.Day == "":
		return what + ", can be corrected until CJ's advertiser locks them"
	case l.Overdue(today):
		return fmt.Sprintf("%s, should have locked %s; CJ still calls them open", what, Say(l.Day, today))
	}
	return what + ", can still be corrected until " + Say(l.Day, today)
}

func count(sales int) string {
	if sales == 1 {
		return "1 sale"
	}
	return fmt.Sprintf("%d sales", sales)
}
