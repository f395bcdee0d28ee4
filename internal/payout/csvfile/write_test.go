package csvfile_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/money"
	"linkledger/internal/payout/csvfile"
)

func line(member, receiver string, minor int64) csvfile.Line {
	return csvfile.Line{Member: member, Receiver: receiver, Amount: money.New(minor, "USD"), Reference: "Payment 7"}
}

func TestWrite(t *testing.T) {
	var file bytes.Buffer
	sum, err := csvfile.Write(&file, "pay7", []csvfile.Line{
		line("m2", "bo.o'neil+shop@brand.example", 5), line("m1", "ann@brand.example", 123456),
	})
	if err != nil {
		t.Fatal(err)
	}
	const want = "payment,member,receiver,amount,currency,reference\r\n" +
		"pay7,m1,ann@brand.example,1234.56,USD,Payment 7\r\n" +
		"pay7,m2,bo.o'neil+shop@brand.example,0.05,USD,Payment 7\r\n"
	if diff := cmp.Diff(want, file.String()); diff != "" {
		t.Error(diff)
	}
	if digest := sha256.Sum256([]byte(want)); sum != hex.EncodeToString(digest[:]) {
		t.Errorf("sum %s is not of the bytes", sum)
	}
}

func TestWriteOtherDigits(t *testing.T) {
	for currency, want := range map[money.Currency]string{"JPY": ",1234,JPY,", "KWD": ",1.234,KWD,"} {
		var file bytes.Buffer
		l := line("m1", "ann@brand.example", 1234)
		l.Amount.Currency = currency
		if _, err := csvfile.Write(&file, "p", []csvfile.Line{l}); err != nil || !strings.Contains(file.String(), want) {
			t.Errorf("%s: got %q, %v", currency, file.String(), err)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	good := line("m1", "ann@brand.example", 1000)
	with := func(change func(*csvfile.Line)) csvfile.Line { l := good; l.Member = "m2"; change(&l); return l }
	receiver := func(text string) csvfile.Line { return with(func(l *csvfile.Line) { l.Receiver = text }) }
	reference := func(text string) csvfile.Line { return with(func(l *csvfile.Line) { l.Reference = text }) }
	member := func(text string) csvfile.Line { return with(func(l *csvfile.Line) { l.Member = text }) }
	amount := func(minor int64, c money.Currency) csvfile.Line {
		return with(func(l *csvfile.Line) { l.Amount = money.New(minor, c) })
	}
	tests := []struct {
		name  string
		line  csvfile.Line
		field string
	}{
		{"no receiver", receiver(""), "receiver"},
		{"no at", receiver("ann"), "receiver"},
		{"no dot", receiver("ann@brand"), "receiver"},
		{"two dots", receiver("ann..b@brand.example"), "receiver"},
		{"name and address", receiver("Ann <ann@brand.example>"), "receiver"},
		{"two addresses", receiver("ann@brand.example,bo@brand.example"), "receiver"},
		{"formula", receiver("=cmd|' /C calc'!A0@brand.example"), "receiver"},
		{"plus first", receiver("+ann@brand.example"), "receiver"},
		{"minus first", receiver("-ann@brand.example"), "receiver"},
		{"line break", receiver("ann@brand.example\r\nm9"), "receiver"},
		{"trailing line feed", receiver("ann@brand.example\n"), "receiver"},
		{"quote", receiver(`"ann"@brand.example`), "receiver"},
		{"umlaut", receiver("änn@brand.example"), "receiver"},
		{"look-alike host", receiver("ann@brаnd.example"), "receiver"},
		{"right to left", receiver("ann\u202e@brand.example"), "receiver"},
		{"too long", receiver(strings.Repeat("a", 60) + "@" + strings.Repeat("b", 60) + ".example"), "receiver"},
		{"address literal", receiver("ann@[127.0.0.1]"), "receiver"},
		{"no reference", reference(""), "reference"},
		{"reference formula", reference("=1+1"), "reference"},
		{"reference at", reference("@SUM(A1)"), "reference"},
		{"reference tab", reference("\tx"), "reference"},
		{"reference comma", reference("a,b"), "reference"},
		{"reference line feed", reference("a\n"), "reference"},
		{"no member", member(""), "member"},
		{"member minus", member("-m"), "member"},
		{"same member", member("m1"), "member"},
		{"nothing", amount(0, "USD"), "amount"},
		{"negative", amount(-5, "USD"), "amount"},
		{"too much in all", amount(math.MaxInt64, "USD"), "amount"},
		{"other currency", amount(5, "EUR"), "currency"},
		{"no currency", amount(5, ""), "currency"},
		{"unknown currency", amount(5, "usd"), "currency"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var file bytes.Buffer
			sum, err := csvfile.Write(&file, "pay7", []csvfile.Line{good, test.line})
			var problems csvfile.Problems
			if !errors.As(err, &problems) || len(problems) != 1 || problems[0].Line != 2 || problems[0].Field != test.field || problems[0].Reason == "" {
				t.Errorf("got %+v, want one problem with the %s of line 2", err, test.field)
			}
			if file.Len() > 0 || sum != "" {
				t.Errorf("%d bytes were written", file.Len())
			}
		})
	}
	for name, bad := range map[string]struct {
		id    string
		lines []csvfile.Line
	}{"no lines": {"p", nil}, "no id": {"", []csvfile.Line{good}}, "formula id": {"=1", []csvfile.Line{good}}} {
		if _, err := csvfile.Write(&bytes.Buffer{}, bad.id, bad.lines); err == nil {
			t.Errorf("%s was written", name)
		}
	}
}

func TestProblemsNameTheLines(t *testing.T) {
	lines := make([]csvfile.Line, 8)
	for i := range lines {
		lines[i] = line(string(rune('a'+i)), "nobody", 1)
	}
	_, err := csvfile.Write(&bytes.Buffer{}, "p", lines)
	if err == nil || !strings.Contains(err.Error(), `line 1 (member "a"), receiver`) || !strings.Contains(err.Error(), "and 3 more") {
		t.Errorf("got %v", err)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestWriterFails(t *testing.T) {
	if sum, err := csvfile.Write(full{}, "p", []csvfile.Line{line("m1", "ann@brand.example", 1)}); err == nil || sum != "" {
		t.Errorf("got %q, %v", sum, err)
	}
}

// The order in which lines come doesn't matter, and the amounts read back.
func TestWriteIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		members := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z2-7]{16}`), 1, 20, rapid.ID).Draw(t, "members")
		var lines []csvfile.Line
		for _, m := range members {
			lines = append(lines, line(m, m+"@brand.example", rapid.Int64Range(1, 1e9).Draw(t, "minor")))
		}
		var one, two bytes.Buffer
		sum, err := csvfile.Write(&one, "p", lines)
		if err != nil {
			t.Fatal(err)
		}
		given := slices.Clone(lines)
		again, err := csvfile.Write(&two, "p", rapid.Permutation(lines).Draw(t, "order"))
		if err != nil || sum != again || !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Fatalf("%s and %s, %v", sum, again, err)
		}
		if diff := cmp.Diff(given, lines); diff != "" {
			t.Fatalf("the caller's lines were moved: %s", diff)
		}
		var total, want money.Amount
		for _, l := range lines {
			want, _ = want.Add(l.Amount)
		}
		rows, err := csv.NewReader(&one).ReadAll()
		if err != nil || len(rows) != len(lines)+1 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for _, row := range rows[1:] {
			amount, err := money.Parse(row[3], money.Currency(row[4]))
			if err != nil {
				t.Fatal(err)
			}
			total, _ = total.Add(amount)
		}
		if total != want {
			t.Fatalf("the file pays %s, want %s", total, want)
		}
	})
}

func TestFilename(t *testing.T) {
	for _, test := range []struct {
		number   int
		day      string
		currency money.Currency
		want     string
	}{
		{7, "2026-11-22", "USD", "linkledger-payment-0007-2026-11-22-USD.csv"},
		{12345, "2026-11-22", "JPY", "linkledger-payment-12345-2026-11-22-JPY.csv"},
		{1, "../../etc", "U/S", "linkledger-payment-0001-etc-US.csv"},
	} {
		if got := csvfile.Filename(test.number, test.day, test.currency); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}

func FuzzWrite(f *testing.F) {
	f.Add("pay7", "m1", "ann@brand.example", int64(1), "USD", "Payment 7")
	f.Add("p", "m", "a'b+c%d@x-y.example", int64(math.MaxInt64), "JPY", "a/b.c")
	f.Fuzz(func(t *testing.T, payment, member, receiver string, minor int64, currency, reference string) {
		var file bytes.Buffer
		l := csvfile.Line{Member: member, Receiver: receiver, Amount: money.New(minor, money.Currency(currency)), Reference: reference}
		if _, err := csvfile.Write(&file, payment, []csvfile.Line{l}); err != nil {
			if file.Len() > 0 {
				t.Error("bytes were written beside an error")
			}
			return
		}
		if strings.Count(file.String(), "\n") != 2 || strings.Count(file.String(), "\r") != 2 {
			t.Errorf("line breaks: %q", file.String())
		}
		rows, err := csv.NewReader(&file).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		want := [][]string{csvfile.Header(), {payment, member, receiver, l.Amount.Text(), currency, reference}}
		if diff := cmp.Diff(want, rows); diff != "" {
			t.Error(diff)
		}
		for _, field := range rows[1] {
			if field == "" || strings.ContainsAny(field[:1], "=+-@\t\r") {
				t.Errorf("%q is empty or a formula", field)
			}
		}
	})
}
