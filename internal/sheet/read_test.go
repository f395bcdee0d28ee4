package sheet_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"linkledger/internal/sheet"
)

func encoded(t *testing.T, how interface{ Bytes([]byte) ([]byte, error) }, text string) string {
	t.Helper()
	raw, err := how.Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestReadFindsWhatTheFileIs(t *testing.T) {
	const plain = "Order,Total\nA-1,12.50\nA-2,8\n"
	want := [][]string{{"Order", "Total"}, {"A-1", "12.50"}, {"A-2", "8"}}
	german := "Bestellung;Größe\nA-1;12,50\nA-2;8\n"
	wantGerman := [][]string{{"Bestellung", "Größe"}, {"A-1", "12,50"}, {"A-2", "8"}}
	for name, c := range map[string]struct {
		text      string
		want      [][]string
		encoding  string
		separator rune
	}{
		"commas":             {plain, want, "UTF-8", ','},
		"windows line ends":  {strings.ReplaceAll(plain, "\n", "\r\n"), want, "UTF-8", ','},
		"old line ends":      {strings.ReplaceAll(plain, "\n", "\r"), want, "UTF-8", ','},
		"no last line end":   {strings.TrimSpace(plain), want, "UTF-8", ','},
		"tabs":               {strings.ReplaceAll(plain, ",", "\t"), want, "UTF-8", '\t'},
		"bars":               {strings.ReplaceAll(plain, ",", "|"), want, "UTF-8", '|'},
		"decimal commas":     {german, wantGerman, "UTF-8", ';'},
		"told by Excel":      {"sep=;\r\n" + german, wantGerman, "UTF-8", ';'},
		"with a mark":        {"\ufeff" + plain, want, "UTF-8", ','},
		"from Windows":       {encoded(t, charmap.Windows1252.NewEncoder(), german), wantGerman, "Windows-1252", ';'},
		"UTF-16 LE":          {encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(), german), wantGerman, "UTF-16", ';'},
		"UTF-16 BE":          {encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder(), german), wantGerman, "UTF-16", ';'},
		"UTF-16 no mark":     {encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder(), german), wantGerman, "UTF-16", ';'},
		"blank lines":        {"\n,\nOrder,Total\n\nA-1,12.50\n,,\nA-2,8\n", want, "UTF-8", ','},
		"separators at end":  {"Order,Total,\nA-1,12.50,\nA-2,8,\n", want, "UTF-8", ','},
		"short rows":         {"Order,Total\nA-1,12.50\nA-2\n", [][]string{{"Order", "Total"}, {"A-1", "12.50"}, {"A-2", ""}}, "UTF-8", ','},
		"quoted line ends":   {"Order,Note\nA-1,\"two\nlines, \"\"so\"\"\"\n", [][]string{{"Order", "Note"}, {"A-1", "two\nlines, \"so\""}}, "UTF-8", ','},
		"names that repeat":  {"a,a,,a\n1,2,3,4\n", [][]string{{"a", "a (2)", "Column 3", "a (3)"}, {"1", "2", "3", "4"}}, "UTF-8", ','},
		"a name that is one": {"a (2),a,a\n1,2,3\n", [][]string{{"a (2)", "a", "a (3)"}, {"1", "2", "3"}}, "UTF-8", ','},
	} {
		t.Run(name, func(t *testing.T) {
			table, err := sheet.Read(strings.NewReader(c.text))
			if err != nil {
				t.Fatal(err)
			}
			got := [][]string{table.Columns}
			for _, r := range table.Rows {
				got = append(got, r.Cells)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if table.Encoding != c.encoding || table.Separator != c.separator {
				t.Errorf("read as %s with %q", table.Encoding, table.Separator)
			}
		})
	}
}

func TestReadKeepsTheLinesOfTheFile(t *testing.T) {
	for text, want := range map[string][]int{
		"a,b\n1,2\n\n3,4\n":             {2, 4},
		"sep=,\na,b\n1,\"x\ny\"\n3,4\n": {3, 5},
	} {
		table, err := sheet.Read(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		var got []int
		for _, r := range table.Rows {
			got = append(got, r.Line)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"nothing":           {"", "no rows"},
		"names only":        {"Order,Total\n", "no rows"},
		"a workbook":        {"PK\x03\x04rest", "save it as CSV"},
		"an old workbook":   {"\xd0\xcf\x11\xe0rest", "save it as CSV"},
		"bytes":             {"Order,Total\nA\x00,1\n", "not a text file"},
		"an open quotation": {"Order,Total\nA-1,5\n\"A-2,8\nA-3,9\n", "Line 3"},
		"quotes in between": {"Order,Total\nA-1,5\nA \"2\",8\n", "Line 3"},
		"too many values":   {"Order,Total\nA-1,1,234.50\n", "Line 2 has 3 values"},
		"a very long value": {"Order,Total\nA-1," + strings.Repeat("x", 40<<10) + "\n", "Line 2 has a value of"},
		"many columns":      {strings.Repeat("a,", 600) + "a\n1\n", "601 columns"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := sheet.Read(strings.NewReader(c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("said %v instead of %q", err, c.want)
			}
		})
	}
}

func TestMapping(t *testing.T) {
	fields := []sheet.Field{
		{Key: "order", Label: "the order number", Names: []string{"Order number", "Name"}, Needed: true},
		{Key: "total", Label: "the amount", Names: []string{"Subtotal", "Total"}, Needed: true},
		{Key: "code", Label: "the promo code", Names: []string{"Discount code"}},
	}
	table, err := sheet.Read(strings.NewReader("Name,E-mail,Sub-total,Total,discount_code\n#1,x@example.com,5,6,MIRA\n#2,,7,8,\n"))
	if err != nil {
		t.Fatal(err)
	}
	guess := table.Guess(fields)
	if diff := cmp.Diff(sheet.Mapping{"order": "Name", "total": "Total", "code": "discount_code"}, guess); diff != "" {
		t.Errorf("the field's own key goes first: %s", diff)
	}
	pick, err := table.Pick(fields, guess)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for code := range pick.Values("code") {
		codes = append(codes, code)
	}
	if got := pick.Text(table.Rows[1], "order"); got != "#2" || !cmp.Equal(codes, []string{"MIRA"}) || !pick.Has("code") {
		t.Errorf("read %q, %q", got, codes)
	}
	for name, m := range map[string]sheet.Mapping{
		"total": {"order": "Name"}, "order": {"order": "Nummer", "total": "Total"}, "colour": {"order": "Name", "total": "Total", "colour": "Name"},
	} {
		if _, err := table.Pick(fields, m); err == nil || !strings.Contains(err.Error(), name+": ") {
			t.Errorf("a wrong %s: %v", name, err)
		}
	}
	if kept := table.Keep(sheet.Mapping{"order": "Name", "total": "Sum"}); !cmp.Equal(kept, sheet.Mapping{"order": "Name"}) {
		t.Errorf("kept %v", kept)
	}
}
