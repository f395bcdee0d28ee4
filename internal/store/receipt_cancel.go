package store

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"linkledger/internal/affiliate"
)

var (
	reopenCommissions = cjCommissions.set("owed_minor", "counted_minor - "+settledOf) + ` WHERE commission_id IN (SELECT value FROM json_each(?1))`
	receiveOtherwise  = conversions.set("receipt_id", "?1", "received_on", "?2") + ` WHERE id = ?3 AND receipt_id = ?4 RETURNING 'conversion:' || id`
)

// CancelReceipt keeps that a receipt was taken back: what it settled is owed
// again, and its sales are paid by the first other receipt that settled
// something of them, if any.
func (t *Tx) CancelReceipt(ctx context.Context, r affiliate.Receipt) error {
	fields, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if err := t.exec(ctx, `UPDATE receipt SET fields = ?, settled_minor = 0, sales = 0, short_minor = 0 WHERE id = ?`, string(fields), r.ID); err != nil {
		return err
	}
	settled, err := rows(ctx, t.run, func(r scanner) (o affiliate.Owing, err error) { return o, r.Scan(&o.Key, &o.ConversionID) },
		`SELECT key, conversion_id FROM receipt_commission WHERE receipt_id = ?`, r.ID)
	if err != nil {
		return err
	}
	if err := t.exec(ctx, `DELETE FROM receipt_commission WHERE receipt_id = ?`, r.ID); err != nil {
		return err
	}
	keys, sales := []string{}, map[affiliate.ConversionID]affiliate.Receipt{}
	for _, o := range settled {
		if keys = append(keys, o.Key); o.ConversionID != "" {
			sales[o.ConversionID] = affiliate.Receipt{}
		}
	}
	list, err := json.Marshal(keys)
	if err != nil {
		return err
	}
	if err := t.exec(ctx, reopenCommissions, string(list)); err != nil {
		return err
	}
	return t.receivedOtherwise(ctx, r.ID, sales)
}

// receivedOtherwise finds what else paid the sales of a receipt that is gone.
func (t *Tx) receivedOtherwise(ctx context.Context, gone affiliate.ReceiptID, sales map[affiliate.ConversionID]affiliate.Receipt) error {
	ids := slices.Sorted(maps.Keys(sales))
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	type paid struct {
		sale affiliate.ConversionID
		by   affiliate.Receipt
	}
	others, err := rows(ctx, t.run, func(r scanner) (p paid, err error) { return p, r.Scan(&p.sale, &p.by.ID, &p.by.Day) },
		`SELECT conversion_id, receipt.id, fields ->> 'day' FROM receipt_commission CROSS JOIN receipt ON receipt.id = receipt_id
			WHERE conversion_id IN (SELECT value FROM json_each(?)) GROUP BY conversion_id, receipt.id HAVING sum(amount_minor) <> 0 ORDER BY receipt.seq`, string(list))
	if err != nil {
		return err
	}
	for _, p := range others {
		if sales[p.sale].ID == "" {
			sales[p.sale] = p.by
		}
	}
	for _, id := range ids {
		if err := t.run.movedBy(ctx, receiveOtherwise, sales[id].ID, sales[id].Day, id, gone); err != nil {
			return err
		}
	}
	return nil
}
