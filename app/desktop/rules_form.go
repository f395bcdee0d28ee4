package desktop

import (
	"fmt"
	"strconv"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// formReader reads a rule form's texts and collects what can't be read, by the
// field's name.
type formReader struct {
	currency money.Currency
	fields   map[string]string
}

// payoutRule reads a rule form; amounts are in currency. What can't be read is
// an *affiliate.Error with Fields by the names of RuleForm. Whether what was
// read makes sense is the rule's own Check.
func payoutRule(form RuleForm, currency money.Currency) (affiliate.Rule, error) {
	r := formReader{currency: currency, fields: map[string]string{}}
	rule := affiliate.Rule{ID: affiliate.RuleID(form.ID), Level: form.Level, OfferID: affiliate.OfferID(form.OfferID), Subject: form.Subject,
		Name: clean(form.Name), ValidFrom: clean(form.ValidFrom), Option: form.Option}
	if paysPercent(form.Option) {
		rule.Percent = clean(form.Percent)
	}
	if paysFlat(form.Option) {
		rule.FlatMinor = r.amount("flat", form.Flat)
	}
	rule.Conditions = r.conditions(form.Conditions)
	rule.Tiers = r.tiers(form)
	rule.Recurring = affiliate.Recurring{Max: r.whole("repeatMax", form.RepeatMax), Months: r.whole("repeatMonths", form.RepeatFor)}
	for i, b := range form.Bonuses {
		name := fmt.Sprintf("bonuses.%d.", i)
		rule.Bonuses = append(rule.Bonuses, affiliate.Bonus{By: b.By, Period: b.Period, From: r.threshold(name+"from", b.By, b.From), Minor: r.amount(name+"amount", b.Amount)})
	}
	for i, c := range form.Caps {
		rule.Caps = append(rule.Caps, affiliate.Cap{Period: c.Period, Together: c.Together, Minor: r.amount(fmt.Sprintf("caps.%d.amount", i), c.Amount)})
	}
	if hasAmounts(rule) {
		rule.Currency = string(currency)
	}
	if len(r.fields) > 0 {
		return rule, &affiliate.Error{Code: affiliate.Invalid, Message: "Some fields need another look.", Fields: r.fields}
	}
	return rule, nil
}

func (r formReader) conditions(c RuleConditions) affiliate.Conditions {
	read := affiliate.Conditions{From: clean(c.From), To: clean(c.To), SKUs: words(c.SKUs), Lists: words(c.Lists), Customer: c.Customer,
		Countries: words(upper(c.Countries)), Coupons: words(upper(c.Coupons)), NoCoupon: c.NoCoupon, OnlyLines: c.OnlyLines}
	if clean(c.Min) != "" {
		read.MinMinor = r.amount("conditions.min", c.Min)
	}
	if clean(c.Max) != "" {
		read.MaxMinor = r.amount("conditions.max", c.Max)
	}
	return read
}

func (r formReader) tiers(form RuleForm) affiliate.Tiers {
	if form.TierBy == "" {
		return affiliate.Tiers{}
	}
	read := affiliate.Tiers{By: form.TierBy, Period: form.TierPeriod, Whole: form.TierWhole}
	for i, t := range form.Tiers {
		name := fmt.Sprintf("tiers.%d.", i)
		step := affiliate.Step{From: r.threshold(name+"from", form.TierBy, t.From)}
		if paysPercent(form.Option) {
			step.Percent = clean(t.Percent)
		}
		if paysFlat(form.Option) && clean(t.Flat) != "" {
			step.FlatMinor = r.amount(name+"flat", t.Flat)
		}
		read.Steps = append(read.Steps, step)
	}
	return read
}

func (r formReader) amount(name, text string) int64 {
	amount, err := money.Parse(clean(text), r.currency)
	typed, _ := money.ParseDecimal(clean(text))
	if err != nil || !amount.Decimal().Equal(typed) { // half a cent is not silently none
		r.fields[name] = fmt.Sprintf("Enter an amount in %s, such as %s.", r.currency, money.New(2500, r.currency).Text())
	}
	return amount.Minor
}

// threshold is an amount, or a number of conversions.
func (r formReader) threshold(name, by, text string) int64 {
	if by == affiliate.CountSales {
		return r.amount(name, text)
	}
	n, err := strconv.ParseUint(clean(text), 10, 31)
	if err != nil || n == 0 {
		r.fields[name] = "Enter how many conversions, such as 10."
	}
	return int64(n)
}

// whole is a whole number from 1; an empty text is no limit.
func (r formReader) whole(name, text string) int {
	if text = clean(text); text == "" {
		return 0
	}
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil || n == 0 {
		r.fields[name] = "Enter a whole number from 1, or leave it empty for no limit."
	}
	return int(n)
}

// ruleForm is the form that shows a rule. payoutRule reads the same rule from
// it again, whatever fits into a form.
func ruleForm(rule affiliate.Rule, currency money.Currency) RuleForm {
	if rule.Currency != "" {
		currency = money.Currency(rule.Currency)
	}
	text := func(minor int64) string { return money.New(minor, currency).Text() }
	threshold := func(by string, from int64) string {
		if by == affiliate.CountSales {
			return text(from)
		}
		return strconv.FormatInt(from, 10)
	}
	unlessZero := func(minor int64) string {
		if minor == 0 {
			return ""
		}
		return text(minor)
	}
	c := rule.Conditions
	form := RuleForm{ID: string(rule.ID), OfferID: string(rule.OfferID), Level: rule.Level, Subject: rule.Subject, Name: rule.Name,
		ValidFrom: rule.ValidFrom, Option: rule.Option, Percent: rule.Percent,
		Conditions: RuleConditions{From: c.From, To: c.To, Min: unlessZero(c.MinMinor), Max: unlessZero(c.MaxMinor), SKUs: texts(c.SKUs),
			Lists: texts(c.Lists), OnlyLines: c.OnlyLines, Customer: c.Customer, Countries: texts(c.Countries), Coupons: texts(c.Coupons), NoCoupon: c.NoCoupon},
		TierBy: rule.Tiers.By, TierPeriod: rule.Tiers.Period, TierWhole: rule.Tiers.Whole, Tiers: []RuleTier{}, Bonuses: []RuleBonus{}, Caps: []RuleCap{}}
	if paysFlat(rule.Option) {
		form.Flat = text(rule.FlatMinor)
	}
	for _, s := range rule.Tiers.Steps {
		form.Tiers = append(form.Tiers, RuleTier{From: threshold(rule.Tiers.By, s.From), Percent: s.Percent, Flat: unlessZero(s.FlatMinor)})
	}
	if rule.Recurring.Max != 0 {
		form.RepeatMax = strconv.Itoa(rule.Recurring.Max)
	}
	if rule.Recurring.Months != 0 {
		form.RepeatFor = strconv.Itoa(rule.Recurring.Months)
	}
	for _, b := range rule.Bonuses {
		form.Bonuses = append(form.Bonuses, RuleBonus{By: b.By, Period: b.Period, From: threshold(b.By, b.From), Amount: text(b.Minor)})
	}
	for _, cap := range rule.Caps {
		form.Caps = append(form.Caps, RuleCap{Period: cap.Period, Together: cap.Together, Amount: text(cap.Minor)})
	}
	return form
}

func paysPercent(option string) bool {
	return option == affiliate.PayoutPercent || option == affiliate.PayoutFlatPercent || option == affiliate.PayoutShare
}

func paysFlat(option string) bool {
	return option == affiliate.PayoutFlat || option == affiliate.PayoutFlatPercent || option == affiliate.PayoutClick
}

// hasAmounts reports whether a rule names an amount, which is in its currency.
func hasAmounts(r affiliate.Rule) bool {
	return paysFlat(r.Option) || hasLimits(r)
}

// hasLimits reports whether a rule names an amount beside its rates.
func hasLimits(r affiliate.Rule) bool {
	return r.Conditions.MinMinor != 0 || r.Conditions.MaxMinor != 0 || r.Tiers.By == affiliate.CountSales || len(r.Bonuses)+len(r.Caps) > 0
}

// words trims the texts of a list and leaves out the empty and the repeated.
func words(texts []string) (kept []string) {
	seen := map[string]bool{}
	for _, text := range texts {
		if text = clean(text); text != "" && !seen[text] {
			seen[text] = true
			kept = append(kept, text)
		}
	}
	return kept
}

func upper(texts []string) []string {
	list := make([]string, 0, len(texts))
	for _, text := range texts {
		list = append(list, strings.ToUpper(text))
	}
	return list
}

// texts is a list as it crosses the bridge: empty, never null.
func texts(list []string) []string { return append([]string{}, list...) }
