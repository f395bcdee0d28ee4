// Package money holds amounts of money: integer minor units and a currency,
// parsed, formatted, added, split and multiplied without a float.
//
// It must not know what an amount is for.
package money

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Amount is a sum of money: Minor units (cents for USD) of Currency.
// The zero value is no amount in no currency. What this package parses and
// works out lies between -math.MaxInt64 and math.MaxInt64, so that every
// amount has its negative; anything beyond is ErrRange.
type Amount struct {
	Minor    int64
	Currency Currency
}

// Errors that callers tell apart.
var (
	// ErrSyntax says that a text is not a plain decimal number.
	ErrSyntax = errors.New("not a plain decimal number")
	// ErrRange says that a number does not fit.
	ErrRange = errors.New("number out of range")
	// ErrCurrency says that two currencies were mixed.
	ErrCurrency = errors.New("currencies differ")
	// ErrUnknownCurrency says that a code is not in the table of currencies.
	ErrUnknownCurrency = errors.New("not a currency: give a code such as USD, EUR or JPY")
)

// maxTextLength bounds a decimal text; no real amount is longer, and longer
// ones would only cost time.
const maxTextLength = 40

// New returns minor units of a currency.
func New(minor int64, c Currency) Amount { return Amount{Minor: minor, Currency: c} }

// ParseDecimal reads a plain decimal number such as "12", "-0.5" or "12.345":
// digits with at most one point, and a leading minus. Exponents, signs in
// front of nothing, separators, spaces and names are ErrSyntax.
func ParseDecimal(text string) (decimal.Decimal, error) {
	if len(text) > maxTextLength {
		return decimal.Decimal{}, fmt.Errorf("a number of %d characters: %w", len(text), ErrRange)
	}
	if !plain(text) {
		return decimal.Decimal{}, fmt.Errorf("%q is %w: write it like 12.50", text, ErrSyntax)
	}
	d, err := decimal.NewFromString(text)
	if err != nil {
		return decimal.Decimal{}, fmt.Errorf("%q is %w: write it like 12.50", text, ErrSyntax)
	}
	return d, nil
}

// plain is CJ's DecimalNumber, (-)?[0-9]+(\.[0-9]+)?
func plain(text string) bool {
	whole, fraction, pointed := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	return onlyDigits(whole) && (!pointed || onlyDigits(fraction))
}

func onlyDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// Parse reads a decimal text in major units ("12.34" of USD is 1234 minor
// units). More decimals than the currency has are rounded half to even; keep
// the text beside the amount, since the rounding can't be undone.
func Parse(text string, c Currency) (Amount, error) {
	d, err := ParseDecimal(text)
	if err != nil {
		return Amount{}, err
	}
	return FromDecimal(d, c)
}

// FromDecimal turns major units into an Amount, rounding half to even.
func FromDecimal(d decimal.Decimal, c Currency) (Amount, error) {
	if !c.Known() {
		return Amount{}, fmt.Errorf("%q is %w", shorten(string(c)), ErrUnknownCurrency)
	}
	return round(d, c)
}

// Powers of ten between which a decimal can be worth a minor unit and fit.
// Beyond them, writing the number out would only cost memory.
const (
	minMagnitude = -8
	maxMagnitude = 24
)

func round(d decimal.Decimal, c Currency) (Amount, error) {
	magnitude := int64(d.NumDigits()) + int64(d.Exponent()) // |d| < 10^magnitude
	switch {
	case d.IsZero() || magnitude < minMagnitude:
		return Amount{Currency: c}, nil
	case magnitude > maxMagnitude:
		return Amount{}, fmt.Errorf("an amount of %d digits: %w", magnitude, ErrRange)
	}
	minor := d.Shift(int32(c.Digits())).RoundBank(0).BigInt()
	if !minor.IsInt64() || minor.Int64() == math.MinInt64 {
		return Amount{}, fmt.Errorf("%s %s: %w", d.String(), c, ErrRange)
	}
	return Amount{Minor: minor.Int64(), Currency: c}, nil
}

// Decimal is the amount in major units.
func (a Amount) Decimal() decimal.Decimal {
	return decimal.New(a.Minor, -int32(a.Currency.Digits()))
}

