package earnings_test

import (
	"fmt"
	"strconv"
	"strings"

	"linkledger/internal/affiliate"
)

// ruleLine reads a line of a rule.
func ruleLine(r *affiliate.Rule, key, value string) (err error) {
	switch key {
	case "for": // offer, group gold, member ada
		r.Level, r.Subject, _ = strings.Cut(value, " ")
	case "of": // another offer
		r.OfferID = affiliate.OfferID(value)
	case "version":
		r.Version, err = strconv.Atoi(value)
	case "from":
		r.ValidFrom = value
	case "name":
		r.Name = value
	case "ended":
		if r.Ended = value == "yes"; !r.Ended {
			err = fmt.Errorf("only yes")
		}
	case "currency":
		r.Currency = value
	case "pays":
		return rulePays(r, value)
	case "option": // as it stands in a log, for what no form would send
		r.Option = value
	case "percent":
		r.Percent = value
	case "flat":
		r.FlatMinor, err = strconv.ParseInt(value, 10, 64)
	case "only":
		return ruleOnly(r, value)
	case "tiers": // conversions a month, sales a year, sales a month as a whole
		value, r.Tiers.Whole = strings.CutSuffix(value, " as a whole")
		r.Tiers.By, r.Tiers.Period, err = counting(value)
	case "tier": // 10 = 12 %
		return ruleTier(r, value)
	case "repeat": // 3 times, 6 months
		number, unit, _ := strings.Cut(value, " ")
		into := map[string]*int{"times": &r.Recurring.Max, "months": &r.Recurring.Months}[unit]
		if into == nil {
			return fmt.Errorf("only times and months")
		}
		*into, err = strconv.Atoi(number)
	case "bonus": // 50.00 for 10 conversions a month
		given, count, _ := strings.Cut(value, " for ")
		number, of, _ := strings.Cut(count, " ")
		b := affiliate.Bonus{}
		if b.Minor, err = minor(r, given); err != nil {
			return err
		}
		if b.By, b.Period, err = counting(of); err != nil {
			return err
		}
		b.From, err = threshold(r, b.By, number)
		r.Bonuses = append(r.Bonuses, b)
	case "cap": // 100.00 a month, 500.00 a lifetime together
		c := affiliate.Cap{}
		value, c.Together = strings.CutSuffix(value, " together")
		number, period, _ := strings.Cut(value, " a ")
		c.Period = period
		c.Minor, err = minor(r, number)
		r.Caps = append(r.Caps, c)
	default:
		return fmt.Errorf("unknown key")
	}
	return err
}

// rulePays reads "10 %", "5.00 USD", "5.00 USD and 10 %", "50 % of commission"
// or "0.10 USD a click".
func rulePays(r *affiliate.Rule, value string) error {
	flat, percent, both := strings.Cut(value, " and ")
	if !both && strings.Contains(value, "%") {
		flat, percent = "", value
	}
	switch {
	case both:
		r.Option = affiliate.PayoutFlatPercent
	case percent != "":
		r.Option = affiliate.PayoutPercent
		var share bool
		if percent, share = strings.CutSuffix(percent, " of commission"); share {
			r.Option = affiliate.PayoutShare
		}
	default:
		r.Option = affiliate.PayoutFlat
		var click bool
		if flat, click = strings.CutSuffix(flat, " a click"); click {
			r.Option = affiliate.PayoutClick
		}
	}
	if percent != "" {
		var fine bool
		if r.Percent, fine = strings.CutSuffix(percent, " %"); !fine {
			return fmt.Errorf("write a percentage like 10 %%")
		}
	}
	if flat == "" {
		return nil
	}
	number, currency, _ := strings.Cut(flat, " ")
	a, err := amount(number, currency)
	r.FlatMinor, r.Currency = a.Minor, currency
	return err
}

// ruleOnly reads a condition: "from 2026-11-01", "min 50.00", "sku A,B", "new".
func ruleOnly(r *affiliate.Rule, value string) (err error) {
	kind, what, _ := strings.Cut(value, " ")
	c, list := &r.Conditions, strings.Split(what, ",")
	switch kind {
	case "from":
		c.From = what
	case "to":
		c.To = what
	case "min":
		c.MinMinor, err = minor(r, what)
	case "max":
		c.MaxMinor, err = minor(r, what)
	case "sku":
		c.SKUs = list
	case "list":
		c.Lists = list
	case "lines":
		c.OnlyLines = true
	case "new", "returning":
		c.Customer = kind
	case "country":
		c.Countries = list
	case "coupon":
		c.Coupons = list
	case "no-coupon":
		c.NoCoupon = true
	default:
		return fmt.Errorf("unknown condition")
	}
	return err
}

func ruleTier(r *affiliate.Rule, value string) (err error) {
	from, pays, found := strings.Cut(value, " = ")
	if !found {
		return fmt.Errorf("write it like 10 = 12 %%")
	}
	s := affiliate.Step{}
	if s.From, err = threshold(r, r.Tiers.By, from); err != nil {
		return err
	}
	for _, part := range strings.Split(pays, " and ") {
		if percent, is := strings.CutSuffix(part, " %"); is {
			s.Percent = percent
		} else if s.FlatMinor, err = minor(r, part); err != nil {
			return err
		}
	}
	r.Tiers.Steps = append(r.Tiers.Steps, s)
	return nil
}

// counting reads "conversions a month".
func counting(text string) (by, period string, err error) {
	by, period, found := strings.Cut(text, " a ")
	if !found {
		err = fmt.Errorf("write it like conversions a month")
	}
	return by, period, err
}

func threshold(r *affiliate.Rule, by, text string) (int64, error) {
	if by == affiliate.CountSales {
		return minor(r, text)
	}
	return strconv.ParseInt(text, 10, 64)
}

// minor reads an amount in the rule's currency, which stands above it.
func minor(r *affiliate.Rule, text string) (int64, error) {
	if r.Currency == "" {
		return 0, fmt.Errorf("the rule's currency must stand above")
	}
	a, err := amount(text, r.Currency)
	return a.Minor, err
}
