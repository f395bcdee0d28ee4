package earnings

import "linkledger/internal/affiliate"

// Reach is whose payouts may change when an item counts otherwise than before.
type Reach struct {
	Own   *Window // the member's items of these days
	All   *Window // everybody's items of these days
	Click bool    // the items of the same click
}

// Reach tells whose payouts may change when an item of the member on the day
// begins or ceases to count, or counts or is paid another amount. Windows begin
// at the day, or at the first of a period whose whole decides a tier.
func (p *Plan) Reach(member affiliate.MemberID, day string) Reach {
	var reach Reach
	var over Window
	found, own, all := false, false, false
	for _, e := range p.epochs {
		p.on(e.from)
		for _, v := range e.counting {
			if v.recurs() && (e.until == "" || day < e.until) {
				reach.Click = true
			}
			if v.rule.Level == affiliate.LevelMember && v.rule.Subject != string(member) {
				continue
			}
			w, any := v.reach(day)
			if !any || !e.meets(w) {
				continue
			}
			own, all = own || v.ofMember(), all || v.together()
			if !found {
				over, found = w, true
				continue
			}
			over = Window{From: min(over.From, w.From), To: later(over.To, w.To)}
		}
	}
	if own {
		w := over
		reach.Own = &w
	}
	if all {
		w := over
		reach.All = &w
	}
	return reach
}

// meets reports whether a window has days of the epoch.
func (e *epoch) meets(w Window) bool {
	return (e.until == "" || w.From < e.until) && (w.To == "" || e.from <= w.To)
}

// reach is the days on which the version may pay otherwise when what is counted
// on a day changes; it reports false where it counts nothing of members.
func (v *version) reach(day string) (Window, bool) {
	over := Window{From: day, To: day}
	found := false
	grow := func(period string, whole bool) {
		w := periodOf(period, day)
		if whole {
			over.From = min(over.From, w.From)
		}
		over.To, found = later(over.To, w.To), true
	}
	if len(v.rule.Tiers.Steps) > 0 {
		grow(v.rule.Tiers.Period, v.rule.Tiers.Whole)
	}
	for _, b := range v.rule.Bonuses {
		grow(b.Period, false)
	}
	for _, c := range v.rule.Caps {
		grow(c.Period, false)
	}
	return over, found
}
