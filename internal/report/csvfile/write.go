// Package csvfile writes grids as one table of comma-separated values: RFC 4180
// to the letter, with CRLF, a single row of names, and as many values in each
// row. What names a grid, what kind of row it is and the facts about all are
// columns, so that a row says by itself what it is.
//
// It must not know what the tables are about.
package csvfile

import (
	"encoding/csv"
	"fmt"
	"io"

	"linkledger/internal/report/grid"
	"linkledger/internal/sheet"
)

// Write writes a book in UTF-8, without a mark of it, and counts its rows. Texts
// that a spreadsheet would take for formulas get an apostrophe in front.
func Write(w io.Writer, b grid.Book) (rows int, err error) {
	columns, places := union(b)
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(heads(b, columns)); err != nil {
		return 0, fmt.Errorf("write CSV: %w", err)
	}
	for _, g := range b.Grids {
		for _, line := range g.Lines {
			values := make([]string, 0, len(columns)+2+len(b.Facts))
			if b.Part != "" {
				values = append(values, text(g.Name), string(line.Role))
			}
			cells := make([]string, len(columns))
			for i, cell := range line.Cells {
				column := g.Columns[i]
				cells[places[column.ID]] = value(cell, column)
			}
			values = append(values, cells...)
			for _, fact := range b.Facts {
				values = append(values, text(fact.Text))
			}
			if err := out.Write(values); err != nil {
				return rows, fmt.Errorf("write CSV: %w", err)
			}
			rows++
		}
	}
	if out.Flush(); out.Error() != nil {
		return rows, fmt.Errorf("write CSV: %w", out.Error())
	}
	return rows, nil
}

func heads(b grid.Book, columns []grid.Column) []string {
	var names []string
	if b.Part != "" {
		names = append(names, b.Part, "Row")
	}
	for _, c := range columns {
		names = append(names, text(c.Title()))
	}
	for _, fact := range b.Facts {
		names = append(names, text(fact.Label))
	}
	return names
}

// union are the columns of all grids, in the order in which they come, and where
// each stands. A unit that only names the grid is in the column that does.
func union(b grid.Book) (columns []grid.Column, places map[string]int) {
	places = map[string]int{}
	for _, g := range b.Grids {
		for _, c := range g.Columns {
			if _, known := places[c.ID]; known {
				continue
			}
			if places[c.ID] = len(columns); b.Part != "" && c.Unit == g.Name {
				c.Unit = ""
			}
			columns = append(columns, c)
		}
	}
	return columns, places
}

func value(c grid.Cell, column grid.Column) string {
	if c.Kind == grid.Text {
		return text(c.Text)
	}
	return c.Plain(column)
}

func text(s string) string { return sheet.Cell(grid.Clean(s)) }
