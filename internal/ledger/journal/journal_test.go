package journal_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"iter"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/ledger"
	"linkledger/internal/ledger/journal"
	"linkledger/internal/ledger/journal/hledgertest"
	"linkledger/internal/money"
)

func TestMain(m *testing.M) {
	// Each round starts hledger three times; more of them are for campaigns.
	if f := flag.Lookup("rapid.checks"); f != nil {
		_ = f.Value.Set("10")
	}
	flag.Parse()
	os.Exit(m.Run())
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// books is a book that a test writes, with everything that Write asks for.
type books struct {
	book *ledger.Book
	all  []ledger.Transfer
	open map[string]bool
}

func newBooks() *books { return &books{book: ledger.NewBook(), open: map[string]bool{}} }

func (b *books) post(t rapid.TB, x ledger.Transfer) ledger.Transfer {
	t.Helper()
	x.Key = fmt.Sprint("key ", len(b.all))
	x.ID, x.RecordedAt, x.Entry = ledger.TransferID(x.Key), noon, int64(100+len(b.all))
	x.Chain(b.book.Head)
	if err := b.book.Replay(x); err != nil {
		t.Fatalf("%+v: %v", x, err)
	}
	b.all = append(b.all, x)
	switch x.Phase {
	case ledger.Pending:
		b.open[x.ID] = true
	case ledger.Post, ledger.Void:
		delete(b.open, x.PendingID)
	}
	return x
}

func (b *books) resolve(t rapid.TB, p ledger.Transfer, phase ledger.Phase, day string) {
	t.Helper()
	p.PendingID, p.Phase, p.EffectiveOn = p.ID, phase, day
	b.post(t, p)
}

func (b *books) transfers() iter.Seq2[journal.Transfer, error] {
	return func(yield func(journal.Transfer, error) bool) {
		for i, x := range b.all {
			if !yield(journal.Transfer{Position: int64(i + 1), Open: b.open[x.ID], Transfer: x}, nil) {
				return
			}
		}
	}
}

// write gives the journal, after hledger has agreed with the book.
func (b *books) write(t rapid.TB, names journal.Names) string {
	t.Helper()
	var file bytes.Buffer
	n, err := journal.Write(&file, journal.Book{Title: "Brand; \"Höhe\" & Co\n", Made: noon, Head: b.book.Head, Balances: b.book.Balances(),
		Names: names, Transfers: b.transfers()})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(file.String(), "\n    ; cause:"); got != n {
		t.Fatalf("%d transactions are written, %d told", got, n)
	}
	if i := bytes.IndexFunc(file.Bytes(), func(r rune) bool { return r > '~' || r < ' ' && r != '\n' }); i >= 0 {
		t.Fatalf("not plain ASCII at %d: %q", i, file.String()[i:])
	}
	if err := hledgertest.Agree(file.Bytes(), b.book.Balances(), names); err != nil {
		t.Fatalf("%v\n%s", err, file.String())
	}
	return file.String()
}

func amount(minor int64, c money.Currency) money.Amount { return money.New(minor, c) }

// The journal of a small book with everything in it, as it stands in testdata.
func TestJournal(t *testing.T) {
	hledgertest.Need(t)
	b := newBooks()
	b.post(t, ledger.Transfer{Debit: ledger.CJLocked, Credit: ledger.Commission, Amount: amount(12_345_678_90, "USD"), Phase: ledger.Direct,
		Cause: "conversion:abc", Memo: "CJ's row 17", EffectiveOn: "2026-10-01"})
	kept := b.post(t, ledger.Transfer{Debit: ledger.MemberCosts, Credit: ledger.Payable("mia"), Amount: amount(5, "USD"), Phase: ledger.Pending,
		Cause: "conversion:abc", Memo: "CJ's row 17", EffectiveOn: "2026-10-01"})
	given := b.post(t, ledger.Transfer{Debit: ledger.MemberCosts, Credit: ledger.Payable("bo"), Amount: amount(1_234, "KWD"), Phase: ledger.Pending,
		Cause: "conversion:def", Memo: "decision", EffectiveOn: "2026-10-02"})
	b.post(t, ledger.Transfer{Debit: ledger.MemberCosts, Credit: ledger.Payable("bo"), Amount: amount(900, "JPY"), Phase: ledger.Pending,
		Cause: "conversion:def", Memo: "decision", EffectiveOn: "2026-10-02"})
	b.resolve(t, kept, ledger.Post, "2026-10-20")
	b.resolve(t, given, ledger.Void, "2026-10-21")
	b.post(t, ledger.Transfer{Debit: ledger.Wallet, Credit: ledger.Opening, Amount: amount(1, "KWD"), Phase: ledger.Direct,
		Cause: "opening:x; y:z, w", Memo: "| * ! (x) ;\n\t  und   Übertrag", EffectiveOn: "someday"})
	got := b.write(t, journal.Names{"mia": "Mía  Berger"})
	want, err := os.ReadFile("testdata/small.journal")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func TestAnEmptyBook(t *testing.T) {
	hledgertest.Need(t)
	if got := newBooks().write(t, nil); strings.Contains(got, "account") {
		t.Error(got)
	}
}

// Names that try to break the journal, and two members of one name.
func TestHostileNames(t *testing.T) {
	hledgertest.Need(t)
	b, names := newBooks(), journal.Names{}
	for i, name := range []string{
		"", " ", "Mia Berger", "Mia Berger", "a;b", "a  ; type:Asset", "x\n2026-01-01 * forged\n    a  1 USD\n    b", "\r\n\t", "(virtual)", "[balanced]", "*", "!",
		"a:b:payable", "name  100 USD", "= 5 USD", "🌻 sunny", "مها العلي", "‮rtl", "日本語", "Zoë Ångström-Łuczak", "\x00\x07", `"quoted" 'name'`, "a|b", "#tag", "~", "100%",
		strings.Repeat("long ", 100), "ends with spaces   ", "\u00a0nbsp\u00a0", "\xff\xfe", "Œuvre ß",
	} {
		id := fmt.Sprintf("m%02d", i)
		names[id] = name
		b.post(t, ledger.Transfer{Debit: ledger.MemberCosts, Credit: ledger.Payable(id), Amount: amount(int64(i+1), "USD"), Phase: ledger.Direct, Memo: name, Cause: "c:" + name, EffectiveOn: "2026-01-01"})
	}
	for i, id := range []string{"a;b", "a%3Bb", "(a)", "[a]", "*", ";", "%", "a=b", `"`, "@"} {
		b.post(t, ledger.Transfer{Debit: ledger.MemberCosts, Credit: ledger.Recover(id), Amount: amount(int64(1000+i), "USD"), Phase: ledger.Pending, EffectiveOn: "2026-01-01"})
	}
	b.post(t, ledger.Transfer{Debit: "wallet:;x", Credit: "wallet:(x)", Amount: amount(1, "USD"), Phase: ledger.Direct, EffectiveOn: "2026-01-01"})
	b.write(t, names)
	for member, want := range map[string]string{
		"m00": "member:m00:payable", "m02": "member:Mia Berger m02:payable", "m03": "member:Mia Berger m03:payable",
		"m12": "member:a b payable m12:payable", "m15": "member:sunny m15:payable", "m16": "member:m16:payable",
		"m19": "member:Zoe Angstroem-Luczak m19:payable", "m30": "member:Oeuvre ss m30:payable", "a;b": "member:a%3Bb:payable", "a%3Bb": "member:a%253Bb:payable",
	} {
		if got := names.Account(ledger.Payable(member)); got != want {
			t.Errorf("%q is %q, want %q", names[member], got, want)
		}
	}
	if got := names.Account(ledger.Payable("m26")); len(got) > 60 || !strings.HasSuffix(got, "long m26:payable") {
		t.Errorf("%q", got)
	}
}

// A day that is none, which only a fact from outside can bring.
func TestDays(t *testing.T) {
	hledgertest.Need(t)
	b := newBooks()
	days := map[string]string{"": "2026-11-22", "2026-02-30": "2026-11-22", "0000-01-01": "2026-11-22", "0001-01-01": "0001-01-01", "9999-12-31": "9999-12-31", "2026-1-1": "2026-11-22"}
	for day := range days {
		b.post(t, ledger.Transfer{Debit: ledger.Wallet, Credit: ledger.Funding, Amount: amount(1, "USD"), Phase: ledger.Direct, EffectiveOn: day, Memo: "day" + day})
	}
	file := b.write(t, nil)
	for day, want := range days {
		if !slices.ContainsFunc(strings.Split(file, "\n"), func(line string) bool {
			return strings.HasPrefix(line, want+" * (") && strings.HasSuffix(line, ") day"+day)
		}) {
			t.Errorf("%q is not on %s:\n%s", day, want, file)
		}
	}
}

// Whatever happens in a book, hledger comes to the same balances, in currencies
// with 0, 2 and 3 decimals.
func TestHledgerAgreesOnAnyBook(t *testing.T) {
	hledgertest.Need(t)
	accounts := []ledger.Account{ledger.CJLocked, ledger.Commission, ledger.Wallet, ledger.MemberCosts, ledger.Payable("m"), ledger.Recover("m"), ledger.Payable("n"), ledger.CSVClearing}
	rapid.Check(t, func(t *rapid.T) {
		b, reserved := newBooks(), []ledger.Transfer{}
		for range rapid.IntRange(1, 60).Draw(t, "transfers") {
			day := noon.AddDate(0, 0, rapid.IntRange(-900, 900).Draw(t, "day")).Format(time.DateOnly)
			if len(reserved) > 0 && rapid.Bool().Draw(t, "resolve") {
				i := rapid.IntRange(0, len(reserved)-1).Draw(t, "which")
				b.resolve(t, reserved[i], rapid.SampledFrom([]ledger.Phase{ledger.Post, ledger.Void}).Draw(t, "phase"), day)
				reserved = slices.Delete(reserved, i, i+1)
				continue
			}
			sides := rapid.SliceOfNDistinct(rapid.SampledFrom(accounts), 2, 2, rapid.ID).Draw(t, "accounts")
			x := b.post(t, ledger.Transfer{Debit: sides[0], Credit: sides[1], EffectiveOn: day, Memo: rapid.String().Draw(t, "memo"), Cause: rapid.String().Draw(t, "cause"),
				Amount: amount(rapid.Int64Range(1, money.Limit).Draw(t, "minor"), rapid.SampledFrom([]money.Currency{"USD", "JPY", "KWD"}).Draw(t, "currency")),
				Phase:  rapid.SampledFrom([]ledger.Phase{ledger.Direct, ledger.Pending}).Draw(t, "kind")})
			if x.Phase == ledger.Pending {
				reserved = append(reserved, x)
			}
		}
		b.write(t, journal.Names{"m": rapid.String().Draw(t, "name"), "n": rapid.String().Draw(t, "other name")})
	})
}

// full is a disk without room.
type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errors.New("the disk is full")
	}
	return len(p), nil
}

