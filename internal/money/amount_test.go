package money_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"linkledger/internal/money"
)

func TestParseDecimalTakesPlainNumbersOnly(t *testing.T) {
	forty := strings.Repeat("9", 40)
	for text, want := range map[string]string{
		"0": "0", "00": "0", "-0": "0", "0.0": "0", "12": "12", "007": "7", "-5": "-5", "-0.5": "-0.5",
		"12.345": "12.345", "1.50": "1.5", "9223372036854775808": "9223372036854775808", forty: forty,
	} {
		got, err := money.ParseDecimal(text)
		if err != nil || got.String() != want {
			t.Errorf("ParseDecimal(%q) = %v, %v, want %s", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", "-", ".", "-.", ".5", "5.", "-.5", "+1", "--1", "-+1", "1-", "1.2.3", "12,5", "1,000", "1'000", "1_000", "1 000",
		"1e9", "1E9", "1e-2", "0x1", "0b1", "0o7", "NaN", "nan", "Inf", "-Inf", "infinity", "null", "true",
		" 1", "1 ", "1\n", "\t1", "1\x00", "$1", "1 USD", "(1)", "−1", "١٢", "１２", "1٫5", "1\u00a0000", "{sale_amount}", "1/2", "%31",
	} {
		if got, err := money.ParseDecimal(text); !errors.Is(err, money.ErrSyntax) {
			t.Errorf("ParseDecimal(%q) = %v, %v, want ErrSyntax", text, got, err)
		} else if !strings.Contains(err.Error(), "12.50") {
			t.Errorf("ParseDecimal(%q): %v does not say what to write", text, err)
		}
	}
	for _, text := range []string{forty + "9", "0." + strings.Repeat("0", 39), strings.Repeat("9", 1_000_000), strings.Repeat("x", 41)} {
		if _, err := money.ParseDecimal(text); !errors.Is(err, money.ErrRange) || len(err.Error()) > 100 {
			t.Errorf("ParseDecimal of %d characters: got %v, want a short ErrRange", len(text), err)
		}
	}
}

func TestParseRoundsHalfToEven(t *testing.T) {
	for _, c := range []struct {
		text     string
		currency money.Currency
		minor    int64
	}{
		{"12.34", "USD", 1234}, {"12.3", "USD", 1230}, {"12", "USD", 1200}, {"-12.34", "USD", -1234},
		{"0.004", "USD", 0}, {"0.005", "USD", 0}, {"0.0050001", "USD", 1}, {"0.006", "USD", 1},
		{"0.015", "USD", 2}, {"0.025", "USD", 2}, {"0.035", "USD", 4}, {"0.045", "USD", 4}, {"0.0449999", "USD", 4},
		{"-0.005", "USD", 0}, {"-0.015", "USD", -2}, {"-0.025", "USD", -2}, {"-0.0250001", "USD", -3},
		{"99.995", "USD", 10000}, {"99.985", "USD", 9998},
		{"1200", "JPY", 1200}, {"0.5", "JPY", 0}, {"1.5", "JPY", 2}, {"2.5", "JPY", 2}, {"-3.5", "JPY", -4}, {"2.51", "JPY", 3},
		{"1.234", "KWD", 1234}, {"1.2345", "KWD", 1234}, {"1.2355", "KWD", 1236}, {"1", "KWD", 1000},
		{"92233720368547758.07", "USD", math.MaxInt64}, {"92233720368547758.074", "USD", math.MaxInt64},
		{"-92233720368547758.07", "USD", -math.MaxInt64},
		{"9223372036854775807", "JPY", math.MaxInt64}, {"9223372036854775.807", "KWD", math.MaxInt64},
	} {
		got, err := money.Parse(c.text, c.currency)
		if want := money.New(c.minor, c.currency); err != nil || got != want {
			t.Errorf("Parse(%q, %s) = %v, %v, want %v", c.text, c.currency, got, err, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		text     string
		currency money.Currency
		want     error
	}{
		{"92233720368547758.08", "USD", money.ErrRange}, {"92233720368547758.075", "USD", money.ErrRange},
		{"-92233720368547758.08", "USD", money.ErrRange}, // int64 has room for it, but not for its negative
		{"9223372036854775808", "JPY", money.ErrRange}, {"9223372036854775.808", "KWD", money.ErrRange},
		{strings.Repeat("9", 40), "USD", money.ErrRange}, {strings.Repeat("9", 41), "USD", money.ErrRange},
		{"12,5", "USD", money.ErrSyntax}, {"", "USD", money.ErrSyntax}, {"1e9", "JPY", money.ErrSyntax},
		{"1", "", money.ErrUnknownCurrency}, {"1", "usd", money.ErrUnknownCurrency}, {"1", "XYZ", money.ErrUnknownCurrency},
	} {
		if got, err := money.Parse(c.text, c.currency); !errors.Is(err, c.want) || got != (money.Amount{}) {
			t.Errorf("Parse(%q, %q) = %v, %v, want %v", c.text, c.currency, got, err, c.want)
		}
	}
}

func TestFromDecimalOfAnyMagnitude(t *testing.T) {
	for _, c := range []struct {
		d    decimal.Decimal
		want int64
		err  error
	}{
		{decimal.New(5, -3), 0, nil},
		{decimal.New(15, -3), 2, nil},
		{decimal.New(12, 3), 1_200_000, nil},
		{decimal.New(0, math.MaxInt32), 0, nil},
		{decimal.New(1, math.MinInt32), 0, nil}, // written out, these would be two thousand million digits long
		{decimal.New(1, math.MaxInt32), 0, money.ErrRange},
		{decimal.New(-1, 17), 0, money.ErrRange},
	} {
		got, err := money.FromDecimal(c.d, "USD")
		if !errors.Is(err, c.err) || got.Minor != c.want {
			t.Errorf("FromDecimal(%de%d) = %v, %v, want %d, %v", c.d.Coefficient(), c.d.Exponent(), got, err, c.want, c.err)
		}
	}
	if got, err := money.FromDecimal(decimal.New(1, 0), "usd"); !errors.Is(err, money.ErrUnknownCurrency) {
		t.Errorf("an unknown currency: got %v, %v", got, err)
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		minor    int64
		currency money.Currency
		text     string
	}{
		{0, "USD", "0.00"}, {5, "USD", "0.05"}, {-5, "USD", "-0.05"}, {1230, "USD", "12.30"}, {-1230, "EUR", "-12.30"},
		{1200, "JPY", "1200"}, {0, "JPY", "0"}, {1, "KWD", "0.001"}, {-1234, "KWD", "-1.234"},
		{math.MaxInt64, "USD", "92233720368547758.07"}, {math.MinInt64, "JPY", "-9223372036854775808"},
	} {
		a := money.New(c.minor, c.currency)
		if a.Text() != c.text || a.String() != c.text+" "+string(c.currency) {
			t.Errorf("%d %s reads %q and %q, want %q", c.minor, c.currency, a.Text(), a.String(), c.text)
		}
	}
	if got := money.New(math.MinInt64, "USD").MinorText(); got != "-9223372036854775808" {
		t.Errorf("minor text %s", got)
	}
}

func TestAddAndSubRefuseRatherThanWrap(t *testing.T) {
	const high, low = math.MaxInt64, math.MinInt64
	usd := func(n int64) money.Amount { return money.New(n, "USD") }
	for _, c := range []struct {
		name     string
		sum      func() (money.Amount, error)
		want     money.Amount
		wantFail error
	}{
		{"1+2", func() (money.Amount, error) { return usd(1).Add(usd(2)) }, usd(3), nil},
		{"high+0", func() (money.Amount, error) { return usd(high).Add(usd(0)) }, usd(high), nil},
		{"high+1", func() (money.Amount, error) { return usd(high).Add(usd(1)) }, money.Amount{}, money.ErrRange},
		{"high+high", func() (money.Amount, error) { return usd(high).Add(usd(high)) }, money.Amount{}, money.ErrRange},
		{"high-high", func() (money.Amount, error) { return usd(high).Sub(usd(high)) }, usd(0), nil},
		{"-high-1", func() (money.Amount, error) { return usd(-high).Sub(usd(1)) }, money.Amount{}, money.ErrRange},
		{"-high-2", func() (money.Amount, error) { return usd(-high).Sub(usd(2)) }, money.Amount{}, money.ErrRange},
		{"0-high", func() (money.Amount, error) { return usd(0).Sub(usd(high)) }, usd(-high), nil},
		{"0-low", func() (money.Amount, error) { return usd(0).Sub(usd(low)) }, money.Amount{}, money.ErrRange},
		{"-1-low", func() (money.Amount, error) { return usd(-1).Sub(usd(low)) }, money.Amount{}, money.ErrRange},
		{"nothing-low", func() (money.Amount, error) { return money.Amount{}.Sub(usd(low)) }, money.Amount{}, money.ErrRange},
		{"nothing+5", func() (money.Amount, error) { return money.Amount{}.Add(usd(5)) }, usd(5), nil},
		{"5+nothing", func() (money.Amount, error) { return usd(5).Add(money.Amount{}) }, usd(5), nil},
		{"nothing-5", func() (money.Amount, error) { return money.Amount{}.Sub(usd(5)) }, usd(-5), nil},
		{"USD+EUR", func() (money.Amount, error) { return usd(5).Add(money.New(5, "EUR")) }, money.Amount{}, money.ErrCurrency},
		{"USD+0 EUR", func() (money.Amount, error) { return usd(5).Add(money.New(0, "EUR")) }, money.Amount{}, money.ErrCurrency},
		{"USD-EUR", func() (money.Amount, error) { return usd(5).Sub(money.New(5, "EUR")) }, money.Amount{}, money.ErrCurrency},
		{"USD+5 of none", func() (money.Amount, error) { return usd(5).Add(money.New(5, "")) }, money.Amount{}, money.ErrCurrency},
	} {
		if got, err := c.sum(); got != c.want || !errors.Is(err, c.wantFail) {
			t.Errorf("%s = %v, %v, want %v, %v", c.name, got, err, c.want, c.wantFail)
		}
	}
}

func TestNeg(t *testing.T) {
	for _, n := range []int64{0, 1, -1, math.MaxInt64, -math.MaxInt64} {
		if got := money.New(n, "USD").Neg(); got != money.New(-n, "USD") {
			t.Errorf("Neg(%d) = %v", n, got)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("the negative of math.MinInt64 wrapped around")
		}
	}()
	money.New(math.MinInt64, "USD").Neg()
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		amount   int64
		currency money.Currency
		rate     string
		want     int64
	}{
		{10000, "USD", "10", 1000}, {10000, "USD", "0", 0}, {10000, "USD", "100", 10000}, {9999, "USD", "7.5", 750},
		{250, "USD", "1", 2}, {350, "USD", "1", 4}, {-250, "USD", "1", -2}, {-350, "USD", "1", -4}, {1, "USD", "50", 0}, {3, "USD", "50", 2},
		{25, "JPY", "10", 2}, {35, "JPY", "10", 4}, {12345, "KWD", "10", 1234}, {12355, "KWD", "10", 1236},
		{1999, "USD", "12.3456", 247}, {math.MaxInt64, "USD", "100", math.MaxInt64}, {math.MaxInt64, "USD", "50", 4611686018427387904},
	} {
		got, err := money.New(c.amount, c.currency).Percent(decimal.RequireFromString(c.rate))
		if want := money.New(c.want, c.currency); err != nil || got != want {
			t.Errorf("%s %% of %d %s = %v, %v, want %v", c.rate, c.amount, c.currency, got, err, want)
		}
	}
	if got, err := money.New(math.MaxInt64, "USD").Percent(decimal.NewFromInt(101)); !errors.Is(err, money.ErrRange) {
		t.Errorf("101 %% of the largest amount = %v, %v", got, err)
	}
	if got, err := (money.Amount{}).Percent(decimal.NewFromInt(10)); err != nil || got != (money.Amount{}) {
		t.Errorf("10 %% of nothing = %v, %v", got, err)
	}
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		whole   int64
		weights []int64
		want    []int64
	}{
		{100, []int64{1}, []int64{100}},
		{100, []int64{1, 1, 1}, []int64{34, 33, 33}},
		{101, []int64{1, 1, 1}, []int64{34, 34, 33}},
		{-100, []int64{1, 1, 1}, []int64{-34, -33, -33}},
		{100, []int64{0, 1, 0}, []int64{0, 100, 0}},
		{1, []int64{0, 1, 1}, []int64{0, 1, 0}},
		{10, []int64{1, 2, 4}, []int64{1, 3, 6}}, // 1.43, 2.86, 5.71
		{0, []int64{3, 4}, []int64{0, 0}},
		{7, []int64{math.MaxInt64, math.MaxInt64}, []int64{4, 3}},
		{math.MaxInt64, []int64{1, 1}, []int64{1 << 62, 1<<62 - 1}},
		{math.MinInt64, []int64{1}, []int64{math.MinInt64}},
	} {
		parts, err := money.New(c.whole, "USD").Split(c.weights)
		if err != nil || len(parts) != len(c.want) {
			t.Fatalf("split %d by %v: %v, %v", c.whole, c.weights, parts, err)
		}
		for i, want := range c.want {
			if parts[i] != money.New(want, "USD") {
				t.Errorf("split %d by %v: part %d is %v, want %d", c.whole, c.weights, i, parts[i], want)
			}
		}
	}
	for _, weights := range [][]int64{nil, {}, {0}, {0, 0}, {1, -1}, {-1}, {2, -1, math.MinInt64}} {
		if parts, err := money.New(100, "USD").Split(weights); !errors.Is(err, money.ErrRange) || parts != nil {
			t.Errorf("split by %v: got %v, %v", weights, parts, err)
		}
	}
}
