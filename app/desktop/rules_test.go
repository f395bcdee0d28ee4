package desktop

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"linkledger/internal/affiliate"
)

// tierForm raises the rate of an offer's own rule from the second sale of a
// month on.
func tierForm(row RuleRow) RuleForm {
	form := row.Form
	form.Option, form.Percent, form.TierBy, form.TierPeriod = "cps", "10", "conversions", "month"
	form.Tiers = []RuleTier{{From: "2", Percent: "20"}}
	return form
}

func TestRulesInTheOrderInWhichTheyAreAsked(t *testing.T) {
	a := openApp(t, t.TempDir())
	offer := got(a.Offers.Save(offerForm(t, a)))(t)
	maya := got(a.Members.Save(MemberForm{Name: "Maya", Group: "Makers"}))(t)
	groups := got(a.Rules.Options())(t).Groups
	if len(groups) != 1 || groups[0].Label != "Makers" {
		t.Fatalf("groups %+v", groups)
	}
	add := func(change func(*RuleForm)) PayoutRules {
		form := RuleForm{OfferID: offer.Row.ID, Level: "offer", Option: "cps", Percent: "5"}
		change(&form)
		return got(a.Rules.Publish(form))(t)
	}
	add(func(f *RuleForm) { f.Level, f.Subject, f.Percent = "group", groups[0].Value, "12" })
	add(func(f *RuleForm) { f.Level, f.Subject, f.Percent = "member", maya.ID, "15" })
	add(func(f *RuleForm) { f.Name, f.Conditions.Min = "Large orders", "200" })
	later := time.Now().AddDate(0, 1, 0).Format(time.DateOnly)
	list := add(func(f *RuleForm) {
		f.Name, f.Conditions.NoCoupon, f.Conditions.Min, f.ValidFrom = "Soon", true, "300", later
	}).Rules
	said := ""
	for _, row := range list {
		said += row.SubjectName + " " + row.Words + " " + row.State + "\n"
		if len(row.Versions) != 1 || row.Versions[0].Actor != "you" || row.Versions[0].At == "" || row.Synced || row.Form.Seen == "" {
			t.Errorf("versions %+v", row)
		}
	}
	want := "Maya 15 % of the sale in_force\nMakers 12 % of the sale in_force\nEverybody 5 % of the sale scheduled\nEverybody 5 % of the sale in_force\nEverybody 10 % of the sale in_force\n"
	if said != want {
		t.Errorf("the rules are\n%s\nwant\n%s", said, want)
	}
	if first := list[4]; first.Versions[0].ValidFrom != "" || list[0].Versions[0].ValidFrom == "" {
		t.Errorf("an offer's first rule counts always, another from today: %+v", list)
	}

	must(t, a.Sync(context.Background()))
	list = got(a.Rules.List(offer.Row.ID))(t).Rules
	if !list[0].Synced || list[0].Versions[0].Actor != "you" {
		t.Errorf("after the sync %+v", list[0])
	}
	ended := got(a.Rules.End(list[0].ID, "", list[0].Form.Seen))(t).Rules
	if last := ended[4]; last.ID != list[0].ID || last.State != "ended" || len(last.Versions) != 2 || !last.Versions[0].Ended {
		t.Errorf("an ended rule %+v", last)
	}
	if f := failed(t, onlyError(a.Rules.End(list[0].ID, "", ended[4].Form.Seen))); f.Code != "conflict" {
		t.Errorf("ended twice: %+v", f)
	}
	if again := got(a.Rules.Publish(ended[4].Form))(t).Rules[0]; again.State != "in_force" || again.ID != list[0].ID {
		t.Errorf("taken up again %+v", again)
	}
}

func onlyError[T any](_ T, err error) error { return err }

