package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestMain lets the campaigns start this program again as the one that they kill.
func TestMain(m *testing.M) {
	if asked, err := work(context.Background()); asked {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// TestCampaigns runs each campaign for a short while, on the built program.
// make campaign runs them long.
func TestCampaigns(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the relay and kills it")
	}
	relay := filepath.Join(t.TempDir(), "linkledger-relay")
	if out, err := exec.Command("go", "build", "-o", relay, "../../app/relay").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, c := range []struct {
		name   string
		rounds int
		run    func(context.Context, *run) error
	}{
		{"kill9", 12, kill9},
		{"cursor", 2_000, cursor},
		{"postbacks", 1_500, postbacks},
		{"orders", 3, func(ctx context.Context, r *run) error { return reordered(ctx, r, 300) }},
		{"diskfull", 1, diskfull},
		{"malformed", 400, malformed},
		{"forged", 4_000, forged},
		{"canaries", 1, canaries},
		{"claims", 25, claims},
		{"flips", 40, flips},
		{"restore", 3, restore},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.name == "diskfull" && inOwnNamespace(t) {
				return
			}
			const seed = 20261122
			r, err := runOne(t.Context(), campaign{name: c.name, run: c.run}, options{Relay: relay, Seed: seed, Keep: t.TempDir()}, c.rounds)
			if err != nil {
				t.Fatal(err)
			}
			for _, note := range r.notes {
				t.Log(note)
			}
			for _, failure := range r.failures {
				t.Error(failure)
			}
			if r.rounds < c.rounds {
				t.Skip("no small disk can be mounted here: it takes root or user namespaces (README, Known limits)")
			}
			if r.failed > 0 {
				t.Errorf("%d failures", r.failed)
			}
		})
	}
}
