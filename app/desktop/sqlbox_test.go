package desktop

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// answered waits for a statement to end.
func answered(t *testing.T, a *App, statement string) SQLRun {
	t.Helper()
	v := got(a.SQLBox.Run(statement))(t)
	<-got(a.current.sqlRuns.get(v.ID))(t).ended
	return got(a.SQLBox.State(v.ID))(t)
}

// The views say what the screens say, and the examples run.
func TestSQLOfASale(t *testing.T) {
	a := openApp(t, t.TempDir())
	offer, member, link := sale(t, a)
	buy(t, a, link.URL)
	must(t, a.Sync(context.Background()))

	v := answered(t, a, `SELECT member, offer, link_number, currency, sale_minor, status, test FROM sales ORDER BY reported_at`)
	if v.State != runDone || len(v.Rows) != 2 || v.More || v.Error != "" {
		t.Fatalf("%+v", v)
	}
	if row := v.Rows[0]; row[0].Text != member.Name || row[1].Text != offer.Row.Name || !v.Columns[4].Numeric || v.Columns[0].Numeric || row[6].Text != "0" {
		t.Errorf("%+v", v)
	}
	row := got(a.Members.List())(t)[0]
	if earned := answered(t, a, `SELECT sum(amount_minor) FROM payouts WHERE state <> 'void' AND member = '`+member.Name+`'`); earned.Rows[0][0].Text != row.Earned.Minor || row.Earned.Minor == "0" {
		t.Errorf("%+v was earned, and SQL says %+v", row.Earned, earned.Rows)
	}
	clicks := answered(t, a, `SELECT sum(gross_clicks), sum(valid_clicks), sum(unique_clicks) FROM clicks WHERE member_id = '`+member.ID+`'`)
	if clicks.Rows[0][0].Text == "0" || clicks.Rows[0][0].Null {
		t.Errorf("%+v", clicks)
	}
	for _, example := range got(a.SQLBox.Guide())(t).Examples {
		if v := answered(t, a, example.Statement); v.State != runDone || len(v.Columns) < 2 {
			t.Errorf("%s: %+v", example.Name, v)
		}
	}
	for _, view := range got(a.SQLBox.Guide())(t).Views {
		if v := answered(t, a, `SELECT * FROM `+view.Name); v.State != runDone || len(v.Columns) != len(view.Columns) {
			t.Errorf("%s: %+v", view.Name, v)
		}
	}
	if v := answered(t, a, `SELECT 1 AS one, NULL, 0.1 + 0.2, 1e300, x'00ff'`); v.Rows[0][0].Text != "1" || !v.Rows[0][1].Null || v.Rows[0][2].Text != "0.3" || v.Rows[0][3].Text != "1e+300" || v.Rows[0][4].Text != "00ff" {
		t.Errorf("%+v", v.Rows)
	}
}

// An answer that no memory would hold ends, and says why.
func TestSQLOfLongTextsEnds(t *testing.T) {
	a := openApp(t, t.TempDir())
	for _, text := range []string{`printf('%.*c', 1000000, 'x')`, `zeroblob(1000000)`} {
		v := answered(t, a, `WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x+1 FROM n LIMIT 40) SELECT `+text+` FROM n`)
		if v.State != runFailed || !strings.Contains(v.Error, "too long") || v.Hint == "" || len(v.Rows) > 0 {
			t.Errorf("%s: %s, %d rows: %s", text, v.State, len(v.Rows), v.Error)
		}
	}
}

func TestSQLIsRefusedInWords(t *testing.T) {
	a := openApp(t, t.TempDir())
	for statement, want := range map[string]struct {
		says string
		at   int
	}{
		"":                                  {"There is no statement.", -1},
		"DELETE FROM sales":                 {"Only a statement that reads the views is possible here", -1},
		"SELECT secret FROM link_block":     {"", -1},
		"SELECT * FROM setting":             {"Setting.key is none of the views.", -1},
		"SELECT 'é',\n  nowhere FROM sales": {"No such column: nowhere.", 14},
		"SELECT 1; SELECT 2":                {"More than one statement.", 9},
	} {
		v := answered(t, a, statement)
		if v.State != runFailed || !strings.HasPrefix(v.Error, want.says) || v.Hint == "" || want.at >= 0 && v.At != want.at {
			t.Errorf("%q: %+v", statement, v)
		}
	}
	v := got(a.SQLBox.Run(`WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x+1 FROM n) SELECT count(*) FROM n`))(t)
	must(t, a.SQLBox.Cancel(v.ID))
	<-got(a.current.sqlRuns.get(v.ID))(t).ended
	if v = got(a.SQLBox.State(v.ID))(t); v.State != runCancelled {
		t.Errorf("%+v", v)
	}
	many := answered(t, a, `WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x+1 FROM n LIMIT 5001) SELECT x FROM n`)
	if len(many.Rows) != sqlRows || !many.More {
		t.Errorf("%d rows, more: %t", len(many.Rows), many.More)
	}
}

