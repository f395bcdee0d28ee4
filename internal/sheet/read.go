package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
)

// Bounds of what is read.
const (
	MaxBytes   = 256 << 20
	MaxRows    = 500_000
	maxColumns = 500
	maxCell    = 32 << 10
)

// Table is a file as it was read. Columns have names of their own, and every
// row has a cell for each.
type Table struct {
	Columns   []string
	Rows      []Row
	Encoding  string
	Separator rune
}

// Row is one record, and the line of the file on which it begins.
type Row struct {
	Line  int
	Cells []string
	Wrong string // why it can't be read; its first cell is then the line as it stands. Only of ReadEach.
}

// Read reads a CSV file whole, or not at all. Errors are for a person.
func Read(r io.Reader) (Table, error) {
	t, raw, skipped, err := prepare(r, false)
	if err != nil {
		return t, err
	}
	return t, t.read(csvReader(raw, t.Separator, false), skipped)
}

// prepare reads a file as UTF-8, without the line that announces its separator,
// and tells how many lines that were.
func prepare(r io.Reader, each bool) (t Table, raw []byte, skipped int, err error) {
	if raw, err = io.ReadAll(io.LimitReader(r, MaxBytes+1)); err != nil {
		return t, nil, 0, &affiliate.Error{Code: affiliate.Unavailable, Message: "The file could not be read.", Hint: "Look whether it is still there, and choose it again.", Cause: err}
	}
	if len(raw) > MaxBytes {
		return t, nil, 0, affiliate.Errorf(affiliate.Invalid, "The file is larger than %d MB.", MaxBytes>>20).WithHint("Split it, and read the parts in one by one.")
	}
	if each {
		raw = markBroken(raw)
	}
	if raw, t.Encoding, err = decode(raw); err != nil {
		return t, nil, 0, err
	}
	if bytes.IndexByte(raw, '\n') < 0 { // lines end as they did on old Macs
		raw = bytes.ReplaceAll(raw, []byte{'\r'}, []byte{'\n'})
	}
	raw, t.Separator, skipped = announced(raw)
	if t.Separator == 0 {
		t.Separator = separator(raw)
	}
	return t, raw, skipped, nil
}

// announced reads the line "sep=;" that Excel puts first.
func announced(raw []byte) ([]byte, rune, int) {
	line, rest, found := bytes.Cut(raw, []byte{'\n'})
	line = bytes.TrimSuffix(line, []byte{'\r'})
	if name, value, is := strings.Cut(string(line), "="); found && is && strings.EqualFold(name, "sep") && len(value) == 1 && strings.Contains(separators, value) {
		return rest, rune(value[0]), 1
	}
	return raw, 0, 0
}

func csvReader(raw []byte, comma rune, lazy bool) *csv.Reader {
	r := csv.NewReader(bytes.NewReader(raw))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = comma, -1, lazy, true
	return r
}

const separators = ",;\t|"

// separator is the one that cuts the first rows into as many columns as most of
// them have alike.
func separator(raw []byte) rune {
	best, score := ',', 0
	for _, candidate := range separators {
		counts := map[int]int{}
		r := csvReader(raw, candidate, true)
		for range 50 {
			record, err := r.Read()
			if err != nil {
				break
			}
			counts[len(record)]++
		}
		for columns, rows := range counts {
			if s := rows * min(columns-1, 20); s > score {
				best, score = candidate, s
			}
		}
	}
	return best
}

func (t *Table) read(r *csv.Reader, skipped int) error {
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var syntax *csv.ParseError
		if errors.As(err, &syntax) {
			return affiliate.Errorf(affiliate.Invalid, "Line %d can't be read: a quotation mark is missing or stands in the middle of a value.", syntax.StartLine+skipped).
				WithHint("Export the file again, or correct the line in a text editor.")
		}
		if err != nil {
			return err
		}
		line, _ := r.FieldPos(0)
		if blank(record) {
			continue
		}
		if t.Columns == nil {
			if err := t.name(record); err != nil {
				return err
			}
			continue
		}
		row := Row{Line: line + skipped, Cells: make([]string, len(t.Columns))}
		for i, cell := range record {
			if len(cell) > maxCell {
				return affiliate.Errorf(affiliate.Invalid, "Line %d has a value of %d KB.", row.Line, len(cell)>>10).
					WithHint("A quotation mark is missing before it, or this is another kind of file.")
			}
			if i < len(row.Cells) {
				row.Cells[i] = strings.TrimSpace(cell)
			} else if strings.TrimSpace(cell) != "" {
				return affiliate.Errorf(affiliate.Invalid, "Line %d has %d values, and the row of names has %d.", row.Line, len(record), len(t.Columns)).
					WithHint("A value with a separator in it needs quotation marks. Export the file again.")
			}
		}
		if t.Rows = append(t.Rows, row); len(t.Rows) > MaxRows {
			return affiliate.Errorf(affiliate.Invalid, "The file has more than %d rows.", MaxRows).WithHint("Export a shorter period.")
		}
	}
	if len(t.Rows) == 0 {
		return affiliate.Errorf(affiliate.Invalid, "The file has no rows below its row of names.").WithHint("Look whether the right period was exported.")
	}
	return nil
}

func blank(record []string) bool {
	return !slices.ContainsFunc(record, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

// name takes the row of names. Names are told apart, since a mapping goes by them.
func (t *Table) name(record []string) error {
	for len(record) > 0 && strings.TrimSpace(record[len(record)-1]) == "" { // a separator at the end of each line
		record = record[:len(record)-1]
	}
	if len(record) > maxColumns {
		return affiliate.Errorf(affiliate.Invalid, "The file has %d columns.", len(record)).WithHint("Choose a CSV file with a row for each record.")
	}
	seen := make(map[string]bool, len(record))
	t.Columns = make([]string, 0, len(record))
	for i, cell := range record {
		name := strings.Join(strings.Fields(cell), " ")
		if name == "" {
			name = fmt.Sprintf("Column %d", i+1)
		}
		for own, n := name, 2; ; n++ {
			if !seen[own] {
				seen[own] = true
				t.Columns = append(t.Columns, own)
				break
			}
			own = fmt.Sprintf("%s (%d)", name, n)
		}
	}
	return nil
}
