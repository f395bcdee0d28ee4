package desktop

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"testing"
	"time"

	"linkledger/internal/affiliate"
)

// Key figures, why they are what they are, the lists behind them and a sale's
// story, on a programme of some weeks.
func TestHome(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	began := time.Now().Add(-60 * 24 * time.Hour)
	sample := got(a.StartSample(ctx, began))(t)
	must(t, sample.Run(ctx, began.Add(25*24*time.Hour)))
	s := got(a.session())(t)
	today, err := time.Parse(time.DateOnly, s.today())
	must(t, err)
	week := Period{From: today.AddDate(0, 0, -9).Format(time.DateOnly), To: s.today()}
	for _, period := range []Period{{}, week} {
		home := got(a.Reports.Home(HomeQuestion{Period: period}))(t)
		for name, want := range slowHome(t, s, period) {
			if kpi := kpiOf(t, home, name); kpi.Cell.Value.Text != want {
				t.Errorf("%+v: %s is %q, by the facts %q", period, name, kpi.Cell.Value.Text, want)
			}
		}
	}
	home := got(a.Reports.Home(HomeQuestion{Period: week}))(t)
	t.Run("the period before", func(t *testing.T) {
		before := slowHome(t, s, home.Compared)
		for _, name := range []string{"clicks", "conversions", "sales", "payout"} {
			if got := kpiOf(t, home, name).Cell.Before.Text; got != before[name] {
				t.Errorf("%s was %q before, by the facts %q", name, got, before[name])
			}
		}
	})
	t.Run("why", func(t *testing.T) { whyEachFigure(t, a, home) })
	t.Run("a cut", func(t *testing.T) { conversionsOfACut(t, a, home) })
	t.Run("a story", func(t *testing.T) { aStory(t, a) })
	t.Run("alerts", func(t *testing.T) { alertsAndLooking(t, a) })
}

func kpiOf(t *testing.T, home HomeView, measure string) KPIView {
	t.Helper()
	for _, k := range home.Currencies[0].KPIs {
		if k.Measure.ID == measure {
			return k
		}
	}
	t.Fatalf("there is no figure %s", measure)
	return KPIView{}
}

// slowHome works key figures out from the tables of facts.
func slowHome(t *testing.T, s *session, period Period) map[string]string {
	t.Helper()
	ctx := context.Background()
	currency := got(s.currency(ctx))(t)
	clicks, conversions, due := 0, 0, int64(0)
	var sale, earned int64
	sold, owed := map[affiliate.MemberID]bool{}, map[affiliate.MemberID]int64{}
	byLink := got(s.store.ClicksByLink(ctx, period.From, period.To))(t)
	for _, link := range got(s.store.Links(ctx))(t) {
		if !link.Test {
			clicks += byLink[link.Number].Gross - byLink[link.Number].Rejected
		}
	}
	for _, v := range got(s.store.SalesByLink(ctx, period.From, period.To))(t) {
		if v.Currency != currency || v.Member == "" {
			continue
		}
		conversions += v.Conversions
		sale, earned, due = sale+v.Sale, earned+v.Earned, due+v.Due
		if owed[v.Member] += v.Due; v.Conversions > 0 {
			sold[v.Member] = true
		}
	}
	membersDue := 0
	for _, minor := range owed {
		if minor > 0 {
			membersDue++
		}
	}
	members := 0
	for _, m := range got(s.store.Members(ctx))(t) {
		if !m.Test && !m.Removed {
			members++
		}
	}
	if conversions == 0 || clicks == 0 || earned == 0 {
		t.Fatalf("the sample has too little in %+v", period)
	}
	cents := func(minor int64) string {
		return strconv.FormatInt(minor/100, 10) + "." + strconv.FormatInt(minor%100+100, 10)[1:]
	}
	return map[string]string{"members": strconv.Itoa(members), "members_with_conversions": strconv.Itoa(len(sold)), "conversions": strconv.Itoa(conversions),
		"clicks": strconv.Itoa(clicks), "sales": cents(sale), "payout": cents(earned), "payout_due": cents(due), "members_due": strconv.Itoa(membersDue)}
}

// whyEachFigure asks of every key figure: the answer is the same, and its rows
// come to it.
func whyEachFigure(t *testing.T, a *App, home HomeView) {
	for _, k := range home.Currencies[0].KPIs {
		why := got(a.Reports.Why(WhyQuestion{Question: home.Question, Cell: ReportCellRef{Currency: home.Currencies[0].Currency, Measure: k.Measure.ID}}))(t)
		if why.Value != k.Cell.Value || why.Formula == "" || len(why.Sources) != 2 {
			t.Errorf("%s is %+v, and why says %+v", k.Measure.ID, k.Cell.Value, why)
		}
		if k.Measure.ID == "payout" && len(why.Rules) == 0 {
			t.Error("payouts come from no rule")
		}
		if k.Measure.ID != "sales" && k.Measure.ID != "conversions" {
			continue
		}
		if len(why.Rows) != 1 {
			t.Fatalf("%s has no rows behind it", k.Measure.ID)
		}
		sums := got(a.Conversions.Sums(why.Rows[0].Filter))(t).Currencies[0]
		value := strconv.Itoa(sums.Conversions)
		if k.Measure.ID == "sales" {
			value = sums.Sales.Text
		}
		if value != k.Cell.Value.Text || why.Rows[0].Count != sums.Conversions {
			t.Errorf("%s is %s, and the rows behind it come to %s", k.Measure.ID, k.Cell.Value.Text, value)
		}
	}
}

