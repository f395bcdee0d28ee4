package journal

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// Book is what is written.
type Book struct {
	Title     string    // whose books these are
	Made      time.Time // when
	Head      string    // hash of the last transfer
	Balances  []ledger.Balance
	Names     Names
	Transfers iter.Seq2[Transfer, error]
}

// Transfer is a transfer with its position in the book, from 1.
type Transfer struct {
	Position int64
	Open     bool // a pending one that nothing has resolved
	ledger.Transfer
}

// Write writes a book and counts its transactions: one for each transfer that
// is posted (*) and each that is reserved (!), with the position as its code.
// What was given up is left out.
func Write(w io.Writer, b Book) (transactions int, err error) {
	out := bufio.NewWriter(w)
	b.declare(out)
	for t, err := range b.Transfers {
		if err != nil {
			return transactions, err
		}
		if mark := t.mark(); mark != "" {
			b.transaction(out, t, mark)
			transactions++
		}
	}
	return transactions, out.Flush() // which gives the first error of any write
}

func (t Transfer) mark() string {
	switch {
	case t.Phase == ledger.Direct || t.Phase == ledger.Post:
		return "*"
	case t.Phase == ledger.Pending && t.Open:
		return "!"
	}
	return ""
}

// declare writes which currencies and accounts there are, so that hledger can
// tell a slip (check --strict).
func (b Book) declare(out io.Writer) {
	fmt.Fprintf(out, "; The books of %s, written by Linkledger on %s.\n", remark(b.Title), b.Made.UTC().Format(time.RFC3339))
	fmt.Fprintf(out, "; The last transfer has the hash %s.\n", remark(b.Head))
	fmt.Fprint(out, "; Posted transfers are marked *, reserved ones !. hledger -C reads the posted ones alone.\n\ndecimal-mark .\n\n")
	declared := map[string]bool{}
	once := func(line string) {
		if !declared[line] {
			declared[line] = true
			fmt.Fprintln(out, line)
		}
	}
	for _, balance := range b.Balances {
		once("commodity " + sample(balance.Currency) + " " + string(balance.Currency))
	}
	fmt.Fprintln(out)
	for _, balance := range b.Balances {
		line := balance.Account.Line()
		once("account " + b.Names.Account(balance.Account) + "  ; " + remark(line.Title) + ", type:" + types[line.Kind])
	}
}

// types are hledger's names of the kinds of accounts.
var types = map[ledger.Kind]string{
	ledger.Asset: "Asset", ledger.Liability: "Liability", ledger.Income: "Revenue", ledger.Expense: "Expense", ledger.Equity: "Equity",
}

// sample shows how amounts of a currency are written; hledger asks for the
// decimal mark even where nothing follows it.
func sample(c money.Currency) string {
	whole, decimals, _ := strings.Cut(money.New(0, c).Text(), ".")
	return "100" + whole + "." + decimals
}

func (b Book) transaction(out io.Writer, t Transfer, mark string) {
	fmt.Fprintf(out, "\n%s %s (%d) %s\n", day(t.Transfer), mark, t.Position, remark(t.Memo))
	fmt.Fprintf(out, "    ; cause:%s, entry:%d, id:%s\n", remark(t.Cause), t.Entry, remark(t.ID))
	fmt.Fprintf(out, "    %s  %s\n", b.Names.Account(t.Debit), t.Amount)
	fmt.Fprintf(out, "    %s  %s\n", b.Names.Account(t.Credit), t.Amount.Neg())
}

// day is the day for which a transfer counts; one that is none, which only a
// fact from outside can bring, counts when it was recorded.
func day(t ledger.Transfer) string {
	if at, err := time.Parse(time.DateOnly, t.EffectiveOn); err == nil && at.Year() > 0 {
		return t.EffectiveOn
	}
	return t.RecordedAt.UTC().Format(time.DateOnly)
}
