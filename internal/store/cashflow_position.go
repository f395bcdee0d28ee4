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
	NoSale int64                        // of Owed: by no sale
}

// CashPosition reads what members are owed in a currency, by the ledger.
func (s *Store) CashPosition(ctx context.Context, c money.Currency) (CashPosition, error) {
	return snapshot(ctx, s, func(q queryer) (CashPosition, error) {
		p := CashPosition{Owed: map[affiliate.MemberID]int64{}, Held: map[affiliate.MemberID]int64{}}
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
		if err := cashHeld(ctx, q, c, p.Held); err != nil {
			return p, err
		}
		err = q.QueryRowContext(ctx, `SELECT coalesce(sum(amount_minor), 0) FROM earning
			WHERE state = 'posted' AND held = 0 AND currency = ? AND conversion_id = ''`, c).Scan(&p.NoSale)
		return p, err
	})
}

// cashHeld sums up by member what somebody holds back.
func cashHeld(ctx context.Context, q queryer, c money.Currency, held map[affiliate.MemberID]int64) error {
	type line struct {
		member affiliate.MemberID
		minor  int64
	}
	lines, err := rows(ctx, q, func(r scanner) (l line, err error) { return l, r.Scan(&l.member, &l.minor) },
		`SELECT earning.member_id, sum(amount_minor) FROM conversion CROSS JOIN earning INDEXED BY earning_due ON conversion_id = conversion.id
			WHERE conversion.status = 'on_hold' AND state = 'posted' AND held = 0 AND earning.currency = ? GROUP BY 1`, c)
	for _, l := range lines {
		held[l.member] = l.minor
	}
	return err
}

// CashHistory sums up what became of the commissions of sales since a day that
// have locked: how many, what CJ first had of them, what it took back before
// the lock.
func (s *Store) CashHistory(ctx context.Context, c money.Currency, since string) (sales int, reported, takenBack int64, err error) {
	err = atOnce(ctx, s.db.Read, func(q queryer) error {
		var now int64
		err := q.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(commission_minor), 0) FROM conversion INDEXED BY conversion_cash
			WHERE currency = ? AND cj_status IN ('locked', 'closed') AND sale_day >= ? AND status <> 'unresolved'`, c, since).Scan(&sales, &now)
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
