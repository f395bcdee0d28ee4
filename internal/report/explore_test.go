package report_test

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"linkledger/internal/cube"
	"linkledger/internal/report"
)

func drawQuery(t *rapid.T, w *world) report.Query {
	dimension := rapid.Custom(func(t *rapid.T) report.Dimension {
		return rapid.SampledFrom(report.Dimensions()).Draw(t, "dimension").Dimension
	})
	day := rapid.Custom(func(t *rapid.T) cube.Day {
		return w.first + cube.Day(rapid.IntRange(-3, int(w.last-w.first)).Draw(t, "day"))
	})
	q := report.Query{
		Basis: rapid.SampledFrom([]report.Basis{"", report.AsReported, report.BySaleDay}).Draw(t, "basis"),
		By:    rapid.SliceOfNDistinct(dimension, 0, 3, rapid.ID[report.Dimension]).Draw(t, "by"),
		Measure: rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) report.Measure {
			return rapid.SampledFrom(report.Measures()).Draw(t, "measure").Measure
		}), 1, 6, rapid.ID[report.Measure]).Draw(t, "measures"),
		Fill: rapid.Bool().Draw(t, "fill"), Limit: rapid.SampledFrom([]int{0, 0, 1, 3}).Draw(t, "limit"), Offset: rapid.SampledFrom([]int{0, 0, 1}).Draw(t, "offset"),
	}
	if rapid.Bool().Draw(t, "across") {
		if d := dimension.Draw(t, "column"); !slices.Contains(q.By, d) {
			q.Across = d
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "period") > 0 {
		from := day.Draw(t, "from")
		q.Period = report.Period{From: from.String(), To: (from + cube.Day(rapid.IntRange(0, 40).Draw(t, "long"))).String()}
	}
	if rapid.IntRange(0, 2).Draw(t, "as of") == 0 {
		if asOf := day.Draw(t, "then"); q.Period.From == "" || asOf.String() >= q.Period.From {
			q.AsOf = asOf.String()
		}
	}
	events := w.events(report.AsReported, w.last)
	for range rapid.SampledFrom([]int{0, 0, 1, 2}).Draw(t, "filters") {
		f := report.Filter{Dimension: dimension.Draw(t, "filter"), Not: rapid.IntRange(0, 3).Draw(t, "not") == 0, Values: []string{""}}
		for range min(3, len(events)) {
			f.Values = append(f.Values, w.is(&events[rapid.IntRange(0, len(events)-1).Draw(t, "like")], f.Dimension))
		}
		if len(f.Values) > 1 && rapid.Bool().Draw(t, "some") {
			f.Values = f.Values[1:]
		}
		q.Where = append(q.Where, f)
	}
	if q.Period.From != "" {
		q.Compare = rapid.SampledFrom([]report.Comparison{report.NoComparison, report.PreviousPeriod, report.YearBefore, report.OtherPeriod}).Draw(t, "compare")
		from := day.Draw(t, "compared")
		q.ComparedWith = report.Period{From: from.String(), To: (from + cube.Day(rapid.IntRange(0, 40).Draw(t, "compared long"))).String()}
	}
	switch rapid.IntRange(0, 3).Draw(t, "sort") {
	case 0:
		q.Sort = report.Sort{Measure: q.Measure[0], Descending: rapid.Bool().Draw(t, "down")}
	case 1:
		if len(q.By) > 0 {
			q.Sort = report.Sort{Dimension: q.By[0], Descending: rapid.Bool().Draw(t, "down")}
		}
	}
	return q
}

// slow answers a query event by event.
type slow struct {
	w       *world
	q       report.Query
	raw     bool // raw clicks were there
	result  report.Result
	events  []event
	buckets map[string][]string
	sides   map[bool][]placed
}

// placed is an event with where it belongs in the table.
type placed struct {
	event
	row, column string
}

func dayOf(text string) cube.Day {
	d, err := cube.DayOf(text)
	if err != nil {
		panic(err)
	}
	return d
}

