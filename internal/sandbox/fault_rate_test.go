package sandbox_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"linkledger/internal/sandbox"
)

// TestFaultRate makes the same calls twice: the same of them go wrong.
func TestFaultRate(t *testing.T) {
	run := func() (outcome string) {
		w := newWorld(t)
		w.must(w.box.SetFaultRate(sandbox.FaultRate{PerMille: 250, Seed: 7}))
		for range 200 {
			status, text := w.query(token, allCommissions)
			if status == http.StatusOK && json.Valid([]byte(text)) && !strings.Contains(text, "errors") {
				outcome += "."
			} else {
				outcome += "x"
			}
		}
		w.must(w.box.SetFaultRate(sandbox.FaultRate{}))
		if status, _ := w.query(token, allCommissions); status != http.StatusOK {
			t.Errorf("after the end of it: %d", status)
		}
		return outcome
	}
	first := run()
	if wrong := strings.Count(first, "x"); wrong < 20 || wrong > 80 {
		t.Errorf("%d of 200 went wrong, want about 36 (two of seven faults show only over several pages)", wrong)
	}
	if second := run(); second != first {
		t.Errorf("the same seed went wrong differently:\n%s\n%s", first, second)
	}
	w := newWorld(t)
	for _, r := range []sandbox.FaultRate{{PerMille: -1}, {PerMille: 1001}, {PerMille: 1, Of: []sandbox.Fault{sandbox.APISlow}}, {PerMille: 1, Of: []sandbox.Fault{sandbox.NoS2S}}} {
		if w.box.SetFaultRate(r) == nil {
			t.Errorf("%+v was taken", r)
		}
	}
}
