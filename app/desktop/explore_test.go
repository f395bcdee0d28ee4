package desktop

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/report"
)

// TestExplorer: what a shopper bought is found by every way to ask for it.
func TestExplorer(t *testing.T) {
	a := openApp(t, t.TempDir())
	offer, member, link := sale(t, a)
	ask := func(q ReportQuestion) ReportAnswer {
		t.Helper()
		return got(a.Explorer.Ask(q))(t)
	}
	home := got(a.Reports.SalesTracking(Period{}))(t).Totals[0]

	answer := ask(ReportQuestion{Run: "r1", By: []string{"offer", "member"}, Measures: []string{"clicks", "conversions", "sales", "payout", "epc"}})
	if len(answer.Tables) != 1 || len(answer.Tables[0].Rows) != 1 {
		t.Fatalf("answer %+v", answer)
	}
	table := answer.Tables[0]
	row := table.Rows[0]
	want := []ReportLabel{{ID: offer.Row.ID, Name: offer.Row.Name}, {ID: member.ID, Name: member.Name}}
	if diff := cmp.Diff(want, row.Labels); diff != "" {
		t.Error(diff)
	}
	for at, figure := range []string{"1", "1", home.Sales.Text, home.Earned.Text} {
		if row.Total[at].Value.Text != figure || table.Total.Total[at].Value.Text != figure {
			t.Errorf("%s is %+v, not %s", answer.Measures[at].Label, row.Total[at].Value, figure)
		}
	}
	if sales := row.Total[2].Value; sales.Minor != home.Sales.Minor || sales.Currency != home.Sales.Currency {
		t.Errorf("an amount without its currency: %+v", sales)
	}
	if answer.Measures[4].Formula == "" || answer.By[0].Label != "Offer" || answer.Zone == "" || answer.RelayAsOf == "" {
		t.Errorf("what a reader needs is missing: %+v", answer)
	}

	only := ReportFilter{Dimension: "link", Values: []string{link.ID}}
	if rows := ask(ReportQuestion{By: []string{"member"}, Measures: []string{"clicks"}, Where: []ReportFilter{only}}).Tables[0].RowCount; rows != 1 {
		t.Errorf("%d rows of the link", rows)
	}
	only.Not = true
	if rows := ask(ReportQuestion{By: []string{"member"}, Measures: []string{"clicks"}, Where: []ReportFilter{only}}).Tables[0].RowCount; rows != 0 {
		t.Errorf("%d rows without the only link", rows)
	}

	values := got(a.Explorer.Values(ReportValueSearch{Dimension: "member", Search: "LIND maya", Chosen: []string{member.ID, "gone"}}))(t)
	if diff := cmp.Diff(ReportValues{Found: []ReportLabel{{member.ID, member.Name}}, Chosen: []ReportLabel{{member.ID, member.Name}}}, values); diff != "" {
		t.Error(diff)
	}
	if none := got(a.Explorer.Values(ReportValueSearch{Dimension: "member", Search: "nobody"}))(t); len(none.Found) != 0 {
		t.Errorf("nobody is %+v", none)
	}

	funnel := got(a.Explorer.Funnel(ReportQuestion{}))(t)
	if steps := funnel.Funnels[0].Steps; steps[0].Count.Text != "1" || steps[1].Count.Text != "1" {
		t.Errorf("the funnel is %+v", steps)
	}
	heat, conversions := got(a.Explorer.HeatMap(ReportQuestion{}))(t), int64(0)
	for _, day := range heat.Conversions {
		for _, n := range day {
			conversions += n
		}
	}
	if conversions+heat.NoHour != 1 || len(heat.Clicks) != 7 || len(heat.Clicks[0]) != 24 {
		t.Errorf("the heat map is %+v", heat)
	}
	if cohorts := got(a.Explorer.Cohorts(ReportQuestion{}))(t); len(cohorts) != 1 || cohorts[0].Rows[0].Months[0].Sales.Text != home.Sales.Text {
		t.Errorf("cohorts are %+v", cohorts)
	}
}

// TestQuestionsThatCannotBeAsked: each is told which part of it is wrong.
func TestQuestionsThatCannotBeAsked(t *testing.T) {
	a := openApp(t, t.TempDir())
	good := func() ReportQuestion { return ReportQuestion{By: []string{"member"}, Measures: []string{"sales"}} }
	for what, change := range map[string]func(*ReportQuestion){
		"measure no":       func(q *ReportQuestion) { q.Measures = nil },
		"measure unknown":  func(q *ReportQuestion) { q.Measures = []string{"happiness"} },
		"by unknown":       func(q *ReportQuestion) { q.By = []string{"moon"} },
		"by twice":         func(q *ReportQuestion) { q.Across = "member" },
		"by four":          func(q *ReportQuestion) { q.By = []string{"day", "offer", "member", "link"} },
		"where unknown":    func(q *ReportQuestion) { q.Where = []ReportFilter{{Dimension: "moon", Values: []string{"1"}}} },
		"period no day":    func(q *ReportQuestion) { q.Period.From = "2026-02-30" },
		"period backwards": func(q *ReportQuestion) { q.Period = Period{From: "2026-03-01", To: "2026-02-01"} },
		"basis unknown":    func(q *ReportQuestion) { q.Basis = "gut" },
		"compare unknown":  func(q *ReportQuestion) { q.Compare = "neighbour" },
		"sort hidden":      func(q *ReportQuestion) { q.Sort.Measure = "clicks" },
		"limit large":      func(q *ReportQuestion) { q.Limit = report.MaxLimit + 1 },
		"asOf no day":      func(q *ReportQuestion) { q.AsOf = "yesterday" },
	} {
		q := good()
		change(&q)
		_, err := a.Explorer.Ask(q)
		name, _, _ := strings.Cut(what, " ")
		if f := failed(t, err); f.Code != "invalid" || f.Fields[name] == "" {
			t.Errorf("%s: %+v", what, f)
		}
	}
	got(a.Explorer.Ask(good()))(t)
	if _, err := a.Explorer.Values(ReportValueSearch{Dimension: "moon"}); failed(t, err).Code != "invalid" {
		t.Error("values of what is no dimension")
	}
}

func TestCancelledQuestion(t *testing.T) {
	var runs asking
	ctx, end, err := runs.begin(context.Background(), "r1")
	must(t, err)
	if _, _, err := runs.begin(context.Background(), "r1"); err == nil {
		t.Error("two runs have one name")
	}
	other, endOther, err := runs.begin(context.Background(), "")
	must(t, err)
	defer endOther()
	runs.cancel("r1")
	runs.cancel("r1")
	runs.cancel("never")
	if ctx.Err() == nil || other.Err() != nil {
		t.Errorf("cancelled: %v, not %v", other.Err(), ctx.Err())
	}
	end()
	if len(runs.runs) != 0 {
		t.Errorf("%d runs are left", len(runs.runs))
	}
}
