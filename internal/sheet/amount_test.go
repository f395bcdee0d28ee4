package sheet_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"linkledger/internal/money"
	"linkledger/internal/sheet"
)

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		column string // other values of it, parted by spaces
		text   string
		in     money.Currency
		want   string // or what the error says, after "!"
	}{
		{"", "12.50", "USD", "12.50 USD"},
		{"", "12,5", "USD", "12.50 USD"},
		{"", "-12.50", "USD", "-12.50 USD"},
		{"", "12.50-", "USD", "-12.50 USD"},
		{"", "(1,234.50)", "USD", "-1234.50 USD"},
		{"", "−3", "USD", "-3.00 USD"},
		{"", "+3", "USD", "3.00 USD"},
		{"", ".50", "USD", "0.50 USD"},
		{"", "1,234.56", "USD", "1234.56 USD"},
		{"", "1.234,56", "EUR", "1234.56 EUR"},
		{"", "1.234.567", "EUR", "1234567.00 EUR"},
		{"", "12,34,567.50", "INR", "1234567.50 INR"},
		{"", "1 234,56", "EUR", "1234.56 EUR"},
		{"", "1\u00a0234,56 €", "EUR", "1234.56 EUR"},
		{"", "1’234.50", "CHF", "1234.50 CHF"},
		{"", "$1,234.50", "USD", "1234.50 USD"},
		{"", "-$5", "CAD", "-5.00 CAD"},
		{"", "$-5", "CAD", "-5.00 CAD"},
		{"", "12.34 USD", "USD", "12.34 USD"},
		{"", "USD12.34", "", "12.34 USD"},
		{"", "12,34 eur", "", "12.34 EUR"},
		{"", "12.500", "USD", "12500.00 USD"}, // as German shops write it
		{"12.50", "1,234", "USD", "1234.00 USD"},
		{"", "1,234", "USD", "1234.00 USD"},
		{"12,50", "1.234", "EUR", "1234.00 EUR"},
		{"12,50 3.75", "1.234", "EUR", "!two ways"},
		{"12,50 3.75", "1.234,00", "EUR", "1234.00 EUR"},
		{"12.50", "1.234", "EUR", "!more decimals"},
		{"12.50", "1.500", "EUR", "1.50 EUR"},
		{"", "0.125", "USD", "!more decimals"},
		{"", "1234.567", "USD", "!more decimals"},
		{"", "1,234", "KWD", "!two ways"},
		{"1.5", "1.234", "KWD", "1.234 KWD"},
		{"", "1200", "JPY", "1200 JPY"},
		{"", "1,200", "JPY", "1200 JPY"},
		{"", "1200.00", "JPY", "1200 JPY"},
		{"", "1200.50", "JPY", "!more decimals"},
		{"", "", "USD", "!no amount"},
		{"", "-", "USD", "!no amount"},
		{"", "--5", "USD", "!no amount"},
		{"", "(5", "USD", "!no amount"},
		{"", "1e3", "USD", "!no amount"},
		{"", "12-50", "USD", "!no amount"},
		{"", "12,50,1", "USD", "!no amount"},
		{"", "1.2345.678", "USD", "!no amount"},
		{"", "1,23 4.50", "USD", "!no amount"},
		{"", "12.50 EUR", "USD", "!is in EUR, not in USD"},
		{"", "€12.50", "USD", "!is in €, not in USD"},
		{"", "$12.50", "EUR", "!is in $, not in EUR"},
		{"", "12.50 XQQ", "", "!no currency that is known"},
		{"", "12.50", "", "!names no currency"},
		{"", "$12.50", "", "!names no currency"},
		{"", "999999999999999999", "USD", "!"},
		{"", strings.Repeat("9", 100), "USD", "!"},
	} {
		got := ""
		amount, err := sheet.AmountsOf(slices.Values(append(strings.Fields(c.column), c.text))).Amount(c.text, c.in)
		if got = amount.String(); err != nil {
			got = "!" + err.Error()
		}
		if want, refused := strings.CutPrefix(c.want, "!"); refused && (err == nil || !strings.Contains(err.Error(), want)) || !refused && got != c.want {
			t.Errorf("%q beside %q in %s is %s, want %s", c.text, c.column, c.in, got, c.want)
		}
	}
}

// styles are how the same amounts are written.
func TestAmountsReadBackHoweverTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom([]money.Currency{"USD", "EUR", "JPY", "KWD"}).Draw(t, "currency")
		group := rapid.SampledFrom([]string{"", ",", ".", " ", "'"}).Draw(t, "group")
		mark := "."
		if group == "." {
			mark = ","
		}
		texts, want := []string{}, rapid.SliceOfN(rapid.Int64Range(-5_000_000_00, 5_000_000_00), 1, 20).Draw(t, "amounts")
		// One of cents shows how decimals are written, as in any real column.
		want = append(want, 10)
		for _, minor := range want {
			text := money.New(max(minor, -minor), c).Text()
			whole, fraction, _ := strings.Cut(text, ".")
			for at := len(whole) - 3; at > 0; at -= 3 {
				whole = whole[:at] + group + whole[at:]
			}
			if fraction != "" {
				whole += mark + fraction
			}
			if minor < 0 {
				whole = "-" + whole
			}
			texts = append(texts, whole)
		}
		how := sheet.AmountsOf(slices.Values(texts))
		for i, text := range texts {
			if got, err := how.Amount(text, c); err != nil || got != money.New(want[i], c) {
				t.Fatalf("%q of %q is %v (%v), want %v", text, texts, got, err, money.New(want[i], c))
			}
		}
	})
}

func FuzzAmount(f *testing.F) {
	for _, s := range []string{"12.50", "1.234,56 €", "(1,234)", "-$5", "1 234,5", "'", ".", "USD"} {
		f.Add(s, "USD")
	}
	f.Fuzz(func(t *testing.T, text, currency string) {
		amount, err := sheet.AmountsOf(slices.Values([]string{text})).Amount(text, money.Currency(currency))
		if err != nil {
			return
		}
		if !amount.Sane() || !amount.Currency.Known() || currency != "" && amount.Currency != money.Currency(currency) {
			t.Fatalf("%q in %q is %v", text, currency, amount)
		}
		// The figures are those of the text, whatever stands between them.
		figures := func(s string) string {
			kept := strings.Map(func(r rune) rune {
				if r < '0' || r > '9' {
					return -1
				}
				return r
			}, s)
			return strings.Trim(kept, "0")
		}
		if figures(amount.Text()) != figures(text) {
			t.Fatalf("%q became %v", text, amount)
		}
	})
}
