package xlsx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"linkledger/internal/report/grid"
	"linkledger/internal/report/xlsx"
)

var made = time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)

func write(t testing.TB, b grid.Book) []byte {
	t.Helper()
	var file bytes.Buffer
	if _, err := xlsx.Write(&file, b, made); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// A cell is a cell as the workbook has it, read without the library that wrote it.
type cell struct{ Type, Value, Format string }

// cells reads a sheet strictly: nothing but known elements, no formula.
func cells(t testing.TB, file []byte, sheet string) map[string]cell {
	t.Helper()
	parts := map[string][]byte{}
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[part.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Looks []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	unmarshal(t, parts["xl/styles.xml"], &styles)
	codes := map[int]string{0: "General", 49: "@"}
	for _, f := range styles.Formats {
		codes[f.ID] = f.Code
	}
	var content struct {
		Rows []struct {
			Cells []struct {
				Ref     string  `xml:"r,attr"`
				Type    string  `xml:"t,attr"`
				Style   int     `xml:"s,attr"`
				Value   string  `xml:"v"`
				Inline  *string `xml:"is>t"`
				Formula *string `xml:"f"`
			} `xml:"c"`
		} `xml:"sheetData>row"`
	}
	unmarshal(t, parts["xl/worksheets/"+sheet+".xml"], &content)
	got := map[string]cell{}
	for _, row := range content.Rows {
		for _, c := range row.Cells {
			if c.Formula != nil {
				t.Errorf("%s has a formula: %s", c.Ref, *c.Formula)
			}
			value := cell{c.Type, c.Value, codes[styles.Looks[c.Style].Format]}
			if c.Inline != nil {
				value.Value = *c.Inline
			}
			got[c.Ref] = value
		}
	}
	return got
}

func unmarshal(t testing.TB, raw []byte, into any) {
	t.Helper()
	if err := xml.Unmarshal(raw, into); err != nil {
		t.Fatalf("%v in %.200s", err, raw)
	}
}

func number(text string) grid.Cell { return grid.NumberCell(decimal.RequireFromString(text)) }

func TestCellsAreTyped(t *testing.T) {
	file := write(t, grid.Book{Title: "=Sales", Part: "Currency", Facts: []grid.Fact{{Label: "Filters", Text: "=1+1"}}, Notes: []string{"@note"}, Grids: []grid.Grid{
		{Name: "EUR", Columns: []grid.Column{
			{ID: "m", Head: "=Member", Kind: grid.Text}, {ID: "d", Head: "Day", Kind: grid.Date}, {ID: "o", Head: "Month", Kind: grid.Month},
			{ID: "n", Head: "Clicks", Kind: grid.Number}, {ID: "s", Head: "Sales", Unit: "EUR", Kind: grid.Number, Decimals: 2},
			{ID: "r", Head: "Rate", Unit: "%", Kind: grid.Number, Decimals: 2}, {ID: "x", Head: "Any", Kind: grid.Number, Decimals: -1},
		}, Lines: []grid.Line{
			{Role: grid.Row, Cells: []grid.Cell{grid.TextCell("=1+1"), grid.DateCell("2026-11-22"), grid.MonthCell("2026-11"), number("1234"), number("-12.3"), number("4.12"), number("0.5")}},
			{Role: grid.Row, Cells: []grid.Cell{grid.TextCell(" +a\x00\nb"), grid.DateCell("2026-13-45"), grid.MonthCell("week 3"), {}, number("12345678901234.56"), number("0"), number("1e20")}},
			{Role: grid.Total, Cells: []grid.Cell{grid.TextCell("12"), {}, {}, number("0"), number("9007199254740.99"), number("100"), number("-0.000001")}},
		}},
		{Name: "a/b", Columns: []grid.Column{{ID: "x", Head: "X", Kind: grid.Text}}},
	}})
	want := map[string]cell{
		"A1": {"inlineStr", "=Member", ""}, "E1": {"inlineStr", "Sales (EUR)", ""}, "F1": {"inlineStr", "Rate (%)", ""},
		"A2": {"inlineStr", "=1+1", "@"}, "B2": {"", "46348", "yyyy-mm-dd"}, "C2": {"", "46327", "yyyy-mm"}, "D2": {"", "1234", "#,##0"},
		"E2": {"", "-12.3", "#,##0.00"}, "F2": {"", "0.0412", "0.00%"}, "G2": {"", "0.5", "General"},
		"A3": {"inlineStr", " +a  b", "@"}, "B3": {"inlineStr", "2026-13-45", "@"}, "C3": {"inlineStr", "week 3", "@"},
		"E3": {"inlineStr", "12345678901234.56", "@"}, "F3": {"", "0", "0.00%"}, "G3": {"", "100000000000000000000", "General"},
		"A4": {"inlineStr", "12", "@"}, "D4": {"", "0", "#,##0"}, "E4": {"", "9007199254740.99", "#,##0.00"}, "F4": {"", "1", "0.00%"}, "G4": {"", "-0.000001", "General"},
	}
	got := cells(t, file, "sheet1")
	for ref, want := range want {
		have := got[ref]
		if strings.HasSuffix(ref, "1") {
			have.Format = ""
		}
		if have != want {
			t.Errorf("%s is %+v, want %+v", ref, got[ref], want)
		}
	}
	if about := cells(t, file, "sheet3"); about["A1"].Value != "=Sales" || about["B2"].Value != "=1+1" || about["B3"].Value != "@note" {
		t.Errorf("%+v", about)
	}
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"EUR", "a b", "About"}, f.GetSheetList()); diff != "" {
		t.Error(diff)
	}
	if day, err := f.GetCellValue("EUR", "B2"); day != "2026-11-22" || err != nil {
		t.Error(day, err)
	}
}

