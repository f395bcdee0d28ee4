package ledger_test

import (
	"strings"
	"testing"

	"linkledger/internal/ledger"
)

func TestChartOfAccounts(t *testing.T) {
	for account, is := range map[ledger.Account]string{
		ledger.CJPending: "known", ledger.CJLocked: "known", ledger.CJInTransit: "known clearing", ledger.CJAdjust: "known",
		ledger.Wallet: "known", ledger.CardClearing: "known clearing", ledger.CSVClearing: "known clearing", ledger.CardFees: "known",
		ledger.Funding: "known", ledger.Opening: "known", ledger.Commission: "known", ledger.TestIncome: "known", ledger.MemberCosts: "known",
		"wallet:paypal": "known", "wallet:!": "known", "wallet:~": "known", "wallet:\x7f": "", "payout:clearing:wise": "known clearing", "expense:fee:stripe": "known", "fx:EUR": "known",
		ledger.Payable("abcdefghijklmnop"): "known payable", ledger.Recover("abcdefghijklmnop"): "known", "member:payable:payable": "known payable",

		"": "", "cj": "", "cj:": "", "CJ:locked": "", "cj:locked ": "", "cj:locked:x": "", " cj:locked": "", "income": "", "income:other": "", "expense:member:x": "",
		"wallet:": "", "wallet": "", "wallet:a:b": "", "wallet: bank": "", "wallet:bank\n": "", "wallet:bänk": "", "wallet:\x00": "",
		"payout:clearing:": "", "payout:clearing": "", "payout:clearing:a:b": "", "payout:": "", "expense:fee:": "", "expense:fee:a b": "",
		"fx:": "", "fx:eur": "", "fx:XYZ": "", "fx:EUR:": "", "fx:EURO": "",
		"member:": "", "member:payable": "", "member::payable": "", "member:recover": "", "member::recover": "", "member:a": "", "member:a:": "", "member:a:owed": "",
		"member:a:b:payable": "", "member:a:payable:payable": "", "member:a b:payable": "", "member:a\n:payable": "", ":payable": "", "members:a:payable": "",
		ledger.Payable(""): "", ledger.Payable("a:b"): "", ledger.Recover(""): "",
	} {
		var got []string
		for name, is := range map[string]bool{"known": account.Known(), "clearing": account.Clearing(), "payable": account.Payable()} {
			if is {
				got = append(got, name)
			}
		}
		if len(got) == 2 && got[0] != "known" {
			got[0], got[1] = got[1], got[0]
		}
		if strings.Join(got, " ") != is {
			t.Errorf("%q is %v, want %q", account, got, is)
		}
	}
}

func FuzzAccountKnown(f *testing.F) {
	for _, name := range []string{"cj:locked", "wallet:bank", "wallet:", "fx:EUR", "member:a:payable", "member:payable", "member:a:b:payable", "payout:clearing:", "member:é:recover"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		a := ledger.Account(name)
		if (a.Clearing() || a.Payable()) && !a.Known() {
			t.Fatalf("%q has a role and no place in the chart", name)
		}
		if !a.Known() {
			return
		}
		if strings.TrimSpace(name) != name || strings.HasSuffix(name, ":") || strings.HasPrefix(name, ":") || strings.Contains(name, "::") {
			t.Fatalf("%q is known", name)
		}
		if a.Payable() {
			member := strings.TrimSuffix(strings.TrimPrefix(name, "member:"), ":payable")
			if ledger.Payable(member) != a || !ledger.Recover(member).Known() {
				t.Fatalf("%q is owed to %q", name, member)
			}
		}
	})
}
