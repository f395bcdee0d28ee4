package earnings_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

var update = flag.Bool("update", false, "write what comes out into the cases")

// TestGolden works out each case of testdata: a sale and the rules above the
// line, what the member earns and why below it. Check a case by hand before
// keeping what -update wrote.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			given, want, _ := strings.Cut(string(text), "---\n")
			got := worked(read(t, given))
			if *update {
				if err := os.WriteFile(file, []byte(given+"---\n"+got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// sale is a case as its file gives it.
type sale struct {
	conversion affiliate.Conversion
	rules      []affiliate.Rule
	who        earnings.Subject
}

var (
	saleLine = regexp.MustCompile(`^(\S+) (\S+) on (\S+)$`)
	ruleLine = regexp.MustCompile(`^(\S+) of (offer|group|member)(?: (\S+))? version (\d+)(?: from (\S+))?(?: on (\S+))?: (\S+) (\S+)$`)
)

// read reads a case: "name: value" lines; those that begin with # are for
// people.
func read(t *testing.T, text string) sale {
	t.Helper()
	s := sale{who: earnings.Subject{Offer: "autumn"}}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch {
		case strings.HasPrefix(line, "#"):
		case name == "sale":
			m := match(t, saleLine, value)
			amount, err := money.Parse(m[1], money.Currency(m[2]))
			if err != nil {
				t.Fatal(err)
			}
			s.conversion.Sale, s.conversion.SaleDay = amount, m[3]
		case name == "member":
			s.conversion.MemberID, s.who.Member = affiliate.MemberID(value), affiliate.MemberID(value)
		case name == "group":
			s.who.Group = affiliate.GroupID(value)
		case name == "status":
			s.conversion.Status = affiliate.Status(value)
		case name == "known from" && value == "cj":
			s.conversion.ActionID = "4711"
		case name == "known from" && value == "postback":
		case name == "link" && value == "test":
			s.conversion.Test = true
		case name == "rule":
			s.rules = append(s.rules, readRule(t, value))
		default:
			t.Fatalf("what is %q?", line)
		}
	}
	return s
}

// readRule reads "ID of LEVEL SUBJECT version N from DAY on OFFER: 10 %", or
// an amount and a currency at the end.
func readRule(t *testing.T, text string) affiliate.Rule {
	t.Helper()
	m := match(t, ruleLine, text)
	r := affiliate.Rule{ID: affiliate.RuleID(m[1]), Level: m[2], Subject: m[3], ValidFrom: m[5], OfferID: affiliate.OfferID(m[6])}
	fmt.Sscan(m[4], &r.Version)
	if r.OfferID == "" {
		r.OfferID = "autumn"
	}
	switch m[8] {
	case "%":
		r.Option, r.Percent = affiliate.PayoutPercent, m[7]
	case "points":
		r.Option = "points"
	default:
		flat, err := money.Parse(m[7], money.Currency(m[8]))
		if err != nil {
			t.Fatal(err)
		}
		r.Option, r.FlatMinor, r.Currency = affiliate.PayoutFlat, flat.Minor, m[8]
	}
	return r
}

func match(t *testing.T, form *regexp.Regexp, text string) []string {
	t.Helper()
	m := form.FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("%q is not like %s", text, form)
	}
	return m
}

// worked is what comes out, as it stands below the line.
func worked(s sale) string {
	result, err := earnings.Compute(s.conversion, s.rules, s.who)
	if err != nil {
		return fmt.Sprintf("error:  %v\n", err)
	}
	rule := "none"
	if result.RuleID != "" {
		rule = fmt.Sprintf("%s version %d", result.RuleID, result.RuleVersion)
	}
	return fmt.Sprintf("earns:  %s\nrule:   %s\nwhy:    %s\ninputs: %s\n", result.Amount, rule, result.Explanation, result.Inputs)
}
