package sheet

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"

	"linkledger/internal/money"
)

// Amounts says how a column writes amounts: which characters it has shown to
// stand before decimals. Neither leaves 1,234 the thousands that it looks like.
type Amounts struct {
	point, comma bool
	ambiguous    bool
}

// AmountsOf looks at all values of a column.
func AmountsOf(values iter.Seq[string]) Amounts {
	var seen Amounts
	all, unsure := 0, 0
	for text := range values {
		number, _, _, err := number(text)
		if err != nil {
			continue
		}
		all++
		switch mark, sure := decimalMark(number); {
		case !sure:
			unsure++
		case sure && mark == '.':
			seen.point = true
		case sure && mark == ',':
			seen.comma = true
		}
	}
	seen.ambiguous = all > 0 && unsure == all
	return seen
}

// Ambiguous reports whether all values have one mark and three digits behind it,
// as 120.000 does: thousands, or three decimals. Only a person can tell.
func (a Amounts) Ambiguous() bool { return a.ambiguous }

// Decimals is how the column writes amounts once somebody has told the mark that
// stands before decimals, a point or a comma.
func (a Amounts) Decimals(mark byte) Amounts { return Amounts{point: mark == '.', comma: mark == ','} }

// Amount reads an amount such as 12.34, 1,234.56, 1.234,56, (12.34), $12.34 or
// 12,34 EUR. The currency is for texts that name none; one that names another is
// an error, as is what can be read in two ways and what has more decimals than
// the currency.
func (a Amounts) Amount(text string, c money.Currency) (money.Amount, error) {
	digits, negative, named, err := number(text)
	if err != nil {
		return money.Amount{}, err
	}
	if c, err = agree(text, named, c); err != nil {
		return money.Amount{}, err
	}
	mark, err := a.mark(digits, c)
	if err != nil {
		return money.Amount{}, err
	}
	whole, fraction := digits, ""
	if mark != 0 {
		at := strings.LastIndexByte(digits, mark)
		whole, fraction = digits[:at], strings.TrimRight(digits[at+1:], "0")
	}
	if whole, err = ungroup(text, whole); err != nil {
		return money.Amount{}, err
	}
	if len(fraction) > c.Digits() {
		return money.Amount{}, fmt.Errorf("%.40q has more decimals than %s has", text, c)
	}
	plain := whole
	if fraction != "" {
		plain += "." + fraction
	}
	if negative {
		plain = "-" + plain
	}
	amount, err := money.Parse(plain, c)
	if err == nil && !amount.Sane() {
		err = fmt.Errorf("%.40q is too large to be true", text)
	}
	return amount, err
}

// mark is the character before the decimals of a number; 0 for none.
func (a Amounts) mark(digits string, c money.Currency) (byte, error) {
	mark, sure := decimalMark(digits)
	if sure || mark == 0 {
		return mark, nil
	}
	// One mark and three digits behind it.
	decimals, grouped := a.point, a.comma
	if mark == ',' {
		decimals, grouped = grouped, decimals
	}
	switch {
	case decimals && grouped, c.Digits() > 2 && !decimals && !grouped:
		return 0, fmt.Errorf("%.40q can be read in two ways: write it without a separator of thousands", digits)
	case decimals:
		return mark, nil
	}
	return 0, nil
}

// decimalMark is the character that stands before a number's decimals, as far as
// the number itself tells: not sure when it might part thousands instead, 0 when
// there are none.
func decimalMark(digits string) (mark byte, sure bool) {
	point, comma := strings.LastIndexByte(digits, '.'), strings.LastIndexByte(digits, ',')
	at := max(point, comma)
	if at < 0 {
		return 0, true
	}
	mark = digits[at]
	switch {
	case point >= 0 && comma >= 0:
		if strings.Count(digits, string(mark)) > 1 {
			return 0, true // 1.234,567,890 is none
		}
		return mark, true
	case strings.Count(digits, string(mark)) > 1:
		return 0, true
	}
	lead := strings.TrimLeft(digits[:at], "0")
	if len(digits)-at-1 != 3 || lead == "" || len(lead) > 3 || strings.ContainsAny(lead, groups) {
		return mark, true
	}
	return mark, false
}

// groups may part thousands besides the point and the comma.
const groups = " '"

