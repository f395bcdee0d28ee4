package csvfile_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"linkledger/internal/report/csvfile"
	"linkledger/internal/report/grid"
	"linkledger/internal/sheet"
)

func number(text string) grid.Cell { return grid.NumberCell(decimal.RequireFromString(text)) }

func TestWrite(t *testing.T) {
	column := func(id, head, unit string, kind grid.Kind, decimals int32) grid.Column {
		return grid.Column{ID: id, Head: head, Unit: unit, Kind: kind, Decimals: decimals}
	}
	b := grid.Book{Title: "Sales", Part: "Currency", Facts: []grid.Fact{{Label: "Time zone", Text: "Europe/Berlin"}, {Label: "Filters", Text: `Offer: "Wool", Silk`}}, Grids: []grid.Grid{
		{Name: "EUR", Columns: []grid.Column{column("m", "Member", "", grid.Text, 0), column("s", "Sales", "EUR", grid.Number, 2), column("r", "Rate", "%", grid.Number, 1)}, Lines: []grid.Line{
			{Role: grid.Row, Cells: []grid.Cell{grid.TextCell("=Ana\r\n"), number("-1234.5"), {}}},
			{Role: grid.Total, Cells: []grid.Cell{grid.TextCell("Total"), number("-1234.5"), number("2.25")}},
		}},
		{Name: "JPY", Columns: []grid.Column{column("m", "Member", "", grid.Text, 0), column("s", "Sales", "JPY", grid.Number, 0), column("n", "More", "", grid.Number, -1)}, Lines: []grid.Line{
			{Role: grid.Row, Cells: []grid.Cell{grid.TextCell("-5"), number("70"), number("0.125")}},
		}},
	}}
	var file bytes.Buffer
	if n, err := csvfile.Write(&file, b); n != 3 || err != nil {
		t.Fatal(n, err)
	}
	want := strings.Join([]string{
		`Currency,Row,Member,Sales,Rate (%),More,Time zone,Filters`,
		`EUR,row,'=Ana  ,-1234.50,,,Europe/Berlin,"Offer: ""Wool"", Silk"`,
		`EUR,total,Total,-1234.50,2.3,,Europe/Berlin,"Offer: ""Wool"", Silk"`,
		`JPY,row,'-5,70,,0.125,Europe/Berlin,"Offer: ""Wool"", Silk"`, ``}, "\r\n")
	if diff := cmp.Diff(want, file.String()); diff != "" {
		t.Error(diff)
	}
	if _, err := csvfile.Write(full{}, b); !errors.Is(err, errFull) {
		t.Error(err)
	}
	// One table by itself has no column for its name.
	file.Reset()
	if _, err := csvfile.Write(&file, grid.Book{Grids: b.Grids[:1]}); err != nil || !strings.HasPrefix(file.String(), "Member,Sales (EUR),Rate (%)\r\n") {
		t.Errorf("%v: %s", err, file.String())
	}
}

var errFull = errors.New("disk full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// However a name looks, a strict parser reads it back, and no spreadsheet takes
// it for a formula.
func FuzzNames(f *testing.F) {
	for _, name := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\"", "a,b", "a\r\nb", " =1", "＝1", "\u200b=1", "'=1", "\xff"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		g := grid.Grid{Columns: []grid.Column{{ID: "n", Head: name, Kind: grid.Text}, {ID: "x", Head: "X", Kind: grid.Number}},
			Lines: []grid.Line{{Role: grid.Row, Cells: []grid.Cell{grid.TextCell(name), grid.NumberCell(decimal.NewFromInt(7))}}}}
		var file bytes.Buffer
		if _, err := csvfile.Write(&file, grid.Book{Grids: []grid.Grid{g}}); err != nil {
			t.Fatal(err)
		}
		strict(t, file.String())
		rows, err := csv.NewReader(&file).ReadAll()
		if err != nil || len(rows) != 2 || rows[1][1] != "7" {
			t.Fatalf("%q: %v %q", name, err, rows)
		}
		for _, got := range []string{rows[0][0], rows[1][0]} {
			if strings.ContainsAny(strings.TrimLeft(got, " ")[:min(1, len(strings.TrimLeft(got, " ")))], "=+-@") {
				t.Errorf("%q is a formula", got)
			}
			if sheet.Bare(got) != grid.Clean(name) && got != grid.Clean(name) {
				t.Errorf("%q became %q", name, got)
			}
		}
	})
}

// strict follows the grammar of RFC 4180, section 2.
func strict(t *testing.T, file string) {
	t.Helper()
	for file != "" {
		for { // a record
			if rest, quoted := strings.CutPrefix(file, `"`); quoted {
				for {
					at := strings.IndexByte(rest, '"')
					if at < 0 {
						t.Fatalf("a quotation is not closed: %q", file)
					}
					if rest = rest[at+1:]; !strings.HasPrefix(rest, `"`) {
						break
					}
					rest = rest[1:]
				}
				file = rest
			} else {
				at := strings.IndexAny(file, "\",\r\n")
				if at < 0 || file[at] == '"' {
					t.Fatalf("a bare value with a quotation mark, or no end of line: %q", file)
				}
				file = file[at:]
			}
			if rest, more := strings.CutPrefix(file, ","); more {
				file = rest
				continue
			}
			rest, ends := strings.CutPrefix(file, "\r\n")
			if !ends {
				t.Fatalf("a record does not end in CRLF: %q", file)
			}
			file = rest
			break
		}
	}
}
