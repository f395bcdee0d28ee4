package earnings

import "linkledger/internal/money"

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
