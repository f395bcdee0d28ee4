package desktop

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// RecordReceipt records money that came in: CJ's payment, or own money.
func (p *Payments) RecordReceipt(form ReceiptForm) (ReceiptRow, error) {
	return do(p.app, func(s *session) (ReceiptRow, error) {
		ctx := context.Background()
		currency, err := s.currency(ctx)
		if err != nil {
			return ReceiptRow{}, err
		}
		amount, err := money.Parse(clean(form.Amount), currency)
		if err != nil {
			return ReceiptRow{}, field("amount", "Enter an amount such as 120.00.")
		}
		r := affiliate.Receipt{Source: form.Source, Minor: amount.Minor, Currency: string(currency), Day: form.Day, Reference: clean(form.Reference)}
		if err := r.Check(); err != nil {
			return ReceiptRow{}, err
		}
		if r.ID, err = affiliate.NewID[affiliate.ReceiptID](s.app.random); err != nil {
			return ReceiptRow{}, err
		}
		if err := s.commit(ctx, change(affiliate.NounReceipt, r.ID, r)); err != nil {
			return ReceiptRow{}, err
		}
		return receiptRow(r), nil
	})
}

func receiptRow(r affiliate.Receipt) ReceiptRow {
	return ReceiptRow{ID: string(r.ID), Source: r.Source, Amount: viewMoney(r.Amount()), Day: r.Day, Reference: r.Reference, Synced: r.Synced}
}
