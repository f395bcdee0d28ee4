package store_test

import (
	"context"
	"fmt"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

// TestCashMoves: each thing that moves the money of a sale moves it in the
// timeline, whatever comes with the same entry.
func TestCashMoves(t *testing.T) {
	s, ctx := open(t), context.Background()
	sale := affiliate.Conversion{ID: "c", OfferID: "o", MemberID: "m", ActionID: "a", Status: affiliate.StatusPending, CJStatus: affiliate.CJNew,
		Sale: money.New(1000, "USD"), Commission: money.New(100, "USD"), SaleDay: "2026-11-22", ReportedAt: noon}
	earned := affiliate.EarningOf("conversion:c", 1)
	payment := func(state affiliate.PaymentState, lines ...affiliate.PaymentLine) affiliate.Payment {
		return affiliate.Payment{ID: "p", Currency: "USD", State: state, PaidOn: "2026-11-23", Lines: lines}
	}
	line := affiliate.PaymentLine{MemberID: "m", Minor: 40, Earnings: []affiliate.EarningID{earned}}
	var pending string
	for _, step := range []struct {
		what string
		do   func(tx *store.Tx) error
		want string
	}{
		{"it is sold", func(tx *store.Tx) error { return tx.PutConversion(ctx, sale) }, "{false false false} 0"},
		{"somebody earns", func(tx *store.Tx) error {
			posted, err := tx.Post(ctx, ledger.Transfer{Debit: ledger.MemberCosts, Credit: ledger.Payable("m"), Amount: money.New(40, "USD"), Phase: ledger.Pending, Cause: "conversion:c"})
			if err != nil {
				return err
			}
			pending = posted[0].ID
			return tx.AddEarning(ctx, affiliate.Earning{Cause: "conversion:c", ConversionID: "c", MemberID: "m", Amount: money.New(40, "USD"), State: affiliate.EarningPending, Inputs: "{}"}, pending)
		}, "{false false false} 40"},
		{"it locks", func(tx *store.Tx) error {
			sale.CJStatus = affiliate.CJLocked
			return tx.PutConversion(ctx, sale)
		}, "{true false false} 40"},
		{"a payment intends it", func(tx *store.Tx) error {
			if err := tx.PutPayment(ctx, payment(affiliate.PaymentIntent, line)); err != nil {
				return err
			}
			return tx.HoldLines(ctx, payment(affiliate.PaymentIntent, line))
		}, "{true false false} 40"},
		{"the payment arrives", func(tx *store.Tx) error { return tx.PutPayment(ctx, payment(affiliate.PaymentPaid, line)) }, "{true false true} 40"},
		{"the payment gives it free", func(tx *store.Tx) error { return tx.FreeLines(ctx, "p") }, "{true false false} 40"},
		{"it was paid after all", func(tx *store.Tx) error { return tx.HoldLines(ctx, payment(affiliate.PaymentPaid, line)) }, "{true false true} 40"},
		{"CJ pays", func(tx *store.Tx) error {
			return tx.PutReceipt(ctx, affiliate.Receipt{ID: "r", Day: "2026-12-01", Currency: "USD"}, []affiliate.Owing{{Key: "1", ConversionID: "c", Amount: money.New(100, "USD")}})
		}, "{true true true} 40"},
		{"what was earned is void", func(tx *store.Tx) error { return tx.ResolveEarning(ctx, pending, affiliate.EarningVoid) }, "{true true true} 0"},
	} {
		if err := with(t, s, step.do); err != nil {
			t.Fatalf("%s: %v", step.what, err)
		}
		sums, err := s.CashSums(ctx, store.CashFilter{Currency: "USD"})
		if err != nil || len(sums) != 1 {
			t.Fatalf("%s: %+v, %v", step.what, sums, err)
		}
		if got := fmt.Sprint(sums[0].Has, " ", sums[0].Payout); got != step.want || sums[0].Sales != 1 || sums[0].Commission != 100 {
			t.Errorf("%s: %+v, want %s", step.what, sums[0], step.want)
		}
	}
}
