package ingest

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"linkledger/internal/affiliate"
)

// orderImport folds a file of the shop's orders. It is never edited: all that a
// later change can do is to remove it.
func (f Folder) orderImport(ctx context.Context, tx Tx, change affiliate.Change) error {
	before, found, err := tx.OrderImport(ctx, change.Key)
	if err != nil {
		return err
	}
	file, err := affiliate.Merge(before, change)
	if err != nil {
		return fmt.Errorf("%w: %w", errBody, err)
	}
	if found {
		if before.Removed || !file.Removed {
			return nil
		}
		file = before
		file.Removed = true
	}
	file.ID = change.Key
	if file.Parts < 0 || file.Orders < 0 || file.From != "" && (!affiliate.IsDay(file.From) || !affiliate.IsDay(file.To)) {
		return fmt.Errorf("%w: a file of orders without its days", errBody)
	}
	return tx.PutOrderImport(ctx, file)
}

// shopOrders folds a part of a file of the shop's orders, once, and not after
// the file was removed.
func (f Folder) shopOrders(ctx context.Context, tx Tx, change affiliate.Change) error {
	id, number, _ := strings.Cut(change.Key, "/")
	part, err := strconv.Atoi(number)
	if err != nil || id == "" || part < 0 {
		return fmt.Errorf("%w: a part of a file of orders without a number", errBody)
	}
	body, err := affiliate.Merge(affiliate.ShopOrders{}, change)
	if err != nil {
		return fmt.Errorf("%w: %w", errBody, err)
	}
	if len(body.Orders) > affiliate.MaxShopOrders {
		return fmt.Errorf("%w: a part with %d orders", errBody, len(body.Orders))
	}
	days := make([]string, len(body.Orders))
	for i, o := range body.Orders {
		if err := o.Check(); err != nil {
			return fmt.Errorf("%w: order %.40q: %w", errBody, o.Number, err)
		}
		at, _, err := o.Moment(f.Zone)
		if err != nil {
			return fmt.Errorf("%w: %w", errBody, err)
		}
		days[i] = affiliate.Day(at, f.Zone)
	}
	if file, found, err := tx.OrderImport(ctx, id); err != nil || found && file.Removed {
		return err
	}
	return tx.PutShopOrders(ctx, id, part, body.Orders, days)
}

// caseDecision folds a person's word on a case: of two at once, the last in the
// log stands.
func (f Folder) caseDecision(ctx context.Context, tx Tx, change affiliate.Change) error {
	before, _, err := tx.CaseDecision(ctx, change.Key)
	if err != nil {
		return err
	}
	d, err := affiliate.Merge(before, change)
	if err != nil {
		return fmt.Errorf("%w: %w", errBody, err)
	}
	d.Key = change.Key
	if err := d.Check(); err != nil {
		return fmt.Errorf("%w: %w", errBody, err)
	}
	return tx.PutCaseDecision(ctx, d)
}