// bucketList are the values of a calendar dimension that a period has, in order.
func (s *slow) bucketList(d report.Dimension, p report.Period) (list []string) {
	if p.From == "" {
		return nil
	}
	key := string(d) + p.From + p.To
	if known, ok := s.buckets[key]; ok {
		return known
	}
	for day := dayOf(p.From); day <= dayOf(p.To); day++ {
		if id := s.w.is(&event{day: day}, d); !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	s.buckets[key] = list
	return list
}

func isCalendar(d report.Dimension) bool {
	return d == report.Day || d == report.Week || d == report.Month
}

// place is where an event of a period belongs in a dimension: a calendar's
// buckets are counted.
func (s *slow) place(e *event, d report.Dimension, p report.Period) string {
	id := s.w.is(e, d)
	if isCalendar(d) {
		return fmt.Sprint(slices.Index(s.bucketList(d, p), id))
	}
	return id
}

func (s *slow) fits(e *event, f report.Filter, p report.Period) bool {
	if !isCalendar(f.Dimension) {
		return slices.Contains(f.Values, s.w.is(e, f.Dimension)) != f.Not
	}
	in := false
	for _, v := range f.Values {
		at := slices.Index(s.bucketList(f.Dimension, s.result.Period), v)
		in = in || at >= 0 && fmt.Sprint(at) == s.place(e, f.Dimension, p)
	}
	return in != f.Not
}

// side are the events of a period that fit the filters.
func (s *slow) side(before bool) []placed {
	if list, known := s.sides[before]; known {
		return list
	}
	period := s.result.Period
	if before {
		period = s.result.Compared
	}
	list := []placed{}
	if period.From == "" {
		s.sides[before] = list
		return list
	}
	from, to := dayOf(period.From), dayOf(period.To)
	for i := range s.events {
		e := &s.events[i]
		if e.day < from || e.day > to ||
			slices.ContainsFunc(s.q.Where, func(f report.Filter) bool { return !s.fits(e, f, period) }) {
			continue
		}
		var key []string
		for _, d := range s.q.By {
			key = append(key, s.place(e, d, period))
		}
		p := placed{event: *e, row: strings.Join(key, "|")}
		if s.q.Across != "" {
			p.column = s.place(e, s.q.Across, period)
		}
		list = append(list, p)
	}
	s.sides[before] = list
	return list
}

// of are the events of a row and a column; nil takes any.
func (s *slow) of(before bool, row, column *string, hidden func(key string) bool) (list []event) {
	for _, p := range s.side(before) {
		if (row == nil || *row == p.row) && (column == nil || *column == p.column) && (hidden == nil || hidden(p.row)) {
			list = append(list, p.event)
		}
	}
	return list
}

// Every figure of a report is what somebody gets who goes through all facts,
// with pen and paper.
func TestExploreEqualsTheFacts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(rapid.Uint64().Draw(t, "seed"))
		explorer := report.NewExplorer(w)
		for range 10 {
			q := drawQuery(t, w)
			var raw report.RawClicks
			if rapid.Bool().Draw(t, "raw") {
				raw = w
			}
			r, err := explorer.ExploreRaw(context.Background(), q, raw)
			if err != nil {
				t.Fatalf("%+v: %v", q, err)
			}
			s := &slow{w: w, q: q, raw: raw != nil, result: r, buckets: map[string][]string{}, sides: map[bool][]placed{}}
			asOf := w.last
			if q.AsOf != "" {
				asOf = min(asOf, dayOf(q.AsOf))
			}
			s.events = w.events(q.Basis, asOf)
			s.check(t)
		}
	})
}

func (s *slow) check(t *rapid.T) {
	if len(s.result.Tables) == 0 || s.result.Tables[0].Currency != "USD" {
		t.Fatalf("%+v: the first table is not in the workspace's currency", s.q)
	}
	shown := map[string]bool{}
	for _, table := range s.result.Tables {
		shown[string(table.Currency)] = true
		s.checkTable(t, &table)
	}
	for _, e := range s.of(false, nil, nil, nil) {
		if e.currency != "" && !shown[e.currency] {
			for _, m := range s.q.Measure {
				if _, exact := s.w.figure(m, s.of(false, nil, nil, nil), e.currency); exact != nil && exact.Sign() != 0 && s.isKnown(m) && !isOfClicks(m) {
					t.Fatalf("%+v: there is no table in %s, and %s is %s", s.q, e.currency, m, exact)
				}
			}
		}
	}
}

func isOfClicks(m report.Measure) bool {
	info, _ := m.Info()
	return info.Section == "Clicks" || m == report.ActiveMembers
}

// isKnown says by the rules whether a measure is known.
func (s *slow) isKnown(m report.Measure) bool { return isKnown(m, s.cuts(), s.raw) }

func (s *slow) cuts() []report.Dimension {
	list := slices.Clone(s.q.By)
	if s.q.Across != "" {
		list = append(list, s.q.Across)
	}
	for _, f := range s.q.Where {
		list = append(list, f.Dimension)
	}
	return list
}

