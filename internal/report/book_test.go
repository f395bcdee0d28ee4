package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"linkledger/internal/money"
	"linkledger/internal/report"
	"linkledger/internal/report/grid"
)

func count(n int64) report.Value { return report.Value{Unit: report.Count, Count: n} }
func amount(minor int64, c money.Currency) report.Value {
	return report.Value{Unit: report.Money, Money: money.New(minor, c)}
}

// plain writes a grid as lines of plain texts.
func plain(g grid.Grid) (lines []string) {
	var heads []string
	for _, c := range g.Columns {
		heads = append(heads, c.Title())
	}
	lines = append(lines, strings.Join(heads, "|"))
	for _, l := range g.Lines {
		var cells []string
		for i, c := range l.Cells {
			cells = append(cells, c.Plain(g.Columns[i]))
		}
		lines = append(lines, string(l.Role)+": "+strings.Join(cells, "|"))
	}
	return lines
}

func TestBookOfAComparison(t *testing.T) {
	missing := report.Value{Missing: "There were no clicks."}
	row := func(now, before int64, rate report.Value) []report.Cell {
		return []report.Cell{{Value: amount(now, "JPY"), Before: amount(before, "JPY")}, {Value: rate, Before: missing}}
	}
	percent := report.Value{Unit: report.Percent, Rate: decimal.RequireFromString("4.12"), Places: 2}
	r := report.Result{
		Query:  report.Query{By: []report.Dimension{report.Day, report.Offer}, Measure: []report.Measure{report.SaleAmount, report.CR}, Compare: report.PreviousPeriod, AsOf: "2026-11-20"},
		Period: report.Period{From: "2026-11-01", To: "2026-11-02"}, Compared: report.Period{From: "2026-10-30", To: "2026-10-31"}, Zone: "Europe/Berlin",
		Filters: []string{"Offer: Wool", "not Country: DE"}, Notes: []report.Note{{Text: "Clicks come late."}},
		Tables: []report.Table{{Currency: "JPY", Columns: []report.Label{{}}, Rows: []report.Row{
			{Labels: []report.Label{{ID: "2026-11-01", Name: "Sunday"}, {ID: "o1", Name: "=Wool"}}, Before: []report.Label{{ID: "2026-10-30"}}, Total: row(1200, 7, percent)},
			{Labels: []report.Label{{ID: "2026-11-02"}, {}}, Before: nil, Total: row(-5, 0, missing)},
		}, Total: report.Row{Total: row(1204, 7, percent)}, Rest: &report.Row{Total: row(9, 0, missing)}, RestRows: 3}},
	}
	b := r.Book(report.About{Title: "Sales", Programme: "Brand", AsOf: "now"})
	want := []string{
		"Day|Day, compared|Offer|Sales (JPY)|Sales, compared (JPY)|Conversion rate (%)|Conversion rate, compared (%)",
		"row: 2026-11-01|2026-10-30|=Wool|1200|7|4.12|",
		"row: 2026-11-02||No offer|-5|0||",
		"rest: and 3 more|||9|0||",
		"total: Total|||1204|7|4.12|",
	}
	if diff := cmp.Diff(want, plain(b.Grids[0])); diff != "" {
		t.Error(diff)
	}
	facts := fmt.Sprint(b.Facts)
	for _, part := range []string{"{Programme Brand}", "{Period 2026-11-01 to 2026-11-02}", "{Compared with 2026-10-30 to 2026-10-31}", "{Filters Offer: Wool; not Country: DE}",
		"{As of As it stood in the evening of 2026-11-20}", "{Time zone Europe/Berlin}", "As reported"} {
		if !strings.Contains(facts, part) {
			t.Errorf("%s is not in %s", part, facts)
		}
	}
	if diff := cmp.Diff([]string{"Clicks come late.", "An empty figure is not zero: it is not known, or can't be worked out, for these reasons.", "There were no clicks."}, b.Notes); diff != "" {
		t.Error(diff)
	}
}

