package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"linkledger/internal/affiliate"
)

// PutCommission keeps a row of CJ's ledger as it stands now; hash is of the row
// as it came.
func (t *Tx) PutCommission(ctx context.Context, row affiliate.CommissionRow, hash string) error {
	sale, commission, err := row.Amounts()
	if err != nil {
		return err
	}
	raw, err := json.Marshal(row)
	if err != nil {
		return err
	}
	return t.exec(ctx, `INSERT INTO cj_commission (commission_id, action_id, original, status, posted_at, locks_at, currency, sale_minor,
			commission_minor, row, hash, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (commission_id) DO UPDATE SET status = excluded.status, posted_at = excluded.posted_at, locks_at = excluded.locks_at,
			currency = excluded.currency, sale_minor = excluded.sale_minor, commission_minor = excluded.commission_minor,
			row = excluded.row, hash = excluded.hash, seq = excluded.seq`,
		row.CommissionID, row.OriginalActionID, row.Original, row.ActionStatus, formatTime(row.PostingDate), formatTime(row.LockingDate),
		commission.Currency, sale.Minor, commission.Minor, string(raw), hash, t.entry.Seq)
}

// Count keeps what a row's commission comes to in our books.
func (t *Tx) Count(ctx context.Context, commissionID string, minor int64) error {
	return t.exec(ctx, `UPDATE cj_commission SET counted_minor = ?2 WHERE commission_id = ?1 AND counted_minor <> ?2`, commissionID, minor)
}

// Commissions lists the rows of a CJ action, by posting.
func (t *Tx) Commissions(ctx context.Context, actionID string) ([]affiliate.CommissionRow, error) {
	return commissions(ctx, t.run, `WHERE action_id = ? ORDER BY posted_at, commission_id`, actionID)
}

// Commissions lists the rows of a CJ action, by posting.
func (s *Store) Commissions(ctx context.Context, actionID string) ([]affiliate.CommissionRow, error) {
	return commissions(ctx, s.db.Read, `WHERE action_id = ? ORDER BY posted_at, commission_id`, actionID)
}

// OpenCommissions lists CJ's rows that may still move, by posting.
func (s *Store) OpenCommissions(ctx context.Context) ([]affiliate.OpenCommission, error) {
	return rows(ctx, s.db.Read, func(r scanner) (o affiliate.OpenCommission, err error) {
		var posted, locks string
		if err = r.Scan(&o.ID, &o.Status, &posted, &locks); err != nil {
			return o, err
		}
		if o.Posted, err = parseTime(posted); err != nil {
			return o, err
		}
		o.Locks, err = time.Parse(time.RFC3339Nano, locks)
		return o, err
	}, `SELECT commission_id, status, posted_at, json_extract(row, '$.lockingDate') FROM cj_commission
		WHERE status NOT IN ('closed') ORDER BY posted_at, commission_id`)
}

// PostedCommissions counts CJ's rows that were posted from a time on up to
// another.
func (s *Store) PostedCommissions(ctx context.Context, since, before time.Time) (n int, err error) {
	err = s.db.Read.QueryRowContext(ctx, `SELECT count(*) FROM cj_commission WHERE posted_at >= ? AND posted_at < ?`,
		formatTime(since), formatTime(before)).Scan(&n)
	return n, err
}

// CommissionVersions tells of each of CJ's rows that is folded its hash and the
// place in the log of the entry that it came with, so that only changed ones
// are appended.
func (s *Store) CommissionVersions(ctx context.Context, ids []string) (hashes map[string]string, places map[string]int64, err error) {
	raw, err := json.Marshal(ids)
	if err != nil {
		return nil, nil, err
	}
	hashes, places = map[string]string{}, map[string]int64{}
	result, err := s.db.Read.QueryContext(ctx, `SELECT commission_id, hash, seq FROM cj_commission WHERE commission_id IN (SELECT value FROM json_each(?))`, string(raw))
	if err != nil {
		return nil, nil, err
	}
	defer result.Close()
	for result.Next() {
		var id, hash string
		var place int64
		if err := result.Scan(&id, &hash, &place); err != nil {
			return nil, nil, err
		}
		hashes[id], places[id] = hash, place
	}
	return hashes, places, result.Err()
}

func commissions(ctx context.Context, q queryer, where string, args ...any) ([]affiliate.CommissionRow, error) {
	return rows(ctx, q, func(r scanner) (row affiliate.CommissionRow, err error) {
		var raw string
		if err = r.Scan(&raw); err != nil {
			return row, err
		}
		if err = json.Unmarshal([]byte(raw), &row); err != nil {
			return row, fmt.Errorf("read a stored row of CJ: %w", err)
		}
		return row, nil
	}, `SELECT row FROM cj_commission `+where, args...)
}
