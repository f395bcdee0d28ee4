package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"linkledger/internal/affiliate"
)

// ReadEach reads a CSV file of which each row stands for itself: one that can't
// be read says so (Row.Wrong) and the others are read.
func ReadEach(r io.Reader) (Table, error) {
	t, raw, skipped, err := prepare(r, true)
	if err != nil {
		return t, err
	}
	rest, line := raw, 1+skipped
	for len(rest) > 0 && err == nil {
		rest, line, err = t.readUntilBroken(rest, line)
	}
	if err == nil && len(t.Rows) == 0 {
		err = affiliate.Errorf(affiliate.Invalid, "There are no rows below the row of names.").WithHint("The first row must name the columns.")
	}
	return t, err
}

// markBroken puts a control character, which nobody takes for text, where few
// bytes of an otherwise readable file are zero or no UTF-8: a row's own problem.
func markBroken(raw []byte) []byte {
	if _, wide := unmarked16(raw); wide || bytes.HasPrefix(raw, []byte{0xff, 0xfe}) || bytes.HasPrefix(raw, []byte{0xfe, 0xff}) || bytes.HasPrefix(raw, []byte("PK")) {
		return raw
	}
	if bytes.Count(raw, []byte{0}) <= len(raw)/50+20 {
		raw = bytes.ReplaceAll(raw, []byte{0}, []byte{broken})
	}
	letters, no := 0, 0 // beyond ASCII, and no UTF-8
	for rest := raw; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if rest = rest[size:]; r == utf8.RuneError && size == 1 {
			no++
		} else if size > 1 {
			letters++
		}
	}
	if no > 0 && letters > no { // else it is Windows-1252
		raw = bytes.ToValidUTF8(raw, []byte{broken})
	}
	return raw
}

const broken = 1

// readUntilBroken reads rows up to one that is broken, and gives what follows
// its line.
func (t *Table) readUntilBroken(raw []byte, first int) (rest []byte, line int, err error) {
	r := csvReader(raw, t.Separator, false)
	for {
		start := int(r.InputOffset())
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil, 0, nil
		}
		if syntax := new(csv.ParseError); errors.As(err, &syntax) {
			for start < len(raw) && (raw[start] == '\n' || raw[start] == '\r') { // empty lines were passed over
				start++
			}
			text, rest, _ := bytes.Cut(raw[start:], []byte{'\n'})
			line := first + bytes.Count(raw[:start], []byte{'\n'})
			if t.Columns == nil {
				return nil, 0, affiliate.Errorf(affiliate.Invalid, "Line %d, the row of names, can't be read: a quotation mark is missing or stands in the middle of a value.", line).
					WithHint("Correct it in a text editor, or export the file again.")
			}
			t.wrong(line, strings.TrimSpace(string(text)), "A quotation mark is missing or stands in the middle of a value.")
			return rest, line + 1, t.tooMany()
		}
		if err != nil {
			return nil, 0, err
		}
		line, _ := r.FieldPos(0)
		if err := t.take(record, first+line-1); err != nil {
			return nil, 0, err
		}
	}
}

// take keeps a record as a row, or as one that is wrong.
func (t *Table) take(record []string, line int) error {
	switch {
	case blank(record):
		return nil
	case t.Columns == nil:
		return t.name(record)
	}
	row := Row{Line: line, Cells: make([]string, len(t.Columns))}
	for i, cell := range record {
		cell = strings.TrimSpace(cell)
		switch {
		case len(cell) > maxCell:
			t.wrong(line, cell[:100]+"…", fmt.Sprintf("A value has %d KB. A quotation mark may be missing before it.", len(cell)>>10))
			return t.tooMany()
		case i < len(row.Cells):
			row.Cells[i] = cell
		case cell != "":
			t.wrong(line, strings.Join(record, string(t.Separator)), fmt.Sprintf("It has %d values, and the row of names has %d. A value with a separator in it needs quotation marks.", len(record), len(t.Columns)))
			return t.tooMany()
		}
	}
	t.Rows = append(t.Rows, row)
	return t.tooMany()
}

func (t *Table) wrong(line int, text, why string) {
	cells := slices.Repeat([]string{""}, len(t.Columns))
	cells[0] = strings.ToValidUTF8(text, "?")
	t.Rows = append(t.Rows, Row{Line: line, Cells: cells, Wrong: why})
}

func (t *Table) tooMany() error {
	if len(t.Rows) <= MaxRows {
		return nil
	}
	return affiliate.Errorf(affiliate.Invalid, "The file has more than %d rows.", MaxRows).WithHint("Split it, and read the parts in one by one.")
}
