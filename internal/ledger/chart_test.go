package ledger_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/ledger"
)

// What each account of the chart is, and what its balances mean.
func TestChart(t *testing.T) {
	want := map[ledger.Account]string{
		ledger.CJPending: "asset: Reported by postbacks", ledger.CJLocked: "asset: CJ owes us", ledger.CJInTransit: "asset: Paid by CJ, on its way",
		ledger.CJAdjust: "income: Differences in CJ's payments", ledger.Wallet: "asset: Balance to pay from", "wallet:paypal": "asset: Balance at paypal",
		ledger.CardClearing: "asset: Charged to the card, on its way", ledger.CSVClearing: "asset: Payment files on their way",
		"payout:clearing:wise": "asset: Payments by wise on their way", ledger.CardFees: "expense: Card fees", "expense:fee:stripe": "expense: Fees of stripe",
		ledger.Funding: "equity: Own money put in", ledger.Opening: "equity: Opening balances", ledger.Commission: "income: Commissions",
		ledger.TestIncome: "income: Commissions of test purchases", ledger.MemberCosts: "expense: Members' earnings", "fx:EUR": "equity: Exchange of EUR",
		ledger.Payable("m"): "liability: Owed to members", ledger.Recover("m"): "asset: To take back from members",
		"": ": ", "wallet:*:x": ": ", "fx:*": ": ", "member:*": ": ",
	}
	got := map[ledger.Account]string{}
	for a := range want {
		got[a] = string(a.Line().Kind) + ": " + a.Line().Title
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	debits := map[ledger.Kind]bool{ledger.Asset: true, ledger.Expense: true, ledger.Liability: false, ledger.Income: false, ledger.Equity: false}
	for _, line := range ledger.Chart() {
		if by, known := debits[line.Kind]; !known || by != line.Kind.ByDebits() || line.Title == "" || !strings.HasSuffix(line.Meaning, ".") {
			t.Errorf("%+v", line)
		}
		if strings.Contains(line.Meaning, "Reserved") {
			t.Errorf("%s is not said in the words of the screens, where it is Pending", line.Name)
		}
		if line.Clearing != strings.HasSuffix(line.Meaning, "Returns to zero.") {
			t.Errorf("%s does not say that it returns to zero, or says it wrongly", line.Name)
		}
	}
	ledger.Chart()[0].Title = "changed"
	if ledger.Chart()[0].Title == "changed" {
		t.Error("the chart can be changed from outside")
	}
}

func TestWhoseAccount(t *testing.T) {
	for account, member := range map[ledger.Account]string{
		ledger.Payable("mia"): "mia", ledger.Recover("mia"): "mia", ledger.MemberCosts: "", "member:a:b:payable": "", "wallet:mia": "", "": "",
	} {
		if got := account.Member(); got != member {
			t.Errorf("%q is of %q, want %q", account, got, member)
		}
	}
}

// A balance is positive on the account's usual side, and what is reserved to
// leave it is not available.
func TestBalanceOnTheUsualSide(t *testing.T) {
	sums := ledger.Balance{Currency: "USD", DebitsPosted: 1000, CreditsPosted: 300, DebitsPending: 50, CreditsPending: 7}
	for account, want := range map[ledger.Account][3]int64{
		ledger.Wallet: {700, 43, 693}, ledger.MemberCosts: {700, 43, 693}, ledger.Recover("m"): {700, 43, 693},
		ledger.Payable("m"): {-700, -43, -750}, ledger.Commission: {-700, -43, -750}, ledger.Opening: {-700, -43, -750},
	} {
		b := sums
		b.Account = account
		if got := [3]int64{b.Posted().Minor, b.Pending().Minor, b.Available().Minor}; got != want {
			t.Errorf("%s: posted, pending and available are %v, want %v", account, got, want)
		}
		if b.Posted().Currency != "USD" || b.Debit().Minor != 700 || b.Credit().Minor != -700 {
			t.Errorf("%+v", b)
		}
	}
}
