package affiliate

import (
	"fmt"
	"strings"

	"linkledger/internal/money"
)

// Words says what the rule pays: "10 % of the sale, 12 % from the 10th
// conversion of a month".
func (r Rule) Words() string {
	if r.Ended {
		return "nothing any more"
	}
	parts := []string{r.pay(r.Percent, r.FlatMinor)}
	for _, s := range r.Tiers.Steps[:min(len(r.Tiers.Steps), MaxSteps)] {
		step := r.rate(s) + " from " + r.reached(r.Tiers.By, s.From)
		if r.Tiers.Whole {
			step = r.rate(s) + " of all sales" + of(r.Tiers.Period) + " that comes to " + r.amountOf(r.Tiers.By, s.From)
			if r.Tiers.Period == PeriodLifetime || r.Tiers.Period == "" {
				step = r.rate(s) + " of all sales once they come to " + r.amountOf(r.Tiers.By, s.From)
			}
		} else {
			step += of(r.Tiers.Period)
		}
		parts = append(parts, step)
	}
	return strings.Join(parts, ", ")
}

// When says each condition, limit and bonus of the rule in words; empty where
// there is none.
func (r Rule) When() []string {
	c := r.Conditions
	said := []string{}
	add := func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) }
	switch {
	case c.From != "" && c.To != "":
		add("Sales from %s to %s", c.From, c.To)
	case c.From != "":
		add("Sales from %s on", c.From)
	case c.To != "":
		add("Sales up to %s", c.To)
	}
	switch {
	case c.MinMinor != 0 && c.MaxMinor != 0:
		add("Orders from %s to %s", r.amount(c.MinMinor), r.amount(c.MaxMinor))
	case c.MinMinor != 0:
		add("Orders of %s or more", r.amount(c.MinMinor))
	case c.MaxMinor != 0:
		add("Orders of %s or less", r.amount(c.MaxMinor))
	}
	if products := productWords(c); products != "" {
		add("%s", products)
	}
	switch c.Customer {
	case CustomerNew:
		add("New customers")
	case CustomerReturning:
		add("Returning customers")
	}
	if len(c.Countries) > 0 {
		add("Orders from %s", listed(c.Countries, "or"))
	}
	switch {
	case c.NoCoupon:
		add("Orders without a promo code")
	case len(c.Coupons) > 0 && c.Coupons[0] == AnyCoupon:
		add("Orders with any promo code")
	case len(c.Coupons) > 0:
		add("Orders with the promo code %s", listed(c.Coupons, "or"))
	}
	if r.Recurring.Max > 0 {
		add("The first %s of a click", countOf(int64(r.Recurring.Max)))
	}
	if r.Recurring.Months > 0 {
		add("Conversions of a click within %s of its first", months(r.Recurring.Months))
	}
	for _, b := range r.Bonuses {
		add("A bonus of %s for reaching %s%s", r.amount(b.Minor), r.amountOf(b.By, b.From), in(b.Period))
	}
	for _, c := range r.Caps {
		who := "for each member"
		if c.Together {
			who = "for all members together"
		}
		add("At most %s%s %s", r.amount(c.Minor), in(c.Period), who)
	}
	return said
}

// AnyCoupon in a rule's coupons stands for whatever code an order has.
const AnyCoupon = "*"

func productWords(c Conditions) string {
	var kinds []string
	if len(c.SKUs) > 0 {
		kinds = append(kinds, "SKU "+listed(c.SKUs, "or"))
	}
	if len(c.Lists) > 0 {
		kinds = append(kinds, "item list "+listed(c.Lists, "or"))
	}
	if len(kinds) == 0 {
		return ""
	}
	words := "Orders with " + strings.Join(kinds, " or ")
	if c.OnlyLines {
		words += ", paid on those products alone"
	}
	return words
}

// pay says a percentage and a flat amount by the rule's option.
func (r Rule) pay(percent string, flat int64) string {
	of := "the sale"
	if r.Conditions.OnlyLines {
		of = "those products"
	}
	switch r.Option {
	case PayoutPercent:
		return percent + " % of " + of
	case PayoutFlat:
		return r.amount(flat) + " per conversion"
	case PayoutFlatPercent:
		return r.amount(flat) + " per conversion and " + percent + " % of " + of
	case PayoutShare:
		return percent + " % of CJ's commission"
	case PayoutClick:
		return r.amount(flat) + " per unique click"
	}
	return "by an option that this version does not know"
}

// rate says what a step pays in place of the rule's rate.
func (r Rule) rate(s Step) string {
	switch {
	case s.FlatMinor == 0:
		return s.Percent + " %"
	case s.Percent == "":
		return r.amount(s.FlatMinor)
	}
	return r.amount(s.FlatMinor) + " and " + s.Percent + " %"
}

// reached says a threshold as the sale that reaches it.
func (r Rule) reached(by string, from int64) string {
	if by == CountSales {
		return r.amount(from) + " of sales"
	}
	return "the " + Ordinal(from) + " conversion"
}

// amountOf says a threshold as a number of something.
func (r Rule) amountOf(by string, from int64) string {
	if by == CountSales {
		return r.amount(from) + " of sales"
	}
	return countOf(from)
}

func (r Rule) amount(minor int64) string {
	return money.New(minor, money.Currency(r.Currency)).String()
}

func countOf(n int64) string {
	if n == 1 {
		return "1 conversion"
	}
	return fmt.Sprintf("%d conversions", n)
}

func months(n int) string {
	if n == 1 {
		return "1 month"
	}
	return fmt.Sprintf("%d months", n)
}

func of(period string) string {
	if period == PeriodLifetime || period == "" {
		return ""
	}
	return " of a " + period
}

func in(period string) string {
	if period == PeriodLifetime || period == "" {
		return ""
	}
	return " in a " + period
}

// mostListed is how many names a sentence holds.
const mostListed = 6

// listed joins names: "A, B or C"; of many, the first and how many more.
func listed(names []string, word string) string {
	if len(names) > mostListed {
		return fmt.Sprintf("%s %s %d more", strings.Join(names[:mostListed-1], ", "), word, len(names)-mostListed+1)
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " " + word + " " + names[len(names)-1]
}

// Ordinal is a number as a place: "1st", "12th", "23rd".
func Ordinal(n int64) string {
	suffix := "th"
	if tens := n % 100 / 10; tens != 1 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return fmt.Sprintf("%d%s", n, suffix)
}
