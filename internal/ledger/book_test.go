package ledger_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

var (
	accounts   = []ledger.Account{ledger.CJLocked, ledger.Commission, ledger.Wallet, ledger.MemberCosts, ledger.Payable("m"), ledger.CSVClearing}
	currencies = []money.Currency{"USD", "EUR"}
	noon       = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
)

// keyed gives a transfer its key, id and the rest of what a store fills in.
func keyed(key string, t ledger.Transfer) ledger.Transfer {
	t.Key, t.ID = key, ledger.TransferID(key)
	t.Cause, t.Memo, t.EffectiveOn, t.RecordedAt, t.Entry = "conversion:c", "test", "2026-11-22", noon, 7
	return t
}

func usd(minor int64) money.Amount { return money.New(minor, "USD") }

func direct(key string, minor int64) ledger.Transfer {
	return keyed(key, ledger.Transfer{Debit: ledger.CJLocked, Credit: ledger.Commission, Amount: usd(minor), Phase: ledger.Direct})
}

// draw makes the n-th transfer of a random history: a move, a reservation, or
// the resolution of one that is open.
func draw(t *rapid.T, n int, open map[string]ledger.Transfer) ledger.Transfer {
	key := fmt.Sprint("key ", n)
	var pendings []string
	for id := range open {
		pendings = append(pendings, id)
	}
	slices.Sort(pendings)
	if len(pendings) > 0 && rapid.Bool().Draw(t, "resolve") {
		p := open[rapid.SampledFrom(pendings).Draw(t, "pending")]
		phase := rapid.SampledFrom([]ledger.Phase{ledger.Post, ledger.Void}).Draw(t, "phase")
		return keyed(key, ledger.Transfer{Debit: p.Debit, Credit: p.Credit, Amount: p.Amount, Phase: phase, PendingID: p.ID})
	}
	sides := rapid.SliceOfNDistinct(rapid.SampledFrom(accounts), 2, 2, rapid.ID).Draw(t, "accounts")
	return keyed(key, ledger.Transfer{
		Debit: sides[0], Credit: sides[1], Phase: rapid.SampledFrom([]ledger.Phase{ledger.Direct, ledger.Pending}).Draw(t, "phase"),
		Amount: money.New(rapid.Int64Range(1, 1e12).Draw(t, "minor"), rapid.SampledFrom(currencies).Draw(t, "currency")),
	})
}

// history draws valid transfers, chained, with the book that they make.
func history(t *rapid.T, most int) ([]ledger.Transfer, *ledger.Book) {
	book, open := ledger.NewBook(), map[string]ledger.Transfer{}
	var all []ledger.Transfer
	for n := range rapid.IntRange(1, most).Draw(t, "transfers") {
		next := draw(t, n, open)
		next.Chain(book.Head)
		if err := book.Replay(next); err != nil {
			t.Fatalf("%+v: %v", next, err)
		}
		switch next.Phase {
		case ledger.Pending:
			open[next.ID] = next
		case ledger.Post, ledger.Void:
			delete(open, next.PendingID)
		}
		all = append(all, next)
	}
	return all, book
}

func TestAnyHistoryBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, book := history(t, 40)
		if err := ledger.TrialBalance(book.Balances()); err != nil {
			t.Fatal(err)
		}
		posted, reserved := map[string]int64{}, map[string]int64{} // worked out another way: what stands in the end
		resolved := map[string]ledger.Phase{}
		for _, x := range all {
			resolved[x.PendingID] = x.Phase
		}
		for _, x := range all {
			into := posted
			switch {
			case x.Phase == ledger.Post || x.Phase == ledger.Void, x.Phase == ledger.Pending && resolved[x.ID] == ledger.Void:
				continue
			case x.Phase == ledger.Pending && resolved[x.ID] == "":
				into = reserved
			}
			into["debit "+string(x.Debit)+string(x.Amount.Currency)] += x.Amount.Minor
			into["credit "+string(x.Credit)+string(x.Amount.Currency)] += x.Amount.Minor
		}
		for _, a := range accounts {
			for _, c := range currencies {
				name := string(a) + string(c)
				want := ledger.Balance{Account: a, Currency: c, DebitsPosted: posted["debit "+name], CreditsPosted: posted["credit "+name],
					DebitsPending: reserved["debit "+name], CreditsPending: reserved["credit "+name]}
				got := book.Balance(a, c)
				if got != want {
					t.Fatalf("%+v, want %+v", got, want)
				}
				if got.Debit().Minor != want.DebitsPosted-want.CreditsPosted || got.Credit() != got.Debit().Neg() ||
					got.Available().Minor != available(want) {
					t.Fatalf("%+v: debit %v, credit %v, available %v", got, got.Debit(), got.Credit(), got.Available())
				}
			}
		}
		if list := book.Balances(); !slices.IsSortedFunc(list, func(a, b ledger.Balance) int {
			return slices.Compare([]string{string(a.Account), string(a.Currency)}, []string{string(b.Account), string(b.Currency)})
		}) {
			t.Fatalf("not in order: %v", list)
		}
	})
}

