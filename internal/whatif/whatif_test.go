package whatif_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
	"linkledger/internal/whatif"
)

// kept are sales in memory.
type kept struct {
	sales []earnings.Past
	asked earnings.Window
	with  earnings.Facts
	err   error
}

func (k *kept) CountSales(context.Context, affiliate.OfferID, earnings.Window) (int, error) {
	return len(k.sales), nil
}

func (k *kept) ReplaySales(_ context.Context, _ affiliate.OfferID, w earnings.Window, with earnings.Facts, read func(int)) ([]earnings.Past, error) {
	k.asked, k.with = w, with
	read(len(k.sales))
	return append([]earnings.Past{}, k.sales...), k.err
}

func usd(minor int64) money.Amount { return money.New(minor, "USD") }

func past(id string, member affiliate.MemberID, day string, sale, now int64) earnings.Past {
	cause := "conversion:" + id
	return earnings.Past{Now: usd(now), Item: earnings.Item{Cause: cause, Offer: "o", Member: member, Status: affiliate.StatusApproved,
		Sale: usd(sale), Commission: usd(sale / 5), Place: earnings.Place{Day: day, Cause: cause}}}
}

func rule(id affiliate.RuleID, percent string) affiliate.Rule {
	return affiliate.Rule{ID: id, Version: 1, Level: affiliate.LevelOffer, OfferID: "o", Option: affiliate.PayoutPercent, Percent: percent}
}

// Each number can be worked out by hand: 10 % now; the second sale of a month
// and those after it would pay 20 %, the first 5 %.
func TestComparison(t *testing.T) {
	next := rule("r", "5")
	next.ValidFrom = "2026-12-01" // it is compared as if it had counted all the time
	next.Tiers = affiliate.Tiers{By: affiliate.CountConversions, Period: affiliate.PeriodMonth, Steps: []affiliate.Step{{From: 2, Percent: "20"}}}
	source := &kept{sales: []earnings.Past{
		past("c", "ann", "2026-03-05", 10000, 1000), // the first of March: 5.00
		past("b", "ann", "2026-02-20", 10000, 1000), // the second of February: 20.00
		past("a", "ann", "2026-02-01", 10000, 1000), // before the window, and counts
		past("d", "ben", "2026-02-21", 20000, 2000), // the first: 10.00
		past("e", "cem", "2026-02-22", 0, 0),        // nothing either way
	}}
	var last, total int
	found, err := whatif.Run(t.Context(), source, whatif.Proposal{Rule: next, Rules: []affiliate.Rule{rule("r", "10")}, From: "2026-02-15", To: "2026-03-31"},
		func(done, of int) { last, total = done, of })
	if err != nil {
		t.Fatal(err)
	}
	want := whatif.Comparison{Conversions: 4, Changed: 3,
		Totals: []whatif.Total{{Sales: usd(40000), Commission: usd(8000), Now: usd(4000), Then: usd(3500), Gain: 1, Lose: 1, Same: 1}},
		Members: []whatif.Member{
			{ID: "ben", Conversions: 1, Now: usd(2000), Then: usd(1000)}, {ID: "ann", Conversions: 2, Now: usd(2000), Then: usd(2500)},
			{ID: "cem", Conversions: 1, Now: usd(0), Then: usd(0)},
		}}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
	if source.asked.From != "" || source.asked.To != "2026-03-31" {
		t.Errorf("tiers count what was sold before: asked %+v", source.asked)
	}
	if last != 2 || total != 5 { // all are read; so few are replayed before anybody asks
		t.Errorf("told %d of %d", last, total)
	}
}

// A rule that is added goes, in the past too, before those of its kind that are
// older than its own first day, and after the newer ones.
func TestAnAddedRuleIsAskedAsItWillBe(t *testing.T) {
	source := &kept{sales: []earnings.Past{past("a", "ann", "2026-02-01", 10000, 1000), past("b", "ann", "2026-03-15", 10000, 1500)}}
	later := rule("zz", "15")
	later.ValidFrom = "2026-03-01"
	rules := []affiliate.Rule{rule("z", "10"), later}
	for day, want := range map[string]int64{
		"2026-04-01": 4000, // the newest: 20 % of both
		"2026-02-01": 3500, // the other rule is newer in March
	} {
		added := rule("a", "20")
		added.ValidFrom = day
		found, err := whatif.Run(t.Context(), source, whatif.Proposal{Rule: added, Rules: rules, From: "", To: "2026-04-01"}, func(int, int) {})
		if err != nil {
			t.Fatal(err)
		}
		if got := found.Totals[0].Then; got != usd(want) {
			t.Errorf("a rule from %q on would have cost %s, want %s", day, got, usd(want))
		}
	}
}

