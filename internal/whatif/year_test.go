package whatif_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
	"linkledger/internal/whatif"
)

// year makes a database with a year of an offer's sales: of 1,000 members in
// ten groups, each paid 5 % so far.
func year(t testing.TB, sales int) *store.Store {
	t.Helper()
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "year.db")
	s, err := store.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sqlitex.Open(ctx, path, sqlitex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Tx(ctx, func(tx *sql.Tx) error { return fillYear(ctx, tx, sales) }); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = store.Open(ctx, path); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

const alphabet = "abcdefghijklmnopqrstuvwxyz234567"

func fillYear(ctx context.Context, tx *sql.Tx, sales int) error {
	conversion, err := tx.PrepareContext(ctx, `INSERT INTO conversion (id, offer_id, member_id, link_number, test, click_id, promo_code, order_id, action_id,
		status, reason, cj_status, currency, sale_minor, commission_minor, sale_day, reported_at, locks_at, conflicts_with, order_facts, seq)
		VALUES (?1, 'o', ?2, 1, 0, ?1, '', ?1, ?1, 'approved', '', 'locked', 'USD', ?3, ?4, ?5, ?6, '', '', '{"country":"DE","customer":"new"}', 1)`)
	if err != nil {
		return err
	}
	payout, err := tx.PrepareContext(ctx, `INSERT INTO payout (cause, offer_id, member_id, day, at, click_id, counts, sale_currency, sale_minor,
		currency, by_rule_minor, amount_minor, rule_id, rule_version, inputs, explanation)
		VALUES ('conversion:' || ?1, 'o', ?2, ?3, ?4, ?1, 1, 'USD', ?5, 'USD', ?6, ?6, 'r', 1, ?7, ?8)`)
	if err != nil {
		return err
	}
	inputs := `{"day":"2026-01-01","status":"approved","from_cj":true,"sale":"80.00 USD","rule":{"id":"r","version":1,"level":"offer","words":"5 % of the sale"},"option":"cps","of":"80.00 USD","percent":"5","share":"4.00 USD","by_rule":"4.00 USD","amount":"4.00 USD"}`
	why := "5 % of the sale amount of 80.00 USD on 2026-01-01, as CJ's ledger has it, is 4.00 USD. The rule is the offer's (version 1): 5 % of the sale."
	first := time.Date(2025, 11, 23, 0, 0, 0, 0, time.UTC)
	for n := range sales {
		var id [16]byte
		for i, x := 0, uint64(n+1)*0x9e3779b97f4a7c15; i < len(id); i, x = i+1, x*6364136223846793005+1442695040888963407 {
			id[i] = alphabet[x>>59]
		}
		at := first.Add(time.Duration(n) * 365 * 24 * time.Hour / time.Duration(sales))
		day, member, minor := at.Format(time.DateOnly), fmt.Sprintf("m%03d", n*7%1000), int64(2000+n%977*13)
		if _, err := conversion.ExecContext(ctx, string(id[:]), member, minor, minor/10, day, at.Format("2006-01-02T15:04:05.000Z")); err != nil {
			return err
		}
		if _, err := payout.ExecContext(ctx, string(id[:]), member, day, at.UnixMilli(), minor, minor/20, inputs, why); err != nil {
			return err
		}
	}
	for m := range 1000 {
		if _, err := tx.ExecContext(ctx, `INSERT INTO dated_fact (what, subject, since, value, seq) VALUES ('group', ?, '', ?, 1)`,
			fmt.Sprintf("m%03d", m), fmt.Sprintf("g%d", m%10)); err != nil {
			return err
		}
	}
	return nil
}

// busy are the rules of an offer that uses all there is: tiers, a cap, a bonus,
// conditions, a group's and members' own rules.
func busy() whatif.Proposal {
	offer := func(id affiliate.RuleID) affiliate.Rule {
		return affiliate.Rule{ID: id, Version: 1, Level: affiliate.LevelOffer, OfferID: "o", Option: affiliate.PayoutPercent, Percent: "5", Currency: "USD"}
	}
	group, member, country := offer("g"), offer("m"), offer("c")
	group.Level, group.Subject, group.Percent = affiliate.LevelGroup, "g3", "6"
	member.Level, member.Subject, member.Percent = affiliate.LevelMember, "m007", "7.25"
	country.Conditions, country.Percent = affiliate.Conditions{Countries: []string{"AT"}, MinMinor: 5000}, "8"
	next := offer("r")
	next.Tiers = affiliate.Tiers{By: affiliate.CountConversions, Period: affiliate.PeriodMonth, Steps: []affiliate.Step{{From: 5, Percent: "6"}, {From: 15, Percent: "7.5"}}}
	next.Caps = []affiliate.Cap{{Period: affiliate.PeriodMonth, Minor: 20000}}
	next.Bonuses = []affiliate.Bonus{{By: affiliate.CountSales, Period: affiliate.PeriodMonth, From: 100000, Minor: 1000}}
	return whatif.Proposal{Rule: next, Rules: []affiliate.Rule{offer("r"), group, member, country}, To: "2026-11-22"}
}

// BenchmarkWhatIf200k prints what `make bench ONLY=whatif` shows: how long the
// busiest rules take over a year of 200,000 sales.
func BenchmarkWhatIf200k(b *testing.B) {
	s := year(b, 200_000)
	b.ResetTimer()
	for b.Loop() {
		found, err := whatif.Run(context.Background(), s, busy(), func(int, int) {})
		if err != nil || found.Conversions != 200_000 {
			b.Fatal(found.Conversions, err)
		}
	}
	fmt.Printf("figure whatif-200k-seconds %.2f s\n", b.Elapsed().Seconds()/float64(b.N))
}

// A cancel is heard at once, wherever the replay is: each of those that read and
// each of those that replay go on for a few sales at most, and tell so once.
func TestCancel(t *testing.T) {
	stored := year(t, 8_000)
	inMemory := &kept{}
	for n := range int64(40_000) {
		inMemory.sales = append(inMemory.sales, past(fmt.Sprint(n), affiliate.MemberID(fmt.Sprint("m", n%100)), "2026-01-01", 10000, 500))
	}
	told := runtime.GOMAXPROCS(0) * 1024
	for name, c := range map[string]struct {
		source whatif.Source
		after  int64 // calls
		most   int   // that may be done after it
	}{
		"before": {stored, 0, 2048}, "reading": {stored, 2, 2048}, "replaying": {inMemory, 2, told}, "replaying on": {inMemory, 5, told},
	} {
		ctx, cancel := context.WithCancel(context.Background())
		var mu sync.Mutex
		var calls int64
		at, last := 0, 0
		_, err := whatif.Run(ctx, c.source, busy(), func(done, _ int) {
			mu.Lock()
			defer mu.Unlock()
			if last = max(last, done); calls == c.after {
				at = last
				cancel()
			}
			calls++
		})
		if cancel(); !errors.Is(err, context.Canceled) || calls <= c.after || last-at > c.most {
			t.Errorf("%s: cancelled at %d, it went on to %d (%d calls): %v", name, at, last, calls, err)
		}
	}
}
