package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

// on folds something that came to the log on a day, by the relay's clock.
func on(t *testing.T, s *store.Store, day string, f func(tx *store.Tx) error) {
	t.Helper()
	err := with(t, s, func(tx *store.Tx) error {
		_, err := tx.On(context.Background(), day, true)
		return errors.Join(err, f(tx))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func clicksOf(number int64, day string, gross int64) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		return tx.AddClicks(context.Background(), []affiliate.LinkDay{{Number: number, Day: day, Gross: gross, Unique: gross / 2, Rejected: map[string]int64{"robot": 1}}},
			[]affiliate.OfferDay{{OfferID: "o", Day: day, Dimension: "country", Value: "DE", Clicks: gross - 1}})
	}
}

func saleOf(id string, day string, minor int64, status affiliate.Status) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		at, err := time.Parse(time.DateOnly, day)
		return errors.Join(err, tx.PutConversion(context.Background(), affiliate.Conversion{ID: affiliate.ConversionID(id), OfferID: "o", MemberID: "m", LinkNumber: 1,
			Status: status, Sale: money.New(minor, "USD"), Commission: money.New(minor/5, "USD"), SaleDay: day, SoldAt: at.Add(13*time.Hour + 30*time.Minute),
			ReportedAt: at, Click: affiliate.ClickFacts{At: at.Add(13 * time.Hour), Country: "DE", Device: "phone", Browser: "safari", Referrer: "shop.example"}}))
	}
}

