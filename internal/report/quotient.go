package report

import (
	"cmp"
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"
)

// fraction is a figure before it is rounded: over by under. A sum has 1 under
// it; a figure that is not known has 0.
type fraction struct{ over, under int64 }

// compare orders fractions exactly; those that are not known are equal to one
// another and less than all others.
func (f fraction) compare(o fraction) int {
	if f.under == 0 || o.under == 0 {
		return cmp.Compare(min(abs(f.under), 1), min(abs(o.under), 1))
	}
	if f.under == o.under && f.under > 0 {
		return cmp.Compare(f.over, o.over)
	}
	f, o = f.upright(), o.upright()
	if signs := cmp.Compare(sign(f.over), sign(o.over)); signs != 0 || f.over == 0 {
		return signs
	}
	high, low := bits.Mul64(abs(f.over), uint64(o.under))
	otherHigh, otherLow := bits.Mul64(abs(o.over), uint64(f.under))
	order := cmp.Or(cmp.Compare(high, otherHigh), cmp.Compare(low, otherLow))
	return order * sign(f.over)
}

// upright is the fraction with a positive number under it.
func (f fraction) upright() fraction {
	if f.under < 0 {
		return fraction{-f.over, -f.under}
	}
	return f
}

// rounded is times*over/under with some decimals, half to even, rounded once.
// shift is how many decimals over has already, as minor units have.
func (f fraction) rounded(times int64, shift, places int32) decimal.Decimal {
	f = f.upright()
	over := new(big.Int).Mul(big.NewInt(f.over), big.NewInt(times))
	under := big.NewInt(f.under)
	if ten := big.NewInt(10); places >= shift {
		over.Mul(over, new(big.Int).Exp(ten, big.NewInt(int64(places-shift)), nil))
	} else {
		under.Mul(under, new(big.Int).Exp(ten, big.NewInt(int64(shift-places)), nil))
	}
	quotient, rest := new(big.Int).DivMod(over, under, new(big.Int))
	half := rest.Lsh(rest, 1).Cmp(under)
	if half > 0 || half == 0 && quotient.Bit(0) == 1 {
		quotient.Add(quotient, big.NewInt(1))
	}
	return decimal.NewFromBigInt(quotient, -places)
}

func sign(v int64) int { return cmp.Compare(v, 0) }

func abs(v int64) uint64 {
	if v < 0 {
		return uint64(-v)
	}
	return uint64(v)
}
