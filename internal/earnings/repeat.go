package earnings

import "slices"

// repeated reports whether the item comes too late among the conversions of its
// click to earn by the rule's rate.
func (a asking) repeated(v *version, in *Inputs) (bool, error) {
	limit := v.rule.Recurring
	if !v.recurs() || a.item.ClickID == "" {
		return false, nil
	}
	if a.counted == nil {
		return false, errUncounted
	}
	n, first, err := a.counted.OfClick(a.plan.offer, a.item.ClickID, a.item.Place)
	if err != nil {
		return false, err
	}
	if n == 0 {
		first = a.item.Place.Day
	}
	r := &Repeat{Number: n + 1, First: first, Max: limit.Max}
	r.Over = limit.Max > 0 && n >= limit.Max
	if limit.Months > 0 {
		r.Until = monthsAfter(first, limit.Months)
		r.Over = r.Over || a.item.Place.Day > r.Until
	}
	in.Repeat = r
	return r.Over, nil
}

// Recurs reports whether some version in force on a day or later limits the
// further conversions of a click.
func (p *Plan) Recurs(day string) bool {
	return slices.ContainsFunc(p.epochs, func(e *epoch) bool {
		p.on(e.from)
		return (e.until == "" || day < e.until) && slices.ContainsFunc(e.counting, (*version).recurs)
	})
}