func TestRuleFormsThatAreRefused(t *testing.T) {
	a := openApp(t, t.TempDir())
	offer := got(a.Offers.Save(offerForm(t, a)))(t)
	row := got(a.Rules.List(offer.Row.ID))(t).Rules[0]
	for name, c := range map[string]struct {
		change      func(*RuleForm)
		code, field string
	}{
		"no such offer":     {func(f *RuleForm) { f.OfferID = "x" }, "not_found", ""},
		"no such rule":      {func(f *RuleForm) { f.ID = "x" }, "not_found", ""},
		"another subject":   {func(f *RuleForm) { f.Level, f.Subject = "member", "m" }, "invalid", "level"},
		"an unknown member": {func(f *RuleForm) { f.ID, f.Level, f.Subject = "", "member", "m" }, "invalid", "subject"},
		"nobody":            {func(f *RuleForm) { f.ID, f.Level = "", "group" }, "invalid", "subject"},
		"a stale version":   {func(f *RuleForm) { f.Seen = "older" }, "conflict", ""},
		"101 %":             {func(f *RuleForm) { f.Percent = "101" }, "invalid", "percent"},
		"a tier that is no number": {func(f *RuleForm) {
			f.TierBy, f.TierPeriod, f.Tiers = "conversions", "month", []RuleTier{{From: "x", Percent: "5"}}
		}, "invalid", "tiers.0.from"},
	} {
		form := row.Form
		c.change(&form)
		f := failed(t, onlyError(a.Rules.Publish(form)))
		if f.Code != c.code || c.field != "" && f.Fields[c.field] == "" {
			t.Errorf("%s: %+v", name, f)
		}
		if check, err := a.Rules.Check(form); c.field != "" && (err != nil || check.Fields[c.field] != f.Fields[c.field] || check.Words != "") {
			t.Errorf("%s is checked as %+v, %v", name, check, err)
		}
	}
	if now := got(a.Rules.List(offer.Row.ID))(t).Rules; len(now) != 1 || len(now[0].Versions) != 1 {
		t.Errorf("a refused form was kept: %+v", now)
	}
}

func TestRuleWarnings(t *testing.T) {
	a := openApp(t, t.TempDir())
	offer, _, _ := sale(t, a)
	row := got(a.Rules.List(offer.Row.ID))(t).Rules[0]
	today := got(a.Practice.State())(t).Now[:10]
	tiers := func(percents ...string) func(*RuleForm) {
		return func(f *RuleForm) {
			f.TierBy, f.TierPeriod = "conversions", "month"
			for i, p := range percents {
				f.Tiers = append(f.Tiers, RuleTier{From: strconv.Itoa(5 * (i + 1)), Percent: p})
			}
		}
	}
	for name, c := range map[string]struct {
		change func(*RuleForm)
		want   string
	}{
		"nothing":        {func(*RuleForm) {}, ""},
		"the past":       {func(f *RuleForm) { f.ValidFrom = "2020-01-01" }, "1 sale since 2020-01-01 will be worked out again"},
		"over":           {func(f *RuleForm) { f.Conditions.To = "2020-01-01" }, "No sale can meet it"},
		"a small cap":    {func(f *RuleForm) { f.Option, f.Flat, f.Caps = "cpa", "5", []RuleCap{{Period: "day", Amount: "4"}} }, "cap of 4.00 USD is below a single payout of 5.00 USD"},
		"a rising tier":  {tiers("20", "30"), ""},
		"a low tier":     {tiers("0.5", "30"), "Tier 1 pays less than the rule does below it"},
		"a falling tier": {tiers("20.5", "20.45"), "Tier 2 pays less than tier 1"},
		"a second rule":  {func(f *RuleForm) { f.ID, f.Seen = "", "" }, "has the same conditions"},
		"another sale":   {func(f *RuleForm) { f.ID, f.Seen, f.Conditions.Min = "", "", "50" }, ""},
		"clicks besides": {func(f *RuleForm) { f.ID, f.Seen, f.Option, f.Flat = "", "", "cpc", "0.05" }, ""},
	} {
		form := row.Form
		c.change(&form)
		check := got(a.Rules.Check(form))(t)
		said := strings.Join(check.Warnings, " ")
		if !strings.Contains(said, c.want) || c.want == "" && said != "" || check.Words == "" {
			t.Errorf("%s (today is %s): %+v", name, today, check)
		}
	}
}

