package sequences_test

import (
	"slices"

	"linkledger/internal/affiliate"
)

// rule publishes a new rule, or another version of one, for a day that may be
// long past.
func (p *programme) rule() {
	r := p.drawRule()
	if len(p.said.ids) > 0 && p.chance(50) {
		// The same rule for the same people: only what it pays is new.
		before := p.said.rules[pick(p, p.said.ids...)][0]
		r.ID, r.Level, r.Subject, r.OfferID = before.ID, before.Level, before.Subject, before.OfferID
		if r.Level != affiliate.LevelOffer {
			r.Caps = slices.DeleteFunc(r.Caps, func(c affiliate.Cap) bool { return c.Together })
		}
		r.Ended = p.chance(20)
	} else {
		r.ID = affiliate.RuleID(p.next("rule"))
	}
	p.publish(r)
}

// publish appends a version of a rule. One that pays nothing sensible is left
// out by everybody.
func (p *programme) publish(r affiliate.Rule) {
	p.tell("  %s of %s %s: %s; %v, from %q ended %v", r.ID, r.Level, r.Subject, r.Words(), r.When(), r.ValidFrom, r.Ended)
	p.change(affiliate.NounRule, string(r.ID), r)
	if r.Check() != nil {
		p.tell("  which makes no sense")
		return
	}
	versions := p.said.rules[r.ID]
	if len(versions) == 0 {
		p.said.ids = append(p.said.ids, r.ID)
	}
	r.Version = len(versions) + 1
	p.said.rules[r.ID] = append(versions, r)
}

func (p *programme) drawRule() affiliate.Rule {
	r := affiliate.Rule{Level: pick(p, affiliate.LevelOffer, affiliate.LevelOffer, affiliate.LevelOffer, affiliate.LevelGroup, affiliate.LevelMember),
		OfferID: pick(p, p.said.made...), ValidFrom: pick(p, "", p.day(), p.day(), p.day()), Currency: pick(p, "USD", "USD", "USD", "USD", "EUR"),
		Option: pick(p, affiliate.PayoutPercent, affiliate.PayoutPercent, affiliate.PayoutFlat, affiliate.PayoutFlatPercent, affiliate.PayoutShare, affiliate.PayoutClick)}
	switch r.Level {
	case affiliate.LevelGroup:
		r.Subject = string(pick(p, groups[1:]...))
	case affiliate.LevelMember:
		r.Subject = string(pick(p, members...))
	}
	percent := r.Option == affiliate.PayoutPercent || r.Option == affiliate.PayoutShare || r.Option == affiliate.PayoutFlatPercent
	if percent {
		r.Percent = pick(p, "0", "5", "7.5", "10", "12.3456", "33.3333", "100")
	}
	if r.Option == affiliate.PayoutFlat || r.Option == affiliate.PayoutFlatPercent || r.Option == affiliate.PayoutClick {
		r.FlatMinor = pick[int64](p, 0, 1, 250, 300)
	}
	if r.Option != affiliate.PayoutClick {
		p.drawCounting(&r, percent)
		p.drawConditions(&r)
	} else if p.chance(30) {
		r.Conditions.From = p.day()
	}
	p.drawCaps(&r)
	return r
}

func (p *programme) drawCaps(r *affiliate.Rule) {
	if p.chance(40) {
		r.Caps = append(r.Caps, affiliate.Cap{Period: pick(p, affiliate.PeriodDay, affiliate.PeriodMonth, affiliate.PeriodLifetime), Minor: pick[int64](p, 1, 700, 2_500, 9_000)})
	}
	if p.chance(30) && r.Level == affiliate.LevelOffer {
		r.Caps = append(r.Caps, affiliate.Cap{Period: pick(p, affiliate.PeriodDay, affiliate.PeriodMonth, affiliate.PeriodLifetime), Minor: pick[int64](p, 1, 1_500, 6_000), Together: true})
	}
}

var periods = []string{affiliate.PeriodDay, affiliate.PeriodMonth, affiliate.PeriodQuarter, affiliate.PeriodYear, affiliate.PeriodLifetime}

// drawCounting draws tiers, a limit on recurring sales, and bonuses.
func (p *programme) drawCounting(r *affiliate.Rule, percent bool) {
	if p.chance(40) {
		r.Tiers = affiliate.Tiers{By: pick(p, affiliate.CountSales, affiliate.CountConversions), Period: pick(p, periods...), Whole: p.chance(40)}
		from := int64(0)
		for range 1 + p.IntN(3) {
			from += 1 + p.Int64N(2)
			step := affiliate.Step{From: from}
			if r.Tiers.By == affiliate.CountSales {
				step.From *= pick[int64](p, 5_000, 10_000)
				from = from*2 + 1
			}
			if percent {
				step.Percent = pick(p, "12", "15.5", "20")
			} else {
				step.FlatMinor = pick[int64](p, 400, 777)
			}
			if n := len(r.Tiers.Steps); n == 0 || step.From > r.Tiers.Steps[n-1].From {
				r.Tiers.Steps = append(r.Tiers.Steps, step)
			}
		}
	}
	if p.chance(15) {
		r.Recurring = affiliate.Recurring{Max: p.IntN(3), Months: p.IntN(3)}
	}
	if p.chance(25) {
		b := affiliate.Bonus{By: pick(p, affiliate.CountSales, affiliate.CountConversions), Period: pick(p, periods...), From: 1 + p.Int64N(3), Minor: pick[int64](p, 1_000, 50)}
		if b.By == affiliate.CountSales {
			b.From *= 8_000
		}
		r.Bonuses = append(r.Bonuses, b)
	}
}

// drawConditions draws at most two things that a sale must meet.
func (p *programme) drawConditions(r *affiliate.Rule) {
	for range pick(p, 0, 0, 0, 1, 1, 2) {
		c := &r.Conditions
		switch p.IntN(8) {
		case 0:
			c.From = p.day()
		case 1:
			c.To = max(p.day(), c.From)
		case 2:
			c.MinMinor = pick[int64](p, 50, 5_000)
		case 3:
			c.MaxMinor = pick[int64](p, 12_345, 50_000)
		case 4:
			c.SKUs, c.OnlyLines = []string{pick(p, "mug", "candle")}, (r.Option == affiliate.PayoutPercent || r.Option == affiliate.PayoutFlatPercent) && p.chance(60)
		case 5:
			c.Customer = pick(p, affiliate.CustomerNew, affiliate.CustomerReturning)
		case 6:
			c.Countries = []string{pick(p, "US", "DE")}
		case 7:
			if p.chance(50) {
				c.Coupons, c.NoCoupon = []string{pick(p, "MIA10", "SPRING", affiliate.AnyCoupon)}, false
			} else {
				c.Coupons, c.NoCoupon = nil, true
			}
		}
	}
}
