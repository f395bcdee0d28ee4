package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"linkledger/internal/report/grid"
)

// compare says where LibreOffice or the CSV differ from a book.
func compare(folder, opened, name string, b grid.Book) (wrong []string) {
	table, err := read(filepath.Join(folder, name+".csv"))
	if err != nil {
		return []string{err.Error()}
	}
	at := 1 // in the CSV, where all currencies stand in one table
	for _, g := range b.Grids {
		sheet, err := read(filepath.Join(opened, name+"-"+g.Name+".csv"))
		if err != nil {
			wrong = append(wrong, err.Error())
			continue
		}
		if len(sheet) != len(g.Lines)+1 || len(table) < at+len(g.Lines) {
			wrong = append(wrong, fmt.Sprintf("%s has %d rows in LibreOffice and %d in the book", g.Name, len(sheet)-1, len(g.Lines)))
			continue
		}
		sums := make([]decimal.Decimal, len(g.Columns))
		for i, line := range g.Lines {
			for j, cell := range line.Cells {
				in, flat := sheet[i+1][j], table[at+i][j+2] // behind currency and kind of row
				if problem := differs(cell, g.Columns[j], in, flat); problem != "" {
					wrong = append(wrong, fmt.Sprintf("%s, row %d, %s: %s", g.Name, i+2, g.Columns[j].Title(), problem))
				}
				if n, err := decimal.NewFromString(in); err == nil && cell.Kind == grid.Number {
					if line.Role == grid.Row {
						sums[j] = sums[j].Add(n)
					} else if g.Columns[j].Unit != "%" && !sums[j].Equal(n) {
						wrong = append(wrong, fmt.Sprintf("%s: the rows of %s come to %s, and the total is %s", g.Name, g.Columns[j].Title(), sums[j], n))
					}
				}
			}
		}
		at += len(g.Lines)
	}
	facts, err := read(filepath.Join(opened, name+"-About.csv"))
	if err != nil {
		return append(wrong, err.Error())
	}
	for i, fact := range b.Facts {
		if facts[i+1][0] != grid.Clean(fact.Label) || facts[i+1][1] != grid.Clean(fact.Text) {
			wrong = append(wrong, fmt.Sprintf("the fact %q is %q", fact, facts[i+1]))
		}
	}
	return wrong
}

// differs says how a cell is another one in LibreOffice or in the CSV.
func differs(c grid.Cell, column grid.Column, in, flat string) string {
	want := c.Plain(column)
	switch c.Kind {
	case grid.Empty:
		if in != "" || flat != "" {
			return fmt.Sprintf("nothing became %q and %q", in, flat)
		}
	case grid.Text:
		if in != c.Text || strings.TrimPrefix(flat, "'") != c.Text && flat != c.Text {
			return fmt.Sprintf("%q became %q and %q", c.Text, in, flat)
		}
		if trimmed := strings.TrimLeft(flat, " "); trimmed != "" && strings.Contains("=+-@", trimmed[:1]) {
			return fmt.Sprintf("%q is a formula in the CSV", flat)
		}
	case grid.Date:
		if day, err := time.Parse(time.DateOnly, in); err != nil || day.Format(time.DateOnly) != want || flat != want {
			return fmt.Sprintf("%s became %q and %q", want, in, flat)
		}
	case grid.Number:
		bare, share := strings.CutSuffix(in, "%") // LibreOffice writes these as they are shown
		n, err := decimal.NewFromString(bare)
		if share != (column.Unit == "%") || err != nil || !n.Equal(c.Number) || flat != want {
			return fmt.Sprintf("%s became %q and %q", want, in, flat)
		}
	}
	return ""
}
