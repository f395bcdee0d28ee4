package sheet_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/sheet"
)

// A row that can't be read is told by its line, and takes no other with it.
func TestReadEach(t *testing.T) {
	file := "Name,E-mail\r\n" +
		"Ana,ana@member.example\r\n" +
		"\"Ben,ben@member.example\r\n" + // line 3
		"\r\n" +
		"Chi \"C\" O,chi@member.example\n" + // line 5
		"Dan,dan@member.example,more\n" + // line 6
		"E\x00m,em@member.example\n" +
		strings.Repeat("x", 40<<10) + ",f@member.example\n" + // line 8
		"\"Gia\nand Co\",gia@member.example\n" +
		"Hana,hana@member.example"
	table, err := sheet.ReadEach(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range table.Rows {
		got = append(got, fmt.Sprintf("%d %t %.20s", r.Line, r.Wrong != "", r.Cells[0]))
	}
	want := []string{"2 false Ana", "3 true \"Ben,ben@member.exam", "5 true Chi \"C\" O,chi@member", "6 true Dan,dan@member.examp", "7 false E\x01m", "8 true xxxxxxxxxxxxxxxxxxxx", "9 false Gia\nand Co", "11 false Hana"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want, got:\n%s", diff)
	}
	// A byte that is no UTF-8 is its row's problem; many are another encoding.
	for text, want := range map[string]string{"a\nZoë Krüger\n\xff\n": "Zoë Krüger|\x01", "a\nZo\xeb\nKr\xfcger\n": "Zoë|Krüger", "\xff\xfea\x00\n\x00\xeb\x00\n\x00": "ë"} {
		table, err := sheet.ReadEach(strings.NewReader(text))
		var cells []string
		for _, r := range table.Rows {
			cells = append(cells, r.Cells[0])
		}
		if got := strings.Join(cells, "|"); got != want || err != nil {
			t.Errorf("%q reads as %q, %v", text, got, err)
		}
	}
	for text, hint := range map[string]string{"": "no rows", "Name\n": "no rows", "\"Name\nAna": "row of names", "PK\x03\x04": "Excel"} {
		if _, err := sheet.ReadEach(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), hint) {
			t.Errorf("%q gives %v", text, err)
		}
	}
}

func TestBare(t *testing.T) {
	for _, text := range []string{"", "Ana", "@ana", "=1+1", "'quoted", "''", "'=x", "O'Neill", " -1", "＝1"} {
		if got := sheet.Bare(sheet.Cell(text)); got != text && text != "'=x" {
			t.Errorf("%q comes back as %q", text, got)
		}
	}
}

// Whatever the file, rows are in its order, as wide as its row of names, and no
// line is in two of them; what Read takes, ReadEach takes alike.
func FuzzReadEach(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "a\n\"x\n\"y\"z\n", "a;b\r\n\"1;2\r\n3;4", "\xff\xfea\x00\n\x00", "sep=;\na;b\n\";\"\"\n", "a\n\"\n\n\n\"b\""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		each, err := sheet.ReadEach(strings.NewReader(string(raw)))
		if err != nil {
			return
		}
		last := 0
		for _, row := range each.Rows {
			if row.Line <= last || len(row.Cells) != len(each.Columns) {
				t.Fatalf("line %d after %d has %d cells of %d", row.Line, last, len(row.Cells), len(each.Columns))
			}
			last = row.Line
		}
		whole, err := sheet.Read(strings.NewReader(string(raw)))
		if err == nil && !slices.ContainsFunc(each.Rows, func(r sheet.Row) bool { return r.Wrong != "" }) {
			if diff := cmp.Diff(whole.Rows, each.Rows); diff != "" {
				t.Fatalf("whole, each:\n%s", diff)
			}
		}
	})
}
