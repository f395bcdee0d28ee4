package report_test

import (
	"context"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
	"linkledger/internal/report"
)

// calendarRows answers a question about one click a day.
func calendarRows(t *testing.T, d report.Dimension, from, to string, compare report.Comparison) (report.Result, []report.Row) {
	t.Helper()
	w := &world{last: dayOf(to), words: []string{""}, cells: map[cube.Day]cube.Cells{}, dir: report.Directory{Home: "USD", Links: []report.LinkEntry{{Number: 1}}}}
	for day := dayOf(from) - 800; day <= dayOf(to); day++ {
		w.cells[day] = cube.Cells{Clicks: []cube.Clicks{{Link: 1, Gross: 1}}}
	}
	r, err := report.NewExplorer(w).Explore(context.Background(), report.Query{Period: report.Period{From: from, To: to}, By: []report.Dimension{d}, Measure: []report.Measure{report.GrossClicks}, Compare: compare})
	if err != nil {
		t.Fatal(err)
	}
	return r, r.Tables[0].Rows
}

// ISO 8601 counts a week to the year that has its Thursday.
func TestWeeks(t *testing.T) {
	for _, c := range []struct {
		from, to string
		weeks    []string
		clicks   []int64
	}{
		{"2020-12-27", "2021-01-04", []string{"2020-W52", "2020-W53", "2021-W01"}, []int64{1, 7, 1}},
		{"2024-12-29", "2025-01-06", []string{"2024-W52", "2025-W01", "2025-W02"}, []int64{1, 7, 1}},
		{"2026-12-28", "2027-01-04", []string{"2026-W53", "2027-W01"}, []int64{7, 1}},
		{"2023-01-01", "2023-01-02", []string{"2022-W52", "2023-W01"}, []int64{1, 1}},
		{"2024-02-26", "2024-03-03", []string{"2024-W09"}, []int64{7}},
	} {
		_, rows := calendarRows(t, report.Week, c.from, c.to, "")
		for i, row := range rows {
			if i >= len(c.weeks) || row.Labels[0].ID != c.weeks[i] || row.Total[0].Value.Count != c.clicks[i] {
				t.Errorf("%s to %s: week %d is %s with %d clicks, want %v", c.from, c.to, i, row.Labels[0].ID, row.Total[0].Value.Count, c.weeks)
			}
		}
		if len(rows) != len(c.weeks) {
			t.Errorf("%s to %s: %d weeks", c.from, c.to, len(rows))
		}
	}
}

func TestComparedPeriods(t *testing.T) {
	for _, c := range []struct {
		from, to string
		with     report.Comparison
		want     report.Period
	}{
		{"2026-11-01", "2026-11-30", report.PreviousPeriod, report.Period{From: "2026-10-01", To: "2026-10-31"}}, // a whole month
		{"2026-03-01", "2026-03-31", report.PreviousPeriod, report.Period{From: "2026-02-01", To: "2026-02-28"}},
		{"2026-01-01", "2026-03-31", report.PreviousPeriod, report.Period{From: "2025-10-01", To: "2025-12-31"}}, // a quarter
		{"2025-01-01", "2025-12-31", report.PreviousPeriod, report.Period{From: "2024-01-01", To: "2024-12-31"}},
		{"2026-11-01", "2026-11-23", report.PreviousPeriod, report.Period{From: "2026-10-09", To: "2026-10-31"}}, // as many days
		{"2026-11-23", "2026-11-23", report.PreviousPeriod, report.Period{From: "2026-11-22", To: "2026-11-22"}},
		{"2024-02-01", "2024-02-29", report.YearBefore, report.Period{From: "2023-02-01", To: "2023-02-28"}},
		{"2024-02-29", "2024-03-01", report.YearBefore, report.Period{From: "2023-02-28", To: "2023-03-01"}},
		{"2026-11-01", "2026-11-23", report.YearBefore, report.Period{From: "2025-11-01", To: "2025-11-23"}},
	} {
		r, rows := calendarRows(t, report.Day, c.from, c.to, c.with)
		if r.Compared != c.want {
			t.Errorf("%s to %s with %s: %+v, want %+v", c.from, c.to, c.with, r.Compared, c.want)
		}
		if first := rows[0]; first.Labels[0].ID != c.from || first.Before[0].ID != c.want.From || first.Total[0].Before.Count != 1 {
			t.Errorf("%s to %s: its first day stands beside %+v", c.from, c.to, first.Before)
		}
		days := int(max(dayOf(c.to)-dayOf(c.from), dayOf(c.want.To)-dayOf(c.want.From))) + 1
		if len(rows) != days {
			t.Errorf("%s to %s with %s: %d rows, want %d", c.from, c.to, c.with, len(rows), days)
		}
	}
}

// The days of a zone are its own, whatever its offset does.
func TestDaysOfZones(t *testing.T) {
	for _, c := range []struct{ at, zone, day string }{
		{"2026-03-29T00:30:00Z", "Europe/Berlin", "2026-03-29"}, {"2026-03-28T23:30:00Z", "Europe/Berlin", "2026-03-29"}, // an hour short
		{"2026-10-24T22:30:00Z", "Europe/Berlin", "2026-10-25"}, {"2026-10-25T22:59:59Z", "Europe/Berlin", "2026-10-25"}, // an hour long
		{"2026-11-22T18:29:59Z", "Asia/Kolkata", "2026-11-22"}, {"2026-11-22T18:30:00Z", "Asia/Kolkata", "2026-11-23"},
		{"2026-11-22T18:14:59Z", "Asia/Kathmandu", "2026-11-22"}, {"2026-11-22T18:15:00Z", "Asia/Kathmandu", "2026-11-23"},
		{"2026-04-04T15:29:59Z", "Australia/Lord_Howe", "2026-04-05"}, {"2026-04-05T13:30:00Z", "Australia/Lord_Howe", "2026-04-06"},
		{"1969-12-31T23:59:59Z", "UTC", "1969-12-31"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := cube.DayIn(at, zone); got.String() != c.day || affiliate.Day(at, zone) != c.day {
			t.Errorf("%s in %s is %s, want %s", c.at, c.zone, got, c.day)
		}
	}
}
