package ingest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
)

func unexplained(minor int64) func(*affiliate.Receipt) {
	return func(r *affiliate.Receipt) { r.Unexplained = minor }
}

// names writes what a payment names as entries: the receipt itself, and parts
// but for those that are lost.
func (s *scene) names(r affiliate.Receipt, lost ...int) affiliate.Receipt {
	for part, names := range r.InParts() {
		if len(lost) == 0 || part != lost[0] {
			s.change(affiliate.NounNames, r.PartKey(part), names)
		}
	}
	return r
}

// What a payment's file has for things that CJ does not owe settles nothing, and
// makes up for nothing; what the rest lacks or has too much is what it was.
func TestUnexplainedPartsOfPayments(t *testing.T) {
	for name, c := range map[string]struct {
		pays   func(*scene)
		want   []string
		stands [3]int64 // CJ owes, on its way, differences
	}{
		"beside what is owed":           {func(s *scene) { s.paid("r1", 2_300, only("1"), unexplained(300)) }, []string{"r1 settled 2000 of 1, short by 0"}, [3]int64{2_000, 0, 300}},
		"while the rest is short":       {func(s *scene) { s.paid("r1", 2_200, only("1"), unexplained(300)) }, []string{"r1 settled 2000 of 1, short by 100"}, [3]int64{2_100, 0, 300}},
		"while the rest is written off": {func(s *scene) { s.paid("r1", 2_200, only("1"), unexplained(300), writtenOff) }, []string{"r1 settled 2000 of 1, short by 0"}, [3]int64{2_000, 0, 200}},
		"while the rest is more":        {func(s *scene) { s.paid("r1", 2_350, only("1"), unexplained(300)) }, []string{"r1 settled 2000 of 1, short by 0"}, [3]int64{2_000, 0, 350}},
		"taken back":                    {func(s *scene) { s.paid("r1", 1_950, only("1"), unexplained(-50)) }, []string{"r1 settled 2000 of 1, short by 0"}, [3]int64{2_000, 0, -50}},
		"no earlier shortfall is paid by it": {func(s *scene) { s.paid("r1", 1_800, only("1")); s.paid("r2", 2_200, only("2"), unexplained(200)) },
			[]string{"r1 settled 2000 of 1, short by 200", "r2 settled 2000 of 1, short by 0"}, [3]int64{200, 0, 200}},
		"cancelled":         {func(s *scene) { s.paid("r1", 2_300, only("1"), unexplained(300)); s.takeBack("r1") }, []string{"r1 settled 0 of 0, short by 0"}, [3]int64{4_000, 0, 0}},
		"more than it came": {func(s *scene) { s.paid("r1", 200, only("1"), unexplained(300)) }, nil, [3]int64{4_000, 0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.cj(locked(s.row("1", s.click(1))), locked(s.row("2", s.click(1))))
			c.pays(s)
			if diff := cmp.Diff(c.want, s.received()); diff != "" {
				t.Error(diff)
			}
			if got := s.cjStands(); got != c.stands {
				t.Errorf("CJ owes, on its way, and differences: %v, want %v", got, c.stands)
			}
			if err := s.a.store.Prove(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
}

// A payment that names more than one entry takes comes with its names in parts;
// without all of them it is left out and said.
func TestPaymentsThatNameMany(t *testing.T) {
	many := []string{"1"}
	for i := range 2 * affiliate.ReceiptNamesEach {
		many = append(many, fmt.Sprint("other", i))
	}
	for name, c := range map[string]struct {
		lost    []int
		settled string
		wallet  int64
	}{
		"all parts":            {nil, "settled 2000 of 1, short by 0", 2_000},
		"the first is missing": {[]int{0}, "", 0},
		"the last is missing":  {[]int{2}, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.cj(locked(s.row("1", s.click(1))), locked(s.row("2", s.click(1))))
			r := s.names(affiliate.Receipt{Source: affiliate.ReceiptCJ, Minor: 2_000, Currency: "USD", Day: "2026-10-20", Only: many}, c.lost...)
			if r.Parts != 3 || len(r.Only) != 0 || r.Names == "" {
				t.Fatalf("%+v", r)
			}
			s.change(affiliate.NounReceipt, "r1", r)
			got := strings.Join(s.received(), "")
			if !strings.HasSuffix(got, c.settled) || (got == "") != (c.settled == "") || s.balance(ledger.Wallet) != c.wallet {
				t.Errorf("%q, %d", got, s.balance(ledger.Wallet))
			}
			if told := strings.Contains(s.problems(), "names commissions that are not in the log"); told != (c.lost != nil) {
				t.Errorf("problems: %q", s.problems())
			}
		})
	}
}
