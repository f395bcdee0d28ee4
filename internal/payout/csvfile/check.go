package csvfile

import (
	"fmt"
	"regexp"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// The allow-lists of the fields. All start with a letter, a digit or an
// underscore: a cell that starts with = + - @, a tab or a carriage return is a
// formula to a spreadsheet, quoted or not.
var (
	validID        = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)
	validReference = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9 ._/-]{0,62}[A-Za-z0-9])?$`)
)

const maxLines = 100_000

// Problem is what is wrong with one line.
type Problem struct {
	Line   int // from 1, in the order given; 0 for the payment as a whole
	Member string
	Field  string // a name of Header
	Reason string // with what to do about it
}

// Problems are all that is wrong with a payment's lines.
type Problems []Problem

// Error names the first few.
func (all Problems) Error() string {
	const most = 5
	var b strings.Builder
	b.WriteString("the payment file was not written: ")
	for i, p := range all {
		if i == most {
			fmt.Fprintf(&b, "; and %d more", len(all)-most)
			break
		}
		if i > 0 {
			b.WriteString("; ")
		}
		if p.Line > 0 {
			fmt.Fprintf(&b, "line %d (member %s), ", p.Line, quote(p.Member))
		}
		fmt.Fprintf(&b, "%s: %s", p.Field, p.Reason)
	}
	return b.String()
}

func check(paymentID string, lines []Line) error {
	var all Problems
	if !validID.MatchString(paymentID) {
		all = append(all, Problem{Field: "payment", Reason: quote(paymentID) + " is not a payment id"})
	}
	if len(lines) == 0 || len(lines) > maxLines {
		all = append(all, Problem{Field: "payment", Reason: fmt.Sprintf("it has %d lines; a file takes 1 to %d", len(lines), maxLines)})
	}
	var total money.Amount
	first := map[string]int{}
	for i, l := range lines {
		report := func(field, format string, args ...any) {
			all = append(all, Problem{Line: i + 1, Member: l.Member, Field: field, Reason: fmt.Sprintf(format, args...)})
		}
		if !validID.MatchString(l.Member) {
			report("member", "%s is not a member id", quote(l.Member))
		} else if earlier, twice := first[l.Member]; twice {
			report("member", "is in line %d too: pay each member once", earlier)
		} else {
			first[l.Member] = i + 1
		}
		if !affiliate.IsPayee(l.Receiver) {
			report("receiver", "%s is not an e-mail address that a payment can go to: correct it in the member's payee", quote(l.Receiver))
		}
		if !validReference.MatchString(l.Reference) {
			report("reference", "%s can't be a reference: use up to 64 letters, digits, spaces and . _ / -, starting with a letter or digit", quote(l.Reference))
		}
		switch c := l.Amount.Currency; {
		case !c.Known():
			report("currency", "%s is not a currency", quote(string(c)))
		case c != lines[0].Amount.Currency:
			report("currency", "is %s, and the first line is in %s: make one payment for each currency", c, quote(string(lines[0].Amount.Currency)))
		case l.Amount.Minor <= 0:
			report("amount", "%s is not more than nothing: leave the member out", l.Amount)
		default:
			sum, err := total.Add(l.Amount)
			if err != nil {
				report("amount", "the total of the payment is too large to be true: check this line")
			} else {
				total = sum
			}
		}
	}
	if len(all) > 0 {
		return all
	}
	return nil
}

// quote shows a text that may be anything.
func quote(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		text = string(runes[:40]) + "…"
	}
	return fmt.Sprintf("%q", text)
}
