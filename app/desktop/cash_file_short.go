package desktop

import (
	"slices"
	"time"

	"linkledger/internal/affiliate"
)

// longList is how many commissions are named one by one at most.
const longList = 200

// shortened says what a long list of commissions is in fewer words, where there
// are any: all that had locked before a day, but for some sales.
func (s *session) shortened(form ReceiptForm, owing []affiliate.Owing) ReceiptForm {
	if len(form.Only) <= longList {
		return form
	}
	named := make(map[string]bool, len(form.Only))
	for _, key := range form.Only {
		named[key] = true
	}
	last, sales := time.Time{}, map[affiliate.ConversionID]bool{}
	for _, o := range owing {
		if named[o.Key] && (!o.Locked || o.LocksAt.IsZero()) {
			return form
		}
		if named[o.Key] {
			sales[o.ConversionID] = true
			if o.LocksAt.After(last) {
				last = o.LocksAt
			}
		}
	}
	before := last.In(s.zone()).AddDate(0, 0, 1)
	end := time.Date(before.Year(), before.Month(), before.Day(), 0, 0, 0, 0, s.zone())
	var except []string
	for _, o := range owing {
		if named[o.Key] || !o.Locked || !o.LocksAt.Before(end) {
			continue
		}
		if o.ConversionID == "" || sales[o.ConversionID] {
			return form // a part of a sale, or what is of none, can't be left out this way
		}
		if !slices.Contains(except, string(o.ConversionID)) {
			except = append(except, string(o.ConversionID))
		}
	}
	if len(except) >= len(form.Only) {
		return form
	}
	form.Only, form.Except, form.LockedBefore = []string{}, append([]string{}, except...), end.Format(time.DateOnly)
	return form
}
