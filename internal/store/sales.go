package store

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Sales is what one link brought in one currency.
type Sales struct {
	LinkNumber  int64
	Offer       affiliate.OfferID
	Member      affiliate.MemberID
	Currency    money.Currency
	Conversions int
	Sale        int64 // minor units
	Commission  int64
	Earned      int64 // pending and posted
	Pending     int64 // of Earned: what CJ has not locked yet
	Due         int64 // posted and not in any payment
	Paid        int64 // in a payment that was recorded as paid
}

// SalesByLink adds up conversions by link and currency for sale days from and
// to, both included; empty ends are open. Test traffic, unresolved, rejected
// and reversed conversions are left out of the counts; earnings are whatever
// the books hold.
func (s *Store) SalesByLink(ctx context.Context, from, to string) ([]Sales, error) {
	return rows(ctx, s.db.Read, func(r scanner) (v Sales, err error) {
		return v, r.Scan(&v.LinkNumber, &v.Offer, &v.Member, &v.Currency, &v.Conversions, &v.Sale, &v.Commission, &v.Earned, &v.Pending, &v.Due, &v.Paid)
	}, `WITH counted AS (
		SELECT * FROM conversion WHERE test = 0 AND (?1 = '' OR sale_day >= ?1) AND (?2 = '' OR sale_day <= ?2)
	), earned AS (  -- by whoever has it, in its own currency
		SELECT link_number, offer_id, earning.id, earning.member_id, earning.currency, amount_minor, state
		FROM earning JOIN counted ON counted.id = earning.conversion_id
		UNION ALL  -- paid clicks are of no link alone
		SELECT 0, payout.offer_id, earning.id, earning.member_id, earning.currency, earning.amount_minor, state
		FROM earning JOIN payout USING (cause)
		WHERE earning.cause > 'clicks:' AND earning.cause < 'clicks;' AND (?1 = '' OR earning.day >= ?1) AND (?2 = '' OR earning.day <= ?2)
	), facts AS (
		SELECT link_number, offer_id, member_id, currency, 1 AS conversions, sale_minor AS sale, commission_minor AS commission,
			0 AS earned, 0 AS pending, 0 AS due, 0 AS paid
		FROM counted WHERE status IN ('pending', 'approved', 'on_hold')
		UNION ALL
		SELECT link_number, offer_id, earned.member_id, earned.currency, 0, 0, 0, amount_minor,
			iif(earned.state = 'pending', amount_minor, 0),
			iif(earned.state = 'posted' AND payment.id IS NULL, amount_minor, 0),
			iif(payment.state = 'paid', amount_minor, 0)
		FROM earned
		LEFT JOIN payment_line ON payment_line.earning_id = earned.id AND alive = 1
		LEFT JOIN payment ON payment.id = payment_line.payment_id
		WHERE earned.state <> 'void')
	SELECT link_number, offer_id, member_id, currency, sum(conversions), sum(sale), sum(commission),
		sum(earned), sum(pending), sum(due), sum(paid)
	FROM facts GROUP BY link_number, offer_id, member_id, currency ORDER BY link_number, offer_id, member_id, currency`, from, to)
}

// NextLock is the earliest locking date of what CJ may still change; empty
// when nothing waits.
func (s *Store) NextLock(ctx context.Context) (string, error) {
	day, _, err := one(ctx, s.db.Read, func(r scanner) (d string, err error) { return d, r.Scan(&d) },
		`SELECT coalesce(min(locks_at), '') FROM conversion WHERE cj_status IN ('new', 'extended') AND locks_at <> ''`)
	return day, err
}
