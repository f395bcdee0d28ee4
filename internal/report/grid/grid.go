// Package grid holds tables as files have them: heads, typed cells, and the
// facts that a reader needs beside them. The writers of files know nothing else.
//
// It must not know what the tables are about, nor how a file is written.
package grid

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Book is what one file holds.
type Book struct {
	Title string
	// Part is the head of the column that names a grid where all stand in one
	// table, such as "Currency"; empty for a book of one grid.
	Part  string
	Facts []Fact // period, filters, time zone: whatever says what the figures are
	Grids []Grid
	Notes []string // sentences
}

// Fact is a line above or beside the figures.
type Fact struct{ Label, Text string }

// Grid is one table.
type Grid struct {
	Name    string // of the sheet; unique in its book
	Columns []Column
	Lines   []Line
}

// Column is what its cells are.
type Column struct {
	ID       string // tells columns apart whose heads are alike; grids of a book share columns by it
	Head     string
	Unit     string // "EUR", "%", "seconds"; empty for none
	Kind     Kind
	Decimals int32 // of numbers; -1: as many as each has
}

// Title is the head with the unit.
func (c Column) Title() string {
	if c.Unit == "" {
		return c.Head
	}
	return c.Head + " (" + c.Unit + ")"
}

// Kind is what a column or a cell holds.
type Kind uint8

// The kinds.
const (
	Empty  Kind = iota // nothing is known
	Text               // never a formula, whatever it looks like
	Number             // a decimal, which no format makes less exact
	Date               // YYYY-MM-DD
	Month              // YYYY-MM
)

// Numeric reports whether it stands on the right.
func (k Kind) Numeric() bool { return k == Number }

// Cell is a value.
type Cell struct {
	Kind   Kind
	Text   string // of Text, Date and Month
	Number decimal.Decimal
}

// Line is a row.
type Line struct {
	Role  Role
	Cells []Cell // one for each column
}

// Role tells figures of one thing from sums.
type Role string

// The roles, in words.
const (
	Row   Role = "row"
	Rest  Role = "rest" // rows that are not shown, together
	Total Role = "total"
)

// TextCell is a text.
func TextCell(text string) Cell { return Cell{Kind: Text, Text: Clean(text)} }

// NumberCell is a number.
func NumberCell(d decimal.Decimal) Cell { return Cell{Kind: Number, Number: d} }

// DateCell is a day; what is none is a text.
func DateCell(day string) Cell { return shaped(Date, day, "dddd-dd-dd") }

// MonthCell is a month; what is none is a text.
func MonthCell(month string) Cell { return shaped(Month, month, "dddd-dd") }

func shaped(kind Kind, text, shape string) Cell {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return 'd'
		}
		return r
	}, text)
	if digits != shape {
		return TextCell(text)
	}
	return Cell{Kind: kind, Text: text}
}

// Plain is the cell as a text of its own: a number with the decimals of its
// column, a point and nothing else.
func (c Cell) Plain(column Column) string {
	switch {
	case c.Kind == Number && column.Decimals < 0:
		return c.Number.String()
	case c.Kind == Number:
		return c.Number.StringFixed(column.Decimals)
	}
	return c.Text
}

// Clean is a text of one line that every file can hold: control characters
// become spaces.
func Clean(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || r == '\ufffe' || r == '\uffff' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
}
