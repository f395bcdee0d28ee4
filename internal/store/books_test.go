package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// with folds one entry by a function.
func with(t *testing.T, s *store.Store, f func(tx *store.Tx) error) error {
	t.Helper()
	ctx := context.Background()
	at, err := s.Position(ctx)
	if err != nil {
		t.Fatal(err)
	}
	e := affiliate.Entry{Seq: at.Seq + 1, ID: fmt.Sprint("entry", at.Seq+1), Kind: "change", Time: noon, Body: []byte("{}")}
	return s.Fold(ctx, "epoch", []affiliate.Entry{e}, func(tx *store.Tx, _ affiliate.Entry) error { return f(tx) })
}

// sold posts a conversion with an earning of its own.
func sold(t *testing.T, s *store.Store, id affiliate.ConversionID, minor int64) {
	t.Helper()
	ctx := context.Background()
	err := with(t, s, func(tx *store.Tx) error {
		err := tx.PutConversion(ctx, affiliate.Conversion{ID: id, OfferID: "o", MemberID: "m", LinkNumber: 1, ClickID: string(id), Status: affiliate.StatusApproved,
			Sale: money.New(minor*10, "USD"), Commission: money.New(minor*2, "USD"), SaleDay: "2026-11-22", ReportedAt: noon})
		if err != nil {
			return err
		}
		posted, err := tx.Post(ctx, ledger.Transfer{Debit: ledger.MemberCosts, Credit: ledger.Payable("m"), Amount: money.New(minor, "USD"),
			Phase: ledger.Direct, Cause: "conversion:" + string(id), EffectiveOn: "2026-11-22"})
		if err != nil {
			return err
		}
		return tx.AddEarning(ctx, affiliate.Earning{Cause: id.Cause(), ConversionID: id, MemberID: "m", Amount: money.New(minor, "USD"), State: affiliate.EarningPosted,
			Account: string(ledger.Payable("m")), Inputs: "{}", Day: "2026-11-22"}, posted[0].ID)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTransfersStay(t *testing.T) {
	s := open(t)
	sold(t, s, "c", 1000)
	for _, statement := range []string{`UPDATE transfer SET amount = 1`, `UPDATE transfer SET memo = 'x'`, `DELETE FROM transfer`} {
		if err := tamper(t, s, statement); !sqlitex.IsConstraint(err) {
			t.Errorf("%s: %v", statement, err)
		}
	}
	if err := s.Prove(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestProveFindsTampering(t *testing.T) {
	const update, remove = `DROP TRIGGER transfer_is_never_changed`, `DROP TRIGGER transfer_is_never_deleted`
	cases := map[string][]string{
		"an amount":                    {update, `UPDATE transfer SET amount = amount + 1 WHERE position = 1`},
		"an account of a transfer":     {update, `UPDATE transfer SET credit = 'member:x:payable' WHERE position = 1`},
		"a time":                       {update, `UPDATE transfer SET recorded_at = '2026-11-22T12:00:00.001Z' WHERE position = 1`},
		"a balance":                    {`UPDATE account SET credits_posted = credits_posted + 1 WHERE name LIKE 'member:%'`},
		"both sides of a balance":      {`UPDATE account SET credits_posted = credits_posted + 1, debits_posted = debits_posted + 1 WHERE name = 'expense:member'`},
		"an account that is not there": {`DELETE FROM account WHERE name = 'expense:member'`},
		"the first transfer dropped":   {remove, `DELETE FROM transfer WHERE position = 1`},
		"the last transfer dropped":    {remove, `DELETE FROM transfer WHERE position = 2`},
		"two transfers exchanged":      {update, `UPDATE transfer SET position = -1 WHERE position = 1`, `UPDATE transfer SET position = 1 WHERE position = 2`, `UPDATE transfer SET position = 2 WHERE position = -1`},
	}
	for name, statements := range cases {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			sold(t, s, "c", 1000)
			sold(t, s, "d", 500)
			if err := s.Prove(context.Background()); err != nil {
				t.Fatal(err)
			}
			if err := tamper(t, s, statements...); err != nil {
				t.Fatal(err)
			}
			if err := s.Prove(context.Background()); err == nil {
				t.Error("not found")
			}
		})
	}
}

// What fails inside Try leaves nothing, and the entry goes on.
func TestTry(t *testing.T) {
	s, ctx := open(t), context.Background()
	ours := errors.New("ours")
	transfer := ledger.Transfer{Debit: ledger.Wallet, Credit: ledger.Funding, Amount: money.New(5, "USD"), Phase: ledger.Direct, Cause: "c", EffectiveOn: "2026-11-22"}
	err := with(t, s, func(tx *store.Tx) error {
		fails := func() error {
			if _, err := tx.Post(ctx, transfer); err != nil {
				return err
			}
			return ours
		}
		if err := tx.Try(ctx, fails); !errors.Is(err, ours) {
			return fmt.Errorf("it says %w", err)
		}
		twice := func() error {
			return errors.Join(tx.PutReceipt(ctx, affiliate.Receipt{ID: "r"}, nil), tx.PutReceipt(ctx, affiliate.Receipt{ID: "r"}, nil))
		}
		if err := tx.Try(ctx, twice); affiliate.Code(err) != affiliate.Invalid {
			return fmt.Errorf("what the schema refuses: %w", err)
		}
		_, err := tx.Post(ctx, transfer)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Transfers(ctx, "c")
	receipts, receiptErr := s.Receipts(ctx)
	if err != nil || receiptErr != nil || len(list) != 1 || len(receipts) != 0 {
		t.Errorf("%+v %+v %v %v", list, receipts, err, receiptErr)
	}
	if err := s.Prove(ctx); err != nil {
		t.Error(err)
	}
}

// One earning settles once: the schema itself refuses a second payment.
func TestOneEarningTwoPayments(t *testing.T) {
	s, ctx := open(t), context.Background()
	sold(t, s, "c", 1000)
	hold := func(id affiliate.PaymentID) error {
		return with(t, s, func(tx *store.Tx) error {
			p := affiliate.Payment{ID: id, State: affiliate.PaymentIntent, Currency: "USD", Lines: []affiliate.PaymentLine{{MemberID: "m", Minor: 1000, Earnings: []affiliate.EarningID{"c.1"}}}}
			if err := tx.PutPayment(ctx, p); err != nil {
				return err
			}
			return tx.HoldLines(ctx, p)
		})
	}
	if err := hold("p1"); err != nil {
		t.Fatal(err)
	}
	if books, err := s.Books(ctx); err != nil || len(books.OnTheWay) != 1 || books.OnTheWay["USD"] != 1000 {
		t.Errorf("on the way: %v %v", books.OnTheWay, err)
	}
	if err := hold("p2"); !sqlitex.IsUnique(err) {
		t.Fatalf("a second payment: %v", err)
	}
	if dues, err := s.Dues(ctx, "USD"); err != nil || len(dues) != 0 {
		t.Errorf("still due: %+v %v", dues, err)
	}
	sold(t, s, "other", 500)
	if states, err := s.PaymentOf(ctx, []affiliate.ConversionID{"c", "other"}); err != nil || len(states) != 1 || states["c"] != affiliate.PaymentIntent {
		t.Errorf("payments: %v %v", states, err)
	}
	if states, err := s.PaymentOf(ctx, []affiliate.ConversionID{"other", ""}); err != nil || len(states) != 0 {
		t.Errorf("payments that nobody asked for: %v %v", states, err)
	}
	if dues, err := s.Dues(ctx, "USD"); err != nil || len(dues) != 1 || dues[0].Conversion.ID != "other" {
		t.Errorf("due: %+v %v", dues, err)
	}
	if err := with(t, s, func(tx *store.Tx) error { return tx.FreeLines(ctx, "p1") }); err != nil {
		t.Fatal(err)
	}
	if err := hold("p2"); err != nil {
		t.Errorf("once it is free: %v", err)
	}
}

// Sales by link against a slow and plain sum of the same facts.
func TestSalesByLink(t *testing.T) {
	s, ctx := open(t), context.Background()
	random := rand.New(rand.NewPCG(1, 2))
	statuses := []affiliate.Status{affiliate.StatusPending, affiliate.StatusApproved, affiliate.StatusRejected, affiliate.StatusOnHold, affiliate.StatusUnresolved, affiliate.StatusReversed}
	currencies := []money.Currency{"USD", "EUR"}
	days := []string{"2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"}
	type key struct {
		link     int64
		currency money.Currency
	}
	want := map[key]*store.Sales{}
	at := func(c affiliate.Conversion, currency money.Currency) *store.Sales {
		k := key{c.LinkNumber, currency}
		if want[k] == nil {
			want[k] = &store.Sales{LinkNumber: c.LinkNumber, Offer: c.OfferID, Member: c.MemberID, Currency: currency}
		}
		return want[k]
	}
	err := with(t, s, func(tx *store.Tx) error {
		for i := range 200 {
			link := random.Int64N(4) + 1
			c := affiliate.Conversion{ID: affiliate.ConversionID(fmt.Sprint("c", i)), OfferID: "o", MemberID: affiliate.MemberID(fmt.Sprint("m", link%2)), LinkNumber: link,
				Test: link == 4, ClickID: fmt.Sprint(i), Status: statuses[random.IntN(len(statuses))], SaleDay: days[random.IntN(len(days))], ReportedAt: noon,
				Sale: money.New(random.Int64N(10_000), currencies[random.IntN(2)])}
			c.Commission = money.New(c.Sale.Minor/5, c.Sale.Currency)
			if err := tx.PutConversion(ctx, c); err != nil {
				return err
			}
			counts := !c.Test && c.SaleDay >= days[1] && c.SaleDay <= days[2]
			if counts && slices.Contains(statuses[:2], c.Status) || counts && c.Status == affiliate.StatusOnHold {
				v := at(c, c.Sale.Currency)
				v.Conversions++
				v.Sale += c.Sale.Minor
				v.Commission += c.Commission.Minor
			}
			for n := range random.IntN(3) {
				e := affiliate.Earning{Cause: c.ID.Cause(), ConversionID: c.ID, MemberID: c.MemberID, Amount: money.New(random.Int64N(2000)-500, currencies[random.IntN(2)]), Inputs: "{}",
					State: []affiliate.EarningState{affiliate.EarningPending, affiliate.EarningPosted, affiliate.EarningVoid}[random.IntN(3)]}
				if err := tx.AddEarning(ctx, e, fmt.Sprint(i, n)); err != nil {
					return err
				}
				state := []affiliate.PaymentState{"", affiliate.PaymentPaid, affiliate.PaymentExported, affiliate.PaymentCancelled}[random.IntN(4)]
				if e.State != affiliate.EarningPosted {
					state = ""
				}
				if state != "" {
					p := affiliate.Payment{ID: affiliate.PaymentID(fmt.Sprint("p", i, n)), State: state, Lines: []affiliate.PaymentLine{{MemberID: c.MemberID,
						Earnings: []affiliate.EarningID{affiliate.EarningID(fmt.Sprintf("%s.%d", c.ID, n+1))}}}}
					if err := errors.Join(tx.PutPayment(ctx, p), tx.HoldLines(ctx, p)); err != nil {
						return err
					}
					if state == affiliate.PaymentCancelled {
						if err := tx.FreeLines(ctx, p.ID); err != nil {
							return err
						}
						state = ""
					}
				}
				if !counts || e.State == affiliate.EarningVoid {
					continue
				}
				v := at(c, e.Amount.Currency)
				v.Earned += e.Amount.Minor
				switch {
				case e.State == affiliate.EarningPending:
					v.Pending += e.Amount.Minor
				case state == "":
					v.Due += e.Amount.Minor
				case state == affiliate.PaymentPaid:
					v.Paid += e.Amount.Minor
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.SalesByLink(ctx, days[1], days[2])
	if err != nil {
		t.Fatal(err)
	}
	got := map[key]*store.Sales{}
	for _, v := range list {
		got[key{v.LinkNumber, v.Currency}] = &v
	}
	if diff := cmp.Diff(want, got); diff != "" || len(list) != len(got) {
		t.Error(diff)
	}
}
