package report_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	"linkledger/internal/cube"
	"linkledger/internal/report"
)

// world is a small programme: its facts, one by one, and the cube made of them.
type world struct {
	random      *rand.Rand
	first, last cube.Day // today is the last
	dir         report.Directory
	clicks      []clickFact
	sales       []*saleFact
	bonuses     []earningFact       // of no conversion: paid clicks
	closed      map[string]cube.Day // months, by the day on which they were closed
	words       []string
	word        map[string]cube.Word
	cells       map[cube.Day]cube.Cells
	known       map[cube.Day]map[cube.Day]cube.Cells // differences that became known after their day: by that day, and the one they stand on
}

type clickFact struct {
	link                                     *report.LinkEntry
	day                                      cube.Day
	hour, country, device, browser, referrer string
	rejected                                 string
	unique                                   bool
}

// saleFact is a conversion with what was known of it when, oldest first.
type saleFact struct {
	day      cube.Day
	versions []saleVersion
}

type saleVersion struct {
	known                                                                          cube.Day
	link                                                                           *report.LinkEntry // nil for none
	offer, member, currency                                                        string
	status, cjStatus, action, coupon, country, device, browser, referrer, customer string
	hour                                                                           int   // below zero: nobody knows
	seconds                                                                        int64 // below zero: nobody knows
	stage                                                                          cube.Stage
	sale, commission                                                               int64
	earnings                                                                       []earningFact
}

type earningFact struct {
	day              cube.Day // of what belongs to no conversion
	offer            string
	member, currency string
	state            cube.Payout
	amount           int64
}

func (w *world) pick(list ...string) string { return list[w.random.IntN(len(list))] }

func newWorld(seed uint64) *world {
	w := &world{random: rand.New(rand.NewPCG(seed, 1)), closed: map[string]cube.Day{}, words: []string{""}, word: map[string]cube.Word{"": 0},
		cells: map[cube.Day]cube.Cells{}, known: map[cube.Day]map[cube.Day]cube.Cells{}}
	w.first, _ = cube.DayOf([]string{"2026-01-20", "2024-02-20", "2025-12-20", "2026-10-20"}[w.random.IntN(4)])
	w.last = w.first + cube.Day(20+w.random.IntN(60))
	w.people()
	for range w.random.IntN(120) {
		w.click()
	}
	for range w.random.IntN(70) {
		w.sell()
	}
	for range w.random.IntN(6) {
		w.bonuses = append(w.bonuses, earningFact{w.day(), w.pick("o0", "o1"), w.pick("m0", "m1", "m2"), w.pick("USD", "EUR"), cube.Payout(1 + w.random.IntN(4)), int64(w.random.IntN(500))})
	}
	if w.random.IntN(2) == 0 {
		w.closed[w.first.Month()] = min(w.first+25, w.last)
	}
	w.fold()
	return w
}

func (w *world) day() cube.Day { return w.first + cube.Day(w.random.IntN(int(w.last-w.first)+1)) }

func (w *world) people() {
	w.dir = report.Directory{Zone: "Asia/Kolkata", Home: "USD", Offers: []report.Named{{"o0", "Wool"}, {"o1", "silk"}}, Groups: []report.Named{{"g0", "North"}, {"g1", "South"}}}
	for i := range 4 {
		id := fmt.Sprint("m", i)
		w.dir.Members = append(w.dir.Members, report.MemberEntry{Named: report.Named{ID: id, Name: fmt.Sprint("Member ", 9-i)}, Test: i == 3})
		if w.random.IntN(3) > 0 {
			w.dir.Grouped = append(w.dir.Grouped, report.Grouped{Member: id, Group: "g0"})
		}
		for range w.random.IntN(3) {
			w.dir.Grouped = append(w.dir.Grouped, report.Grouped{Member: id, Since: w.day().String(), Group: w.pick("g0", "g1", "")})
		}
	}
	// One change a day: which of two counts is the store's to say.
	seen := map[string]bool{}
	w.dir.Grouped = slices.DeleteFunc(w.dir.Grouped, func(g report.Grouped) bool {
		twice := seen[g.Member+g.Since]
		seen[g.Member+g.Since] = true
		return twice
	})
	for i := range int64(1 + w.random.IntN(7)) {
		w.dir.Links = append(w.dir.Links, report.LinkEntry{Number: 1000 + i*i, Named: report.Named{ID: fmt.Sprint("l", i), Name: fmt.Sprint("path", i)}, Offer: w.pick("o0", "o1"),
			Member: w.pick("m0", "m1", "m2"), Test: w.random.IntN(6) == 0, UTM: [5]string{w.pick("ig", "yt", ""), "", w.pick("spring", "fall")}})
	}
}

