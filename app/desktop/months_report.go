package desktop

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/report"
	"linkledger/internal/report/grid"

	"github.com/shopspring/decimal"
)

// Export writes the report of a month: each member's figures, as they stood when
// the month was closed, and what came after with its reasons.
func (m *Months) Export(month, format string) (ExportedFile, error) {
	return do(m.app, func(s *session) (ExportedFile, error) {
		ctx := context.Background()
		if !affiliate.IsMonth(month) {
			return ExportedFile{}, field("month", "Enter the month as YYYY-MM.")
		}
		write, err := s.reportWriter(ctx, format)
		if err != nil {
			return ExportedFile{}, err
		}
		book, err := s.monthBook(ctx, month)
		if err != nil {
			return ExportedFile{}, err
		}
		return s.export("linkledger-month-"+month+"."+format, func(w io.Writer) (int, error) { return write(w, book) })
	})
}

func (s *session) monthBook(ctx context.Context, month string) (grid.Book, error) {
	all, err := s.months(ctx)
	if err != nil {
		return grid.Book{}, err
	}
	i := slices.IndexFunc(all.Months, func(r MonthRow) bool { return r.Month == month })
	if i < 0 {
		return grid.Book{}, affiliate.Errorf(affiliate.NotFound, "Nothing is known of %s.", monthName(month))
	}
	row := all.Months[i]
	explorer, err := s.explorer(ctx)
	if err != nil {
		return grid.Book{}, err
	}
	result, err := explorer.Explore(ctx, report.Query{Period: report.Period{From: month + "-01", To: row.Last}, AsOf: row.AsOf,
		By: []report.Dimension{report.Member}, Measure: monthMeasures, Limit: report.MaxLimit})
	if err != nil {
		return grid.Book{}, err
	}
	about, err := s.aboutReport(ctx, row.Name, result)
	if err != nil {
		return grid.Book{}, err
	}
	book := result.Book(about)
	book.Facts = slices.Insert(book.Facts, 1, grid.Fact{Label: "Month", Text: row.stateWords()})
	if len(row.After) == 0 {
		return book, nil
	}
	moved, err := s.adjustments(ctx, adjustmentsAsked{})
	if err != nil {
		return grid.Book{}, err
	}
	moved = moved.only(func(a MonthAdjustment) bool { return a.Month == month })
	for _, total := range moved.Totals {
		book.Grids = append(book.Grids, adjustmentGrid(moved, total))
	}
	book.Notes = append(book.Notes, "Adjustments became known after the month was closed. They count in the month in which they did, and are not among the figures of the members above.")
	return book, nil
}

// stateWords say whether the month is closed, since when and by whom.
func (r MonthRow) stateWords() string {
	if r.State != "closed" || len(r.Events) == 0 {
		return "Not closed: the figures may still move"
	}
	e := r.Events[0]
	words := "Closed by " + e.Who + ", by what was known in the evening of " + e.Day
	if e.Day == "" {
		words = "Closed by " + e.Who + ", not synced yet"
	}
	if e.Reason != "" {
		words += ": " + e.Reason
	}
	return words
}

// adjustmentGrid are the adjustments in one currency.
func adjustmentGrid(list MonthAdjustments, total MonthAfter) grid.Grid {
	currency := total.Figures.Currency
	decimals := int32(0)
	if _, after, found := strings.Cut(total.Figures.Sales.Text, "."); found {
		decimals = int32(len(after))
	}
	g := grid.Grid{Name: "Adjustments " + currency, Columns: []grid.Column{
		{ID: "known", Head: "Became known", Kind: grid.Date}, {ID: "sale", Head: "Sale day", Kind: grid.Date}, {ID: "what", Head: "What", Kind: grid.Text},
		{ID: "why", Head: "Why", Kind: grid.Text}, {ID: "conversions", Head: "Conversions", Kind: grid.Number},
	}}
	for _, head := range []string{"Sales", "Network commission", "Payouts earned", "Margin"} {
		g.Columns = append(g.Columns, grid.Column{ID: "moved." + head, Head: head, Unit: currency, Kind: grid.Number, Decimals: decimals})
	}
	line := func(role grid.Role, f MonthFigures, labels ...grid.Cell) {
		cells := append(labels, grid.NumberCell(decimal.NewFromInt(int64(f.Conversions))))
		for _, m := range []Money{f.Sales, f.Commission, f.Payout, f.Margin} {
			minor, _ := strconv.ParseInt(m.Minor, 10, 64) // of viewMoney
			cells = append(cells, grid.NumberCell(decimal.New(minor, -decimals)))
		}
		g.Lines = append(g.Lines, grid.Line{Role: role, Cells: cells})
	}
	for _, a := range slices.Backward(list.Rows) {
		if a.Figures.Currency == currency {
			line(grid.Row, a.Figures, grid.DateCell(a.Known), grid.DateCell(a.SaleDay), grid.TextCell(a.Title), grid.TextCell(a.whyWords()))
		}
	}
	line(grid.Total, total.Figures, grid.TextCell(fmt.Sprintf("Total of %d", total.Adjustments)), grid.Cell{}, grid.Cell{}, grid.Cell{})
	return g
}

// whyWords is why it moved: what its history tells, else what changed.
func (a MonthAdjustment) whyWords() string {
	words := strings.Join(a.Why, " ")
	if words == "" && a.Status != "" {
		words = fmt.Sprintf("From %s to %s", affiliate.Status(a.StatusBefore).Words(), affiliate.Status(a.Status).Words())
	}
	return words
}
