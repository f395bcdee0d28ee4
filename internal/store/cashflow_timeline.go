package store

import (
	"context"
	"encoding/json"
	"slices"

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

const cashWhere = ` WHERE currency = ?1 AND (?2 = '' OR member_id = ?2) AND (?3 = '' OR offer_id = ?3) AND (?4 = '' OR sale_day >= ?4) AND (?5 = '' OR sale_day <= ?5)`

func (f CashFilter) args() []any { return []any{f.Currency, f.Member, f.Offer, f.From, f.To} }

// CashSums sums the timeline up by what has happened. What a member has already
// of a sale that is not paid wholly counts as paid.
func (s *Store) CashSums(ctx context.Context, f CashFilter) ([]CashSum, error) {
	var had int64
	list, err := rows(ctx, s.db.Read, func(r scanner) (v CashSum, err error) {
		var code int
		var earned, due int64
		err = r.Scan(&code, &v.Sales, &v.Commission, &earned, &due)
		if v.Has, v.Payout = cashHas(code), earned; !v.Has.Paid {
			v.Payout, had = due, had+earned-due
		}
		return v, err
	}, `SELECT has, count(*), sum(commission_minor), sum(earned_minor), sum(due_minor) FROM cash_sale INDEXED BY cash_sale_has`+cashWhere+` AND has >= 0 GROUP BY has`, f.args()...)
	if err != nil || had == 0 {
		return list, err
	}
	done := CashHas{Locked: true, Received: true, Paid: true}
	for i := range list {
		if list[i].Has == done {
			list[i].Payout += had
			return list, nil
		}
	}
	return append(list, CashSum{Has: done, Payout: had}), nil
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
	var codes []int
	for code := range 8 {
		if len(has) == 0 || slices.Contains(has, cashHas(code)) {
			codes = append(codes, code)
		}
	}
	wanted, err := json.Marshal(codes)
	if err != nil {
		return nil, err
	}
	return rows(ctx, s.db.Read, func(r scanner) (v CashSale, err error) {
		var code int
		err = r.Scan(&v.ID, &code, &v.Owes, &v.Payout, &v.Due, &v.InPayment, &v.PaidOn)
		v.Has = cashHas(code)
		return v, err
	}, `WITH page AS MATERIALIZED (SELECT conversion_id, sale_day, has, earned_minor, due_minor FROM cash_sale INDEXED BY cash_sale_has`+cashWhere+` AND has IN (SELECT value FROM json_each(?6))
			ORDER BY sale_day DESC, conversion_id DESC LIMIT ?7 OFFSET ?8),
		line AS (SELECT earning.conversion_id AS sale, payment.state, payment.fields ->> 'paid_on' AS paid_on FROM page
			CROSS JOIN earning ON earning.conversion_id = page.conversion_id AND earning.conversion_id <> ''
			CROSS JOIN payment_line ON earning_id = earning.id AND alive = 1 CROSS JOIN payment ON payment.id = payment_id)
	SELECT conversion_id, has,
		coalesce((SELECT sum(owed_minor) FROM cj_commission WHERE action_id = conversion.action_id AND action_id <> '' AND currency = ?1), 0),
		earned_minor, due_minor,
		EXISTS (SELECT 1 FROM line WHERE sale = conversion_id AND state IN ('intent', 'exported')),
		coalesce((SELECT max(paid_on) FROM line WHERE sale = conversion_id AND state = 'paid'), '')
	FROM page CROSS JOIN conversion ON conversion.id = conversion_id ORDER BY page.sale_day DESC, conversion_id DESC`, append(f.args(), string(wanted), limit, offset)...)
}

// cashHas unpacks what has happened from the number that cash_sale keeps.
func cashHas(code int) CashHas { return CashHas{code&1 != 0, code&2 != 0, code&4 != 0} }
