package ingest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
)

// paid records a payment of CJ.
func (s *scene) paid(id string, minor int64, edit ...func(*affiliate.Receipt)) {
	r := affiliate.Receipt{Source: affiliate.ReceiptCJ, Minor: minor, Currency: "USD", Day: affiliate.Day(s.now, time.UTC)}
	for _, f := range edit {
		f(&r)
	}
	s.change(affiliate.NounReceipt, id, r)
}

func only(ids ...string) func(*affiliate.Receipt) {
	return func(r *affiliate.Receipt) { r.Only = ids }
}

func before(at time.Time) func(*affiliate.Receipt) {
	return func(r *affiliate.Receipt) { r.LockedBefore = at.Format(time.RFC3339) }
}

func writtenOff(r *affiliate.Receipt) { r.WriteOff = true }

// received is what became of the receipts, oldest first.
func (s *scene) received() (list []string) {
	s.t.Helper()
	s.a.exchange()
	all, err := s.a.store.Receipts(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	for _, r := range all {
		list = append([]string{fmt.Sprintf("%s settled %d of %d, short by %d", r.ID, r.Settled, r.Sales, r.Short)}, list...)
	}
	return list
}

// cjStands are what CJ owes, what is on its way, and differences.
func (s *scene) cjStands() [3]int64 {
	return [3]int64{s.balance(ledger.CJLocked), s.balance(ledger.CJInTransit), -s.balance(ledger.CJAdjust)}
}

// Three sales of 20.00 commission each have locked, the third a month later.
func TestReceiptsSettleCommissions(t *testing.T) {
	late := start.AddDate(0, 1, 10)
	except := func(r *affiliate.Receipt) { r.Except = []affiliate.ConversionID{"sale1aaaaaaaaaaa"} }
	for name, c := range map[string]struct {
		pays   func(*scene)
		want   []string
		stands [3]int64
	}{
		"exactly":                   {func(s *scene) { s.paid("r1", 6_000) }, []string{"r1 settled 6000 of 3, short by 0"}, [3]int64{0, 0, 0}},
		"more":                      {func(s *scene) { s.paid("r1", 6_150) }, []string{"r1 settled 6000 of 3, short by 0"}, [3]int64{0, 0, 150}},
		"less, which CJ still owes": {func(s *scene) { s.paid("r1", 5_900) }, []string{"r1 settled 6000 of 3, short by 100"}, [3]int64{100, 0, 0}},
		"less, written off":         {func(s *scene) { s.paid("r1", 5_900, writtenOff) }, []string{"r1 settled 6000 of 3, short by 0"}, [3]int64{0, 0, -100}},
		"the rest comes":            {func(s *scene) { s.paid("r1", 5_900); s.paid("r2", 100) }, []string{"r1 settled 6000 of 3, short by 100", "r2 settled 100 of 0, short by 0"}, [3]int64{0, 0, 0}},
		"the rest never comes":      {func(s *scene) { s.paid("r1", 5_900); s.paid("r2", 1, writtenOff) }, []string{"r1 settled 6000 of 3, short by 100", "r2 settled 100 of 0, short by 0"}, [3]int64{0, 0, -99}},
		"what had locked before":    {func(s *scene) { s.paid("r1", 4_000, before(late)) }, []string{"r1 settled 4000 of 2, short by 0"}, [3]int64{2_000, 0, 0}},
		"nothing had":               {func(s *scene) { s.paid("r1", 4_000, before(start)) }, []string{"r1 settled 0 of 0, short by 0"}, [3]int64{6_000, 0, 4_000}},
		"what a file names":         {func(s *scene) { s.paid("r1", 2_000, only("2", "2", "nowhere")) }, []string{"r1 settled 2000 of 1, short by 0"}, [3]int64{4_000, 0, 0}},
		"a sale is left out":        {func(s *scene) { s.paid("r1", 4_000, except) }, []string{"r1 settled 4000 of 2, short by 0"}, [3]int64{2_000, 0, 0}},
		"one after the other":       {func(s *scene) { s.paid("r1", 2_000, only("1")); s.paid("r2", 4_000) }, []string{"r1 settled 2000 of 1, short by 0", "r2 settled 4000 of 2, short by 0"}, [3]int64{0, 0, 0}},
		"the same one twice":        {func(s *scene) { s.paid("r1", 6_000); s.paid("r1", 6_000) }, []string{"r1 settled 6000 of 3, short by 0"}, [3]int64{0, 0, 0}},
		"again what was paid":       {func(s *scene) { s.paid("r1", 6_000); s.paid("r2", 2_000, only("1")) }, []string{"r1 settled 6000 of 3, short by 0", "r2 settled 0 of 0, short by 0"}, [3]int64{0, 0, 2_000}},
		"another currency":          {func(s *scene) { s.paid("r1", 6_000, func(r *affiliate.Receipt) { r.Currency = "EUR" }) }, []string{"r1 settled 0 of 0, short by 0"}, [3]int64{6_000, 0, 0}},
		"own money settles nothing": {func(s *scene) { s.fund(6_000) }, []string{"fund settled 0 of 0, short by 0"}, [3]int64{6_000, 0, 0}},
		"with what was brought along": {func(s *scene) {
			s.change(affiliate.NounOpening, "old", affiliate.Opening{Of: affiliate.OpeningCJ, Minor: 5_000, Currency: "USD", Day: "2026-10-01"})
			s.paid("r1", 11_000)
		}, []string{"r1 settled 11000 of 3, short by 0"}, [3]int64{0, 0, 0}},
		"a file with the rest of another": {func(s *scene) { s.paid("r1", 1_900, only("1")); s.paid("r2", 2_100, only("2")) },
			[]string{"r1 settled 2000 of 1, short by 100", "r2 settled 2100 of 1, short by 0"}, [3]int64{2_000, 0, 0}},
		"a file that does not cover the rest": {func(s *scene) { s.paid("r1", 1_900, only("1")); s.paid("r2", 2_050, only("2")) },
			[]string{"r1 settled 2000 of 1, short by 100", "r2 settled 2000 of 1, short by 0"}, [3]int64{2_100, 0, 50}},
		"declined after it was paid": {func(s *scene) {
			s.paid("r1", 6_000)
			s.cj(rowLike(locked(s.row("1", "")), func(r *affiliate.CommissionRow) { r.ValidationStatus = affiliate.ValidationDeclined }))
			s.cj(locked(s.row("4", "")), locked(s.row("5", "")))
			s.paid("r2", 2_000)
		}, []string{"r1 settled 6000 of 3, short by 0", "r2 settled 2000 of 3, short by 0"}, [3]int64{0, 0, 0}},
		"accepted again after that": {func(s *scene) {
			s.paid("r1", 6_000)
			row := rowLike(locked(s.row("1", "")), func(r *affiliate.CommissionRow) { r.ValidationStatus = affiliate.ValidationDeclined })
			s.cj(row, locked(s.row("4", "")), locked(s.row("5", "")))
			s.paid("r2", 2_000)
			s.cj(rowLike(row, func(r *affiliate.CommissionRow) { r.ValidationStatus = affiliate.ValidationAccepted }))
			s.paid("r3", 2_000)
		}, []string{"r1 settled 6000 of 3, short by 0", "r2 settled 2000 of 3, short by 0", "r3 settled 2000 of 1, short by 0"}, [3]int64{0, 0, 0}},
		"declined while open, after a file had named it": {func(s *scene) {
			row := s.row("4", s.click(1))
			s.cj(row)
			s.paid("r1", 8_000, only("1", "2", "3", "4"))
			s.cj(rowLike(row, func(r *affiliate.CommissionRow) { r.ValidationStatus = affiliate.ValidationDeclined }))
			s.cj(locked(s.row("5", "")))
			s.paid("r2", 1, before(start.AddDate(0, 3, 0)))
		}, []string{"r1 settled 8000 of 4, short by 0", "r2 settled 0 of 2, short by 0"}, [3]int64{0, 0, 1}},
		"changed in place after it was paid": {func(s *scene) {
			s.paid("r1", 6_000)
			s.cj(rowLike(locked(s.row("1", "")), func(r *affiliate.CommissionRow) { r.SaleAmount, r.Commission = "125.00", "25.00" }))
			s.paid("r2", 500)
		}, []string{"r1 settled 6000 of 3, short by 0", "r2 settled 500 of 1, short by 0"}, [3]int64{0, 0, 0}},
		"in another currency after it was paid": {func(s *scene) {
			s.paid("r1", 6_000)
			row := rowLike(locked(s.row("1", "")), func(r *affiliate.CommissionRow) { r.Currency = "EUR" })
			s.cj(row, locked(s.row("4", "")), locked(s.row("5", "")))
			s.paid("r2", 2_000)
			s.paid("r3", 2_000, func(r *affiliate.Receipt) { r.Currency = "EUR" })
		}, []string{"r1 settled 6000 of 3, short by 0", "r2 settled 2000 of 3, short by 0", "r3 settled 2000 of 1, short by 0"}, [3]int64{0, 0, 0}},
		"with a correction after lock": {func(s *scene) {
			s.paid("r1", 6_000)
			s.cj(locked(correction(s.row("1", ""), "9", "-50.00", "-10.00")))
			s.paid("r2", 500)
		}, []string{"r1 settled 6000 of 3, short by 0", "r2 settled -1000 of 1, short by 0"}, [3]int64{0, 0, 1_500}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			for i, id := range []string{"1", "2", "3"} {
				row := locked(s.row(id, s.click(1)))
				if row.LockingDate = start.AddDate(0, 1, 0); i == 2 {
					row.LockingDate = late
				}
				s.cj(row)
			}
			s.a.exchange()
			if id := s.of("action1").ID; strings.Contains(name, "left out") {
				except = func(r *affiliate.Receipt) { r.Except = []affiliate.ConversionID{id} }
			}
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

// A sale knows when CJ paid it. What CJ takes back later is netted off its next
// payment, and said.
func TestSalePaidByCJ(t *testing.T) {
	s := newScene(t)
	row := locked(s.row("1", s.click(1)))
	s.cj(row)
	if c := s.only(); c.ReceivedOn != "" || c.ReceiptID != "" {
		t.Fatalf("nobody paid %+v", c)
	}
	s.now = s.now.AddDate(0, 0, 3)
	s.paid("r1", 2_000)
	if c := s.only(); c.ReceivedOn != "2026-10-23" || c.ReceiptID != "r1" {
		t.Fatalf("paid by %q on %q", c.ReceiptID, c.ReceivedOn)
	}
	s.cj(locked(correction(row, "2", "-100.00", "-20.00")))
	c := s.only()
	if got := s.cjStands(); got != [3]int64{-2_000, 0, 0} {
		t.Errorf("CJ owes, on its way, and differences: %v", got)
	}
	if !strings.Contains(s.history(c.ID), "CJ had paid the sale on 2026-10-23 already. CJ will take it off its next payment.") {
		t.Error(s.history(c.ID))
	}
	s.cj(locked(s.row("3", s.click(1))))
	s.paid("r2", 1)
	if got := s.received(); got[1] != "r2 settled 0 of 2, short by 0" {
		t.Error(got)
	}
	if c := s.of("action1"); c.ReceiptID != "r1" {
		t.Errorf("it is paid by %s", c.ReceiptID)
	}
}

// Two devices that record one payment with different amounts are told.
func TestReceiptRecordedTwiceOtherwise(t *testing.T) {
	s := newScene(t)
	id := string(affiliate.CJReceiptID(affiliate.Receipt{Source: affiliate.ReceiptCJ, Currency: "USD", Reference: "A 1"}))
	s.paid(id, 500)
	s.paid(id, 700)
	if got := s.received(); len(got) != 1 || s.balance(ledger.Wallet) != 500 || !strings.Contains(s.problems(), "recorded twice: 5.00 USD") {
		t.Error(got, s.balance(ledger.Wallet), s.problems())
	}
}

// The same reference in another month is another payment; the same amount some
// days apart may be one, and is told unless the person knew.
func TestReceiptsAlike(t *testing.T) {
	for name, c := range map[string]struct {
		first, second affiliate.Receipt
		wallet        int64
		problem       string
	}{
		"the same words next month":     {affiliate.Receipt{Reference: "ACH", Day: "2026-10-03"}, affiliate.Receipt{Reference: "ach", Day: "2026-11-03"}, 4_000, ""},
		"one reference, two days":       {affiliate.Receipt{Reference: "A 1", Day: "2026-10-03"}, affiliate.Receipt{Reference: "A 1", Day: "2026-10-04"}, 2_000, "recorded twice: 20.00 USD of 2026-10-03 counts"},
		"with and without a reference":  {affiliate.Receipt{Reference: "A 1", Day: "2026-10-03"}, affiliate.Receipt{Day: "2026-10-03"}, 4_000, "may be the one of 2026-10-03"},
		"on days of two months":         {affiliate.Receipt{Reference: "A 1", Day: "2026-10-31"}, affiliate.Receipt{Reference: "A 1", Day: "2026-11-02"}, 4_000, "may be the one of 2026-10-31"},
		"more than a week apart":        {affiliate.Receipt{Reference: "A 1", Day: "2026-10-03"}, affiliate.Receipt{Day: "2026-10-11"}, 4_000, ""},
		"another one, as a person says": {affiliate.Receipt{Reference: "A 1", Day: "2026-10-03"}, affiliate.Receipt{Reference: "A 2", Day: "2026-10-04", Another: true}, 4_000, ""},
		"the same one":                  {affiliate.Receipt{Reference: "A 1", Day: "2026-10-03"}, affiliate.Receipt{Reference: " a  1", Day: "2026-10-03"}, 2_000, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			for _, r := range []affiliate.Receipt{c.first, c.second} {
				r.Source, r.Minor, r.Currency = affiliate.ReceiptCJ, 2_000, "USD"
				s.change(affiliate.NounReceipt, string(affiliate.CJReceiptID(r)), r)
			}
			s.a.exchange()
			if got := s.problems(); s.balance(ledger.Wallet) != c.wallet || !strings.Contains(got, c.problem) || c.problem == "" && got != "" {
				t.Error(s.balance(ledger.Wallet), got)
			}
		})
	}
}
