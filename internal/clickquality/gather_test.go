package clickquality_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/clickquality"
	"linkledger/internal/cube"
)

// The words of a small cube.
const (
	none cube.Word = iota
	ada
	ben
	offer
	eur
	approved
	reversed
	de
	blog
	bot
	repeat
)

var words = []string{"", "ada", "ben", "offer", "EUR", "approved", "reversed", "DE", "blog.example", "bot", "repeat"}

// facts are ten days of clicks of two members and of a test link, and sales of
// the first.
func facts() clickquality.Facts {
	days := map[cube.Day]cube.Cells{}
	for d := cube.Day(100); d < 110; d++ {
		sale := func(status cube.Word, hour, took uint8, seconds int64) cube.Sale {
			return cube.Sale{SaleKey: cube.SaleKey{SaleDay: d, Link: 7, Offer: offer, Member: ada, Currency: eur, Status: status, Country: de, Referrer: blog, Hour: hour, Took: took},
				SaleSums: cube.SaleSums{Conversions: 1, Sale: 1000, Seconds: seconds}}
		}
		paid := cube.Sale{SaleKey: cube.SaleKey{SaleDay: d, Link: 7, Offer: offer, Member: ada, Currency: eur, Status: approved, Hour: cube.Unknown, Took: cube.Unknown, Payout: cube.PayoutDue},
			SaleSums: cube.SaleSums{Payout: 50}}
		days[d] = cube.Collect(cube.Cells{
			Clicks:   []cube.Clicks{{Link: 7, Gross: 10, Unique: 5}, {Link: 8, Gross: 4, Unique: 4}, {Link: 9, Gross: 100}},
			Rejected: []cube.Rejected{{Link: 7, Reason: bot, Clicks: 2}, {Link: 8, Reason: repeat, Clicks: 1}, {Link: 9, Reason: bot, Clicks: 50}},
			Sales:    []cube.Sale{sale(approved, 3, 0, 20), sale(approved, 12, 4, 9000), sale(approved, cube.Unknown, cube.Unknown, 0), sale(reversed, 3, 0, 5), paid},
		})
	}
	return clickquality.Facts{Cube: cube.New().With(days), Words: words, Standing: []string{"approved"},
		Links: []clickquality.Link{{Number: 7, Member: "ada"}, {Number: 8, Member: "ben"}, {Number: 9, Member: "ben", Test: true}}}
}

func TestWhatIsKnownOfMembers(t *testing.T) {
	now := clickquality.Period{From: 108, To: 109}
	before := now.Before(101)
	if want := (clickquality.Period{From: 101, To: 107}); before != want {
		t.Fatalf("compared with %+v, want %+v", before, want)
	}
	of := func(days int64) clickquality.Span {
		return clickquality.Span{Days: int(days), Clicks: 8 * days, Rejected: 2 * days, Conversions: 3 * days, Timed: 2 * days, Soon: days, SoonSeconds: 20 * days, Night: days, Hours: 2 * days,
			Referrers: map[string]int64{"blog.example": 3 * days}, Countries: map[string]int64{"DE": 3 * days}, Payout: map[string]int64{"EUR": 50 * days}}
	}
	want := []clickquality.Subject{{ID: "ada", Now: of(2), Base: of(7)},
		{ID: "ben", Now: clickquality.Span{Days: 2, Clicks: 6, Rejected: 2}, Base: clickquality.Span{Days: 7, Clicks: 21, Rejected: 7}}}
	if diff := cmp.Diff(want, facts().Members(now, before)); diff != "" {
		t.Error(diff)
	}
	first := clickquality.Period{From: 100, To: 109}
	for _, s := range facts().Members(first, first.Before(100)) {
		if s.Base.Clicks != 0 || s.Base.Days != 0 {
			t.Errorf("before the first day there is %+v", s.Base)
		}
	}
}

func TestRejectedClicks(t *testing.T) {
	p := clickquality.Period{From: 109, To: 112}
	want := []clickquality.Count{{Link: 7, Clicks: 10}, {Link: 7, Reason: "bot", Clicks: 2}, {Link: 8, Clicks: 4}, {Link: 8, Reason: "repeat", Clicks: 1}}
	if diff := cmp.Diff(want, facts().ByLink(p)); diff != "" {
		t.Error(diff)
	}
	want = []clickquality.Count{{Day: 109, Clicks: 14}, {Day: 109, Reason: "bot", Clicks: 2}, {Day: 109, Reason: "repeat", Clicks: 1}}
	if diff := cmp.Diff(want, facts().ByDay(p)); diff != "" {
		t.Error(diff)
	}
}