// A rule of the past is replayed as publishing it makes it: from its own first
// day on, and where another rule begins on that day, the id decides.
func TestARuleOfThePastIsAskedAsItIs(t *testing.T) {
	source := &kept{sales: []earnings.Past{past("a", "ann", "2026-01-31", 10000, 1000), past("b", "ann", "2026-02-01", 10000, 1000), past("c", "ann", "2026-03-01", 10000, 1000)}}
	capped := rule("r", "20")
	capped.ValidFrom, capped.Currency, capped.Caps = "2026-02-01", "USD", []affiliate.Cap{{Period: affiliate.PeriodLifetime, Minor: 4000}}
	other := rule("s", "10")
	for from, want := range map[string]string{"2026-02-01": "2000 3000", "2026-03-01": "1000 1000"} { // 10.00 + 20.00, and 10.00 is left
		found, err := whatif.Run(t.Context(), source, whatif.Proposal{Rule: capped, Rules: []affiliate.Rule{rule("r", "10")}, From: from, To: "2026-04-01"}, func(int, int) {})
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(found.Totals[0].Now.Minor, " ", found.Totals[0].Then.Minor); got != want {
			t.Errorf("compared from %s on: %s, want %s", from, got, want)
		}
	}
	other.ValidFrom = capped.ValidFrom
	found, err := whatif.Run(t.Context(), source, whatif.Proposal{Rule: capped, Rules: []affiliate.Rule{rule("r", "10"), other}, From: "2026-02-01", To: "2026-04-01"}, func(int, int) {})
	if err != nil || found.Changed != 0 {
		t.Errorf("another rule of its day, whose id comes first: %+v %v", found, err)
	}
}

func TestCurrenciesStayApart(t *testing.T) {
	next := rule("r", "")
	next.Option, next.FlatMinor, next.Currency = affiliate.PayoutFlat, 300, "EUR"
	found, err := whatif.Run(t.Context(), &kept{sales: []earnings.Past{past("a", "ann", "2026-02-01", 10000, 1000)}},
		whatif.Proposal{Rule: next, Rules: []affiliate.Rule{rule("r", "10")}}, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	eur := money.New(0, "EUR")
	want := []whatif.Total{{Sales: eur, Commission: eur, Now: eur, Then: money.New(300, "EUR"), Gain: 1},
		{Sales: usd(10000), Commission: usd(2000), Now: usd(1000), Then: usd(0), Lose: 1}}
	if diff := cmp.Diff(want, found.Totals); diff != "" || found.Changed != 1 {
		t.Error(found.Changed, diff)
	}
}

// What no rule asks is not read, and no more days than needed.
func TestReadsWhatIsAsked(t *testing.T) {
	clicks := rule("k", "")
	clicks.Option, clicks.FlatMinor, clicks.Currency = affiliate.PayoutClick, 5, "USD"
	country, recurring := rule("c", "5"), rule("m", "5")
	country.Conditions.Countries = []string{"DE"}
	recurring.Recurring.Max = 2
	for name, c := range map[string]struct {
		rule affiliate.Rule
		want earnings.Facts
		from string
	}{
		"a rate": {rule("r", "5"), earnings.Facts{}, "2026-02-01"}, "clicks": {clicks, earnings.Facts{ClickDays: true}, "2026-02-01"},
		"a country": {country, earnings.Facts{Order: true}, "2026-02-01"}, "repeats": {recurring, earnings.Facts{ClickID: true}, ""},
	} {
		source := &kept{}
		if _, err := whatif.Run(t.Context(), source, whatif.Proposal{Rule: c.rule, From: "2026-02-01"}, func(int, int) {}); err != nil {
			t.Fatal(err)
		}
		if source.with != c.want || source.asked.From != c.from {
			t.Errorf("%s: read %+v from %q", name, source.with, source.asked.From)
		}
	}
	broken := errors.New("disk")
	if _, err := whatif.Run(t.Context(), &kept{err: broken}, whatif.Proposal{Rule: rule("r", "5")}, func(int, int) {}); !errors.Is(err, broken) {
		t.Errorf("a broken source: %v", err)
	}
}

// Clicks are paid beside sales.
func TestClicks(t *testing.T) {
	next := rule("k", "")
	next.Option, next.FlatMinor, next.Currency = affiliate.PayoutClick, 5, "USD"
	day := earnings.Past{Item: earnings.ClicksOf("clicks:o.ann.2026-02-01", "o", "ann", "2026-02-01", 40)}
	found, err := whatif.Run(t.Context(), &kept{sales: []earnings.Past{day, past("a", "ann", "2026-02-01", 10000, 1000)}},
		whatif.Proposal{Rule: next, Rules: []affiliate.Rule{rule("r", "10")}}, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	if want := []whatif.Member{{ID: "ann", Conversions: 1, Now: usd(1000), Then: usd(1200)}}; !cmp.Equal(want, found.Members) || found.Changed != 1 || found.Conversions != 1 {
		t.Errorf("%+v", found)
	}
}
