package relay

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"linkledger/internal/relayapi"
)

// Limits of a question about kept clicks.
const (
	maxQuestionDays   = 400
	maxClickFilters   = 20
	maxFilterValues   = 10_000
	maxClickBy        = 5
	maxClickGroups    = 200_000
	defaultGroupsList = 10_000
	maxGroupsList     = 50_000
)

// clickSpan is a time that is of one local day, and of one hour where hours are
// told apart.
type clickSpan struct {
	from, to  time.Time
	day, hour string
}

// readClicks is a question about kept clicks that has been checked: spans, in
// order, and what holds in each.
type readClicks struct {
	spans []clickSpan
	where []relayapi.ClickFilter // but days and hours
}

// readClickSpan checks days and filters. The store knows no time zones: days
// and hours become spans of time here.
func readClickSpan(w *workspace, from, to string, where []relayapi.ClickFilter, by ...relayapi.ClickProperty) (q readClicks, err error) {
	first, err := time.Parse(dayForm, from)
	last, lastErr := time.Parse(dayForm, to)
	switch {
	case err != nil || lastErr != nil:
		return q, invalid("A day of the question can't be read.", "Write days like 2026-11-22.")
	case last.Before(first):
		return q, invalid("The last day comes before the first.", "Exchange them.")
	case last.Sub(first) >= maxQuestionDays*24*time.Hour:
		return q, invalid(fmt.Sprintf("A question is about at most %d days.", maxQuestionDays), "Choose fewer days.")
	case len(where) > maxClickFilters:
		return q, invalid(fmt.Sprintf("A question has at most %d filters.", maxClickFilters), "Put the values of a property into one.")
	}
	days, hours := test(always), test(always)
	byHour := slices.Contains(by, relayapi.ClickPropertyHour)
	for _, f := range where {
		if err := checkClickFilter(f); err != nil {
			return q, err
		}
		switch f.Property {
		case relayapi.ClickPropertyDay:
			days = days.and(f)
		case relayapi.ClickPropertyHour:
			hours, byHour = hours.and(f), true
		default:
			q.where = append(q.where, f)
		}
	}
	for d := first; !d.After(last); d = d.AddDate(0, 0, 1) {
		if day := d.Format(dayForm); days(day) {
			if q.spans, err = w.spansOf(q.spans, day, byHour, hours); err != nil {
				return q, err
			}
		}
	}
	return q, nil
}

func checkClickFilter(f relayapi.ClickFilter) error {
	if !f.Property.Valid() {
		return invalid(fmt.Sprintf("The relay does not know the property %q of clicks.", cut(string(f.Property), 40)), "Update the relay.")
	}
	if len(f.Values) == 0 || len(f.Values) > maxFilterValues {
		return invalid(fmt.Sprintf("A filter has between 1 and %d values.", maxFilterValues), "Choose fewer.")
	}
	if f.Property == relayapi.ClickPropertyLink {
		for _, v := range f.Values {
			if _, err := strconv.ParseInt(v, 10, 64); err != nil {
				return invalid("A link of a filter is no number.", "Update the program.")
			}
		}
	}
	return nil
}

// test says whether a day or an hour is asked for.
type test func(string) bool

func always(string) bool { return true }

func (t test) and(f relayapi.ClickFilter) test {
	return func(value string) bool { return t(value) && slices.Contains(f.Values, value) != f.Exclude }
}

// spansOf adds the spans of a local day: whole, or cut where the hour changes.
func (w *workspace) spansOf(spans []clickSpan, day string, byHour bool, hours test) ([]clickSpan, error) {
	from, err := startOfDay(day, w.location)
	if err != nil {
		return nil, err
	}
	next, err := time.Parse(dayForm, day)
	if err != nil {
		return nil, err
	}
	to, err := startOfDay(next.AddDate(0, 0, 1).Format(dayForm), w.location)
	if err != nil {
		return nil, err
	}
	if !byHour {
		return append(spans, clickSpan{from: from, to: to, day: day}), nil
	}
	hourOf := func(t time.Time) string { return t.In(w.location).Format("15") }
	for from.Before(to) {
		hour, end := hourOf(from), from.Add(quarter*time.Second)
		for end.Before(to) && hourOf(end) == hour {
			end = end.Add(quarter * time.Second)
		}
		if hours(hour) {
			spans = append(spans, clickSpan{from: from, to: end, day: day, hour: hour})
		}
		from = end
	}
	return spans, nil
}
