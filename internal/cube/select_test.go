package cube_test

import (
	"fmt"
	"slices"
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/cube"
)

const firstDay, dayCount = cube.Day(20023), 12 // the last of October and the first of November

// drawCells draws the cells of a day; of few values, so that groups meet.
func drawCells(t *rapid.T, day cube.Day) (c cube.Cells) {
	word := func(n int) cube.Word { return cube.Word(rapid.IntRange(0, n).Draw(t, "word")) }
	amount := func() int64 {
		return rapid.OneOf(rapid.Int64Range(-3, 300), rapid.Int64Range(-70_000, 70_000), rapid.Just(int64(1)<<40)).Draw(t, "amount")
	}
	links := rapid.SliceOfNDistinct(rapid.Int64Range(1, 9), 0, 9, func(n int64) int64 { return n * 1000 }).Draw(t, "links")
	if rapid.Bool().Draw(t, "in order") { // as they are when they come from the database
		slices.Sort(links)
	}
	for _, l := range links {
		c.Clicks = append(c.Clicks, cube.Clicks{Link: l * 1000, Gross: amount(), Unique: amount()})
		if rapid.Bool().Draw(t, "rejected") {
			c.Rejected = append(c.Rejected, cube.Rejected{Link: l * 1000, Reason: word(3), Clicks: amount()})
		}
	}
	for range rapid.IntRange(0, 5).Draw(t, "facets") {
		c.Facets = append(c.Facets, cube.Facet{Offer: word(3), Property: 20 + word(1), Value: word(4), Clicks: amount()})
	}
	for range rapid.IntRange(0, 6).Draw(t, "sales") {
		s := cube.Sale{SaleKey: cube.SaleKey{SaleDay: day, Link: rapid.Int64Range(0, 9).Draw(t, "link") * 1000, Offer: word(3), Member: word(4), Currency: word(2), Status: word(4),
			Country: word(3), Hour: uint8(rapid.IntRange(0, 3).Draw(t, "hour")), Took: rapid.SampledFrom([]uint8{0, 3, cube.Unknown}).Draw(t, "took"),
			Payout: cube.Payout(rapid.IntRange(0, 4).Draw(t, "payout"))},
			SaleSums: cube.SaleSums{Conversions: amount(), Sale: amount(), Commission: amount(), Payout: amount(), Seconds: amount()}}
		if rapid.IntRange(0, 4).Draw(t, "adjustment") == 0 {
			s.Adjustment, s.SaleDay = true, day-cube.Day(rapid.IntRange(0, dayCount).Draw(t, "before"))
		}
		c.Sales = append(c.Sales, s)
	}
	return c
}

// fact is a cell on a day, or taken back from it, as a test sees it.
type fact struct {
	stands cube.Day
	sign   int64
	link   int64
	sale   *cube.Sale
	has    map[cube.Field]int64
	gives  map[cube.Amount]int64
}

func facts(days map[cube.Day]cube.Cells, sign int64) (list []fact) {
	for d, c := range days {
		for _, x := range c.Clicks {
			list = append(list, fact{d, sign, x.Link, nil, map[cube.Field]int64{}, map[cube.Amount]int64{cube.AmountGross: x.Gross, cube.AmountUnique: x.Unique}})
		}
		for _, x := range c.Rejected {
			list = append(list, fact{d, sign, x.Link, nil, map[cube.Field]int64{cube.FieldReason: int64(x.Reason)}, map[cube.Amount]int64{cube.AmountRejected: x.Clicks}})
		}
		for i := range c.Sales {
			s := &c.Sales[i]
			list = append(list, fact{d, sign, s.Link, s, map[cube.Field]int64{cube.FieldOffer: int64(s.Offer), cube.FieldMember: int64(s.Member), cube.FieldCurrency: int64(s.Currency),
				cube.FieldStatus: int64(s.Status), cube.FieldCountry: int64(s.Country), cube.FieldHour: int64(s.Hour), cube.FieldTook: int64(s.Took)},
				map[cube.Amount]int64{cube.AmountConversions: s.Conversions, cube.AmountSale: s.Sale, cube.AmountCommission: s.Commission, cube.AmountPayout: s.SaleSums.Payout, cube.AmountSeconds: s.Seconds}})
		}
	}
	return list
}

