package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

// TestStatementsGiveDigests writes and writes again each row that no trigger
// digests, so that a column which a later migration adds can't be forgotten.
func TestStatementsGiveDigests(t *testing.T) {
	s, ctx := open(t), context.Background()
	usd := func(minor int64) money.Amount { return money.New(minor, "USD") }
	write := func(minor int64, status affiliate.Status, state string) {
		t.Helper()
		c := affiliate.Conversion{ID: "c", OfferID: "o", MemberID: "m", ClickID: "k", Status: status, Sale: usd(minor), Commission: usd(minor), SaleDay: "2026-11-22",
			ReportedAt: noon, Test: minor > 100, Order: affiliate.Order{Coupon: "SPRING", Country: "DE"}}
		row := affiliate.CommissionRow{CommissionID: "1", OriginalActionID: "a" + state, Original: minor > 100, ActionStatus: state, PostingDate: noon.AddDate(0, 0, int(minor)), SaleAmount: "100.00", Commission: "20.00", Currency: "USD"}
		sale := affiliate.Report{ID: "c", Kind: affiliate.ReportSale, Sale: affiliate.ReportedAmount{Amount: usd(minor)}}
		fix := affiliate.Report{ID: "fix", Kind: affiliate.ReportCorrection, Sale: affiliate.ReportedAmount{Amount: usd(minor)}}
		payout := affiliate.Payout{Cause: "conversion:c", OfferID: "o", MemberID: "m", Day: "2026-11-22", Counts: true, Sale: usd(minor), ByRule: usd(1), Amount: usd(1), Inputs: "{}"}
		err := with(t, s, func(tx *store.Tx) error {
			before, _, err := tx.Payout(ctx, payout.Cause)
			_, first := tx.AddReport(ctx, sale)
			_, second := tx.AddReport(ctx, fix)
			err = errors.Join(err, first, second, tx.PutCorrects(ctx, "fix", affiliate.ConversionID("c"+state)),
				tx.PutConversion(ctx, c), tx.Decide(ctx, c.ID, status), tx.PutConversion(ctx, c),
				tx.Happened(ctx, c.ID, affiliate.Event{At: noon, What: "one", Source: "cj"}), tx.Happened(ctx, c.ID, affiliate.Event{What: "two", Source: "person"}),
				tx.PutCommission(ctx, row, state), tx.Count(ctx, row.CommissionID, minor), tx.PutPayout(ctx, payout, before),
				tx.AddClicks(ctx, []affiliate.LinkDay{{Number: 1, Day: "2026-11-22", Gross: 3, Unique: 2}}, nil))
			if err != nil {
				return err
			}
			pending, err := tx.Post(ctx, ledger.Transfer{Debit: ledger.MemberCosts, Credit: ledger.Payable("m"), Amount: usd(minor), Phase: ledger.Pending, Cause: "conversion:c"})
			if err != nil {
				return err
			}
			earning := affiliate.Earning{Cause: "conversion:c", ConversionID: "c", MemberID: "m", Amount: usd(minor), State: affiliate.EarningPending, Inputs: "{}"}
			if err := tx.AddEarning(ctx, earning, pending[0].ID); err != nil {
				return err
			}
			if _, err := tx.Post(ctx, ledger.Transfer{Debit: ledger.MemberCosts, Credit: ledger.Payable("m"), Amount: usd(minor), Phase: ledger.Post,
				PendingID: pending[0].ID, Cause: "conversion:c"}); err != nil {
				return err
			}
			return errors.Join(tx.ResolveEarning(ctx, pending[0].ID, affiliate.EarningPosted), tx.PutReceipt(ctx, affiliate.Receipt{ID: affiliate.ReceiptID(state), Day: "2026-12-01"},
				[]affiliate.Owing{{Key: "1" + state, ConversionID: "c", Amount: usd(minor)}, {Key: row.CommissionID, ConversionID: "c", Amount: usd(minor)}}[:minor/100]))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	write(100, affiliate.StatusPending, affiliate.CJNew)
	write(250, affiliate.StatusApproved, affiliate.CJLocked)
	if found, err := s.Verify(ctx, nil); err != nil || len(found) > 0 {
		t.Errorf("%v, %v", found, err)
	}
}

// TestDigestsAreNotForgotten: a statement that some file writes out for such a
// table would leave its rows with the digest of what they were.
func TestDigestsAreNotForgotten(t *testing.T) {
	raw, err := os.ReadFile("table.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, found := range regexp.MustCompile(`table\{"(\w+)"`).FindAllStringSubmatch(string(raw), -1) {
		names = append(names, found[1])
	}
	if len(names) < 9 {
		t.Fatalf("only %d tables are known: %q", len(names), names)
	}
	writes := regexp.MustCompile(`(INSERT INTO|INSERT OR \w+ INTO|REPLACE INTO|UPDATE)\s+(` + strings.Join(names, "|") + `)\b`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(file, "_test.go") {
			for _, statement := range writes.FindAllString(string(source), -1) {
				t.Errorf("%s: %q leaves the digest as it is: make the statement with insert, upsert or set of its table (table.go)", file, statement)
			}
		}
	}
}
