package cashflow

import (
	"time"

	"linkledger/internal/affiliate"
)

// PayDay is the day on which CJ pays what locked on a day: the first pay day
// after it, since CJ pays what had locked before. It is empty for no day.
func PayDay(p affiliate.CJPayments, locked string) string {
	t, ok := parse(locked)
	if !ok {
		return ""
	}
	pay := time.Date(t.Year(), t.Month(), p.PayDay, 0, 0, 0, 0, time.UTC)
	if !pay.After(t) {
		pay = time.Date(t.Year(), t.Month()+1, p.PayDay, 0, 0, 0, 0, time.UTC)
	}
	return pay.Format(dayLayout)
}

// Credited is the span of days in which a payment of CJ is here: business days
// after its pay day. Business days are Monday to Friday; holidays differ too
// much from bank to bank to know of.
func Credited(p affiliate.CJPayments, payDay string) (from, until string) {
	return businessDays(payDay, p.CreditFrom), businessDays(payDay, p.CreditTo)
}

func businessDays(day string, n int) string {
	t, ok := parse(day)
	if !ok {
		return ""
	}
	for n > 0 {
		t = t.AddDate(0, 0, 1)
		if weekday := t.Weekday(); weekday != time.Saturday && weekday != time.Sunday {
			n--
		}
	}
	return t.Format(dayLayout)
}
