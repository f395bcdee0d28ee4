package store

import (
	"context"
	"encoding/json"
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

var (
	cashOfSome  = cashOf(`WHERE conversion.id IN (SELECT value FROM json_each(?))`)
	putCashSale = cashSales.upsert([]string{"conversion_id"}) + ` WHERE digest <> excluded.digest`
)

// cashAtOnce is how many conversions are read at once.
const cashAtOnce = 500

// cashDirty are the conversions whose money moved and that are not written to
// cash_sale yet: most move several times with one entry.
type cashDirty map[affiliate.ConversionID]bool

// flush reads and writes by turns: a statement that does both has a journal of
// its own in SQLite, which takes the longer, the more an entry has changed.
func (d cashDirty) flush(ctx context.Context, run *statements) error {
	for some := range slices.Chunk(slices.Sorted(maps.Keys(d)), cashAtOnce) {
		wanted, err := json.Marshal(some)
		if err != nil {
			return err
		}
		list, err := rows(ctx, run, cashSales.scan, cashOfSome, string(wanted))
		if err != nil {
			return err
		}
		for _, values := range list {
			if _, err := run.write(ctx, cashSales, putCashSale, values...); err != nil {
				return err
			}
		}
	}
	clear(d)
	return nil
}
