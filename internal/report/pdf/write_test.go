package pdf_test

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"linkledger/internal/report/grid"
	"linkledger/internal/report/pdf"
)

var made = time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)

func book(name string, rows, columns int) grid.Book {
	g := grid.Grid{Name: "EUR", Columns: []grid.Column{{ID: "m", Head: name, Kind: grid.Text}}}
	for i := range columns {
		g.Columns = append(g.Columns, grid.Column{ID: fmt.Sprint(i), Head: "Network commission", Unit: "EUR", Kind: grid.Number, Decimals: 2})
	}
	for range rows {
		cells := []grid.Cell{grid.TextCell(name)}
		for i := range columns {
			cells = append(cells, grid.NumberCell(decimal.New(int64(i)*-123456, -2)))
		}
		g.Lines = append(g.Lines, grid.Line{Role: grid.Row, Cells: cells})
	}
	return grid.Book{Title: name, Part: "Currency", Facts: []grid.Fact{{Label: "Filters", Text: name}}, Notes: []string{name}, Grids: []grid.Grid{g}}
}

func write(t testing.TB, b grid.Book, o pdf.Options) []byte {
	t.Helper()
	var file bytes.Buffer
	if n, err := pdf.Write(&file, b, o); err != nil || n != len(b.Grids[0].Lines) {
		t.Fatal(n, err)
	}
	return file.Bytes()
}

var pages = regexp.MustCompile(`/Type /Page\n`)

func TestPages(t *testing.T) {
	for _, c := range []struct {
		rows, columns int
		upright       bool
		want          int
	}{{0, 3, false, 1}, {3, 3, false, 1}, {100, 3, false, 4}, {100, 3, true, 3}, {20, 30, false, 4}, {20, 30, true, 3}} {
		file := write(t, book("Ana", c.rows, c.columns), pdf.Options{Made: made, Upright: c.upright})
		if got := len(pages.FindAll(file, -1)); got != c.want || !bytes.HasPrefix(file, []byte("%PDF-")) {
			t.Errorf("%+v: %d pages", c, got)
		}
	}
}

func TestSameBookSameBytes(t *testing.T) {
	b := book("Ana محمد 王芳", 50, 12)
	first := write(t, b, pdf.Options{Made: made})
	for range 2 {
		if !bytes.Equal(first, write(t, b, pdf.Options{Made: made})) {
			t.Fatal("the bytes differ")
		}
	}
	if bytes.Equal(first, write(t, b, pdf.Options{Made: made.Add(time.Hour)})) {
		t.Error("when it was made is not in it")
	}
}

func TestDiskFull(t *testing.T) {
	if _, err := pdf.Write(full{}, book("Ana", 1, 1), pdf.Options{}); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

var errFull = errors.New("disk full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// Whatever a name is, there is a file.
func FuzzWrite(f *testing.F) {
	for _, name := range []string{"", "Ana =1+1 \xff a\nb ( \\ {nb}", "محمد علي الأمير שלום (טל) 王芳 😀 \u0300\U000e0001\ufffe", ")", strings.Repeat("longword", 200)} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		write(t, book(name, 2, 2), pdf.Options{Made: made, Upright: true})
	})
}
