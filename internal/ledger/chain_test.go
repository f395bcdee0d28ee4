package ledger_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkledger/internal/ledger"
)

// replay proves a stored book as far as its last hash.
func replay(all []ledger.Transfer, head string) error {
	book := ledger.NewBook()
	for _, t := range all {
		if err := book.Replay(t); err != nil {
			return err
		}
	}
	if book.Head != head {
		return ledger.ErrChain
	}
	return nil
}

var alterations = map[string]func(*ledger.Transfer){
	"id":           func(x *ledger.Transfer) { x.ID = ledger.TransferID("another") },
	"debit":        func(x *ledger.Transfer) { x.Debit = ledger.CJInTransit },
	"credit":       func(x *ledger.Transfer) { x.Credit = ledger.CJInTransit },
	"amount":       func(x *ledger.Transfer) { x.Amount.Minor++ },
	"currency":     func(x *ledger.Transfer) { x.Amount.Currency = "GBP" },
	"phase":        func(x *ledger.Transfer) { x.Phase = "posted" },
	"pending id":   func(x *ledger.Transfer) { x.PendingID += "x" },
	"cause":        func(x *ledger.Transfer) { x.Cause = "conversion:d" },
	"memo":         func(x *ledger.Transfer) { x.Memo = "" },
	"day":          func(x *ledger.Transfer) { x.EffectiveOn = "2026-11-23" },
	"time":         func(x *ledger.Transfer) { x.RecordedAt = x.RecordedAt.Add(time.Nanosecond) },
	"entry":        func(x *ledger.Transfer) { x.Entry++ },
	"key":          func(x *ledger.Transfer) { x.Key += "x" },
	"previous":     func(x *ledger.Transfer) { x.PreviousHash += "0" },
	"hash":         func(x *ledger.Transfer) { x.Hash = x.Hash[1:] + x.Hash[:1] + "0" },
	"shifted text": func(x *ledger.Transfer) { x.Cause, x.Memo = x.Cause+x.Memo[:1], x.Memo[1:] },
}

func TestTheChainShowsAnyTampering(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, book := history(t, 12)
		if err := replay(all, book.Head); err != nil {
			t.Fatal(err)
		}
		at := rapid.IntRange(0, len(all)-1).Draw(t, "at")
		tampered := func() []ledger.Transfer { return append([]ledger.Transfer{}, all...) }
		for name, alter := range alterations {
			list := tampered()
			alter(&list[at])
			if err := replay(list, book.Head); !errors.Is(err, ledger.ErrChain) {
				t.Fatalf("%s of transfer %d altered: %v", name, at, err)
			}
		}
		if err := replay(append(tampered()[:at], all[at+1:]...), book.Head); !errors.Is(err, ledger.ErrChain) {
			t.Fatalf("transfer %d dropped: %v", at, err)
		}
		if err := replay(append(tampered()[:at+1], all[at:]...), book.Head); !errors.Is(err, ledger.ErrChain) {
			t.Fatalf("transfer %d twice: %v", at, err)
		}
		if at > 0 {
			list := tampered()
			list[at-1], list[at] = list[at], list[at-1]
			if err := replay(list, book.Head); !errors.Is(err, ledger.ErrChain) {
				t.Fatalf("transfers %d and %d swapped: %v", at-1, at, err)
			}
		}
	})
}

func TestTheSameKeyStandsOnceInAChain(t *testing.T) {
	first, again := direct("k", 100), direct("k", 100)
	first.Chain("")
	again.Chain(first.Hash)
	if err := replay([]ledger.Transfer{first, again}, again.Hash); !errors.Is(err, ledger.ErrTransfer) {
		t.Errorf("well chained, the same transfer twice: %v", err)
	}
	book := ledger.NewBook()
	if err := errors.Join(book.Append(first), book.Append(again)); err != nil || book.Head != first.Hash {
		t.Errorf("appended twice: %v, head %s", err, book.Head)
	}
}

func TestAKeyHasOneContent(t *testing.T) {
	book := ledger.NewBook()
	first, second := direct("k", 100), direct("l", 100)
	if err := errors.Join(book.Append(first), book.Append(second)); err != nil {
		t.Fatal(err)
	}
	head := book.Head
	for name, edit := range map[string]func(*ledger.Transfer){
		"amount": func(x *ledger.Transfer) { x.Amount.Minor++ }, "memo": func(x *ledger.Transfer) { x.Memo += "!" },
		"account": func(x *ledger.Transfer) { x.Debit = ledger.CardFees }, "entry": func(x *ledger.Transfer) { x.Entry++ },
	} {
		other := direct("k", 100)
		edit(&other)
		if err := book.Append(other); !errors.Is(err, ledger.ErrTransfer) || book.Head != head {
			t.Errorf("another %s: %v", name, err)
		}
	}
	if err := book.Append(direct("k", 100)); err != nil || book.Head != head {
		t.Errorf("the same: %v", err)
	}
}

func TestTheChainIsOfInstantsNotZones(t *testing.T) {
	a, b := direct("k", 100), direct("k", 100)
	b.RecordedAt = b.RecordedAt.In(time.FixedZone("", 5*3600+1800))
	a.Chain("")
	b.Chain("")
	if a.Hash != b.Hash {
		t.Error("the same instant in another zone has another hash")
	}
}

// TestTheHashIsFinal pins the form of the hash: stored books depend on it.
func TestTheHashIsFinal(t *testing.T) {
	x := direct("k", 100)
	x.Chain("")
	if want := "4a6e72f2f71dab1f41883ff4c5cde8cfb30af5c7e5a1b9a3686ecae5b5654304"; x.Hash != want {
		t.Errorf("hash %s, want %s", x.Hash, want)
	}
}
