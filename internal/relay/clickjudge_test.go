package relay_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

func (f *fixture) judge(q relayapi.JudgeQuestion) relayapi.Judgements {
	f.t.Helper()
	response, err := f.api.JudgeClicksWithResponse(f.t.Context(), q)
	if err != nil || response.JSON200 == nil {
		f.t.Fatalf("%v %s", err, response.Body)
	}
	return *response.JSON200
}

// sum is what the log says of the clicks.
func (f *fixture) sum() tally {
	f.t.Helper()
	if err := f.relay.Flush(f.t.Context()); err != nil {
		f.t.Fatal(err)
	}
	sum := tally{}
	for _, e := range f.entries(relayapi.KindClicks) {
		sum.addBody(f.t, e.Body)
	}
	return sum
}

// TestRulesOfAWorkspace: what a workspace ignores does not count from then on;
// a preview says what that does to kept clicks, and writes nothing; judged anew
// they are what it said, and rules that are gone give the clicks back, but for
// those of networks, whose addresses nobody has.
func TestRulesOfAWorkspace(t *testing.T) {
	f := start(t)
	number := f.block.FirstNumber
	click := func(headers ...string) {
		f.click(headers...)
		f.clock.Advance(time.Minute)
	}
	click()
	click("Referer", "https://www.office.example/wiki")
	click("User-Agent", phone+" OfficeCheck/2")
	if got := f.sum(); got.of("link", number, "2026-11-22", "gross") != 3 || got.of("link", number, "2026-11-22", "rejected", "ignored") != 0 {
		t.Fatal(got)
	}
	rules := relayapi.ClickRules{Referrers: []string{"office.example"}, Agents: []string{"officecheck"}}
	entries := len(f.entries(""))
	preview := f.judge(relayapi.JudgeQuestion{Preview: true, Rules: &rules})
	want := relayapi.Judgements{Judged: 3, Changed: 2,
		Before:  []relayapi.LinkCount{{Number: number, Gross: 3, Unique: 2, Rejected: map[string]int64{}}},
		Changes: []relayapi.LinkClicks{{Number: number, Day: "2026-11-22", Unique: -1, Rejected: map[string]int64{"ignored": 2}}}}
	if diff := gocmp.Diff(want, preview); diff != "" {
		t.Fatal(diff)
	}
	if again := f.judge(relayapi.JudgeQuestion{Preview: true}); again.Changed != 0 || len(f.entries("")) != entries {
		t.Fatalf("the preview did something: %+v", again)
	}
	f.mustPush(relayapi.Push{Epoch: f.epoch, ClickRules: &rules})
	click("Referer", "https://office.example/")
	if got := f.sum().of("link", number, "2026-11-22", "rejected", "ignored"); got != 1 {
		t.Fatalf("%d clicks are ignored, want the new one", got)
	}
	ran := f.judge(relayapi.JudgeQuestion{})
	if diff := gocmp.Diff(want.Changes, ran.Changes); diff != "" || ran.Judged != 4 || ran.Next != nil {
		t.Fatalf("%+v %s", ran, diff)
	}
	if got := f.sum(); got.of("link", number, "2026-11-22", "rejected", "ignored") != 3 || got.of("link", number, "2026-11-22", "unique") != 1 {
		t.Fatal(got)
	}
	if again := f.judge(relayapi.JudgeQuestion{}); again.Changed != 0 {
		t.Fatalf("a second time changed %+v", again)
	}
	// One list is changed, the other stays; a network is of new clicks only.
	f.mustPush(relayapi.Push{Epoch: f.epoch, ClickRules: &relayapi.ClickRules{Agents: []string{}, Networks: []string{"127.0.0.0/8"}}})
	click()
	f.mustPush(relayapi.Push{Epoch: f.epoch, ClickRules: &relayapi.ClickRules{Networks: []string{}}})
	back := f.judge(relayapi.JudgeQuestion{})
	if diff := gocmp.Diff([]relayapi.LinkClicks{{Number: number, Day: "2026-11-22", Unique: 1, Rejected: map[string]int64{"ignored": -1}}}, back.Changes); diff != "" {
		t.Fatal(diff)
	}
	if got := f.sum(); got.of("link", number, "2026-11-22", "rejected", "ignored") != 3 || got.of("link", number, "2026-11-22", "gross") != 5 {
		t.Fatal(got)
	}
	f.close()
	f.open()
	f.click("Referer", "https://office.example/")
	if got := f.sum().of("link", number, "2026-11-22", "rejected", affiliate.ReasonIgnored); got != 4 {
		t.Fatalf("%d clicks are ignored after a restart", got)
	}
}

func TestNetworksOutliveARestart(t *testing.T) {
	f := start(t)
	f.mustPush(relayapi.Push{Epoch: f.epoch, ClickRules: &relayapi.ClickRules{Networks: []string{"127.0.0.1"}}})
	f.close()
	f.open()
	f.click()
	if got := f.sum().of("link", f.block.FirstNumber, "2026-11-22", "rejected", affiliate.ReasonIgnored); got != 1 {
		t.Fatalf("%d clicks are ignored", got)
	}
}

func TestRulesThatAreRefused(t *testing.T) {
	f := start(t)
	for _, rules := range []relayapi.ClickRules{{Agents: []string{"safari"}}, {Agents: []string{"xy"}}, {Referrers: []string{"Office.example"}}, {Referrers: []string{"office"}},
		{Networks: []string{"0.0.0.0/0"}}, {Networks: []string{"here"}}, {Agents: make([]string, 51)}} {
		pushed := f.push(relayapi.Push{Epoch: f.epoch, ClickRules: &rules})
		tried, err := f.api.JudgeClicksWithResponse(t.Context(), relayapi.JudgeQuestion{Preview: true, Rules: &rules})
		if err != nil || pushed.StatusCode() != http.StatusBadRequest || tried.StatusCode() != http.StatusBadRequest {
			t.Errorf("%v: %v %d %d", rules, err, pushed.StatusCode(), tried.StatusCode())
		}
	}
	for _, q := range []relayapi.JudgeQuestion{{Since: "then"}, {After: &relayapi.JudgedUntil{Link: 1, Day: "then"}}} {
		if r, err := f.api.JudgeClicksWithResponse(t.Context(), q); err != nil || r.StatusCode() != http.StatusBadRequest {
			t.Errorf("%+v: %v %s", q, err, r.Body)
		}
	}
}

// TestJudgingStopsWhenTheStoreDoes: what it could not write is written by the
// next try.
func TestJudgingStopsWhenTheStoreDoes(t *testing.T) {
	f := start(t)
	f.keep(relay.KeptClick{Click: relayapi.Click{Time: f.clock.Now()}, Agent: "Googlebot/2.1"})
	f.store.full.Store(true)
	if r, err := f.api.JudgeClicksWithResponse(t.Context(), relayapi.JudgeQuestion{}); err != nil || r.StatusCode() != http.StatusServiceUnavailable {
		t.Fatal(errors.Join(err, errors.New(r.Status())))
	}
	f.store.full.Store(false)
	if ran := f.judge(relayapi.JudgeQuestion{}); ran.Changed != 1 {
		t.Fatalf("%+v", ran)
	}
}
