package store

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// CashPosition is what members are owed in one currency, in minor units.
type CashPosition struct {
	Owed   map[affiliate.MemberID]int64 // posted, less what payments hold and what is to be taken back
	Held   map[affiliate.MemberID]int64 // of Owed: on sales that are on hold
	NoSale map[affiliate.MemberID]int64 // of Owed: by no sale
	// On sales in CJ's ledger that no receipt has settled: those that CJ has
	// locked, of Owed, and those that it may still correct.
	Locked, Early map[affiliate.MemberID]int64
}

// CashPosition reads what members are owed in a currency, by the ledger.
func (s *Store) CashPosition(ctx context.Context, c money.Currency) (CashPosition, error) {
	return snapshot(ctx, s, func(q queryer) (CashPosition, error) {
		p := CashPosition{Owed: map[affiliate.MemberID]int64{}}
		accounts, err := rows(ctx, q, scanBalance, `SELECT `+balanceColumns+` FROM account
			WHERE name GLOB 'member:*' AND currency = ?`, c)
		if err != nil {
			return p, err
		}
		for _, a := range accounts {
			owed := a.CreditsPosted - a.DebitsPosted
			if a.Account.Payable() {
				owed -= a.DebitsPending
			}
			p.Owed[affiliate.MemberID(a.Account.Member())] += owed
		}
		for _, sums := range []struct {
			of    *map[affiliate.MemberID]int64
			query string
		}{{&p.Held, heldEarnings}, {&p.NoSale, loneEarnings}, {&p.Locked, unpaidEarnings + lockedSales}, {&p.Early, unpaidEarnings + openSales}} {
			if *sums.of, err = byMember(ctx, q, sums.query+" GROUP BY earning.member_id", c); err != nil {
				return p, err
			}
		}
		return p, nil
	})
}

// What members are owed and no payment holds, in the currency ?1.
const (
	heldEarnings = `SELECT earning.member_id, sum(amount_minor) FROM conversion CROSS JOIN earning INDEXED BY earning_due ON conversion_id = conversion.id
		WHERE conversion.status = 'on_hold' AND state = 'posted' AND held = 0 AND earning.currency = ?1`
	loneEarnings   = `SELECT member_id, sum(amount_minor) FROM earning WHERE state = 'posted' AND held = 0 AND currency = ?1 AND conversion_id = ''`
	unpaidEarnings = `SELECT earning.member_id, sum(earning.minor) FROM (
			SELECT conversion_id, member_id, amount_minor AS minor FROM earning INDEXED BY earning_due WHERE state = 'posted' AND held = 0 AND currency = ?1
			UNION ALL SELECT conversion_id, member_id, amount_minor FROM earning INDEXED BY earning_pending WHERE state = 'pending' AND currency = ?1) AS earning
		CROSS JOIN conversion ON conversion.id = earning.conversion_id
		WHERE received_on = '' AND conversion.currency = ?1 AND status NOT IN ('unresolved', 'on_hold')`
	lockedSales = ` AND cj_status IN ('locked', 'closed')`
	openSales   = ` AND cj_status NOT IN ('', 'locked', 'closed')`
)

// byMember reads amounts by member.
func byMember(ctx context.Context, q queryer, query string, c money.Currency) (map[affiliate.MemberID]int64, error) {
	type line struct {
		member affiliate.MemberID
		minor  int64
	}
	lines, err := rows(ctx, q, func(r scanner) (l line, err error) { return l, r.Scan(&l.member, &l.minor) }, query, c)
	sums := make(map[affiliate.MemberID]int64, len(lines))
	for _, l := range lines {
		sums[l.member] = l.minor
	}
	return sums, err
}

// CashHistory sums up what became of the commissions of sales since a day that
// have locked: how many, what CJ first had of them, what it took back before
// the lock.
func (s *Store) CashHistory(ctx context.Context, c money.Currency, since string) (sales int, reported, takenBack int64, err error) {
	err = atOnce(ctx, s.db.Read, func(q queryer) error {
		var now int64
		err := q.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(commission_minor), 0) FROM cash_sale INDEXED BY cash_sale_has
			WHERE currency = ? AND cj_locked = 1 AND sale_day >= ?`, c, since).Scan(&sales, &now)
		if err != nil {
			return err
		}
		var corrected int64
		err = q.QueryRowContext(ctx, `SELECT coalesce(-sum(min(early, 0)), 0), coalesce(sum(minor), 0) FROM (
			SELECT action_id, sum(commission_minor) AS minor, sum(iif(locks_at = '' OR posted_at <= locks_at, commission_minor, 0)) AS early
				FROM cj_commission INDEXED BY cj_commission_correction WHERE original = 0 AND currency = ?1 GROUP BY action_id) AS correction
			CROSS JOIN conversion ON conversion.action_id = correction.action_id AND conversion.action_id <> ''
			WHERE currency = ?1 AND cj_status IN ('locked', 'closed') AND sale_day >= ?2 AND status <> 'unresolved'`, c, since).Scan(&takenBack, &corrected)
		reported = now - corrected
		return err
	})
	return sales, reported, takenBack, err
}
