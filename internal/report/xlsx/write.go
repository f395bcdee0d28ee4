// Package xlsx writes grids as a workbook: a sheet for each, typed cells, and a
// sheet that says what the figures are. The same book gives the same bytes.
//
// It must not know what the tables are about.
package xlsx

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"linkledger/internal/affiliate"
	"linkledger/internal/report/grid"
)

// MaxRows is how many rows a sheet takes, its head included (Excel's limit).
const MaxRows = excelize.TotalRows

// aboutSheet is the sheet with the facts.
const aboutSheet = "About"

// Write writes a book and counts the rows of its grids. Texts stay texts,
// whatever they look like; numbers of more than 15 digits, which no spreadsheet
// can hold, are texts, too. made stands in the file's properties.
func Write(w io.Writer, b grid.Book, made time.Time) (rows int, err error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	f.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return newSortedZip(w) })
	looks := &styles{file: f, ids: map[look]int{}}
	for i, g := range b.Grids {
		name := sheetName(g.Name, i)
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err == nil {
			err = writeGrid(f, looks, name, g)
		}
		if err != nil {
			return rows, fmt.Errorf("write the sheet %s: %w", name, err)
		}
		rows += len(g.Lines)
	}
	if err := writeAbout(f, looks, b); err != nil {
		return rows, fmt.Errorf("write what the sheets are about: %w", err)
	}
	stamp := made.UTC().Format(time.RFC3339)
	if err := f.SetDocProps(&excelize.DocProperties{Title: b.Title, Creator: "Linkledger", LastModifiedBy: "Linkledger", Created: stamp, Modified: stamp}); err != nil {
		return rows, err
	}
	if _, err := f.WriteTo(w); err != nil {
		return rows, fmt.Errorf("write the workbook: %w", err)
	}
	return rows, nil
}

// sheetName is a name that Excel takes: at most 31 characters, some of them
// forbidden.
func sheetName(name string, at int) string {
	name = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return ' '
		}
		return r
	}, grid.Clean(name)), " '")
	if name == "" || utf8.RuneCountInString(name) > 31 || strings.EqualFold(name, aboutSheet) || strings.EqualFold(name, "History") {
		return fmt.Sprintf("Sheet %d", at+1)
	}
	return name
}

func writeGrid(f *excelize.File, looks *styles, sheet string, g grid.Grid) error {
	if len(g.Lines)+1 > MaxRows {
		return affiliate.Errorf(affiliate.Invalid, "A sheet has at most %d rows, and these are %d.", MaxRows-1, len(g.Lines)).WithHint("Narrow the report, or export it as CSV.")
	}
	out, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	for i, width := range widths(g) {
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	row := make([]any, 0, len(g.Columns))
	for _, c := range g.Columns {
		style, err := looks.id(look{head: true, right: c.Kind.Numeric()})
		if err != nil {
			return err
		}
		row = append(row, excelize.Cell{StyleID: style, Value: c.Title()})
	}
	if err := out.SetRow("A1", row); err != nil {
		return err
	}
	for n, line := range g.Lines {
		row = row[:0]
		for i, c := range line.Cells {
			cell, err := looks.cell(c, g.Columns[i], line.Role != grid.Row)
			if err != nil {
				return err
			}
			row = append(row, cell)
		}
		at, err := excelize.CoordinatesToCellName(1, n+2)
		if err != nil {
			return err
		}
		if err := out.SetRow(at, row); err != nil {
			return err
		}
	}
	return out.Flush()
}

func writeAbout(f *excelize.File, looks *styles, b grid.Book) error {
	if _, err := f.NewSheet(aboutSheet); err != nil {
		return err
	}
	out, err := f.NewStreamWriter(aboutSheet)
	if err != nil {
		return err
	}
	bold, err := looks.id(look{strong: true, format: "@"})
	if err != nil {
		return err
	}
	plain, err := looks.id(look{format: "@"})
	if err != nil {
		return err
	}
	lines := append([]grid.Fact{{Label: b.Title}}, b.Facts...)
	for i, note := range b.Notes {
		lines = append(lines, grid.Fact{Text: note})
		if i == 0 {
			lines[len(lines)-1].Label = "Notes"
		}
	}
	err = errors.Join(out.SetColWidth(1, 1, 24), out.SetColWidth(2, 2, 90))
	for i, line := range lines {
		err = errors.Join(err, out.SetRow(fmt.Sprintf("A%d", i+1), []any{
			excelize.Cell{StyleID: bold, Value: grid.Clean(line.Label)}, excelize.Cell{StyleID: plain, Value: grid.Clean(line.Text)}}))
	}
	return errors.Join(err, out.Flush())
}

// widths are those of columns, by what stands in the first rows and the last.
func widths(g grid.Grid) []float64 {
	const looked, least, most = 200, 8, 60
	list := make([]float64, len(g.Columns))
	for i, c := range g.Columns {
		list[i] = float64(utf8.RuneCountInString(c.Title()))
	}
	for n, line := range g.Lines {
		if n > looked && n < len(g.Lines)-2 {
			continue
		}
		for i, c := range line.Cells {
			list[i] = max(list[i], float64(utf8.RuneCountInString(c.Plain(g.Columns[i]))*4/3)) // separators of thousands
		}
	}
	for i := range list {
		list[i] = min(max(list[i]+2, least), most)
	}
	return list
}
