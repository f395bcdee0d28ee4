package desktop

import (
	"context"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cashflow"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// Overview is where the money stands.
func (p *Payments) Overview() (PaymentsOverview, error) {
	return do(p.app, func(s *session) (PaymentsOverview, error) { return s.overview(context.Background()) })
}

func (s *session) overview(ctx context.Context) (PaymentsOverview, error) {
	v := PaymentsOverview{Payments: []PaymentRow{}, Receipts: []ReceiptRow{}}
	currency, err := s.currency(ctx)
	if err != nil {
		return v, err
	}
	v.Currency = string(currency)
	if err := s.overviewBooks(ctx, &v, currency); err != nil {
		return v, err
	}
	plan, err := s.payouts.Plan(ctx, currency)
	if err != nil {
		return v, err
	}
	v.PayableNow, v.Stopped = viewMoney(plan.Total()), plan.Stopped
	payments, err := s.store.Payments(ctx)
	if err != nil {
		return v, err
	}
	inPayment, paid := money.New(0, currency), money.New(0, currency)
	for _, payment := range payments {
		v.Payments = append(v.Payments, paymentRow(payment))
		switch total := payment.Total(); {
		case total.Currency != currency:
		case payment.State.Open():
			inPayment.Minor += total.Minor
		case payment.State == affiliate.PaymentPaid:
			paid.Minor += total.Minor
		}
	}
	v.InPayment, v.PaidTotal = viewMoney(inPayment), viewMoney(paid)
	receipts, err := s.store.Receipts(ctx)
	if err != nil {
		return v, err
	}
	for _, r := range receipts {
		row, err := s.receiptRow(ctx, r)
		if err != nil {
			return v, err
		}
		v.Receipts = append(v.Receipts, row)
	}
	return v, nil
}

// overviewBooks reads what the books say.
func (s *session) overviewBooks(ctx context.Context, v *PaymentsOverview, currency money.Currency) error {
	balances, err := s.store.Balances(ctx)
	if err != nil {
		return err
	}
	wallet, pending, locked := money.New(0, currency), money.New(0, currency), money.New(0, currency)
	due := money.New(0, currency)
	for _, b := range balances {
		if b.Currency != currency {
			continue
		}
		switch {
		case b.Account == ledger.Wallet:
			wallet = b.Available()
		case b.Account == ledger.CJPending:
			pending.Minor += b.DebitsPending
		case b.Account == ledger.CJLocked:
			pending.Minor += b.DebitsPending
			locked = b.Debit()
		case b.Account.Payable():
			due.Minor += b.CreditsPosted - b.DebitsPosted - b.DebitsPending
		}
	}
	v.Balance, v.CJPending, v.CJLocked, v.Due = viewMoney(wallet), viewMoney(pending), viewMoney(locked), viewMoney(due)
	lock, err := s.store.NextLock(ctx)
	if err != nil {
		return err
	}
	rules, err := s.store.CJPayments(ctx)
	if err != nil {
		return err
	}
	if at, err := time.Parse(time.RFC3339, lock); err == nil {
		v.NextLock = affiliate.Day(at, s.zone())
		v.NextPayDay = cashflow.PayDay(rules, v.NextLock)
	}
	if !locked.IsZero() { // what had locked by yesterday
		v.NextPayDay = cashflow.PayDay(rules, affiliate.Day(s.clock.Now().AddDate(0, 0, -1), s.zone()))
	}
	return nil
}
