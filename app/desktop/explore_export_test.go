package desktop

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"linkledger/internal/report"
)

// What a file has is what the report says, to the cent, in every format; the
// same report is the same bytes; a name that looks like a formula is a text.
func TestReportFiles(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	folder := t.TempDir()
	a.options.SaveFile = func(name string) (string, error) { return filepath.Join(folder, name), nil }
	_, member, link := sale(t, a)
	buy(t, a, link.URL)
	const formula = `=HYPERLINK("http://x.example","pay")`
	got(a.Members.Save(MemberForm{ID: member.ID, Name: formula, Payee: "maya@lindqvist.example", Was: &member}))(t)
	must(t, a.Sync(ctx))

	question := ReportQuestion{By: []string{"member", "day"}, Measures: []string{"sales", "conversions", "clicks", "cr", "payout"}, Compare: "previous",
		Period: Period{From: "2000-01-01", To: a.current.today()}}
	explorer := got(a.current.explorer(ctx))(t)
	result := got(explorer.Explore(ctx, question.query()))(t)
	total := result.Tables[0].Total.Total[0].Value
	if total.Text() == "0.00" || len(result.Tables[0].Rows) == 0 {
		t.Fatalf("nothing was sold: %+v", result)
	}

	file := got(a.Explorer.Export(ReportExport{Question: question, Format: "csv"}))(t)
	if !strings.HasPrefix(filepath.Base(file.Path), "linkledger-report-sales-conversions-and-more-by-member-and-day-20") {
		t.Error(file.Path)
	}
	rows := got(csv.NewReader(bytes.NewReader(got(os.ReadFile(file.Path))(t))).ReadAll())(t)
	sum, said := decimal.Decimal{}, ""
	sales := column(t, rows[0], "Sales")
	for _, row := range rows[1:] {
		switch row[1] {
		case "total":
			said = row[sales]
		default:
			sum = sum.Add(decimal.RequireFromString(row[sales]))
		}
	}
	if said != total.Text() || sum.StringFixed(2) != said || rows[1][column(t, rows[0], "Member")] != "'"+formula ||
		rows[1][column(t, rows[0], "Time zone")] != a.current.zone().String() || rows[1][column(t, rows[0], "Filters")] != "None" {
		t.Errorf("the total is %s, its rows come to %s, and the report says %s: %q", said, sum, total.Text(), rows)
	}

	file = got(a.Explorer.Export(ReportExport{Question: question, Format: "xlsx"}))(t)
	book := got(excelize.OpenFile(file.Path))(t)
	cells := got(book.GetRows(book.GetSheetName(0), excelize.Options{RawCellValue: true}))(t)
	sales = column(t, cells[0], "Sales ("+string(result.Tables[0].Currency)+")")
	sum = decimal.Decimal{}
	for _, row := range cells[1 : len(cells)-1] {
		sum = sum.Add(decimal.RequireFromString(row[sales]))
	}
	if last := decimal.RequireFromString(cells[len(cells)-1][sales]); !last.Equal(total.Decimal()) || !sum.Equal(last) || cells[1][0] != formula {
		t.Errorf("%s and %s, not %s: %q", last, sum, total.Text(), cells)
	}
	must(t, book.Close())

	file = got(a.Explorer.Export(ReportExport{Question: question, Format: "pdf", Title: "My report"}))(t)
	if raw := got(os.ReadFile(file.Path))(t); !bytes.HasPrefix(raw, []byte("%PDF-")) || !strings.Contains(file.Path, "-my-report-") || file.Rows != len(rows)-1 {
		t.Errorf("%+v", file)
	}
	for _, format := range []string{"csv", "xlsx", "pdf"} {
		one, two := got(a.Explorer.Export(ReportExport{Question: question, Format: format}))(t), got(a.Explorer.Export(ReportExport{Question: question, Format: format}))(t)
		if one.Hash != two.Hash {
			t.Errorf("%s: the same report is other bytes", format)
		}
	}
	// All rows are in a file, however few a screen shows.
	question.Limit, question.Offset = 1, 1
	if file = got(a.Explorer.Export(ReportExport{Question: question, Format: "csv"}))(t); file.Rows != len(rows)-1 {
		t.Error(strconv.Itoa(file.Rows))
	}
	for _, wrong := range []ReportExport{{Question: question, Format: "doc"}, {Format: "csv"}} {
		if f := failed(t, onlyError(a.Explorer.Export(wrong))); f.Code != "invalid" {
			t.Errorf("%+v", f)
		}
	}
}

func column(t *testing.T, heads []string, name string) int {
	t.Helper()
	for i, head := range heads {
		if head == name {
			return i
		}
	}
	t.Fatalf("no column %q in %q", name, heads)
	return -1
}

func TestReportTitle(t *testing.T) {
	for want, q := range map[string]report.Query{
		"Sales": {Measure: []report.Measure{report.SaleAmount}},
		"Sales and Clicks by member, day and country": {Measure: []report.Measure{report.SaleAmount, report.Clicks}, By: []report.Dimension{report.Member, report.Day}, Across: report.Country},
		"Sales, Clicks and more by member":            {Measure: []report.Measure{report.SaleAmount, report.Clicks, report.CR, report.AOV}, By: []report.Dimension{report.Member}},
	} {
		if got := reportTitle(report.Result{Query: q}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
