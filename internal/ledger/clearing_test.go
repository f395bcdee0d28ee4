package ledger_test

import (
	"strings"
	"testing"

	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

func TestClearingProblem(t *testing.T) {
	in := func(pendingIn, pendingOut, in, out int64) ledger.Balance {
		return ledger.Balance{Account: ledger.CSVClearing, Currency: "USD", DebitsPending: pendingIn, CreditsPending: pendingOut, DebitsPosted: in, CreditsPosted: out}
	}
	cases := map[string]struct {
		balance  ledger.Balance
		onTheWay int64 // USD
		says     string
	}{
		"nothing":                      {in(0, 0, 0, 0), 0, ""},
		"all came out":                 {in(0, 0, 700, 700), 0, ""},
		"reserved":                     {in(5, 5, 700, 700), 5, ""},
		"reserved, and nothing is due": {in(5, 5, 700, 700), 0, "holds 0.05 USD, and payments on their way come to 0.00 USD"},
		"more is reserved than is due": {in(7, 7, 700, 700), 5, "holds 0.07 USD, and payments on their way come to 0.05 USD"},
		"less is reserved than is due": {in(3, 3, 700, 700), 5, "holds 0.03 USD, and payments on their way come to 0.05 USD"},
		"due, and nothing reserved":    {in(0, 0, 700, 700), 5, "holds 0.00 USD, and payments on their way come to 0.05 USD"},
		"sent, and reserved to arrive": {in(5, 0, 700, 705), 5, "holds 0.05 USD"},
		"posted both ways, and due":    {in(3, 4, 701, 700), 4, "holds 0.04 USD"},
		"something stayed":             {in(0, 0, 701, 700), 0, "7.01 USD went in, 7.00 USD came out"},
		"something stays on its way":   {in(0, 0, 701, 700), 1, "7.01 USD went in, 7.00 USD came out"},
		"more came out":                {in(0, 1, 700, 700), 1, "7.00 USD went in, 7.01 USD came out"},
		"of another currency": {ledger.Balance{Account: ledger.CSVClearing, Currency: "EUR", DebitsPending: 5, CreditsPending: 5}, 5,
			"holds 0.05 EUR, and payments on their way come to 0.00 EUR"},
		"reserved on an account that no payment uses": {ledger.Balance{Account: ledger.CJInTransit, Currency: "USD", DebitsPending: 5, CreditsPending: 5}, 5,
			"cj:in_transit (Paid by CJ, on its way) holds 0.05 USD"},
		"in transit from CJ":        {ledger.Balance{Account: ledger.CJInTransit, Currency: "EUR", DebitsPosted: 1}, 0, "cj:in_transit (Paid by CJ, on its way) does"},
		"due, and no account of it": {ledger.Balance{Account: ledger.Wallet, Currency: "USD", DebitsPosted: 9}, 9, "come to 0.09 USD, and the clearing account payout:clearing:csv holds nothing"},
		"an account that need not":  {ledger.Balance{Account: ledger.Wallet, Currency: "USD", DebitsPosted: 9}, 0, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			clean := ledger.Balance{Account: ledger.CardClearing, Currency: "USD"}
			err := ledger.ClearingProblem([]ledger.Balance{clean, c.balance}, map[money.Currency]int64{"USD": c.onTheWay})
			if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("it says %v", err)
			}
		})
	}
}
