package store

import (
	"context"
	"encoding/json"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// CashFilter narrows the cash timeline; empty fields don't.
type CashFilter struct {
	Currency money.Currency
	Member   affiliate.MemberID
	Offer    affiliate.OfferID
	From, To string // sale days, both included
}

// CashHas is what has happened to the money of a sale.
type CashHas struct{ Locked, Received, Paid bool }

// CashSum sums up the sales to which the same has happened.
type CashSum struct {
	Has        CashHas
	Sales      int
	Commission int64 // minor units
	Payout     int64 // what members earned; not yet paid where Has.Paid is false
}

// The parts of a timeline's queries. A sale that CJ pays nothing for has
// nothing left to receive; one that nobody earns on, nothing left to pay once
// CJ's part is done.
const (
	cashLocked   = `(cj_status IN ('locked', 'closed') OR received_on <> '')`
	cashReceived = `(received_on <> '' OR ` + cashLocked + ` AND commission_minor = 0)`
	cashWhere    = ` WHERE currency = ?1 AND (?2 = '' OR member_id = ?2) AND (?3 = '' OR offer_id = ?3) AND (?4 = '' OR sale_day >= ?4)
		AND (?5 = '' OR sale_day <= ?5) AND status <> 'unresolved' AND (status <> 'reversed' OR received_on <> '')`
	// unpaid are the sales of which a member has not got something: it is owed,
	// or in a payment that is not final.
	unpaid = owed + `, unpaid AS MATERIALIZED (SELECT conversion_id AS sale, sum(minor) AS minor FROM (SELECT conversion_id, minor FROM owed
		UNION ALL SELECT conversion_id, amount_minor FROM payment CROSS JOIN payment_line ON payment_id = payment.id AND alive = 1
			CROSS JOIN earning ON earning.id = earning_id WHERE payment.state IN ('intent', 'exported') AND currency = ?1 AND conversion_id <> '')
		GROUP BY conversion_id HAVING sum(minor) > 0)`
	// cashCode packs what has happened into a number, as CashHas does.
	cashCode = `(` + cashLocked + ` + 2 * ` + cashReceived + ` + 4 * (conversion.id NOT IN (SELECT sale FROM unpaid) AND (` + cashReceived + ` OR cj_status <> '' AND ` + earns + `)))`
	earns    = `EXISTS (SELECT 1 FROM earning WHERE conversion_id = conversion.id AND conversion_id <> '' AND state <> 'void' AND amount_minor > 0)`
)

func (f CashFilter) args() []any { return []any{f.Currency, f.Member, f.Offer, f.From, f.To} }

// CashSums sums the timeline up by what has happened.
func (s *Store) CashSums(ctx context.Context, f CashFilter) ([]CashSum, error) {
	return snapshot(ctx, s, func(q queryer) ([]CashSum, error) {
		sums := map[CashHas]CashSum{}
		add := func(has CashHas, sign int, v CashSum) {
			sum := sums[has]
			sum.Sales, sum.Commission, sum.Payout = sum.Sales+sign*v.Sales, sum.Commission+int64(sign)*v.Commission, sum.Payout+int64(sign)*v.Payout
			sums[has] = sum
		}
		var all, waits, locked CashSum // waits have not been received, locked are those of them that are
		err := q.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(commission_minor), 0), count(*) FILTER (WHERE NOT `+cashReceived+`),
			coalesce(sum(commission_minor) FILTER (WHERE NOT `+cashReceived+`), 0), count(*) FILTER (WHERE `+cashLocked+` AND NOT `+cashReceived+`),
			coalesce(sum(commission_minor) FILTER (WHERE `+cashLocked+` AND NOT `+cashReceived+`), 0) FROM conversion INDEXED BY conversion_cash`+cashWhere, f.args()...).
			Scan(&all.Sales, &all.Commission, &waits.Sales, &waits.Commission, &locked.Sales, &locked.Commission)
		if err != nil {
			return nil, err
		}
		done := CashHas{Locked: true, Received: true, Paid: true} // as far as it is known yet
		add(done, 1, all)
		add(done, -1, waits)
		add(CashHas{}, 1, waits)
		add(CashHas{}, -1, locked)
		add(CashHas{Locked: true}, 1, locked)
		open, err := cashSums(ctx, q, f, `WITH `+unpaid+` SELECT `+cashLocked+`, `+cashReceived+`, count(*), sum(commission_minor), sum(minor)
			FROM unpaid CROSS JOIN conversion INDEXED BY conversion_cash ON conversion.id = sale`+cashWhere+` GROUP BY 1, 2`)
		if err != nil {
			return nil, err
		}
		var unpaidMinor int64
		for _, v := range open {
			unpaidMinor += v.Payout
			had := v.Has
			had.Paid = had.Received
			payout := v.Payout
			v.Payout = 0
			add(had, -1, v)
			v.Payout = payout
			add(v.Has, 1, v)
		}
		early, err := cashSums(ctx, q, f, `WITH `+unpaid+` SELECT `+cashLocked+`, 0, count(*), sum(commission_minor),
			sum((SELECT sum(amount_minor) FROM earning WHERE conversion_id = conversion.id AND conversion_id <> '' AND state <> 'void'))
			FROM (SELECT id AS sale FROM conversion INDEXED BY conversion_waiting WHERE currency = ?1 AND received_on = '' AND cj_status <> '' AND id NOT IN (SELECT sale FROM unpaid))
			CROSS JOIN conversion INDEXED BY conversion_cash ON id = sale`+cashWhere+` AND NOT `+cashReceived+` AND `+earns+` GROUP BY 1`)
		if err != nil {
			return nil, err
		}
		var earlyMinor int64
		for _, v := range early {
			earlyMinor += v.Payout
			payout := v.Payout
			v.Payout = 0
			add(v.Has, -1, v)
			v.Has.Paid, v.Payout = true, payout
			add(v.Has, 1, v)
		}
		var total int64
		err = q.QueryRowContext(ctx, `SELECT coalesce(sum(amount_minor), 0) FROM payout INDEXED BY payout_person WHERE currency = ?1 AND (?2 = '' OR member_id = ?2)
			AND (?3 = '' OR offer_id = ?3) AND (?4 = '' OR day >= ?4) AND (?5 = '' OR day <= ?5) AND cause >= 'conversion:' AND cause < 'conversion;'`, f.args()...).Scan(&total)
		add(CashHas{Locked: true, Received: true, Paid: true}, 1, CashSum{Payout: total - unpaidMinor - earlyMinor})
		list := make([]CashSum, 0, len(sums))
		for has, sum := range sums {
			sum.Has = has
			if sum.Sales != 0 || sum.Payout != 0 {
				list = append(list, sum)
			}
		}
		return list, err
	})
}

func cashSums(ctx context.Context, q queryer, f CashFilter, query string) ([]CashSum, error) {
	return rows(ctx, q, func(r scanner) (v CashSum, err error) {
		return v, r.Scan(&v.Has.Locked, &v.Has.Received, &v.Sales, &v.Commission, &v.Payout)
	}, query, f.args()...)
}

// CashSale is what a page of the timeline tells of a sale, beside its
// conversion.
type CashSale struct {
	ID        affiliate.ConversionID
	Has       CashHas
	Owes      int64 // CJ, in minor units; negative when it takes it off its next payment
	Payout    int64
	Due       int64 // of Payout: not paid
	InPayment bool  // Due is in a payment that is not final
	PaidOn    string
}

// CashSales lists the sales of a page, newest first: those to which one of the
// given things has happened, or all without any.
func (s *Store) CashSales(ctx context.Context, f CashFilter, has []CashHas, limit, offset int) ([]CashSale, error) {
	wanted := make([]int, 0, len(has))
	for _, h := range has {
		wanted = append(wanted, h.code())
	}
	codes, err := json.Marshal(wanted)
	if err != nil {
		return nil, err
	}
	page := `SELECT id FROM conversion` + cashWhere + ` AND ?6 <> ''`
	if len(has) > 0 {
		page = `SELECT id FROM conversion INDEXED BY conversion_cash` + cashWhere + ` AND ` + cashCode + ` IN (SELECT value FROM json_each(?6))`
	}
	return rows(ctx, s.db.Read, func(r scanner) (v CashSale, err error) {
		var code int
		err = r.Scan(&v.ID, &code, &v.Owes, &v.Payout, &v.Due, &v.InPayment, &v.PaidOn)
		v.Has = CashHas{code&1 != 0, code&2 != 0, code&4 != 0}
		return v, err
	}, `WITH `+unpaid+`, page AS MATERIALIZED (`+page+` ORDER BY sale_day DESC, id DESC LIMIT ?7 OFFSET ?8)
	SELECT id, `+cashCode+`,
		coalesce((SELECT sum(owed_minor) FROM cj_commission WHERE action_id = conversion.action_id AND action_id <> '' AND currency = ?1), 0),
		coalesce((SELECT sum(amount_minor) FROM earning WHERE conversion_id = conversion.id AND conversion_id <> '' AND state <> 'void' AND currency = ?1), 0),
		coalesce((SELECT sum(amount_minor) FROM earning LEFT JOIN payment_line ON earning_id = earning.id AND alive = 1 LEFT JOIN payment ON payment.id = payment_id
			WHERE conversion_id = conversion.id AND conversion_id <> '' AND earning.state <> 'void' AND currency = ?1 AND coalesce(payment.state, '') <> 'paid'), 0),
		EXISTS (SELECT 1 FROM earning CROSS JOIN payment_line ON earning_id = earning.id AND alive = 1 CROSS JOIN payment ON payment.id = payment_id
			WHERE conversion_id = conversion.id AND conversion_id <> '' AND payment.state IN ('intent', 'exported')),
		coalesce((SELECT max(payment.fields ->> 'paid_on') FROM earning CROSS JOIN payment_line ON earning_id = earning.id AND alive = 1 CROSS JOIN payment ON payment.id = payment_id
			WHERE conversion_id = conversion.id AND conversion_id <> '' AND payment.state = 'paid'), '')
	FROM page CROSS JOIN conversion USING (id) ORDER BY sale_day DESC, id DESC`, append(f.args(), string(codes), limit, offset)...)
}

// code packs what has happened into a number that SQL makes, too.
func (h CashHas) code() int {
	code := 0
	for i, happened := range []bool{h.Locked, h.Received, h.Paid} {
		if happened {
			code |= 1 << i
		}
	}
	return code
}
