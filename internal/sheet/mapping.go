package sheet

import (
	"iter"
	"slices"
	"strings"
	"unicode"

	"linkledger/internal/affiliate"
)

// Field is what a caller wants to read out of a table.
type Field struct {
	Key    string
	Label  string   // for a person
	Hint   string   // what its values must look like
	Names  []string // of columns that usually mean it, the likeliest first
	Needed bool
}

// Mapping names the column of each field.
type Mapping map[string]string

// Guess maps the fields to columns by the names that these usually have. A
// column is used once.
func (t Table) Guess(fields []Field) Mapping {
	byName := make(map[string]string, len(t.Columns))
	for _, c := range slices.Backward(t.Columns) {
		byName[plainName(c)] = c
	}
	guess, used := Mapping{}, map[string]bool{}
	for _, f := range fields {
		for _, name := range append([]string{f.Key, f.Label}, f.Names...) {
			if c, has := byName[plainName(name)]; has && !used[c] {
				guess[f.Key], used[c] = c, true
				break
			}
		}
	}
	return guess
}

// Keep is a mapping without what the table has no column for: a remembered one
// may be of another export.
func (t Table) Keep(m Mapping) Mapping {
	kept := Mapping{}
	for field, column := range m {
		if slices.Contains(t.Columns, column) {
			kept[field] = column
		}
	}
	return kept
}

func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// Picker reads fields out of rows.
type Picker struct {
	table   Table
	columns map[string]int
}

// Pick makes a reader of fields by a mapping: Invalid, with the fields, when a
// needed one has no column or one is mapped to a column that is not there.
func (t Table) Pick(fields []Field, m Mapping) (Picker, error) {
	p := Picker{table: t, columns: make(map[string]int, len(fields))}
	wrong := map[string]string{}
	for _, f := range fields {
		column := m[f.Key]
		at := slices.Index(t.Columns, column)
		switch {
		case column == "" && f.Needed:
			wrong[f.Key] = "Choose the column of " + f.Label + "."
		case column != "" && at < 0:
			wrong[f.Key] = "The file has no column " + column + "."
		case at >= 0:
			p.columns[f.Key] = at
		}
	}
	for key := range m {
		if !slices.ContainsFunc(fields, func(f Field) bool { return f.Key == key }) {
			wrong[key] = "There is no such field."
		}
	}
	if len(wrong) > 0 {
		return p, &affiliate.Error{Code: affiliate.Invalid, Message: "Some columns need another look.", Fields: wrong}
	}
	return p, nil
}

// Has reports whether a field has a column.
func (p Picker) Has(field string) bool { _, has := p.columns[field]; return has }

// Text is the value of a field in a row; empty where it has no column.
func (p Picker) Text(r Row, field string) string {
	if at, has := p.columns[field]; has {
		return r.Cells[at]
	}
	return ""
}

// Values yields a field's values that are not empty, in order.
func (p Picker) Values(field string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, r := range p.table.Rows {
			if text := p.Text(r, field); text != "" && !yield(text) {
				return
			}
		}
	}
}

// Problem is why a row could not be read.
type Problem struct {
	Line int
	What string
}
