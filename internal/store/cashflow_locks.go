package store

import (
	"context"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// CashLock sums up what CJ owes, or will, on sales of about one locking date.
type CashLock struct {
	At         time.Time // within a quarter of an hour; zero where CJ tells none
	Day        string    // in its place, of what is of no sale
	Locked     bool
	Sales      int
	Sale       int64 // minor units
	Commission int64 // that no receipt has settled
	Due        int64 // what members earned on them and have not got, unless it is on hold
	Extended   int   // of the sales
	Methods    []string
}

// owed is what members earned by each cause and no payment holds, of a
// currency, whether CJ has locked it or not.
const owed = `owed AS (SELECT conversion_id, sum(amount_minor) AS minor FROM (
		SELECT conversion_id, amount_minor FROM earning INDEXED BY earning_due WHERE state = 'posted' AND held = 0 AND currency = ?1
		UNION ALL SELECT conversion_id, amount_minor FROM earning INDEXED BY earning_pending WHERE state = 'pending' AND currency = ?1)
	WHERE conversion_id <> '' GROUP BY conversion_id)`

// quarter is the start of the quarter of an hour that a time is in: every time
// zone starts its days at one, so that days can be cut from the sums.
const quarter = `substr(locks_at, 1, 14) || substr('00153045', 1 + 2 * (CAST(substr(locks_at, 15, 2) AS INTEGER) / 15), 2) || ':00.000Z'`

// CashLocks sums up what CJ owes in a currency by locking date: sales that it
// may still correct, and those that it has locked and not paid.
func (s *Store) CashLocks(ctx context.Context, c money.Currency) ([]CashLock, error) {
	return rows(ctx, s.db.Read, scanCashLock, `WITH `+owed+`
	SELECT cj_status IN ('locked', 'closed') AS locked, iif(locks_at = '', '', `+quarter+`) AS at, '' AS day, count(*), sum(sale_minor),
		sum(commission_minor), coalesce(sum(iif(status = 'on_hold', 0, owed.minor)), 0), sum(cj_status = 'extended'), group_concat(DISTINCT locking_method)
		FROM conversion LEFT JOIN owed ON owed.conversion_id = conversion.id
		WHERE received_on = '' AND cj_status <> '' AND currency = ?1 AND status <> 'unresolved' AND (sale_minor <> 0 OR commission_minor <> 0)
		GROUP BY 1, 2
	UNION ALL  -- corrections that came after CJ had paid
	SELECT 1, iif(locks_at = '', '', `+quarter+`), '', count(DISTINCT conversion.action_id), 0, sum(owed_minor), 0, 0, ''
		FROM (SELECT action_id, owed_minor FROM cj_commission WHERE owed_minor <> 0 AND currency = ?1) AS row
		CROSS JOIN conversion ON conversion.action_id = row.action_id WHERE received_on <> '' GROUP BY 2
	UNION ALL  -- what CJ had paid in a currency of before
	SELECT 1, '', '', 1, 0, -sum(amount_minor), 0, 0, '' FROM receipt_commission WHERE other = 1 AND currency = ?1 GROUP BY key HAVING sum(amount_minor) <> 0
	UNION ALL  -- balances that were brought along
	SELECT 1, '', fields ->> 'day', 0, 0, fields ->> 'minor', 0, 0, '' FROM opening WHERE cancelled = 0 AND fields ->> 'of' = 'cj' AND fields ->> 'currency' = ?1
		AND NOT EXISTS (SELECT 1 FROM receipt_commission WHERE key = ?2 || id)
	UNION ALL  -- what earlier payments lacked
	SELECT 1, '', fields ->> 'day', 0, 0, short_minor, 0, 0, '' FROM receipt WHERE short_minor > 0 AND currency = ?1
		AND NOT EXISTS (SELECT 1 FROM receipt_commission WHERE key = ?3 || id)
	ORDER BY 1, 2, 3`, c, affiliate.OwingOpening, affiliate.OwingShort)
}

func scanCashLock(r scanner) (l CashLock, err error) {
	var at, methods string
	if err = r.Scan(&l.Locked, &at, &l.Day, &l.Sales, &l.Sale, &l.Commission, &l.Due, &l.Extended, &methods); err != nil {
		return l, err
	}
	for method := range strings.SplitSeq(methods, ",") {
		if method != "" {
			l.Methods = append(l.Methods, method)
		}
	}
	l.At, err = parseTime(at)
	return l, err
}
