package cashflow

import "time"

const dayLayout = "2006-01-02"

// parse is a day as midnight in UTC, where days are 24 hours long.
func parse(day string) (time.Time, bool) {
	t, err := time.Parse(dayLayout, day)
	return t, err == nil
}

// between counts the days from one to another.
func between(from, to string) int {
	a, okA := parse(from)
	b, okB := parse(to)
	if !okA || !okB {
		return 0
	}
	return int(b.Sub(a) / (24 * time.Hour))
}

// later is the later of two days.
func later(a, b string) string { return max(a, b) }

// Say names a day as people do who know which day it is: "today", "Friday",
// "Friday 11 December".
func Say(day, today string) string {
	t, ok := parse(day)
	now, known := parse(today)
	switch days := between(today, day); {
	case !ok:
		return "a day that is not known"
	case !known:
		return t.Format("2 January 2006")
	case days == -1:
		return "yesterday"
	case days == 0:
		return "today"
	case days == 1:
		return "tomorrow"
	case days > 1 && days < 7:
		return t.Format("Monday")
	case t.Year() != now.Year():
		return t.Format("Monday 2 January 2006")
	}
	return t.Format("Monday 2 January")
}

// date is a day without its weekday: "11 December".
func date(day, today string) string {
	t, ok := parse(day)
	now, _ := parse(today)
	switch {
	case !ok:
		return "a day that is not known"
	case t.Year() != now.Year():
		return t.Format("2 January 2006")
	}
	return t.Format("2 January")
}
