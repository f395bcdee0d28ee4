package ingest_test

import (
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/relayapi"
)

func browser(b *relayapi.ConversionBody) { b.Via, b.Payout = affiliate.ViaBrowser, usd(0) }

// What only browsers told of changes nothing of what other sales pay, until a
// server's report or CJ's row stands behind it.
func TestPagesAloneCountForNothing(t *testing.T) {
	ten := func(r affiliate.Rule) affiliate.Rule {
		r.Option, r.Percent, r.Currency = affiliate.PayoutPercent, "10", "USD"
		return r
	}
	cases := map[string]struct {
		rule           affiliate.Rule
		alone, behind  string // what CJ's sale pays beside pages alone, and when a server stands behind them
		sameClick      bool
		anotherMembers bool
	}{
		"tier":          {rule: affiliate.Rule{Tiers: affiliate.Tiers{By: affiliate.CountConversions, Period: affiliate.PeriodMonth, Steps: []affiliate.Step{{From: 3, Percent: "50"}}}}, alone: "10.00 USD", behind: "50.00 USD"},
		"whole tier":    {rule: affiliate.Rule{Tiers: affiliate.Tiers{By: affiliate.CountSales, Period: affiliate.PeriodMonth, Whole: true, Steps: []affiliate.Step{{From: 30_000, Percent: "50"}}}}, alone: "10.00 USD", behind: "50.00 USD"},
		"bonus":         {rule: affiliate.Rule{Bonuses: []affiliate.Bonus{{By: affiliate.CountConversions, Period: affiliate.PeriodMonth, From: 3, Minor: 7_000}}}, alone: "10.00 USD", behind: "80.00 USD"},
		"cap":           {rule: affiliate.Rule{Caps: []affiliate.Cap{{Period: affiliate.PeriodMonth, Minor: 2_000}}}, alone: "10.00 USD", behind: "0.00 USD"},
		"cap of all":    {rule: affiliate.Rule{Caps: []affiliate.Cap{{Period: affiliate.PeriodMonth, Together: true, Minor: 2_000}}}, alone: "10.00 USD", behind: "0.00 USD", anotherMembers: true},
		"limit a click": {rule: affiliate.Rule{Recurring: affiliate.Recurring{Max: 2}}, alone: "10.00 USD", behind: "0.00 USD", sameClick: true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.now = s.now.Add(12 * time.Hour)
			s.rule(percentOffer, ten(c.rule))
			click := s.click(1)
			forged := []affiliate.ConversionID{s.report(click, order("o-1"), browser), s.report(click, order("o-2"), browser)}
			s.now = s.now.Add(time.Hour)
			by := s.click(1)
			switch {
			case c.sameClick:
				by = click
			case c.anotherMembers:
				by = s.click(2)
			}
			row := s.row("1", by)
			row.OrderID = "o-9"
			s.cj(row)
			s.wants("action1", c.alone, "")
			for _, id := range forged { // each shows what it may come to
				if p, _, err := s.a.store.Payout(t.Context(), id); err != nil || p.Amount != money.New(1_000, "USD") || p.Counts || p.ByRule.Minor != 0 {
					t.Errorf("a page's sale: %+v, %v", p, err)
				}
			}
			s.report(click, kind(relayapi.KindRestatement), order("o-1"))
			second := s.row("2", click)
			second.OrderID = "o-2"
			s.cj(second)
			s.wants("action1", c.behind, "")
			s.same()
		})
	}
}
