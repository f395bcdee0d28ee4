package store_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	diff "github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

// bookOf posts transfers of every kind between a few accounts, on a few days, in
// two currencies, and lists them as they stand.
func bookOf(t *testing.T, s *store.Store, n int) []store.ListedTransfer {
	t.Helper()
	ctx := context.Background()
	draw := rand.New(rand.NewPCG(7, 7))
	accounts := []ledger.Account{ledger.MemberCosts, ledger.Wallet, ledger.CSVClearing, ledger.Payable("a"), ledger.Recover("a"), ledger.Payable("b"), ledger.Payable("a1")}
	var all []store.ListedTransfer
	err := with(t, s, func(tx *store.Tx) error {
		var open []ledger.Transfer
		for i := range n {
			from, to := draw.IntN(len(accounts)), draw.IntN(len(accounts)-1)
			if to >= from {
				to++
			}
			x := ledger.Transfer{Debit: accounts[from], Credit: accounts[to], Amount: money.New(1+draw.Int64N(1000), []money.Currency{"USD", "EUR"}[draw.IntN(2)]),
				Phase: []ledger.Phase{ledger.Direct, ledger.Pending}[draw.IntN(2)]}
			if len(open) > 0 && draw.IntN(3) == 0 {
				p := open[0]
				open = open[1:]
				x = ledger.Transfer{Debit: p.Debit, Credit: p.Credit, Amount: p.Amount, Phase: []ledger.Phase{ledger.Post, ledger.Void}[draw.IntN(2)], PendingID: p.ID}
			}
			x.Cause, x.EffectiveOn = fmt.Sprint("conversion:", draw.IntN(5)), fmt.Sprintf("2026-11-%02d", 1+draw.IntN(5))
			posted, err := tx.Post(ctx, x)
			if err != nil {
				return err
			}
			if x.Phase == ledger.Pending {
				open = append(open, posted[0])
			}
			for j := range all {
				if all[j].ID == x.PendingID {
					all[j].Resolved = x.Phase
				}
			}
			all = append(all, store.ListedTransfer{Transfer: posted[0], Position: int64(i + 1)})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// naive is what a filter means, worked out one transfer at a time.
func naive(f store.TransferFilter, t ledger.Transfer) bool {
	is := func(a ledger.Account) bool {
		switch f.Account {
		case "":
		case ledger.Payable("*"), ledger.Recover("*"):
			if a.Line().Name != f.Account.Line().Name {
				return false
			}
		default:
			if a != f.Account {
				return false
			}
		}
		return f.Member == "" || a.Member() == string(f.Member)
	}
	return (is(t.Debit) || is(t.Credit)) && (f.Currency == "" || t.Amount.Currency == f.Currency) && (f.Cause == "" || t.Cause == f.Cause) &&
		(f.From == "" || t.EffectiveOn >= f.From) && (f.To == "" || t.EffectiveOn <= f.To)
}

func TestListTransfers(t *testing.T) {
	s := open(t)
	all := bookOf(t, s, 300)
	slices.Reverse(all)
	for _, account := range []ledger.Account{"", ledger.Wallet, ledger.Payable("a"), ledger.Payable("*"), ledger.Recover("*"), "unknown"} {
		for _, member := range []affiliate.MemberID{"", "a", "nobody"} {
			for _, f := range []store.TransferFilter{{}, {Currency: "EUR"}, {Cause: "conversion:3"}, {From: "2026-11-02"}, {To: "2026-11-04"}, {From: "2026-11-03", To: "2026-11-03", Currency: "USD"}} {
				f.Account, f.Member, f.Limit, f.Offset = account, member, 20, 5
				want := []store.ListedTransfer{}
				for _, x := range all {
					if naive(f, x.Transfer) {
						want = append(want, x)
					}
				}
				got, total, err := s.ListTransfers(context.Background(), f)
				if err != nil || total != len(want) {
					t.Fatalf("%+v: %d transfers, want %d: %v", f, total, len(want), err)
				}
				page := want[min(5, len(want)):min(25, len(want))]
				if d := diff.Diff(page, got); d != "" {
					t.Fatalf("%+v: %s", f, d)
				}
			}
		}
	}
}

func TestMemberTransfers(t *testing.T) {
	s, ctx := open(t), context.Background()
	all := bookOf(t, s, 300)
	resolvedOn := map[string]string{}
	for _, x := range all {
		if x.PendingID != "" {
			resolvedOn[x.PendingID] = x.EffectiveOn
		}
	}
	stands := func(x store.ListedTransfer, to string) bool { // what was pending at the end of the period was so then
		return x.Phase != ledger.Void && (x.Phase != ledger.Pending || x.Resolved == "" || to != "" && resolvedOn[x.ID] > to)
	}
	for _, period := range [][2]string{{"", ""}, {"2026-11-03", ""}, {"", "2026-11-02"}, {"2026-11-02", "2026-11-04"}, {"2026-12-01", ""}} {
		want, before := []ledger.Transfer{}, []ledger.Transfer{}
		for _, x := range all {
			switch f := (store.TransferFilter{Member: "a", From: period[0], To: period[1]}); {
			case !stands(x, period[1]):
			case naive(f, x.Transfer):
				want = append(want, x.Transfer)
			case naive(store.TransferFilter{Member: "a"}, x.Transfer) && x.EffectiveOn < period[0]:
				before = append(before, x.Transfer)
			}
		}
		slices.SortStableFunc(want, func(a, b ledger.Transfer) int { return cmp.Compare(a.EffectiveOn, b.EffectiveOn) })
		owed, got, err := s.MemberTransfers(ctx, "a", period[0], period[1])
		if err != nil {
			t.Fatal(err)
		}
		if d := diff.Diff(want, got); d != "" {
			t.Fatalf("%v: %s", period, d)
		}
		for _, c := range []money.Currency{"USD", "EUR"} {
			var closing int64
			for _, statement := range ledger.Statements("a", nil, before) {
				if statement.Currency == c {
					closing = statement.Closing.Minor
				}
			}
			if owed[c] != closing {
				t.Errorf("%v: %d owed before in %s, want %d", period, owed[c], c, closing)
			}
		}
	}
}

// The sums of all members' accounts are the accounts', and the journal is the
// whole book from one moment.
func TestBooksAndJournal(t *testing.T) {
	s, ctx := open(t), context.Background()
	if books, err := s.Books(ctx); err != nil || len(books.Accounts) != 0 || books.Head != "" || books.Transfers != 0 {
		t.Fatal(books, err)
	}
	all := bookOf(t, s, 300)
	books, err := s.Books(ctx)
	if err != nil {
		t.Fatal(err)
	}
	single, err := s.Balances(ctx)
	if err != nil {
		t.Fatal(err)
	}
	sums := map[string]store.AccountSum{}
	for _, b := range single {
		name := b.Account
		if member := b.Account.Member(); member != "" {
			name = b.Account.Line().Name
		}
		key := string(name) + string(b.Currency)
		sum := store.AccountSum{Balance: sums[key].Balance.Add(b), Members: sums[key].Members}
		sum.Account, sum.Currency = name, b.Currency
		if name != b.Account {
			sum.Members++
		}
		sums[key] = sum
	}
	if len(books.Accounts) != len(sums) || books.Transfers != 300 || books.Head != all[299].Hash || books.LastEntry != 1 {
		t.Errorf("%+v", books)
	}
	for _, a := range books.Accounts {
		if want := sums[string(a.Account)+string(a.Currency)]; a != want {
			t.Errorf("%+v, want %+v", a, want)
		}
	}
	if d := diff.Diff([]money.Currency{"EUR", "USD"}, books.Currencies()); d != "" {
		t.Error(d)
	}
	if err := ledger.TrialBalance(books.Balances()); err != nil {
		t.Error(err)
	}
	err = s.Journal(ctx, func(b store.JournalBook) error {
		var list []store.ListedTransfer
		for x, err := range b.Transfers {
			if err != nil {
				return err
			}
			list = append(list, x)
		}
		if d := diff.Diff(all, list); d != "" {
			t.Error(d)
		}
		if d := diff.Diff(single, b.Balances); d != "" || b.Head != books.Head {
			t.Error(d, b.Head)
		}
		for range b.Transfers { // a reader may stop
			break
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
