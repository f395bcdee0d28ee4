package desktop

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// bookFigure is a figure that is read off accounts of the books.
type bookFigure struct {
	label, explanation, formula string
	// counts is an account's part in it, in minor units; counted says which of
	// the account's sums that is, and is empty for an account that has no part.
	counts func(b ledger.Balance) (minor int64, counted string)
}

// bookFigures are those of Payments Overview, by name.
var bookFigures = map[string]bookFigure{
	"balance": {"Balance", "What you can pay from.", "What the wallet holds − what payments on their way will take", func(b ledger.Balance) (int64, string) {
		return b.Available().Minor, only(b.Account == ledger.Wallet, "posted, less what is reserved")
	}},
	"due": {"Payments due", "What members have earned for good and not been paid.", "What is owed to each member − what payments on their way will take, added up", func(b ledger.Balance) (int64, string) {
		return b.CreditsPosted - b.DebitsPosted - b.DebitsPending, only(b.Account.Payable(), "posted, less what is reserved")
	}},
	"cj_pending": {"CJ pending", "Commissions that CJ has not locked.", "Reported by postbacks + listed by CJ and not locked", func(b ledger.Balance) (int64, string) {
		return b.DebitsPending, only(b.Account == ledger.CJPending || b.Account == ledger.CJLocked, "pending")
	}},
	"cj_locked": {"CJ locked", "Commissions that are final and that CJ has not paid.", "What CJ has locked − what it has paid", func(b ledger.Balance) (int64, string) {
		return b.Debit().Minor, only(b.Account == ledger.CJLocked, "posted")
	}},
}

func only(it bool, counted string) string {
	if it {
		return counted
	}
	return ""
}

// WhyBooks names the accounts that a figure of Payments Overview is read off:
// "balance", "due", "cj_pending" or "cj_locked".
func (r *Reports) WhyBooks(name, currency string) (WhyView, error) {
	return do(r.app, func(s *session) (WhyView, error) {
		ctx := context.Background()
		figure, known := bookFigures[name]
		if !known {
			return WhyView{}, affiliate.Errorf(affiliate.Invalid, "There is no figure %q in the books.", name)
		}
		v := WhyView{Label: figure.label, Explanation: figure.explanation, Formula: figure.formula, Unit: "money", Currency: currency, Rounding: "Whole cents are added up: nothing is rounded.",
			Basis: "The books as they stand now, all days together.", Terms: []WhyTerm{}, Filters: []string{}, Notes: []ReportNote{}, Rows: []WhyRows{},
			Rules: []WhyRule{}, Accounts: []WhyAccount{}}
		balances, err := s.store.Balances(ctx)
		if err != nil {
			return v, err
		}
		sum, places := money.New(0, money.Currency(currency)), map[string]int{}
		amounts := []int64{}
		for _, b := range balances {
			minor, counted := figure.counts(b)
			if counted == "" || string(b.Currency) != currency {
				continue
			}
			sum.Minor += minor
			line := b.Account.Line()
			account := WhyAccount{Account: string(b.Account), Title: line.Title, Meaning: line.Meaning, Currency: currency, Counted: counted}
			if b.Account.Payable() {
				account.Account, account.Title = "members:payable", ledger.Payable("*").Line().Title
			}
			place, here := places[account.Account]
			if !here {
				place = len(v.Accounts)
				places[account.Account] = place
				v.Accounts, amounts = append(v.Accounts, account), append(amounts, 0)
			}
			amounts[place] += minor
		}
		for i := range v.Accounts {
			v.Accounts[i].Amount = viewMoney(money.New(amounts[i], sum.Currency))
		}
		m := viewMoney(sum)
		v.Value = Figure{Text: m.Text, Minor: m.Minor, Currency: m.Currency}
		v.Sources, err = s.whySources(ctx)
		return v, err
	})
}
