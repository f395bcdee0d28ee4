package earnings

import (
	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// tier is the rate of the highest step that the member has reached with this
// item, or the rule's own below the first one.
func (a asking) tier(v *version, in *Inputs) (percent rate, text string, flat int64, err error) {
	percent, text, flat = v.percent, v.rule.Percent, v.rule.FlatMinor
	t := v.rule.Tiers
	if len(t.Steps) == 0 {
		return percent, text, flat, nil
	}
	counted, err := a.tally(v, t.By, t.Period, t.Whole)
	if err != nil {
		return 0, "", 0, err
	}
	in.Tier = &Reached{By: t.By, Period: t.Period, Whole: t.Whole, Counted: counted, Unit: unit(t.By, v)}
	for i, s := range t.Steps {
		if s.From > counted {
			break
		}
		in.Tier.From = s.From
		percent, text, flat = v.steps[i], v.rule.Percent, v.rule.FlatMinor
		if s.Percent != "" {
			text = s.Percent
		}
		if s.FlatMinor != 0 {
			flat = s.FlatMinor
		}
	}
	return percent, text, flat, nil
}

// tally is what the member's items come to in the item's period with it, where
// it counts: so far, or in the whole of it.
func (a asking) tally(v *version, by, period string, whole bool) (int64, error) {
	if a.counted == nil {
		return 0, errUncounted
	}
	currency := money.Currency("") // of whatever currency
	if by == affiliate.CountSales {
		currency = v.currency
	}
	i := a.item
	w := periodOf(period, i.Place.Day)
	if whole {
		t, err := a.counted.Whole(a.plan.offer, i.Member, w, currency)
		return t.of(by), err
	}
	t, err := a.counted.Before(a.plan.offer, i.Member, w, i.Place, currency)
	if by == affiliate.CountConversions {
		return t.Conversions + a.adds(v, by), err
	}
	return sum(t.Sales, a.adds(v, by)), err
}

func (t Tally) of(by string) int64 {
	if by == affiliate.CountSales {
		return t.Sales
	}
	return t.Conversions
}

// sum adds numbers that are not negative, up to the largest there is.
func sum(a, b int64) int64 {
	if total := a + b; total >= a {
		return total
	}
	return 1<<63 - 1
}

// unit is the currency of what is counted; none for conversions.
func unit(by string, v *version) money.Currency {
	if by == affiliate.CountSales {
		return v.currency
	}
	return ""
}

// bonuses adds those whose threshold the member reaches with this item.
func (a asking) bonuses(v *version, amount money.Amount, in *Inputs) (money.Amount, error) {
	for _, b := range v.rule.Bonuses {
		counted, err := a.tally(v, b.By, b.Period, false)
		if err != nil {
			return amount, err
		}
		if counted < b.From || counted-a.adds(v, b.By) >= b.From {
			continue
		}
		bonus := money.New(b.Minor, v.currency)
		reached := Reached{By: b.By, Period: b.Period, From: b.From, Counted: counted, Bonus: Sum(bonus), Unit: unit(b.By, v)}
		if amount.IsZero() {
			amount.Currency = bonus.Currency
		}
		if more, err := amount.Add(bonus); err == nil {
			amount = more
		} else {
			reached.Left = true
		}
		in.Bonuses = append(in.Bonuses, reached)
	}
	return amount, nil
}

// adds is what this item adds to a tally.
func (a asking) adds(v *version, by string) int64 {
	switch {
	case !a.item.Counts():
		return 0
	case by == affiliate.CountConversions:
		return 1
	case a.item.Sale.Currency != v.currency:
		return 0
	}
	return a.item.Sales().Minor
}
