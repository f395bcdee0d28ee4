package store

import (
	"context"
	"encoding/json"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

const receiptColumns = `id, fields, settled_minor, sales, short_minor`

func scanReceipt(r scanner) (receipt affiliate.Receipt, err error) {
	var id, fields string
	var settled, short int64
	var sales int
	if err = r.Scan(&id, &fields, &settled, &sales, &short); err != nil {
		return receipt, err
	}
	if err = json.Unmarshal([]byte(fields), &receipt); err != nil {
		return receipt, fmt.Errorf("read receipt %s: %w", id, err)
	}
	receipt.ID, receipt.Settled, receipt.Sales, receipt.Short, receipt.Synced = affiliate.ReceiptID(id), settled, sales, short, true
	return receipt, nil
}

// Receipt is money that came in, as the fold sees it.
func (t *Tx) Receipt(ctx context.Context, id affiliate.ReceiptID) (affiliate.Receipt, bool, error) {
	return one(ctx, t.run, scanReceipt, `SELECT `+receiptColumns+` FROM receipt WHERE id = ?`, id)
}

// ReceiptsLike are other payments of CJ of the same amount a few days from one;
// those that were cancelled are none.
func (t *Tx) ReceiptsLike(ctx context.Context, r affiliate.Receipt) ([]affiliate.Receipt, error) {
	return rows(ctx, t.run, scanReceipt, `SELECT `+receiptColumns+` FROM receipt WHERE id <> ? AND currency = ? AND fields ->> 'source' = 'cj' AND fields ->> 'cancelled' IS NULL
		AND fields ->> 'minor' = ? AND abs(julianday(fields ->> 'day') - julianday(?)) <= ? ORDER BY seq`, r.ID, r.Currency, r.Minor, r.Day, affiliate.ReceiptDays)
}

var (
	settleCommission = receiptCommissions.insert()
	// What a payment settles of a row is all that is owed on it.
	settleCommissions = cjCommissions.set("owed_minor", "0") + ` WHERE currency = ?2 AND commission_id IN (SELECT key FROM receipt_commission WHERE receipt_id = ?1)`
	// The first payment of a sale is when CJ paid it; what is set off later is not.
	receiveConversions = conversions.set("receipt_id", "?1", "received_on", "?2") + ` WHERE receipt_id = '' AND id IN (SELECT conversion_id
		FROM receipt_commission WHERE receipt_id = ?1 AND conversion_id <> '' GROUP BY conversion_id HAVING sum(amount_minor) <> 0) RETURNING 'conversion:' || id`
)

// PutReceipt keeps money that came in, and what it settles.
func (t *Tx) PutReceipt(ctx context.Context, r affiliate.Receipt, settles []affiliate.Owing) error {
	fields, err := json.Marshal(r)
	if err != nil {
		return err
	}
	err = t.exec(ctx, `INSERT INTO receipt (`+receiptColumns+`, currency, seq) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		r.ID, string(fields), r.Settled, r.Sales, r.Short, r.Currency, t.entry.Seq)
	if err != nil {
		return err
	}
	for _, o := range settles {
		var other bool
		err := t.run.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM cj_commission WHERE commission_id = ?1 AND currency <> ?2)`, o.Key, o.Amount.Currency).Scan(&other)
		if err == nil {
			_, err = t.run.write(ctx, receiptCommissions, settleCommission, o.Key, r.ID, o.ConversionID, o.Amount.Currency, o.Amount.Minor, other)
		}
		if err != nil {
			return fmt.Errorf("settle %s: %w", o.Key, err)
		}
	}
	if err := t.exec(ctx, settleCommissions, r.ID, r.Currency); err != nil {
		return err
	}
	return t.run.movedBy(ctx, receiveConversions, r.ID, r.Day)
}

