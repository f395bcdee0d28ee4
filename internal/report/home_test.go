package report_test

import (
	"context"
	"math/big"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/cube"
	"linkledger/internal/report"
)

// within are the events of a period, in all currencies.
func within(list []event, p report.Period) (in []event) {
	from, to := dayOf(p.From), dayOf(p.To)
	for _, e := range list {
		if e.day >= from && e.day <= to {
			in = append(in, e)
		}
	}
	return in
}

// ofMembers leaves out what no member brought.
func ofMembers(list []event) (in []event) {
	for _, e := range list {
		if e.of[report.Member] != "" {
			in = append(in, e)
		}
	}
	return in
}

// What has a trend on the home screen, and what stands at the end alone.
var (
	homeFlows = []report.Measure{report.MembersWithConversions, report.Conversions, report.Clicks, report.SaleAmount,
		report.SalesPerMember, report.Payout, report.PayoutPerMember}
	homeStocks = []report.Measure{report.PayoutDue, report.MembersDue}
)

// The figures of the home screen are those of the facts, as are each of the
// days, weeks or months of their trends, also of the period compared with.
func TestHome(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(rapid.Uint64().Draw(t, "seed"))
		explorer := report.NewExplorer(w)
		h := report.HomeQuery{Compare: rapid.SampledFrom([]report.Comparison{"", report.YearBefore, report.OtherPeriod}).Draw(t, "compare"), ComparedWith: report.Period{From: w.first.String(), To: (w.first + 2).String()}}
		if rapid.Bool().Draw(t, "period") {
			from := w.first + cube.Day(rapid.IntRange(0, 30).Draw(t, "from"))
			h.Period = report.Period{From: from.String(), To: (from + cube.Day(rapid.SampledFrom([]int{0, 6, 70, 500}).Draw(t, "long"))).String()}
		}
		home, err := explorer.Home(context.Background(), h)
		if err != nil {
			t.Fatal(err)
		}
		events := ofMembers(w.events(report.AsReported, w.last))
		sides := [2]report.Period{home.Period, home.Compared}
		for _, c := range home.Currencies {
			figures := c.List[1:]
			if len(figures) != len(homeFlows)+len(homeStocks) {
				t.Fatalf("%d figures in %s", len(figures), c.Currency)
			}
			for i, k := range figures {
				if want := slices.Concat(homeFlows, homeStocks)[i]; k.Measure.Measure != want {
					t.Fatalf("figure %d is %s, want %s", i, k.Measure.Measure, want)
				}
				got := [2]report.Value{k.Value, k.Before}
				for side, p := range sides {
					if p.From == "" {
						continue
					}
					if want, _ := w.figure(k.Measure.Measure, within(events, p), string(c.Currency)); got[side].Text() != want {
						t.Fatalf("%s of %+v in %s is %q, want %q", k.Measure.Label, p, c.Currency, got[side].Text(), want)
					}
				}
				buckets, trends := [2][]report.Label{home.Buckets, home.BucketsBefore}, [2][]report.Value{k.Trend, k.TrendBefore}
				for side, p := range sides {
					if i >= len(homeFlows) {
						buckets[side] = nil
					}
					if len(trends[side]) != len(buckets[side]) {
						t.Fatalf("%s of %+v has a trend of %d for %d", k.Measure.Label, p, len(trends[side]), len(buckets[side]))
					}
					for at, v := range trends[side] {
						var in []event
						for _, e := range within(events, p) {
							if w.is(&e, home.Bucket) == buckets[side][at].ID {
								in = append(in, e)
							}
						}
						if want, _ := w.figure(k.Measure.Measure, in, string(c.Currency)); v.Text() != want {
							t.Fatalf("%s in %s is %q, want %q", k.Measure.Label, buckets[side][at].ID, v.Text(), want)
						}
					}
				}
			}
		}
		if len(home.Buckets) == 0 {
			t.Fatal("there is no trend")
		}
		if members := home.Currencies[0].List[0]; members.Value.Count != 3 || home.Currencies[0].Currency != "USD" {
			t.Fatalf("members %+v", members)
		}
	})
}

func TestHeatMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(rapid.Uint64().Draw(t, "seed"))
		got, err := report.NewExplorer(w).HeatMap(context.Background(), report.HomeQuery{Period: report.Period{From: (w.first + 2).String(), To: (w.first + 20).String()}})
		if err != nil {
			t.Fatal(err)
		}
		want := report.HeatMap{Period: got.Period}
		for _, e := range within(w.events(report.AsReported, w.last), got.Period) {
			hour, failed := strconv.Atoi(e.of[report.Hour])
			day := int(w.is(&e, report.Weekday)[0] - '1')
			switch {
			case e.click && !e.rejected:
				want.Clicks[day][hour]++
			case e.counted && failed != nil:
				want.NoHour += e.sign
			case e.counted:
				want.Conversions[day][hour] += e.sign
			}
		}
		got.Notes = nil
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestFunnel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(rapid.Uint64().Draw(t, "seed"))
		got, err := report.NewExplorer(w).Funnel(context.Background(), report.HomeQuery{})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range got.Currencies {
			var counts, sales [5]int64
			for _, e := range w.events(report.AsReported, w.last) {
				if e.click && !e.rejected {
					counts[0]++
				}
				if e.counted && e.currency == string(f.Currency) {
					for step, from := range [5]string{1: "0", 2: "2", 3: "3", 4: "4"} {
						if step > 0 && e.of[report.Stage] >= from {
							counts[step] += e.sign
							sales[step] += e.sign * e.sale
						}
					}
				}
			}
			for i, step := range f.Steps {
				if step.Count.Count != counts[i] || i > 0 && step.Sales.Money.Minor != sales[i] {
					t.Fatalf("%s: %+v, want %d, %d", f.Currency, step, counts[i], sales[i])
				}
				if i > 0 && counts[i-1] != 0 {
					if want := halfEven(big.NewRat(100*counts[i], counts[i-1]), 2); step.Share.Text() != want {
						t.Fatalf("%s of %s is %s, want %s", step.Code, f.Steps[i-1].Code, step.Share.Text(), want)
					}
				}
			}
		}
	})
}

func TestCohorts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(rapid.Uint64().Draw(t, "seed"))
		p := report.Period{From: rapid.SampledFrom([]string{"", w.first.String(), (w.first + 20).String()}).Draw(t, "from")}
		got, err := report.NewExplorer(w).Cohorts(context.Background(), report.HomeQuery{Period: p, Basis: report.BySaleDay})
		if err != nil {
			t.Fatal(err)
		}
		events := w.events(report.BySaleDay, w.last)
		perMonth := map[string]map[string]int64{} // conversions in all currencies, by member and month
		for _, e := range events {
			if m := e.of[report.Member]; e.counted && m != "" {
				if perMonth[m] == nil {
					perMonth[m] = map[string]int64{}
				}
				perMonth[m][w.is(&e, report.Month)+e.currency] += e.sign
			}
		}
		first := map[string]string{}
		for m, months := range perMonth {
			for key, n := range months {
				if month := key[:7]; n > 0 && (first[m] == "" || month < first[m]) {
					first[m] = month
				}
			}
		}
		for _, c := range got {
			cohorts := map[string]int64{}
			for _, month := range first {
				if p.From == "" || month >= p.From[:7] {
					cohorts[month]++
				}
			}
			for _, row := range c.Rows {
				if row.Members != cohorts[row.Month.ID] {
					t.Fatalf("%s: %d members, want %d", row.Month.ID, row.Members, cohorts[row.Month.ID])
				}
				delete(cohorts, row.Month.ID)
				month := dayOf(row.Month.ID + "-01").Time()
				for n, cell := range row.Months {
					id := month.AddDate(0, n, 0).Format("2006-01")
					var want report.CohortCell
					for m, start := range first {
						if start == row.Month.ID && perMonth[m][id+string(c.Currency)] > 0 {
							want.Active++
						}
					}
					for _, e := range events {
						if m := e.of[report.Member]; e.counted && m != "" && first[m] == row.Month.ID && w.is(&e, report.Month) == id && e.currency == string(c.Currency) {
							want.Conversions += e.sign
							want.Sales.Minor += e.sign * e.sale
						}
					}
					if cell.Active != want.Active || cell.Conversions != want.Conversions || cell.Sales.Minor != want.Sales.Minor {
						t.Fatalf("%s after %d months in %s: %+v, want %+v", row.Month.ID, n, c.Currency, cell, want)
					}
				}
			}
			if len(cohorts) > 0 {
				t.Fatalf("cohorts are missing in %s: %v", c.Currency, cohorts)
			}
		}
	})
}
