package report

import (
	"slices"

	"linkledger/internal/cube"
)

// check fills in a query's defaults, and tells what is wrong with it: an
// *affiliate.Error with Fields.
func (q *Query) check() error {
	if len(q.Measure) == 0 {
		return wrong("measure", "Choose at least one figure.")
	}
	for i, m := range q.Measure {
		if _, known := m.Info(); !known || slices.Contains(q.Measure[:i], m) {
			return wrong("measure", "Choose figures from the list, each once.")
		}
	}
	if len(q.By) > MaxBy {
		return wrong("by", "Cut by three dimensions at most.")
	}
	for i, d := range q.cuts() {
		if _, known := d.Info(); !known || slices.Contains(q.cuts()[:i], d) {
			return wrong("by", "Choose dimensions from the list, each once.")
		}
	}
	q.Where = said(q.Where)
	for _, f := range q.Where {
		if _, known := f.Dimension.Info(); !known {
			return wrong("where", "Filter by dimensions from the list.")
		}
	}
	switch q.Basis {
	case "":
		q.Basis = AsReported
	case AsReported, BySaleDay:
	default:
		return wrong("basis", "Choose on which day late corrections count.")
	}
	switch q.Compare {
	case NoComparison, PreviousPeriod, YearBefore:
	case OtherPeriod:
		if _, err := span(q.ComparedWith); err != nil {
			return err
		}
	default:
		return wrong("compare", "Choose which period to compare with.")
	}
	if q.Offset < 0 || q.Limit < 0 || q.Limit > MaxLimit {
		return wrong("limit", "Ask for at most 100,000 rows at once.")
	}
	if q.Limit == 0 {
		q.Limit = DefaultLimit
	}
	if s := q.Sort; s.Measure != "" && !slices.Contains(q.Measure, s.Measure) || s.Dimension != "" && !slices.Contains(q.By, s.Dimension) {
		return wrong("sort", "Sort by a figure or a dimension that is shown.")
	}
	return nil
}

// said are the filters that name a value: others narrow nothing.
func said(where []Filter) []Filter {
	return slices.DeleteFunc(slices.Clone(where), func(f Filter) bool { return len(f.Values) == 0 })
}

// cuts are the dimensions that rows and columns go by.
func (q *Query) cuts() []Dimension {
	if q.Across == "" {
		return q.By
	}
	return append(slices.Clone(q.By), q.Across)
}

// anyDay begins before, and ends after, any day that is worth asking for.
var anyDay = Days{From: -200_000, To: 200_000}

// ends are the days of the query's period, as far as it says; asOf is nil for now.
func (q *Query) ends(today cube.Day) (days Days, asOf *cube.Day, err error) {
	days = anyDay
	if q.Period.From != "" {
		if days.From, err = cube.DayOf(q.Period.From); err != nil {
			return days, nil, wrong("period", "Enter days as YYYY-MM-DD.")
		}
	}
	if q.Period.To != "" {
		if days.To, err = cube.DayOf(q.Period.To); err != nil {
			return days, nil, wrong("period", "Enter days as YYYY-MM-DD.")
		}
	}
	if days.To < days.From {
		return days, nil, wrong("period", "The first day is after the last one.")
	}
	if q.AsOf == "" {
		return days, nil, nil
	}
	day, err := cube.DayOf(q.AsOf)
	if err != nil {
		return days, nil, wrong("asOf", "Enter the day as YYYY-MM-DD.")
	}
	if day >= today {
		return days, nil, nil // what is known now is all that is known
	}
	if day < days.From {
		return days, nil, wrong("asOf", "The period begins after the day whose knowledge is asked for.")
	}
	days.To = min(days.To, day)
	return days, &day, nil
}