func (w *world) link() *report.LinkEntry { return &w.dir.Links[w.random.IntN(len(w.dir.Links))] }

func (w *world) click() {
	w.clicks = append(w.clicks, clickFact{w.link(), w.day(), fmt.Sprintf("%02d", w.random.IntN(24)), w.pick("DE", "US", ""), w.pick("mobile", "desktop"),
		w.pick("Safari", "Instagram"), w.pick("", "www.instagram.com"), w.pick("", "", "", "bot", "preview"), w.random.IntN(2) == 0})
}

func (w *world) sell() {
	s := &saleFact{day: w.day()}
	v := saleVersion{known: s.day, offer: w.pick("o0", "o1"), hour: w.random.IntN(24), seconds: int64(w.random.IntN(900_000)), currency: w.pick("USD", "USD", "EUR", "JPY")}
	for v.known < w.last && w.random.IntN(2) == 0 {
		v.known++
	}
	if v.member = w.pick("", "m0", "m1", "m2"); w.random.IntN(3) > 0 {
		for range 9 {
			if l := w.link(); !l.Test { // nothing of a test link is in the cube
				v.link, v.offer, v.member = l, l.Offer, l.Member
				break
			}
		}
	}
	if w.random.IntN(5) == 0 {
		v.hour, v.seconds = -1, -1
	}
	v.country, v.device, v.browser, v.referrer = w.pick("DE", "FR", ""), w.pick("mobile", ""), w.pick("Safari", ""), w.pick("", "blog.example")
	v.coupon, v.customer = w.pick("", "MIA10", "MIA10,SALE"), w.pick("new", "returning", "")
	for known := v.known; known <= w.last; known += cube.Day(1 + w.random.IntN(30)) {
		v.known = known
		v.status = w.pick("pending", "approved", "approved", "on_hold", "rejected", "reversed", "unresolved")
		v.cjStatus, v.action, v.stage = w.pick("", "new", "locked"), w.pick("", "sale", "bonus"), cube.Stage(w.random.IntN(5))
		v.sale, v.commission = int64(w.random.IntN(30_000)), int64(w.random.IntN(3_000))
		v.earnings = nil
		for range w.random.IntN(3) {
			v.earnings = append(v.earnings, earningFact{member: w.pick("m0", "m1", "m2"), currency: w.pick(v.currency, "USD"), state: cube.Payout(1 + w.random.IntN(4)), amount: int64(w.random.IntN(2_000) - 300)})
		}
		s.versions = append(s.versions, v)
	}
	if len(s.versions) > 0 {
		w.sales = append(w.sales, s)
	}
}

func (w *world) wordOf(text string) cube.Word {
	at, known := w.word[text]
	if !known {
		at = cube.Word(len(w.words))
		w.word[text] = at
		w.words = append(w.words, text)
	}
	return at
}

