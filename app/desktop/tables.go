package desktop

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/sheet"
)

// tableKind is a kind of CSV file that can be read in, and what of it.
type tableKind struct {
	key    string // under which the mapping of columns is remembered
	fields []sheet.Field
	day    string // the field that tells how days are written
	amount string // the one that tells how amounts are
	each   bool   // a row that can't be read is its own problem
}

// openTable is a CSV file that somebody chose. It lives as long as the session.
type openTable struct {
	id, name, hash string // hash is of its bytes
	sheet.Table
}

// openTables are the last of them.
type openTables struct {
	mu   sync.Mutex
	list []openTable
}

const maxTables = 3

func (o *openTables) keep(t openTable) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.list = append(o.list, t); len(o.list) > maxTables {
		o.list = o.list[1:]
	}
}

func (o *openTables) get(id string) (openTable, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, t := range o.list {
		if t.id == id {
			return t, nil
		}
	}
	return openTable{}, affiliate.Errorf(affiliate.NotFound, "This file is not open any more.").WithHint("Choose it again.")
}

// remembered is how the columns of a kind of file were mapped last.
type remembered struct {
	Mapping sheet.Mapping `json:"mapping"`
	DayForm sheet.DayForm `json:"day_form"`
	Shop    string        `json:"shop,omitempty"` // whose orders they were
}

const mappingPrefix = "columns:"

const sampleRows = 5

// openTable has a person choose a CSV file and shows what it is. A cancelled
// choice has the zero table.
func (s *session) openTable(ctx context.Context, kind tableKind) (openTable, TableView, error) {
	if s.app.options.OpenTable == nil {
		return openTable{}, noTable(), affiliate.Errorf(affiliate.Unavailable, "No file can be chosen here.")
	}
	path, err := s.app.options.OpenTable()
	if err != nil || path == "" {
		v := noTable()
		v.Cancelled = err == nil
		return openTable{}, v, err
	}
	raw, err := readTable(path)
	if err != nil {
		return openTable{}, noTable(), err
	}
	return s.lookAtTable(ctx, kind, filepath.Base(path), raw)
}

func noTable() TableView {
	return TableView{Columns: []string{}, Sample: [][]string{}, Mapping: []Pair{}, Fields: []Choice{}, Needed: []string{}, Problems: []string{}, Shops: []string{}}
}

// lookAtTable keeps a CSV file as open: its columns are mapped as they were for
// the last file of its kind, or as they are called.
func (s *session) lookAtTable(ctx context.Context, kind tableKind, name string, raw []byte) (t openTable, v TableView, err error) {
	v = noTable()
	sum := sha256.Sum256(raw)
	t = openTable{id: newEntryID(), name: name, hash: hex.EncodeToString(sum[:])}
	read := sheet.Read
	if kind.each {
		read = sheet.ReadEach
	}
	if t.Table, err = read(bytes.NewReader(raw)); err != nil {
		return t, v, err
	}
	s.tables.keep(t)
	var before remembered
	if text, err := s.store.Noted(ctx, mappingPrefix+kind.key); err != nil {
		return t, v, err
	} else if text != "" {
		if err := json.Unmarshal([]byte(text), &before); err != nil {
			return t, v, err
		}
	}
	v.Shop = before.Shop
	mapping := t.Guess(kind.fields)
	for field, column := range t.Keep(before.Mapping) {
		mapping[field] = column
	}
	v.ID, v.Name, v.Rows, v.Columns = t.id, t.name, len(t.Rows), t.Columns
	for _, r := range t.Rows[:min(sampleRows, len(t.Rows))] {
		v.Sample = append(v.Sample, r.Cells)
	}
	for _, f := range kind.fields {
		v.Fields = append(v.Fields, Choice{Value: f.Key, Label: f.Label, Hint: f.Hint})
		v.Mapping = append(v.Mapping, Pair{Label: f.Key, Value: mapping[f.Key]})
		if f.Needed {
			v.Needed = append(v.Needed, f.Key)
		}
	}
	v.DayForm = string(sheet.YMD)
	if column := mapping[kind.day]; column != "" {
		only := []sheet.Field{{Key: kind.day}}
		pick, err := t.Pick(only, sheet.Mapping{kind.day: column})
		if err != nil {
			return t, v, err
		}
		form, sure := sheet.GuessDays(pick.Values(kind.day))
		if !sure && before.DayForm != "" {
			form = before.DayForm
		} else if !sure {
			v.Problems = append(v.Problems, fmt.Sprintf("The days in %s can be read in two ways. Choose how they are written.", column))
		}
		v.DayForm = string(form)
	}
	return t, v, nil
}

