package desktop

import (
	"context"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
)

// visit follows a link as a shopper of a browser.
func visit(t *testing.T, url, agent string) {
	t.Helper()
	req := got(http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil))(t)
	req.Header.Set("User-Agent", agent)
	response := got(http.DefaultTransport.RoundTrip(req))(t)
	must(t, response.Body.Close())
}

func judgedDone(t *testing.T, a *App, v JudgeView) JudgeView {
	t.Helper()
	one := got(a.current.judgings.get(v.ID))(t)
	<-one.ended
	return got(a.Quality.JudgeState(v.ID))(t)
}

const safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1"

// What a preview says is what judging anew then does, to the click and to the
// cent of clicks that are paid; a history tells of it.
func TestAPreviewSaysWhatJudgingAnewDoes(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	offer, member, link := sale(t, a)
	rule := got(a.Rules.List(offer.Row.ID))(t).Rules[0].Form
	rule.ID, rule.Seen, rule.Option, rule.Flat, rule.Percent = "", "", "cpc", "0.50", ""
	got(a.Rules.Publish(rule))(t)
	for _, agent := range []string{safari, safari + " OfficeCheck/1", safari + " OfficeCheck/2"} {
		visit(t, link.URL, agent)
	}
	must(t, got(a.World())(t).FlushClicks(ctx))
	must(t, a.Sync(ctx))
	earned := func() string { return got(a.Members.List())(t)[0].Earned.Minor }
	before := earned()

	rules := ClickRulesForm{Referrers: []string{}, Agents: []string{"OfficeCheck"}, Networks: []string{}}
	preview := judgedDone(t, a, got(a.Quality.Preview(JudgeForm{Rules: rules}))(t))
	if preview.State != runDone || preview.Changed != 2 || len(preview.Paid) != 1 || preview.Paid[0].Difference.Minor != "-100" || preview.Paid[0].About || preview.Paid[0].Members != 1 {
		t.Fatalf("%+v", preview)
	}
	counted := preview.Reasons[0]
	if counted.Reason != "" || counted.Before-counted.After != 2 || preview.Reasons[1] != (JudgedReason{Reason: affiliate.ReasonIgnored, After: 2}) {
		t.Errorf("reasons %+v", preview.Reasons)
	}
	if len(preview.Members) != 1 || preview.Members[0].MemberName != member.Name || preview.Members[0].Before-preview.Members[0].After != 2 {
		t.Errorf("members %+v", preview.Members)
	}
	if earned() != before || len(got(a.Quality.Judgings())(t)) != 0 {
		t.Error("the preview did something")
	}

	saved := got(a.Quality.SaveRules(ClickRulesEdit{Rules: rules, Was: got(a.Quality.Rules())(t)}))(t)
	if diff := cmp.Diff(ClickRulesForm{Referrers: []string{}, Agents: []string{"officecheck"}, Networks: []string{}}, saved); diff != "" {
		t.Error(diff)
	}
	ran := judgedDone(t, a, got(a.Quality.Rejudge(JudgeForm{}))(t))
	if ran.State != runDone || ran.Behind {
		t.Fatalf("%+v", ran)
	}
	if diff := cmp.Diff(preview.Reasons, ran.Reasons); diff != "" {
		t.Error(diff)
	}
	must(t, a.Sync(ctx))
	if want := preview.Paid[0].Then.Minor; preview.Paid[0].Now.Minor != "200" || want != "100" {
		t.Errorf("paid clicks %+v", preview.Paid)
	}
	if after := earned(); after == before {
		t.Errorf("the member still earned %s", after)
	}
	history := got(a.Quality.Judgings())(t)
	if len(history) != 1 || !history[0].Whole || !history[0].Mine || history[0].Changed != 2 ||
		!cmp.Equal(history[0].Reasons, []ReasonDifference{{"", -2}, {affiliate.ReasonIgnored, 2}}) {
		t.Errorf("history %+v", history)
	}
	if again := judgedDone(t, a, got(a.Quality.Preview(JudgeForm{Rules: saved}))(t)); again.Changed != 0 || len(again.Members) != 0 {
		t.Errorf("nothing is left to change: %+v", again)
	}
}

func TestClickRulesForms(t *testing.T) {
	a := openApp(t, t.TempDir())
	none := got(a.Quality.Rules())(t)
	for name, rules := range map[string]ClickRulesForm{
		"referrers": {Referrers: []string{"not a host"}}, "agents": {Agents: []string{"safari"}}, "networks": {Networks: []string{"10.0.0.1/8"}},
	} {
		if f := failed(t, onlyError(a.Quality.SaveRules(ClickRulesEdit{Rules: rules, Was: none}))); f.Fields[name] == "" {
			t.Errorf("%s: %+v", name, f)
		}
		if f := failed(t, onlyError(a.Quality.Preview(JudgeForm{Rules: rules}))); f.Fields[name] == "" {
			t.Errorf("%s: %+v", name, f)
		}
	}
	if f := failed(t, onlyError(a.Quality.Rejudge(JudgeForm{Since: "then"}))); f.Fields["since"] == "" {
		t.Errorf("%+v", f)
	}
	// Two edits of different lists, each opened before the other was saved, both stand.
	got(a.Quality.SaveRules(ClickRulesEdit{Rules: ClickRulesForm{Referrers: []string{"https://www.office.example/wiki"}}, Was: none}))(t)
	both := got(a.Quality.SaveRules(ClickRulesEdit{Rules: ClickRulesForm{Networks: []string{"192.0.2.0/24"}}, Was: none}))(t)
	if diff := cmp.Diff(ClickRulesForm{Referrers: []string{"office.example"}, Agents: []string{}, Networks: []string{"192.0.2.0/24"}}, both); diff != "" {
		t.Error(diff)
	}
	must(t, a.Sync(t.Context()))
	if diff := cmp.Diff(both, got(a.Quality.Rules())(t)); diff != "" {
		t.Error(diff)
	}
}
