package earnings_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

// base is a usable rule of the offer with some changes.
func base(change ...func(*affiliate.Rule)) affiliate.Rule {
	r := affiliate.Rule{ID: "base", Version: 1, Level: "offer", OfferID: "shop", Option: "cps", Percent: "10", Currency: "USD"}
	for _, c := range change {
		c(&r)
	}
	return r
}

func tiers(period string, whole bool) func(*affiliate.Rule) {
	return func(r *affiliate.Rule) {
		r.Tiers = affiliate.Tiers{By: "conversions", Period: period, Whole: whole, Steps: []affiliate.Step{{From: 2, Percent: "12"}}}
	}
}

func bonus(period string) func(*affiliate.Rule) {
	return func(r *affiliate.Rule) {
		r.Bonuses = append(r.Bonuses, affiliate.Bonus{By: "conversions", Period: period, From: 2, Minor: 1})
	}
}

func limit(period string, together bool) func(*affiliate.Rule) {
	return func(r *affiliate.Rule) {
		r.Caps = append(r.Caps, affiliate.Cap{Period: period, Together: together, Minor: 100})
	}
}

func from(version int, day string) func(*affiliate.Rule) {
	return func(r *affiliate.Rule) { r.Version, r.ValidFrom = version, day }
}

func ended(r *affiliate.Rule)          { r.Ended = true }
func broken(r *affiliate.Rule)         { r.Percent = "x" }
func clicksOnly(r *affiliate.Rule)     { r.Option, r.Percent, r.FlatMinor = "cpc", "", 10 }
func once(r *affiliate.Rule)           { r.Recurring.Max = 1 }
func forOneMonth(r *affiliate.Rule)    { r.Recurring.Months = 1 }
func ofAda(r *affiliate.Rule)          { r.ID, r.Level, r.Subject = "ada", "member", "ada" }
func ofAnotherOffer(r *affiliate.Rule) { r.OfferID = "elsewhere" }

