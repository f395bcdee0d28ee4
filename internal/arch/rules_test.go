package arch_test

import (
	"path"
	"slices"
	"strings"
)

// A layer is what the packages of a pattern may import of this project, and why
// no more.
type layer struct {
	packages string
	may      []string
	why      string
}

const (
	money    = "internal/money"
	clock    = "internal/clock"
	noun     = "internal/affiliate"
	ledger   = "internal/ledger"
	earnings = "internal/earnings"
	sqlitex  = "internal/sqlitex"
	relayapi = "internal/relayapi"
	relay    = "internal/relay"
	payout   = "internal/payout"
)

// layers is the picture of the project: arrows point inward, siblings don't
// import siblings. The first pattern that fits a package holds; what it does
// not list is forbidden. A package may also use its own parts, the packages
// below it, unless they implement an interface of its own (see adapters).
var layers = []layer{
	{money, nil, "money is the innermost package: anybody may use it, so it uses nobody"},
	{clock, nil, "the time is told to anybody, whoever asks"},
	{noun, []string{money, clock}, "the domain is pure: it must run anywhere"},
	{ledger, []string{money}, "the book is general double entry: it must not know what is sold or paid"},
	{"internal/ledger/journal/hledgertest", []string{"internal/ledger/journal", ledger, money}, "it asks hledger and knows nobody else"},
	{"internal/ledger/journal", []string{ledger, money}, "an export of the book is as general as the book"},
	{earnings, []string{noun, ledger, money, clock}, "what a member earned follows from facts and rules, not from where they are kept"},

	{relayapi, []string{noun, money, clock}, "the contract is what relay and desktop share: it must know neither"},
	{"internal/ingest", []string{noun, earnings, ledger, money, clock, relayapi}, ports},
	{payout, []string{noun, earnings, ledger, money, clock, relayapi}, ports},
	{"internal/ingest/sequences", nil, "its tests look at the fold from outside; there is nothing to import"},
	{"internal/ingest/pulling", nil, "its tests look at the reading of CJ from outside; there is nothing to import"},
	{"internal/ingest/programme", []string{noun, money, relayapi}, "it makes up what a relay gives and must not know what becomes of it"},
	{"internal/whatif", []string{noun, earnings, money}, ports},
	{"internal/textsearch", nil, "it compares texts and must not know what of"},
	{"internal/sheet", []string{noun, money}, "it reads files of others and must not know what their rows are about"},
	{"internal/reconcile", []string{noun, money}, "a comparison follows from the rows of its sources, not from where they are kept"},
	{"internal/cashflow", []string{noun, money}, "when money moves follows from sales and settings, not from where they are kept"},
	{"internal/icalendar", nil, "it writes a file format and must not know what for"},
	{"internal/qr", nil, "it draws a text and must not know what it leads to"},
	{"internal/handout", []string{"internal/qr", "internal/sheet"}, "it writes the files that members get and must not know where links are kept"},
	{"internal/cube", nil, "it adds up cells of numbers and must not know what they are called"},
	{"internal/clickquality", []string{"internal/cube"}, "it compares counts and must not know whose they are"},
	{"internal/report", []string{noun, earnings, ledger, money, clock, "internal/sheet", "internal/cube"}, ports},
	{"internal/report/grid", nil, "tables of files must not know what they are about"},
	{"internal/report/*", []string{"internal/report/grid", "internal/sheet", noun}, "a writer of files knows tables, and neither reports nor another writer"},
	{"internal/linkhealth", []string{"internal/probe", clock}, "it walks with the walker of the test purchase check, and " + ports},
	{"internal/probe", []string{noun, money, clock, relayapi}, ports},

	{sqlitex, []string{clock}, "it opens databases and must not know what is in them"},
	{"internal/store", []string{noun, earnings, ledger, money, clock, sqlitex, "internal/textsearch", "internal/cube"}, "storage is not a use case: it must not know networks, providers or screens"},
	{"internal/cj", []string{noun, money, clock}, "a client of CJ knows CJ and the domain, nothing else of ours"},
	{"internal/payout/*", []string{payout, noun, money, clock}, "a payment provider implements an interface of payout and knows no other provider"},
	{relay, []string{noun, money, clock, relayapi, "internal/atomicfile"}, "the hosted program must not carry desktop code or members' data"},
	{"internal/relay/*store", []string{relay, "internal/relay/*", relayapi, noun, money, clock, sqlitex}, "a storage of the relay implements the relay's interface and knows no other storage"},
	{"internal/relay/*test", []string{relay, "internal/relay/*", relayapi, noun, money, clock}, "the storages' shared test suite knows the interface, not who implements it"},
	{"internal/relay/*", []string{relayapi, noun, money, clock}, "a part of the relay knows neither the relay nor another part"},
	{"internal/sandbox", []string{money, clock}, standIn},
	{"internal/sandbox/*", []string{money, clock, "internal/sandbox/commission", "internal/sandbox/graphql"}, standIn},

	{"internal/secret", []string{clock, "internal/atomicfile"}, "it keeps secrets and must not know what they open"},
	{"internal/settings", []string{noun, money, clock}, "settings are values: the code that they steer imports them, not the other way round"},
	{"internal/backup", []string{sqlitex, clock, money}, "a backup copies a profile and must not know its contents"},
	{"internal/atomicfile", nil, "it writes files and must not know what they hold"},
	{"internal/arch", nil, "the rules read sources and import none"},

	{"frontend", nil, "it only carries the built screens"},
	{".", []string{"app/desktop", "frontend"}, "main.go only joins the screens to the application"},
}

