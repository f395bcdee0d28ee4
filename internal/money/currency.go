package money

import (
	"fmt"
	"maps"
	"slices"
)

// Currency is an ISO 4217 alphabetic code in upper case, such as "USD".
type Currency string

// zeroDigits and threeDigits are the ISO 4217 currencies whose minor unit is
// not a hundredth; twoDigits are the others in circulation. Source: ISO 4217
// list one (SIX, 2026-01-01); funds codes and metals are left out, since
// nobody is paid in them.
const (
	zeroDigits  = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
	threeDigits = "BHD IQD JOD KWD LYD OMR TND"
	twoDigits   = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD " +
		"CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD " +
		"HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK " +
		"MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB " +
		"SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD " +
		"UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"
)

var digits = func() map[Currency]int {
	m := make(map[Currency]int, 160)
	for list, n := range map[string]int{zeroDigits: 0, twoDigits: 2, threeDigits: 3} {
		for i := 0; i+3 <= len(list); i += 4 {
			m[Currency(list[i:i+3])] = n
		}
	}
	return m
}()

// ParseCurrency checks an ISO 4217 code. It does not guess: lower case and
// unknown codes are errors.
func ParseCurrency(code string) (Currency, error) {
	c := Currency(code)
	if !c.Known() {
		return "", fmt.Errorf("%q is %w", shorten(code), ErrUnknownCurrency)
	}
	return c, nil
}

// Digits is the number of decimals of the currency's minor unit: 2 for USD,
// 0 for JPY, 3 for KWD.
func (c Currency) Digits() int { return digits[c] }

// Known reports whether c is a currency in the table.
func (c Currency) Known() bool { _, ok := digits[c]; return ok }

func shorten(s string) string {
	if len(s) > 32 {
		return s[:32] + "…"
	}
	return s
}

// Currencies lists all currencies in the table, by code.
func Currencies() []Currency { return slices.Sorted(maps.Keys(digits)) }