// Text is the amount in major units with all of the currency's decimals and no
// separators: "12.30", "-0.05", "1200" for JPY.
func (a Amount) Text() string { return a.Decimal().StringFixed(int32(a.Currency.Digits())) }

// String is the text and the currency: "12.30 USD".
func (a Amount) String() string { return a.Text() + " " + string(a.Currency) }

// MinorText is the minor units as a decimal integer, the form that crosses
// the bridge to the screens.
func (a Amount) MinorText() string { return strconv.FormatInt(a.Minor, 10) }

// IsZero reports whether there are no minor units, of whatever currency.
func (a Amount) IsZero() bool { return a.Minor == 0 }

// Neg is the amount with its sign turned. It panics on math.MinInt64 minor
// units, which nothing but New can make.
func (a Amount) Neg() Amount {
	if a.Minor == math.MinInt64 {
		panic("money: " + a.MinorText() + " minor units have no negative")
	}
	return Amount{Minor: -a.Minor, Currency: a.Currency}
}

// Add adds b. Different currencies are ErrCurrency, and a sum that does not
// fit is ErrRange; an amount without currency and units is neutral.
func (a Amount) Add(b Amount) (Amount, error) {
	switch {
	case a == Amount{}:
		return b, nil
	case b == Amount{}:
		return a, nil
	case a.Currency != b.Currency:
		return Amount{}, fmt.Errorf("%s and %s: %w", a.Currency, b.Currency, ErrCurrency)
	}
	sum := a.Minor + b.Minor
	if (sum > a.Minor) != (b.Minor > 0) || sum == math.MinInt64 {
		return Amount{}, fmt.Errorf("%s plus %s: %w", a, b, ErrRange)
	}
	return Amount{Minor: sum, Currency: a.Currency}, nil
}

// Sub subtracts b, with Add's errors.
func (a Amount) Sub(b Amount) (Amount, error) {
	if b.Minor == math.MinInt64 {
		return Amount{}, fmt.Errorf("%s less %s: %w", a, b, ErrRange)
	}
	return a.Add(b.Neg())
}

// Percent is rate per cent of the amount, rounded half to even.
func (a Amount) Percent(rate decimal.Decimal) (Amount, error) {
	return round(a.Decimal().Mul(rate).Shift(-2), a.Currency)
}

// Split divides the amount by weights so that the parts sum to the whole: each
// part is cut toward zero and the minor units left over go to the largest
// remainders, the first of equals first. Weights are not negative and not all
// zero.
func (a Amount) Split(weights []int64) ([]Amount, error) {
	total := new(big.Int)
	for _, w := range weights {
		if w < 0 {
			return nil, fmt.Errorf("weight %d: %w", w, ErrRange)
		}
		total.Add(total, big.NewInt(w))
	}
	if total.Sign() == 0 {
		return nil, fmt.Errorf("split %s among nobody: %w", a, ErrRange)
	}
	parts := make([]Amount, len(weights))
	remainders := make([]*big.Int, len(weights))
	largest := make([]int, len(weights)) // indexes, the largest remainder first
	left := a.Minor
	for i, w := range weights {
		share := new(big.Int).Mul(big.NewInt(a.Minor), big.NewInt(w))
		quotient, remainder := share.QuoRem(share, total, new(big.Int))
		parts[i] = Amount{Minor: quotient.Int64(), Currency: a.Currency}
		remainders[i], largest[i] = remainder.Abs(remainder), i
		left -= parts[i].Minor
	}
	slices.SortStableFunc(largest, func(i, j int) int { return remainders[j].Cmp(remainders[i]) })
	unit := int64(1)
	if left < 0 {
		unit = -1
	}
	for _, i := range largest { // fewer units are left than parts have a remainder
		if left == 0 {
			break
		}
		parts[i].Minor += unit
		left -= unit
	}
	return parts, nil
}

// Limit is the largest number of minor units that is taken from outside, so
// that no sum of real amounts can overflow: ten million millions of USD.
const Limit int64 = 1_000_000_000_000_000

// Sane reports whether an amount from outside is within Limit, either way.
func (a Amount) Sane() bool { return a.Minor <= Limit && a.Minor >= -Limit }