// ungroup takes the separators out of a whole number: each parts three digits,
// so that 12,50 is never read as 1250.
func ungroup(text, whole string) (string, error) {
	var parts []string
	var mark rune
	for part := whole; ; {
		at := strings.IndexAny(part, ".,"+groups)
		if at < 0 {
			parts = append(parts, part)
			break
		}
		if mark != 0 && rune(part[at]) != mark {
			return "", fmt.Errorf("%.40q is no amount: write it like 1234.50", text)
		}
		mark = rune(part[at])
		parts, part = append(parts, part[:at]), part[at+1:]
	}
	for i, part := range parts {
		first, last := i == 0, i == len(parts)-1
		// Two digits in between are how Indian numbers are written.
		if !first && len(part) != 3 && (last || len(part) != 2) || first && len(parts) > 1 && (len(part) < 1 || len(part) > 3) {
			return "", fmt.Errorf("%.40q is no amount: write it like 1234.50", text)
		}
	}
	if joined := strings.Join(parts, ""); joined != "" {
		return joined, nil
	}
	return "0", nil // .50
}

// symbols are what stands for currencies; those of several are for the caller to tell.
var symbols = map[string][]money.Currency{
	"€": {"EUR"}, "£": {"GBP"}, "zł": {"PLN"}, "₹": {"INR"}, "R$": {"BRL"}, "US$": {"USD"},
	"C$": {"CAD"}, "CA$": {"CAD"}, "A$": {"AUD"}, "AU$": {"AUD"}, "¥": {"JPY", "CNY"}, "kr": {"SEK", "NOK", "DKK"},
	"$": {"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "CLP", "COP", "ARS"},
}

// number takes an amount apart: its digits and marks, its sign, and the currency
// that it names.
func number(text string) (digits string, negative bool, named string, err error) {
	bad := fmt.Errorf("%.40q is no amount: write it like 12.50", text)
	if len(text) > 60 {
		return "", false, "", bad
	}
	s := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '−':
			return '-'
		case r == '’':
			return '\''
		}
		return r
	}, text)
	s = strings.TrimSpace(s)
	if rest, open := strings.CutPrefix(s, "("); open {
		if s, open = strings.CutSuffix(rest, ")"); !open {
			return "", false, "", bad
		}
		negative = true
	}
	var signs int
	for trimmed := ""; trimmed != s; { // sign and currency stand in any order on either side
		trimmed = s
		for _, cut := range []func(string, string) (string, bool){strings.CutPrefix, strings.CutSuffix} {
			s = strings.TrimSpace(s)
			if rest, has := cut(s, "-"); has {
				s, negative, signs = rest, true, signs+1
			} else if rest, has := cut(s, "+"); has {
				s, signs = rest, signs+1
			}
		}
		if rest, name := cutCurrency(s); name != "" {
			if named != "" {
				return "", false, "", bad
			}
			s, named = rest, name
		}
	}
	if signs > 1 || strings.Trim(s, "0123456789.,"+groups) != "" || !strings.ContainsAny(s, "0123456789") {
		return "", false, "", bad
	}
	return s, negative, named, nil
}

// cutCurrency takes a currency's code or sign off either end.
func cutCurrency(s string) (rest, name string) {
	letters := func(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Sc, r) }
	rest = strings.TrimLeftFunc(s, letters)
	if name = s[:len(s)-len(rest)]; name == "" {
		rest = strings.TrimRightFunc(s, letters)
		name = s[len(rest):]
	}
	return strings.TrimSpace(rest), name
}

// agree settles the currency of an amount between the caller's and the one that
// its text names.
func agree(text, named string, c money.Currency) (money.Currency, error) {
	if named == "" {
		if !c.Known() {
			return c, fmt.Errorf("%.40q names no currency", text)
		}
		return c, nil
	}
	of, symbol := symbols[named]
	if !symbol {
		of = []money.Currency{money.Currency(strings.ToUpper(named))}
	}
	switch {
	case !of[0].Known():
		return c, fmt.Errorf("%.40q is in no currency that is known here", text)
	case c != "" && slices.Contains(of, c), c == "" && len(of) > 1:
		return agree(text, "", c)
	case c != "":
		return c, fmt.Errorf("%.40q is in %s, not in %s", text, named, c)
	}
	return of[0], nil
}
