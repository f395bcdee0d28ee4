package report_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"linkledger/internal/cube"
	"linkledger/internal/report"
)

// yearSource is a year of a programme of 2,000 members and 50 offers: 4.33
// million cells of clicks, a million conversions and their payouts.
type yearSource struct {
	dir  report.Directory
	snap report.Snapshot
	last cube.Day
}

func (y *yearSource) Today() cube.Day { return y.last }

func (y *yearSource) Directory(context.Context) (*report.Directory, error) { return &y.dir, nil }

func (y *yearSource) Snapshot(context.Context, report.Days, *cube.Day) (report.Snapshot, error) {
	return y.snap, nil
}

func newYear() *yearSource {
	random := rand.New(rand.NewPCG(7, 7))
	y := &yearSource{last: dayOf("2026-11-22"), dir: report.Directory{Home: "USD"}}
	y.snap.Words = []string{""}
	words := func(count int, form string) []cube.Word {
		list := make([]cube.Word, count)
		for i := range list {
			list[i] = cube.Word(len(y.snap.Words))
			y.snap.Words = append(y.snap.Words, fmt.Sprintf(form, i))
		}
		return list
	}
	text := func(texts ...string) []cube.Word {
		first := cube.Word(len(y.snap.Words))
		y.snap.Words = append(y.snap.Words, texts...)
		list := make([]cube.Word, len(texts))
		for i := range list {
			list[i] = first + cube.Word(i)
		}
		return list
	}
	statuses, currencies := text("pending", "approved", "approved ", "on_hold", "rejected", "reversed"), text("USD", "EUR", "JPY")
	properties := text("hour", "country", "device", "browser", "referrer")
	devices, browsers, reasons := text("mobile", "desktop", "tablet"), words(12, "browser%d"), text("bot", "preview", "repeat")
	offers, members, countries, referrers, hours := words(50, "offer%02d"), words(2000, "member%04d"), words(40, "c%02d"), words(60, "site%d.example"), words(24, "%02d")
	for _, w := range offers {
		y.dir.Offers = append(y.dir.Offers, report.Named{ID: y.snap.Words[w], Name: "Offer " + y.snap.Words[w]})
	}
	for i, w := range members {
		y.dir.Members = append(y.dir.Members, report.MemberEntry{Named: report.Named{ID: y.snap.Words[w], Name: "Member " + y.snap.Words[w]}})
		y.dir.Grouped = append(y.dir.Grouped, report.Grouped{Member: y.snap.Words[w], Group: fmt.Sprint("group", i%8)})
	}
	const links = 100_000
	for n := range links {
		y.dir.Links = append(y.dir.Links, report.LinkEntry{Number: int64(n + 1), Named: report.Named{ID: fmt.Sprint("link", n), Name: fmt.Sprint("path", n)},
			Offer: y.snap.Words[offers[n%50]], Member: y.snap.Words[members[n/50]], Test: n%5000 == 9, UTM: [5]string{"ig", "social", fmt.Sprint("c", n%7)}})
	}
	zipf := rand.NewZipf(random, 1.1, 4, links-1)
	c := cube.New()
	for day := y.last - 364; day <= y.last; day++ {
		var cells cube.Cells
		clicked := make([]int64, links)
		for have := 0; have < 11_863; {
			n := zipf.Uint64()
			if random.IntN(2) == 0 { // the long tail that a Zipf of this size would leave out
				n = random.Uint64N(links)
			}
			if clicked[n]++; clicked[n] == 1 {
				have++
			}
		}
		for n, gross := range clicked {
			if gross > 0 {
				cells.Clicks = append(cells.Clicks, cube.Clicks{Link: int64(n + 1), Gross: gross, Unique: (gross + 1) / 2})
				if random.IntN(12) == 0 {
					cells.Rejected = append(cells.Rejected, cube.Rejected{Link: int64(n + 1), Reason: reasons[random.IntN(3)], Clicks: 1})
				}
			}
		}
		for _, offer := range offers {
			for p, values := range [][]cube.Word{hours, countries, devices, browsers, referrers} {
				for _, v := range values {
					cells.Facets = append(cells.Facets, cube.Facet{Offer: offer, Property: properties[p], Value: v, Clicks: 1 + random.Int64N(40)})
				}
			}
		}
		for range 2740 {
			n := zipf.Uint64()
			key := cube.SaleKey{SaleDay: day, Link: int64(n + 1), Offer: offers[n%50], Member: members[n/50], Currency: currencies[random.IntN(3)], Status: statuses[random.IntN(len(statuses))],
				Country: countries[random.IntN(40)], Device: devices[random.IntN(3)], Browser: browsers[random.IntN(12)], Referrer: referrers[random.IntN(60)],
				Hour: uint8(random.IntN(24)), Took: uint8(random.IntN(8)), Stage: cube.Stage(random.IntN(5))}
			cells.Sales = append(cells.Sales, cube.Sale{SaleKey: key, SaleSums: cube.SaleSums{Conversions: 1, Sale: 1000 + random.Int64N(30_000), Commission: random.Int64N(3_000), Seconds: random.Int64N(90_000)}})
			key.Payout = cube.Payout(1 + random.IntN(4))
			cells.Sales = append(cells.Sales, cube.Sale{SaleKey: key, SaleSums: cube.SaleSums{Payout: random.Int64N(2_000)}})
		}
		slices.SortFunc(cells.Sales, cube.Sale.Compare)
		c = c.With(map[cube.Day]cube.Cells{day: cells})
	}
	y.snap.Cube = c
	return y
}

