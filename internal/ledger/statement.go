package ledger

import (
	"maps"
	"slices"

	"linkledger/internal/money"
)

// Statement is what a member is owed in one currency, over a period: Opening
// plus Earned less Paid is Closing, to the unit.
type Statement struct {
	Currency money.Currency
	Opening  money.Amount
	Lines    []StatementLine // in the order in which they count
	Earned   money.Amount
	Paid     money.Amount
	Closing  money.Amount
	Pending  money.Amount // earned and not owed yet
}

// StatementLine is a transfer as the member sees it. A reserved one moves no
// balance.
type StatementLine struct {
	Transfer Transfer
	Earned   money.Amount
	Paid     money.Amount
	Balance  money.Amount // owed after it
}

// Owed is what a member is owed less what is taken back, by currency.
func Owed(member string, balances []Balance) map[money.Currency]int64 {
	owed := map[money.Currency]int64{}
	for _, b := range balances {
		if b.Account.of(member) {
			owed[b.Currency] += b.Credit().Minor
		}
	}
	return owed
}

// Statements are a member's statements, one for each currency, of what was owed
// before a period and the transfers in it: those that are posted, and the
// pending ones that nothing has resolved.
func Statements(member string, before map[money.Currency]int64, transfers []Transfer) []Statement {
	by := map[money.Currency]*Statement{}
	of := func(c money.Currency) *Statement {
		if by[c] == nil {
			none, opening := money.New(0, c), money.New(before[c], c)
			by[c] = &Statement{Currency: c, Opening: opening, Closing: opening, Earned: none, Paid: none, Pending: none}
		}
		return by[c]
	}
	for c, minor := range before {
		if minor != 0 {
			of(c)
		}
	}
	for _, t := range transfers {
		if minor := t.owes(member); minor != 0 && t.Phase != Void {
			of(t.Amount.Currency).add(t, minor)
		}
	}
	list := make([]Statement, 0, len(by))
	for _, c := range slices.Sorted(maps.Keys(by)) {
		list = append(list, *by[c])
	}
	return list
}

func (s *Statement) add(t Transfer, minor int64) {
	line := StatementLine{Transfer: t, Earned: money.New(0, s.Currency), Paid: money.New(0, s.Currency)}
	paid := t.Debit.Clearing() || t.Credit.Clearing()
	if paid {
		line.Paid.Minor = -minor
	} else {
		line.Earned.Minor = minor
	}
	switch {
	case t.Phase != Pending:
		s.Earned.Minor += line.Earned.Minor
		s.Paid.Minor += line.Paid.Minor
		s.Closing.Minor += minor
	case !paid:
		s.Pending.Minor += minor
	}
	line.Balance = s.Closing
	s.Lines = append(s.Lines, line)
}

// owes is by how much a transfer raises what a member is owed; nothing when it
// only moves between the member's accounts.
func (t Transfer) owes(member string) (minor int64) {
	if t.Credit.of(member) {
		minor += t.Amount.Minor
	}
	if t.Debit.of(member) {
		minor -= t.Amount.Minor
	}
	return minor
}
