package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"linkledger/internal/affiliate"
)

// What a row counts and what is owed on it is not of the row itself.
var putCommission = cjCommissions.upsert([]string{"commission_id"}, "original", "counted_minor", "owed_minor")

// What was paid of a row may be in another currency than the row is by now.
var markOther = receiptCommissions.set("other", "(currency <> ?2)") + ` WHERE key = ?1 AND other <> (currency <> ?2)`

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
	if err := t.exec(ctx, markOther, row.CommissionID, commission.Currency); err != nil {
		return err
	}
	_, err = t.run.write(ctx, cjCommissions, putCommission,
		row.CommissionID, row.OriginalActionID, row.Original, row.ActionStatus, formatTime(row.PostingDate),
		commission.Currency, sale.Minor, commission.Minor, string(raw), hash, t.entry.Seq, formatTime(row.LockingDate), 0, 0)
	return err
}

// settledOf is what payments settled of a row in the row's own currency.
const settledOf = `coalesce((SELECT sum(amount_minor) FROM receipt_commission WHERE key = commission_id AND receipt_commission.currency = cj_commission.currency), 0)`

var countCommission = cjCommissions.set("counted_minor", "?1", "owed_minor", "?1 - "+settledOf) + ` WHERE commission_id = ?2`

// Count keeps what a row's commission comes to in our books, and so what CJ
// owes on it.
func (t *Tx) Count(ctx context.Context, commissionID string, minor int64) error {
	return t.exec(ctx, countCommission, minor, commissionID)
}

// Commission is a row by its id; nil when it is not known.
func (t *Tx) Commission(ctx context.Context, id string) (*affiliate.CommissionRow, error) {
	list, err := commissions(ctx, t.run, `WHERE commission_id = ?`, id)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
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
		o.Locks, err = parseTime(locks)
		return o, err
	}, `SELECT commission_id, status, posted_at, locks_at FROM cj_commission
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
