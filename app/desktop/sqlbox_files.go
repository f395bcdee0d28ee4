package desktop

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/shopspring/decimal"

	"linkledger/internal/affiliate"
	"linkledger/internal/report/csvfile"
	"linkledger/internal/report/grid"
	"linkledger/internal/report/xlsx"
)

// sqlFileRows is how many rows a file of an answer has at most: those of a sheet.
const sqlFileRows = xlsx.MaxRows - 1

// sqlFileBytes is how long the texts of a file are at most, all together.
const sqlFileBytes = 256 << 20

// Export writes all rows of a statement as a file. The statement runs again.
func (b *SQLBox) Export(form SQLExport) (ExportedFile, error) {
	return do(b.app, func(s *session) (ExportedFile, error) {
		ctx := s.ctx
		if form.Format != "csv" && form.Format != "xlsx" {
			return ExportedFile{}, field("format", "Choose CSV or XLSX.")
		}
		answer, err := s.answerSQL(ctx, form.Statement, sqlFileRows, sqlFileBytes)
		if err != nil {
			problem, _ := sqlProblem(err, form.Statement)
			return ExportedFile{}, problem
		}
		if answer.more {
			return ExportedFile{}, affiliate.Errorf(affiliate.Invalid, "The statement gives more than %d rows.", sqlFileRows).WithHint("Narrow it, or add up rows with GROUP BY.")
		}
		book, err := s.sqlBook(ctx, form, answer)
		if err != nil {
			return ExportedFile{}, err
		}
		name := "linkledger-sql-" + fileStem(form.Name) + s.today() + "." + form.Format
		return s.export(name, func(w io.Writer) (int, error) {
			if form.Format == "csv" {
				return csvfile.Write(w, book)
			}
			book.Facts = []grid.Fact{{Label: "Statement", Text: form.Statement}, {Label: "As of", Text: s.moment(s.clock.Now())}, {Label: "Time zone", Text: s.zone().String()}}
			return xlsx.Write(w, book, s.clock.Now())
		})
	})
}

// fileStem is what of a name a file's name can have, with a dash after it.
func fileStem(name string) string {
	if stem := fileWords(name); stem != "" {
		return stem + "-"
	}
	return ""
}

// sqlBook is an answer as files have it. A column is of numbers or of texts; in
// one of texts numbers stay what they are.
func (s *session) sqlBook(ctx context.Context, form SQLExport, answer sqlAnswer) (grid.Book, error) {
	g := grid.Grid{Name: "Rows"}
	for i, name := range answer.columns {
		c := grid.Column{ID: strconv.Itoa(i), Head: name, Kind: grid.Text, Decimals: -1}
		if numericColumn(answer.rows, i) {
			c.Kind = grid.Number
		}
		g.Columns = append(g.Columns, c)
	}
	for _, values := range answer.rows {
		line := grid.Line{Role: grid.Row}
		for _, value := range values {
			cell, err := sqlCell(value)
			if err != nil {
				return grid.Book{}, err
			}
			line.Cells = append(line.Cells, cell)
		}
		g.Lines = append(g.Lines, line)
	}
	return grid.Book{Title: orElse(clean(form.Name), "SQL"), Grids: []grid.Grid{g}}, ctx.Err()
}

func sqlCell(value any) (grid.Cell, error) {
	switch v := value.(type) {
	case nil:
		return grid.Cell{}, nil
	case int64:
		return grid.NumberCell(decimal.NewFromInt(v)), nil
	case float64:
		d, err := decimal.NewFromString(sqlText(v))
		if err != nil { // infinite
			return grid.TextCell(sqlText(v)), nil
		}
		return grid.NumberCell(d), nil
	}
	return grid.TextCell(sqlText(value)), nil
}

// sqlText is a value as people read it. A fraction has the 15 digits that it is
// good for.
func sqlText(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		text := strconv.FormatFloat(v, 'g', 15, 64)
		if d, err := decimal.NewFromString(text); err == nil && d.Exponent() > -30 && d.Exponent() < 30 {
			return d.String()
		}
		return text
	case string:
		return v
	case []byte:
		return fmt.Sprintf("%x", v)
	}
	return fmt.Sprint(value)
}
