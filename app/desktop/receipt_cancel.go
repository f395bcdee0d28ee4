package desktop

import (
	"context"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// CancelReceipt takes back a receipt that was recorded by mistake: what it
// settled is owed again, and the books reverse what it posted.
func (p *Payments) CancelReceipt(id, reason string) (ReceiptRow, error) {
	return do(p.app, func(s *session) (ReceiptRow, error) {
		ctx := context.Background()
		cancel := affiliate.ReceiptCancel{Cancelled: true, Reason: clean(reason)}
		if err := cancel.Check(); err != nil {
			return ReceiptRow{}, err
		}
		r, err := s.receiptByID(ctx, affiliate.ReceiptID(id))
		switch {
		case err != nil:
			return ReceiptRow{}, err
		case r.Cancelled:
			return s.receiptRow(ctx, r)
		}
		if err := s.unused(ctx, r); err != nil {
			return ReceiptRow{}, err
		}
		b := s.batch()
		if err := s.addGuarded(ctx, b, change(affiliate.NounReceipt, r.ID, cancel), ""); err != nil {
			return ReceiptRow{}, err
		}
		if err := s.enqueue(ctx, b); err != nil {
			return ReceiptRow{}, err
		}
		r.Cancelled, r.CancelReason, r.Synced = true, cancel.Reason, false
		return s.receiptRow(ctx, r)
	})
}

func (s *session) receiptByID(ctx context.Context, id affiliate.ReceiptID) (r affiliate.Receipt, err error) {
	receipts, err := s.store.Receipts(ctx)
	i := slices.IndexFunc(receipts, func(known affiliate.Receipt) bool { return known.ID == id })
	switch {
	case err != nil:
		return r, err
	case i < 0:
		return r, affiliate.Errorf(affiliate.NotFound, "This receipt is not here any more.").WithHint("Go back to the list and look again.")
	}
	return receipts[i], nil
}

// unused says why a receipt can't be cancelled: the fold would refuse it.
func (s *session) unused(ctx context.Context, r affiliate.Receipt) error {
	if !r.Synced {
		return nil // nothing of it is in the books yet
	}
	currency := money.Currency(r.Currency)
	wallet, err := s.store.Balance(ctx, ledger.Wallet, currency)
	if err != nil {
		return err
	}
	owing, err := s.store.Owing(ctx, currency)
	if err != nil {
		return err
	}
	settled := r.Short > 0 && !slices.ContainsFunc(owing, func(o affiliate.Owing) bool { return o.Key == affiliate.OwingShort+string(r.ID) })
	why, hint := ingest.ReceiptUsed(r, wallet, settled)
	if why == "" {
		return nil
	}
	return affiliate.Errorf(affiliate.Conflict, "This receipt can't be cancelled now: %s", why).WithHint(hint)
}
