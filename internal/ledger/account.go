package ledger

import (
	"strings"

	"linkledger/internal/money"
)

// Account names one account of the chart; it exists in each currency by itself.
type Account string

// The accounts that the program posts to by name; Chart says what they are.
const (
	CJPending   Account = "cj:pending"
	CJLocked    Account = "cj:locked"
	CJInTransit Account = "cj:in_transit"
	CJAdjust    Account = "adjust:cj"

	Wallet       Account = "wallet:bank"
	CardClearing Account = "card:clearing"
	CSVClearing  Account = "payout:clearing:csv"
	CardFees     Account = "expense:card_fee"
	Funding      Account = "equity:funding"
	Opening      Account = "equity:opening"
	Commission   Account = "income:commission"
	TestIncome   Account = "income:test"
	MemberCosts  Account = "expense:member"
)

const (
	payables    = "member:*:payable"
	recoverable = "member:*:recover"
)

// Payable is what we owe a member.
func Payable(member string) Account { return family(payables, member) }

// Recover is what a member was paid and CJ took back later, netted from the
// next payment.
func Recover(member string) Account { return family(recoverable, member) }

func family(name, part string) Account { return Account(strings.Replace(name, "*", part, 1)) }

// Known reports whether the account belongs to the chart.
func (a Account) Known() bool {
	_, _, known := a.lookUp()
	return known
}

// Line is what the chart says of the account; the zero Line of an unknown one.
// A title that names a part has it filled in: "Balance at paypal".
func (a Account) Line() Line {
	line, part, _ := a.lookUp()
	line.Title = strings.Replace(line.Title, "*", part, 1)
	return line
}

// Clearing reports whether the account must return to zero when nothing is on
// its way.
func (a Account) Clearing() bool {
	line, _, _ := a.lookUp()
	return line.Clearing
}

// Payable reports whether the account is what we owe some member.
func (a Account) Payable() bool {
	line, _, _ := a.lookUp()
	return line.Name == payables
}

// Member is the id of the member whose account it is; empty for all others.
func (a Account) Member() string {
	line, part, _ := a.lookUp()
	if line.Name == payables || line.Name == recoverable {
		return part
	}
	return ""
}

func (a Account) of(member string) bool { return member != "" && a.Member() == member }

// lookUp finds the account in the chart, with the part that a name of many
// leaves open.
func (a Account) lookUp() (line Line, part string, known bool) {
	for _, line := range chart {
		before, after, many := strings.Cut(string(line.Name), "*")
		if !many {
			if a == line.Name {
				return line, "", true
			}
			continue
		}
		rest, ok := strings.CutPrefix(string(a), before)
		if part, ends := strings.CutSuffix(rest, after); ok && ends && line.takes(part) {
			return line, part, true
		}
	}
	return Line{}, "", false
}

// takes reports whether a part may stand for the * of the line's name: visible
// ASCII without a colon, so that no two names look alike or run together.
func (l Line) takes(part string) bool {
	if l.Name == exchange {
		return money.Currency(part).Known()
	}
	return part != "" && !strings.ContainsFunc(part, func(r rune) bool { return r <= ' ' || r > '~' || r == ':' })
}
