package probe_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/probe"
)

func TestEvidence(t *testing.T) {
	w := healthy()
	w.postbacks = append(w.postbacks, w.postbacks[0])
	result, err := w.check().Run(context.Background(), "offer")
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string][]string{
		probe.StepLink:       {"https://go.brand.example/abc", "42", "test"},
		probe.StepClick:      {clickID, "2026-11-22T12:00:00Z"},
		probe.StepHops:       {"Hop 1 (relay)", "302", "www.anrdoezrs.net", "Hop 3 (brand)", "sets cje"},
		probe.StepLanding:    {"200 OK", "0f0f"},
		probe.StepUTMs:       {"utm_source", "amb", "x7"},
		probe.StepOrder:      {"BR-1", "49.00 USD"},
		probe.StepCommission: {clickID, "4.90 USD", "new", "2026-12-22T12:00:00Z"},
		probe.StepPostback:   {"success=true;", "amount=49.00", "2 times"},
		probe.StepSynced:     {"conv", "pending"},
		probe.StepAmounts:    {"49.00 USD", "4.90 USD", "3.92 USD", "8 % of 49.00 USD", "left out"},
	} {
		step, ok := result.Step(key)
		text, err := json.Marshal(step.Evidence)
		if !ok || err != nil {
			t.Fatal(key, err)
		}
		for _, fact := range want {
			if !strings.Contains(strings.ReplaceAll(string(text), `\u0026`, "&"), fact) {
				t.Errorf("%s doesn't show %q: %s", key, fact, text)
			}
		}
	}
}

func TestWithoutCJAccount(t *testing.T) {
	w := healthy()
	c := w.check()
	c.CJ = nil
	result, err := c.Run(context.Background(), "offer")
	step, _ := result.Step(probe.StepCommission)
	if err != nil || result.State != probe.Passed || step.State != probe.Skipped || !strings.Contains(step.Hint, "Settings") {
		t.Errorf("%v, %s, %+v", err, result.State, step)
	}
}

func TestReportsEachChange(t *testing.T) {
	w := healthy()
	w.commission, w.postbacks = nil, nil
	var reports []probe.Result
	c := w.check()
	c.Report = func(r probe.Result) { reports = append(reports, r) }
	result, err := c.Run(context.Background(), "offer")
	if err != nil {
		t.Fatal(err)
	}
	history := map[string][]probe.State{}
	for _, r := range reports {
		for _, s := range r.Steps {
			if h := history[s.Key]; len(h) == 0 || h[len(h)-1] != s.State {
				history[s.Key] = append(h, s.State)
			}
		}
	}
	want := []probe.State{probe.Waiting, probe.Running, probe.Failed}
	if diff := cmp.Diff(want, history[probe.StepCommission]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]probe.State{probe.Waiting, probe.Skipped}, history[probe.StepAmounts]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(result, reports[len(reports)-1]); diff != "" {
		t.Error(diff)
	}
	if reports[0].State != probe.Running || len(reports[0].Steps[0].Evidence) != 0 {
		t.Error("an earlier report was changed afterwards")
	}
}

func TestResultIsJSON(t *testing.T) {
	w := healthy()
	w.conversion = nil
	result, err := w.check().Run(context.Background(), "offer")
	if err != nil {
		t.Fatal(err)
	}
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

func TestStops(t *testing.T) {
	w := healthy()
	w.commission = nil
	ctx, cancel := context.WithCancel(context.Background())
	w.after = cancel
	result, err := w.check().Run(ctx, "offer")
	step, _ := result.Step(probe.StepCommission)
	if !errors.Is(err, context.Canceled) || result.State != probe.Failed || step.Code != probe.CodeStopped || w.pauses != 1 {
		t.Errorf("%v, %s, %+v after %d pauses", err, result.State, step, w.pauses)
	}
}

func TestTimes(t *testing.T) {
	w := healthy()
	w.notReadyFor = 1
	w.after = func() { w.clock.Advance(1500e6) }
	result, err := w.check().Run(context.Background(), "offer")
	click, _ := result.Step(probe.StepClick)
	if err != nil || !click.At.Equal(now) || click.TookMillis != 1500 || result.FinishedAt.Sub(result.StartedAt).Milliseconds() != 6000 {
		t.Errorf("%v, %+v, %v to %v", err, click, result.StartedAt, result.FinishedAt)
	}
}

// Whatever CJ sends and the relay replies, the check ends with a finding.
func FuzzPostback(f *testing.F) {
	f.Add(true, "success=true;", "transaction_id=x&amount=49.00")
	f.Add(false, "success=false; err_msg=the transaction id is missing", "transaction_id=%7BSID%7D&amount=[AMOUNT]")
	f.Add(true, "", "amount=1e9&amount=;&currency=usd&%zz")
	f.Fuzz(func(t *testing.T, accepted bool, reply, query string) {
		w := healthy()
		w.postbacks = []probe.Postback{{At: now, Accepted: accepted, Reply: reply, Query: query}}
		result, err := w.check().Run(context.Background(), "offer")
		if err != nil {
			t.Fatal(err)
		}
		step, _ := result.Step(probe.StepPostback)
		if (step.State == probe.Passed) != accepted || (step.Finding == "") != accepted {
			t.Errorf("%+v", step)
		}
		if amounts, _ := result.Step(probe.StepAmounts); accepted && amounts.State == probe.Failed && amounts.Finding == "" {
			t.Errorf("%+v", amounts)
		}
	})
}
