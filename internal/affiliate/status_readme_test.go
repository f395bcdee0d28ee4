package affiliate_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
)

// TestTheReadmeHasTheTableOfStatuses as the code has it.
func TestTheReadmeHasTheTableOfStatuses(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if table := statusTable(); !strings.Contains(string(readme), "\n\n"+table+"\n") {
		t.Errorf("the README's section of statuses is not like affiliate.Statuses, which makes it:\n%s", table)
	}
}

func statusTable() string {
	words := func(statuses []affiliate.Status) string {
		said := make([]string, len(statuses))
		for i, s := range statuses {
			said[i] = s.Words()
		}
		if len(said) == 0 {
			return "nothing"
		}
		return strings.Join(said, ", ")
	}
	table := "| status | what it means | you may make it | the network may make it |\n|-|-|-|-|\n"
	for _, s := range affiliate.Statuses() {
		table += fmt.Sprintf("| %s | %s | %s | %s |\n", s.Words, s.Meaning, words(s.Moves), words(s.ByCJ))
	}
	return table
}

// TestStatusesAreATableOfTheirOwn: each has a row, and moves lead to rows.
func TestStatusesAreATableOfTheirOwn(t *testing.T) {
	seen := map[affiliate.Status]bool{}
	for _, s := range affiliate.Statuses() {
		if seen[s.Status] || s.Words == "" || s.Meaning == "" || s.Status.Info().Meaning != s.Meaning {
			t.Errorf("the row of %q: %+v", s.Status, s)
		}
		seen[s.Status] = true
		for _, next := range append(s.Moves, s.ByCJ...) {
			if next == s.Status || next.Info().Meaning == "" {
				t.Errorf("%s moves to %q", s.Status, next)
			}
		}
	}
	for _, s := range []affiliate.Status{pending, approved, rejected, onHold, unresolved, reversed} {
		if !seen[s] {
			t.Errorf("%s has no row", s)
		}
	}
	if got := affiliate.Status("disputed").Info(); got.Words != "disputed" || got.Moves != nil || got.ByCJ != nil || got.Meaning != "" {
		t.Errorf("a status of a newer version: %+v", got)
	}
}
