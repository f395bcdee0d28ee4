package earnings

import (
	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// capped cuts a payout to what the caps leave: those of the rule for each
// member, and those of the offer's rules in force for all together. A cap is on
// payouts in its currency alone.
func (a asking) capped(v *version, amount money.Amount, in *Inputs) (money.Amount, error) {
	for _, c := range v.rule.Caps {
		if c.Together {
			continue
		}
		var err error
		if amount, err = a.cut(v, c, a.item.Member, amount, in); err != nil {
			return amount, err
		}
	}
	for _, b := range a.epoch.budgets {
		if !b.days().Holds(a.item.Place.Day) {
			continue
		}
		for _, c := range b.rule.Caps {
			if !c.Together {
				continue
			}
			var err error
			if amount, err = a.cut(b, c, "", amount, in); err != nil {
				return amount, err
			}
		}
	}
	return amount, nil
}

// cut applies one cap to what is paid to a member, or to all with none.
func (a asking) cut(v *version, c affiliate.Cap, member affiliate.MemberID, amount money.Amount, in *Inputs) (money.Amount, error) {
	if amount.IsZero() || amount.Currency != v.currency {
		return amount, nil
	}
	if a.counted == nil {
		return amount, errUncounted
	}
	t, err := a.counted.Before(a.plan.offer, member, periodOf(c.Period, a.item.Place.Day), a.item.Place, v.currency)
	if err != nil {
		return amount, err
	}
	left := max(c.Minor-t.Payouts, 0)
	if amount.Minor <= left {
		return amount, nil
	}
	in.Cuts = append(in.Cuts, Cut{Period: c.Period, Together: c.Together, Cap: Sum{c.Minor, v.currency}, Paid: t.Payouts, From: amount.Minor, To: left})
	amount.Minor = left
	return amount, nil
}
