package earnings_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"linkledger/internal/earnings"
)

// TestGoldenCases works out the cases of testdata/golden, whose numbers were
// worked out by hand: their sales in the order of sales, under their rules.
// Stored inputs must explain themselves as the fresh ones do.
func TestGoldenCases(t *testing.T) {
	cases, err := readGolden("testdata/golden")
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) < 150 {
		t.Errorf("%d cases, want 150 at least", len(cases))
	}
	titles := map[string]string{}
	for _, c := range cases {
		if titles[c.title] != "" {
			t.Errorf("%s and %s have one title", c.at, titles[c.title])
		}
		titles[c.title] = c.at
		reasons := 0
		for _, s := range c.sales {
			reasons += len(s.phrase)
		}
		if reasons == 0 {
			t.Errorf("%s: the case says nothing of why", c.at)
		}
		c.check(t)
	}
}

func (c golden) check(t *testing.T) {
	expected := map[string]goldenSale{}
	items := make([]earnings.Item, 0, len(c.sales))
	for _, s := range c.sales {
		expected[s.item.Cause] = s
		items = append(items, s.item)
	}
	visited := 0
	err := earnings.NewPlan("shop", c.rules).Replay(context.Background(), items, func(i *earnings.Item, r earnings.Result) error {
		visited++
		want := expected[i.Cause]
		rule := "none"
		if r.RuleID != "" {
			rule = string(r.RuleID)
			if strings.Contains(want.rule, "/") {
				rule += fmt.Sprintf("/%d", r.RuleVersion)
			}
		}
		if r.Amount != want.earns || rule != want.rule {
			t.Errorf("%s: earns %s by %s, want %s by %s\n%s", want.at, r.Amount, rule, want.earns, want.rule, r.Explanation())
		}
		for _, phrase := range want.phrase {
			if !strings.Contains(r.Explanation(), phrase) {
				t.Errorf("%s: it does not say %q:\n%s", want.at, phrase, r.Explanation())
			}
		}
		kept, err := r.Inputs.JSON()
		if err != nil {
			return err
		}
		if again, err := earnings.ParseInputs(kept); err != nil || again.Explanation() != r.Explanation() {
			t.Errorf("%s: kept inputs say %q, %v, want %q", want.at, again.Explanation(), err, r.Explanation())
		}
		return nil
	})
	if err != nil || visited != len(items) || len(expected) != len(items) {
		t.Errorf("%s: %d of %d sales, %v", c.at, visited, len(items), err)
	}
}