// codeOn is the code that an axis gives a value on a day.
func codeOn(a cube.Axis, from, day cube.Day, value int64) int32 {
	code := cube.Denied
	if a.Field == cube.FieldDay {
		value = int64(day - from)
	}
	if value >= 0 && value < int64(len(a.Codes)) {
		code = a.Codes[value]
	}
	for _, m := range a.Moves {
		if m.From <= day && m.Value == value {
			code = m.Code
		}
	}
	return code
}

// slowly answers a query cell by cell.
func slowly(list []fact, q cube.Query, links []int64) []string {
	sums := map[string][]int64{}
	for _, f := range list {
		day, moves := f.stands, f.stands
		if f.sale != nil {
			moves = f.sale.SaleDay
			if q.BySaleDay && f.sale.Adjustment {
				day = f.sale.SaleDay
			}
		}
		if day < q.From || day > q.To || q.Last != 0 && f.stands > q.Last {
			continue
		}
		key, in := "", true
		for i, a := range append(slices.Clone(q.By), q.Where...) {
			value, has := f.has[a.Field]
			switch a.Field {
			case cube.FieldLink:
				value, has = int64(slices.Index(links, f.link)), true
			case cube.FieldDay:
				has, moves = true, day
			}
			code := codeOn(a, q.From, moves, value)
			in = in && has && code >= 0
			if i < len(q.By) {
				key += fmt.Sprintf("%d ", code)
			}
			if f.sale != nil {
				moves = f.sale.SaleDay
			}
		}
		if !in {
			continue
		}
		if sums[key] == nil {
			sums[key] = make([]int64, len(q.Sums))
		}
		for k, s := range q.Sums {
			if f.sale != nil && (s.Statuses != nil && (int(f.sale.Status) >= len(s.Statuses) || !s.Statuses[f.sale.Status]) ||
				s.Payouts != 0 && s.Payouts>>f.sale.SaleKey.Payout&1 == 0 || s.Timed && f.sale.Took == cube.Unknown) {
				continue
			}
			sums[key][k] += f.sign * f.gives[s.Of]
		}
	}
	var lines []string
	for key, list := range sums {
		if slices.ContainsFunc(list, func(n int64) bool { return n != 0 }) {
			lines = append(lines, key+fmt.Sprint(list))
		}
	}
	sort.Strings(lines)
	return lines
}

func lines(g cube.Groups) (lines []string) {
	for i := range g.N {
		key := ""
		for _, codes := range g.Codes {
			key += fmt.Sprintf("%d ", codes[i])
		}
		var sums []int64
		for _, s := range g.Sums {
			sums = append(sums, s[i])
		}
		lines = append(lines, key+fmt.Sprint(sums))
	}
	sort.Strings(lines)
	return lines
}

var saleCut = []cube.Field{cube.FieldDay, cube.FieldLink, cube.FieldOffer, cube.FieldMember, cube.FieldCurrency, cube.FieldCountry, cube.FieldHour}
var clickCut = []cube.Field{cube.FieldDay, cube.FieldLink}

func drawAxis(t *rapid.T, fields []cube.Field, size int) cube.Axis {
	a := cube.Axis{Field: rapid.SampledFrom(fields).Draw(t, "field"), Size: rapid.SampledFrom([]int{1, 3, size}).Draw(t, "size")}
	code := rapid.Custom(func(t *rapid.T) int32 { return int32(rapid.IntRange(-1, a.Size-1).Draw(t, "code")) })
	a.Codes = rapid.SliceOfN(code, 8, 14).Draw(t, "codes")
	if a.Field == cube.FieldMember || a.Field == cube.FieldLink {
		for range rapid.IntRange(0, 4).Draw(t, "moves") {
			a.Moves = append(a.Moves, cube.Move{From: firstDay + cube.Day(rapid.IntRange(-2, dayCount).Draw(t, "from")), Value: rapid.Int64Range(0, 7).Draw(t, "value"), Code: code.Draw(t, "to")})
		}
		slices.SortStableFunc(a.Moves, func(a, b cube.Move) int { return int(a.From - b.From) })
	}
	return a
}

