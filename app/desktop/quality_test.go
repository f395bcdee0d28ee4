package desktop

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The screen counts what the links' list counts, says why clicks don't, and the
// relay has each of them.
func TestClickQualityOfAProgramme(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	offer, member, link := sale(t, a)
	for _, agent := range []string{"Googlebot/2.1", "Googlebot/2.1", "WhatsApp/2.23", safari} {
		visit(t, link.URL, agent)
	}
	must(t, got(a.World())(t).FlushClicks(ctx))
	must(t, a.Sync(ctx))

	v := got(a.Quality.Get(Period{}))(t)
	if v.Total != (QualityCount{Gross: 5, Rejected: 3}) || v.Period.To != a.current.today() || v.Before.From != "" || v.RelayAsOf == "" || len(v.Notes) != 0 || len(v.Thresholds) != 7 {
		t.Fatalf("%+v", v)
	}
	var reasons []QualityReason
	for _, r := range v.Reasons {
		if r.Meaning == "" || r.Words == "" {
			t.Errorf("%+v has no words", r)
		}
		reasons = append(reasons, QualityReason{Reason: r.Reason, Clicks: r.Clicks})
	}
	if diff := cmp.Diff([]QualityReason{{Reason: "bot", Clicks: 2}, {Reason: "preview", Clicks: 1}}, reasons); diff != "" {
		t.Error(diff)
	}
	count, by := QualityCount{Gross: 5, Rejected: 3}, []int{2, 1}
	for want, rows := range map[*QualityRow]QualityRows{
		{ID: offer.Row.ID, Name: offer.Row.Name, Count: count, Reasons: by}:           v.Offers,
		{ID: member.ID, Name: member.Name, Count: count, Reasons: by}:                 v.Members,
		{ID: link.ID, Name: link.Code, Owner: member.Name, Count: count, Reasons: by}: v.Links,
	} {
		if diff := cmp.Diff([]QualityRow{*want}, rows.Rows); diff != "" || rows.More != 0 {
			t.Error(diff)
		}
	}
	if last := v.Days[len(v.Days)-1]; last.Count != count || !cmp.Equal(last.Reasons, by) {
		t.Errorf("%+v", last)
	}

	page := got(a.Quality.Clicks(ClicksQuery{Period: v.Period, MemberID: member.ID, Rejected: true}))(t)
	if len(page.Rows) != 3 || page.Next != "" || page.AsOf == "" || page.Rows[0].Rejected != "Link previews" || page.Rows[0].LinkID != link.ID || page.Rows[0].MemberName != member.Name {
		t.Errorf("%+v", page)
	}
	if all := got(a.Quality.Clicks(ClicksQuery{Period: v.Period, LinkID: link.ID}))(t); len(all.Rows) != 5 {
		t.Errorf("%+v", all)
	}
}

func TestClickQualityRefusesDaysThatArentAny(t *testing.T) {
	a := openApp(t, t.TempDir())
	if v := got(a.Quality.Get(Period{}))(t); v.Total.Gross != 0 || v.Reasons == nil || len(v.Days) == 0 {
		t.Errorf("an empty programme: %+v", v)
	}
	for name, p := range map[string]Period{"from": {From: "then"}, "to": {To: "2026-02-30"}} {
		if f := failed(t, onlyError(a.Quality.Get(p))); f.Fields[name] == "" {
			t.Errorf("%+v", f)
		}
	}
	if f := failed(t, onlyError(a.Quality.Get(Period{From: "2030-01-01", To: "2026-01-01"}))); f.Hint == "" {
		t.Errorf("%+v", f)
	}
}

// A cut that is not known here is answered by the relay, with figures that add
// up to those of the screen; without a relay it says so.
func TestTheRelayIsAskedForACutThatIsNotKnownHere(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	_, member, link := sale(t, a)
	for _, agent := range []string{"Googlebot/2.1", safari, safari + " Instagram 400.0"} {
		visit(t, link.URL, agent)
	}
	must(t, got(a.World())(t).FlushClicks(ctx))
	must(t, a.Sync(ctx))
	question := ReportQuestion{By: []string{"browser", "member"}, Measures: []string{"gross_clicks", "rejected_clicks", "clicks", "cr"}}
	started := got(a.Quality.AskRelay(question))(t)
	<-got(a.current.relayAnswers.get(started.ID))(t).ended
	v := got(a.Quality.RelayAnswerState(started.ID))(t)
	if v.State != runDone || v.AsOf == "" || v.Answer == nil || len(v.Answer.Notes) != 0 {
		t.Fatalf("%+v", v)
	}
	total := v.Answer.Tables[0].Total.Total
	if total[0].Value.Text != "4" || total[1].Value.Text != "1" || total[2].Value.Text != "3" {
		t.Errorf("in all %+v", total)
	}
	for _, row := range v.Answer.Tables[0].Rows {
		if row.Labels[1].Name != member.Name || row.Cells[0][0].Value.Missing != "" {
			t.Errorf("%+v", row)
		}
	}
	must(t, a.Quality.CancelRelayAnswer(started.ID)) // nothing is left to cancel

	got(a.Workspace.CreateProfile("Hearth & Wool"))(t)
	if f := failed(t, onlyError(a.Quality.AskRelay(question))); f.Code != "conflict" || !strings.Contains(f.Hint, "relay") {
		t.Errorf("without a relay: %+v", f)
	}
	if f := failed(t, onlyError(a.Quality.Clicks(ClicksQuery{}))); f.Code != "conflict" {
		t.Errorf("without a relay: %+v", f)
	}
}