func readTable(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, &affiliate.Error{Code: affiliate.Unavailable, Message: "The file could not be opened.", Hint: sentence(err.Error()) + " Choose it again.", Cause: err}
	}
	defer file.Close()
	raw, err := io.ReadAll(io.LimitReader(file, sheet.MaxBytes+1))
	if err != nil {
		return nil, &affiliate.Error{Code: affiliate.Unavailable, Message: "The file could not be read.", Hint: sentence(err.Error()) + " Choose it again.", Cause: err}
	}
	return raw, nil
}

// tableReader reads the fields of an open file as a form maps them.
type tableReader struct {
	openTable
	sheet.Picker
	form     sheet.DayForm
	currency money.Currency // where the file names none; may be empty
	zone     *time.Location
	amounts  map[string]sheet.Amounts // by field
	how      sheet.Amounts            // of the field that tells
}

// readTable opens a file that was chosen before with the mapping of a form,
// which is remembered.
func (s *session) readTable(ctx context.Context, kind tableKind, form TableForm) (*tableReader, error) {
	t, err := s.tables.get(form.ID)
	if err != nil {
		return nil, err
	}
	r := &tableReader{openTable: t, form: sheet.DayForm(form.DayForm), currency: money.Currency(clean(form.Currency)), zone: s.zone(), amounts: map[string]sheet.Amounts{}}
	switch r.form {
	case sheet.YMD, sheet.DMY, sheet.MDY:
	default:
		return nil, field("dayForm", "Choose how days are written.")
	}
	if r.currency != "" && !r.currency.Known() {
		return nil, field("currency", "Enter a currency code such as USD.")
	}
	mapping := sheet.Mapping{}
	for _, p := range form.Mapping {
		if p.Value != "" {
			mapping[p.Label] = p.Value
		}
	}
	if r.Picker, err = t.Pick(kind.fields, mapping); err != nil {
		return nil, err
	}
	if r.how, err = r.decimals(kind.amount, form.Decimal); err != nil {
		return nil, err
	}
	raw, err := json.Marshal(remembered{mapping, r.form, clean(form.Shop)})
	if err != nil {
		return nil, err
	}
	return r, s.store.Note(ctx, mappingPrefix+kind.key, string(raw))
}

// decimals is how amounts are written: by the column itself where it tells, else
// as a person says. It is never guessed, since a wrong guess is a thousandfold.
func (r *tableReader) decimals(column, said string) (sheet.Amounts, error) {
	how := sheet.AmountsOf(r.Values(column))
	switch {
	case said != "" && said != "." && said != ",":
		return how, field("decimal", "Choose a point or a comma.")
	case !how.Ambiguous() || r.currency != "" && r.currency.Digits() == 0:
		return how, nil
	case said != "":
		return how.Decimals(said[0]), nil
	}
	for text := range r.Values(column) {
		return how, field("decimal", fmt.Sprintf("Amounts such as %s can be read in two ways. Choose what stands before decimals.", text))
	}
	return how, nil
}

// amount reads a field of a row, by the way its whole column is written.
func (r *tableReader) amount(row sheet.Row, field string, c money.Currency) (money.Amount, error) {
	how, known := r.amounts[field]
	if !known {
		if how = sheet.AmountsOf(r.Values(field)); how.Ambiguous() {
			how = r.how
		}
		r.amounts[field] = how
	}
	return how.Amount(r.Text(row, field), c)
}

// moment reads a field of a row as a day with or without a time.
func (r *tableReader) moment(row sheet.Row, field string) (sheet.Moment, error) {
	return sheet.ParseTime(r.Text(row, field), r.form, r.zone)
}
