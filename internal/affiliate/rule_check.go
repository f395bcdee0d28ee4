package affiliate

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"linkledger/internal/money"

	"github.com/shopspring/decimal"
)

// The most that a rule may hold, so that a person can read it.
const (
	MaxSteps   = 10
	MaxBonuses = 10
	MaxCaps    = 6
	maxListed  = 200 // SKUs, lists, countries or coupons
	maxSKU     = 100 // characters; CJ's SKUs are no longer
	maxRepeats = 1000
	maxMonths  = 120
)

const (
	rateDecimals = 4
	maxRate      = 100
)

var periods = []string{PeriodDay, PeriodMonth, PeriodQuarter, PeriodYear, PeriodLifetime}

// Check validates a rule: an *Error whose Fields have the names of the rule
// form ("percent", "conditions.min", "tiers.0.from"). A rule that fails applies
// to nothing. Of an ended one only whom it is for and its day matter.
func (r Rule) Check() error {
	wrong := fieldErrors{}
	r.checkSubject(wrong)
	if !r.Ended {
		r.checkPay(wrong)
		r.checkConditions(wrong)
		r.checkTiers(wrong)
		r.checkRecurring(wrong)
		r.checkBonuses(wrong)
		r.checkCaps(wrong)
	}
	return wrong.err()
}

func (r Rule) checkSubject(wrong fieldErrors) {
	switch r.Level {
	case LevelOffer, LevelGroup, LevelMember:
		if (r.Level == LevelOffer) != (r.Subject == "") {
			wrong.add("subject", "Choose the group or member; a rule of the offer is for everybody.")
		}
	default:
		wrong.add("level", "Choose whom the payout is for: the offer, a group or a member.")
	}
	if r.ValidFrom != "" && !IsDay(r.ValidFrom) {
		wrong.add("validFrom", "Enter the day as YYYY-MM-DD.")
	}
	if r.Name != "" {
		checkName(wrong, "name", r.Name, "Enter a name, or none at all.")
	}
}

func (r Rule) checkPay(wrong fieldErrors) {
	if !oneOf(r.Option, PayoutPercent, PayoutFlat, PayoutFlatPercent, PayoutShare, PayoutClick) {
		wrong.add("option", "Choose how members are paid.")
		return
	}
	if r.paysPercent() && !isRate(r.Percent) {
		wrong.add("percent", "Enter a percentage from 0 to 100, such as 10 or 7.5.")
	}
	if r.paysFlat() {
		r.checkAmount(wrong, "flat", r.FlatMinor, 0, "Enter an amount such as 5.00.")
	}
}

// paysPercent reports whether the option takes a percentage.
func (r Rule) paysPercent() bool {
	return oneOf(r.Option, PayoutPercent, PayoutFlatPercent, PayoutShare)
}

// paysFlat reports whether the option pays a flat amount.
func (r Rule) paysFlat() bool { return oneOf(r.Option, PayoutFlat, PayoutFlatPercent, PayoutClick) }

// checkAmount wants at least so many minor units of the rule's currency.
func (r Rule) checkAmount(wrong fieldErrors, field string, minor, least int64, say string) {
	switch currency := money.Currency(r.Currency); {
	case minor < least:
		wrong.add(field, say)
	case !currency.Known():
		wrong.add(field, "The currency of the amount is not known. Choose the programme's currency in the settings first.")
	case minor > money.Limit:
		wrong.add(field, TooMuch(currency))
	}
}

func isRate(text string) bool {
	p, err := money.ParseDecimal(text)
	return err == nil && !p.IsNegative() && !p.GreaterThan(decimal.NewFromInt(maxRate)) && p.Exponent() >= -rateDecimals
}

func (r Rule) checkConditions(wrong fieldErrors) {
	c := r.Conditions
	if r.Option == PayoutClick && (c.MinMinor != 0 || c.MaxMinor != 0 || len(c.SKUs)+len(c.Lists)+len(c.Countries)+len(c.Coupons) > 0 || c.Customer != "" || c.NoCoupon) {
		wrong.add("conditions", "A click has no order: only the dates can be limited.")
		return
	}
	for _, d := range []struct{ field, day string }{{"conditions.from", c.From}, {"conditions.to", c.To}} {
		if d.day != "" && !IsDay(d.day) {
			wrong.add(d.field, "Enter the day as YYYY-MM-DD.")
		}
	}
	if c.From != "" && c.To != "" && c.To < c.From {
		wrong.add("conditions.to", "The last day is before the first.")
	}
	const size = "Enter an amount such as 50.00."
	if c.MinMinor != 0 {
		r.checkAmount(wrong, "conditions.min", c.MinMinor, 0, size)
	}
	if c.MaxMinor != 0 {
		r.checkAmount(wrong, "conditions.max", c.MaxMinor, 0, size)
		if c.MaxMinor < c.MinMinor {
			wrong.add("conditions.max", "The largest sale is below the least.")
		}
	}
	checkListed(wrong, "conditions.skus", c.SKUs)
	checkListed(wrong, "conditions.lists", c.Lists)
	checkListed(wrong, "conditions.countries", c.Countries)
	checkListed(wrong, "conditions.coupons", c.Coupons)
	for _, code := range c.Countries {
		if len(code) != 2 || code[0] < 'A' || code[0] > 'Z' || code[1] < 'A' || code[1] > 'Z' {
			wrong.add("conditions.countries", "Use codes of two letters, such as DE or US.")
		}
	}
	if c.OnlyLines && len(c.SKUs)+len(c.Lists) == 0 {
		wrong.add("conditions.onlyLines", "Name the products first.")
	}
	if c.OnlyLines && r.Option != PayoutPercent && r.Option != PayoutFlatPercent {
		wrong.add("conditions.onlyLines", "Only a percentage of the sale can be limited to some products.")
	}
	if !oneOf(c.Customer, "", CustomerNew, CustomerReturning) {
		wrong.add("conditions.customer", "Choose new or returning customers, or any.")
	}
	if c.NoCoupon && len(c.Coupons) > 0 {
		wrong.add("conditions.noCoupon", "An order can't have one of the codes and none.")
	}
}

