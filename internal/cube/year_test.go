package cube_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/cube"
)

// What several goroutines add up is what one does.
func TestSelectOfManyCells(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	days := map[cube.Day]cube.Cells{}
	for d := range cube.Day(4) {
		var c cube.Cells
		for range 20_000 {
			c.Sales = append(c.Sales, cube.Sale{SaleKey: cube.SaleKey{SaleDay: firstDay + d, Offer: cube.Word(random.IntN(4)), Member: cube.Word(random.IntN(6)), Took: cube.Unknown},
				SaleSums: cube.SaleSums{Conversions: 1 - 2*random.Int64N(2), Sale: random.Int64N(3) - 1}})
		}
		days[firstDay+d] = c
	}
	c := cube.New().With(days)
	list := facts(days, 1)
	offers := cube.Axis{Field: cube.FieldOffer, Size: 4, Codes: []int32{0, 1, 2, 3}}
	members := cube.Axis{Field: cube.FieldMember, Size: 6, Codes: []int32{0, 1, 2, 3, 4, 5}}
	wide := members
	wide.Size = 1 << 19 // too many combinations for a place each
	weekday := cube.Axis{Field: cube.FieldDay, Size: 2, Codes: []int32{0, 1, 0, 1}}
	for _, by := range [][]cube.Axis{nil, {offers}, {offers, members}, {weekday, members}, {offers, wide}} {
		q := cube.Query{From: firstDay, To: firstDay + 3, By: by, Sums: []cube.Sum{{Of: cube.AmountConversions}, {Of: cube.AmountSale}}}
		if diff := cmp.Diff(slowly(list, q, c.Links()), lines(c.Select(q))); diff != "" {
			t.Errorf("by %d: %s", len(by), diff)
		}
	}
}

// year is 4.33 million cells of clicks and a million conversions with their
// payouts, of 2,000 members and 50 offers.
func year() *cube.Cube {
	random := rand.New(rand.NewPCG(7, 7))
	zipf := rand.NewZipf(random, 1.1, 4, 99_999)
	c := cube.New()
	for d := range cube.Day(365) {
		var cells cube.Cells
		links := map[int64]bool{}
		for len(links) < 11_863 {
			links[1000+random.Int64N(100_000)] = true
		}
		for l := range links {
			gross := 1 + int64(random.ExpFloat64()*2)
			cells.Clicks = append(cells.Clicks, cube.Clicks{Link: l, Gross: gross, Unique: (gross + 1) / 2})
			if random.IntN(12) == 0 {
				cells.Rejected = append(cells.Rejected, cube.Rejected{Link: l, Reason: cube.Word(1 + random.IntN(5)), Clicks: 1})
			}
		}
		slices.SortFunc(cells.Clicks, func(a, b cube.Clicks) int { return int(a.Link - b.Link) })
		slices.SortFunc(cells.Rejected, func(a, b cube.Rejected) int { return int(a.Link - b.Link) })
		for range 2740 {
			link := int64(zipf.Uint64())
			key := cube.SaleKey{SaleDay: firstDay + d, Link: 1000 + link, Offer: cube.Word(100 + link%50), Member: cube.Word(200 + link%2000), Currency: cube.Word(1 + random.IntN(3)),
				Status: cube.Word(10 + random.IntN(4)), Country: cube.Word(2300 + random.IntN(30)), Device: cube.Word(2400 + random.IntN(4)), Hour: uint8(random.IntN(24)), Took: uint8(random.IntN(8))}
			cells.Sales = append(cells.Sales, cube.Sale{SaleKey: key, SaleSums: cube.SaleSums{Conversions: 1, Sale: 1000 + random.Int64N(30_000), Commission: random.Int64N(3_000), Seconds: random.Int64N(90_000)}})
			key.Payout = cube.Payout(1 + random.IntN(4))
			cells.Sales = append(cells.Sales, cube.Sale{SaleKey: key, SaleSums: cube.SaleSums{Payout: random.Int64N(2_000)}})
		}
		slices.SortFunc(cells.Sales, func(a, b cube.Sale) int { return int(a.Link - b.Link) })
		c = c.With(map[cube.Day]cube.Cells{firstDay + d: cells})
	}
	return c
}

func codes(size int, of func(v int) int) cube.Axis {
	a := cube.Axis{}
	for v := range size {
		a.Codes = append(a.Codes, int32(of(v)))
		a.Size = max(a.Size, of(v)+1)
	}
	return a
}

func on(f cube.Field, a cube.Axis) cube.Axis { a.Field = f; return a }

func BenchmarkSelect(b *testing.B) {
	c := year()
	links := c.Links()
	days := on(cube.FieldDay, codes(365, func(v int) int { return v }))
	months := on(cube.FieldDay, codes(365, func(v int) int { return v / 31 }))
	linkOffers := on(cube.FieldLink, codes(len(links), func(v int) int { return int(links[v] % 50) }))
	linkMembers := on(cube.FieldLink, codes(len(links), func(v int) int { return int(links[v] % 2000) }))
	words := func(f cube.Field) cube.Axis { return on(f, codes(3000, func(v int) int { return v })) }
	offers := on(cube.FieldOffer, codes(3000, func(v int) int { return min(max(v-100, -1), 49) }))
	currency := on(cube.FieldCurrency, codes(4, func(v int) int { return v }))
	clicks := []cube.Sum{{Of: cube.AmountGross}, {Of: cube.AmountUnique}, {Of: cube.AmountRejected}}
	status := func(yes ...int) []bool {
		list := make([]bool, 20)
		for _, v := range yes {
			list[v] = true
		}
		return list
	}
	counted := status(10, 11, 12)
	sales := []cube.Sum{{Of: cube.AmountConversions, Statuses: counted}, {Of: cube.AmountSale, Statuses: counted}, {Of: cube.AmountCommission, Statuses: counted}, {Of: cube.AmountPayout}, {Of: cube.AmountPayout, Payouts: 4}}
	for _, q := range []struct {
		name string
		cube.Query
	}{
		{"clicks-total", cube.Query{Sums: clicks}},
		{"clicks-by-day", cube.Query{By: []cube.Axis{days}, Sums: clicks}},
		{"clicks-by-month-offer", cube.Query{By: []cube.Axis{months, linkOffers}, Sums: clicks}},
		{"clicks-by-member", cube.Query{By: []cube.Axis{linkMembers}, Sums: clicks}},
		{"clicks-by-day-member", cube.Query{By: []cube.Axis{days, linkMembers}, Sums: clicks}},
		{"sales-total", cube.Query{By: []cube.Axis{currency}, Sums: sales}},
		{"sales-by-day", cube.Query{By: []cube.Axis{days, currency}, Sums: sales}},
		{"sales-by-month-offer", cube.Query{By: []cube.Axis{months, offers, currency}, Sums: sales}},
		{"sales-by-member", cube.Query{By: []cube.Axis{words(cube.FieldMember), currency}, Sums: sales}},
		{"sales-by-country-device-where-offer", cube.Query{By: []cube.Axis{words(cube.FieldCountry), words(cube.FieldDevice), currency}, Where: []cube.Axis{offers}, Sums: sales}},
	} {
		b.Run(q.name, func(b *testing.B) {
			q.From, q.To = firstDay, firstDay+364
			groups := 0
			for b.Loop() {
				groups = c.Select(q.Query).N
			}
			b.ReportMetric(float64(groups), "groups")
		})
	}
}
