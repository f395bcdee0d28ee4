package earnings

import (
	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Budget is a cap on what all members together are paid in a window.
type Budget struct {
	Window Window
	Cap    money.Amount
}

// Budgets are the caps on all together whose window a day lies in, of all
// versions of the rules whenever they are in force: while what is paid in each
// of the windows stays under its cap, nobody is cut by any.
func (p *Plan) Budgets(day string) []Budget {
	return p.caps(day, (*version).together, true)
}

// Caps are those on what a member is paid, as Budgets are on all together.
func (p *Plan) Caps(member affiliate.MemberID, day string) []Budget {
	return p.caps(day, func(v *version) bool { return v.usable() && v.mayPay(member) }, false)
}

func (p *Plan) caps(day string, of func(*version) bool, together bool) []Budget {
	var list []Budget
	for _, versions := range p.rules {
		for _, v := range versions {
			if !of(v) {
				continue
			}
			for _, c := range v.rule.Caps {
				if c.Together == together {
					list = append(list, Budget{Window: periodOf(c.Period, day), Cap: money.New(c.Minor, v.currency)})
				}
			}
		}
	}
	return list
}

// mayPay reports whether a version may pay a member in some group.
func (v *version) mayPay(member affiliate.MemberID) bool {
	return v.rule.Level != affiliate.LevelMember || v.rule.Subject == string(member)
}

// Threshold is where what a member's items of a window come to changes what they
// are paid: all of them, or the one that reaches it and those after it.
type Threshold struct {
	Window   Window
	Whole    bool
	By       string         // affiliate.CountSales or CountConversions
	Currency money.Currency // of sales; empty for conversions
	From     int64
}

// Of is what a threshold counts of a tally in its currency.
func (t Threshold) Of(n Tally) int64 { return n.of(t.By) }

// Thresholds are the steps of tiers and the bonuses of all versions that may pay
// the member, for the period that a day lies in: an item changes the payouts of
// those alone that are on another side of one by it.
func (p *Plan) Thresholds(member affiliate.MemberID, day string) []Threshold {
	var list []Threshold
	for _, versions := range p.rules {
		for _, v := range versions {
			if !v.usable() || !v.mayPay(member) {
				continue
			}
			add := func(period string, whole bool, by string, from int64) {
				list = append(list, Threshold{Window: periodOf(period, day), Whole: whole, By: by, Currency: unit(by, v), From: from})
			}
			tiers := v.rule.Tiers
			for _, s := range tiers.Steps {
				add(tiers.Period, tiers.Whole, tiers.By, s.From)
			}
			for _, b := range v.rule.Bonuses {
				add(b.Period, false, b.By, b.From)
			}
		}
	}
	return list
}
