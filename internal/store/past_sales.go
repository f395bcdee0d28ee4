package store

import (
	"context"

	"linkledger/internal/affiliate"
)

// PastSales counts the conversions from the day on that a rule begins which it
// is for, or which it pays now, and those of them that were paid. Only those
// count that stand; groups are those of the sale day.
func (s *Store) PastSales(ctx context.Context, r affiliate.Rule) (sales, paid int, err error) {
	err = s.db.Read.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM earning AS e JOIN payment_line AS l ON l.earning_id = e.id
				JOIN payment AS p ON p.id = l.payment_id WHERE e.cause = o.cause AND l.alive = 1 AND p.state = 'paid')), 0)
		FROM payout AS o WHERE o.offer_id = ?1 AND o.day >= ?2 AND o.counts = 1 AND (?6 <> '' AND o.rule_id = ?6
			OR (?3 = '' OR o.day <= ?3) AND CASE ?4
				WHEN 'member' THEN o.member_id = ?5
				WHEN 'group' THEN (SELECT value FROM dated_fact WHERE what = 'group' AND subject = o.member_id AND since <= o.day
					ORDER BY since DESC LIMIT 1) = ?5
				ELSE 1 END)`, r.OfferID, r.ValidFrom, r.Conditions.To, r.Level, r.Subject, r.ID).Scan(&sales, &paid)
	return sales, paid, err
}