// BenchmarkExplore asks what screens ask, of the whole year.
func BenchmarkExplore(b *testing.B) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	y := newYear()
	explorer := report.NewExplorer(y)
	runtime.GC()
	runtime.ReadMemStats(&after)
	fmt.Printf("figure reports-year-cells %d MiB\n", y.snap.Cube.Bytes()>>20)
	year := report.Period{From: (y.last - 364).String(), To: y.last.String()}
	kpis := []report.Measure{report.Clicks, report.UniqueClicks, report.Conversions, report.SaleAmount, report.NetworkCommission, report.Payout, report.PayoutDue, report.EPC, report.CR, report.AOV}
	for _, q := range []struct {
		name string
		report.Query
	}{
		{"totals-by-day", report.Query{By: []report.Dimension{report.Day}, Measure: kpis}},
		{"clicks-by-day", report.Query{By: []report.Dimension{report.Day}, Measure: []report.Measure{report.Clicks, report.UniqueClicks}}},
		{"top-members", report.Query{By: []report.Dimension{report.Member}, Measure: kpis, Limit: 50}},
		{"offer-by-month", report.Query{By: []report.Dimension{report.Offer, report.Month}, Measure: kpis}},
		{"one-member-by-day", report.Query{By: []report.Dimension{report.Day}, Measure: kpis, Where: []report.Filter{{Dimension: report.Member, Values: []string{"member0000"}}}}},
		{"country-by-device", report.Query{By: []report.Dimension{report.Country}, Across: report.Device, Measure: []report.Measure{report.Conversions, report.SaleAmount}}},
		{"hour-of-week", report.Query{By: []report.Dimension{report.Weekday, report.Hour}, Measure: []report.Measure{report.Clicks, report.Conversions}}},
		{"groups-by-week", report.Query{By: []report.Dimension{report.Group, report.Week}, Measure: kpis}},
		{"utm-campaigns", report.Query{By: []report.Dimension{report.UTMCampaign}, Measure: kpis}},
		{"top-links", report.Query{By: []report.Dimension{report.Link}, Measure: kpis, Limit: 50}},
		{"members-with-conversions-by-week", report.Query{By: []report.Dimension{report.Week}, Measure: []report.Measure{report.MembersWithConversions, report.SalesPerMember}}},
	} {
		b.Run(q.name, func(b *testing.B) {
			q.Period = year
			timed(b, q.name, func() error {
				_, err := explorer.Explore(context.Background(), q.Query)
				return err
			})
		})
	}
	fmt.Printf("figure reports-year-cells-once-asked %d MiB\n", y.snap.Cube.Bytes()>>20)
	for name, days := range map[string]cube.Day{"home-30-days": 30, "home-half-a-year": 182} {
		b.Run(name, func(b *testing.B) {
			timed(b, name, func() error {
				_, err := explorer.Home(context.Background(), report.HomeQuery{Period: report.Period{From: (y.last - days + 1).String(), To: y.last.String()}})
				return err
			})
		})
	}
}

// timed runs a question a few times more than the benchmark has it and prints
// the medians of what it takes: on the clock, and of all processors together,
// which other work on the machine changes little.
func timed(b *testing.B, name string, ask func() error) {
	var clock, processors []time.Duration
	once := func() {
		began, used := time.Now(), processorTime()
		if err := ask(); err != nil {
			b.Fatal(err)
		}
		clock, processors = append(clock, time.Since(began)), append(processors, processorTime()-used)
	}
	once() // what is kept for the next question
	clock, processors = nil, nil
	for b.Loop() {
		once()
	}
	for len(clock) < 9 {
		once()
	}
	slices.Sort(clock)
	slices.Sort(processors)
	milliseconds := func(list []time.Duration) float64 { return float64(list[len(list)/2].Microseconds()) / 1000 }
	b.ReportMetric(milliseconds(processors), "cpu-ms")
	fmt.Printf("\nfigure report-%s %.1f ms, %.1f ms of processors, %d times\n", name, milliseconds(clock), milliseconds(processors), len(clock))
}
