package ledger_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// causeBook is a book of one cause, read as the store reads it.
type causeBook struct {
	book *ledger.Book
	all  []ledger.Transfer
	net  ledger.Account // the side by which the leg is measured, grown by debits
}

func (c *causeBook) leg() ledger.Leg {
	leg := ledger.Leg{Posted: usd(0)}
	resolved := map[string]bool{}
	for _, t := range c.all {
		resolved[t.PendingID] = true
	}
	for _, t := range c.all {
		switch {
		case t.Phase == ledger.Pending && !resolved[t.ID]:
			leg.Open = append(leg.Open, t)
		case (t.Phase == ledger.Direct || t.Phase == ledger.Post) && t.Debit == c.net:
			leg.Posted.Minor += t.Amount.Minor
		case (t.Phase == ledger.Direct || t.Phase == ledger.Post) && t.Credit == c.net:
			leg.Posted.Minor -= t.Amount.Minor
		}
	}
	return leg
}

func (c *causeBook) apply(t *rapid.T, moves []ledger.Transfer) {
	for _, move := range moves {
		move = keyed(fmt.Sprint("key ", len(c.all)), move)
		if err := c.book.Append(move); err != nil {
			t.Fatalf("%+v: %v", move, err)
		}
		c.all = append(c.all, move)
	}
}

func TestConvergeReachesItsTargetWhateverTheHistory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := &causeBook{book: ledger.NewBook(), net: ledger.MemberCosts}
		target := rapid.Custom(func(t *rapid.T) ledger.Target {
			return ledger.Target{
				Debit: ledger.MemberCosts, Credit: rapid.SampledFrom([]ledger.Account{ledger.Payable("m"), ledger.Payable("n")}).Draw(t, "credit"),
				Amount: usd(rapid.OneOf(rapid.Int64Range(-3, 3), rapid.Int64Range(-1e9, 1e9)).Draw(t, "minor")), Final: rapid.Bool().Draw(t, "final"),
			}
		})
		for _, to := range rapid.SliceOfN(target, 1, 15).Draw(t, "targets") {
			before := c.leg()
			moves := ledger.Converge(before, to)
			for _, m := range moves {
				if m.Phase != ledger.Void && m.Phase != ledger.Post && m.PendingID != "" || m.Amount.Minor <= 0 {
					t.Fatalf("move %+v", m)
				}
			}
			c.apply(t, moves)
			after := c.leg()
			reserved := int64(0)
			for _, p := range after.Open {
				if p.Debit == c.net {
					reserved += p.Amount.Minor
				} else {
					reserved -= p.Amount.Minor
				}
			}
			switch {
			case after.Posted.Minor+reserved != to.Amount.Minor:
				t.Fatalf("posted %v and open %d after going to %+v by %+v", after.Posted, reserved, to, moves)
			case len(after.Open) > 1:
				t.Fatalf("open %+v", after.Open)
			case to.Final && len(after.Open) != 0:
				t.Fatalf("%+v is final and %+v open", to, after.Open)
			case !to.Final && before.Posted.IsZero() && !after.Posted.IsZero():
				t.Fatalf("%+v is not final and %+v posted", to, moves)
			}
			if again := ledger.Converge(after, to); len(again) != 0 {
				t.Fatalf("going to %+v again moves %+v", to, again)
			}
			if err := ledger.TrialBalance(c.book.Balances()); err != nil {
				t.Fatal(err)
			}
		}
		phases := map[string]ledger.Phase{}
		for _, x := range c.all {
			if x.PendingID != "" && phases[x.PendingID] != "" {
				t.Fatalf("%+v was resolved by a %s before", x, phases[x.PendingID])
			}
			phases[x.PendingID] = x.Phase
		}
	})
}

func TestConverge(t *testing.T) {
	payable := ledger.Payable("m")
	open := func(key string, minor int64) ledger.Transfer {
		return keyed(key, ledger.Transfer{Debit: ledger.MemberCosts, Credit: payable, Amount: usd(minor), Phase: ledger.Pending})
	}
	moved := func(phase ledger.Phase, minor int64) ledger.Transfer {
		return ledger.Transfer{Debit: ledger.MemberCosts, Credit: payable, Amount: usd(minor), Phase: phase}
	}
	back := func(minor int64) ledger.Transfer {
		return ledger.Transfer{Debit: payable, Credit: ledger.MemberCosts, Amount: usd(minor), Phase: ledger.Direct}
	}
	resolved := func(phase ledger.Phase, key string, minor int64) ledger.Transfer {
		m := moved(phase, minor)
		m.PendingID = ledger.TransferID(key)
		return m
	}
	for _, c := range []struct {
		name   string
		posted int64
		open   []ledger.Transfer
		to     int64
		final  bool
		want   []ledger.Transfer
	}{
		{"reported", 0, nil, 500, false, []ledger.Transfer{moved(ledger.Pending, 500)}},
		{"reported again", 0, []ledger.Transfer{open("a", 500)}, 500, false, nil},
		{"corrected", 0, []ledger.Transfer{open("a", 500)}, 400, false, []ledger.Transfer{resolved(ledger.Void, "a", 500), moved(ledger.Pending, 400)}},
		{"locked", 0, []ledger.Transfer{open("a", 500)}, 500, true, []ledger.Transfer{resolved(ledger.Post, "a", 500)}},
		{"locked at another amount", 0, []ledger.Transfer{open("a", 500)}, 400, true, []ledger.Transfer{resolved(ledger.Void, "a", 500), moved(ledger.Direct, 400)}},
		{"locked at once", 0, nil, 500, true, []ledger.Transfer{moved(ledger.Direct, 500)}},
		{"reversed before the lock", 0, []ledger.Transfer{open("a", 500)}, 0, false, []ledger.Transfer{resolved(ledger.Void, "a", 500)}},
		{"reversed after it", 500, nil, 0, true, []ledger.Transfer{back(500)}},
		{"partly taken back", 500, nil, 300, true, []ledger.Transfer{back(200)}},
		{"no longer final", 500, nil, 700, false, []ledger.Transfer{moved(ledger.Direct, 200)}},
		{"nothing to do", 500, nil, 500, true, nil},
		{"open twice", 0, []ledger.Transfer{open("a", 500), open("b", 500)}, 500, false, []ledger.Transfer{resolved(ledger.Void, "b", 500)}},
		{"open on top of what is posted", 500, []ledger.Transfer{open("a", 100)}, 600, false, []ledger.Transfer{resolved(ledger.Post, "a", 100)}},
		{"negative", 0, nil, -500, true, []ledger.Transfer{back(500)}},
		{"as far as it goes", -1, nil, math.MaxInt64 - 1, true, []ledger.Transfer{moved(ledger.Direct, math.MaxInt64)}},
		{"farther than an amount goes", -2, nil, math.MaxInt64 - 1, true, []ledger.Transfer{moved(ledger.Direct, 0)}}, // refused by Check
	} {
		got := ledger.Converge(ledger.Leg{Posted: usd(c.posted), Open: c.open}, ledger.Target{Debit: ledger.MemberCosts, Credit: payable, Amount: usd(c.to), Final: c.final})
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	mixed := ledger.Converge(ledger.Leg{Posted: usd(5)}, ledger.Target{Debit: ledger.MemberCosts, Credit: payable, Amount: money.New(5, "EUR"), Final: true})
	if len(mixed) != 1 || mixed[0].Check() == nil {
		t.Errorf("mixed currencies: %+v", mixed)
	}
}
