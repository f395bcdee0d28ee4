package arch_test

import (
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"
)

// pure packages hold the rules of the trade: the same input gives the same
// answer on any computer at any time.
var pure = []string{money, clock, noun, ledger, "internal/ledger/journal", earnings, "internal/cashflow", "internal/icalendar"}

// outsideWorld lists what of the standard library reaches out of a program.
var outsideWorld = []string{
	"database/sql", "embed", "log", "log/slog", "net", "net/http", "net/rpc", "net/smtp",
	"os", "os/exec", "os/signal", "os/user", "path/filepath", "plugin", "syscall", "testing",
}

// tables of the world's writing, which the rules may look up.
var tables = []string{"golang.org/x/net/idna", "golang.org/x/text/unicode/norm"}

// ticking are the functions of package time that read the computer's clock.
var ticking = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer"}

func TestPurePackagesReachNothing(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || !slices.Contains(pure, s.pkg) {
			continue
		}
		for _, imported := range s.imports {
			if why := impure(imported); why != "" {
				t.Errorf("%s must not import %s: %s", s.path, imported, why)
			}
		}
		ast.Inspect(s.file, func(node ast.Node) bool {
			if selected, ok := node.(*ast.SelectorExpr); ok && s.pkg != clock && readsClock(selected) {
				t.Errorf("%s reads the computer's clock: take a time or a clock.Clock as an argument", s.at(node))
			}
			return true
		})
	}
}

func TestNoFloatNearMoney(t *testing.T) {
	near := append(slices.Clone(pure), payout, "internal/store", "internal/cj", "internal/ingest")
	for _, s := range sources(t) {
		if s.test || s.generated || !slices.Contains(near, s.pkg) && path.Dir(s.pkg) != payout {
			continue
		}
		ast.Inspect(s.file, func(node ast.Node) bool {
			if name, ok := node.(*ast.Ident); ok && (name.Name == "float64" || name.Name == "float32") {
				t.Errorf("%s has a %s: money is integer minor units, rates are decimals", s.at(node), name.Name)
			}
			return true
		})
	}
}

func TestNothingRunsBeforeMain(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || s.generated {
			continue
		}
		for _, declared := range s.file.Decls {
			if f, ok := declared.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s declares init: generating the bindings runs the program, so nothing may happen by itself", s.at(f))
			}
		}
	}
}

// impure says why a pure package must not import something outside the
// project; "" when it may.
func impure(imported string) string {
	if _, ours := projectPackage(imported); ours {
		return "" // the import rules decide
	}
	if slices.Contains(outsideWorld, imported) {
		return "the rules must run anywhere, without files, network, database or environment"
	}
	first, _, _ := strings.Cut(imported, "/")
	if strings.Contains(first, ".") && !slices.Contains(tables, imported) && imported != "github.com/shopspring/decimal" {
		return "the rules use the standard library, decimal and the tables of host names and letters, nothing else"
	}
	return ""
}

func readsClock(selected *ast.SelectorExpr) bool {
	of, ok := selected.X.(*ast.Ident)
	return ok && of.Name == "time" && slices.Contains(ticking, selected.Sel.Name)
}

func TestImpure(t *testing.T) {
	for imported, want := range map[string]bool{
		"time": true, "errors": true, "github.com/shopspring/decimal": true, "linkledger/internal/money": true,
		"os": false, "net/http": false, "database/sql": false, "github.com/google/uuid": false,
	} {
		if got := impure(imported) == ""; got != want {
			t.Errorf("a pure package importing %s: allowed %v, want %v", imported, got, want)
		}
	}
}
