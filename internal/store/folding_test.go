package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

var errNotNow = errors.New("not now")

// TestMemoryGoesBack: what a fold remembers of rows must not outlive what Try
// took back, whether entries share a savepoint or have their own.
func TestMemoryGoesBack(t *testing.T) {
	s, ctx := open(t), context.Background()
	usd := func(minor int64) money.Amount { return money.New(minor, "USD") }
	post := func(tx *store.Tx, minor int64) error {
		posted, err := tx.Post(ctx, ledger.Transfer{Debit: ledger.MemberCosts, Credit: ledger.Payable("m"), Amount: usd(minor),
			Phase: ledger.Direct, Cause: "conversion:c", EffectiveOn: "2026-11-22"})
		if err != nil {
			return err
		}
		before, _, err := tx.Payout(ctx, "conversion:c")
		now := affiliate.Payout{Cause: "conversion:c", OfferID: "o", MemberID: "m", Day: "2026-11-22", Counts: true, Sale: usd(before.Sale.Minor + minor), Inputs: "{}"}
		link := affiliate.Change{Noun: affiliate.NounLink, Key: fmt.Sprint("l", minor), Set: fmt.Appendf(nil, `{"number":%d,"code":"c%d","offer_id":"o","member_id":"m","status":"active"}`, minor, minor)}
		return errors.Join(err, tx.PutPayout(ctx, now, before), tx.Apply(ctx, link),
			tx.AddEarning(ctx, affiliate.Earning{Cause: "conversion:c", MemberID: affiliate.MemberID(fmt.Sprint("m", minor)), Amount: usd(minor), State: affiliate.EarningPosted, Inputs: "{}"}, posted[0].ID))
	}
	// seen is what the fold has after some entries stood.
	seen := func(tx *store.Tx, sum int64, stood int) error {
		balance, err := tx.Balance(ctx, ledger.Payable("m"), "USD")
		tally, err2 := tx.PayoutDays(ctx, "o", "m", earnings.Window{From: "2026-01-01"}, "USD")
		posted, err3 := tx.Posted(ctx, "conversion:c")
		earners, err4 := tx.Earners(ctx, "conversion:c")
		_, gone, err5 := tx.LinkByNumber(ctx, 1000)
		if err := errors.Join(err, err2, err3, err4, err5); err != nil {
			return err
		}
		var sales int64
		for _, day := range tally {
			sales += day.Sales
		}
		if balance.CreditsPosted != sum || sales != sum || len(posted) != stood || len(earners) != stood || gone {
			return fmt.Errorf("%d and %d of %d, %d transfers and %d earners of %d, a link that was taken back: %v",
				balance.CreditsPosted, sales, sum, len(posted), len(earners), stood, gone)
		}
		return nil
	}
	var list []affiliate.Entry
	for i := range int64(300) {
		list = append(list, affiliate.Entry{Seq: i + 1, ID: fmt.Sprint(i), Kind: "change", Time: noon, Body: []byte("{}")})
	}
	const together = 64
	tries := 0
	var sum int64
	stood := 0
	err := s.Fold(ctx, "epoch", list, func(tx *store.Tx, e affiliate.Entry) error {
		if tries++; e.Seq%together == 1 { // the first of those that share a savepoint
			if sum, stood = (e.Seq-1)*e.Seq/2, int(e.Seq-1); e.Seq > 255 {
				sum, stood = sum-255, stood-1
			}
		}
		err := tx.Try(ctx, func() error {
			if err := seen(tx, sum, stood); err != nil {
				return err
			}
			if e.Seq != 255 && e.Seq != 270 {
				return post(tx, e.Seq)
			}
			if err := post(tx, 1000); err != nil {
				return err
			}
			if _, found, err := tx.LinkByNumber(ctx, 1000); err != nil || !found {
				return fmt.Errorf("its own link: %v, %w", found, err)
			}
			return errNotNow
		})
		if errors.Is(err, errNotNow) {
			return seen(tx, sum, stood)
		}
		if err == nil {
			sum, stood = sum+e.Seq, stood+1
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := 300 + 255%together + 270%together; tries != want { // each of a savepoint's up to the one that failed, and all of them again
		t.Errorf("%d tries, and %d were meant", tries, want)
	}
	if err := s.Prove(ctx); err != nil {
		t.Error(err)
	}
	balance, err := s.Balance(ctx, ledger.Payable("m"), "USD")
	if want := int64(300*301/2 - 255 - 270); err != nil || balance.CreditsPosted != want {
		t.Errorf("%d posted of %d, %v", balance.CreditsPosted, want, err)
	}
}

// TestTooLargeASumIsLeftOut: an entry that would overflow an account is left
// out alone, and the others stay.
func TestTooLargeASumIsLeftOut(t *testing.T) {
	s, ctx := open(t), context.Background()
	var list []affiliate.Entry
	for i := range int64(3) {
		list = append(list, affiliate.Entry{Seq: i + 1, ID: fmt.Sprint(i), Kind: "change", Time: noon, Body: []byte("{}")})
	}
	amounts := []int64{1 << 62, 1 << 62, 7}
	refused := map[int64]bool{}
	err := s.Fold(ctx, "epoch", list, func(tx *store.Tx, e affiliate.Entry) error {
		err := tx.Try(ctx, func() error {
			_, err := tx.Post(ctx, ledger.Transfer{Debit: ledger.MemberCosts, Credit: ledger.Payable("m"), Amount: money.New(amounts[e.Seq-1], "USD"),
				Phase: ledger.Direct, Cause: "c"})
			return err
		})
		if affiliate.Code(err) == affiliate.Invalid {
			refused[e.Seq] = true
			return nil
		}
		return err
	})
	balance, berr := s.Balance(ctx, ledger.Payable("m"), "USD")
	if err := errors.Join(err, berr, s.Prove(ctx)); err != nil {
		t.Fatal(err)
	}
	if balance.CreditsPosted != 1<<62+7 || len(refused) != 1 || !refused[2] {
		t.Errorf("%d posted, refused %v", balance.CreditsPosted, refused)
	}
}
