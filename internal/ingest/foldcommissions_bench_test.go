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

// BenchmarkFoldCommissions folds CJ's own rows of a year, as a first pull
// brings them, into a new device's database: LINKLEDGER_BENCH_CONVERSIONS of
// them (20,000 when not set) by 50 members, 8 % of them corrections.
func BenchmarkFoldCommissions(b *testing.B) {
	n := 20_000
	if text := os.Getenv("LINKLEDGER_BENCH_CONVERSIONS"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			b.Fatal(err)
		}
	}
	s := commissionYear(b, n)
	for b.Loop() {
		d := s.device()
		d.exchange()
		b.StopTimer()
		_ = d.store.Close()
		b.StartTimer()
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// commissionYear is a programme with one rule and so many rows of CJ in a year.
func commissionYear(t testing.TB, n int) *scene {
	s := &scene{t: t, log: newLog(), key: relayapi.NewKey(), now: start.AddDate(-1, 0, 0)}
	s.change(affiliate.NounOffer, string(percentOffer), affiliate.Offer{Name: "Offer", Status: affiliate.Active})
	s.rule(percentOffer, affiliate.Rule{Option: affiliate.PayoutPercent, Percent: "10"})
	const people, aCorrection = 50, 12 // each twelfth row is one: 8 %
	for i := range people {
		s.change(affiliate.NounMember, fmt.Sprintf("member%d", i), affiliate.Member{Name: "Member", Status: affiliate.Active})
		s.change(affiliate.NounLink, fmt.Sprintf("link%d", i+1), affiliate.Link{Number: int64(i + 1), Code: fmt.Sprintf("code%d", i+1),
			OfferID: percentOffer, MemberID: affiliate.MemberID(fmt.Sprintf("member%d", i)), Status: affiliate.Active})
	}
	var sold []affiliate.CommissionRow
	for i := range n {
		s.now = s.now.Add(365 * 24 * time.Hour / time.Duration(n))
		if i%aCorrection == aCorrection-1 {
			s.cj(correction(sold[len(sold)/2], fmt.Sprintf("c%d", i), "-50.00", "-10.00"))
			continue
		}
		row := s.row(fmt.Sprint(i), s.click(int64(i%people+1)))
		if i%2 == 0 {
			row = locked(row)
		}
		sold = append(sold, row)
		s.cj(row)
	}
	return s
}
