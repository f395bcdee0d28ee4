package relay_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

// drawCall draws a postback's query but for its click, from few values, so
// that calls meet each other.
func drawCall(t *rapid.T) string {
	pick := func(name string, from ...string) string { return rapid.SampledFrom(from).Draw(t, name) }
	kind := pick("kind", "sale", "sale", "correction", "reversal", "restatement")
	amount := pick("amount", "5", "5.00", "6.10")
	if kind == "correction" {
		amount = "-" + amount
	}
	return "kind=" + kind + "&amount=" + amount + pick("payout", "", "&payout=1") + pick("order", "", "&oid=a", "&oid=b") +
		pick("row", "", "", "&commission_id=1") + pick("status", "", "&status=new", "&status=locked")
}

// standings is what a click's conversions come to, without what hangs on its id.
func (f *fixture) standings(click string) []string {
	f.t.Helper()
	var found []relayapi.ConversionBody
	errs, err := f.sqlite.Batch(f.t.Context(), []func(relay.Tx) error{func(tx relay.Tx) (err error) {
		found, err = tx.Conversions(f.workspace.ID, click)
		return err
	}})
	if err != nil || errs[0] != nil {
		f.t.Fatal(err, errs)
	}
	content := map[affiliate.ConversionID]string{}
	for _, c := range found {
		content[affiliate.ConversionID(c.ID)] = fmt.Sprintf("%s order %q row %q %d %d", c.Kind, c.OrderID, c.NetworkID, c.SaleAmount.Minor, c.Payout.Minor)
	}
	var lines []string
	for id, s := range relayapi.Standings(found) {
		lines = append(lines, fmt.Sprintf("%s: %s %d %d, corrects %s, conflicts %v", content[id], s.Verdict, s.Sale.Minor, s.Payout.Minor, content[s.Corrects], s.ConflictsWith != ""))
	}
	sort.Strings(lines)
	return lines
}

// The same calls in any order, at once and more than once, come to the same.
func TestOrderOfPostbacksDoesNotMatter(t *testing.T) {
	f := start(t)
	nonce := uint64(0)
	checks := flag.Lookup("rapid.checks")
	given := checks.Value.String()
	_ = checks.Value.Set("12") // each costs some dozens of synced transactions
	defer func() { _ = checks.Value.Set(given) }()
	rapid.Check(t, func(rt *rapid.T) {
		calls := rapid.SliceOfN(rapid.Custom(drawCall), 1, 8).Draw(rt, "calls")
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		var want []string
		for i := range 3 {
			nonce++
			click, err := affiliate.ClickKeys(f.workspace.ClickKeys).Mint(affiliate.ClickParts{Time: f.clock.Now(), Link: f.block.FirstNumber, Nonce: nonce})
			if err != nil {
				rt.Fatal(err)
			}
			again := slices.Clone(calls)
			if i > 0 {
				again = append(again, calls[:random.IntN(len(calls)+1)]...)
				random.Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
			}
			var group sync.WaitGroup
			for _, call := range again {
				send := func() {
					if status, reply := f.postback("transaction_id=" + string(click) + "&" + call); status != 200 || reply != "success=true;" {
						t.Errorf("%s: %d %s", call, status, reply)
					}
				}
				if i == 1 {
					group.Go(send)
				} else {
					send()
				}
			}
			group.Wait()
			got := f.standings(string(click))
			if i == 0 {
				want = got
			}
			if diff := cmp.Diff(want, got); diff != "" {
				rt.Fatalf("%s\nagain as %s\n%s", strings.Join(calls, "\n"), strings.Join(again, "\n"), diff)
			}
		}
	})
}
