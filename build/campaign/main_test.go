package main

import (
	"context"
	"strings"
	"testing"
)

// TestRoundsThatWereNotRunFail a campaign, and the ones after it go on.
func TestRoundsThatWereNotRunFail(t *testing.T) {
	all := campaigns
	defer func() { campaigns = all }()
	campaigns = []campaign{
		{"impossible", 3, func(_ context.Context, r *run) error { r.rounds = 1; return nil }},
		{"possible", 3, func(context.Context, *run) error { return nil }},
	}
	var lines, notes strings.Builder
	failed, err := runAll(t.Context(), options{}, &lines, &notes)
	if failed != 1 || err != nil {
		t.Errorf("%d failed, %v", failed, err)
	}
	const want = "campaign impossible rounds=1 failures=1 seed=0\ncampaign possible rounds=3 failures=0 seed=0\n"
	if lines.String() != want || !strings.Contains(notes.String(), "impossible: round 1: 1 of 3 rounds were run\n") {
		t.Errorf("it says\n%s%s", &lines, &notes)
	}
}
