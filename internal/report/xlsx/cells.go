package xlsx

import (
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"linkledger/internal/report/grid"
)

// look is how a cell looks.
type look struct {
	head, right, strong bool
	format              string
}

// styles are the workbook's, each look once.
type styles struct {
	file *excelize.File
	ids  map[look]int
}

func (s *styles) id(l look) (int, error) {
	if id, known := s.ids[l]; known {
		return id, nil
	}
	style := &excelize.Style{Font: &excelize.Font{Bold: l.head || l.strong}}
	if l.head {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F1F2F4"}}
		style.Border = []excelize.Border{{Type: "bottom", Color: "B8BCC4", Style: 1}}
		style.Alignment = &excelize.Alignment{WrapText: true, Vertical: "top"}
		if l.right {
			style.Alignment.Horizontal = "right"
		}
	}
	if l.format != "" {
		style.CustomNumFmt = &l.format
	}
	id, err := s.file.NewStyle(style)
	s.ids[l] = id
	return id, err
}

// cell is a value with its look.
func (s *styles) cell(c grid.Cell, column grid.Column, strong bool) (excelize.Cell, error) {
	l := look{strong: strong}
	var value any
	switch c.Kind {
	case grid.Text:
		value, l.format = c.Text, "@"
	case grid.Date:
		value, l.format = serial(time.DateOnly, c.Text), "yyyy-mm-dd"
	case grid.Month:
		value, l.format = serial("2006-01", c.Text), "yyyy-mm"
	case grid.Number:
		value, l.format = number(c, column)
	}
	if value == nil && c.Kind != grid.Empty { // a day that no calendar has
		value, l.format = c.Plain(column), "@"
	}
	id, err := s.id(l)
	return excelize.Cell{StyleID: id, Value: value}, err
}

// number is a number as a spreadsheet can hold it without a loss: a share of a
// hundred as a fraction that is shown in per cent.
func number(c grid.Cell, column grid.Column) (value any, format string) {
	d := c.Number
	if column.Decimals >= 0 {
		d = d.Round(column.Decimals)
	}
	format = "General"
	if column.Decimals >= 0 {
		format = "#,##0"
		if column.Decimals > 0 {
			format += "." + strings.Repeat("0", int(column.Decimals))
		}
	}
	if column.Unit == "%" {
		d, format = d.Shift(-2), strings.TrimPrefix(format, "#,##")+"%"
	}
	if len(strings.Trim(d.Coefficient().String(), "-0")) > 15 {
		return nil, ""
	}
	float, _ := d.Float64() // exact to 15 digits, and back to the same decimal
	return float, format
}

// serial is a day as Excel counts days; nil for what is none.
func serial(layout, text string) any {
	day, err := time.Parse(layout, text)
	if err != nil || day.Year() < 1901 { // before that, Excel counts a day too many
		return nil
	}
	return int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour))
}
