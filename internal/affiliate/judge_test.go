package affiliate_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// report reads "kind sale payout order row", with - for what was not sent, and
// a currency after the sale where it is not USD: "sale 500 100 o1 -".
func report(text string) affiliate.Report {
	f := strings.Fields(text)
	r := affiliate.Report{ClickID: "click", Kind: affiliate.ReportKind(f[0]), OrderID: strings.Trim(f[3], "-"), NetworkID: strings.Trim(f[4], "-")}
	currency := money.Currency("USD")
	if before, other, ok := strings.Cut(f[1], "/"); ok {
		f[1], currency = before, money.Currency(other)
	}
	amount := func(text string) (a affiliate.ReportedAmount) {
		a.Currency = currency
		if text != "-" {
			_, err := fmt.Sscan(text, &a.Minor)
			a.Given = err == nil
		}
		return a
	}
	r.Sale, r.Payout = amount(f[1]), amount(f[2])
	r.ID = r.ContentID("workspace")
	return r
}

func TestJudge(t *testing.T) {
	// Each report and what it comes to: verdict, amounts of a sale, and the
	// number of what it corrects or whether it conflicts.
	tests := map[string][][2]string{
		"one sale":         {{"sale 500 100 - -", "reported 500 100"}},
		"two orders":       {{"sale 500 - a -", "reported 500 0"}, {"sale 500 - b -", "reported 500 0"}},
		"two without":      {{"sale 500 - - -", "unresolved 500 0 !"}, {"sale 600 - - -", "unresolved 600 0 !"}},
		"one without":      {{"sale 500 - a -", "reported 500 0"}, {"sale 600 - - -", "unresolved 600 0 !"}},
		"one order twice":  {{"sale 500 - a -", "unresolved 500 0 !"}, {"sale 600 - a -", "unresolved 600 0 !"}, {"sale 7 - b -", "reported 7 0"}},
		"rows of an order": {{"sale 500 - a 1", "unresolved 500 0 !"}, {"sale 500 - a 2", "unresolved 500 0 !"}},
		"the row follows":  {{"sale 500 - - -", "unresolved 500 0 !"}, {"sale 500 - - 1", "reported 500 0"}},
		"correction": {{"sale 500 100 - -", "reported 300 60"}, {"correction -150 -30 - -", "reported 0"},
			{"correction -50 -10 - -", "reported 0"}},
		"correction upwards":            {{"sale 500 100 - -", "reported 600 100"}, {"correction 100 - - -", "reported 0"}},
		"equal corrections of two rows": {{"sale 500 - - -", "reported 400 0"}, {"correction -50 - - 1", "reported 0"}, {"correction -50 - - 2", "reported 0"}},
		"corrected to nothing":          {{"sale 500 100 - -", "reversed 0 0"}, {"correction -500 -100 - -", "reported 0"}},
		"corrected below nothing":       {{"sale 500 100 - -", "reversed 0 0"}, {"correction -700 - - -", "reported 0"}},
		"payout below nothing":          {{"sale 500 - - -", "reported 400 0"}, {"correction -100 -30 - -", "reported 0"}},
		"correction alone":              {{"correction -50 - - -", "unresolved"}},
		"correction in euros":           {{"sale 500 - - -", "reported 500 0"}, {"correction -50/EUR - - -", "unresolved"}},
		"restated in euros":             {{"sale 500 100 - -", "reported 400 80 EUR"}, {"restatement 400/EUR 80 - -", "reported 0"}},
		"restated":                      {{"sale 500 100 - -", "reported 400 0"}, {"restatement 400 - - -", "reported 0"}},
		"restated twice":                {{"sale 500 - - -", "unresolved 500 0 !"}, {"restatement 400 - - -", "reported 0"}, {"restatement 300 - - -", "reported 0"}},
		"restated and corrected":        {{"sale 500 - - -", "unresolved 500 0 !"}, {"restatement 400 - - -", "reported 0"}, {"correction -1 - - -", "reported 0"}},
		"reversed":                      {{"sale 500 100 - -", "reversed 0 0"}, {"reversal - - - -", "reported 0"}},
		"reversed whatever else": {{"sale 500 - - -", "reversed 0 0"}, {"reversal -500 - - -", "reported 0"}, {"restatement 400 - - -", "reported 0"},
			{"correction -1 - - -", "reported 0"}},
		"by row before order":    {{"sale 500 - a 1", "reported 500 0"}, {"sale 600 - b 2", "reversed 0 0"}, {"reversal - - a 2", "reported 1"}},
		"by order":               {{"sale 500 - a 1", "reversed 0 0"}, {"sale 600 - b 2", "reported 600 0"}, {"reversal - - a 3", "reported 0"}},
		"of another order":       {{"sale 500 - a -", "reported 500 0"}, {"reversal - - b -", "unresolved"}},
		"order known later":      {{"sale 500 - - -", "reversed 0 0"}, {"reversal - - b -", "reported 0"}},
		"of one of two":          {{"sale 500 - a -", "reported 500 0"}, {"sale 600 - b -", "reported 600 0"}, {"reversal - - - -", "unresolved"}},
		"of an unresolved order": {{"sale 500 - a -", "unresolved 500 0 !"}, {"sale 600 - a -", "unresolved 600 0 !"}, {"reversal - - a -", "unresolved"}},
		"a row of an unresolved": {{"sale 500 - a 1", "reversed 0 0"}, {"sale 600 - a 2", "unresolved 600 0 !"}, {"reversal - - a 1", "reported 0"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var reports []affiliate.Report
			number := map[affiliate.ConversionID]int{}
			for i, line := range test {
				r := report(line[0])
				reports, number[r.ID] = append(reports, r), i
			}
			standings := affiliate.Judge(reports)
			for i, r := range reports {
				s := standings[r.ID]
				got := string(s.Verdict)
				if r.Kind == affiliate.ReportSale {
					got += fmt.Sprintf(" %d %d", s.Sale.Minor, s.Payout.Minor)
					if s.Sale.Currency != "USD" {
						got += " " + string(s.Sale.Currency)
					}
				} else if s.Corrects != "" {
					got += fmt.Sprintf(" %d", number[s.Corrects])
				}
				if s.ConflictsWith != "" {
					got += " !"
				}
				if got != test[i][1] {
					t.Errorf("%s comes to %q, want %q", test[i][0], got, test[i][1])
				}
			}
		})
	}
}

