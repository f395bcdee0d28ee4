package ingest_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// BenchmarkFoldConversions folds sales of an offer with one rule into a
// new device's database: LINKLEDGER_BENCH_CONVERSIONS of them (20,000 when not
// set) by 50 members in a year, each told by a postback and then locked by CJ.
func BenchmarkFoldConversions(b *testing.B) {
	n := 20_000
	if text := os.Getenv("LINKLEDGER_BENCH_CONVERSIONS"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			b.Fatal(err)
		}
	}
	rules := map[string]affiliate.Rule{
		"simple": {Option: affiliate.PayoutPercent, Percent: "10"},
		"tiers": {Option: affiliate.PayoutPercent, Percent: "10", Currency: "USD", Tiers: affiliate.Tiers{By: affiliate.CountSales, Period: affiliate.PeriodMonth,
			Steps: []affiliate.Step{{From: 100_000, Percent: "12"}, {From: 200_000, Percent: "15"}}}, Caps: []affiliate.Cap{{Period: affiliate.PeriodMonth, Together: true, Minor: 1_000_000}}},
		"whole": {Option: affiliate.PayoutPercent, Percent: "10", Currency: "USD", Tiers: affiliate.Tiers{By: affiliate.CountConversions, Period: affiliate.PeriodLifetime, Whole: true,
			Steps: []affiliate.Step{{From: 10, Percent: "12"}, {From: 200, Percent: "15"}}}},
	}
	for name, rule := range rules {
		b.Run(name, func(b *testing.B) {
			s := &scene{t: b, log: newLog(), key: relayapi.NewKey(), now: start.AddDate(-1, 0, 0)}
			s.change(affiliate.NounOffer, string(percentOffer), affiliate.Offer{Name: "Offer", Status: affiliate.Active})
			s.rule(percentOffer, rule)
			const people = 50
			for i := range people {
				s.change(affiliate.NounMember, fmt.Sprintf("member%d", i), affiliate.Member{Name: "Member", Status: affiliate.Active})
				s.change(affiliate.NounLink, fmt.Sprintf("link%d", i+1), affiliate.Link{Number: int64(i + 1), Code: fmt.Sprintf("code%d", i+1),
					OfferID: percentOffer, MemberID: affiliate.MemberID(fmt.Sprintf("member%d", i)), Status: affiliate.Active})
			}
			for i := range n {
				s.now = s.now.Add(365 * 24 * time.Hour / time.Duration(n))
				click := s.click(int64(i%people + 1))
				s.postback(fmt.Sprintf("conv%012d", i), click, order(fmt.Sprintf("order%d", i)))
				row := s.row(fmt.Sprint(i), click)
				s.cj(locked(row))
			}
			for b.Loop() {
				d := s.device()
				d.exchange()
				b.StopTimer()
				_ = d.store.Close()
				b.StartTimer()
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "conversions/s")
		})
	}
}
