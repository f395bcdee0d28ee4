package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/practice"
)

func monthNamed(t *testing.T, a *App, month string) MonthRow {
	t.Helper()
	v := got(a.Months.List())(t)
	for _, row := range v.Months {
		if row.Month == month {
			return row
		}
	}
	t.Fatalf("no %s in %+v", month, v)
	return MonthRow{}
}

// untilNextMonth winds the practice world on until its month is over.
func untilNextMonth(t *testing.T, a *App) {
	t.Helper()
	month := a.current.today()[:7]
	for range 6 {
		got(a.Practice.Advance(practice.ToNextWeek))(t)
		if a.current.today()[:7] > month {
			return
		}
	}
	t.Fatal("the month does not end")
}

// A month is closed, and what becomes known of it later is told beside it: its
// figures stay, as do its file and any report as of that evening; over all days
// both readings come to the same.
func TestAMonthIsClosed(t *testing.T) {
	dir := t.TempDir()
	a := openApp(t, t.TempDir())
	a.options.SaveFile = func(name string) (string, error) { return filepath.Join(dir, name), nil }
	_, _, link := sale(t, a)
	buy(t, a, link.URL)
	month := a.current.today()[:7]
	if row := monthNamed(t, a, month); row.State != "running" || row.Figures[0].Conversions != 2 {
		t.Fatalf("%+v", row)
	}
	failed(t, onlyError(a.Months.Save(MonthForm{Month: month, Close: true, Seen: affiliate.NoVersion})))
	untilNextMonth(t, a)

	open := monthNamed(t, a, month)
	checks := got(a.Months.Checks(month))(t)
	var keys []string
	for _, c := range checks {
		keys = append(keys, c.Key)
	}
	if diff := cmp.Diff([]string{"synced", "cj", "locked", "unresolved", "on_hold", "books"}, keys); diff != "" || open.State != "open" {
		t.Error(diff, open)
	}
	got(a.Months.Save(MonthForm{Month: month, Close: true, Seen: open.Seen}))(t)
	if row := monthNamed(t, a, month); row.State != "closed" || row.Synced || row.Events[0].Who != "you" {
		t.Errorf("%+v", row)
	}
	must(t, a.Sync(t.Context()))
	closed := monthNamed(t, a, month)
	if closed.State != "closed" || !closed.Synced || closed.AsOf == "" || closed.Events[0].At == "" || len(closed.After) != 0 {
		t.Fatalf("%+v", closed)
	}
	if f := failed(t, onlyError(a.Months.Save(MonthForm{Month: month, Reason: "again", Seen: open.Seen}))); !strings.Contains(f.Message, "since you looked") {
		t.Errorf("%+v", f)
	}
	if f := failed(t, onlyError(a.Months.Save(MonthForm{Month: month, Seen: closed.Seen}))); f.Fields["reason"] == "" {
		t.Errorf("%+v", f)
	}

	// Days later somebody rejects one of its conversions.
	got(a.Practice.Advance(practice.ToNextDay))(t)
	must(t, a.Sync(t.Context()))
	c := got(a.Conversions.List(ConversionFilter{Period: Period{From: month + "-01", To: closed.Last}}))(t).Rows[0]
	got(a.Conversions.Decide(Decision{ConversionIDs: []string{c.ID}, Status: "rejected", Reason: "bought by herself"}))(t)
	must(t, a.Sync(t.Context()))
	after := monthNamed(t, a, month)
	if diff := cmp.Diff(closed.Figures, after.Figures); diff != "" {
		t.Error(diff)
	}
	if len(after.After) != 1 || after.After[0].Adjustments != 1 || after.After[0].Figures.Conversions != -1 {
		t.Fatalf("%+v", after.After)
	}
	list := got(a.Months.Adjustments(month))(t)
	if len(list.Rows) != 1 || list.Rows[0].CauseID != c.ID || list.Rows[0].Status != "rejected" || !strings.Contains(strings.Join(list.Rows[0].Why, " "), "bought by herself") {
		t.Fatalf("%+v", list)
	}
	among := got(a.Months.Among(ReportQuestion{Period: Period{From: list.Rows[0].Known, To: list.Rows[0].Known}}))(t)
	if diff := cmp.Diff(list, among); diff != "" {
		t.Error(diff)
	}
	for _, q := range []ReportQuestion{{Period: Period{To: closed.Last}}, {Period: Period{From: list.Rows[0].Known}, AsOf: closed.AsOf},
		{Where: []ReportFilter{{Dimension: "status", Values: []string{"on_hold"}}}}} {
		if among := got(a.Months.Among(q))(t); len(among.Rows) != 0 {
			t.Errorf("%+v has %+v", q, among)
		}
	}

	ask := func(q ReportQuestion) ReportAnswer {
		t.Helper()
		q.Measures = []string{"conversions", "sales", "commission", "payout"}
		explorer := got(a.current.explorer(t.Context()))(t)
		return viewAnswer(got(explorer.Explore(t.Context(), q.query()))(t))
	}
	figures := func(q ReportQuestion) []string {
		var texts []string
		for _, cell := range ask(q).Tables[0].Total.Total {
			texts = append(texts, cell.Value.Text)
		}
		return texts
	}
	days := Period{From: month + "-01", To: closed.Last}
	frozen := []string{"2", closed.Figures[0].Sales.Text, closed.Figures[0].Commission.Text, closed.Figures[0].Payout.Text}
	for _, q := range []ReportQuestion{{Period: days}, {Period: days, AsOf: closed.AsOf}, {Period: days, AsOf: closed.AsOf, Basis: "by_sale_day"}} {
		if diff := cmp.Diff(frozen, figures(q)); diff != "" {
			t.Errorf("%+v: %s", q, diff)
		}
	}
	if now := figures(ReportQuestion{Period: days, Basis: "by_sale_day"}); now[0] != "1" {
		t.Errorf("by sale day %v", now)
	}
	if diff := cmp.Diff(figures(ReportQuestion{}), figures(ReportQuestion{Basis: "by_sale_day"})); diff != "" {
		t.Error(diff)
	}

	file := got(a.Months.Export(month, "csv"))(t)
	text := string(got(os.ReadFile(file.Path))(t))
	for _, want := range []string{"Closed by you", "Maya Lindqvist", "bought by herself", closed.Figures[0].Sales.Text} {
		if !strings.Contains(text, want) {
			t.Errorf("the file lacks %q: %s", want, text)
		}
	}
	for _, format := range []string{"xlsx", "pdf"} {
		if file := got(a.Months.Export(month, format))(t); file.Rows == 0 {
			t.Errorf("%+v", file)
		}
	}

	got(a.Months.Save(MonthForm{Month: month, Reason: "A month too early", Seen: after.Seen}))(t)
	must(t, a.Sync(t.Context()))
	if row := monthNamed(t, a, month); row.State != "open" || len(row.Events) != 2 || row.Events[0].Reason != "A month too early" {
		t.Errorf("%+v", row)
	}
}

// The books of a past evening are what they were then.
func TestBooksAsOf(t *testing.T) {
	a := openApp(t, t.TempDir())
	_, _, link := sale(t, a)
	then, day := got(a.Books.Accounts())(t), got(a.current.store.Known(t.Context()))(t)
	for range 3 {
		got(a.Practice.Advance(practice.ToNextDay))(t)
	}
	buy(t, a, link.URL)
	if now := got(a.Books.Accounts())(t); cmp.Equal(then.Currencies, now.Currencies) {
		t.Fatal("nothing moved")
	}
	past := got(a.Books.AccountsAsOf(day))(t)
	if diff := cmp.Diff(then.Currencies, past.Currencies); diff != "" {
		t.Error(diff)
	}
	before := got(a.Books.AccountsAsOf("2000-01-01"))(t)
	if len(before.Currencies) != 0 || before.Transfers != 0 {
		t.Errorf("%+v", before)
	}
	failed(t, onlyError(a.Books.AccountsAsOf("yesterday")))
}
