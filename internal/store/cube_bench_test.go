package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

// BenchmarkFoldWithCube folds 10,000 entries as a busy day brings them, a sale of
// the last month for nine counts of clicks, on the days of a programme of a
// million sales a year, with the cube and without, in turns. What the cube
// costs is the quotient; the goal of a sync with its aggregates is 1.3 of a raw
// insert of the facts.
func BenchmarkFoldWithCube(b *testing.B) {
	var with, without time.Duration
	for b.Loop() {
		for range 2 {
			without += foldBusyDay(b, false)
			with += foldBusyDay(b, true)
		}
	}
	b.ReportMetric(with.Seconds()/without.Seconds(), "x-of-facts-alone")
	b.ReportMetric(10_000*2*float64(b.N)/with.Seconds(), "entries/s")
}

func foldBusyDay(b *testing.B, cubed bool) time.Duration {
	b.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, filepath.Join(b.TempDir(), "a.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	days := map[cube.Day]cube.Cells{}
	for i := range cube.Day(30) {
		d := cube.DayIn(noon, time.UTC) - i
		days[d] = yearDay(d)
	}
	if err := store.PutCells(ctx, s, days); err != nil {
		b.Fatal(err)
	}
	var took time.Duration
	for page := range 10 {
		entries := make([]affiliate.Entry, 1000)
		for i := range entries {
			seq := int64(page*1000 + i + 1)
			entries[i] = affiliate.Entry{Seq: seq, ID: fmt.Sprint("entry", seq), Kind: "clicks", Time: noon, Body: []byte("{}")}
		}
		began := time.Now()
		err := s.Fold(ctx, "epoch", entries, func(tx *store.Tx, e affiliate.Entry) error {
			if _, err := tx.On(ctx, "2026-11-22", true); err != nil {
				return err
			}
			err := busy(ctx, tx, e.Seq)
			if !cubed {
				store.ForgetCube(tx)
			}
			return err
		})
		if took += time.Since(began); err != nil {
			b.Fatal(err)
		}
	}
	return took
}

// busy is what one entry brings: clicks of 20 links and one offer, or a sale.
func busy(ctx context.Context, tx *store.Tx, seq int64) error {
	if seq%10 == 0 {
		id := affiliate.ConversionID(fmt.Sprintf("conv%012d", seq))
		day := noon.AddDate(0, 0, -int(seq%30)).Format(time.DateOnly)
		err := tx.PutConversion(ctx, affiliate.Conversion{ID: id, OfferID: affiliate.OfferID(fmt.Sprint("offer", seq%50)), MemberID: affiliate.MemberID(fmt.Sprint("member", seq%2000)),
			LinkNumber: seq % 10_000, ClickID: string(id), Status: affiliate.StatusApproved, Sale: money.New(seq, "USD"), Commission: money.New(seq/5, "USD"), SaleDay: day,
			SoldAt: noon, ReportedAt: noon, Click: affiliate.ClickFacts{At: noon.Add(-time.Hour), Country: "DE", Device: "phone", Browser: "safari"}})
		if err != nil {
			return err
		}
		posted, err := tx.Post(ctx, ledger.Transfer{Debit: ledger.MemberCosts, Credit: ledger.Payable("m"), Amount: money.New(seq, "USD"), Phase: ledger.Direct, Cause: id.Cause()})
		if err != nil {
			return err
		}
		return tx.AddEarning(ctx, affiliate.Earning{Cause: id.Cause(), ConversionID: id, MemberID: "m", Amount: money.New(seq, "USD"), State: affiliate.EarningPosted, Inputs: "{}", Day: day}, posted[0].ID)
	}
	links := make([]affiliate.LinkDay, 20)
	for i := range links {
		links[i] = affiliate.LinkDay{Number: (seq*37 + int64(i)*503) % 12_000, Day: "2026-11-22", Gross: 3, Unique: 2, Rejected: map[string]int64{"robot": 1}}
	}
	var offers []affiliate.OfferDay
	for property, values := range map[string]int64{"hour": 24, "country": 30, "device": 3, "browser": 8, "referrer": 40} {
		offers = append(offers, affiliate.OfferDay{OfferID: affiliate.OfferID(fmt.Sprint("offer", seq%50)), Day: "2026-11-22", Dimension: property, Value: fmt.Sprint(seq % values), Clicks: 40})
	}
	return tx.AddClicks(ctx, links, offers)
}

// BenchmarkLoadCube reads a year of 4.3 million cells of clicks and 2 million of
// sales into memory, and the last 60 days of it.
func BenchmarkLoadCube(b *testing.B) {
	ctx := context.Background()
	path := filepath.Join(b.TempDir(), "a.db")
	s, err := store.Open(ctx, path)
	if err != nil {
		b.Fatal(err)
	}
	last := cube.DayIn(noon, time.UTC)
	first := last - 364
	var packed int
	for d := first; d <= last; d++ {
		cells := yearDay(d)
		for _, part := range cube.Parts {
			packed += len(cells.Pack(part))
		}
		if err := store.PutCells(ctx, s, map[cube.Day]cube.Cells{d: cells}); err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	for name, from := range map[string]cube.Day{"year": first, "home": last - 59} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				s, err := store.Open(ctx, path)
				if err != nil {
					b.Fatal(err)
				}
				runtime.GC()
				b.StartTimer()
				c, err := s.Cube(ctx, from, last)
				b.StopTimer()
				b.ReportMetric(float64(c.Bytes())/(1<<20), "MiB")
				if err := errors.Join(err, s.Close()); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms")
			b.ReportMetric(float64(packed)/(1<<20), "packed-MiB")
		})
	}
}

func yearDay(d cube.Day) (cells cube.Cells) {
	for i := range int64(11_900) {
		link := i*8 + int64(d)%8
		cells.Clicks = append(cells.Clicks, cube.Clicks{Link: link, Gross: 1 + (i*7919)%40, Unique: 1 + (i*7919)%30})
		if i%8 == 0 {
			cells.Rejected = append(cells.Rejected, cube.Rejected{Link: link, Reason: 1, Clicks: 1})
		}
	}
	for i := range int64(5_480) {
		sale := i / 2
		w := func(n, of int64) cube.Word { return cube.Word(10 + (sale*n)%of) }
		c := cube.Sale{SaleKey: cube.SaleKey{SaleDay: d, Link: (sale * 31) % 100_000, Offer: w(7, 50), Member: w(13, 2000), Currency: w(1, 3), Status: w(3, 4), CJStatus: w(5, 3),
			Action: 5, Country: w(11, 30), Device: w(17, 3), Browser: w(19, 8), Referrer: w(23, 40), Customer: w(29, 2), Hour: uint8(sale % 24), Took: uint8(sale % 10), Stage: cube.Stage(sale % 5)},
			SaleSums: cube.SaleSums{Conversions: 1, Sale: 1000 + sale*37%20000, Commission: 100 + sale*7%2000, Seconds: sale * 97 % 100000}}
		if i%2 == 1 {
			c.SaleKey.Payout, c.SaleSums = cube.PayoutDue, cube.SaleSums{Payout: 50 + sale*7%1000}
		}
		cells.Sales = append(cells.Sales, c)
	}
	return cube.Collect(cells)
}
