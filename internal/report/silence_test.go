package report_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"linkledger/internal/cube"
	"linkledger/internal/report"
)

// quiet is a source of one offer whose clicks and sales are given day by day, up
// to the day before 2026-11-23.
type quiet struct{ snap report.Snapshot }

const quietToday = "2026-11-23"

func newQuiet(t *testing.T, clicks, sales []int64) quiet {
	t.Helper()
	today, err := cube.DayOf(quietToday)
	if err != nil {
		t.Fatal(err)
	}
	days := map[cube.Day]cube.Cells{}
	for i := range clicks {
		day := today - cube.Day(len(clicks)-i)
		var c cube.Cells
		if clicks[i] > 0 {
			c.Clicks = []cube.Clicks{{Link: 1, Gross: clicks[i], Unique: clicks[i]}}
		}
		if sales[i] > 0 {
			c.Sales = []cube.Sale{{SaleKey: cube.SaleKey{SaleDay: day, Link: 1, Offer: 1, Member: 2, Currency: 3, Status: 4, Hour: cube.Unknown, Took: cube.Unknown},
				SaleSums: cube.SaleSums{Conversions: sales[i], Sale: 100 * sales[i]}}}
		}
		days[day] = c
	}
	return quiet{report.Snapshot{Cube: cube.New().With(days), Words: []string{"", "o-1", "m-1", "USD", "approved"}}}
}

func (q quiet) Snapshot(context.Context, report.Days, *cube.Day) (report.Snapshot, error) {
	return q.snap, nil
}

func (q quiet) Directory(context.Context) (*report.Directory, error) {
	return &report.Directory{Zone: "UTC", Home: "USD", Offers: []report.Named{{ID: "o-1", Name: "Wool"}},
		Links: []report.LinkEntry{{Number: 1, Named: report.Named{ID: "l-1", Name: "wool"}, Offer: "o-1", Member: "m-1"}}}, nil
}

func (q quiet) Today() cube.Day {
	today, _ := cube.DayOf(quietToday)
	return today
}

// course repeats a pattern for some days and ends with others.
func course(pattern []int64, days int, end ...int64) []int64 {
	list := make([]int64, 0, days+len(end))
	for i := range days {
		list = append(list, pattern[i%len(pattern)])
	}
	return append(list, end...)
}

func TestSilent(t *testing.T) {
	tests := []struct {
		name          string
		clicks, sales []int64
		want          string // of the words; empty for none
	}{
		{"sells every day", course([]int64{100}, 60), course([]int64{5}, 60), ""},
		{"a day without, and sold every day before", course([]int64{100}, 61), course([]int64{5}, 60, 0), "for 1 whole day, though 100 clicks came since. In the 60 days before, a sale came with every 20 clicks, and it sold every day. About 5 sales are missing."},
		{"two days without", course([]int64{1000}, 62), course([]int64{5}, 60, 0, 0), "for 2 whole days, though 2,000 clicks came"},
		{"too few clicks to tell", course([]int64{100}, 60, 40, 40), course([]int64{5}, 60, 0, 0), ""},
		{"never sells at weekends", course([]int64{100}, 58, 100, 100), course([]int64{9, 9, 9, 9, 9, 0, 0}, 58, 0, 0), ""},
		{"quiet for longer than a weekend", course([]int64{100}, 61), course([]int64{9, 9, 9, 9, 9, 0, 0}, 58, 0, 0, 0), "never went more than 2 days without"},
		{"too young to have a rhythm", course([]int64{100}, 4, 100, 100, 100), course([]int64{2}, 4, 0, 0, 0), ""},
		{"no clicks any more", course([]int64{100}, 60, 0, 0, 0), course([]int64{5}, 60, 0, 0, 0), ""},
		{"never sold", course([]int64{100}, 60), course([]int64{0}, 60), ""},
		{"sold and clicked by nobody", course([]int64{0}, 60), course([]int64{5}, 60), ""},
		{"nothing at all", nil, nil, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			silent, err := report.NewExplorer(newQuiet(t, test.clicks, test.sales)).Silent(t.Context(), quietToday)
			if err != nil {
				t.Fatal(err)
			}
			words := ""
			for _, s := range silent {
				words += s.Words()
			}
			if (words == "") != (test.want == "") || !strings.Contains(words, test.want) {
				t.Errorf("told %q, want %q", words, test.want)
			}
		})
	}
}

// An honest offer that sells by chance is called silent on hardly any day.
func TestSilentByChance(t *testing.T) {
	chance := rand.New(rand.NewPCG(7, 7))
	alarms, days := 0, 0
	for range 5 {
		perSale := 5 + chance.Int64N(60)
		clicks, sales := make([]int64, 200), make([]int64, 200)
		for i := range clicks {
			clicks[i] = 20 + chance.Int64N(400)
			for range clicks[i] {
				if chance.Int64N(perSale) == 0 {
					sales[i]++
				}
			}
		}
		for end := 150; end < 200; end += 5 {
			silent, err := report.NewExplorer(newQuiet(t, clicks[:end], sales[:end])).Silent(t.Context(), quietToday)
			if err != nil {
				t.Fatal(err)
			}
			alarms, days = alarms+len(silent), days+1
		}
	}
	if alarms > 0 {
		t.Errorf("%d false alarms on %d days", alarms, days)
	}
}

func TestSilentRefusesNoDay(t *testing.T) {
	if _, err := report.NewExplorer(newQuiet(t, nil, nil)).Silent(t.Context(), "yesterday"); err == nil {
		t.Error("took a day that is none")
	}
}
