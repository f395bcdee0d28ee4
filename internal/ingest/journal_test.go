package ingest_test

import (
	"bytes"
	"context"
	"iter"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/ledger/journal"
	"linkledger/internal/ledger/journal/hledgertest"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

// agreesWithHledger exports a device's books and has hledger add them up.
func agreesWithHledger(t *testing.T, s *store.Store) {
	t.Helper()
	names := journal.Names{string(members[0]): "Mia; Berger", string(members[1]): ""}
	err := s.Journal(context.Background(), func(b store.JournalBook) error {
		var file bytes.Buffer
		var transfers iter.Seq2[journal.Transfer, error] = func(yield func(journal.Transfer, error) bool) {
			for x, err := range b.Transfers {
				if !yield(journal.Transfer{Position: x.Position, Open: x.Phase == ledger.Pending && x.Resolved == "", Transfer: x.Transfer}, err) {
					return
				}
			}
		}
		if _, err := journal.Write(&file, journal.Book{Head: b.Head, Balances: b.Balances, Names: names, Transfers: transfers}); err != nil {
			return err
		}
		return hledgertest.Agree(file.Bytes(), b.Balances, names)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The books of a folded history in currencies with 0, 2 and 3 decimals: sales
// that are locked, corrected, pending and on hold, bonuses, opening balances, a
// payment that was made and one that is on its way.
func TestHledgerAgreesOnAFoldedLog(t *testing.T) {
	hledgertest.Need(t)
	s := newScene(t)
	s.fund(50_000)
	for i, currency := range []money.Currency{"USD", "JPY", "KWD"} {
		id := string(currency)
		for _, m := range members {
			s.adjust("bonus"+id+string(m), affiliate.AdjustBonus, m, int64(1_001*(i+1)), func(a *affiliate.Adjustment) { a.Currency = id })
			s.adjust("less"+id+string(m), affiliate.AdjustCorrection, m, -17, func(a *affiliate.Adjustment) { a.Currency = id })
		}
		s.change(affiliate.NounOpening, "wallet"+id, affiliate.Opening{Of: affiliate.OpeningWallet, Minor: 123_457, Currency: id, Day: "2026-01-01", Note: "a; b"})
		s.change(affiliate.NounOpening, "cj"+id, affiliate.Opening{Of: affiliate.OpeningCJ, Minor: 9_999, Currency: id, Day: "2026-01-01"})
		s.change(affiliate.NounReceipt, "cj"+id, affiliate.Receipt{Source: affiliate.ReceiptCJ, Minor: 10_001, Currency: id, Day: "2026-10-01"})
		for n, text := range []string{"100", "250"} {
			row := s.row(id+text, s.click(int64(1+n)))
			row.Currency, row.SaleAmount, row.Commission = id, text, "20"
			s.cj(row)
			if n == 0 {
				s.cj(locked(row), locked(correction(row, "back"+id, "-30", "-6")))
			}
		}
	}
	s.postback("reported", s.click(2))
	if p := s.pay("first", s.due(members[0]), affiliate.PaymentPaid); p.State != affiliate.PaymentPaid {
		t.Fatalf("%+v", p)
	}
	if p := s.pay("second", s.due(members[1])); p.State != affiliate.PaymentIntent {
		t.Fatalf("%+v", p)
	}
	s.a.exchange()
	balances, err := s.a.store.Balances(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	reserved := map[money.Currency]bool{}
	for _, b := range balances {
		reserved[b.Currency] = reserved[b.Currency] || b.DebitsPending > 0
	}
	if !reserved["USD"] || !reserved["JPY"] || !reserved["KWD"] {
		t.Fatalf("nothing is reserved in some currency: %v", reserved)
	}
	agreesWithHledger(t, s.a.store)
}
