package main

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/shopspring/decimal"

	"linkledger/internal/money"
	"linkledger/internal/report"
)

var about = report.About{Title: "=Sales by member", Programme: "Wool & Co <\"'>", AsOf: "Relay 23 November 2026 07:00"}

// crooked are names that spreadsheets and parsers stumble over.
var crooked = []string{
	"Ana Oliveira", "=1+1", "+1", "-1", "@SUM(A1:A9)", "=HYPERLINK(\"http://x.example\",\"pay\")", "=cmd|' /C calc'!A0", "\t=1", " =2", "＝3",
	"1e5", "007", "1/2", "2026-11-22", "12:30", "TRUE", "NULL", "#REF!", "$5.00", "1,5", "'quoted", "a \"b\" c", "a,b;c\td", "x\r\ny", "_x0041_", "<b>&amp;",
	"王芳", "محمد", "שלום", "😀 Zoë", "\u202eabc", "é e\u0301", "A\x00B\x07", strings.Repeat("long ", 200), "", " ", "\\", "{=1}",
}

// draw makes a report of a few currencies, members and days. Totals are sums of
// the rows, as a report's of sums are.
func draw(seed, round uint64) report.Result {
	r := rand.New(rand.NewPCG(seed, round))
	measures := []report.Measure{report.SaleAmount, report.Clicks, report.NetworkCommission, report.CR}
	result := report.Result{Query: report.Query{By: []report.Dimension{report.Member, report.Day}, Measure: measures}, Zone: "Asia/Kolkata",
		Period: report.Period{From: "2026-01-01", To: "2026-12-31"}, Filters: []string{"Offer: =Wool", "Country: DE, AT"}, Notes: []report.Note{{Text: "=note"}}}
	for _, c := range []money.Currency{"EUR", "JPY", "KWD"}[:1+r.IntN(3)] {
		table := report.Table{Currency: c}
		sums := [3]int64{}
		for i := range 1 + r.IntN(40) {
			sale, clicks, commission := amount(r), r.Int64N(1_000_000), amount(r)
			sums[0], sums[1], sums[2] = sums[0]+sale, sums[1]+clicks, sums[2]+commission
			name := crooked[r.IntN(len(crooked))]
			table.Rows = append(table.Rows, report.Row{
				Labels: []report.Label{{ID: fmt.Sprint("m", i), Name: name}, {ID: fmt.Sprintf("2026-%02d-%02d", 1+r.IntN(12), 1+r.IntN(28))}},
				Total:  cells(c, sale, clicks, commission, rate(r))})
		}
		table.Total = report.Row{Total: cells(c, sums[0], sums[1], sums[2], rate(r))}
		result.Tables = append(result.Tables, table)
	}
	return result
}

// amount is one of a cent, or of millions, or negative.
func amount(r *rand.Rand) int64 {
	minor := r.Int64N(1 << (1 + r.IntN(44)))
	if r.IntN(4) == 0 {
		return -minor
	}
	return minor
}

func rate(r *rand.Rand) report.Value {
	if r.IntN(5) == 0 {
		return report.Value{Missing: "There were no clicks."}
	}
	return report.Value{Unit: report.Percent, Rate: decimal.New(r.Int64N(100_00), -2), Places: 2}
}

func cells(c money.Currency, sale, clicks, commission int64, rate report.Value) []report.Cell {
	sum := func(minor int64) report.Cell {
		return report.Cell{Value: report.Value{Unit: report.Money, Money: money.New(minor, c)}}
	}
	return []report.Cell{sum(sale), {Value: report.Value{Unit: report.Count, Count: clicks}}, sum(commission), {Value: rate}}
}