func TestWhatAPlanAsks(t *testing.T) {
	type asks struct{ Counts, Clicks, Independent bool }
	for name, c := range map[string]struct {
		rules []affiliate.Rule
		want  asks
	}{
		"nothing":                   {nil, asks{false, false, true}},
		"a percentage":              {[]affiliate.Rule{base()}, asks{false, false, true}},
		"clicks":                    {[]affiliate.Rule{base(clicksOnly)}, asks{false, true, true}},
		"clicks, but broken":        {[]affiliate.Rule{base(clicksOnly, func(r *affiliate.Rule) { r.FlatMinor = -1 })}, asks{false, false, true}},
		"clicks, but ended":         {[]affiliate.Rule{base(clicksOnly, ended)}, asks{false, false, true}},
		"clicks in a later version": {[]affiliate.Rule{base(), base(clicksOnly, from(2, "2027-01-01"))}, asks{false, true, true}},
		"tiers":                     {[]affiliate.Rule{base(tiers("month", false))}, asks{true, false, true}},
		"tiers, but broken":         {[]affiliate.Rule{base(tiers("month", false), broken)}, asks{false, false, true}},
		"tiers, but ended":          {[]affiliate.Rule{base(tiers("month", false), ended)}, asks{false, false, true}},
		"tiers of another offer":    {[]affiliate.Rule{base(tiers("month", false), ofAnotherOffer)}, asks{false, false, true}},
		"a bonus":                   {[]affiliate.Rule{base(bonus("month"))}, asks{true, false, true}},
		"a cap":                     {[]affiliate.Rule{base(limit("day", false))}, asks{true, false, true}},
		"a cap, but broken":         {[]affiliate.Rule{base(limit("day", false), broken)}, asks{false, false, true}},
		"a budget":                  {[]affiliate.Rule{base(limit("day", true))}, asks{true, false, false}},
		"a budget, but broken":      {[]affiliate.Rule{base(limit("day", true), broken)}, asks{false, false, true}},
		"a first conversion":        {[]affiliate.Rule{base(once)}, asks{true, false, false}},
		"a first month":             {[]affiliate.Rule{base(forOneMonth)}, asks{true, false, false}},
		"a first month, but ended":  {[]affiliate.Rule{base(forOneMonth, ended)}, asks{false, false, true}},
	} {
		p := earnings.NewPlan("shop", c.rules)
		if got := (asks{p.Counts(), p.PaysClicks(), p.Independent()}); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestRecurs(t *testing.T) {
	for name, c := range map[string]struct {
		rules []affiliate.Rule
		want  bool
	}{
		"nothing":                      {rules: []affiliate.Rule{base(tiers("month", false))}},
		"a first conversion":           {rules: []affiliate.Rule{base(once)}, want: true},
		"a first month":                {rules: []affiliate.Rule{base(forOneMonth)}, want: true},
		"a first conversion, over":     {rules: []affiliate.Rule{base(once), base(from(2, "2026-11-15"))}},
		"a first conversion, not over": {rules: []affiliate.Rule{base(once), base(from(2, "2026-11-16"))}, want: true},
		"a first conversion, later":    {rules: []affiliate.Rule{base(once, from(1, "2026-12-01"))}, want: true},
	} {
		if got := earnings.NewPlan("shop", c.rules).Recurs("2026-11-15"); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestWindowHolds(t *testing.T) {
	for _, c := range []struct {
		w    earnings.Window
		day  string
		want bool
	}{
		{earnings.Window{}, "2026-11-15", true},
		{earnings.Window{From: "2026-11-15"}, "2026-11-15", true}, {earnings.Window{From: "2026-11-16"}, "2026-11-15", false},
		{earnings.Window{To: "2026-11-15"}, "2026-11-15", true}, {earnings.Window{To: "2026-11-14"}, "2026-11-15", false},
	} {
		if got := c.w.Holds(c.day); got != c.want {
			t.Errorf("%+v holds %s: %v", c.w, c.day, got)
		}
	}
}

func TestPlacesAreInOrder(t *testing.T) {
	places := []earnings.Place{
		{"2026-11-01", 5, "conversion:b"}, {"2026-11-02", -1, "conversion:z"}, {"2026-11-02", 0, "conversion:a"}, {"2026-11-02", 0, "conversion:b"},
		{"2026-11-02", 1, "conversion:a"}, {"2026-11-02", 1<<63 - 1, "clicks:a"}, {"2026-11-03", 0, "conversion:a"},
	}
	for i, a := range places {
		for j, b := range places {
			if a.Before(b) != (i < j) || (a.Compare(b) == 0) != (i == j) || (a.Compare(b) < 0) != (i < j) {
				t.Errorf("%v and %v: %v, %d", a, b, a.Before(b), a.Compare(b))
			}
		}
	}
}

func TestWhatCounts(t *testing.T) {
	good := earnings.Item{Cause: "conversion:1", Member: "ada", Status: affiliate.StatusApproved, Sale: money.New(500, "USD")}
	for name, c := range map[string]struct {
		change func(*earnings.Item)
		counts bool
		sales  int64
	}{
		"approved":         {func(*earnings.Item) {}, true, 500},
		"pending":          {func(i *earnings.Item) { i.Status = affiliate.StatusPending }, true, 500},
		"on hold":          {func(i *earnings.Item) { i.Status = affiliate.StatusOnHold }, true, 500},
		"a free one":       {func(i *earnings.Item) { i.Sale.Minor = 0 }, true, 0},
		"one cent":         {func(i *earnings.Item) { i.Sale.Minor = 1 }, true, 1},
		"below nothing":    {func(i *earnings.Item) { i.Sale.Minor = -1 }, true, 0},
		"rejected":         {func(i *earnings.Item) { i.Status = affiliate.StatusRejected }, false, 0},
		"of no status":     {func(i *earnings.Item) { i.Status = "" }, false, 0},
		"a test":           {func(i *earnings.Item) { i.Test = true }, false, 0},
		"nobody's":         {func(i *earnings.Item) { i.Member = "" }, false, 0},
		"clicks":           {func(i *earnings.Item) { i.Clicks = 1 }, false, 0},
		"no clicks at all": {func(i *earnings.Item) { i.Cause = "clicks:shop.ada.2026-11-01" }, false, 0},
	} {
		i := good
		c.change(&i)
		if i.Counts() != c.counts || i.Sales() != money.New(c.sales, "USD") {
			t.Errorf("%s: counts %v with %v", name, i.Counts(), i.Sales())
		}
	}
}

// TestNoClicks: a day whose clicks do not count any more earns nothing.
func TestNoClicks(t *testing.T) {
	plan := earnings.NewPlan("shop", []affiliate.Rule{base(clicksOnly)})
	for _, clicks := range []int64{0, -1} {
		r, err := plan.Pay(earnings.Item{Cause: "clicks:shop.ada.2026-11-01", Member: "ada", Place: earnings.Place{Day: "2026-11-01"}, Clicks: clicks}, nil)
		if err != nil || r.Amount != (money.Amount{}) || r.Explanation() != "There were no unique clicks that count, so they earn nothing." {
			t.Errorf("%d clicks: %v, %v: %s", clicks, r.Amount, err, r.Explanation())
		}
	}
}

// failing is a database that fails at the n-th question.
type failing struct {
	naive
	left *int
}

var errDisk = errors.New("the disk is full")

func (f failing) fail() error {
	if *f.left--; *f.left < 0 {
		return errDisk
	}
	return nil
}

func (f failing) Before(o affiliate.OfferID, m affiliate.MemberID, w earnings.Window, p earnings.Place, c money.Currency) (earnings.Tally, error) {
	t, _ := f.naive.Before(o, m, w, p, c)
	return t, f.fail()
}

func (f failing) Whole(o affiliate.OfferID, m affiliate.MemberID, w earnings.Window, c money.Currency) (earnings.Tally, error) {
	t, _ := f.naive.Whole(o, m, w, c)
	return t, f.fail()
}

func (f failing) OfClick(o affiliate.OfferID, click string, p earnings.Place) (int, string, error) {
	n, first, _ := f.naive.OfClick(o, click, p)
	return n, first, f.fail()
}

// TestPayPassesErrorsOn of each question that it asks, and asks no more.
func TestPayPassesErrorsOn(t *testing.T) {
	all := base(tiers("month", false), once, bonus("month"), bonus("year"), limit("day", false), limit("month", true))
	bySales := base(func(r *affiliate.Rule) {
		r.Tiers = affiliate.Tiers{By: "sales", Period: "year", Whole: true, Steps: []affiliate.Step{{From: 100, Percent: "20"}}}
	})
	for name, c := range map[string]struct {
		rule      affiliate.Rule
		questions int
	}{"everything": {all, 6}, "the whole": {bySales, 1}, "nothing": {base(), 0}} {
		item := earnings.Item{Cause: "conversion:1", Member: "ada", Status: "approved", Sale: money.New(500, "USD"), ClickID: "k", Place: earnings.Place{Day: "2026-11-01"}}
		plan := earnings.NewPlan("shop", []affiliate.Rule{c.rule})
		for n := range c.questions {
			left := n
			r, err := plan.Pay(item, failing{left: &left})
			if !errors.Is(err, errDisk) || !strings.Contains(err.Error(), "conversion:1") || left != -1 || !cmp.Equal(r, earnings.Result{}) {
				t.Errorf("%s: question %d of %d: %+v, %v, %d", name, n, c.questions, r, err, left)
			}
		}
		left := c.questions
		if _, err := plan.Pay(item, failing{left: &left}); err != nil || left != 0 {
			t.Errorf("%s: %v, %d questions left", name, err, left)
		}
		if _, err := plan.Pay(item, nil); (err == nil) != (c.questions == 0) {
			t.Errorf("%s: without what it counts by: %v", name, err)
		}
	}
	for name, change := range map[string]func(*affiliate.Rule){
		"tiers": tiers("month", false), "recurring": once, "bonus": bonus("day"), "cap": limit("day", false), "budget": limit("day", true),
	} {
		item := earnings.Item{Cause: "conversion:1", Member: "ada", Status: "approved", Sale: money.New(500, "USD"), ClickID: "k", Place: earnings.Place{Day: "2026-11-01"}}
		if _, err := earnings.NewPlan("shop", []affiliate.Rule{base(change)}).Pay(item, nil); err == nil || !strings.Contains(err.Error(), "count what was sold before") {
			t.Errorf("%s without what it counts by: %v", name, err)
		}
	}
}

// TestFirst is of an item alone, whatever was sold.
func TestFirst(t *testing.T) {
	item := earnings.Item{Cause: "conversion:1", Member: "ada", Status: "approved", Sale: money.New(5_000, "USD"), Place: earnings.Place{Day: "2026-11-01"}}
	for name, c := range map[string]struct {
		rule affiliate.Rule
		want int64
	}{"plain": {base(), 500}, "so far": {base(tiers("month", false)), 500}, "as a whole": {base(tiers("month", true)), 500}, "capped": {base(limit("day", true)), 100}} {
		if r, err := earnings.NewPlan("shop", []affiliate.Rule{c.rule}).First(item); err != nil || r.Amount.Minor != c.want {
			t.Errorf("%s: %v, %v", name, r.Amount, err)
		}
	}
}

// TestAskedIsTheOrderInWhichRulesPay: a member's, a group's, the offer's; of
// one level the most conditions, the newest, the id.
func TestAskedIsTheOrderInWhichRulesPay(t *testing.T) {
	rule := func(id, level, day string, c affiliate.Conditions) affiliate.Rule {
		return affiliate.Rule{ID: affiliate.RuleID(id), Level: level, Subject: map[string]string{"member": "ada", "group": "gold"}[level],
			ValidFrom: day, OfferID: "shop", Option: "cps", Percent: "10", Currency: "USD", Conditions: c}
	}
	all := affiliate.Conditions{From: "2026-01-01", MinMinor: 1, SKUs: []string{"A"}, Customer: "new", Countries: []string{"DE"}, Coupons: []string{"X"}}
	order := []affiliate.Rule{
		rule("a", "member", "", affiliate.Conditions{To: "2026-01-01"}), rule("a", "member", "2026-01-01", affiliate.Conditions{}),
		rule("a", "group", "", affiliate.Conditions{MaxMinor: 1}), rule("a", "group", "", affiliate.Conditions{}),
		rule("a", "offer", "", all),
		rule("a", "offer", "", affiliate.Conditions{Lists: []string{"L"}, Customer: "new", Countries: []string{"DE"}, NoCoupon: true}),
		rule("a", "offer", "", affiliate.Conditions{From: "2026-01-01", To: "2026-02-01", MinMinor: 1, MaxMinor: 2, Customer: "new"}),
		rule("a", "offer", "", affiliate.Conditions{SKUs: []string{"A"}, Lists: []string{"L"}, OnlyLines: true, Countries: []string{"DE"}}),
		rule("b", "offer", "2026-01-01", affiliate.Conditions{}), rule("a", "offer", "2026-01-01", affiliate.Conditions{}),
		rule("z", "offer", "", affiliate.Conditions{}),
	}
	for i, a := range order {
		for j, b := range order {
			if got := earnings.Asked(a, b); (got < 0) != (i < j) || (got == 0) != (i == j) {
				t.Errorf("rule %d and rule %d: %d", i, j, got)
			}
		}
	}
}

func TestBudgetsOfADay(t *testing.T) {
	plan := earnings.NewPlan("shop", []affiliate.Rule{
		base(limit("day", true), limit("month", true), limit("lifetime", false)), base(limit("lifetime", true), from(2, "2027-01-01")),
		base(limit("month", true), broken, func(r *affiliate.Rule) { r.ID = "broken" }),
	})
	type w = earnings.Window
	want := []earnings.Budget{
		{Window: w{}, Cap: money.New(100, "USD")}, {Window: w{"2026-11-15", "2026-11-15"}, Cap: money.New(100, "USD")}, {Window: w{"2026-11-01", "2026-11-30"}, Cap: money.New(100, "USD")},
	}
	if diff := cmp.Diff(want, plan.Budgets("2026-11-15")); diff != "" {
		t.Error(diff)
	}
}

// TestAMonthsLastDay is that of the calendar.
func TestAMonthsLastDay(t *testing.T) {
	for day, last := range map[string]string{
		"2026-01-15": "2026-01-31", "2026-02-15": "2026-02-28", "2028-02-15": "2028-02-29", "2000-02-01": "2000-02-29", "2100-02-01": "2100-02-28", "2026-03-31": "2026-03-31",
		"2026-04-01": "2026-04-30", "2026-05-01": "2026-05-31", "2026-06-01": "2026-06-30", "2026-07-01": "2026-07-31", "2026-08-01": "2026-08-31",
		"2026-09-01": "2026-09-30", "2026-10-01": "2026-10-31", "2026-11-01": "2026-11-30", "2026-12-01": "2026-12-31",
	} {
		list := earnings.NewPlan("shop", []affiliate.Rule{base(tiers("month", true))}).Thresholds("ada", day)
		if want := (earnings.Window{From: day[:8] + "01", To: last}); len(list) == 0 || list[0].Window != want {
			t.Errorf("%s: %+v, want %+v", day, list, want)
		}
	}
}

// TestTwoSkippedRulesAreTold, the first two of three, and no more.
func TestTwoSkippedRulesAreTold(t *testing.T) {
	abroad := func(id string) affiliate.Rule {
		return base(func(r *affiliate.Rule) { r.ID, r.Conditions.Countries = affiliate.RuleID(id), []string{"DE"} })
	}
	r, err := earnings.NewPlan("shop", []affiliate.Rule{abroad("a"), abroad("b"), abroad("c"), base()}).First(earnings.Item{
		Cause: "conversion:1", Member: "ada", Status: "approved", Sale: money.New(5_000, "USD"), Place: earnings.Place{Day: "2026-11-01"}})
	if err != nil || len(r.Inputs.Skipped) != 2 || r.Inputs.Skipped[0].Rule.ID != "c" || r.Inputs.Skipped[1].Rule.ID != "b" || r.RuleID != "base" {
		t.Errorf("%v: %+v", err, r.Inputs.Skipped)
	}
}

// TestFactsAreWhatTheRulesAsk and nothing more.
func TestFactsAreWhatTheRulesAsk(t *testing.T) {
	when := func(change func(*affiliate.Conditions)) affiliate.Rule {
		return base(func(r *affiliate.Rule) { change(&r.Conditions) })
	}
	order := earnings.Facts{Order: true}
	for name, c := range map[string]struct {
		rule affiliate.Rule
		want earnings.Facts
	}{
		"nothing": {base(), earnings.Facts{}}, "clicks": {base(clicksOnly), earnings.Facts{ClickDays: true}}, "recurring": {base(once), earnings.Facts{ClickID: true}},
		"days": {when(func(c *affiliate.Conditions) { c.From, c.MinMinor = "2026-01-01", 1 }), earnings.Facts{}},
		"SKUs": {when(func(c *affiliate.Conditions) { c.SKUs = []string{"A"} }), order}, "lists": {when(func(c *affiliate.Conditions) { c.Lists = []string{"A"} }), order},
		"codes": {when(func(c *affiliate.Conditions) { c.Coupons = []string{"A"} }), order}, "no codes": {when(func(c *affiliate.Conditions) { c.NoCoupon = true }), order},
		"countries": {when(func(c *affiliate.Conditions) { c.Countries = []string{"DE"} }), order}, "customers": {when(func(c *affiliate.Conditions) { c.Customer = "new" }), order},
	} {
		if got := earnings.NewPlan("shop", []affiliate.Rule{c.rule}).Facts(); got != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
	want := earnings.Item{Cause: "clicks:x", Offer: "shop", Member: "ada", Clicks: 7, Place: earnings.Place{Day: "2026-11-01", At: 1<<63 - 1, Cause: "clicks:x"}}
	if diff := cmp.Diff(want, earnings.ClicksOf("clicks:x", "shop", "ada", "2026-11-01", 7)); diff != "" {
		t.Error(diff)
	}
}
