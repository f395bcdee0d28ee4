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

// Budgets are those whose window a day may lie in, of all versions of the rules
// whenever they are in force: while what is paid in each of the windows stays
// under its cap, nobody is cut by any.
func (p *Plan) Budgets(day string) []Budget {
	var list []Budget
	for _, versions := range p.rules {
		for _, v := range versions {
			if !v.together() {
				continue
			}
			for _, c := range v.rule.Caps {
				if c.Together {
					list = append(list, Budget{Window: periodOf(c.Period, day), Cap: money.New(c.Minor, v.currency)})
				}
			}
		}
	}
	return list
}

// Threshold is where what a member's items of a window come to changes what all
// of them are paid.
type Threshold struct {
	Window   Window
	By       string         // affiliate.CountSales or CountConversions
	Currency money.Currency // of sales; empty for conversions
	From     int64
}

// Of is what a threshold counts of a tally in its currency.
func (t Threshold) Of(n Tally) int64 { return n.of(t.By) }

// Thresholds are the steps of tiers that count for the whole of their period, of
// all versions that may pay the member and the period that a day lies in: while
// none is crossed, an item changes nothing of those before it.
func (p *Plan) Thresholds(member affiliate.MemberID, day string) []Threshold {
	var list []Threshold
	for _, versions := range p.rules {
		for _, v := range versions {
			tiers := v.rule.Tiers
			if !tiers.Whole || !v.usable() || v.rule.Level == affiliate.LevelMember && v.rule.Subject != string(member) {
				continue
			}
			for _, s := range tiers.Steps {
				t := Threshold{Window: periodOf(tiers.Period, day), By: tiers.By, From: s.From}
				if t.By == affiliate.CountSales {
					t.Currency = v.currency
				}
				list = append(list, t)
			}
		}
	}
	return list
}
