package ledger

import (
	"fmt"

	"linkledger/internal/money"
)

// ClearingProblem checks that clearing accounts return to zero: whatever went
// into one has come out of it again, or is reserved to, and nothing is reserved
// while no payment is on its way. An error names the account that does not.
func ClearingProblem(balances []Balance, onTheWay bool) error {
	for _, b := range balances {
		switch {
		case !b.Account.Clearing():
		case b.DebitsPosted+b.DebitsPending != b.CreditsPosted+b.CreditsPending:
			return fmt.Errorf("the clearing account %s (%s) does not return to zero: %s went in, %s came out", b.Account, b.Account.Line().Title,
				money.New(b.DebitsPosted+b.DebitsPending, b.Currency), money.New(b.CreditsPosted+b.CreditsPending, b.Currency))
		case !onTheWay && (b.DebitsPending != 0 || b.CreditsPending != 0 || b.DebitsPosted != b.CreditsPosted):
			held := max(b.DebitsPending, b.CreditsPending, b.DebitsPosted-b.CreditsPosted, b.CreditsPosted-b.DebitsPosted)
			return fmt.Errorf("the clearing account %s (%s) holds %s though no payment is on its way", b.Account, b.Account.Line().Title, money.New(held, b.Currency))
		}
	}
	return nil
}
