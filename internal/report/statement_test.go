package report_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/report"
)

func TestStatementFile(t *testing.T) {
	s := report.Statement{Workspace: "Brand", Member: "Mia, \"Bo\"", From: "2026-10-01", To: "2026-10-31", Accounts: []report.StatementAccount{
		{Currency: "USD", Opening: "-1.00", Closing: "9.00", Rows: []report.StatementRow{
			{Day: "2026-10-02", What: "Sale of 100.00 USD", Offer: "Wool", State: "owed", Earned: "10.00", Paid: "0.00", Balance: "9.00", Explanation: "10 %\nof it"}}},
		{Currency: "JPY", Opening: "0", Closing: "0"},
	}}
	var file bytes.Buffer
	n, err := report.WriteStatement(&file, s)
	if err != nil || n != 5 {
		t.Fatal(n, err)
	}
	want := strings.Join([]string{
		`programme,member,currency,day,what,offer,state,earned,paid,balance,explanation`,
		`Brand,"Mia, ""Bo""",USD,2026-10-01,Owed before,,,,,-1.00,`,
		`Brand,"Mia, ""Bo""",USD,2026-10-02,Sale of 100.00 USD,Wool,owed,10.00,0.00,9.00,10 % of it`,
		`Brand,"Mia, ""Bo""",USD,2026-10-31,Owed now,,,,,9.00,`,
		`Brand,"Mia, ""Bo""",JPY,2026-10-01,Owed before,,,,,0,`,
		`Brand,"Mia, ""Bo""",JPY,2026-10-31,Owed now,,,,,0,`, ``,
	}, "\r\n")
	if diff := cmp.Diff(want, file.String()); diff != "" {
		t.Error(diff)
	}
	if _, err := report.WriteStatement(full{}, s); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

var errFull = errors.New("the disk is full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// cell is how a text from outside stands in a file.
func cell(t *testing.T, text string) string {
	t.Helper()
	var file bytes.Buffer
	if _, err := report.WriteStatement(&file, report.Statement{Member: text, Accounts: []report.StatementAccount{{}}}); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&file).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows of %q: %v", len(rows), text, err)
	}
	return rows[1][1]
}

func TestNoCellIsAFormula(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Mia": "Mia", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "  =1": "'  =1", "\t=1": "' =1", "\r\n=1": "'  =1",
		"\u00a0=1": "'\u00a0=1", "＝1": "'＝1", "a=b": "a=b", "a\x00b": "a b", "'=1": "'=1", "\xff=": "?=", " ": " ", "1-2": "1-2",
	} {
		if got := cell(t, text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func FuzzCell(f *testing.F) {
	f.Add("=1+1")
	f.Add("  \ufeff-1")
	f.Fuzz(func(t *testing.T, text string) {
		got := cell(t, text)
		if bare := strings.TrimSpace(got); bare != "" && strings.ContainsAny(bare[:1], "=+-@") {
			t.Fatalf("%q is the formula %q", text, got)
		}
		if strings.ContainsAny(got, "\r\n\t\x00") {
			t.Fatalf("%q has a control character: %q", text, got)
		}
	})
}

func TestStatementFilename(t *testing.T) {
	for name, want := range map[string]string{
		"Mia Berger": "linkledger-statement-mia-berger-2026-11-22.csv", "": "linkledger-statement-2026-11-22.csv", "../../x": "linkledger-statement-x-2026-11-22.csv",
		"日本語": "linkledger-statement-2026-11-22.csv", strings.Repeat("ab ", 40): "linkledger-statement-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-a-2026-11-22.csv",
		strings.Repeat("a", 39) + " b": "linkledger-statement-" + strings.Repeat("a", 39) + "-2026-11-22.csv",
	} {
		if got := report.StatementFilename(name, "2026-11-22", "csv"); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}

func TestStatementPages(t *testing.T) {
	s := report.Statement{Workspace: "Brand", Member: "Mia", From: "2026-10-01", To: "2026-10-31", AsOf: "2026-11-23 07:00", Zone: "Europe/Berlin", Accounts: []report.StatementAccount{
		{Currency: "USD", Opening: "-1.00", Closing: "9.00", Earned: "10.00", Paid: "0.00", Pending: "3.50", Rows: []report.StatementRow{
			{Day: "2026-10-02", What: "Sale", Offer: "Wool", State: "owed", Earned: "10.00", Paid: "0.00", Balance: "9.00"},
			{Day: "2026-10-03", What: "Sale", Offer: "", State: "pending", Earned: "3.50", Paid: "0.00", Balance: "9.00"}}},
		{Currency: "JPY", Opening: "0", Closing: "0", Earned: "0", Paid: "0", Pending: "0"},
	}}
	b := s.Book()
	want := []string{
		"Day|What|Offer|State|Earned (USD)|Pending (USD)|Paid (USD)|Balance (USD)",
		"total: 2026-10-01|Owed before||||||-1.00",
		"row: 2026-10-02|Sale|Wool|owed|10.00|||9.00",
		"row: 2026-10-03|Sale||pending||3.50||9.00",
		"total: 2026-10-31|Owed at the end|||10.00|3.50|0.00|9.00",
	}
	if diff := cmp.Diff(want, plain(b.Grids[0])); diff != "" {
		t.Error(diff)
	}
	if len(b.Notes) != 1 || b.Title != "Statement of Mia" || s.Empty() {
		t.Errorf("%+v", b)
	}
	s.Accounts = s.Accounts[1:]
	if !s.Empty() || len(s.Book().Notes) != 0 {
		t.Errorf("%+v", s.Book())
	}
	s.Accounts[0].Opening = "-0.01"
	if s.Empty() {
		t.Error("something is owed")
	}
	s.Accounts = nil
	if notes := s.Book().Notes; len(notes) != 1 || !s.Empty() {
		t.Error(notes)
	}
}
