package reconcile_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/money"
	"linkledger/internal/reconcile"
)

var noon = time.Date(2026, 9, 10, 12, 0, 0, 0, time.UTC)

// usd reads an amount such as "12.50", of dollars unless it names a currency.
func usd(text string) money.Amount {
	number, code, named := strings.Cut(text, " ")
	if !named {
		code = "USD"
	}
	a, err := money.Parse(number, money.Currency(code))
	if err != nil {
		panic(err)
	}
	return a
}

// row makes one of a line such as "cj A1 order=1001 click=c1 amount=12.50".
func row(line string) reconcile.Row {
	words := strings.Fields(line)
	r := reconcile.Row{Side: map[string]reconcile.Side{"cj": reconcile.CJ, "postback": reconcile.Postback, "shop": reconcile.Shop}[words[0]],
		ID: words[1], At: noon, Timed: true, Amount: usd("100"), Member: "Mira"}
	r.Original = r.Amount
	for _, word := range words[2:] {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "order":
			r.OrderID = value
		case "click":
			r.ClickID = value
		case "shop":
			r.Shop = value
		case "brand":
			r.Advertiser = value
		case "amount":
			r.Amount = usd(strings.ReplaceAll(value, "_", " "))
			r.Original = r.Amount
		case "now":
			r.Amount = usd(value)
			r.TakenBack = r.Amount.IsZero()
		case "once":
			r.Once = append(r.Once, usd(value))
		case "hours":
			d, err := time.ParseDuration(value + "h")
			if err != nil {
				panic(err)
			}
			r.At = r.At.Add(d)
		case "day":
			r.Timed, r.At = false, noon.Truncate(24*time.Hour)
		case "test":
			r.Test = true
		case "late":
			r.Late = "CJ took it back late."
		case "locked":
			r.Locked = true
		case "doubtful":
			r.Doubtful = true
		case "bonus":
			r.Extra, r.Amount, r.Original, r.Commission = true, usd("0"), usd("0"), usd("5")
		case "lead":
			r.NoAmount, r.Amount, r.Original, r.Commission = true, usd("0"), usd("0"), usd("5")
		case "noamount":
			r.NoAmount, r.Amount, r.Original = true, usd("0"), usd("0")
		case "tracker":
			r.Tracker = value
		case "nobody":
			r.Member = ""
		default:
			panic(name)
		}
	}
	r.Day = r.At.Format("2006-01-02")
	return r
}

