package ingest_test

import (
	"testing"

	"linkledger/internal/affiliate"
)

// What one fact changes counts at once: two sales that come to count together
// reach a tier for each other, and for those of before in its period.
func TestWhatOneFactMovesCountsTogether(t *testing.T) {
	window := func(days int) map[string]any { return map[string]any{"window_days": days} }
	end := func(day string) map[string]any { return map[string]any{"ends_on": day} }
	for name, c := range map[string]struct {
		made    map[string]any // of the offer, on the day of the clicks
		changes func(*scene)   // on the day of the last two sales
		want    [3]string      // of the first sale, on the day of its click, and of those two
	}{
		"nothing":           {window(1), func(*scene) {}, [3]string{"10.00 USD", "0.00 USD", "0.00 USD"}},
		"a longer window":   {window(1), func(s *scene) { s.offer(percentOffer, window(10)) }, [3]string{"20.00 USD", "20.00 USD", "20.00 USD"}},
		"a shorter window":  {window(10), func(s *scene) { s.offer(percentOffer, window(1)) }, [3]string{"10.00 USD", "0.00 USD", "0.00 USD"}},
		"a later end":       {end("2026-10-22"), func(s *scene) { s.offer(percentOffer, end("2026-10-31")) }, [3]string{"20.00 USD", "20.00 USD", "20.00 USD"}},
		"an end":            {nil, func(s *scene) { s.offer(percentOffer, end("2026-10-22")) }, [3]string{"10.00 USD", "0.00 USD", "0.00 USD"}},
		"a code of members": {window(1), func(s *scene) { s.codes(members[1], "BEN") }, [3]string{"20.00 USD", "20.00 USD", "20.00 USD"}},
		"a code that went":  {window(1), func(s *scene) { s.codes(members[1], "BEN"); s.codes(members[1]) }, [3]string{"10.00 USD", "0.00 USD", "0.00 USD"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.rule(percentOffer, affiliate.Rule{Option: affiliate.PayoutPercent, Percent: "10", Currency: "USD", Tiers: affiliate.Tiers{
				By: affiliate.CountConversions, Period: affiliate.PeriodMonth, Whole: true, Steps: []affiliate.Step{{From: 2, Percent: "15"}, {From: 3, Percent: "20"}}}})
			if c.made != nil {
				s.offer(percentOffer, c.made)
			}
			one, two := s.click(2), s.click(2)
			sale := func(n, click string) affiliate.CommissionRow {
				row := s.row(n, click)
				row.Coupon = "BEN"
				return row
			}
			s.cj(sale("1", s.click(2)))
			s.now = s.now.AddDate(0, 0, 6)
			s.cj(sale("2", one), sale("3", two))
			c.changes(s)
			for i, action := range []string{"action1", "action2", "action3"} {
				s.wants(action, c.want[i], "")
			}
			s.same()
		})
	}
}
