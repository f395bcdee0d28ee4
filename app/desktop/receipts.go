package desktop

import (
	"context"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// RecordReceipt records money that came in: CJ's payment, or own money.
func (p *Payments) RecordReceipt(form ReceiptForm) (ReceiptRow, error) {
	return do(p.app, func(s *session) (ReceiptRow, error) {
		ctx := context.Background()
		r, _, err := s.receiptOf(ctx, form)
		if err != nil {
			return ReceiptRow{}, err
		}
		if r.Source == affiliate.ReceiptDeposit {
			if r.ID, err = affiliate.NewID[affiliate.ReceiptID](s.app.random); err != nil {
				return ReceiptRow{}, err
			}
		} else if err := s.notYetReceived(ctx, r); err != nil {
			return ReceiptRow{}, err
		} else if r.WriteOff && r.Minor-r.Unexplained < r.Settled && r.Why == "" {
			return ReceiptRow{}, field("why", "Say why the rest will not come.")
		}
		if err := s.commitReceipt(ctx, r); err != nil {
			return ReceiptRow{}, err
		}
		return s.receiptRow(ctx, r)
	})
}

// commitReceipt saves a receipt for the log; what is too long for its own entry
// goes before it.
func (s *session) commitReceipt(ctx context.Context, r affiliate.Receipt) error {
	b := s.batch()
	for part, names := range r.InParts() {
		if err := b.add(change(affiliate.NounNames, r.PartKey(part), names)); err != nil {
			return err
		}
	}
	if err := b.add(change(affiliate.NounReceipt, r.ID, r)); err != nil {
		return err
	}
	return s.enqueueAll(ctx, b)
}

// receiptOf reads the form of money that came in. Of a payment of CJ it tells
// what it settles by what is known now, and sums that up in the receipt; its id
// follows from what it says.
func (s *session) receiptOf(ctx context.Context, form ReceiptForm) (r affiliate.Receipt, settles []affiliate.Owing, err error) {
	currency, err := s.currency(ctx)
	if err != nil {
		return r, nil, err
	}
	amount, err := money.Parse(clean(form.Amount), currency)
	if err != nil {
		return r, nil, field("amount", "Enter an amount such as 120.00.")
	}
	r = affiliate.Receipt{Source: form.Source, Minor: amount.Minor, Currency: string(currency), Day: form.Day, Reference: clean(form.Reference)}
	if r.Source == affiliate.ReceiptCJ {
		r.Only, r.WriteOff, r.Why = words(form.Only), form.WriteOff, clean(form.Why)
		if text := clean(form.Unexplained); text != "" {
			unexplained, err := money.Parse(text, currency)
			if err != nil {
				return r, nil, field("amount", "What is unexplained is no amount.")
			}
			r.Unexplained = unexplained.Minor
		}
		for _, id := range words(form.Except) {
			r.Except = append(r.Except, affiliate.ConversionID(id))
		}
	}
	if err := r.Check(); err != nil {
		return r, nil, err
	}
	if r.Day > s.today() {
		return r, nil, field("day", "This day is still to come: enter the day on which the money came.")
	}
	if r.Source != affiliate.ReceiptCJ {
		return r, nil, nil
	}
	if err := s.identify(ctx, &r); err != nil {
		return r, nil, err
	}
	_, r.Another, err = s.receiptLike(ctx, r)
	if err != nil {
		return r, nil, err
	}
	owing, err := s.store.Owing(ctx, currency)
	if err != nil {
		return r, nil, err
	}
	settles, err = s.settling(ctx, &r, form.LockedBefore, owing)
	r.Expected = r.Settled
	return r, settles, err
}

// settling decides what a payment of CJ is meant for where it names no
// commissions: what had locked before the day that the form gives. Without one
// that is CJ's last pay day, unless only all that is locked by now makes sense:
// when CJ pays is a setting that may be wrong.
func (s *session) settling(ctx context.Context, r *affiliate.Receipt, lockedBefore string, owing []affiliate.Owing) ([]affiliate.Owing, error) {
	before := func(day time.Time) ([]affiliate.Owing, error) {
		r.LockedBefore = day.UTC().Format(time.RFC3339)
		return r.Settle(owing)
	}
	switch day, err := time.ParseInLocation(time.DateOnly, lockedBefore, s.zone()); {
	case len(r.Only) > 0:
		return r.Settle(owing)
	case lockedBefore != "" && err != nil:
		return nil, field("lockedBefore", "Enter the day as YYYY-MM-DD.")
	case lockedBefore != "":
		return before(day)
	}
	pays, err := s.store.CJPayments(ctx)
	if err != nil {
		return nil, err
	}
	came, err := time.ParseInLocation(time.DateOnly, r.Day, s.zone())
	if err != nil {
		return nil, err
	}
	byNow, err := before(came.AddDate(0, 0, 1))
	if err != nil || r.Settled == r.Minor-r.Unexplained {
		return byNow, err
	}
	payDay := time.Date(came.Year(), came.Month(), pays.PayDay, 0, 0, 0, 0, s.zone())
	if payDay.After(came) {
		payDay = payDay.AddDate(0, -1, 0)
	}
	settles, err := before(payDay)
	if err != nil || r.Settled > 0 {
		return settles, err
	}
	return before(came.AddDate(0, 0, 1))
}

// receiptLike finds another payment of CJ of the same amount a few days from
// one: the same, perhaps, with another reference or day.
func (s *session) receiptLike(ctx context.Context, r affiliate.Receipt) (like affiliate.Receipt, found bool, err error) {
	receipts, err := s.store.Receipts(ctx)
	if err != nil {
		return like, false, err
	}
	day, err := time.Parse(time.DateOnly, r.Day)
	if err != nil {
		return like, false, err
	}
	for _, known := range receipts {
		came, err := time.Parse(time.DateOnly, known.Day)
		if err == nil && known.ID != r.ID && !known.Cancelled && known.Source == r.Source && known.Amount() == r.Amount() &&
			came.Sub(day).Abs() <= affiliate.ReceiptDays*24*time.Hour {
			return known, true, nil
		}
	}
	return like, false, nil
}
