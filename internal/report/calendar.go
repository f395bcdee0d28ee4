package report

import (
	"fmt"
	"strconv"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
)

// bucketID is the value of a calendar dimension, or the weekday, that a day has.
func bucketID(d Dimension, day cube.Day) string {
	t := day.Time()
	switch d {
	case Week:
		year, week := t.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", year, week)
	case Month:
		return day.Month()
	case Weekday:
		return strconv.Itoa(int(t.Weekday()+6)%7 + 1)
	}
	return day.String()
}

// buckets are the values that days of a span have, in their order, and which
// each day has.
func buckets(d Dimension, days Days) (ids []string, of []int32) {
	if d == Weekday {
		ids = []string{"1", "2", "3", "4", "5", "6", "7"}
		for day := days.From; day <= days.To; day++ {
			of = append(of, int32(day.Time().Weekday()+6)%7)
		}
		return ids, of
	}
	for day := days.From; day <= days.To; day++ {
		if len(ids) == 0 || beginsBucket(d, day) {
			ids = append(ids, bucketID(d, day))
		}
		of = append(of, int32(len(ids)-1))
	}
	return ids, of
}

// beginsBucket reports whether a day is the first of its week or month.
func beginsBucket(d Dimension, day cube.Day) bool {
	switch d {
	case Week:
		return day.Time().Weekday() == 1
	case Month:
		return day.Time().Day() == 1
	}
	return true
}

// maxDays bounds what one report looks at.
const maxDays = 40_000

// span is the days of a period whose ends are given.
func span(p Period) (Days, error) {
	from, err := cube.DayOf(p.From)
	if err != nil {
		return Days{}, wrong("period", "Enter days as YYYY-MM-DD.")
	}
	to, err := cube.DayOf(p.To)
	if err != nil {
		return Days{}, wrong("period", "Enter days as YYYY-MM-DD.")
	}
	switch {
	case to < from:
		return Days{}, wrong("period", "The first day is after the last one.")
	case int64(to)-int64(from) >= maxDays:
		return Days{}, wrong("period", "Choose a period of at most a hundred years.")
	}
	return Days{from, to}, nil
}

func (d Days) period() Period { return Period{d.From.String(), d.To.String()} }

func (d Days) count() int { return int(d.To-d.From) + 1 }

// wholeMonths reports whether a span is of whole calendar months, and how many.
func (d Days) wholeMonths() (months int, ok bool) {
	from, after := d.From.Time(), (d.To + 1).Time()
	if from.Day() != 1 || after.Day() != 1 {
		return 0, false
	}
	return (after.Year()-from.Year())*12 + int(after.Month()) - int(from.Month()), true
}

// earlier is the span that a comparison is with.
func (d Days) earlier(c Comparison) Days {
	if c == YearBefore {
		return Days{yearBefore(d.From), yearBefore(d.To)}
	}
	if months, ok := d.wholeMonths(); ok {
		from, _ := cube.DayOf(affiliate.Day(d.From.Time().AddDate(0, -months, 0), d.From.Time().Location()))
		return Days{from, d.From - 1}
	}
	return Days{d.From - cube.Day(d.count()), d.From - 1}
}

// yearBefore is the same day a year before; the 28th for a 29th of February.
func yearBefore(day cube.Day) cube.Day {
	t := day.Time()
	before := t.AddDate(-1, 0, 0)
	if before.Day() != t.Day() {
		before = before.AddDate(0, 0, -before.Day())
	}
	d, _ := cube.DayOf(affiliate.Day(before, before.Location()))
	return d
}

// wrong is an error about a part of a query.
func wrong(part, text string) error {
	return &affiliate.Error{Code: affiliate.Invalid, Message: text, Fields: map[string]string{part: text}}
}