// available is what an account can give, worked out another way.
func available(b ledger.Balance) int64 {
	if b.Account == ledger.Commission || b.Account == ledger.Payable("m") {
		return b.CreditsPosted - b.DebitsPosted - b.DebitsPending
	}
	return b.DebitsPosted - b.CreditsPosted - b.CreditsPending
}

func TestTrialBalanceSaysWhatIsOff(t *testing.T) {
	for want, balances := range map[string][]ledger.Balance{
		"":                         nil,
		"EUR: debits 5, credits 0": {{Account: "a", Currency: "EUR", DebitsPosted: 5}, {Account: "b", Currency: "USD", CreditsPosted: 5}},
		"USD: pending debits 7, pending credits 0": {{Account: "a", Currency: "USD", DebitsPosted: 5, DebitsPending: 7}, {Account: "b", Currency: "USD", CreditsPosted: 5}},
	} {
		err := ledger.TrialBalance(balances)
		if want == "" && err == nil {
			continue
		}
		if err == nil || err.Error() != "the books do not balance in "+want {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestAPendingTransferResolvesOnce(t *testing.T) {
	reserve := keyed("reserve", ledger.Transfer{Debit: ledger.MemberCosts, Credit: ledger.Payable("m"), Amount: usd(500), Phase: ledger.Pending})
	resolve := func(key string, phase ledger.Phase) ledger.Transfer {
		r := keyed(key, reserve)
		r.Phase, r.PendingID = phase, reserve.ID
		return r
	}
	for _, first := range []ledger.Phase{ledger.Post, ledger.Void} {
		for _, second := range []ledger.Phase{ledger.Post, ledger.Void} {
			book := ledger.NewBook()
			if err := book.Append(resolve("early", first)); !errors.Is(err, ledger.ErrResolved) {
				t.Errorf("%s of what is not there: %v", first, err)
			}
			if err := errors.Join(book.Append(reserve), book.Append(resolve("first", first))); err != nil {
				t.Fatal(err)
			}
			before := book.Balances()
			head := book.Head
			if err := book.Append(resolve("second", second)); !errors.Is(err, ledger.ErrResolved) {
				t.Errorf("%s after %s: %v", second, first, err)
			}
			if err := book.Append(resolve("first", first)); err != nil {
				t.Errorf("the same %s again: %v", first, err)
			}
			if diff := cmp.Diff(before, book.Balances()); diff != "" || book.Head != head {
				t.Errorf("%s after %s moved: %s", second, first, diff)
			}
			want := int64(0)
			if first == ledger.Post {
				want = 500
			}
			if got := book.Balance(ledger.Payable("m"), "USD"); got.Credit() != usd(want) || got.CreditsPending != 0 {
				t.Errorf("after %s: %+v", first, got)
			}
		}
	}
}

func TestAResolutionMatchesWhatItResolves(t *testing.T) {
	reserve := keyed("reserve", ledger.Transfer{Debit: ledger.MemberCosts, Credit: ledger.Payable("m"), Amount: usd(500), Phase: ledger.Pending})
	for name, edit := range map[string]func(*ledger.Transfer){
		"amount":   func(x *ledger.Transfer) { x.Amount = usd(499) },
		"currency": func(x *ledger.Transfer) { x.Amount = money.New(500, "EUR") },
		"debit":    func(x *ledger.Transfer) { x.Debit = ledger.Wallet },
		"credit":   func(x *ledger.Transfer) { x.Credit = ledger.Payable("n") },
		"swapped":  func(x *ledger.Transfer) { x.Debit, x.Credit = x.Credit, x.Debit },
	} {
		book := ledger.NewBook()
		if err := book.Append(reserve); err != nil {
			t.Fatal(err)
		}
		post := keyed("post", reserve)
		post.Phase, post.PendingID = ledger.Post, reserve.ID
		edit(&post)
		before := book.Balances()
		if err := book.Append(post); !errors.Is(err, ledger.ErrTransfer) || book.Head == "" {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(before, book.Balances()); diff != "" {
			t.Errorf("%s moved: %s", name, diff)
		}
	}
	post := keyed("post", reserve)
	post.Phase, post.PendingID = ledger.Post, ledger.TransferID("another")
	if _, err := ledger.Effects(post, &reserve); !errors.Is(err, ledger.ErrTransfer) {
		t.Errorf("another's: %v", err)
	}
	if _, err := ledger.Effects(post, nil); !errors.Is(err, ledger.ErrTransfer) {
		t.Errorf("nothing's: %v", err)
	}
}

func TestCheckRefuses(t *testing.T) {
	if err := direct("k", 1).Check(); err != nil {
		t.Fatal(err)
	}
	for name, edit := range map[string]func(*ledger.Transfer){
		"no amount":             func(x *ledger.Transfer) { x.Amount.Minor = 0 },
		"negative":              func(x *ledger.Transfer) { x.Amount.Minor = -1 },
		"smallest":              func(x *ledger.Transfer) { x.Amount.Minor = math.MinInt64 },
		"no currency":           func(x *ledger.Transfer) { x.Amount.Currency = "" },
		"unknown currency":      func(x *ledger.Transfer) { x.Amount.Currency = "usd" },
		"onto itself":           func(x *ledger.Transfer) { x.Debit = x.Credit },
		"unknown debit":         func(x *ledger.Transfer) { x.Debit = "cj:other" },
		"unknown credit":        func(x *ledger.Transfer) { x.Credit = "" },
		"no phase":              func(x *ledger.Transfer) { x.Phase = "" },
		"unknown phase":         func(x *ledger.Transfer) { x.Phase = "expire" },
		"direct and resolving":  func(x *ledger.Transfer) { x.PendingID = "x" },
		"pending and resolving": func(x *ledger.Transfer) { x.Phase, x.PendingID = ledger.Pending, "x" },
		"post of nothing":       func(x *ledger.Transfer) { x.Phase = ledger.Post },
		"void of nothing":       func(x *ledger.Transfer) { x.Phase = ledger.Void },
		"no key":                func(x *ledger.Transfer) { x.Key, x.ID = "", ledger.TransferID("") },
		"another id":            func(x *ledger.Transfer) { x.ID = ledger.TransferID("l") },
		"no id":                 func(x *ledger.Transfer) { x.ID = "" },
	} {
		x := direct("k", 1)
		edit(&x)
		if err := x.Check(); !errors.Is(err, ledger.ErrTransfer) {
			t.Errorf("%s: %v", name, err)
		}
		book := ledger.NewBook()
		if err := book.Append(x); err == nil || book.Head != "" || len(book.Balances()) != 0 {
			t.Errorf("%s: the book took it: %v", name, err)
		}
	}
}

func TestABookRefusesRatherThanWrap(t *testing.T) {
	book := ledger.NewBook()
	if err := book.Append(direct("most", math.MaxInt64)); err != nil {
		t.Fatal(err)
	}
	head := book.Head
	if err := book.Append(direct("one more", 1)); !errors.Is(err, ledger.ErrTransfer) || book.Head != head {
		t.Errorf("one more: %v", err)
	}
	if got := book.Balance(ledger.CJLocked, "USD").Debit(); got != usd(math.MaxInt64) {
		t.Errorf("it holds %v", got)
	}
}
