package arch_test

import (
	"slices"
	"strings"
	"testing"
)

func TestImportsPointInward(t *testing.T) {
	for _, s := range sources(t) {
		for _, imported := range s.imports {
			if s.test && !strings.HasPrefix(imported, "github.com/wailsapp/") {
				continue // a test may bring together whatever it needs, but no window
			}
			pkg, ours := projectPackage(imported)
			why := gated(s.pkg, imported)
			if ours && pkg != s.pkg {
				why = forbidden(s.pkg, pkg)
			}
			if why != "" {
				t.Errorf("%s must not import %s: %s", s.path, imported, why)
			}
		}
	}
}

func TestRelayCarriesNoDesktopCode(t *testing.T) {
	imports := map[string][]string{}
	for _, s := range sources(t) {
		if !s.test {
			imports[s.pkg] = append(imports[s.pkg], s.imports...)
		}
	}
	if len(imports["app/relay"]) == 0 {
		t.Fatal("app/relay imports nothing: there is no relay program to look at")
	}
	reached := map[string]bool{}
	var follow func(pkg string, chain []string)
	follow = func(pkg string, chain []string) {
		if reached[pkg] {
			return
		}
		reached[pkg] = true
		chain = append(slices.Clone(chain), pkg)
		for _, imported := range imports[pkg] {
			next, ours := projectPackage(imported)
			if (ours && closedToRelay(next)) || strings.HasPrefix(imported, "github.com/wailsapp/") {
				t.Errorf("the relay reaches %s (%s): the hosted program must not carry desktop code or members' data",
					imported, strings.Join(chain, " -> "))
			} else if ours {
				follow(next, chain)
			}
		}
	}
	follow("app/relay", nil)
}

// The rules themselves are tested on imports that nobody has made, so that they
// are known to fail when somebody does.
func TestRules(t *testing.T) {
	tests := []struct {
		importer, imported string
		allowed            bool
	}{
		{"internal/ledger", "internal/money", true},
		{"internal/money", "internal/ledger", false},
		{"internal/ledger", "internal/affiliate", false},
		{"internal/affiliate", "internal/store", false},
		{"internal/earnings", "internal/affiliate", true},
		{"internal/store", "internal/sqlitex", true},
		{"internal/store", "internal/cj", false},
		{"internal/store", "internal/relayapi", false},
		{"internal/cj", "internal/store", false},
		{"internal/ingest", "internal/store", false},
		{"internal/ingest", "internal/relayapi", true},
		{"internal/ingest", "internal/payout", false},
		{"internal/payout", "internal/payout/paypal", false},
		{"internal/payout/paypal", "internal/payout", true},
		{"internal/payout/paypal", "internal/payout/stripe", false},
		{"internal/payout/payouttest", "internal/payout", true},
		{"internal/relay", "internal/relay/postback", true},
		{"internal/relay/postback", "internal/relay", false},
		{"internal/relay/postback", "internal/relay/clickfile", false},
		{"internal/relay/sqlitestore", "internal/relay/clickfile", true},
		{"internal/relay/storetest", "internal/relay/sqlitestore", false},
		{"internal/sandbox", "internal/sandbox/graphql", true},
		{"internal/sandbox/graphql", "internal/cj", false},
		{"internal/store", "internal/relay/postback", false},
		{"internal/relay", "internal/store", false},
		{"internal/relay", "internal/relay/sqlitestore", false},
		{"internal/relay/sqlitestore", "internal/relay", true},
		{"internal/relay/pgstore", "internal/relay/sqlitestore", false},
		{"internal/relay/storetest", "internal/relay", true},
		{"internal/sandbox", "internal/clock", true},
		{"internal/sandbox", "internal/cj", false},
		{"internal/practice", "internal/sandbox", true},
		{"internal/practice", "app/relay", false},
		{"internal/brandnew", "internal/money", false},
		{"app/desktop", "internal/practice", true},
		{"app/relay", "internal/relay", true},
		{"app/relay", "internal/store", false},
		{"app/relay", "internal/payout/csvfile", false},
		{"app/sandbox", "internal/relay", false},
		{"build/demo", "internal/practice", true},
		{".", "app/desktop", true},
		{".", "internal/store", false},
		{"frontend", "internal/money", false},
	}
	for _, test := range tests {
		why := forbidden(test.importer, test.imported)
		if got := why == ""; got != test.allowed {
			t.Errorf("%s importing %s: allowed %v (%q), want %v", test.importer, test.imported, got, why, test.allowed)
		}
	}
}

func TestGates(t *testing.T) {
	tests := []struct {
		importer, imported string
		allowed            bool
	}{
		{"app/desktop", "github.com/wailsapp/wails/v2/pkg/runtime", true},
		{"internal/report", "github.com/wailsapp/wails/v2/pkg/runtime", false},
		{"internal/sqlitex", "modernc.org/sqlite", true},
		{"internal/store", "modernc.org/sqlite/lib", false},
		{"internal/store", "modernc.org/sqlitelike", true},
		{"internal/relay", "github.com/jackc/pgx/v5", false},
		{"internal/store", "github.com/shopspring/decimal", true},
	}
	for _, test := range tests {
		if got := gated(test.importer, test.imported) == ""; got != test.allowed {
			t.Errorf("%s importing %s: allowed %v, want %v", test.importer, test.imported, got, test.allowed)
		}
	}
}
