package ledger

import "fmt"

// ClearingProblem checks that clearing accounts return to zero: whatever went
// into one has come out of it again, or is reserved to, and nothing is reserved
// while no payment is on its way. An error names the account that does not.
func ClearingProblem(balances []Balance, onTheWay bool) error {
	for _, b := range balances {
		switch {
		case !b.Account.Clearing():
		case b.DebitsPosted+b.DebitsPending != b.CreditsPosted+b.CreditsPending:
			return fmt.Errorf("the clearing account %s does not return to zero in %s: %d went in, %d came out", b.Account, b.Currency,
				b.DebitsPosted+b.DebitsPending, b.CreditsPosted+b.CreditsPending)
		case !onTheWay && (b.DebitsPending != 0 || b.CreditsPending != 0 || b.DebitsPosted != b.CreditsPosted):
			return fmt.Errorf("the clearing account %s holds %d of %s though no payment is on its way", b.Account,
				max(b.DebitsPending, b.CreditsPending, b.DebitsPosted-b.CreditsPosted, b.CreditsPosted-b.DebitsPosted), b.Currency)
		}
	}
	return nil
}
