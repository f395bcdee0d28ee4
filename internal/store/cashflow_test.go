package store_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// year fills a database with a year of sales up to 22 November 2026: a month of
// them open, those of October locked, and the rest paid by CJ and to members,
// but for some that are not.
func year(t testing.TB, s *store.Store, n int) {
	t.Helper()
	db, err := sqlitex.Open(context.Background(), s.Path(), sqlitex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	const times = `strftime('%Y-%m-%dT%H:%M:%S.000Z', `
	statements := []string{
		`CREATE TABLE plan AS WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ` + strconv.Itoa(n-1) + `),
			sold AS (SELECT i, ` + times + `'2026-11-22 12:00', '-' || ((` + strconv.Itoa(n) + ` - i) * 365 * 86400 / ` + strconv.Itoa(n) + `) || ' seconds') AS at,
				100 + i * 7919 % 1900 AS c FROM n),
			locks AS (SELECT *, ` + times + `at, 'start of month', '+1 month', '+10 days', '+' || (i % 200) || ' minutes') AS locks FROM sold)
			SELECT *, locks < '2026-11-22' AS locked, date(locks, 'start of month', '+1 month') < '2026-11-05' AND i % 40 <> 3 AS received,
				i % 50 <> 7 AS mine, date(locks, 'start of month', '+1 month') < '2026-11-05' AND i % 30 <> 1 OR i % 90 = 2 AND locks < '2026-11-22' AS paid FROM locks`,
		`INSERT INTO conversion (id, offer_id, member_id, link_number, test, click_id, promo_code, order_id, action_id, status, reason, cj_status, currency,
				sale_minor, commission_minor, sale_day, reported_at, locks_at, conflicts_with, seq, action_type, locking_method, validation, pid, advertiser_id, receipt_id, received_on)
			SELECT printf('conv%08d', i), 'o' || (i % 20), iif(mine, 'm' || (i % 500), ''), i % 1000 + 1, 0, 'click' || i, '', 'order' || i, 'action' || i,
				iif(i % 300 = 4, 'on_hold', iif(locked, 'approved', 'pending')), '', iif(locked, 'locked', iif(i % 5 = 0, 'extended', 'new')), iif(i % 211 = 0, 'EUR', 'USD'),
				c * 10, c, substr(at, 1, 10), at, locks, '', i, 'item_sale', iif(i % 4, 'FIXED_DATE', 'OPEN_ENDED'), '', 'p', 'a', iif(received, 'r', ''), iif(received, '2026-11-05', '') FROM plan`,
		`INSERT INTO cj_commission (commission_id, action_id, original, status, posted_at, currency, sale_minor, commission_minor, row, hash, seq, locks_at, counted_minor, owed_minor)
			SELECT 'c' || i, 'action' || i, 1, 'locked', at, iif(i % 211 = 0, 'EUR', 'USD'), c * 10 + iif(i % 12 = 0, 50, 0), c + iif(i % 12 = 0, 5, 0),
				'{"filler":"' || printf('%0700d', i) || '"}', 'h', i, locks, c + iif(i % 12 = 0, 5, 0), iif(received, 0, c + iif(i % 12 = 0, 5, 0)) FROM plan
			UNION ALL SELECT 'd' || i, 'action' || i, 0, 'locked', at, iif(i % 211 = 0, 'EUR', 'USD'), -50, -5, '{"filler":"' || printf('%0700d', i) || '"}', 'h', i, locks, -5, iif(received AND i % 24 <> 0, 0, -5) FROM plan WHERE i % 12 = 0`,
		`INSERT INTO earning (id, cause, number, conversion_id, member_id, currency, amount_minor, state, account, rule_id, rule_version, inputs, explanation, day, transfer_id, seq, held)
			SELECT printf('conv%08d.1', i), printf('conversion:conv%08d', i), 1, printf('conv%08d', i), 'm' || (i % 500), iif(i % 211 = 0, 'EUR', 'USD'), c / 2,
				iif(locked, 'posted', 'pending'), 'member:m' || (i % 500) || ':payable', 'r', 1, '{}', 'because', substr(at, 1, 10), 't' || i, i, paid FROM plan WHERE mine`,
		`INSERT INTO payout (cause, offer_id, member_id, day, at, click_id, counts, sale_currency, sale_minor, currency, by_rule_minor, amount_minor, rule_id, rule_version, inputs, explanation)
			SELECT printf('conversion:conv%08d', i), 'o' || (i % 20), 'm' || (i % 500), substr(at, 1, 10), i, 'click' || i, 1, 'USD', c * 10, iif(i % 211 = 0, 'EUR', 'USD'), c / 2, c / 2, 'r', 1, '{}', 'because' FROM plan WHERE mine`,
		`INSERT INTO payment (id, number, state, fields, seq) VALUES ('done', 1, 'paid', '{"paid_on":"2026-11-06"}', 1), ('going', 2, 'exported', '{}', 1)`,
		`INSERT INTO payment_line (payment_id, earning_id, member_id, alive) SELECT iif(i % 60 = 5, 'going', 'done'), printf('conv%08d.1', i), 'm' || (i % 500), 1 FROM plan WHERE mine AND paid`,
		`DROP TABLE plan`,
		cashSales(t),
	}
	for _, statement := range statements {
		if _, err := db.Write.ExecContext(context.Background(), statement); err != nil {
			t.Fatalf("%v: %.80s", err, statement)
		}
	}
}

// cashSales is the statement of the migration that works cash_sale out anew.
func cashSales(t testing.TB) string {
	t.Helper()
	raw, err := os.ReadFile("migrations/00013_cash_sale.sql")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(raw), "INSERT INTO cash_sale")
	statement, _, found := strings.Cut(after, ";")
	if !found {
		t.Fatal("the migration fills no cash_sale")
	}
	return "INSERT INTO cash_sale" + statement
}

