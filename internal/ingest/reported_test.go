package ingest_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

func kind(k string) func(*relayapi.ConversionBody) {
	return func(b *relayapi.ConversionBody) { b.Kind = k }
}

// report is a postback as a relay writes it: with its kind, and an id that
// follows from its content.
func (s *scene) report(click string, edit ...func(*relayapi.ConversionBody)) affiliate.ConversionID {
	s.t.Helper()
	id := affiliate.ConversionID("")
	s.postback("", click, append([]func(*relayapi.ConversionBody){kind(relayapi.KindSale)}, append(edit, func(b *relayapi.ConversionBody) {
		id = b.Report().ContentID(s.log.id)
		b.ID = string(id)
	})...)...)
	return id
}

// Postbacks that correct a sale, told in many orders beside CJ's rows.
func TestCorrectedByPostback(t *testing.T) {
	type tell struct {
		*scene
		click string
		row   affiliate.CommissionRow
	}
	sale := func(s tell) { s.report(s.click, order("order1")) }
	correct := func(s tell) { s.report(s.click, kind("correction"), order("order1"), selling(-4_000)) }
	reverse := func(s tell) { s.report(s.click, kind("reversal"), order("order1"), selling(0)) }
	restate := func(s tell) { s.report(s.click, kind("restatement"), order("order1"), selling(7_000)) }
	other := func(s tell) { s.report(s.click, order("order1"), selling(9_000)) }
	original := func(s tell) { s.cj(s.row) }
	cases := map[string]struct {
		told    []func(tell)
		status  affiliate.Status
		sale    string
		waiting int64  // the member's pending earnings in USD cents
		says    string // of the history's last event
	}{
		"corrected":                 {[]func(tell){sale, correct}, "pending", "60.00 USD", 600, "corrected the sale by -40.00 USD and the commission by -8.00 USD. It is a sale of 60.00 USD with a commission of 12.00 USD now."},
		"corrected beforehand":      {[]func(tell){correct, sale}, "pending", "60.00 USD", 600, "What was reported of it before it came makes that a sale of 60.00 USD"},
		"corrected twice the same":  {[]func(tell){sale, correct, correct}, "pending", "60.00 USD", 600, "It is a sale of 60.00 USD"},
		"reversed":                  {[]func(tell){sale, reverse}, "reversed", "0.00 USD", 0, "The postback took the sale back. It is reversed now."},
		"reversed beforehand":       {[]func(tell){reverse, sale}, "reversed", "0.00 USD", 0, "makes that reversed"},
		"restated":                  {[]func(tell){sale, restate}, "pending", "70.00 USD", 700, "restated it as a sale of 70.00 USD with a commission of 14.00 USD"},
		"restated and corrected":    {[]func(tell){sale, restate, correct}, "unresolved", "100.00 USD", 0, "It is unresolved now."},
		"told otherwise":            {[]func(tell){sale, correct, original}, "pending", "100.00 USD", 1000, "CJ has it as new"},
		"CJ stands":                 {[]func(tell){sale, original, reverse}, "pending", "100.00 USD", 1000, "took the sale back. CJ's own rows stand."},
		"CJ was first":              {[]func(tell){original, sale, reverse}, "pending", "100.00 USD", 1000, "took the sale back. CJ's own rows stand."},
		"reversed, then CJ":         {[]func(tell){sale, reverse, original}, "pending", "100.00 USD", 1000, "CJ has it as new"},
		"rejected, then reversed":   {[]func(tell){sale, func(s tell) { s.decide(string(s.only().ID), "rejected", "own order") }, reverse}, "rejected", "0.00 USD", 0, "took the sale back"},
		"held, then corrected":      {[]func(tell){sale, func(s tell) { s.decide(string(s.only().ID), "on_hold", "fraud check") }, correct}, "on_hold", "60.00 USD", 600, "corrected"},
		"correction without a sale": {[]func(tell){correct, sale, other, func(s tell) { s.cj(s.row) }}, "", "", 0, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			told := tell{scene: s, click: s.click(1)}
			told.row = s.row("1", told.click)
			for _, f := range c.told {
				f(told)
			}
			if c.status == "" { // two sales of one order: CJ's row decides for one of them
				s.a.exchange()
				got := map[affiliate.Status]int{}
				for _, c := range s.a.conversions() {
					got[c.Status]++
				}
				if diff := cmp.Diff(map[affiliate.Status]int{"pending": 1, "unresolved": 1}, got); diff != "" {
					t.Error(diff)
				}
				return
			}
			got := s.only()
			if got.Status != c.status || got.Sale.String() != c.sale || s.earned(got.ID)["pending USD"] != c.waiting {
				t.Errorf("it is %s with %s, and earns %v", got.Status, got.Sale, s.earned(got.ID))
			}
			history, err := s.a.store.History(t.Context(), got.ID)
			if err != nil {
				t.Fatal(err)
			}
			if last := history[len(history)-1].What; !strings.Contains(last, c.says) {
				t.Errorf("the history ends with %q, want %q", last, c.says)
			}
			if got.Blocked() == "" || len(s.a.problems()) > 0 {
				t.Errorf("payable: %q, problems %q", got.Blocked(), s.a.problems())
			}
		})
	}
}

