package ingest_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
	"linkledger/internal/relayapi"
	"linkledger/internal/report"
)

// close writes that a person closes October, or opens it again, having seen a
// version of it.
func (s *scene) close(seen string, m affiliate.MonthClose) {
	s.t.Helper()
	c, err := affiliate.NewChange(affiliate.NounMonthClose, "2026-10", m)
	if err != nil {
		s.t.Fatal(err)
	}
	c.Expected = seen
	s.log.sealed(s.key, relayapi.NewEntry{Kind: relayapi.KindChange, Time: s.now}, encode(c))
}

func (d *device) closes(t *testing.T) []affiliate.MonthClose {
	t.Helper()
	d.exchange()
	list, err := d.store.MonthCloses(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// octoberSales are sums of sales that stand on days of October by status, as of
// a day or now.
func (s *scene) octoberSales(asOf string) []cube.Sale {
	s.t.Helper()
	ctx := context.Background()
	s.a.exchange()
	from, to := cubeDay(s.t, "2026-10-01"), cubeDay(s.t, "2026-10-31")
	c, err := s.a.store.Cube(ctx, from, to)
	if asOf != "" {
		c, err = s.a.store.CubeAsOf(ctx, cubeDay(s.t, asOf), from, to)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	q := cube.Query{From: from, To: to, By: []cube.Axis{{Field: cube.FieldStatus, Size: len(c.Words)}},
		Sums: []cube.Sum{{Of: cube.AmountConversions}, {Of: cube.AmountSale}, {Of: cube.AmountCommission}, {Of: cube.AmountPayout}}}
	for code := range c.Words {
		q.By[0].Codes = append(q.By[0].Codes, int32(code))
	}
	g := c.Select(q)
	var list []cube.Sale
	for i := range g.N {
		list = append(list, cube.Sale{SaleKey: cube.SaleKey{Status: cube.Word(g.Codes[0][i])},
			SaleSums: cube.SaleSums{Conversions: g.Sums[0][i], Sale: g.Sums[1][i], Commission: g.Sums[2][i], Payout: g.Sums[3][i]}})
	}
	slices.SortFunc(list, func(a, b cube.Sale) int { return int(a.Status) - int(b.Status) })
	return list
}

func cubeDay(t testing.TB, text string) cube.Day {
	t.Helper()
	day, err := cube.DayOf(text)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

// A closed month's figures stand, and so do its statements and its books; what
// comes later is told with the sale that it belongs to and why.
func TestAClosedMonthStands(t *testing.T) {
	ctx := context.Background()
	s := newScene(t)
	open, done := s.row("1", s.click(1)), locked(s.row("2", s.click(1)))
	s.cj(open, done)
	s.now = s.now.AddDate(0, 0, 14) // 3 November
	s.close(affiliate.NoVersion, affiliate.MonthClose{Closed: true})
	closes := s.a.closes(t)
	if len(closes) != 1 || !closes[0].Closed || closes[0].Day != "2026-11-03" || closes[0].Actor != "actor" || closes[0].Device != "device" || closes[0].At == "" {
		t.Fatalf("%+v", closes)
	}
	figures, october := s.octoberSales(""), s.stated(members[0], "2026-10-01", "2026-10-31")
	books, err := s.a.store.Books(ctx)
	if err != nil || len(figures) == 0 || len(october) != 1 {
		t.Fatal(err, figures, october)
	}

	s.now = s.now.AddDate(0, 0, 6) // 9 November
	late := correction(done, "3", "-40.00", "-8.00")
	late.PostingDate = s.now
	s.cj(late, locked(open))
	s.now = s.now.AddDate(0, 0, 1)
	s.decide(string(s.of("action1").ID), affiliate.StatusRejected, "she bought it herself")
	for _, asOf := range []string{"", "2026-11-03", "2026-11-09"} {
		if diff := cmp.Diff(figures, s.octoberSales(asOf)); diff != "" {
			t.Errorf("as of %q October moved: %s", asOf, diff)
		}
	}
	if diff := cmp.Diff(october, s.stated(members[0], "2026-10-01", "2026-10-31")); diff != "" {
		t.Error(diff)
	}
	stood, err := s.a.store.BooksAsOf(ctx, "2026-11-03")
	if diff := cmp.Diff(books.Accounts, stood.Accounts); diff != "" || err != nil || stood.Head != books.Head {
		t.Error(err, diff)
	}

	list, words, err := s.a.store.MonthAdjustments(ctx, cubeDay(t, "2026-11-01"), cubeDay(t, "2026-11-30"))
	if err != nil {
		t.Fatal(err)
	}
	type told struct {
		Known, Was, Is                   string
		Conversions, Sales, Net, Payouts int64
	}
	var got []told
	for _, a := range list {
		for _, m := range report.MovedBy(a.Sales, words) {
			if m.Month != "2026-10" || m.Member != string(members[0]) || len(a.Why) == 0 {
				t.Errorf("%+v %+v", a, m)
			}
			got = append(got, told{a.Known.String(), m.StatusBefore, m.Status, m.Conversions, m.Sales.Minor, m.Commission.Minor, m.Payout.Minor})
		}
	}
	want := []told{
		{"2026-11-09", "", "", 0, -4_000, -800, -400},
		{"2026-11-10", "approved", "rejected", -1, -10_000, -2_000, -1_000},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Two devices that close a month at once come to the same and contradict
// nobody; one that opens what it did not see closed is told.
func TestTwoDevicesCloseAMonth(t *testing.T) {
	s := newScene(t)
	s.close(affiliate.NoVersion, affiliate.MonthClose{Closed: true}) // not over yet
	s.now = s.now.AddDate(0, 0, 14)
	if closes := s.a.closes(t); len(closes) != 0 {
		t.Fatalf("%+v", closes)
	}
	seen, err := s.a.store.VersionSeen(context.Background(), affiliate.NounMonthClose, "2026-10")
	if err != nil {
		t.Fatal(err)
	}
	s.close(seen, affiliate.MonthClose{Closed: true, Reason: "mine"})
	s.close(seen, affiliate.MonthClose{Closed: true, Reason: "theirs"})
	b := s.device()
	closes := s.a.closes(t)
	if diff := cmp.Diff(closes, b.closes(t)); diff != "" || len(closes) != 1 || closes[0].Reason != "mine" {
		t.Fatal(diff, closes)
	}
	s.close(seen, affiliate.MonthClose{Closed: false, Reason: "a mistake"}) // by one who saw it open
	for _, d := range []*device{s.a, b} {
		if closes := d.closes(t); len(closes) != 1 {
			t.Errorf("%+v", closes)
		}
		conflicts, err := d.store.Conflicts(context.Background())
		if err != nil || len(conflicts) != 1 || conflicts[0].Noun != affiliate.NounMonthClose {
			t.Errorf("%v %+v", err, conflicts)
		}
	}
	now, err := s.a.store.VersionSeen(context.Background(), affiliate.NounMonthClose, "2026-10")
	if err != nil {
		t.Fatal(err)
	}
	s.close(now, affiliate.MonthClose{Closed: false, Reason: "a mistake"})
	if closes := s.a.closes(t); len(closes) != 2 || closes[1].Closed || closes[1].Reason != "a mistake" {
		t.Errorf("%+v", closes)
	}
}
