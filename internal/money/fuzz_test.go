package money_test

import (
	"regexp"
	"testing"

	"linkledger/internal/money"
)

// decimalNumber is CJ's own pattern of a decimal number.
var decimalNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

var seeds = []string{"", "0", "-0", "12.34", "12,5", "1e9", "NaN", "-5", ".5", "5.", "+1", "0x1", " 1", "1\n", "٣", "99999999999999999999999999999999999999999"}

func FuzzParseDecimal(f *testing.F) {
	for _, text := range seeds {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := money.ParseDecimal(text)
		if valid := decimalNumber.MatchString(text) && len(text) <= 40; valid != (err == nil) {
			t.Fatalf("%q: %v, %v", text, d, err)
		}
		if err != nil {
			return
		}
		if again, err := money.ParseDecimal(d.String()); err == nil && !again.Equal(d) {
			t.Fatalf("%q became %s and then %s", text, d, again)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, text := range seeds {
		f.Add(text, "USD")
	}
	f.Add("1.2345", "KWD")
	f.Add("1.5", "JPY")
	f.Add("1", "usd")
	f.Fuzz(func(t *testing.T, text, code string) {
		a, err := money.Parse(text, money.Currency(code))
		if err != nil {
			if a != (money.Amount{}) {
				t.Fatalf("%q: %v beside %v", text, a, err)
			}
			return
		}
		if back, err := money.Parse(a.Text(), a.Currency); err != nil || back != a {
			t.Fatalf("%q of %q is %v, and that is %v, %v", text, code, a, back, err)
		}
	})
}
