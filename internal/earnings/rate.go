package earnings

import (
	"math/bits"

	"linkledger/internal/money"
)

// rate is a percentage in ten-thousandths of a per cent, which is as fine as a
// rule may be: 12.5 % is 125,000.
type rate uint64

// whole is how many of its parts a rate divides an amount into.
const whole = 100 * 10_000

// parseRate reads a percentage that a rule's check has let pass.
func parseRate(text string) rate {
	d, err := money.ParseDecimal(text)
	if err != nil {
		return 0
	}
	return rate(d.Shift(4).IntPart())
}

// of is the rate of an amount, rounded half to even as money.Amount.Percent
// does, without decimals: a replay asks it hundreds of thousands of times.
// Nothing and less yields nothing.
func (r rate) of(a money.Amount) money.Amount {
	if a.Minor <= 0 {
		return money.New(0, a.Currency)
	}
	high, low := bits.Mul64(uint64(a.Minor), uint64(r))
	part, left := bits.Div64(high, low, whole) // at most 100 %, so the part fits
	if left > whole/2 || left == whole/2 && part%2 == 1 {
		part++
	}
	return money.New(int64(part), a.Currency)
}
