package store

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// CashSide is a count of sales and what they come to, in minor units.
type CashSide struct {
	Sales      int
	Sale       int64
	Commission int64
}

// CashStanding is one kind of sales as CJ's rows have them and as the members'
// reports count them.
type CashStanding struct {
	Currency                                                                      money.Currency
	Test, Attributed, Bonus, Reported, Foreign, Declined, Original, PaidElsewhere bool
	Status                                                                        affiliate.Status
	CJ, Ours                                                                      CashSide
}

// CashStandings sets CJ's rows for the sales of a period beside what the
// members' reports count, by what kind of sales they are; empty ends are open.
func (s *Store) CashStandings(ctx context.Context, from, to string) ([]CashStanding, error) {
	return rows(ctx, s.db.Read, func(r scanner) (v CashStanding, err error) {
		return v, r.Scan(&v.Currency, &v.Test, &v.Attributed, &v.Bonus, &v.Reported, &v.Foreign, &v.Declined, &v.Original, &v.PaidElsewhere, &v.Status,
			&v.CJ.Sales, &v.CJ.Sale, &v.CJ.Commission, &v.Ours.Sales, &v.Ours.Sale, &v.Ours.Commission)
	}, `WITH sale AS MATERIALIZED (SELECT action_id, currency, test, member_id <> '' AS attributed, action_type IN ('bonus', 'perf_inc') AS bonus,
			validation = 'DECLINED' AS declined, status, sale_minor, commission_minor,
			test = 0 AND member_id <> '' AND status IN ('pending', 'approved', 'on_hold') AS counts
			FROM conversion WHERE sale_day >= ?1 AND sale_day <= iif(?2 = '', '~', ?2)),
		ledger AS (SELECT cj_commission.action_id, cj_commission.currency, max(original) AS original, sum(cj_commission.sale_minor) AS sale,
			sum(cj_commission.commission_minor) AS commission, sum(counted_minor) AS counted,
			min(original) = 1 OR sum(cj_commission.sale_minor) <> 0 OR sum(cj_commission.commission_minor) <> 0 AS stands
			FROM sale CROSS JOIN cj_commission ON cj_commission.action_id = sale.action_id WHERE sale.action_id <> '' GROUP BY 1, 2)
	SELECT sale.currency, test, attributed, bonus, sale.action_id = '', 0, declined, coalesce(original, 0), coalesce(counted = 0 AND commission <> 0, 0), status,
		coalesce(sum(stands), 0), coalesce(sum(sale), 0), coalesce(sum(commission), 0),
		sum(counts), sum(iif(counts, sale_minor, 0)), sum(iif(counts, commission_minor, 0))
		FROM sale LEFT JOIN ledger ON ledger.action_id = sale.action_id AND ledger.currency = sale.currency AND sale.action_id <> ''
		GROUP BY 1, 2, 3, 4, 5, 7, 8, 9, 10
	UNION ALL
	SELECT ledger.currency, test, attributed, bonus, 0, 1, declined, original, 0, status, sum(stands), sum(sale), sum(commission), 0, 0, 0
		FROM ledger JOIN sale ON sale.action_id = ledger.action_id WHERE ledger.currency <> sale.currency GROUP BY 1, 2, 3, 4, 7, 8, 10`, from, to)
}