// A sale by promo code belongs to no member, and is CJ's row of its order.
func TestPromoCode(t *testing.T) {
	promo := func(b *relayapi.ConversionBody) {
		b.ClickID, b.LinkNumber, b.PromoCode, b.OrderID = "", 0, "EVE10", "order1"
	}
	for name, first := range map[string]string{"the postback first": "postback", "CJ first": "cj"} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			row := s.row("1", "")
			if first == "cj" {
				s.cj(row)
			}
			s.report(s.click(1), promo)
			if first == "postback" {
				if got := s.only(); got.PromoCode != "EVE10" || got.Attributed() || got.OfferID != percentOffer || got.Status != affiliate.StatusPending {
					t.Errorf("%+v", got)
				}
				s.cj(row)
			}
			if got := s.only(); got.ActionID == "" || got.Attributed() || got.Commission.Minor != 2_000 {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestLooseReports(t *testing.T) {
	s := newScene(t)
	click := s.click(1)
	loose := func() int {
		s.a.exchange()
		list, err := s.a.store.LooseReports(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	s.report(click, kind("reversal"), order("a"))
	if loose() != 1 || len(s.a.conversions()) != 0 {
		t.Errorf("a reversal of no known sale: %+v", s.a.conversions())
	}
	s.report(click, order("a"))
	if n := loose(); n != 0 {
		t.Errorf("%d still wait", n)
	}
}

// outcome is what reports come to on a device, without how they came.
func (d *device) outcome() []string {
	var lines []string
	for _, c := range d.conversions() {
		lines = append(lines, fmt.Sprintf("%s %s %s %s %s %s", c.ID, c.OrderID, c.Status, c.Sale, c.Commission, c.ConflictsWith))
	}
	balances, err := d.store.Balances(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	for _, b := range balances {
		if net := b.Credit().Minor; net != 0 || b.CreditsPending != b.DebitsPending {
			lines = append(lines, fmt.Sprintf("%s %s: %d posted, %d pending", b.Account, b.Currency, net, b.CreditsPending-b.DebitsPending))
		}
	}
	sort.Strings(lines)
	return lines
}

// The same postbacks in another order, and more than once, make the same
// conversions and the same balances.
func TestOrderOfReportsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		type told struct {
			click      int
			kind, id   string
			sale, owed int64
		}
		var all []told
		for range rapid.IntRange(3, 15).Draw(rt, "reports") {
			r := told{click: rapid.IntRange(0, 1).Draw(rt, "click"), kind: rapid.SampledFrom([]string{"sale", "sale", "correction", "reversal", "restatement"}).Draw(rt, "kind"),
				id: rapid.SampledFrom([]string{"", "a", "b"}).Draw(rt, "order"), sale: rapid.SampledFrom([]int64{10_000, 5_000}).Draw(rt, "sale")}
			if r.kind == "correction" {
				r.sale /= -5
			}
			all = append(all, r)
		}
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		s := newScene(t)
		clicks := []string{s.click(1), s.click(3)}
		begin := slices.Clone(s.log.entries)
		var want []string
		for i := range 2 {
			s.log.entries = slices.Clone(begin)
			again := slices.Clone(all)
			if i > 0 {
				again = append(again, all[:random.IntN(len(all))]...)
				random.Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
			}
			for _, r := range again {
				s.report(clicks[r.click], kind(r.kind), order(r.id), selling(r.sale))
			}
			d := s.device()
			d.exchange()
			if i == 0 {
				want = d.outcome()
			}
			if diff := cmp.Diff(want, d.outcome()); diff != "" {
				rt.Fatalf("%+v\nagain as %+v\n%s", all, again, diff)
			}
		}
	})
}