func compare(t *testing.T, s reconcile.Sources) reconcile.Result {
	t.Helper()
	result, err := reconcile.Run(context.Background(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestRules(t *testing.T) {
	for _, c := range []struct {
		rows string // a line each
		open bool   // no orders of the shop were read in
		want string // cases: bucket, how matched, keys
	}{
		{rows: "cj A order=1 click=x|postback P order=1 click=x|shop 1 order=1", want: "matched order number 95 cj:A"},
		{rows: "cj A order=1 click=x|postback P click=x", open: true, want: "matched click id 100 cj:A"},
		{rows: "cj A order=1 click=x|postback P click=x", want: "cj_only click id 100 cj:A"},
		{rows: "cj A click=x|postback P order=1 click=x|shop 1 order=1", want: "matched order number 95 cj:A"},
		{rows: "cj A order=1|shop 1 order=1", want: "matched order number 95 cj:A"},
		{rows: "cj A order=BR-1|shop 1 order=br-1", want: "matched order number 95 cj:A"},
		{rows: "cj A order=1001|shop 1 order=#1001", want: "matched order number 90 cj:A"},
		{rows: "cj A order=#001001|shop 1 order=1001", want: "matched order number 90 cj:A"},
		{rows: "cj A order=1001|shop 1 order=#1001|shop 2 order=1001", want: "duplicate order number 90 cj:A"},
		{rows: "cj A order=1001|shop 1 order=01001 amount=7|shop 2 order=1001", want: "shop_only shop:1|matched order number 95 cj:A"},
		{rows: "cj A order=0|shop 1 order=0 hours=100", want: "cj_only cj:A|shop_only shop:1"}, // stands for no number

		{rows: "cj A order=1", want: "cj_only cj:A"},
		{rows: "cj A order=1 now=0", want: "matched cj:A"},
		{rows: "cj A bonus", want: "matched cj:A"},
		{rows: "cj A lead order=1|shop 1 order=1", want: "matched order number 95 cj:A"},
		{rows: "postback P order=1 click=x", want: "postback_only postback:P"},
		{rows: "postback P order=1 click=x|shop 1 order=1", want: "postback_only order number 95 postback:P"},
		{rows: "postback P order=1 click=x amount=5|shop 1 order=1", want: "amount order number 95 postback:P"},
		{rows: "shop 1 order=1", want: "shop_only shop:1"},

		{rows: "cj A order=1 amount=12.50|shop 1 order=1 amount=12.51", want: "amount order number 95 cj:A"},
		{rows: "cj A order=1 amount=12.50|shop 1 order=1 amount=12.50_EUR", want: "amount order number 95 cj:A"},
		{rows: "cj A order=1 now=80 click=x|postback P order=1 click=x|shop 1 order=1 now=80", want: "matched order number 95 cj:A"},
		{rows: "cj A order=1 click=x|postback P order=1 click=x|shop 1 order=1 now=80", want: "amount order number 95 cj:A"},
		{rows: "cj A order=1 now=0|shop 1 order=1 now=0", want: "matched order number 95 cj:A"},
		{rows: "cj A order=1 now=0|shop 1 order=1", want: "amount order number 95 cj:A"},
		{rows: "cj A order=1 click=x|postback P order=1 click=x amount=9", open: true, want: "amount click id 100 cj:A"},
		{rows: "cj A order=1 click=x|postback P click=x noamount", open: true, want: "matched click id 100 cj:A"},
		{rows: "cj A order=1 click=x|postback P click=x amount=9 doubtful", open: true, want: "matched click id 100 cj:A"},

		{rows: "cj A order=1|cj B order=1|shop 1 order=1", want: "duplicate order number 95 cj:A"},
		{rows: "cj A order=1 tracker=sale|cj B order=1 lead tracker=lead|shop 1 order=1", want: "matched order number 95 cj:A"},
		{rows: "cj A order=1 now=0|cj B order=1|shop 1 order=1", want: "matched order number 95 cj:A"}, // taken back and entered anew
		{rows: "cj A order=1|shop 1 order=1|shop 1#2 order=1", want: "duplicate order number 95 cj:A"},
		{rows: "cj A order=1 click=x|postback P order=1 click=x|postback Q order=1 click=y|shop 1 order=1", want: "duplicate order number 95 cj:A"},
		{rows: "cj A order=1 click=x|postback Q order=1 click=y|shop 1 order=1", want: "duplicate order number 95 cj:A"},
		{rows: "cj A order=1 click=x|cj B order=2 click=x|postback P order=1 click=x|postback Q order=2 click=x|shop 1 order=1|shop 2 order=2",
			want: "matched order number 95 cj:A|matched order number 95 cj:B"}, // one click, two orders
		{rows: "cj A order=1 click=x amount=5|cj B order=2 click=x amount=6|postback P click=x amount=6|postback Q click=x amount=5", open: true,
			want: "matched click id 85 cj:A|matched click id 85 cj:B"},
		{rows: "cj A order=1 click=x amount=6|postback P click=x amount=6|postback Q click=x amount=5", open: true,
			want: "postback_only postback:Q|matched click id 85 cj:A"},

		{rows: "cj A order=1 now=0 late|shop 1 order=1 now=0", want: "reversed_late order number 95 cj:A"},
		{rows: "cj A order=1 now=80 late|shop 1 order=1 now=0", want: "reversed_late order number 95 cj:A"},
		{rows: "cj A order=1 test|cj B order=1|shop 1 order=1 amount=9", want: "test order number 95 cj:A"},
		{rows: "cj A order=1|cj B order=1 late now=0|cj C order=1", want: "duplicate order number 95 cj:A"},

		// A lead tells no amount, wherever it stands; the sale beside it does.
		{rows: "cj A lead order=1 tracker=lead|cj B order=1 tracker=sale|shop 1 order=1 amount=80", want: "amount order number 95 cj:A"},
		{rows: "cj A lead order=1 tracker=lead|cj B order=1 tracker=sale|shop 1 order=1", want: "matched order number 95 cj:A"},
		{rows: "cj A order=1 amount=0 tracker=lead|cj B order=1 tracker=sale|shop 1 order=1", want: "matched order number 95 cj:A"},
		{rows: "cj A order=1 click=x|postback P order=1 click=x doubtful now=0|postback Q order=1 click=x amount=9|shop 1 order=1", want: "amount order number 95 cj:A"},
		// Two trackers count one order, and are not added.
		{rows: "cj A order=1 tracker=2|cj B order=1 tracker=3|shop 1 order=1", want: "matched order number 95 cj:A"},
		{rows: "cj A order=1 tracker=2 amount=60|cj B order=1 tracker=3 amount=40|shop 1 order=1", want: "matched order number 95 cj:A"},
		{rows: "cj A order=1 tracker=2|cj B order=1 tracker=3|shop 1 order=1 amount=80", want: "amount order number 95 cj:A"},
		// A postback may tell what CJ once had.
		{rows: "cj A order=1 click=x once=80 now=60|postback P order=1 click=x now=80|shop 1 order=1 now=60", want: "matched order number 95 cj:A"},
		{rows: "cj A order=1 click=x once=80 now=60|postback P order=1 click=x now=70|shop 1 order=1 now=60", want: "amount order number 95 cj:A"},
		// Nothing is left anywhere.
		{rows: "shop 1 order=1 now=0", want: "matched shop:1"},
		{rows: "postback P order=1 click=x now=0|shop 1 order=1 now=0", want: "matched order number 95 postback:P"},
		{rows: "postback P order=1 click=x now=0", want: "matched postback:P"},

		// Shops that count alike.
		{rows: "cj A order=1 brand=a amount=5|cj B order=1 brand=b amount=6|shop 1 order=1 amount=6", want: "cj_only cj:A|matched order number 70 cj:B"},
		{rows: "cj A order=1 shop=a amount=5|cj B order=#1 shop=b amount=5|shop 1 order=#01 shop=a amount=5|shop 2 order=1 shop=b amount=5", want: "matched order number 90 cj:A|matched order number 90 cj:B"},
		{rows: "cj A order=1 amount=5|shop 1 order=1 shop=a amount=6|shop 2 order=01 shop=b amount=5", want: "shop_only shop:1|matched order number 70 cj:A"},
		{rows: "cj A order=1|shop 1 order=1 shop=a|shop 2 order=1", want: "cj_only cj:A|shop_only shop:1|shop_only shop:2"},
		{rows: "cj A order=1 brand=x|shop 1 order=1 shop=a|shop 2 order=2 shop=b|cj B order=2 brand=y", want: "matched order number 95 cj:A|matched order number 95 cj:B"},
		{rows: "cj A order=1 brand=a|postback P order=1 brand=b click=y", open: true, want: "cj_only cj:A|postback_only postback:P"},

		// By amount and time.
		{rows: "cj A|shop 1 order=1 hours=47", want: "matched amount and time 80 cj:A"},
		{rows: "cj A|shop 1 order=1 hours=49", want: "cj_only cj:A|shop_only shop:1"},
		{rows: "cj A hours=-1|shop 1 order=1 day", want: "matched amount and time 80 cj:A"},
		{rows: "cj A hours=71|shop 1 order=1 day", want: "cj_only cj:A|shop_only shop:1"}, // the day ended more than 48 hours before
		{rows: "cj A hours=59|shop 1 order=1 day", want: "matched amount and time 80 cj:A"},
		{rows: "cj A|shop 1 order=1|shop 2 order=2", want: "cj_only cj:A|shop_only shop:1|shop_only shop:2"},
		{rows: "cj A|cj B|shop 1 order=1", want: "cj_only cj:A|cj_only cj:B|shop_only shop:1"},
		{rows: "cj A|shop 1 order=1 amount=100_EUR", want: "cj_only cj:A|shop_only shop:1"},
		{rows: "cj A order=7|shop 1 order=8", want: "matched amount and time 60 cj:A"}, // no number is shared at all
		{rows: "cj A order=7|shop 1 order=8|cj B order=9 amount=3|shop 9 order=9 amount=3", want: "cj_only cj:A|shop_only shop:1|matched order number 95 cj:B"},
		{rows: "cj A order=7 click=x|postback P click=x|shop 1 order=8|cj B order=9 amount=3|shop 9 order=9 amount=3", want: "cj_only click id 100 cj:A|shop_only shop:1|matched order number 95 cj:B"},
		{rows: "cj A order=7|postback P click=x", open: true, want: "matched amount and time 80 cj:A"},
		{rows: "cj A click=y|postback P click=x", open: true, want: "cj_only cj:A|postback_only postback:P"}, // two clicks are two sales
		{rows: "postback P click=x|shop 1 order=1", want: "postback_only amount and time 80 postback:P"},
	} {
		s := reconcile.Sources{Covered: []reconcile.Span{{From: "2026-09-01", To: "2026-09-30"}}, Postbacks: true}
		if c.open {
			s.Covered = nil
		}
		for line := range strings.SplitSeq(c.rows, "|") {
			s.Rows = append(s.Rows, row(line))
		}
		var got []string
		for _, found := range compare(t, s).Cases {
			words := []string{string(found.Bucket)}
			if found.By != "" {
				words = append(words, string(found.By), fmt.Sprint(found.Confidence))
			}
			got = append(got, strings.Join(append(words, found.Key), " "))
			if found.Why == "" || !strings.HasSuffix(found.Why, ".") {
				t.Errorf("%s says %q", found.Key, found.Why)
			}
		}
		if diff := cmp.Diff(strings.Split(c.want, "|"), got); diff != "" {
			t.Errorf("%s\n%s", strings.ReplaceAll(c.rows, "|", "\n"), diff)
		}
	}
}

func TestDifferences(t *testing.T) {
	for rows, want := range map[string]string{
		"cj A order=1 amount=12.50|shop 1 order=1 amount=12.51":                  "-0.01 USD: CJ has 12.50 USD and the shop 12.51 USD.",
		"cj A order=1 amount=12 locked|shop 1 order=1 now=0":                     "12.00 USD: CJ has 12.00 USD and the shop 0.00 USD. CJ has locked it: it can't be corrected any more.",
		"cj A order=1|cj B order=1 amount=7":                                     "7.00 USD: One order, and CJ has it twice.",
		"cj A order=1 now=30 late":                                               "-70.00 USD: CJ took it back late.",
		"shop 1 order=1":                                                         "-100.00 USD: Only the shop has it, with a promo code of Mira: CJ should have it.",
		"shop 1 order=1 nobody":                                                  "-100.00 USD: Only the shop has it: no member's link or code is known for it, as for most orders of a shop.",
		"postback P click=x":                                                     "-100.00 USD: A postback told of it, and CJ's ledger does not have it.",
		"cj A click=x now=40|postback P click=x":                                 "0 : CJ and the postback agree: the postback told 100.00 USD, and CJ has corrected it to 40.00 USD since.",
		"cj A order=1 tracker=2|cj B order=1 tracker=3|shop 1 order=1":           "0 : CJ and the shop agree. CJ counts it by 2 action trackers.",
		"cj A order=1 tracker=2|cj B order=1 tracker=3|shop 1 order=1 amount=80": "20.00 USD: CJ has 100.00 USD and the shop 80.00 USD.",
		"shop 1 order=1 now=0":                                                   "0 : The shop took it back: nothing of it is left to compare.",
		"cj A order=1 test locked":                                               "0 : A test purchase that CJ has locked: it can't be cancelled any more.",
	} {
		var s reconcile.Sources
		for line := range strings.SplitSeq(rows, "|") {
			s.Rows = append(s.Rows, row(line))
		}
		c := compare(t, s).Cases[0]
		if got := c.Difference.String() + ": " + c.Why; got != want {
			t.Errorf("%s: %s, want %s", rows, got, want)
		}
	}
}

func TestCasesOfOtherDaysAreLeftOut(t *testing.T) {
	s := reconcile.Sources{From: "2026-09-10", To: "2026-09-10", Rows: []reconcile.Row{
		row("cj A order=1"), row("shop 1 order=1 hours=20"), // the shop's clock is of another day
		row("cj B order=2 hours=-20"), row("shop 2 order=2"),
		row("shop 3 order=3 hours=30"),
	}}
	result := compare(t, s)
	if len(result.Cases) != 1 || result.Cases[0].Key != "cj:A" || result.Totals[reconcile.Shop]["USD"].Rows != 1 {
		t.Errorf("%+v", result)
	}
}

func TestManyWithOneOrderNumberHaveNone(t *testing.T) {
	var s reconcile.Sources
	for i := range 60 {
		s.Rows = append(s.Rows, row(fmt.Sprintf("shop S%d order=see-above hours=%d amount=%d", i, i, i+1)))
	}
	if n := compare(t, s).Count[reconcile.OnlyShop]; n != 60 {
		t.Errorf("%d cases of 60 orders", n)
	}
}

func TestCancelStopsIt(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var s reconcile.Sources
	for i := range 10_000 {
		s.Rows = append(s.Rows, row(fmt.Sprintf("cj A%d order=%d", i, i)), row(fmt.Sprintf("shop S%d order=%d", i, i)))
	}
	told := 0
	_, err := reconcile.Run(ctx, s, func(done, total int) {
		if told++; done < 0 || done > total || total == 0 {
			t.Errorf("told %d of %d", done, total)
		}
		if told == 3 {
			cancel()
		}
	})
	if err == nil || told > 4 {
		t.Errorf("went on %d times after it was cancelled: %v", told, err)
	}
}
