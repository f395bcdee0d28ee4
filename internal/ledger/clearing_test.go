package ledger_test

import (
	"strings"
	"testing"

	"linkledger/internal/ledger"
)

func TestClearingProblem(t *testing.T) {
	in := func(pendingIn, pendingOut, in, out int64) ledger.Balance {
		return ledger.Balance{Account: ledger.CSVClearing, Currency: "USD", DebitsPending: pendingIn, CreditsPending: pendingOut, DebitsPosted: in, CreditsPosted: out}
	}
	cases := map[string]struct {
		balance  ledger.Balance
		onTheWay bool
		says     string
	}{
		"nothing":                      {in(0, 0, 0, 0), false, ""},
		"all came out":                 {in(0, 0, 700, 700), false, ""},
		"reserved":                     {in(5, 5, 700, 700), true, ""},
		"reserved, and nothing is due": {in(5, 5, 700, 700), false, "holds 0.05 USD though no payment"},
		"sent, and reserved to arrive": {in(5, 0, 700, 705), true, ""},
		"posted both ways, and due":    {in(3, 4, 701, 700), false, "holds 0.04 USD"},
		"sent, and nothing is due":     {in(5, 0, 700, 705), false, "holds 0.05 USD though"},
		"something stayed":             {in(0, 0, 701, 700), false, "7.01 USD went in, 7.00 USD came out"},
		"something stays on its way":   {in(0, 0, 701, 700), true, "7.01 USD went in, 7.00 USD came out"},
		"more came out":                {in(0, 1, 700, 700), true, "7.00 USD went in, 7.01 USD came out"},
		"in transit from CJ":           {ledger.Balance{Account: ledger.CJInTransit, Currency: "EUR", DebitsPosted: 1}, true, "cj:in_transit (Paid by CJ, on its way) does"},
		"an account that need not":     {ledger.Balance{Account: ledger.Wallet, Currency: "USD", DebitsPosted: 9}, false, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			clean := ledger.Balance{Account: ledger.CardClearing, Currency: "USD"}
			err := ledger.ClearingProblem([]ledger.Balance{clean, c.balance}, c.onTheWay)
			if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("it says %v", err)
			}
		})
	}
}