// Received reports whether a receipt settled something that CJ owed.
func (t *Tx) Received(ctx context.Context, key string) (settled bool, err error) {
	err = t.run.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM receipt_commission WHERE key = ?)`, key).Scan(&settled)
	return settled, err
}

// Owing lists what CJ owes in a currency and no receipt has settled, as the
// fold sees it.
func (t *Tx) Owing(ctx context.Context, c money.Currency) ([]affiliate.Owing, error) {
	return owing(ctx, t.run, c)
}

// Owing lists what CJ owes in a currency and no receipt has settled: commission
// rows, locked or not, what changed of them after they were paid, balances that were brought along, and what earlier
// payments lacked.
func (s *Store) Owing(ctx context.Context, c money.Currency) ([]affiliate.Owing, error) {
	return owing(ctx, s.db.Read, c)
}

func owing(ctx context.Context, q queryer, c money.Currency) ([]affiliate.Owing, error) {
	return rows(ctx, q, func(r scanner) (o affiliate.Owing, err error) {
		var locks string
		o.Amount.Currency = c
		if err = r.Scan(&o.Key, &o.ConversionID, &o.Amount.Minor, &o.Locked, &locks); err == nil {
			o.LocksAt, err = parseTime(locks)
		}
		return o, err
	}, `SELECT commission_id AS key, conversion.id, owed_minor, cj_commission.status IN ('locked', 'closed') OR owed_minor <> counted_minor AS locked,
			iif(cj_commission.status IN ('locked', 'closed') OR owed_minor = counted_minor, cj_commission.locks_at, '')
		FROM cj_commission JOIN conversion ON conversion.action_id = cj_commission.action_id AND conversion.action_id <> ''
		WHERE cj_commission.currency = ?1 AND owed_minor <> 0
	UNION ALL  -- rows whose currency changed after they were paid
	SELECT key, max(conversion_id), -sum(amount_minor), 1, '' FROM receipt_commission WHERE other = 1 AND currency = ?1 GROUP BY key HAVING sum(amount_minor) <> 0
	UNION ALL
	SELECT ?2 || id AS key, '', fields ->> 'minor', 1, (fields ->> 'day') || 'T00:00:00.000Z' FROM opening
		WHERE cancelled = 0 AND fields ->> 'of' = 'cj' AND fields ->> 'currency' = ?1 AND NOT EXISTS (SELECT 1 FROM receipt_commission WHERE key = ?2 || id)
	UNION ALL
	SELECT ?3 || id AS key, '', short_minor, 1, '' FROM receipt
		WHERE short_minor > 0 AND currency = ?1 AND NOT EXISTS (SELECT 1 FROM receipt_commission WHERE key = ?3 || id)
	ORDER BY key`, c, affiliate.OwingOpening, affiliate.OwingShort)
}

// SettledBy is what a receipt settled, by sale.
func (s *Store) SettledBy(ctx context.Context, id affiliate.ReceiptID) ([]affiliate.Owing, error) {
	return rows(ctx, s.db.Read, func(r scanner) (o affiliate.Owing, err error) {
		o.Locked = true
		return o, r.Scan(&o.Key, &o.ConversionID, &o.Amount.Currency, &o.Amount.Minor)
	}, `SELECT key, conversion_id, currency, amount_minor FROM receipt_commission WHERE receipt_id = ? ORDER BY conversion_id, key`, id)
}

// Receipts lists money that came in, newest first.
func (s *Store) Receipts(ctx context.Context) ([]affiliate.Receipt, error) {
	return snapshot(ctx, s, func(q queryer) ([]affiliate.Receipt, error) {
		folded, err := rows(ctx, q, scanReceipt, `SELECT `+receiptColumns+` FROM receipt ORDER BY seq DESC`)
		if err != nil {
			return nil, err
		}
		return overlay(ctx, q, affiliate.NounReceipt, folded, func(r affiliate.Receipt) string { return string(r.ID) },
			func(r *affiliate.Receipt, id string) { r.ID, r.Synced = affiliate.ReceiptID(id), false })
	})
}
