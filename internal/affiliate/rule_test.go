package affiliate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

type rule = affiliate.Rule

func fineRule() rule {
	return rule{Level: "offer", Option: "cps", Percent: "10", Currency: "USD"}
}

// flatRule pays an amount by an option that takes one.
func flatRule(option string) func(*rule) {
	return func(r *rule) { r.Option, r.FlatMinor = option, 500 }
}

func tiered(by, period string, steps ...affiliate.Step) func(*rule) {
	return func(r *rule) { r.Tiers = affiliate.Tiers{By: by, Period: period, Steps: steps} }
}

func names(n, length int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = strings.Repeat("x", length)
	}
	return list
}

// TestRuleChecksNameTheFormsFields for each part of a rule, at each limit.
func TestRuleChecksNameTheFormsFields(t *testing.T) {
	when := func(change func(*affiliate.Conditions)) func(*rule) { return func(r *rule) { change(&r.Conditions) } }
	step := func(from int64) affiliate.Step { return affiliate.Step{From: from, Percent: "12"} }
	steps := func(n int) (list []affiliate.Step) {
		for i := range n {
			list = append(list, step(int64(i+1)))
		}
		return list
	}
	bonus := func(b affiliate.Bonus) func(*rule) { return func(r *rule) { r.Bonuses = []affiliate.Bonus{b} } }
	caps := func(c ...affiliate.Cap) func(*rule) { return func(r *rule) { r.Caps = c } }
	both := func(changes ...func(*rule)) func(*rule) {
		return func(r *rule) {
			for _, c := range changes {
				c(r)
			}
		}
	}
	noCurrency := func(r *rule) { r.Currency = "" }
	checkForms(t, fineRule(), rule.Check, []form[rule]{
		{"plain", func(*rule) {}, ""}, {"no amounts and no currency", noCurrency, ""},
		{"a name", func(r *rule) { r.Name = "Summer" }, ""}, {"a name of spaces", func(r *rule) { r.Name = " " }, "name"},
		{"the longest name", func(r *rule) { r.Name = strings.Repeat("ü", 120) }, ""}, {"too long a name", func(r *rule) { r.Name = strings.Repeat("ü", 121) }, "name"},
		{"from a day", func(r *rule) { r.ValidFrom = "2026-11-22" }, ""}, {"from no day", func(r *rule) { r.ValidFrom = "22.11.2026" }, "validFrom"},

		{"flat", flatRule("cpa"), ""}, {"both", flatRule("cpa_cps"), ""}, {"clicks", flatRule("cpc"), ""}, {"share", func(r *rule) { r.Option = "share" }, ""},
		{"both without a percentage", both(flatRule("cpa_cps"), func(r *rule) { r.Percent = "" }), "percent"},
		{"a share of too much", func(r *rule) { r.Option, r.Percent = "share", "101" }, "percent"},
		{"clicks below nothing", both(flatRule("cpc"), func(r *rule) { r.FlatMinor = -1 }), "flat"},
		{"both in no currency", both(flatRule("cpa_cps"), noCurrency), "flat"},
		{"ended, whatever it pays", func(r *rule) { r.Ended, r.Option, r.Percent = true, "?", "?" }, ""},
		{"ended, of nobody", func(r *rule) { r.Ended, r.Level = true, "member" }, "subject"},

		{"dates", when(func(c *affiliate.Conditions) { c.From, c.To = "2026-11-01", "2026-11-01" }), ""},
		{"dates the wrong way", when(func(c *affiliate.Conditions) { c.From, c.To = "2026-11-02", "2026-11-01" }), "conditions.to"},
		{"no days", when(func(c *affiliate.Conditions) { c.From, c.To = "x", "2026-13-01" }), "conditions.from conditions.to"},
		{"sizes", when(func(c *affiliate.Conditions) { c.MinMinor, c.MaxMinor = 100, 100 }), ""},
		{"sizes the wrong way", when(func(c *affiliate.Conditions) { c.MinMinor, c.MaxMinor = 101, 100 }), "conditions.max"},
		{"sizes below nothing", when(func(c *affiliate.Conditions) { c.MinMinor, c.MaxMinor = -2, -1 }), "conditions.max conditions.min"},
		{"the largest sizes", when(func(c *affiliate.Conditions) { c.MinMinor, c.MaxMinor = money.Limit, money.Limit }), ""},
		{"sizes beyond the books", when(func(c *affiliate.Conditions) { c.MinMinor, c.MaxMinor = money.Limit+1, money.Limit+1 }), "conditions.max conditions.min"},
		{"sizes in no currency", both(noCurrency, when(func(c *affiliate.Conditions) { c.MinMinor = 1 })), "conditions.min"},
		{"many SKUs", when(func(c *affiliate.Conditions) { c.SKUs = names(200, 100) }), ""}, {"too many SKUs", when(func(c *affiliate.Conditions) { c.SKUs = names(201, 1) }), "conditions.skus"},
		{"a long SKU", when(func(c *affiliate.Conditions) { c.SKUs = names(1, 101) }), "conditions.skus"}, {"an empty list", when(func(c *affiliate.Conditions) { c.Lists = []string{""} }), "conditions.lists"},
		{"a SKU of two lines", when(func(c *affiliate.Conditions) { c.SKUs = []string{"a\nb"} }), "conditions.skus"},
		{"countries", when(func(c *affiliate.Conditions) { c.Countries = []string{"DE", "AZ"} }), ""}, {"a country in words", when(func(c *affiliate.Conditions) { c.Countries = []string{"Germany"} }), "conditions.countries"},
		{"a country in small letters", when(func(c *affiliate.Conditions) { c.Countries = []string{"De"} }), "conditions.countries"},
		{"a country of signs", when(func(c *affiliate.Conditions) { c.Countries = []string{"[A"} }), "conditions.countries"}, {"another of signs", when(func(c *affiliate.Conditions) { c.Countries = []string{"@A"} }), "conditions.countries"},
		{"a third of signs", when(func(c *affiliate.Conditions) { c.Countries = []string{"A["} }), "conditions.countries"}, {"a fourth of signs", when(func(c *affiliate.Conditions) { c.Countries = []string{"A@"} }), "conditions.countries"},
		{"only those lines", when(func(c *affiliate.Conditions) { c.Lists, c.OnlyLines = []string{"L"}, true }), ""}, {"only lines of what", when(func(c *affiliate.Conditions) { c.OnlyLines = true }), "conditions.onlyLines"},
		{"only lines of both", both(flatRule("cpa_cps"), when(func(c *affiliate.Conditions) { c.SKUs, c.OnlyLines = []string{"S"}, true })), ""},
		{"only lines of a flat amount", both(flatRule("cpa"), when(func(c *affiliate.Conditions) { c.SKUs, c.OnlyLines = []string{"S"}, true })), "conditions.onlyLines"},
		{"customers", when(func(c *affiliate.Conditions) { c.Customer = "returning" }), ""}, {"some customers", when(func(c *affiliate.Conditions) { c.Customer = "some" }), "conditions.customer"},
		{"codes", when(func(c *affiliate.Conditions) { c.Coupons = []string{"A", "*"} }), ""}, {"codes and none", when(func(c *affiliate.Conditions) { c.Coupons, c.NoCoupon = []string{"A"}, true }), "conditions.noCoupon"},
		{"no codes", when(func(c *affiliate.Conditions) { c.NoCoupon = true }), ""},
		{"clicks on some days", both(flatRule("cpc"), when(func(c *affiliate.Conditions) { c.From, c.To = "2026-11-01", "2026-11-30" })), ""},
		{"clicks of some size", both(flatRule("cpc"), when(func(c *affiliate.Conditions) { c.MinMinor = 1 })), "conditions"}, {"clicks of at most some size", both(flatRule("cpc"), when(func(c *affiliate.Conditions) { c.MaxMinor = 1 })), "conditions"},
		{"clicks on products", both(flatRule("cpc"), when(func(c *affiliate.Conditions) { c.SKUs = []string{"A"} })), "conditions"}, {"clicks on lists", both(flatRule("cpc"), when(func(c *affiliate.Conditions) { c.Lists = []string{"A"} })), "conditions"},
		{"clicks from countries", both(flatRule("cpc"), when(func(c *affiliate.Conditions) { c.Countries = []string{"DE"} })), "conditions"}, {"clicks with codes", both(flatRule("cpc"), when(func(c *affiliate.Conditions) { c.Coupons = []string{"A"} })), "conditions"},
		{"clicks of customers", both(flatRule("cpc"), when(func(c *affiliate.Conditions) { c.Customer = "new" })), "conditions"}, {"clicks without codes", both(flatRule("cpc"), when(func(c *affiliate.Conditions) { c.NoCoupon = true })), "conditions"},

		{"a tier", tiered("conversions", "month", step(1)), ""}, {"a tier at nothing", tiered("conversions", "month", step(0)), "tiers.0.from"},
		{"ten tiers", tiered("conversions", "month", steps(10)...), ""}, {"eleven tiers", tiered("conversions", "month", steps(11)...), "tiers"},
		{"a thousand tiers", tiered("conversions", "month", steps(1_000)...), "tiers"},
		{"no tiers", tiered("conversions", "month"), "tiers"}, {"tiers of what", tiered("", "month", step(1)), "tierBy"}, {"a whole of nothing", func(r *rule) { r.Tiers.Whole = true }, "tierBy"},
		{"a period of nothing", tiered("", "month"), "tierBy"}, {"tiers of clicks", tiered("clicks", "month", step(1)), "tierBy"}, {"tiers of no period", tiered("sales", "", step(1)), "tierPeriod"},
		{"equal tiers", tiered("conversions", "month", step(1), step(1)), "tiers.1.from"}, {"falling tiers", tiered("conversions", "month", step(2), step(1)), "tiers.1.from"},
		{"a tier of many conversions", tiered("conversions", "month", step(money.Limit)), ""}, {"a tier of too many", tiered("conversions", "month", step(money.Limit+1)), "tiers.0.from"},
		{"a tier of sales", tiered("sales", "lifetime", step(1)), ""}, {"a tier of sales in no currency", both(noCurrency, tiered("sales", "month", step(1))), "tiers.0.from"},
		{"a tier of no sales", tiered("sales", "month", step(0)), "tiers.0.from"},
		{"a tier of too much", tiered("conversions", "month", affiliate.Step{From: 1, Percent: "101"}), "tiers.0.percent"}, {"a tier that pays nothing", tiered("conversions", "month", affiliate.Step{From: 1}), "tiers.0.percent"},
		{"a flat tier of a percentage", tiered("conversions", "month", affiliate.Step{From: 1, Percent: "12", FlatMinor: 1}), "tiers.0.flat"},
		{"a flat tier", both(flatRule("cpa"), tiered("conversions", "month", affiliate.Step{From: 1, FlatMinor: 1})), ""},
		{"a flat tier below nothing", both(flatRule("cpa"), tiered("conversions", "month", affiliate.Step{From: 1, FlatMinor: -1})), "tiers.0.flat"},
		{"a flat tier that pays nothing", both(flatRule("cpa"), tiered("conversions", "month", affiliate.Step{From: 1})), "tiers.0.flat"},
		{"a percentage tier of a flat amount", both(flatRule("cpa"), tiered("conversions", "month", affiliate.Step{From: 1, Percent: "12"})), "tiers.0.percent"},
		{"tiers of a click rule", both(flatRule("cpc"), tiered("conversions", "month", affiliate.Step{From: 1, FlatMinor: 1})), "tierBy"},

		{"recurring", func(r *rule) { r.Recurring = affiliate.Recurring{Max: 1_000, Months: 120} }, ""}, {"too often", func(r *rule) { r.Recurring.Max = 1_001 }, "repeatMax"},
		{"less than never", func(r *rule) { r.Recurring.Max = -1 }, "repeatMax"}, {"too long", func(r *rule) { r.Recurring.Months = 121 }, "repeatMonths"},
		{"less than no time", func(r *rule) { r.Recurring.Months = -1 }, "repeatMonths"}, {"recurring clicks", both(flatRule("cpc"), func(r *rule) { r.Recurring.Max = 1 }), "repeatMax"},

		{"a bonus", bonus(affiliate.Bonus{By: "sales", Period: "month", From: 1, Minor: 1}), ""}, {"a bonus of nothing", bonus(affiliate.Bonus{By: "sales", Period: "month", From: 1}), "bonuses.0.amount"},
		{"a bonus for nothing", bonus(affiliate.Bonus{By: "conversions", Period: "month", Minor: 1}), "bonuses.0.from"},
		{"an empty bonus", bonus(affiliate.Bonus{}), "bonuses.0.amount bonuses.0.by bonuses.0.from bonuses.0.period"},
		{"ten bonuses", func(r *rule) {
			r.Bonuses = slicesRepeat(affiliate.Bonus{By: "sales", Period: "day", From: 1, Minor: 1}, 10)
		}, ""},
		{"eleven bonuses", func(r *rule) { r.Bonuses = make([]affiliate.Bonus, 11) }, "bonuses"},
		{"a bonus of clicks", both(flatRule("cpc"), bonus(affiliate.Bonus{By: "sales", Period: "month", From: 1, Minor: 1})), "bonuses"},

		{"caps", caps(affiliate.Cap{Period: "day", Minor: 1}, affiliate.Cap{Period: "day", Together: true, Minor: 1}, affiliate.Cap{Period: "month", Minor: 1}, affiliate.Cap{Period: "lifetime", Minor: 1}), ""},
		{"six caps", caps(affiliate.Cap{Period: "day", Minor: 1}, affiliate.Cap{Period: "day", Together: true, Minor: 1}, affiliate.Cap{Period: "month", Minor: 1},
			affiliate.Cap{Period: "month", Together: true, Minor: 1}, affiliate.Cap{Period: "lifetime", Minor: 1}, affiliate.Cap{Period: "lifetime", Together: true, Minor: 1}), ""},
		{"seven caps", caps(make([]affiliate.Cap, 7)...), "caps"}, {"a cap twice", caps(affiliate.Cap{Period: "day", Minor: 1}, affiliate.Cap{Period: "day", Minor: 2}), "caps.1.period"},
		{"a cap of a quarter", caps(affiliate.Cap{Period: "quarter", Minor: 1}), "caps.0.period"}, {"a cap at nothing", caps(affiliate.Cap{Period: "day"}), "caps.0.amount"},
		{"a budget of a group", both(func(r *rule) { r.Level, r.Subject = "group", "gold" }, caps(affiliate.Cap{Period: "day", Together: true, Minor: 1})), "caps.0.together"},
		{"a cap of a group", both(func(r *rule) { r.Level, r.Subject = "group", "gold" }, caps(affiliate.Cap{Period: "day", Minor: 1})), ""},
		{"a cap in no currency", both(noCurrency, caps(affiliate.Cap{Period: "day", Minor: 1})), "caps.0.amount"},
	})
}

