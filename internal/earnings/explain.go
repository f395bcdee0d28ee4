package earnings

import (
	"fmt"
	"strings"

	"linkledger/internal/affiliate"
)

// Explanation says in one readable paragraph why the item earns what it does,
// so that a manager can work it out again by hand.
func (in Inputs) Explanation() string {
	if nothing := in.nothing(); nothing != "" {
		return nothing
	}
	var said []string
	add := func(sentence string) {
		if sentence != "" {
			said = append(said, sentence)
		}
	}
	if in.Rule == nil {
		add(in.noRule())
	} else {
		add(in.rate())
		add(in.tier())
		add(in.repeat())
		for _, b := range in.Bonuses {
			add(in.bonus(b))
		}
		for _, c := range in.Cuts {
			add(in.cut(c))
		}
	}
	if in.Unproven {
		add("Only the shop's page tells of it so far, so it counts in no tier, bonus, limit or cap until a server's report or CJ's row is here.")
	}
	add(in.adjustment())
	if in.Rule != nil {
		add("The rule is " + in.Rule.name() + ": " + in.Rule.Words + ".")
	}
	for _, s := range in.Skipped {
		add(s.sentence(in))
	}
	return strings.Join(said, " ")
}

// nothing says why an item earns nothing whatever the rules are; empty where
// they decide.
func (in Inputs) nothing() string {
	switch {
	case in.OfClicks && in.Test:
		return "Clicks on a test link earn nothing."
	case in.Test:
		return "A test purchase earns nothing."
	case in.OfClicks && in.Nobody:
		return "No member is known for these clicks, so nobody earns on them."
	case in.OfClicks && in.Clicks <= 0:
		return "There were no unique clicks that count, so they earn nothing."
	case in.OfClicks && in.Expired.EndedOn != "":
		return fmt.Sprintf("The offer ended on %s, so clicks on %s earn nothing.", in.Expired.EndedOn, in.Day)
	case in.OfClicks:
		return ""
	case in.Nobody:
		return "No member's link is known for this sale, so nobody earns on it."
	}
	switch in.Status {
	case affiliate.StatusUnresolved:
		return "It is not clear yet which sale this is, so it earns nothing until CJ's row tells."
	case affiliate.StatusRejected:
		return "The conversion was rejected, so it earns nothing."
	case affiliate.StatusReversed:
		if !in.FromCJ {
			return "The postback took the sale back, so it earns nothing."
		}
		return "CJ reversed the sale, so it earns nothing."
	}
	if !stands(in.Status) {
		return "This version does not know the conversion's status, so it earns nothing. Update Linkledger."
	}
	return in.Expired.sentence(in.Day)
}

// sentence says why a sale came too late; empty where it did not.
func (e Expired) sentence(day string) string {
	switch {
	case e.EndedOn != "":
		return fmt.Sprintf("The offer ended on %s and the sale was on %s, so it earns nothing.", e.EndedOn, day)
	case e.WindowDays != 0:
		return fmt.Sprintf("The click was on %s and the sale on %s, but clicks on this offer earn for %d days, so it earns nothing.", e.ClickedOn, day, e.WindowDays)
	}
	return ""
}

func (in Inputs) noRule() string {
	what := "sale earns"
	if in.OfClicks {
		what = "day's clicks earn"
	}
	if len(in.Skipped) > 0 {
		return fmt.Sprintf("No payout rule of the offer applies on %s, so the %s nothing.", in.Day, what) // the skipped ones follow
	}
	return fmt.Sprintf("No payout rule of the offer was in force on %s, so the %s nothing.", in.Day, what)
}

// rate says what the rule's rate makes.
func (in Inputs) rate() string {
	r := in.Rate
	switch r.Option {
	case affiliate.PayoutClick:
		clicks := fmt.Sprintf("%d unique clicks", in.Clicks)
		if in.Clicks == 1 {
			clicks = "1 unique click"
		}
		return fmt.Sprintf("%s on %s at %s each earn %s.", clicks, in.Day, r.Flat, Sum{r.Flat.Minor * in.Clicks, r.Flat.Currency})
	case affiliate.PayoutFlat:
		return fmt.Sprintf("The conversion of %s earns %s, whatever the sale amount.", in.Day, r.Flat)
	}
	of, base := in.base()
	share := fmt.Sprintf("%s %% of %s is %s", r.Percent, base, r.Share)
	if of.Minor < 0 {
		share = fmt.Sprintf("%s is below nothing, so there is no percentage of it", capital(base))
	}
	if r.Option != affiliate.PayoutFlatPercent {
		return share + "."
	}
	return fmt.Sprintf("%s. With %s for the conversion it earns %s.", share, r.Flat, Sum{r.Share.Minor + r.Flat.Minor, r.Flat.Currency})
}