const (
	ports   = "a use case declares the small interfaces that it needs; stores and clients implement them"
	standIn = "the stand-ins must not share code with what they test, or both could be wrong together"
)

// adapters implement an interface of the package above them, which must not
// know which of them there are.
var adapters = []string{"internal/payout/*", "internal/relay/*store"}

// everybody lists the packages whose work is to wire all the others together.
var everybody = []string{"app/*", "internal/practice", "build/*", "build/*/*"}

// forbidden says why a package of this project must not import another one; ""
// when it may.
func forbidden(importer, imported string) string {
	if imported == "app/sandbox" || imported == "app/relay" || strings.HasPrefix(imported, "build/") {
		return "a program is started, not imported"
	}
	switch {
	case importer == "app/relay" && closedToRelay(imported):
		return "the hosted program must not carry desktop code or members' data"
	case importer == "app/sandbox" && !slices.Contains([]string{"internal/sandbox", money, clock}, imported):
		return standIn
	case matches(everybody, importer):
		return ""
	}
	layer, known := layerOf(importer)
	adapter := matches(adapters, imported)
	switch {
	case !known:
		return "the package is new: give it a line in internal/arch/rules_test.go, with what it may import and why"
	case !adapter && path.Dir(imported) == importer:
		return ""
	case matches(layer.may, imported) && (!adapter || path.Dir(imported) != path.Dir(importer)):
		return ""
	default:
		return layer.why
	}
}

func layerOf(pkg string) (layer, bool) {
	for _, l := range layers {
		if matches([]string{l.packages}, pkg) {
			return l, true
		}
	}
	return layer{}, false
}

// closedToRelay are the packages that the relay must not even reach.
func closedToRelay(pkg string) bool {
	return pkg == "app/desktop" || pkg == "frontend" || pkg == "internal/practice" || pkg == "internal/sandbox" ||
		pkg == "internal/store" || pkg == "internal/secret" || pkg == "internal/ingest" ||
		pkg == payout || strings.HasPrefix(pkg, payout+"/") || pkg == "internal/cj"
}

// A gate keeps an outside module behind the one package that wraps it.
type gate struct {
	modules []string
	behind  []string
	why     string
}

var gates = []gate{
	{
		[]string{"github.com/wailsapp/wails"},
		[]string{"app/desktop", "."},
		"only app/desktop knows Wails, so that a newer Wails is a change of one package",
	},
	{
		[]string{"modernc.org/sqlite", "github.com/mattn/go-sqlite3", "github.com/ncruces/go-sqlite3"},
		[]string{sqlitex},
		"pragmas, pools and error codes are decided in one place",
	},
	{
		[]string{"github.com/pressly/goose"},
		[]string{sqlitex, "internal/relay/pgstore"},
		"migrations are run in one place, after a backup",
	},
	{
		[]string{"github.com/jackc/pgx", "github.com/lib/pq"},
		[]string{"internal/relay/pgstore"},
		"PostgreSQL is one of the relay's storages",
	},
	{
		[]string{"github.com/xuri/excelize"},
		[]string{"internal/report/xlsx"},
		"typed cells and reproducible bytes are looked after in one place",
	},
	{
		[]string{"codeberg.org/go-pdf/fpdf", "github.com/go-fonts/dejavu"},
		[]string{"internal/report/pdf"},
		"which letters can be printed is looked after in one place",
	},
	{
		[]string{"github.com/zalando/go-keyring", "github.com/godbus/dbus"},
		[]string{"internal/secret"},
		"the keychain is asked in one place, which has the fallback",
	},
}

// gated says why a package must not import an outside module; "" when it may.
func gated(importer, imported string) string {
	for _, g := range gates {
		for _, m := range g.modules {
			if (imported == m || strings.HasPrefix(imported, m+"/")) && !slices.Contains(g.behind, importer) {
				return g.why
			}
		}
	}
	return ""
}

func matches(patterns []string, pkg string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		ok, err := path.Match(pattern, pkg)
		return err == nil && ok
	})
}