func day(t *testing.T, text string) cube.Day {
	t.Helper()
	d, err := cube.DayOf(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// grossAndSales adds up a cube's days.
func grossAndSales(t *testing.T, c store.Cube, from, to string) string {
	t.Helper()
	sums := add(t, c, from, to, cube.Sum{Of: cube.AmountGross}, cube.Sum{Of: cube.AmountConversions}, cube.Sum{Of: cube.AmountSale})
	return fmt.Sprintf("%d clicks, %d for %d", sums[0], sums[1], sums[2])
}

func add(t *testing.T, c store.Cube, from, to string, of ...cube.Sum) []int64 {
	t.Helper()
	found := c.Select(cube.Query{From: day(t, from), To: day(t, to), Sums: of})
	sums := make([]int64, len(of))
	for i, list := range found.Sums {
		for _, n := range list {
			sums[i] += n
		}
	}
	return sums
}

func TestCubeFollowsTheFold(t *testing.T) {
	s, ctx := open(t), context.Background()
	const first, last = "2026-11-01", "2026-11-30"
	now := func() store.Cube {
		t.Helper()
		if err := s.CheckCube(ctx); err != nil {
			t.Fatal(err)
		}
		c, err := s.Cube(ctx, day(t, first), day(t, last))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	empty := now()
	if empty.First <= empty.Last || grossAndSales(t, empty, first, last) != "0 clicks, 0 for 0" {
		t.Errorf("an empty cube: %+v", empty)
	}
	on(t, s, "2026-11-20", clicksOf(1, "2026-11-20", 10))
	on(t, s, "2026-11-20", saleOf("a", "2026-11-20", 1000, affiliate.StatusPending))
	before := now()
	if again := now(); again.Cube != before.Cube {
		t.Error("another cube though nothing changed")
	}
	on(t, s, "2026-11-22", clicksOf(2, "2026-11-20", 5))
	on(t, s, "2026-11-22", saleOf("a", "2026-11-20", 900, affiliate.StatusPending))
	on(t, s, "2026-11-22", saleOf("b", "2026-11-22", 50, affiliate.StatusPending))
	c := now()
	then, err := s.CubeAsOf(ctx, day(t, "2026-11-21"), day(t, first), day(t, "2026-11-21"))
	if err != nil {
		t.Fatal(err)
	}
	got := []string{grossAndSales(t, before, first, last), grossAndSales(t, c, first, last), grossAndSales(t, then, first, "2026-11-21"),
		c.First.String(), c.Last.String(), c.Known.String()}
	want := []string{"10 clicks, 1 for 1000", "15 clicks, 2 for 950", "10 clicks, 1 for 1000", "2026-11-20", "2026-11-22", "2026-11-22"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for w, text := range map[int]string{0: "", 1: "robot", 2: "o", 3: "country", 4: "DE", 5: "m", 6: "USD"} {
		if len(c.Words) <= w || c.Words[w] != text {
			t.Errorf("word %d of %q is not %q", w, c.Words, text)
		}
	}
	on(t, s, "2026-11-22", clicksOf(2, "2026-11-20", -5)) // judged anew by the relay
	on(t, s, "2026-11-22", saleOf("a", "2026-11-21", 900, affiliate.StatusPending))
	if got := grossAndSales(t, now(), "2026-11-20", "2026-11-20"); got != "10 clicks, 0 for 0" {
		t.Errorf("after corrections: %s", got)
	}
}

func TestClosedMonthStands(t *testing.T) {
	s, ctx := open(t), context.Background()
	sums := func(from, to string) string {
		t.Helper()
		if err := s.CheckCube(ctx); err != nil {
			t.Fatal(err)
		}
		c, err := s.Cube(ctx, day(t, from), day(t, to))
		if err != nil {
			t.Fatal(err)
		}
		return grossAndSales(t, c, from, to)
	}
	closing := func(closed bool) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			return tx.PutMonthClose(ctx, affiliate.MonthClose{Month: "2026-10", Closed: closed, Day: "2026-11-03"})
		}
	}
	on(t, s, "2026-10-20", saleOf("a", "2026-10-20", 1000, affiliate.StatusApproved))
	on(t, s, "2026-11-03", saleOf("b", "2026-10-30", 10, affiliate.StatusApproved))
	on(t, s, "2026-11-03", closing(true))
	on(t, s, "2026-11-04", saleOf("a", "2026-10-20", 700, affiliate.StatusApproved))
	on(t, s, "2026-11-05", saleOf("c", "2026-10-31", 5, affiliate.StatusApproved))
	if got := []string{sums("2026-10-01", "2026-10-31"), sums("2026-11-04", "2026-11-04"), sums("2026-11-05", "2026-11-05")}; !cmp.Equal(got,
		[]string{"0 clicks, 2 for 1010", "0 clicks, 0 for -300", "0 clicks, 1 for 5"}) {
		t.Errorf("the closed month and the days after it: %q", got)
	}
	on(t, s, "2026-11-06", closing(false))
	on(t, s, "2026-11-06", saleOf("a", "2026-10-20", 600, affiliate.StatusApproved))
	if got := []string{sums("2026-10-01", "2026-10-31"), sums("2026-11-01", "2026-11-30")}; !cmp.Equal(got, []string{"0 clicks, 2 for 910", "0 clicks, 1 for -295"}) {
		t.Errorf("opened again: %q", got)
	}
	enqueue(t, s, "b", entry(t, "1", affiliate.NounMonthClose, "2026-09", affiliate.MonthClose{Closed: true, Reason: "booked"}))
	closes, err := s.MonthCloses(ctx)
	want := []affiliate.MonthClose{{Month: "2026-10", Closed: true, Day: "2026-11-03", Synced: true}, {Month: "2026-10", Day: "2026-11-03", Synced: true},
		{Month: "2026-09", Closed: true, Reason: "booked"}}
	if diff := cmp.Diff(want, closes); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if err := s.RebuildCube(ctx); err != nil {
		t.Fatal(err)
	}
	if got := []string{sums("2026-10-01", "2026-10-31"), sums("2026-11-01", "2026-11-30")}; !cmp.Equal(got, []string{"0 clicks, 2 for 910", "0 clicks, 1 for -295"}) {
		t.Errorf("made again of the facts: %q", got)
	}
}

// TestCheckCube changes what reports read behind the program's back, and facts.
func TestCheckCube(t *testing.T) {
	for name, statement := range map[string]string{
		"a day's clicks":       `DELETE FROM cube_day WHERE part = 'clicks' AND day = '2026-11-21'`,
		"rejected clicks":      `DELETE FROM cube_day WHERE part = 'rejected' AND day = '2026-11-21'`,
		"a day's sales":        `DELETE FROM cube_day WHERE part = 'sales' AND day = '2026-11-21'`,
		"a sale's cells":       `UPDATE cube_sale SET cells = x'' WHERE cause = 'conversion:b'`,
		"cells of nothing":     `INSERT INTO cube_sale (cause, cells) SELECT 'conversion:none', cells FROM cube_sale WHERE cause = 'conversion:b'`,
		"cells on another day": `UPDATE cube_day SET day = '2026-11-25' WHERE day = '2026-11-21' AND part = 'sales'`,
		"a fact of a sale":     `UPDATE conversion SET sale_minor = sale_minor + 1 WHERE id = 'b'`,
		"a fact of clicks":     `UPDATE link_day SET gross = gross + 1 WHERE day = '2026-11-21'`,
		"an earning":           `UPDATE earning SET amount_minor = amount_minor + 1`,
	} {
		t.Run(name, func(t *testing.T) {
			s, ctx := open(t), context.Background()
			sold(t, s, "x", 100)
			on(t, s, "2026-11-20", clicksOf(1, "2026-11-20", 10))
			on(t, s, "2026-11-21", clicksOf(1, "2026-11-21", 10))
			on(t, s, "2026-11-21", saleOf("b", "2026-11-21", 50, affiliate.StatusPending))
			if err := s.CheckCube(ctx); err != nil {
				t.Fatal(err)
			}
			if err := tamper(t, s, statement); err != nil {
				t.Fatal(err)
			}
			err := s.CheckCube(ctx)
			if err == nil {
				t.Fatal("it was not found")
			}
			if differs := (*store.CubeDiffers)(nil); errors.As(err, &differs) && (differs.Day < day(t, "2026-11-21") || differs.Lacks.IsZero() && differs.Has.IsZero()) {
				t.Errorf("found as %v", err)
			}
			if err := errors.Join(s.RebuildCube(ctx), s.CheckCube(ctx)); err != nil {
				t.Errorf("made again: %v", err)
			}
		})
	}
}

// TestKnownDay: what a device says of the time is believed within bounds, and no
// day comes back.
func TestKnownDay(t *testing.T) {
	s, ctx := open(t), context.Background()
	for _, step := range []struct {
		day   string
		relay bool
		known string
	}{
		{"no day", true, ""}, {"2026-11-02", false, "2026-11-02"}, {"2026-11-01", true, "2026-11-02"}, {"2026-12-02", false, "2026-12-02"},
		{"2026-12-03", false, "2026-12-02"}, {"2062-01-01", false, "2026-12-02"}, {"2026-12-01", true, "2026-12-02"}, {"2026-12-31", false, "2026-12-31"},
		{"2027-03-01", true, "2027-03-01"}, {"2026-01-01", true, "2027-03-01"},
	} {
		err := with(t, s, func(tx *store.Tx) error {
			known, err := tx.On(ctx, step.day, step.relay)
			if known != step.known {
				t.Errorf("%s (relay %v) is known on %q instead of %q", step.day, step.relay, known, step.known)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestCubeComesBackWithASavepoint: what an entry that does not stand added to
// the cube is gone, and what others added stays.
func TestCubeComesBackWithASavepoint(t *testing.T) {
	s, ctx := open(t), context.Background()
	entries := make([]affiliate.Entry, 6)
	for i := range entries {
		entries[i] = affiliate.Entry{Seq: int64(i + 1), ID: fmt.Sprint("entry", i+1), Kind: "clicks", Time: noon, Body: []byte("{}")}
	}
	unfit := &affiliate.Error{Code: affiliate.Invalid, Message: "no"}
	err := s.Fold(ctx, "epoch", entries, func(tx *store.Tx, e affiliate.Entry) error {
		known := fmt.Sprintf("2026-11-%02d", 10+e.Seq)
		if _, err := tx.On(ctx, known, true); err != nil {
			return err
		}
		err := tx.Try(ctx, func() error {
			err := errors.Join(clicksOf(e.Seq, "2026-11-12", 1<<e.Seq)(tx), saleOf("a", "2026-11-12", e.Seq, affiliate.StatusPending)(tx),
				tx.AddClicks(ctx, nil, []affiliate.OfferDay{{OfferID: affiliate.OfferID("offer of " + known), Day: known, Dimension: "device", Value: "phone", Clicks: 1}}))
			if err == nil && (e.Seq == 3 || e.Seq == 6) {
				err = unfit
			}
			return err
		})
		if errors.Is(err, unfit) {
			return nil
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.CheckCube(ctx); err != nil {
		t.Fatal(err)
	}
	for asOf, want := range map[string]string{"2026-11-12": "6 clicks, 1 for 2", "2026-11-13": "6 clicks, 1 for 2", "2026-11-14": "22 clicks, 1 for 4", "2026-11-16": "54 clicks, 1 for 5"} {
		c, err := s.CubeAsOf(ctx, day(t, asOf), day(t, "2026-11-01"), day(t, asOf))
		if err != nil {
			t.Fatal(err)
		}
		if got := grossAndSales(t, c, "2026-11-01", asOf); got != want {
			t.Errorf("as of %s: %s instead of %s", asOf, got, want)
		}
	}
}

func TestCountsThatNobodyBelieves(t *testing.T) {
	s, ctx := open(t), context.Background()
	for name, f := range map[string]func(*store.Tx) error{
		"of a link":   clicksOf(1, "2026-11-20", 1<<40),
		"of an offer": func(tx *store.Tx) error { return tx.AddClicks(ctx, nil, []affiliate.OfferDay{{Clicks: -1 << 40}}) },
		"rejected": func(tx *store.Tx) error {
			return tx.AddClicks(ctx, []affiliate.LinkDay{{Rejected: map[string]int64{"robot": 1 << 40}}}, nil)
		},
	} {
		if err := with(t, s, f); affiliate.Code(err) != affiliate.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestPayoutCells: what members earn stands by whose it is and where it is.
func TestPayoutCells(t *testing.T) {
	s, ctx := open(t), context.Background()
	sold(t, s, "c1", 1000)
	p := affiliate.Payment{ID: "p", State: affiliate.PaymentIntent, Currency: "USD", Lines: []affiliate.PaymentLine{{MemberID: "m", Earnings: []affiliate.EarningID{"c1.1"}}}}
	put := func(state affiliate.PaymentState, f func(*store.Tx) error) {
		t.Helper()
		p.State = state
		on(t, s, "2026-11-23", func(tx *store.Tx) error { return errors.Join(tx.PutPayment(ctx, p), f(tx)) })
	}
	bonus := func(tx *store.Tx) error {
		posted, err := tx.Post(ctx, ledger.Transfer{Debit: ledger.MemberCosts, Credit: ledger.Payable("m"), Amount: money.New(70, "EUR"), Phase: ledger.Direct, Cause: "adjustment:x"})
		if err != nil {
			return err
		}
		return tx.AddEarning(ctx, affiliate.Earning{Cause: "adjustment:x", MemberID: "m", Amount: money.New(70, "EUR"), State: affiliate.EarningPosted, Inputs: "{}", Day: "2026-11-22"}, posted[0].ID)
	}
	payouts := func() map[string]int64 {
		t.Helper()
		if err := s.CheckCube(ctx); err != nil {
			t.Fatal(err)
		}
		c, err := s.Cube(ctx, day(t, "2026-11-22"), day(t, "2026-11-22"))
		if err != nil {
			t.Fatal(err)
		}
		sums := map[string]int64{}
		for state, name := range map[cube.Payout]string{cube.PayoutPending: "pending", cube.PayoutDue: "due", cube.PayoutSending: "sending", cube.PayoutPaid: "paid"} {
			if n := add(t, c, "2026-11-22", "2026-11-22", cube.Sum{Of: cube.AmountPayout, Payouts: 1 << state})[0]; n != 0 {
				sums[name] = n
			}
		}
		return sums
	}
	for _, step := range []struct {
		do   func()
		want map[string]int64
	}{
		{func() {}, map[string]int64{"due": 1000}},
		{func() { put(affiliate.PaymentIntent, func(tx *store.Tx) error { return tx.HoldLines(ctx, p) }) }, map[string]int64{"sending": 1000}},
		{func() { put(affiliate.PaymentPaid, bonus) }, map[string]int64{"paid": 1000, "due": 70}},
		{func() {
			put(affiliate.PaymentCancelled, func(tx *store.Tx) error { return tx.FreeLines(ctx, p.ID) })
		}, map[string]int64{"due": 1070}},
	} {
		step.do()
		if diff := cmp.Diff(step.want, payouts()); diff != "" {
			t.Error(diff)
		}
	}
}