// TestCashTimelineAddsUp: the sums by what has happened are those of the rows,
// for any filter, and a page of one of them holds its rows alone.
func TestCashTimelineAddsUp(t *testing.T) {
	s, ctx := open(t), context.Background()
	const n = 3000
	year(t, s, n)
	for _, f := range []store.CashFilter{{}, {Member: "m22"}, {Offer: "o2"}, {From: "2026-09-01", To: "2026-10-20"}, {Member: "m22", Offer: "o2", From: "2026-09-01"}} {
		f.Currency = "USD"
		rows, err := s.CashSales(ctx, f, nil, n, 0)
		if err != nil {
			t.Fatal(err)
		}
		ids := make([]affiliate.ConversionID, 0, len(rows))
		for _, row := range rows {
			ids = append(ids, row.ID)
		}
		conversions, err := s.ConversionsByID(ctx, ids)
		if err != nil {
			t.Fatal(err)
		}
		want := map[store.CashHas]store.CashSum{}
		for i, row := range rows {
			sum := want[row.Has]
			sum.Has, sum.Sales, sum.Commission = row.Has, sum.Sales+1, sum.Commission+conversions[i].Commission.Minor
			want[row.Has] = sum
			if c := conversions[i]; row.Has.Locked != affiliate.Locked(c.CJStatus) || row.Has.Received != (c.ReceivedOn != "") {
				t.Fatalf("%+v of %+v", row, c)
			}
			if paid := row.Due == 0 && (row.Payout > 0 || row.Has.Received); paid != row.Has.Paid || (row.PaidOn != "") != (row.Payout > 0 && row.Due == 0) {
				t.Fatalf("paid is %v: %+v", paid, row)
			}
		}
		var all, payouts int64
		for _, row := range rows {
			payouts += row.Payout
		}
		sums, err := s.CashSums(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		got := map[store.CashHas]store.CashSum{}
		for _, sum := range sums {
			all += sum.Payout
			sum.Payout = 0
			got[sum.Has] = sum
			page, err := s.CashSales(ctx, f, []store.CashHas{sum.Has}, n, 0)
			if err != nil || len(page) != sum.Sales || slices.ContainsFunc(page, func(v store.CashSale) bool { return v.Has != sum.Has }) {
				t.Errorf("%+v: a page of %d, %v", sum, len(page), err)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || all != payouts || len(rows) == 0 {
			t.Errorf("%+v: payouts %d, want %d: %s", f, all, payouts, diff)
		}
		if f.Member == "" && f.Offer == "" && f.From == "" && len(got) < 5 {
			t.Errorf("too little happens in the year: %+v", got)
		}
	}
}

// TestCashLocks: what CJ owes by locking date is what is open, and what is not
// settled of the rest.
func TestCashLocks(t *testing.T) {
	s, ctx := open(t), context.Background()
	const n = 3000
	year(t, s, n)
	owing, err := s.Owing(ctx, "USD")
	if err != nil {
		t.Fatal(err)
	}
	var owed, due, want int64
	for _, o := range owing {
		want += o.Amount.Minor
	}
	locks, err := s.CashLocks(ctx, "USD")
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("Asia/Kathmandu") // 5:45 ahead
	if err != nil {
		t.Fatal(err)
	}
	exact, cut := map[string]int{}, map[string]int{}
	for _, l := range locks {
		owed, due = owed+l.Commission, due+l.Due
		cut[affiliate.Day(l.At, zone)+strconv.FormatBool(l.Locked)] += l.Sales
	}
	rows, err := s.CashSales(ctx, store.CashFilter{Currency: "USD"}, nil, n, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		c, err := s.Conversion(ctx, row.ID)
		if err != nil {
			t.Fatal(err)
		}
		if c.ReceivedOn == "" || row.Owes != 0 {
			exact[affiliate.Day(c.LocksAt, zone)+strconv.FormatBool(affiliate.Locked(c.CJStatus))]++
		}
		if c.ReceivedOn == "" && c.Status != affiliate.StatusOnHold && !row.InPayment && !row.Has.Paid {
			due -= row.Due
		}
	}
	if owed != want || due != 0 {
		t.Errorf("CJ owes %d, want %d; members are due %d too much", owed, want, due)
	}
	if diff := cmp.Diff(exact, cut); diff != "" {
		t.Error(diff)
	}
}

// TestCashStandings: a kind of sales is what CJ's rows and the reports say.
func TestCashStandings(t *testing.T) {
	s, ctx := open(t), context.Background()
	year(t, s, 2000)
	if err := tamper(t, s,
		`UPDATE conversion SET test = 1 WHERE id = 'conv00000010'`,
		`UPDATE cj_commission SET currency = 'EUR' WHERE commission_id = 'd12'`,
		`UPDATE conversion SET action_id = '', cj_status = '' WHERE id = 'conv00000014'`); err != nil {
		t.Fatal(err)
	}
	all, err := s.CashStandings(ctx, "", "")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	var cj, ours store.CashSide
	for _, v := range all {
		kind := []string{string(v.Currency)}
		for name, is := range map[string]bool{"test": v.Test, "nobody": !v.Attributed, "foreign": v.Foreign, "reported": v.Reported} {
			if is {
				kind = append(kind, name)
			}
		}
		slices.Sort(kind)
		kinds[strings.Join(kind, " ")] += v.CJ.Sales - v.Ours.Sales
		if v.Currency == "USD" {
			cj.Sales, ours.Sales = cj.Sales+v.CJ.Sales, ours.Sales+v.Ours.Sales
			cj.Commission, ours.Commission = cj.Commission+v.CJ.Commission, ours.Commission+v.Ours.Commission
		}
	}
	if diff := cmp.Diff(map[string]int{"USD": 0, "EUR": 0, "USD nobody": 40, "EUR foreign": 1, "USD test": 1, "USD reported": -1}, kinds); diff != "" {
		t.Error(diff)
	}
	sales, err := s.SalesByLink(ctx, "", "")
	if err != nil {
		t.Fatal(err)
	}
	var counted int
	var commission int64
	for _, v := range sales {
		if v.Currency == "USD" && v.Member != "" {
			counted, commission = counted+v.Conversions, commission+v.Commission
		}
	}
	if ours.Sales != counted || ours.Commission != commission {
		t.Errorf("ours are %+v, Sales Tracking has %d, %d", ours, counted, commission)
	}
	some, err := s.CashStandings(ctx, "2026-05-01", "2026-05-31")
	if err != nil || len(some) == 0 || len(some) >= len(all) {
		t.Errorf("%d of %d kinds in May, %v", len(some), len(all), err)
	}
}

func TestCashHistory(t *testing.T) {
	s, ctx := open(t), context.Background()
	year(t, s, 1200)
	sales, reported, back, err := s.CashHistory(ctx, "USD", "2026-01-01")
	if err != nil || sales == 0 || back == 0 || back%5 != 0 || reported <= back {
		t.Errorf("of %d on %d sales, %d were taken back, %v", reported, sales, back, err)
	}
	db, err := sqlitex.Open(ctx, s.Path(), sqlitex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var first int64
	err = db.Read.QueryRowContext(ctx, `SELECT sum(row.commission_minor) FROM conversion JOIN cj_commission AS row ON row.action_id = conversion.action_id
		WHERE original = 1 AND conversion.currency = 'USD' AND cj_status IN ('locked', 'closed') AND sale_day >= '2026-01-01'`).Scan(&first)
	if err != nil || reported != first {
		t.Errorf("CJ had %d at first, not %d, %v", first, reported, err)
	}
	fewer, less, _, err := s.CashHistory(ctx, "USD", "2026-08-01")
	if err != nil || fewer >= sales || less >= reported {
		t.Errorf("%d sales, %d, %v", fewer, less, err)
	}
}

// BenchmarkCash asks what the cash screens ask of LINKLEDGER_BENCH_CONVERSIONS
// sales, 200,000 when not set.
func BenchmarkCash(b *testing.B) {
	n := 200_000
	if text := os.Getenv("LINKLEDGER_BENCH_CONVERSIONS"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			b.Fatal(err)
		}
	}
	s, err := store.Open(context.Background(), b.TempDir()+"/bench.db")
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	year(b, s, n)
	ctx, all := context.Background(), store.CashFilter{Currency: "USD"}
	for name, ask := range map[string]func() error{
		"locks":    func() error { _, err := s.CashLocks(ctx, "USD"); return err },
		"position": func() error { _, err := s.CashPosition(ctx, "USD"); return err },
		"history":  func() error { _, _, _, err := s.CashHistory(ctx, "USD", "2025-11-22"); return err },
		"sums":     func() error { _, err := s.CashSums(ctx, all); return err },
		"page":     func() error { _, err := s.CashSales(ctx, all, nil, 200, 0); return err },
		"stage": func() error {
			_, err := s.CashSales(ctx, all, []store.CashHas{{Locked: true, Received: true}}, 200, 0)
			return err
		},
		"standings": func() error { _, err := s.CashStandings(ctx, "2026-10-01", "2026-10-31"); return err },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := ask(); err != nil {
					b.Fatal(fmt.Errorf("%s: %w", name, err))
				}
			}
		})
	}
}