func slicesRepeat[T any](value T, n int) []T {
	list := make([]T, n)
	for i := range list {
		list[i] = value
	}
	return list
}

func TestRuleWords(t *testing.T) {
	step := func(from int64, percent string, flat int64) affiliate.Step {
		return affiliate.Step{From: from, Percent: percent, FlatMinor: flat}
	}
	for want, change := range map[string]func(*rule){
		"10 % of the sale":                                           func(*rule) {},
		"5.00 USD per conversion":                                    flatRule("cpa"),
		"5.00 USD per conversion and 10 % of the sale":               flatRule("cpa_cps"),
		"10 % of CJ's commission":                                    func(r *rule) { r.Option = "share" },
		"5.00 USD per unique click":                                  flatRule("cpc"),
		"by an option that this version does not know":               func(r *rule) { r.Option = "points" },
		"nothing any more":                                           func(r *rule) { r.Ended = true },
		"10 % of those products":                                     func(r *rule) { r.Conditions.OnlyLines = true },
		"10 % of the sale, 12 % from the 10th conversion of a month": tiered("conversions", "month", step(10, "12", 0)),
		"10 % of the sale, 12 % from 1000.00 USD of sales of a year, 15 % from 2000.00 USD of sales of a year": tiered("sales", "year", step(100_000, "12", 0), step(200_000, "15", 0)),
		"10 % of the sale, 12 % from the 2nd conversion":                                                       tiered("conversions", "lifetime", step(2, "12", 0)),
		"10 % of the sale, 12 % of all sales of a quarter that comes to 1 conversion": func(r *rule) {
			tiered("conversions", "quarter", step(1, "12", 0))(r)
			r.Tiers.Whole = true
		},
		"10 % of the sale, 12 % of all sales once they come to 50.00 USD of sales": func(r *rule) {
			tiered("sales", "lifetime", step(5_000, "12", 0))(r)
			r.Tiers.Whole = true
		},
		"5.00 USD per conversion and 10 % of the sale, 6.00 USD and 12 % from the 3rd conversion of a day": func(r *rule) {
			flatRule("cpa_cps")(r)
			tiered("conversions", "day", step(3, "12", 600))(r)
		},
		"5.00 USD per conversion, 6.00 USD from the 11th conversion of a day": func(r *rule) {
			flatRule("cpa")(r)
			tiered("conversions", "day", step(11, "", 600))(r)
		},
	} {
		r := fineRule()
		change(&r)
		if got := r.Words(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// TestWordsOfAThousandTiers stop at ten.
func TestWordsOfAThousandTiers(t *testing.T) {
	r := fineRule()
	tiered("conversions", "month", make([]affiliate.Step, 1_000)...)(&r)
	if got := strings.Count(r.Words(), ","); got != 10 {
		t.Errorf("%d tiers are told", got)
	}
}

func TestRuleWhen(t *testing.T) {
	for _, c := range []struct {
		change func(*rule)
		want   []string
	}{
		{func(*rule) {}, []string{}},
		{func(r *rule) { r.Conditions.From = "2026-11-01" }, []string{"Sales from 2026-11-01 on"}},
		{func(r *rule) { r.Conditions.To = "2026-11-30" }, []string{"Sales up to 2026-11-30"}},
		{func(r *rule) { r.Conditions.From, r.Conditions.To = "2026-11-01", "2026-11-30" }, []string{"Sales from 2026-11-01 to 2026-11-30"}},
		{func(r *rule) { r.Conditions.MinMinor = 5_000 }, []string{"Orders of 50.00 USD or more"}},
		{func(r *rule) { r.Conditions.MaxMinor = 5_000 }, []string{"Orders of 50.00 USD or less"}},
		{func(r *rule) { r.Conditions.MinMinor, r.Conditions.MaxMinor = 5_000, 9_000 }, []string{"Orders from 50.00 USD to 90.00 USD"}},
		{func(r *rule) { r.Conditions.SKUs = []string{"A"} }, []string{"Orders with SKU A"}},
		{func(r *rule) {
			r.Conditions.SKUs, r.Conditions.Lists, r.Conditions.OnlyLines = []string{"A", "B"}, []string{"L", "M", "N"}, true
		}, []string{"Orders with SKU A or B or item list L, M or N, paid on those products alone"}},
		{func(r *rule) { r.Conditions.Countries = strings.Split("AT CH DE FR IT PL", " ") }, []string{"Orders from AT, CH, DE, FR, IT or PL"}},
		{func(r *rule) { r.Conditions.Countries = strings.Split("AT CH DE FR IT PL ES", " ") }, []string{"Orders from AT, CH, DE, FR, IT or 2 more"}},
		{func(r *rule) { r.Conditions.Customer = "new" }, []string{"New customers"}},
		{func(r *rule) { r.Conditions.Customer = "returning" }, []string{"Returning customers"}},
		{func(r *rule) { r.Conditions.NoCoupon = true }, []string{"Orders without a promo code"}},
		{func(r *rule) { r.Conditions.Coupons = []string{"*"} }, []string{"Orders with any promo code"}},
		{func(r *rule) { r.Conditions.Coupons = []string{"SAVE", "MORE"} }, []string{"Orders with the promo code SAVE or MORE"}},
		{func(r *rule) { r.Recurring = affiliate.Recurring{Max: 1, Months: 1} }, []string{"The first 1 conversion of a click", "Conversions of a click within 1 month of its first"}},
		{func(r *rule) { r.Recurring = affiliate.Recurring{Max: 3, Months: 6} }, []string{"The first 3 conversions of a click", "Conversions of a click within 6 months of its first"}},
		{func(r *rule) {
			r.Bonuses = []affiliate.Bonus{{By: "conversions", Period: "month", From: 10, Minor: 5_000}, {By: "sales", Period: "lifetime", From: 100_000, Minor: 1}}
		}, []string{"A bonus of 50.00 USD for reaching 10 conversions in a month", "A bonus of 0.01 USD for reaching 1000.00 USD of sales"}},
		{func(r *rule) {
			r.Caps = []affiliate.Cap{{Period: "day", Minor: 5_000}, {Period: "lifetime", Together: true, Minor: 9_000}}
		}, []string{"At most 50.00 USD in a day for each member", "At most 90.00 USD for all members together"}},
	} {
		r := fineRule()
		c.change(&r)
		if diff := cmp.Diff(c.want, r.When()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestOrdinal(t *testing.T) {
	var got []string
	for _, n := range []int64{1, 2, 3, 4, 10, 11, 12, 13, 14, 20, 21, 22, 23, 101, 111, 112, 113, 121, 1_011} {
		got = append(got, affiliate.Ordinal(n))
	}
	if want := "1st 2nd 3rd 4th 10th 11th 12th 13th 14th 20th 21st 22nd 23rd 101st 111th 112th 113th 121st 1011th"; strings.Join(got, " ") != want {
		t.Error(got)
	}
}

// FuzzRule: whatever a log holds as a rule, it is checked and told without harm.
func FuzzRule(f *testing.F) {
	for _, seed := range []string{
		`{"level":"offer","option":"cps","percent":"10"}`,
		`{"level":"member","subject":"ada","option":"cpa_cps","percent":"1e9","flat_minor":-9223372036854775808,"currency":"XXX","valid_from":"x"}`,
		`{"option":"cps","tiers":{"by":"sales","whole":true,"steps":[{"from":-9223372036854775808},{"from":1,"percent":"5","flat_minor":2}]}}`,
		`{"option":"cpc","conditions":{"skus":["a","b","c","d","e","f","g"],"coupons":["*"],"no_coupon":true},"caps":[{"minor":-1}],"bonuses":[{"from":11}],"recurring":{"max":-1}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := affiliate.Merge(affiliate.Rule{}, affiliate.Change{Noun: affiliate.NounRule, Key: "r", Set: text})
		if err != nil {
			return
		}
		if r.Words() == "" || r.When() == nil {
			t.Fatalf("%+v is told as %q, %v", r, r.Words(), r.When())
		}
		if err := r.Check(); err != nil && affiliate.Code(err) != affiliate.Invalid {
			t.Fatalf("%+v: %v", r, err)
		}
	})
}
