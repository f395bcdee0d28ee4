package probe_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/probe"
)

func TestTimes(t *testing.T) {
	w := healthy()
	w.notReadyFor = 1
	w.after = func() { w.clock.Advance(500 * time.Millisecond) } // and see a second
	result := w.run(t)
	click, _ := result.Step(probe.StepClick)
	link, _ := result.Step(probe.StepLink)
	if !click.At.Equal(now) || click.TookMillis != 1500 || link.TookMillis != 0 || result.FinishedAt.Sub(result.StartedAt) != 3*time.Second {
		t.Errorf("%+v, %v to %v", click, result.StartedAt, result.FinishedAt)
	}
}

// TestReportsEachChange: who is told follows each step from state to state, and
// what was told once does not change afterwards.
func TestReportsEachChange(t *testing.T) {
	w := healthy()
	noRow(w)
	var reports []probe.Case
	var texts []string // the reports as they were
	c := w.check()
	c.Report = func(k probe.Case) {
		text, err := json.Marshal(k)
		if err != nil {
			t.Error(err)
		}
		reports, texts = append(reports, k), append(texts, string(text))
	}
	k := probe.NewCase("offer", w.clock.Now())
	result := w.see(t, c, &k)
	history := map[string][]probe.State{}
	for i, r := range reports {
		if text, err := json.Marshal(r); err != nil || string(text) != texts[i] {
			t.Errorf("report %d was changed afterwards: %v, %s", i, err, cmp.Diff(texts[i], string(text)))
		}
		for _, s := range r.Result.Steps {
			if h := history[s.Key]; len(h) == 0 || h[len(h)-1] != s.State {
				history[s.Key] = append(h, s.State)
			}
		}
	}
	if diff := cmp.Diff([]probe.State{probe.Waiting, probe.Running, probe.Failed}, history[probe.StepCommission]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]probe.State{probe.Waiting, probe.Skipped}, history[probe.StepAmounts]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(result, reports[len(reports)-1].Result); diff != "" {
		t.Error(diff)
	}
	if reports[0].Result.State != probe.Running || len(reports[0].Result.Steps[0].Evidence) != 0 {
		t.Error("an earlier report was changed afterwards")
	}
}

func TestResultIsJSON(t *testing.T) {
	w := healthy()
	w.sales, w.news.NoCJ = nil, true
	result := w.run(t)
	text, err := json.Marshal(result)
	if err != nil {
		t.Fatal(err)
	}
	var again probe.Result
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(result, again); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(string(text), `"code":"not_synced"`) || strings.Contains(string(text), `"evidence":null`) {
		t.Errorf("%s", text)
	}
}
