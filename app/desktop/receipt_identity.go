package desktop

import (
	"context"
	"fmt"
	"slices"

	"linkledger/internal/affiliate"
)

// identify gives a payment of CJ its id, and says which cancelled one of the
// same reference it is recorded in place of. What that one settled is free again
// once the log has the cancellation; until then nobody can tell what this one
// settles.
func (s *session) identify(ctx context.Context, r *affiliate.Receipt) error {
	receipts, err := s.store.Receipts(ctx)
	if err != nil {
		return err
	}
	for r.ID = affiliate.CJReceiptID(*r); ; r.ID = affiliate.CJReceiptID(*r) {
		i := slices.IndexFunc(receipts, func(known affiliate.Receipt) bool { return known.ID == r.ID })
		if i < 0 || !receipts[i].Cancelled {
			return nil
		}
		if !receipts[i].Synced {
			return affiliate.Errorf(affiliate.Conflict, "That the payment of %s was cancelled is not synced yet.", receipts[i].Amount()).
				WithHint("Record it again once it is: what it settled is free then.")
		}
		r.Replaces = r.ID
	}
}

// notYetReceived refuses a payment of CJ that is recorded already, here or on
// another device.
func (s *session) notYetReceived(ctx context.Context, r affiliate.Receipt) error {
	receipts, err := s.store.Receipts(ctx)
	i := slices.IndexFunc(receipts, func(known affiliate.Receipt) bool { return known.ID == r.ID })
	if err != nil || i < 0 {
		return err
	}
	known := receipts[i]
	if r.Reference == "" {
		return field("amount", fmt.Sprintf("CJ's payment of %s of %s is recorded already. If CJ paid the same amount twice on one day, enter its reference.", known.Amount(), known.Day))
	}
	return field("reference", fmt.Sprintf("The payment with this reference is recorded already: %s of %s.", known.Amount(), known.Day))
}
