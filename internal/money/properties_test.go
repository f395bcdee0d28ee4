package money_test

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"linkledger/internal/money"
)

var (
	currencies = rapid.SampledFrom([]money.Currency{"JPY", "USD", "KWD"})
	minors     = rapid.OneOf(rapid.Int64Range(-1000, 1000), rapid.Int64Range(-math.MaxInt64, math.MaxInt64),
		rapid.SampledFrom([]int64{math.MaxInt64, math.MaxInt64 - 1, -math.MaxInt64, 1 - math.MaxInt64}))
)

func TestTextRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := money.New(minors.Draw(t, "minor"), currencies.Draw(t, "currency"))
		if back, err := money.Parse(a.Text(), a.Currency); err != nil || back != a {
			t.Fatalf("%v became %v, %v", a, back, err)
		}
		if back, err := money.FromDecimal(a.Decimal(), a.Currency); err != nil || back != a {
			t.Fatalf("%v became %v, %v", a, back, err)
		}
	})
}

func TestSplitSumsToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := money.New(minors.Draw(t, "whole"), currencies.Draw(t, "currency"))
		weight := rapid.OneOf(rapid.Int64Range(0, 5), rapid.Int64Range(0, math.MaxInt64))
		weights := rapid.SliceOfN(weight, 1, 20).Draw(t, "weights")
		total := new(big.Int)
		for _, w := range weights {
			total.Add(total, big.NewInt(w))
		}
		if total.Sign() == 0 {
			t.Skip("nobody gets anything")
		}
		parts, err := whole.Split(weights)
		if err != nil || len(parts) != len(weights) {
			t.Fatalf("%d parts of %d, %v", len(parts), len(weights), err)
		}
		sum := money.New(0, whole.Currency)
		for i, part := range parts {
			if sum, err = sum.Add(part); err != nil {
				t.Fatal(err)
			}
			// |part·total - whole·weight| < total: within one unit of the exact share.
			off := new(big.Int).Mul(big.NewInt(part.Minor), total)
			off.Sub(off, new(big.Int).Mul(big.NewInt(whole.Minor), big.NewInt(weights[i])))
			if off.CmpAbs(total) >= 0 {
				t.Fatalf("part %d of %v by %v is %v", i, whole, weights, part)
			}
			if weights[i] == 0 && !part.IsZero() {
				t.Fatalf("part %d has no weight and got %v", i, part)
			}
		}
		if sum != whole {
			t.Fatalf("%v split by %v sums to %v", whole, weights, sum)
		}
	})
}

func TestAddAndSubAreExactOrRefuse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := currencies.Draw(t, "currency")
		a, b := money.New(minors.Draw(t, "a"), c), money.New(minors.Draw(t, "b"), c)
		for name, got := range map[string]struct {
			op    func(money.Amount) (money.Amount, error)
			exact *big.Int
			undo  func(money.Amount) (money.Amount, error)
		}{
			"add": {a.Add, new(big.Int).Add(big.NewInt(a.Minor), big.NewInt(b.Minor)), func(s money.Amount) (money.Amount, error) { return s.Sub(b) }},
			"sub": {a.Sub, new(big.Int).Sub(big.NewInt(a.Minor), big.NewInt(b.Minor)), func(s money.Amount) (money.Amount, error) { return s.Add(b) }},
		} {
			fits := got.exact.CmpAbs(big.NewInt(math.MaxInt64)) <= 0
			result, err := got.op(b)
			if !fits {
				if !errors.Is(err, money.ErrRange) {
					t.Fatalf("%s %v %v = %v, %v, want ErrRange", name, a, b, result, err)
				}
				continue
			}
			if err != nil || result.Minor != got.exact.Int64() {
				t.Fatalf("%s %v %v = %v, %v, want %v", name, a, b, result, err, got.exact)
			}
			if back, err := got.undo(result); err != nil || back != a {
				t.Fatalf("%s %v %v can't be undone: %v, %v", name, a, b, back, err)
			}
		}
	})
}

// TestPercentAgainstRationals compares with an exact fraction: never further
// off than half a unit, and even where it is half a unit.
func TestPercentAgainstRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := money.New(rapid.Int64Range(-1e15, 1e15).Draw(t, "minor"), currencies.Draw(t, "currency"))
		rate := decimal.New(rapid.Int64Range(0, 1_000_000).Draw(t, "rate"), -4)
		got, err := a.Percent(rate)
		if err != nil {
			t.Fatal(err)
		}
		exact := new(big.Rat).Mul(new(big.Rat).SetInt64(a.Minor), rate.Rat())
		exact.Quo(exact, new(big.Rat).SetInt64(100))
		off := exact.Sub(exact, new(big.Rat).SetInt64(got.Minor))
		switch off.Abs(off).Cmp(big.NewRat(1, 2)) {
		case 1:
			t.Fatalf("%v %% of %v = %v is off by %v", rate, a, got, off)
		case 0:
			if got.Minor%2 != 0 {
				t.Fatalf("%v %% of %v = %v is half-way and odd", rate, a, got)
			}
		}
	})
}