// Only sales that stand move, and for a group or member only theirs.
func TestPastWarningCountsWhatMoves(t *testing.T) {
	a := openApp(t, t.TempDir())
	offer, _, _ := sale(t, a)
	other := got(a.Members.Save(MemberForm{Name: "Noor Haddad", Group: "Makers"}))(t)
	must(t, a.Sync(context.Background()))
	s := got(a.session())(t)
	makers := got(s.store.Member(context.Background(), affiliate.MemberID(other.ID)))(t)
	rule := affiliate.Rule{OfferID: affiliate.OfferID(offer.Row.ID), ValidFrom: "2020-01-01", Option: "cps"}
	count := func(level, subject, to string) int {
		asked := rule
		asked.Level, asked.Subject, asked.Conditions.To = level, subject, to
		n, _, err := s.store.PastSales(context.Background(), asked)
		must(t, err)
		return n
	}
	row := got(a.Conversions.List(ConversionFilter{Limit: 10}))(t).Rows[0]
	for name, c := range map[string]struct {
		n, want int
	}{
		"offer":        {count("offer", "", ""), 1},
		"up to before": {count("offer", "", "2021-01-01"), 0},
		"the member":   {count("member", row.MemberID, ""), 1},
		"another":      {count("member", other.ID, ""), 0},
		"a group":      {count("group", string(makers.GroupID), ""), 0},
	} {
		if c.n != c.want {
			t.Errorf("%s: %d sales, want %d", name, c.n, c.want)
		}
	}
	got(a.Conversions.Decide(Decision{ConversionIDs: []string{row.ID}, Status: "rejected", Reason: "own order"}))(t)
	must(t, a.Sync(context.Background()))
	if n := count("offer", "", ""); n != 0 {
		t.Errorf("%d sales that don't stand are counted", n)
	}
}

// What the offer's own form does not show of a rule stays as it is.
func TestOfferFormKeepsTheRestOfTheRule(t *testing.T) {
	a := openApp(t, t.TempDir())
	offer := got(a.Offers.Save(offerForm(t, a)))(t)
	form := tierForm(got(a.Rules.List(offer.Row.ID))(t).Rules[0])
	form.Caps = []RuleCap{{Period: "month", Amount: "100"}}
	got(a.Rules.Publish(form))(t)

	edit := func(option, percent, flat string) error {
		shown := got(a.Offers.Get(offer.Row.ID))(t).Form
		changed := shown
		changed.PayoutOption, changed.PayoutPercent, changed.PayoutFlat, changed.Was = option, percent, flat, &shown
		return onlyError(a.Offers.Save(changed))
	}
	must(t, edit("cps", "11", ""))
	row := got(a.Rules.List(offer.Row.ID))(t).Rules[0]
	if f := row.Form; len(row.Versions) != 3 || f.Percent != "11" || len(f.Tiers) != 1 || len(f.Caps) != 1 {
		t.Errorf("another rate made %+v", row)
	}
	if f := failed(t, edit("cpa", "", "5")); !strings.Contains(f.Fields["payoutOption"], "under Payouts") {
		t.Errorf("an option that the tiers don't go with: %+v", f)
	}
	must(t, edit("cps", "11", ""))
	if again := got(a.Rules.List(offer.Row.ID))(t).Rules[0]; len(again.Versions) != 3 {
		t.Errorf("nothing new made %+v", again.Versions)
	}
	for _, option := range []string{"cpa_cps", "share"} {
		must(t, edit(option, "12", "1.50"))
		if f := got(a.Offers.Get(offer.Row.ID))(t).Form; f.PayoutOption != option || f.PayoutPercent != "12" {
			t.Errorf("%s is shown as %+v", option, f)
		}
	}
}

func TestAttributionSetting(t *testing.T) {
	a := openApp(t, t.TempDir())
	if v := got(a.Rules.Attribution())(t); v != "link" {
		t.Errorf("at first %q goes first", v)
	}
	if v := got(a.Rules.SetAttribution("code"))(t); v != "code" || got(a.Rules.Attribution())(t) != "code" {
		t.Errorf("set: %q", v)
	}
	must(t, a.Sync(context.Background()))
	if v := got(a.Rules.Attribution())(t); v != "code" {
		t.Errorf("after the sync %q goes first", v)
	}
	if v := got(a.Workspace.State())(t); v.Currency != "USD" || v.Sync.Pending != 0 {
		t.Errorf("the workspace became %+v", v)
	}
	if f := failed(t, onlyError(a.Rules.SetAttribution("luck"))); f.Fields["prefer"] == "" {
		t.Errorf("%+v", f)
	}
}