func TestBookWithColumns(t *testing.T) {
	cells := func(n int64) []report.Cell { return []report.Cell{{Value: count(n)}} }
	r := report.Result{
		Query: report.Query{By: []report.Dimension{report.Month}, Across: report.Country, Measure: []report.Measure{report.Clicks}},
		Tables: []report.Table{
			{Currency: "EUR", Columns: []report.Label{{ID: "DE", Name: "Germany"}, {}}, Rows: []report.Row{{Labels: []report.Label{{ID: "2026-11"}}, Cells: [][]report.Cell{cells(3), cells(4)}, Total: cells(7)}},
				Total: report.Row{Cells: [][]report.Cell{cells(3), cells(4)}, Total: cells(7)}},
			{Currency: "USD", Columns: []report.Label{{ID: "US", Name: "Germany"}}, Total: report.Row{Cells: [][]report.Cell{cells(0)}, Total: cells(0)}},
		},
	}
	b := r.Book(report.About{})
	if diff := cmp.Diff([]string{"Month|Germany: Clicks|Country unknown: Clicks|Total: Clicks", "row: 2026-11|3|4|7", "total: Total|3|4|7"}, plain(b.Grids[0])); diff != "" {
		t.Error(diff)
	}
	if b.Grids[0].Columns[1].ID == b.Grids[1].Columns[1].ID {
		t.Error("countries of one name are one column")
	}
	// Totals alone.
	r.Query.By, r.Query.Across = nil, ""
	r.Tables = []report.Table{{Currency: "EUR", Rows: []report.Row{{Total: cells(7)}}, Total: report.Row{Total: cells(7)}}}
	if diff := cmp.Diff([]string{"What|Clicks", "row: All|7", "total: Total|7"}, plain(r.Book(report.About{}).Grids[0])); diff != "" {
		t.Error(diff)
	}
}

// However crooked a result is, each line has a cell for each column.
func TestBookOfAnyResult(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dimensions, measures := report.Dimensions(), report.Measures()
		r := report.Result{Query: report.Query{Compare: rapid.SampledFrom([]report.Comparison{report.NoComparison, report.YearBefore}).Draw(t, "compare")}}
		for range rapid.IntRange(0, 3).Draw(t, "by") {
			r.Query.By = append(r.Query.By, rapid.SampledFrom(dimensions).Draw(t, "dimension").Dimension)
		}
		for range rapid.IntRange(1, 4).Draw(t, "measures") {
			r.Query.Measure = append(r.Query.Measure, rapid.SampledFrom(measures).Draw(t, "measure").Measure)
		}
		if rapid.Bool().Draw(t, "across") {
			r.Query.Across = report.Device
		}
		labels := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) report.Label { return report.Label{ID: rapid.String().Draw(t, "id")} }), 0, 4)
		row := rapid.Custom(func(t *rapid.T) report.Row {
			cells := func() []report.Cell {
				return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) report.Cell { return report.Cell{Value: count(rapid.Int64().Draw(t, "n"))} }), 0, 5).Draw(t, "cells")
			}
			return report.Row{Labels: labels.Draw(t, "labels"), Before: labels.Draw(t, "before"), Cells: [][]report.Cell{cells(), cells()}, Total: cells()}
		})
		rest := row.Draw(t, "rest")
		r.Tables = []report.Table{{Currency: "EUR", Columns: labels.Draw(t, "columns"), Rows: rapid.SliceOfN(row, 0, 4).Draw(t, "rows"), Total: row.Draw(t, "total"), Rest: &rest, RestRows: 2}}
		g := r.Book(report.About{}).Grids[0]
		for _, line := range g.Lines {
			if len(line.Cells) != len(g.Columns) {
				t.Fatalf("%d cells, %d columns", len(line.Cells), len(g.Columns))
			}
		}
		if n := len(g.Lines); n != len(r.Tables[0].Rows)+2 || g.Lines[n-1].Role != grid.Total {
			t.Fatal(n)
		}
	})
}

// All time has no period before it, and a file does not say that all time is one.
func TestBookOfAllTimeIsComparedWithNothing(t *testing.T) {
	r, err := report.NewExplorer(newWorld(1)).Explore(t.Context(), report.Query{Compare: report.PreviousPeriod, Measure: []report.Measure{report.Conversions}})
	if err != nil {
		t.Fatal(err)
	}
	for _, fact := range r.Book(report.About{}).Facts {
		if fact.Label == "Compared with" && fact.Text != "No earlier period" {
			t.Errorf("compared with %s", fact.Text)
		}
	}
}
