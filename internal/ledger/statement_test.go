package ledger_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// Each kind of move on a member's account, by what it does to what is owed.
func TestStatement(t *testing.T) {
	payable, recovered := ledger.Payable("m"), ledger.Recover("m")
	move := func(debit, credit ledger.Account, minor int64, phase ledger.Phase) ledger.Transfer {
		return ledger.Transfer{Debit: debit, Credit: credit, Amount: usd(minor), Phase: phase}
	}
	transfers := []ledger.Transfer{
		move(ledger.MemberCosts, payable, 1_000, ledger.Post),                                                                      // a sale
		move(ledger.Opening, payable, 50, ledger.Direct),                                                                           // brought along
		move(payable, ledger.MemberCosts, 100, ledger.Direct),                                                                      // taken back
		move(ledger.MemberCosts, payable, 700, ledger.Pending),                                                                     // not locked
		move(payable, ledger.MemberCosts, 30, ledger.Pending),                                                                      // will be less
		move(payable, ledger.CSVClearing, 600, ledger.Post),                                                                        // paid
		move(recovered, ledger.MemberCosts, 200, ledger.Direct),                                                                    // taken back after it was paid
		move(payable, recovered, 200, ledger.Post),                                                                                 // netted
		move(payable, ledger.CSVClearing, 40, ledger.Pending),                                                                      // being paid
		move(recovered, "payout:clearing:wise", 5, ledger.Direct),                                                                  // paid twice
		move(ledger.MemberCosts, payable, 999, ledger.Void),                                                                        // given up
		move(ledger.MemberCosts, ledger.Payable("n"), 8, ledger.Direct),                                                            // somebody else's
		{Debit: ledger.MemberCosts, Credit: payable, Amount: money.New(3, "EUR"), Phase: ledger.Direct, EffectiveOn: "2026-01-01"}, // another currency
	}
	type line struct{ Earned, Paid, Balance int64 }
	type statement struct {
		Currency                                money.Currency
		Opening, Earned, Paid, Closing, Pending int64
		Lines                                   []line
	}
	var got []statement
	for _, s := range ledger.Statements("m", map[money.Currency]int64{"USD": 7, "JPY": -9, "GBP": 0}, transfers) {
		v := statement{s.Currency, s.Opening.Minor, s.Earned.Minor, s.Paid.Minor, s.Closing.Minor, s.Pending.Minor, nil}
		for _, l := range s.Lines {
			v.Lines = append(v.Lines, line{l.Earned.Minor, l.Paid.Minor, l.Balance.Minor})
			for _, amount := range []money.Amount{l.Earned, l.Paid, l.Balance, s.Opening, s.Earned, s.Paid, s.Closing, s.Pending} {
				if amount.Currency != s.Currency {
					t.Errorf("%v is on the statement in %s", amount, s.Currency)
				}
			}
		}
		got = append(got, v)
	}
	want := []statement{
		{"EUR", 0, 3, 0, 3, 0, []line{{3, 0, 3}}},
		{"JPY", -9, 0, 0, -9, 0, nil},
		{"USD", 7, 750, 605, 152, 670, []line{
			{1_000, 0, 1_007}, {50, 0, 1_057}, {-100, 0, 957}, {700, 0, 957}, {-30, 0, 957}, {0, 600, 357}, {-200, 0, 157}, {0, 40, 157}, {0, 5, 152},
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if owed := ledger.Statements("", nil, transfers); len(owed) != 0 {
		t.Errorf("nobody has a statement: %v", owed)
	}
}

// Whatever happens in a book, and wherever a period starts, a statement ends
// with the balance of the member's accounts.
func TestStatementsEndWithTheBalance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, book := history(t, 40)
		stands := map[string]bool{}
		for _, x := range all {
			switch x.Phase {
			case ledger.Pending:
				stands[x.ID] = true
			case ledger.Post, ledger.Void:
				delete(stands, x.PendingID)
			}
		}
		var counts []ledger.Transfer
		for _, x := range all {
			if x.Phase != ledger.Pending || stands[x.ID] {
				counts = append(counts, x)
			}
		}
		cut := rapid.IntRange(0, len(counts)).Draw(t, "cut")
		before := map[money.Currency]int64{}
		for _, s := range ledger.Statements("m", nil, counts[:cut]) {
			before[s.Currency] = s.Closing.Minor
		}
		owed := ledger.Owed("m", book.Balances())
		seen := map[money.Currency]bool{}
		for _, s := range ledger.Statements("m", before, counts[cut:]) {
			seen[s.Currency] = true
			if s.Closing.Minor != owed[s.Currency] || s.Opening.Minor+s.Earned.Minor-s.Paid.Minor != s.Closing.Minor || s.Opening.Minor != before[s.Currency] {
				t.Fatalf("%v is owed in %s: %+v", owed[s.Currency], s.Currency, s)
			}
			if n := len(s.Lines); n > 0 && s.Lines[n-1].Balance != s.Closing {
				t.Fatalf("the last line ends with %v, the statement with %v", s.Lines[n-1].Balance, s.Closing)
			}
		}
		for c, minor := range owed {
			if minor != 0 && !seen[c] {
				t.Fatal(fmt.Sprint(minor, " is owed in ", c, " and there is no statement"))
			}
		}
	})
}

func TestOwed(t *testing.T) {
	balances := []ledger.Balance{
		{Account: ledger.Payable("m"), Currency: "USD", CreditsPosted: 100, DebitsPosted: 30, CreditsPending: 5},
		{Account: ledger.Recover("m"), Currency: "USD", DebitsPosted: 20},
		{Account: ledger.Payable("m"), Currency: "EUR", CreditsPosted: 1},
		{Account: ledger.Payable("n"), Currency: "USD", CreditsPosted: 1_000},
		{Account: ledger.Wallet, Currency: "USD", DebitsPosted: 5},
	}
	if got := ledger.Owed("m", balances); got["USD"] != 50 || got["EUR"] != 1 || len(got) != 2 {
		t.Error(got)
	}
	if got := ledger.Owed("", balances); len(got) != 0 {
		t.Error(got)
	}
}