func checkListed(wrong fieldErrors, field string, items []string) {
	if len(items) > maxListed {
		wrong.add(field, fmt.Sprintf("Name at most %d.", maxListed))
	}
	for _, item := range items {
		if item == "" || utf8.RuneCountInString(item) > maxSKU || !oneLine(item) {
			wrong.add(field, fmt.Sprintf("Name each on one line of at most %d characters.", maxSKU))
		}
	}
}

func (r Rule) checkTiers(wrong fieldErrors) {
	t := r.Tiers
	if t.By == "" {
		if len(t.Steps) > 0 || t.Whole || t.Period != "" {
			wrong.add("tierBy", "Choose what the tiers count.")
		}
		return
	}
	switch {
	case r.Option == PayoutClick:
		wrong.add("tierBy", "Clicks have no tiers.")
		return
	case !oneOf(t.By, CountSales, CountConversions):
		wrong.add("tierBy", "Choose what the tiers count.")
	case len(t.Steps) == 0:
		wrong.add("tiers", "Add a tier, or choose no tiers.")
	case len(t.Steps) > MaxSteps:
		wrong.add("tiers", fmt.Sprintf("Use at most %d tiers.", MaxSteps))
		return
	}
	if !slices.Contains(periods, t.Period) {
		wrong.add("tierPeriod", "Choose over which time the tiers count.")
	}
	for i, step := range t.Steps {
		at := fmt.Sprintf("tiers.%d.", i)
		r.checkFrom(wrong, at+"from", t.By, step.From)
		if i > 0 && step.From <= t.Steps[i-1].From {
			wrong.add(at+"from", "Each tier begins above the one before.")
		}
		if step.Percent != "" && (!r.paysPercent() || !isRate(step.Percent)) {
			wrong.add(at+"percent", "Enter a percentage from 0 to 100, such as 12 or 7.5.")
		}
		if step.FlatMinor != 0 {
			if !r.paysFlat() {
				wrong.add(at+"flat", "The rule pays no flat amount.")
			}
			r.checkAmount(wrong, at+"flat", step.FlatMinor, 1, "Enter an amount such as 5.00.")
		}
		if step.Percent == "" && step.FlatMinor == 0 {
			field := at + "percent"
			if !r.paysPercent() {
				field = at + "flat"
			}
			wrong.add(field, "Enter what the tier pays.")
		}
	}
}

// checkFrom wants a threshold above nothing.
func (r Rule) checkFrom(wrong fieldErrors, field, by string, from int64) {
	if by == CountSales {
		r.checkAmount(wrong, field, from, 1, "Enter an amount such as 1000.00.")
	} else if from < 1 || from > money.Limit {
		wrong.add(field, "Enter a number of conversions, such as 10.")
	}
}

func (r Rule) checkRecurring(wrong fieldErrors) {
	if r.Option == PayoutClick && r.Recurring != (Recurring{}) {
		wrong.add("repeatMax", "Clicks don't recur.")
	}
	if r.Recurring.Max < 0 || r.Recurring.Max > maxRepeats {
		wrong.add("repeatMax", fmt.Sprintf("Enter a number from 1 to %d, or nothing for all.", maxRepeats))
	}
	if r.Recurring.Months < 0 || r.Recurring.Months > maxMonths {
		wrong.add("repeatMonths", fmt.Sprintf("Enter a number from 1 to %d, or nothing for ever.", maxMonths))
	}
}

func (r Rule) checkBonuses(wrong fieldErrors) {
	switch {
	case len(r.Bonuses) > 0 && r.Option == PayoutClick:
		wrong.add("bonuses", "Clicks have no bonuses.")
		return
	case len(r.Bonuses) > MaxBonuses:
		wrong.add("bonuses", fmt.Sprintf("Use at most %d bonuses.", MaxBonuses))
		return
	}
	for i, b := range r.Bonuses {
		at := fmt.Sprintf("bonuses.%d.", i)
		if !oneOf(b.By, CountSales, CountConversions) {
			wrong.add(at+"by", "Choose what the bonus counts.")
		}
		if !slices.Contains(periods, b.Period) {
			wrong.add(at+"period", "Choose over which time the bonus counts.")
		}
		r.checkFrom(wrong, at+"from", b.By, b.From)
		r.checkAmount(wrong, at+"amount", b.Minor, 1, "Enter an amount such as 50.00.")
	}
}

func (r Rule) checkCaps(wrong fieldErrors) {
	if len(r.Caps) > MaxCaps {
		wrong.add("caps", fmt.Sprintf("Use at most %d caps.", MaxCaps))
		return
	}
	for i, c := range r.Caps {
		at := fmt.Sprintf("caps.%d.", i)
		if !oneOf(c.Period, PeriodDay, PeriodMonth, PeriodLifetime) {
			wrong.add(at+"period", "Choose a day, a month or the lifetime.")
		}
		if c.Together && r.Level != LevelOffer {
			wrong.add(at+"together", "Only a rule of the offer can limit all members together.")
		}
		r.checkAmount(wrong, at+"amount", c.Minor, 1, "Enter an amount such as 500.00.")
		for _, other := range r.Caps[:i] {
			if other.Period == c.Period && other.Together == c.Together {
				wrong.add(at+"period", "There is a cap like this already.")
			}
		}
	}
}
