package ledger

import (
	"fmt"
	"maps"
	"slices"

	"linkledger/internal/money"
)

// ClearingProblem checks that clearing accounts return to zero. The one of
// payment files holds just what the payments on their way reserve, in minor
// units by currency: as much to go in as to come out. An error names the
// account that does not.
func ClearingProblem(balances []Balance, onTheWay map[money.Currency]int64) error {
	due := maps.Clone(onTheWay)
	for _, b := range balances {
		if !b.Account.Clearing() {
			continue
		}
		reserved := money.New(0, b.Currency)
		if b.Account == CSVClearing {
			reserved.Minor = due[b.Currency]
			delete(due, b.Currency)
		}
		title := b.Account.Line().Title
		switch {
		case b.DebitsPosted+b.DebitsPending != b.CreditsPosted+b.CreditsPending:
			return fmt.Errorf("the clearing account %s (%s) does not return to zero: %s went in, %s came out", b.Account, title,
				money.New(b.DebitsPosted+b.DebitsPending, b.Currency), money.New(b.CreditsPosted+b.CreditsPending, b.Currency))
		case b.DebitsPosted != b.CreditsPosted || b.DebitsPending != reserved.Minor:
			held := max(b.DebitsPending, b.CreditsPending, b.DebitsPosted-b.CreditsPosted, b.CreditsPosted-b.DebitsPosted)
			return fmt.Errorf("the clearing account %s (%s) holds %s, and payments on their way come to %s", b.Account, title, money.New(held, b.Currency), reserved)
		}
	}
	for _, currency := range slices.Sorted(maps.Keys(due)) {
		if due[currency] != 0 {
			return fmt.Errorf("payments on their way come to %s, and the clearing account %s holds nothing", money.New(due[currency], currency), CSVClearing)
		}
	}
	return nil
}
