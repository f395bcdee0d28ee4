package store

import (
	"context"
	"encoding/json"

	"linkledger/internal/affiliate"
)

// PastSales counts an offer's sales of members from a day on, and those of them
// that were paid; without members, everybody's. Test purchases and sales
// without a member are left out.
func (s *Store) PastSales(ctx context.Context, offer affiliate.OfferID, members []affiliate.MemberID, from string) (sales, paid int, err error) {
	only, err := json.Marshal(append([]affiliate.MemberID{}, members...))
	if err != nil {
		return 0, 0, err
	}
	err = s.db.Read.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM earning AS e JOIN payment_line AS l ON l.earning_id = e.id
				JOIN payment AS p ON p.id = l.payment_id WHERE e.conversion_id = c.id AND l.alive = 1 AND p.state = 'paid')), 0)
		FROM conversion AS c WHERE c.offer_id = ?1 AND c.sale_day >= ?2 AND c.test = 0 AND c.member_id <> ''
			AND (?3 = '[]' OR c.member_id IN (SELECT value FROM json_each(?3)))`, offer, from, string(only)).Scan(&sales, &paid)
	return sales, paid, err
}