// Each answer is that of adding the cells up one by one.
func TestSelect(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days, known := map[cube.Day]cube.Cells{}, map[cube.Day]cube.Cells{}
		for d := range cube.Day(dayCount) {
			if rapid.IntRange(0, 4).Draw(t, "day") > 0 {
				days[firstDay+d] = drawCells(t, firstDay+d)
			}
			if rapid.IntRange(0, 3).Draw(t, "known") == 0 {
				known[firstDay+d] = drawCells(t, firstDay+d)
			}
		}
		c := cube.New().With(days)
		if rapid.Bool().Draw(t, "asked before") { // and months made that then change
			all := codes(100, func(v int) int { return v })
			links := on(cube.FieldLink, all)
			links.Moves = []cube.Move{{From: firstDay - 5, Value: 1, Code: 2}} // so that links are not taken together
			for _, q := range []cube.Query{
				{By: []cube.Axis{on(cube.FieldMember, all)}, Sums: []cube.Sum{{Of: cube.AmountSale}}},
				{By: []cube.Axis{on(cube.FieldOffer, all)}, Sums: []cube.Sum{{Of: cube.AmountSale}}},
				{By: []cube.Axis{links}, Sums: []cube.Sum{{Of: cube.AmountGross}, {Of: cube.AmountRejected}}},
			} {
				q.From, q.To = firstDay-2, firstDay+dayCount
				c.Select(q)
			}
			if again := firstDay + cube.Day(rapid.IntRange(0, dayCount-1).Draw(t, "again")); rapid.Bool().Draw(t, "changed") {
				days[again] = drawCells(t, again)
				c = c.With(map[cube.Day]cube.Cells{again: days[again]})
			}
		}
		c = c.Less(known)
		list := append(facts(days, 1), facts(known, -1)...)
		for range 6 {
			q := cube.Query{From: firstDay + cube.Day(rapid.IntRange(-2, dayCount).Draw(t, "from")), BySaleDay: rapid.Bool().Draw(t, "by sale day")}
			q.To = q.From + cube.Day(rapid.IntRange(-1, dayCount).Draw(t, "long"))
			if rapid.Bool().Draw(t, "last") {
				q.Last = firstDay + cube.Day(rapid.IntRange(0, dayCount).Draw(t, "last day"))
			}
			fields, amounts := saleCut, []cube.Amount{cube.AmountConversions, cube.AmountSale, cube.AmountCommission, cube.AmountPayout, cube.AmountSeconds}
			if rapid.Bool().Draw(t, "clicks") {
				fields, amounts = clickCut, []cube.Amount{cube.AmountGross, cube.AmountUnique, cube.AmountRejected}
			}
			size := rapid.SampledFrom([]int{5, 700}).Draw(t, "most")
			for range rapid.IntRange(0, 4).Draw(t, "by") {
				q.By = append(q.By, drawAxis(t, fields, size))
			}
			for range rapid.IntRange(0, 2).Draw(t, "where") {
				q.Where = append(q.Where, drawAxis(t, fields, 1))
			}
			for range rapid.IntRange(1, 4).Draw(t, "sums") {
				s := cube.Sum{Of: rapid.SampledFrom(amounts).Draw(t, "amount"), Timed: rapid.Bool().Draw(t, "timed"), Payouts: uint8(rapid.IntRange(0, 31).Draw(t, "payouts"))}
				if rapid.Bool().Draw(t, "statuses") {
					s.Statuses = rapid.SliceOfN(rapid.Bool(), 2, 5).Draw(t, "which")
				}
				q.Sums = append(q.Sums, s)
			}
			if diff := cmp.Diff(slowly(list, q, c.Links()), lines(c.Select(q))); diff != "" {
				t.Fatalf("%+v\n%s", q, diff)
			}
		}
	})
}

// Facets are those of the property asked for alone.
func TestSelectFacets(t *testing.T) {
	c := cube.New().With(map[cube.Day]cube.Cells{firstDay: {Facets: []cube.Facet{{Offer: 1, Property: 20, Value: 1, Clicks: 3}, {Offer: 1, Property: 21, Value: 1, Clicks: 5}, {Offer: 2, Property: 20, Value: 2, Clicks: 7}}}})
	ask := func(property cube.Word) []string {
		return lines(c.Select(cube.Query{From: firstDay, To: firstDay, Property: property, Sums: []cube.Sum{{Of: cube.AmountFacet}},
			By: []cube.Axis{{Field: cube.FieldValue, Size: 3, Codes: []int32{0, 1, 2}}}, Where: []cube.Axis{{Field: cube.FieldOffer, Codes: []int32{cube.Denied, 0, 0}}}}))
	}
	for property, want := range map[cube.Word][]string{20: {"1 [3]", "2 [7]"}, 21: {"1 [5]"}, 22: nil} {
		if diff := cmp.Diff(want, ask(property)); diff != "" {
			t.Errorf("property %d: %s", property, diff)
		}
	}
}
