package ingest

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"linkledger/internal/affiliate"
)

// receiptNames folds a part of the commissions that a payment names which comes
// later; a part that is known stays as it is.
func (f Folder) receiptNames(ctx context.Context, tx Tx, change affiliate.Change) error {
	id, number, _ := strings.Cut(change.Key, "/")
	part, err := strconv.Atoi(number)
	if err != nil || id == "" || part < 0 {
		return fmt.Errorf("%w: a part of a payment's commissions without a number", errBody)
	}
	body, err := affiliate.Merge(affiliate.ReceiptNames{}, change)
	if err != nil || len(body.Only) > affiliate.ReceiptNamesEach {
		return fmt.Errorf("%w: a part of a payment's commissions", errBody)
	}
	return tx.PutReceiptNames(ctx, id, part, body.Only)
}

// named puts into a receipt the commissions that it names in parts, for as long
// as it is settled; ok is false when some are missing.
func named(ctx context.Context, tx Tx, r affiliate.Receipt) (meant affiliate.Receipt, ok bool, err error) {
	if r.Names != "" {
		r.Only, ok, err = tx.ReceiptNames(ctx, r.Names, r.Parts)
		return r, ok && len(r.Only) > 0, err
	}
	return r, true, nil
}