// fold makes the cube's cells of the facts.
func (w *world) fold() {
	for _, c := range w.clicks {
		cells := cube.Cells{Clicks: []cube.Clicks{{Link: c.link.Number, Gross: 1}}}
		switch {
		case c.rejected != "":
			cells.Rejected = []cube.Rejected{{Link: c.link.Number, Reason: w.wordOf(c.rejected), Clicks: 1}}
		default:
			if c.unique {
				cells.Clicks[0].Unique = 1
			}
			for property, value := range map[string]string{"hour": c.hour, "country": c.country, "device": c.device, "browser": c.browser, "referrer": c.referrer} {
				if !c.link.Test {
					cells.Facets = append(cells.Facets, cube.Facet{Offer: w.wordOf(c.link.Offer), Property: w.wordOf(property), Value: w.wordOf(value), Clicks: 1})
				}
			}
		}
		w.add(c.day, c.day, cells)
	}
	for _, b := range w.bonuses {
		w.add(b.day, b.day, cube.Cells{Sales: []cube.Sale{{SaleKey: cube.SaleKey{SaleDay: b.day, Offer: w.wordOf(b.offer), Member: w.wordOf(b.member), Currency: w.wordOf(b.currency),
			Hour: cube.Unknown, Took: cube.Unknown, Payout: b.state}, SaleSums: cube.SaleSums{Payout: b.amount}}}})
	}
	for _, s := range w.sales {
		before := cube.Cells{}
		for _, v := range s.versions {
			next := w.cellsOf(s, v)
			difference := cube.Add(next, before.Neg())
			if w.isAdjustment(s.day, v.known) {
				for i := range difference.Sales {
					difference.Sales[i].Adjustment = true
				}
				w.add(v.known, v.known, cube.Collect(difference))
			} else {
				w.add(s.day, v.known, difference)
			}
			before = next
		}
	}
}

func (w *world) isAdjustment(day, known cube.Day) bool {
	closed, is := w.closed[day.Month()]
	return is && known > closed
}

func (w *world) add(day, known cube.Day, cells cube.Cells) {
	cells = cube.Collect(cells)
	w.cells[day] = cube.Add(w.cells[day], cells)
	if known > day {
		if w.known[known] == nil {
			w.known[known] = map[cube.Day]cube.Cells{}
		}
		w.known[known][day] = cube.Add(w.known[known][day], cells)
	}
}

func (w *world) cellsOf(s *saleFact, v saleVersion) cube.Cells {
	key := cube.SaleKey{SaleDay: s.day, Offer: w.wordOf(v.offer), Member: w.wordOf(v.member), Currency: w.wordOf(v.currency), Status: w.wordOf(v.status), CJStatus: w.wordOf(v.cjStatus),
		Action: w.wordOf(v.action), Coupon: w.wordOf(v.coupon), Country: w.wordOf(v.country), Device: w.wordOf(v.device), Browser: w.wordOf(v.browser), Referrer: w.wordOf(v.referrer),
		Customer: w.wordOf(v.customer), Hour: cube.Unknown, Took: cube.TookBucket(v.seconds), Stage: v.stage}
	if v.link != nil {
		key.Link = v.link.Number
	}
	if v.hour >= 0 {
		key.Hour = uint8(v.hour)
	}
	list := []cube.Sale{{SaleKey: key, SaleSums: cube.SaleSums{Conversions: 1, Sale: v.sale, Commission: v.commission, Seconds: max(v.seconds, 0)}}}
	for _, e := range v.earnings {
		earned := key
		earned.Member, earned.Currency, earned.Payout = w.wordOf(e.member), w.wordOf(e.currency), e.state
		list = append(list, cube.Sale{SaleKey: earned, SaleSums: cube.SaleSums{Payout: e.amount}})
	}
	return cube.Collect(cube.Cells{Sales: list})
}

// The world is a report.Source.

func (w *world) Today() cube.Day { return w.last }

func (w *world) Directory(context.Context) (*report.Directory, error) { return &w.dir, nil }

func (w *world) Snapshot(_ context.Context, days report.Days, asOf *cube.Day) (report.Snapshot, error) {
	have := map[cube.Day]cube.Cells{}
	for day, cells := range w.cells {
		if day >= days.From && day <= days.To {
			have[day] = cells
		}
	}
	c := cube.New().With(have)
	if asOf != nil {
		less := map[cube.Day]cube.Cells{}
		for known, differences := range w.known {
			for day, cells := range differences {
				if known > *asOf && day <= *asOf && day >= days.From {
					less[day] = cube.Add(less[day], cells)
				}
			}
		}
		c = c.Less(less)
	}
	return report.Snapshot{Cube: c, Words: w.words}, nil
}

func byDay[T any](list []T, day func(T) cube.Day) {
	slices.SortStableFunc(list, func(a, b T) int { return cmp.Compare(day(a), day(b)) })
}