func (s *slow) checkTable(t *rapid.T, table *report.Table) {
	keys := map[string]bool{}
	for _, row := range table.Rows {
		key := s.key(row)
		if keys[key] {
			t.Fatalf("%+v: the row %v is there twice", s.q, key)
		}
		keys[key] = true
		s.checkRow(t, table, row, &key, nil)
	}
	s.checkRow(t, table, table.Total, nil, nil)
	hidden := func(key string) bool { return !keys[key] }
	if table.Rest != nil {
		s.checkRow(t, table, *table.Rest, nil, hidden)
	} else if limit := s.result.Query.Limit; len(table.Rows) != table.RowCount || len(table.Rows) > limit {
		t.Fatalf("%+v: %d of %d rows are shown", s.q, len(table.Rows), table.RowCount)
	} else { // whatever has no row is nothing
		for _, m := range s.q.Measure {
			if text, exact := s.w.figure(m, s.of(false, nil, nil, hidden), string(table.Currency)); exact != nil && exact.Sign() != 0 && s.isKnown(m) {
				t.Fatalf("%+v: rows are missing in %s: %s of them is %s", s.q, table.Currency, m, text)
			}
		}
	}
	s.checkOrder(t, table)
}

func (s *slow) key(row report.Row) string {
	var key []string
	calendars := 0
	for k, d := range s.q.By {
		if !isCalendar(d) {
			key = append(key, row.Labels[k].ID)
			continue
		}
		at := slices.Index(s.bucketList(d, s.result.Period), row.Labels[k].ID)
		if at < 0 {
			at = slices.Index(s.bucketList(d, s.result.Compared), row.Before[calendars].ID)
		}
		calendars++
		key = append(key, fmt.Sprint(at))
	}
	return strings.Join(key, "|")
}

func (s *slow) checkRow(t *rapid.T, table *report.Table, row report.Row, key *string, hidden func(string) bool) {
	s.checkCells(t, table, row.Total, key, nil, hidden)
	if s.q.Across == "" {
		return
	}
	for i, column := range table.Columns {
		id := column.ID
		if isCalendar(s.q.Across) {
			at := slices.Index(s.bucketList(s.q.Across, s.result.Period), column.ID)
			if at < 0 {
				continue // of the other period alone
			}
			id = fmt.Sprint(at)
		}
		s.checkCells(t, table, row.Cells[i], key, &id, hidden)
	}
}

func (s *slow) checkCells(t *rapid.T, table *report.Table, cells []report.Cell, row, column *string, hidden func(string) bool) {
	at := func(m report.Measure, before bool) string {
		where := "of all"
		if row != nil {
			where = "of the row " + *row
		}
		if column != nil {
			where += " in the column " + *column
		}
		return fmt.Sprintf("%+v\n%s %s in %s, before %v", s.q, m, where, table.Currency, before)
	}
	for i, m := range s.q.Measure {
		for _, before := range []bool{false, true} {
			got := cells[i].Value
			if before {
				if got = cells[i].Before; s.result.Compared.From == "" {
					if got.Known() {
						t.Fatalf("%s: there is nothing to compare with", at(m, before))
					}
					continue
				}
			}
			if !s.isKnown(m) {
				if got.Known() {
					t.Fatalf("%s is %s, and nobody can know it", at(m, before), got.Text())
				}
				continue
			}
			want, exact := s.w.figure(m, s.of(before, row, column, hidden), string(table.Currency))
			if got.Text() != want || got.Known() != (exact != nil) {
				t.Fatalf("%s is %q (%s), want %q", at(m, before), got.Text(), got.Missing, want)
			}
		}
	}
}

// checkOrder checks the order of rows that are sorted by a figure.
func (s *slow) checkOrder(t *rapid.T, table *report.Table) {
	m := s.q.Sort.Measure
	if m == "" || !s.isKnown(m) {
		return
	}
	var last *big.Rat
	for i, row := range table.Rows {
		key := s.key(row)
		_, exact := s.w.figure(m, s.of(false, &key, nil, nil), string(table.Currency))
		switch {
		case i == 0:
		case last == nil && exact != nil:
			t.Fatalf("%+v: what is not known does not come last", s.q)
		case exact != nil && last != nil && (s.q.Sort.Descending && exact.Cmp(last) > 0 || !s.q.Sort.Descending && exact.Cmp(last) < 0):
			t.Fatalf("%+v: %s comes after %s", s.q, exact, last)
		}
		last = exact
	}
}