// An older relay's verdict stands, whatever came later.
func TestJudgeKeepsGivenVerdicts(t *testing.T) {
	first, second, third := report("sale 500 - - -"), report("sale 600 - - -"), report("sale 700 - - -")
	first.Verdict, second.Verdict = affiliate.VerdictReported, affiliate.VerdictUnresolved
	got := affiliate.Judge([]affiliate.Report{first, second, third})
	if got[first.ID].Verdict != affiliate.VerdictReported || got[second.ID].Verdict != affiliate.VerdictUnresolved || got[third.ID].Verdict != affiliate.VerdictUnresolved {
		t.Fatalf("%+v", got)
	}
}

// drawReport draws from few values, so that reports meet each other.
func drawReport(t *rapid.T) affiliate.Report {
	pick := func(name string, from ...string) string { return rapid.SampledFrom(from).Draw(t, name) }
	return report(strings.Join([]string{pick("kind", "sale", "sale", "sale", "correction", "reversal", "restatement"),
		pick("sale", "500", "500", "600", "-100", "100/EUR"), pick("payout", "-", "50", "-20"), pick("order", "-", "a", "b"), pick("row", "-", "-", "1", "2")}, " "))
}

// What reports come to is a matter of which there are, not of their order or
// of how often they came.
func TestJudgeLooksAtASet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var reports []affiliate.Report
		for range rapid.IntRange(1, 12).Draw(t, "reports") {
			reports = append(reports, drawReport(t))
		}
		want := affiliate.Judge(reports)
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		for range 5 {
			again := slices.Clone(reports)
			for range random.IntN(10) {
				again = append(again, reports[random.IntN(len(reports))])
			}
			random.Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
			if diff := cmp.Diff(want, affiliate.Judge(again)); diff != "" {
				t.Fatal(diff)
			}
		}
		for _, r := range reports {
			s := want[r.ID]
			if r.Kind != affiliate.ReportSale {
				if (s.Verdict == affiliate.VerdictReported) != (s.Corrects != "") || s.Corrects != "" && want[s.Corrects].Verdict == "" {
					t.Fatalf("%+v comes to %+v", r, s)
				}
				continue
			}
			if s.Verdict == affiliate.VerdictReversed && (s.Sale.Minor != 0 || s.Payout.Minor != 0) || s.Corrects != "" || s.Verdict == "" {
				t.Fatalf("%+v comes to %+v", r, s)
			}
			for _, other := range reports { // of one order, at most one counts
				if s.Verdict == affiliate.VerdictReported && want[other.ID].Verdict == affiliate.VerdictReported &&
					other.Kind == affiliate.ReportSale && other.ID != r.ID && (other.OrderID == r.OrderID || r.OrderID == "") {
					t.Fatalf("%+v and %+v both count", r, other)
				}
			}
		}
	})
}

func TestContentIDs(t *testing.T) {
	base := report("sale 500 100 a 1")
	seen := map[affiliate.ConversionID]string{base.ContentID("workspace"): "itself", base.ContentID("w"): "another workspace"}
	for _, text := range []string{"sale 500 100 1 a", "sale 500 100 a -", "sale 500 100 - a", "sale 500 - a 1", "sale 501 100 a 1", "sale 500/EUR 100 a 1", "reversal 500 100 a 1", "sale 500 0 a 1"} {
		id := report(text).ID
		if other, taken := seen[id]; taken || !affiliate.IsID(string(id)) {
			t.Errorf("%s has the id of %s", text, other)
		}
		seen[id] = text
	}
	promo, other := base, base
	promo.ClickID, promo.PromoCode, other.ClickID = "", "click", ""
	if promo.ContentID("workspace") == base.ID || promo.Scope() == base.Scope() {
		t.Error("a promo code is not a click")
	}
	if other.OfferID = "o"; other.ContentID("workspace") == promo.ContentID("workspace") {
		t.Error("an offer's promo code is another offer's")
	}
	again := base
	again.Verdict, again.ID = affiliate.VerdictReported, "other"
	if !again.Says(base) || again.Says(promo) {
		t.Error("what a report says is neither its id nor its verdict")
	}
}
