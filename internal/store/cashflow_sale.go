package store

import (
	"context"
	"maps"
	"slices"

	"linkledger/internal/affiliate"
)

// cashOf tells how far the money of conversions has come, in the columns of
// cash_sale. What CJ pays nothing for has nothing left to receive; what nobody
// earns on, nothing left to pay once CJ's part is done. The migration that made
// the table says the same.
func cashOf(where string) string {
	return `SELECT conversion_id, currency, sale_day, member_id, offer_id, cj_locked,
		iif(status = 'unresolved' OR status = 'reversed' AND received_on = '', -1,
			locked + 2 * received + 4 * (due_minor <= 0 AND (received OR cj_status <> '' AND earns))) AS has,
		commission_minor, earned_minor, due_minor
	FROM (SELECT *, received_on <> '' OR locked AND commission_minor = 0 AS received
		FROM (SELECT conversion.id AS conversion_id, conversion.currency, sale_day, conversion.member_id, offer_id, status, cj_status, received_on, commission_minor,
			cj_status IN ('locked', 'closed') OR received_on <> '' AS locked,
			cj_status IN ('locked', 'closed') AND status <> 'unresolved' AS cj_locked,
			coalesce(sum(iif(earning.currency = conversion.currency, amount_minor, 0)), 0) AS earned_minor,
			coalesce(sum(iif(earning.currency = conversion.currency AND NOT EXISTS (SELECT 1 FROM payment_line CROSS JOIN payment
				ON payment.id = payment_id AND payment.state = 'paid' WHERE earning_id = earning.id AND alive = 1), amount_minor, 0)), 0) AS due_minor,
			coalesce(max(amount_minor), 0) > 0 AS earns
		FROM conversion LEFT JOIN earning ON earning.conversion_id = conversion.id AND conversion_id <> '' AND state <> 'void'
		` + where + ` GROUP BY conversion.id))`
}

var putCashSale = cashSales.upsertFrom("conversion_id", cashOf(`WHERE conversion.id = ?1`))

// cashDirty are the conversions whose money moved and that are not written to
// cash_sale yet: most move several times with one entry.
type cashDirty map[affiliate.ConversionID]bool

func (d cashDirty) flush(ctx context.Context, run *statements) error {
	for _, id := range slices.Sorted(maps.Keys(d)) {
		if err := run.exec(ctx, putCashSale, id); err != nil {
			return err
		}
	}
	clear(d)
	return nil
}