func TestWhatFailsIsTold(t *testing.T) {
	b := newBooks()
	for range 100 {
		b.post(t, ledger.Transfer{Debit: ledger.Wallet, Credit: ledger.Funding, Amount: amount(1, "USD"), Phase: ledger.Direct, EffectiveOn: "2026-01-01"})
	}
	for _, room := range []int{0, 5000} {
		if _, err := journal.Write(&full{room}, journal.Book{Balances: b.book.Balances(), Transfers: b.transfers()}); err == nil || err.Error() != "the disk is full" {
			t.Errorf("room for %d: %v", room, err)
		}
	}
	broken := errors.New("can't be read")
	n, err := journal.Write(&bytes.Buffer{}, journal.Book{Balances: b.book.Balances(), Transfers: func(yield func(journal.Transfer, error) bool) {
		for x := range b.transfers() {
			if !yield(x, nil) || x.Position == 3 && !yield(x, broken) {
				return
			}
		}
	}})
	if n != 3 || !errors.Is(err, broken) {
		t.Errorf("%d transactions, then %v", n, err)
	}
}

// A label never holds what hledger gives a meaning to.
func FuzzNames(f *testing.F) {
	f.Add("Mia Berger", "mia")
	f.Add("a  ;b", "a:b")
	f.Fuzz(func(t *testing.T, name, id string) {
		a := ledger.Payable(id)
		if !a.Known() {
			return
		}
		got := journal.Names{id: name}.Account(a)
		if strings.Contains(got, "  ") || strings.ContainsFunc(got, func(r rune) bool { return r < ' ' || r > '~' || strings.ContainsRune(";()[]*!=@|#", r) }) || strings.Count(got, ":") != 2 {
			t.Fatalf("%q of %q is %q", name, id, got)
		}
		if other := (journal.Names{id + "x": name}).Account(ledger.Payable(id + "x")); other == got {
			t.Fatalf("two members are both %q", got)
		}
	})
}
