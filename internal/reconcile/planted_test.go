package reconcile_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/money"
	"linkledger/internal/reconcile"
)

var number = regexp.MustCompile(`\d{4,}`)

// A generated month with differences of every kind: all of them are found, in
// their buckets, and nothing else is. make campaign ONLY=reconcile ROUNDS=N.
func TestFindsEveryPlantedDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		m := drawMonth(seed)
		result, err := reconcile.Run(context.Background(), m.sources, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]reconcile.Bucket{}
		for _, c := range result.Cases {
			of := number.FindString(c.Key)
			if _, twice := got[of]; twice {
				t.Errorf("order %s has two cases", of)
			}
			got[of] = c.Bucket
		}
		if !maps.Equal(m.want, got) {
			t.Fatal(cmp.Diff(m.want, got))
		}
	})
}

// Whatever order the rows come in, the cases are the same; every row is in one
// of them; and the sums of the buckets are those of the sources, to the cent.
func TestSameCasesInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMonth(rapid.Uint64().Draw(t, "seed"))
		s := m.sources
		s.From, s.To = "", ""
		// A few that can't be told apart, too: one amount, no numbers.
		for i := range m.IntN(20) {
			s.Rows = append(s.Rows, reconcile.Row{Side: reconcile.Side(m.IntN(3)), ID: fmt.Sprint("X", i), At: time.Date(2026, 9, 1+m.IntN(20), 0, 0, 0, 0, time.UTC),
				Day: "2026-09-15", Timed: m.IntN(2) == 0, Amount: money.New(500, "USD"), Original: money.New(500, "USD"),
				OrderID: []string{"", "77", "#77", "0077"}[m.IntN(4)], ClickID: []string{"", "c", "d"}[m.IntN(3)], Shop: []string{"", "offer", "other"}[m.IntN(3)]})
		}
		one, err := reconcile.Run(context.Background(), s, nil)
		if err != nil {
			t.Fatal(err)
		}
		other := s
		other.Rows = slices.Clone(s.Rows)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 2))
		rng.Shuffle(len(other.Rows), func(i, j int) { other.Rows[i], other.Rows[j] = other.Rows[j], other.Rows[i] })
		again, err := reconcile.Run(context.Background(), other, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(one, again) {
			t.Fatal(cmp.Diff(one, again))
		}
		conserves(t, s.Rows, one)
	})
}

func conserves(t *rapid.T, rows []reconcile.Row, result reconcile.Result) {
	seen, keys := map[string]int{}, map[string]bool{}
	for _, c := range result.Cases {
		if keys[c.Key] {
			t.Fatalf("two cases are called %s", c.Key)
		}
		keys[c.Key] = true
		for _, side := range c.Rows {
			for _, r := range side {
				seen[r.Side.String()+r.ID]++
			}
		}
	}
	for _, r := range rows {
		if n := seen[r.Side.String()+r.ID]; n != 1 {
			t.Fatalf("row %s of %s is in %d cases", r.ID, r.Side, n)
		}
	}
	for side, totals := range result.Totals {
		for currency, total := range totals {
			var sum, direct reconcile.Sum
			for _, b := range result.Buckets {
				sum.Rows += b[side][currency].Rows
				sum.Sale += b[side][currency].Sale
				sum.Commission += b[side][currency].Commission
			}
			for _, r := range rows {
				if int(r.Side) == side && r.Amount.Currency == currency {
					direct.Rows++
					direct.Sale += r.Amount.Minor
					direct.Commission += r.Commission.Minor
				}
			}
			if sum != total || direct != total {
				t.Fatalf("%s in %s: rows %+v, buckets %+v, all %+v", reconcile.Side(side), currency, direct, sum, total)
			}
		}
	}
}

// BenchmarkReconcile compares 100,000 rows a side.
func BenchmarkReconcile(b *testing.B) {
	const aSide = 100_000
	m := newMonth(1)
	for m.n < 1000+aSide {
		kinds := agreeing[:6]
		if m.IntN(10) == 0 {
			kinds = planted
		}
		m.plant(kinds[m.IntN(len(kinds))])
	}
	for b.Loop() {
		if _, err := reconcile.Run(context.Background(), m.sources, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s")
}
