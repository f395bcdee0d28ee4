package reconcile_test

import (
	"strings"
	"testing"

	"linkledger/internal/reconcile"
)

// An order number that several shops have is never guessed at: the case says
// which orders it may be, how surely, and nothing is cancelled for it.
func TestWhichShopItIs(t *testing.T) {
	for name, c := range map[string]struct {
		rows, key, why string
		doubt          bool
	}{
		"its amount tells": {"cj A order=1 amount=5|shop 1 order=1 shop=a.example amount=6|shop 2 order=1 shop=b.example amount=5", "cj:A",
			"CJ and the shop agree. No postback told of it, which costs nothing. Several shops have its number; the amount says which of them this is.", false},
		"both have its amount": {"cj A order=1|shop 1 order=1 shop=a.example|shop 2 order=1 shop=b.example", "cj:A",
			"CJ only. Orders of a.example and b.example have its number, and nothing says which of them it is (50 % each).", true},
		"none has its amount": {"cj A order=1 amount=5|shop 1 order=1 shop=a.example|shop 2 order=1", "cj:A",
			"CJ only. Orders of a.example and the shop without a name have its number, and nothing says which of them it is (50 % each).", true},
		"one is left, with another amount": {"cj A order=1 shop=a.example|shop 1 order=1 shop=a.example|cj B order=1 amount=5|shop 2 order=1 shop=b.example", "cj:B",
			"CJ only. An order of b.example has its number and another amount, and nothing says that it is this one.", true},
		"as its shop sees it": {"cj A order=1|shop 1 order=1 shop=a.example|shop 2 order=1 shop=b.example", "shop:1",
			"Only the shop has it, with a promo code of Mira: CJ should have it. CJ or a postback has its number, too, and nothing says that it is this shop's.", false},
		"it is known": {"cj A order=1 shop=a.example|shop 1 order=1 shop=b.example", "cj:A", "Only CJ has it. The shop's orders of that day don't.", false},
	} {
		s := reconcile.Sources{Postbacks: true}
		for _, shop := range []string{"a.example", "b.example"} {
			s.Covered = append(s.Covered, reconcile.Span{Shop: shop, From: "2026-09-01", To: "2026-09-30"})
		}
		for line := range strings.SplitSeq(c.rows, "|") {
			s.Rows = append(s.Rows, row(line))
		}
		for _, found := range compare(t, s).Cases {
			if found.Key == c.key && (found.Why != c.why || found.Doubt != c.doubt) {
				t.Errorf("%s: %v, %s", name, found.Doubt, found.Why)
			}
		}
	}
}

// An order is missing in its own shop's file only.
func TestWhatAShopLacks(t *testing.T) {
	covered := []reconcile.Span{{Shop: "a.example", From: "2026-09-01", To: "2026-09-30"}, {Shop: "b.example", From: "2026-10-01", To: "2026-10-31"}}
	for line, want := range map[string]string{
		"cj A order=1 shop=a.example": "The shop's orders of that day don't.",
		"cj A order=1 shop=b.example": "no orders of the shop were read in for that day.",
		"cj A order=1 shop=c.example": "no orders of the shop were read in for that day.",
		"cj A order=1":                "It may be of a shop whose orders of that day were not read in.",
	} {
		c := compare(t, reconcile.Sources{Postbacks: true, Covered: covered, Rows: []reconcile.Row{row(line)}}).Cases[0]
		if c.Bucket != reconcile.OnlyCJ || !strings.HasSuffix(c.Why, want) || c.Doubt != strings.HasPrefix(want, "It may be") {
			t.Errorf("%s: %s, %v, %s", line, c.Bucket, c.Doubt, c.Why)
		}
	}
}