func TestSameBookSameBytes(t *testing.T) {
	b := grid.Book{Title: "T", Part: "P"}
	for i := range 5 {
		b.Grids = append(b.Grids, grid.Grid{Name: strconv.Itoa(i), Columns: []grid.Column{{ID: "a", Head: "A", Kind: grid.Text}},
			Lines: []grid.Line{{Role: grid.Row, Cells: []grid.Cell{grid.TextCell("x")}}}})
	}
	first := write(t, b)
	for range 5 {
		if !bytes.Equal(first, write(t, b)) {
			t.Fatal("the bytes differ")
		}
	}
}

func TestTooManyRows(t *testing.T) {
	g := grid.Grid{Name: "a", Lines: make([]grid.Line, xlsx.MaxRows)}
	if _, err := xlsx.Write(io.Discard, grid.Book{Grids: []grid.Grid{g}}, made); err == nil || !strings.Contains(err.Error(), "1048575") {
		t.Error(err)
	}
}

// Any text comes back as it is, and any amount to the last digit.
func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		decimals := rapid.SampledFrom([]int32{0, 2, 3}).Draw(t, "decimals")
		g := grid.Grid{Name: "EUR", Columns: []grid.Column{{ID: "n", Head: "Name", Kind: grid.Text}, {ID: "s", Head: "Sales", Kind: grid.Number, Decimals: decimals}}}
		var names []string
		var amounts []decimal.Decimal
		sum := decimal.Decimal{}
		for range rapid.IntRange(1, 4).Draw(t, "rows") {
			name := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"=1+1", "+1", "-1", "@a", "\t=1", "_x0041_", "1e5", "TRUE", "'a"})).Draw(t, "name")
			amount := decimal.New(rapid.Int64Range(-1e15+1, 1e15-1).Draw(t, "amount"), -decimals)
			names, amounts, sum = append(names, grid.Clean(name)), append(amounts, amount), sum.Add(amount)
			g.Lines = append(g.Lines, grid.Line{Role: grid.Row, Cells: []grid.Cell{grid.TextCell(name), grid.NumberCell(amount)}})
		}
		var file bytes.Buffer
		if _, err := xlsx.Write(&file, grid.Book{Title: "T", Grids: []grid.Grid{g}}, made); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&file)
		if err != nil {
			t.Fatal(err)
		}
		read := decimal.Decimal{}
		for i := range names {
			row := strconv.Itoa(i + 2)
			name, err := f.GetCellValue("EUR", "A"+row)
			if err != nil || name != names[i] {
				t.Fatalf("%q became %q (%v)", names[i], name, err)
			}
			raw, err := f.GetCellValue("EUR", "B"+row, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			amount, err := decimal.NewFromString(raw)
			if err != nil || !amount.Equal(amounts[i]) {
				t.Fatalf("%s became %q (%v)", amounts[i], raw, err)
			}
			read = read.Add(amount)
		}
		if !read.Equal(sum) {
			t.Fatalf("the total is %s, want %s", read, sum)
		}
	})
}
