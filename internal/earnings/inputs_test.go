package earnings_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

func TestInputsAreKeptAsReadableJSON(t *testing.T) {
	plan := earnings.NewPlan("shop", []affiliate.Rule{base(), base(ofAda, func(r *affiliate.Rule) { r.Conditions.Countries = []string{"DE"} })})
	r, err := plan.Pay(earnings.Item{Cause: "conversion:1", Member: "ada", Status: "approved", FromCJ: true, Sale: money.New(8_000, "USD"),
		Adjusted: money.New(-50, "USD"), Place: earnings.Place{Day: "2026-11-22"}, Order: affiliate.Order{Country: "US"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.Inputs.JSON()
	want := `{"day":"2026-11-22","status":"approved","from_cj":true,"sale":"80.00 USD","country":"US",` +
		`"rule":{"id":"base","version":1,"level":"offer","words":"10 % of the sale"},` +
		`"skipped":[{"rule":{"id":"ada","version":1,"level":"member"},"why":"country","wants":["DE"]}],` +
		`"rate":{"option":"cps","percent":"10","share":"8.00 USD"},"by_rule":"8.00 USD","adjusted":"-0.50 USD","amount":"7.50 USD"}`
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestSumsAreReadBackAsTheyWere(t *testing.T) {
	for text, want := range map[string]money.Amount{
		"12.30 USD": money.New(1_230, "USD"), "-0.05 USD": money.New(-5, "USD"), "1200 JPY": money.New(1_200, "JPY"), "0.001 KWD": money.New(1, "KWD"),
		"7 XXX": money.New(7, "XXX"), "0 ": {}, "9223372036854775807 XXX": money.New(1<<63-1, "XXX"),
	} {
		var s earnings.Sum
		if err := s.UnmarshalText([]byte(text)); err != nil || money.Amount(s) != want || s.String() != text {
			t.Errorf("%q became %v, %v", text, money.Amount(s), err)
		}
	}
	for _, text := range []string{"", "USD", "x USD", "1e9 USD", "1.5 XXX", "9223372036854775808 XXX"} {
		var s earnings.Sum
		if err := s.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q became %v", text, s)
		}
	}
}

func TestParseInputsRefuses(t *testing.T) {
	for _, text := range []string{"", "7", "[]", `{"sale":"x"}`, `{"day":"2026-11-22"`} {
		if in, err := earnings.ParseInputs(text); err == nil || !cmp.Equal(in, earnings.Inputs{}) || !strings.Contains(err.Error(), "read what made an earning") {
			t.Errorf("%q: %+v, %v", text, in, err)
		}
	}
}

// FuzzInputs: whatever stands in a database, an explanation of it is words.
func FuzzInputs(f *testing.F) {
	for _, seed := range []string{
		`{"day":"2026-11-22","status":"approved","rule":{},"skipped":[{"why":"days"},{"why":""},{"rule":{"name":"x"},"unknown":true,"why":"country"}]}`,
		`{"day":"2026x11-2y","of_clicks":true,"clicks":9223372036854775807,"rule":{},"rate":{"option":"cpc","flat":"9.00 USD"}}`,
		`{"day":"2026-99-99","status":"pending","rule":{"level":"offer"},"rate":{"of":"-1 XXX"},"tier":{"period":"quarter"},"bonuses":[{"period":"month"}],"cuts":[{"period":"day"}],"adjusted":"-9223372036854775808 XXX"}`,
		`{"status":"approved","rule":{},"repeat":{"over":true}}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		in, err := earnings.ParseInputs(text)
		if err != nil {
			return
		}
		if in.Explanation() == "" {
			t.Fatalf("nothing is said of %s", text)
		}
		kept, err := in.JSON()
		if err != nil {
			t.Fatal(err)
		}
		if again, err := earnings.ParseInputs(kept); err != nil || again.Explanation() != in.Explanation() {
			t.Fatalf("%s became %s, %v", text, kept, err)
		}
	})
}

// TestExplanationsOfWhatANewerVersionKept say so, and never fail.
func TestExplanationsOfWhatANewerVersionKept(t *testing.T) {
	for text, want := range map[string]string{
		`{"status":"approved","day":"2026-11-22","skipped":[{"why":"weather"}]}`:                       "A rule did not apply: this version does not know why (weather).",
		`{"status":"approved","day":"2026-11-22","skipped":[{"rule":{"level":"offer"},"why":"days"}]}`: "The offer's rule (version 0) did not apply: it is for sales up to .",
	} {
		in, err := earnings.ParseInputs(text)
		if err != nil || !strings.HasSuffix(in.Explanation(), want) {
			t.Errorf("%s: %v, %s", text, err, in.Explanation())
		}
	}
}
