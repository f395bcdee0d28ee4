package store

import (
	"context"
	"time"

	"linkledger/internal/affiliate"
)

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