// conversionsOfACut lists the conversions of each device, and together they are
// all.
func conversionsOfACut(t *testing.T, a *App, home HomeView) {
	question := home.Question
	question.By, question.Measures, question.Compare, question.ComparedWith = []string{"device"}, []string{"conversions"}, "", Period{}
	answer := got(a.Explorer.Ask(question))(t)
	if len(answer.Tables[0].Rows) < 2 {
		t.Fatal("the sample has sales by one device alone")
	}
	for _, row := range answer.Tables[0].Rows {
		where := []ReportFilter{{Dimension: "device", Values: []string{row.Labels[0].ID}}, {Dimension: "member", Values: []string{""}, Not: true}}
		filter := ConversionFilter{Period: home.Period, Status: "pending,approved,on_hold", NoTests: true, Currency: answer.Tables[0].Currency, Where: where}
		sums := got(a.Conversions.Sums(filter))(t)
		page := got(a.Conversions.List(filter))(t)
		if n := row.Total[0].Value.Text; strconv.Itoa(page.Total) != n || len(sums.Currencies) == 0 || strconv.Itoa(sums.Currencies[0].Conversions) != n || len(sums.Where) != 2 {
			t.Errorf("%s sold %s times; listed are %d, and %+v", row.Labels[0].Name, n, page.Total, sums)
		}
	}
	_, err := a.Conversions.List(ConversionFilter{Where: []ReportFilter{{Dimension: "reason", Values: []string{"bot"}}}})
	if f := failed(t, err); f.Code != "invalid" {
		t.Errorf("conversions by why clicks were rejected: %+v", f)
	}
}

// aStory is complete and in the order of time.
func aStory(t *testing.T, a *App) {
	rows := got(a.Conversions.List(ConversionFilter{Status: "approved,pending", NoTests: true, Limit: 1000}))(t).Rows
	at := slices.IndexFunc(rows, func(r ConversionRow) bool { return r.ClickID != "" && r.CJStatus != "" && r.Payout.Minor != "0" })
	if at < 0 {
		t.Fatal("the sample has no such sale")
	}
	story := got(a.Conversions.Get(rows[at].ID))(t).History
	sources := map[string]bool{}
	for _, item := range story {
		sources[item.Source] = true
	}
	for _, source := range []string{"click", "postback", "cj", "rule", "books"} {
		if !sources[source] {
			t.Errorf("the story does not tell of %s: %+v", source, story)
		}
	}
	if !slices.IsSortedFunc(story, func(a, b HistoryItem) int { return cmp.Compare(a.At, b.At) }) {
		t.Errorf("not in the order of time: %+v", story)
	}
	if story[0].Source != "click" || len(story[0].Facts) < 4 {
		t.Errorf("it begins with %+v", story[0])
	}
	if calls := got(a.Conversions.CallsOf(rows[at].ID))(t); len(calls) == 0 || calls[0].Request == "" {
		t.Errorf("the call as it came: %+v", calls)
	}
}

func alertsAndLooking(t *testing.T, a *App) {
	byKind := func(list []HomeAlert) map[string]HomeAlert {
		by := map[string]HomeAlert{}
		for _, alert := range list {
			by[alert.Kind] = alert
		}
		return by
	}
	alerts := byKind(got(a.Reports.Alerts())(t))
	corrections, came := alerts["corrections"]
	if _, locks := alerts["lock"]; !came || !locks {
		t.Fatalf("alerts %+v", alerts)
	}
	if _, silent := alerts["silent"]; silent {
		t.Errorf("an honest programme is silent: %+v", alerts["silent"])
	}
	page := got(a.Conversions.List(ConversionFilter{Corrected: "0"}))(t)
	if page.Total == 0 {
		t.Error("no sale was corrected")
	}
	if after := byKind(got(a.Reports.Looked("corrections", corrections.Looked))(t)); after["corrections"].Kind != "" {
		t.Errorf("still there after a look: %+v", after)
	}
	for _, bad := range [][2]string{{"lock", "1"}, {"corrections", "x"}, {"refused", "yesterday"}} {
		_, err := a.Reports.Looked(bad[0], bad[1])
		if f := failed(t, err); f.Code != "invalid" {
			t.Errorf("%v: %+v", bad, f)
		}
	}
}