func TestSQLFiles(t *testing.T) {
	dir := t.TempDir()
	var suggested string
	a := openApp(t, dir)
	a.options.SaveFile = func(name string) (string, error) {
		suggested = name
		return filepath.Join(dir, name), nil
	}
	statement := `SELECT '=1+1' AS name, 12 AS n, 0.5 AS half, NULL AS none, 'x' AS mixed UNION ALL SELECT 'b', 13, 2, NULL, 7`
	file := got(a.SQLBox.Export(SQLExport{Name: "What I ask: often", Statement: statement, Format: "csv"}))(t)
	if !strings.HasPrefix(suggested, "linkledger-sql-what-i-ask-often-20") || file.Rows != 2 {
		t.Errorf("%s: %+v", suggested, file)
	}
	raw := got(os.ReadFile(file.Path))(t)
	rows := got(csv.NewReader(strings.NewReader(string(raw))).ReadAll())(t)
	if want := "name n half none mixed|'=1+1 12 0.5  x|b 13 2  7"; joined(rows) != want {
		t.Errorf("%q", joined(rows))
	}
	file = got(a.SQLBox.Export(SQLExport{Statement: statement, Format: "xlsx"}))(t)
	book := got(excelize.OpenFile(file.Path))(t)
	if name := got(book.GetCellValue("Rows", "A2"))(t); name != "=1+1" {
		t.Error(name)
	}
	if kind := got(book.GetCellType("Rows", "B2"))(t); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Error(kind)
	}
	if asked := got(book.GetCellValue("About", "B2"))(t); asked != statement {
		t.Error(asked)
	}
	must(t, book.Close())
	for _, form := range []SQLExport{{Statement: statement, Format: "exe"}, {Statement: "DROP VIEW sales", Format: "csv"}} {
		if f := failed(t, onlyError(a.SQLBox.Export(form))); f.Code != "invalid" {
			t.Errorf("%+v", f)
		}
	}
}

func joined(rows [][]string) string {
	lines := make([]string, 0, len(rows))
	for _, row := range rows {
		lines = append(lines, strings.Join(row, " "))
	}
	return strings.Join(lines, "|")
}

func TestSavedStatements(t *testing.T) {
	a := openApp(t, t.TempDir())
	if list := got(a.SQLBox.Saved())(t); list == nil || len(list) != 0 {
		t.Errorf("%+v", list)
	}
	b := got(a.SQLBox.Save(SQLStatement{Name: " By day ", Statement: "SELECT 1"}))(t)
	got(a.SQLBox.Save(SQLStatement{Name: "a", Statement: "SELECT 2"}))(t)
	b.Statement = "SELECT 3"
	got(a.SQLBox.Save(b))(t)
	if list := got(a.SQLBox.Saved())(t); len(list) != 2 || list[0].Name != "a" || list[1].Name != "By day" || list[1].Statement != "SELECT 3" || list[1].ID != b.ID {
		t.Errorf("%+v", list)
	}
	for _, c := range []struct {
		form SQLStatement
		says string
	}{
		{SQLStatement{Name: "", Statement: "x"}, "name"}, {SQLStatement{Name: "BY DAY", Statement: "x"}, "name"},
		{SQLStatement{Name: strings.Repeat("é", 61), Statement: "x"}, "name"}, {SQLStatement{Name: "c", Statement: " "}, "statement"},
		{SQLStatement{Name: "c", Statement: strings.Repeat("x", 20_001)}, "statement"},
	} {
		if f := failed(t, onlyError(a.SQLBox.Save(c.form))); f.Fields[c.says] == "" {
			t.Errorf("%+v", f)
		}
	}
	if f := failed(t, onlyError(a.SQLBox.Save(SQLStatement{ID: "gone", Name: "c", Statement: "x"}))); f.Code != "not_found" {
		t.Errorf("%+v", f)
	}
	must(t, a.SQLBox.Delete(b.ID))
	if list := got(a.SQLBox.Saved())(t); len(list) != 1 {
		t.Errorf("%+v", list)
	}
}
