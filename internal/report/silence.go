package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"linkledger/internal/cube"
)

// Silence is an offer that is clicked and sells nothing any more, though by its
// own rhythm it should.
type Silence struct {
	Offer   Named
	Last    string // day of its last sale
	Days    int    // whole days without a sale since then
	Clicks  int64  // since then
	Before  int64  // days before the last sale that the rhythm is read off
	PerSale int64  // clicks for each sale in them
	Longest int    // most whole days without a sale in them
	Missing int64  // sales that the clicks since would have brought
}

// Words say it with the baseline that it is judged by.
func (s Silence) Words() string {
	pause := "it sold every day"
	if s.Longest > 0 {
		pause = "it never went more than " + count(int64(s.Longest), "day") + " without"
	}
	return fmt.Sprintf("No sale of %s for %s, though %s came since. In the %s before, a sale came with every %s, and %s. About %s are missing.",
		s.Offer.Name, count(int64(s.Days), "whole day"), count(s.Clicks, "click"), count(s.Before, "day"), count(s.PerSale, "click"), pause, count(s.Missing, "sale"))
}

func count(n int64, noun string) string {
	if n != 1 {
		noun += "s"
	}
	text := strconv.FormatInt(n, 10)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text + " " + noun
}

// How an offer's rhythm is judged: by so many days before its last sale, which
// had at least so many sales. It is silent once as many sales are missing, and it
// has been for longer than ever before. With five expected ones chance alone
// brings none once in 150 times, which "longer than ever" makes rarer still.
const (
	rhythmDays    = 90
	rhythmSales   = 10
	missingSales  = 5
	silentDaysMin = 1
)

// Silent lists offers whose tracking seems to be broken on the evening before a
// day, the most sales missing first. Sales of any status count, adjustments do
// not. Only what is here can be judged: ask for the last day that the relay told.
func (e *Explorer) Silent(ctx context.Context, today string) ([]Silence, error) {
	day, err := cube.DayOf(today)
	if err != nil {
		return nil, wrong("day", "Enter days as YYYY-MM-DD.")
	}
	days := Days{day - 2*rhythmDays, day - 1}
	result, err := e.Explore(ctx, Query{Period: days.period(), By: []Dimension{Offer, Day}, Measure: []Measure{Clicks, Conversions, RejectedConversions, ReversedConversions},
		Sort: Sort{Dimension: Day}, Limit: MaxLimit})
	if err != nil {
		return nil, err
	}
	byOffer := map[string]*rhythm{}
	for i, table := range result.Tables {
		for _, row := range table.Rows {
			offer := row.Labels[0]
			r := byOffer[offer.ID]
			if r == nil {
				r = &rhythm{name: offer.Name, clicks: make([]int64, days.count()), sales: make([]int64, days.count())}
				byOffer[offer.ID] = r
			}
			at, err := cube.DayOf(row.Labels[1].ID)
			if err != nil {
				continue
			}
			if i == 0 { // clicks stand in the table of each currency
				r.clicks[at-days.From] = row.Total[0].Value.Count
			}
			r.sales[at-days.From] += row.Total[1].Value.Count + row.Total[2].Value.Count + row.Total[3].Value.Count
		}
	}
	var silent []Silence
	for id, r := range byOffer {
		if s, is := r.silence(days.From); is && id != "" {
			s.Offer = Named{id, r.name}
			silent = append(silent, s)
		}
	}
	slices.SortFunc(silent, func(a, b Silence) int {
		return cmp.Or(cmp.Compare(b.Missing, a.Missing), cmp.Compare(a.Offer.ID, b.Offer.ID))
	})
	return silent, nil
}

// rhythm is how an offer was clicked and sold, day by day.
type rhythm struct {
	name          string
	clicks, sales []int64
}

func (r *rhythm) silence(first cube.Day) (s Silence, silent bool) {
	last := len(r.sales) - 1
	for last >= 0 && r.sales[last] <= 0 {
		last--
	}
	if last < 0 {
		return s, false
	}
	from := max(0, last-rhythmDays+1)
	for from < last && r.clicks[from] == 0 && r.sales[from] == 0 {
		from++ // it had not begun
	}
	var clicks, sales int64
	pause := 0
	for i := from; i <= last; i++ {
		clicks, sales = clicks+r.clicks[i], sales+r.sales[i]
		if pause++; r.sales[i] > 0 {
			pause = 0
		}
		s.Longest = max(s.Longest, pause)
	}
	for _, n := range r.clicks[last+1:] {
		s.Clicks += n
	}
	s.Last, s.Days, s.Before = (first + cube.Day(last)).String(), len(r.sales)-1-last, int64(last-from+1)
	if sales < rhythmSales || clicks == 0 {
		return s, false
	}
	s.PerSale, s.Missing = (clicks+sales/2)/sales, s.Clicks*sales/clicks
	return s, s.Missing >= missingSales && s.Days >= silentDaysMin && s.Days > s.Longest
}
