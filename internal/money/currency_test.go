package money_test

import (
	"bufio"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"

	"linkledger/internal/money"
)

// TestCurrencyTable tries every code of three letters, so that a currency too
// many shows like one too few.
func TestCurrencyTable(t *testing.T) {
	want := map[string]int{}
	file, err := os.Open("testdata/iso4217.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		code, digits, _ := strings.Cut(lines.Text(), " ")
		if _, twice := want[code]; twice {
			t.Fatalf("%s is listed twice", code)
		}
		if want[code], err = strconv.Atoi(digits); err != nil {
			t.Fatal(err)
		}
	}
	if len(want) < 150 {
		t.Fatalf("only %d currencies are listed", len(want))
	}
	for i := range 26 * 26 * 26 {
		code := string([]byte{'A' + byte(i/676), 'A' + byte(i/26%26), 'A' + byte(i%26)})
		digits, listed := want[code]
		c := money.Currency(code)
		if c.Known() != listed || c.Digits() != digits {
			t.Errorf("%s: known %v with %d decimals, want %v with %d", code, c.Known(), c.Digits(), listed, digits)
		}
	}
}

func TestParseCurrencyDoesNotGuess(t *testing.T) {
	if c, err := money.ParseCurrency("USD"); err != nil || c != "USD" {
		t.Errorf("got %q, %v", c, err)
	}
	for _, code := range []string{"", "usd", "Usd", " USD", "USD ", "US", "USDD", "US$", "$", "€", "UЅD", "840", "EUR USD", "D A", "BGN", "XAU", "XXX", strings.Repeat("USD", 1000)} {
		if c, err := money.ParseCurrency(code); !errors.Is(err, money.ErrUnknownCurrency) || c != "" || len(err.Error()) > 150 {
			t.Errorf("ParseCurrency(%q) = %q, %v", code, c, err)
		}
	}
}