// base is what the percentage is of, and says so.
func (in Inputs) base() (Sum, string) {
	by := "the postback reported it"
	if in.FromCJ {
		by = "CJ's ledger has it"
	}
	if in.Rate.Option == affiliate.PayoutShare {
		return in.Rate.Of, fmt.Sprintf("CJ's commission of %s on %s", in.Rate.Of, in.Day)
	}
	if in.Rate.Of != (Sum{}) {
		return in.Rate.Of, fmt.Sprintf("%s for the rule's products, out of the sale amount of %s on %s, as %s,", in.Rate.Of, in.Sale, in.Day, by)
	}
	return in.Sale, fmt.Sprintf("the sale amount of %s on %s, as %s,", in.Sale, in.Day, by)
}

func (in Inputs) tier() string {
	t := in.Tier
	if t == nil {
		return ""
	}
	counted := fmt.Sprintf("With this sale the member has %s %s", t.amount(t.Counted), periodWords(t.Period, in.Day))
	if t.Whole {
		counted = fmt.Sprintf("The member has %s %s as a whole", t.amount(t.Counted), periodWords(t.Period, in.Day))
		if t.Period == affiliate.PeriodLifetime {
			counted = fmt.Sprintf("The member has %s in all", t.amount(t.Counted))
		}
	}
	if t.From == 0 {
		return counted + ", which is below the first tier."
	}
	return fmt.Sprintf("%s, which reaches the tier from %s.", counted, t.amount(t.From))
}

func (in Inputs) repeat() string {
	r := in.Repeat
	if r == nil {
		return ""
	}
	if !r.Over {
		return fmt.Sprintf("It is the %s conversion of its click, which still earns.", affiliate.Ordinal(int64(r.Number)))
	}
	if r.Max > 0 && r.Number > r.Max {
		return fmt.Sprintf("It is the %s conversion of its click and only the first %d earn, so this comes to nothing.", affiliate.Ordinal(int64(r.Number)), r.Max)
	}
	return fmt.Sprintf("The click's first conversion was on %s and its further ones earn until %s, so this comes to nothing.", r.First, r.Until)
}

func (in Inputs) bonus(b Reached) string {
	reached := fmt.Sprintf("With this sale the member reaches %s %s", b.amount(b.From), periodWords(b.Period, in.Day))
	if b.Left {
		return fmt.Sprintf("%s, but the bonus of %s can't be added to a payout in %s.", reached, b.Bonus, in.ByRule.Currency)
	}
	return fmt.Sprintf("%s, which adds a bonus of %s.", reached, b.Bonus)
}

func (in Inputs) cut(c Cut) string {
	whose, earned := "for each member", "the member has earned"
	if c.Together {
		whose, earned = "for all members together", "they have earned"
	}
	period := ""
	if c.Period != affiliate.PeriodLifetime {
		period = " a " + c.Period
	}
	become := fmt.Sprintf("so %s is cut to %s", Sum{c.From, c.Cap.Currency}, Sum{c.To, c.Cap.Currency})
	if c.To == 0 {
		become = fmt.Sprintf("so nothing is left of %s", Sum{c.From, c.Cap.Currency})
	}
	return fmt.Sprintf("The cap is %s%s %s and %s %s by the rules %s before, %s.", c.Cap, period, whose, earned, Sum{c.Paid, c.Cap.Currency}, periodWords(c.Period, in.Day), become)
}

func (in Inputs) adjustment() string {
	a := in.Adjusted
	if a.Minor == 0 {
		return ""
	}
	what := fmt.Sprintf("An adjustment adds %s", a)
	if a.Minor < 0 {
		what = fmt.Sprintf("An adjustment takes off %s", Sum{-a.Minor, a.Currency})
	}
	if in.ByRule.Minor != 0 && in.ByRule.Currency != a.Currency {
		return fmt.Sprintf("An adjustment of %s can't be added to a payout in %s, so it is left out.", a, in.ByRule.Currency)
	}
	if in.Amount.Minor == 0 {
		return what + ", which leaves nothing."
	}
	return fmt.Sprintf("%s, which makes %s.", what, in.Amount)
}

// amount says a number of what is counted.
func (r Reached) amount(n int64) string {
	switch {
	case r.By == affiliate.CountSales:
		return Sum{n, r.Unit}.String() + " of sales"
	case n == 1:
		return "1 conversion"
	}
	return fmt.Sprintf("%d conversions", n)
}

// name says which rule it is: `the group's “Summer” (version 2)`.
func (r *RuleInputs) name() string {
	name := "the " + r.Level + "'s"
	if r.Name != "" {
		name += " “" + r.Name + "”"
	}
	return fmt.Sprintf("%s (version %d)", name, r.Version)
}

func (r *RuleInputs) named() string {
	if r == nil {
		return "a rule"
	}
	if r.Name != "" {
		return r.name()
	}
	return fmt.Sprintf("the %s's rule (version %d)", r.Level, r.Version)
}

func capital(sentence string) string { return strings.ToUpper(sentence[:1]) + sentence[1:] }
