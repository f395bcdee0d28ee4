package sequences_test

import (
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// What the model's own payouts must keep to, by addition alone: the model asks
// the same payout rules as the fold, so these must not.

// capsHold proves that no payout goes over a cap of the rule that pays it, or
// over what the offer's rules allow all members together.
func (f *facts) capsHold(all map[string]paid) error {
	for _, i := range all {
		if i.ByRule.Minor == 0 {
			continue
		}
		for _, id := range f.ids {
			r, inForce := f.inForce(id, i.Place.Day)
			if !inForce || r.OfferID != i.Offer || money.Currency(r.Currency) != i.ByRule.Currency || !dayIn(r.Conditions, i.Place.Day) {
				continue
			}
			for _, c := range r.Caps {
				if !c.Together && r.ID != i.RuleID {
					continue
				}
				if sum := spent(all, i, c); sum > c.Minor {
					return failf("%s is paid %s, which makes %d in a %s; a cap of %s is %d", i.Cause, i.ByRule, sum, c.Period, id, c.Minor)
				}
			}
		}
	}
	return nil
}

// inForce is the newest version of a rule that is for a day.
func (f *facts) inForce(id affiliate.RuleID, day string) (affiliate.Rule, bool) {
	for _, r := range slices.Backward(f.rules[id]) {
		if r.ValidFrom <= day {
			return r, !r.Ended
		}
	}
	return affiliate.Rule{}, false
}

func dayIn(c affiliate.Conditions, day string) bool {
	return c.From <= day && (c.To == "" || day <= c.To)
}

// spent is what an item and those before it were paid in the period of a cap.
func spent(all map[string]paid, i paid, c affiliate.Cap) int64 {
	sum := i.ByRule.Minor
	for _, o := range all {
		if o.Offer == i.Offer && (c.Together || o.Member == i.Member) && o.ByRule.Currency == i.ByRule.Currency &&
			o.Place.Before(i.Place) && samePeriod(c.Period, o.Place.Day, i.Place.Day) {
			sum += o.ByRule.Minor
		}
	}
	return sum
}

// ratesHold proves that each sale is paid by the rule in force, at the rate of
// the highest tier that the member has reached with it.
func (f *facts) ratesHold(all map[string]paid) error {
	for _, i := range all {
		if i.RuleID == "" {
			continue
		}
		r, inForce := f.inForce(i.RuleID, i.Place.Day)
		if !inForce || r.Version != i.RuleVersion || r.OfferID != i.Offer || !dayIn(r.Conditions, i.Place.Day) {
			return failf("%s is paid by version %d of %s, which is not in force", i.Cause, i.RuleVersion, i.RuleID)
		}
		percent, flat, counted := r.Percent, r.FlatMinor, reached(all, i, r)
		for _, s := range r.Tiers.Steps {
			if s.From > counted {
				break
			}
			percent, flat = r.Percent, r.FlatMinor
			if s.Percent != "" {
				percent = s.Percent
			}
			if s.FlatMinor != 0 {
				flat = s.FlatMinor
			}
		}
		if got := i.Inputs.Rate; got.Percent != percent || got.Flat.Minor != flat {
			return failf("%s is paid %q %% and %d by %s; after %d it should be %q %% and %d", i.Cause, got.Percent, got.Flat.Minor, i.RuleID, counted, percent, flat)
		}
	}
	return nil
}

// endsHold proves that nothing is paid by a rule for what came after its offer's
// last day.
func (f *facts) endsHold(all map[string]paid) error {
	for _, i := range all {
		if last := f.ended(i.Offer, i.Place.Day); last != "" && i.ByRule.Minor != 0 {
			return failf("%s is paid %s for %s; its offer ended on %s", i.Cause, i.ByRule, i.Place.Day, last)
		}
	}
	return nil
}

// reached is what a member has sold when an item comes, it included, or by the
// end of the period.
func reached(all map[string]paid, i paid, r affiliate.Rule) (sum int64) {
	for _, o := range all {
		if o.Offer != i.Offer || o.Member != i.Member || !o.Counts() || !samePeriod(r.Tiers.Period, o.Place.Day, i.Place.Day) ||
			!r.Tiers.Whole && i.Place.Before(o.Place) {
			continue
		}
		if r.Tiers.By == affiliate.CountConversions {
			sum++
		} else if string(o.Sale.Currency) == r.Currency {
			sum += max(o.Sale.Minor, 0)
		}
	}
	return sum
}

func samePeriod(period, a, b string) bool {
	switch period {
	case affiliate.PeriodDay:
		return a == b
	case affiliate.PeriodMonth:
		return a[:7] == b[:7]
	case affiliate.PeriodQuarter:
		return a[:4] == b[:4] && quarter(a) == quarter(b)
	case affiliate.PeriodYear:
		return a[:4] == b[:4]
	}
	return true
}

func quarter(day string) int { return (int(day[5]-'0')*10 + int(day[6]-'0') - 1) / 3 }
