package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// CJAction is an action of CJ as a reconciliation sees it.
type CJAction struct {
	Conversion affiliate.Conversion
	Rows       []affiliate.CommissionRow // by posting
	PaidOn     string                    // the day on which a member was first paid for it; empty before
}

// CJActions lists CJ's actions by sale days from and to, both included; empty
// ends are open.
func (s *Store) CJActions(ctx context.Context, from, to string) ([]CJAction, error) {
	return snapshot(ctx, s, func(q queryer) ([]CJAction, error) {
		const days = `(?1 = '' OR sale_day >= ?1) AND (?2 = '' OR sale_day <= ?2) AND action_id <> ''`
		list, err := rows(ctx, q, func(r scanner) (a CJAction, err error) {
			a.Conversion, err = scanConversion(r)
			return a, err
		}, `SELECT `+conversionColumns+` FROM conversion WHERE `+days+` ORDER BY id`, from, to)
		if err != nil {
			return nil, err
		}
		byAction := make(map[string]int, len(list))
		byID := make(map[affiliate.ConversionID]int, len(list))
		for i, a := range list {
			byAction[a.Conversion.ActionID], byID[a.Conversion.ID] = i, i
		}
		found, err := commissions(ctx, q, `WHERE action_id IN (SELECT action_id FROM conversion WHERE `+days+`) ORDER BY action_id, posted_at, commission_id`, from, to)
		if err != nil {
			return nil, err
		}
		for _, row := range found {
			if i, known := byAction[row.OriginalActionID]; known {
				list[i].Rows = append(list[i].Rows, row)
			}
		}
		type paid struct {
			id affiliate.ConversionID
			on string
		}
		all, err := rows(ctx, q, func(r scanner) (p paid, err error) { return p, r.Scan(&p.id, &p.on) },
			`SELECT conversion_id, min(json_extract(payment.fields, '$.paid_on')) FROM earning
				JOIN payment_line ON payment_line.earning_id = earning.id AND alive = 1
				JOIN payment ON payment.id = payment_line.payment_id AND payment.state = 'paid'
			WHERE conversion_id <> '' GROUP BY conversion_id`)
		for _, p := range all {
			if i, known := byID[p.id]; known {
				list[i].PaidOn = p.on
			}
		}
		return list, err
	})
}

// ReportedSale is what a postback told of a sale, as the others of its scope
// leave it.
type ReportedSale struct {
	affiliate.Report
	affiliate.Standing
	At time.Time // when it came
	// Of the conversion that it became, or of its click: empty where neither is
	// known.
	Conversion affiliate.ConversionID
	Member     affiliate.MemberID
	Offer      affiliate.OfferID
	Test       bool
}

// ReportedSales lists the sales that postbacks reported between two instants, by
// id, and counts what else they told of sales that nobody knows.
func (s *Store) ReportedSales(ctx context.Context, from, to time.Time) (sales []ReportedSale, loose int, err error) {
	list, err := snapshot(ctx, s, func(q queryer) ([]ReportedSale, error) {
		return rows(ctx, q, func(r scanner) (v ReportedSale, err error) {
			var fields, at string
			if err = r.Scan(&fields, &at, &v.Conversion, &v.Member, &v.Offer, &v.Test); err != nil {
				return v, err
			}
			if err = json.Unmarshal([]byte(fields), &v.Report); err == nil {
				v.At, err = parseTime(at)
			}
			return v, err
		}, `WITH chosen AS (
				SELECT DISTINCT scope FROM report JOIN log_entry USING (seq) WHERE (?1 = '' OR time >= ?1) AND (?2 = '' OR time < ?2)
			)
			SELECT report.fields, log_entry.time, coalesce(c.id, ''), coalesce(c.member_id, ''), coalesce(c.offer_id, ''), coalesce(c.test, 0)
			FROM report JOIN chosen USING (scope) JOIN log_entry USING (seq)
			LEFT JOIN conversion AS c ON c.id = coalesce((SELECT id FROM conversion WHERE id = report.id),
				(SELECT id FROM conversion WHERE click_id <> '' AND click_id = json_extract(report.fields, '$.ClickID') ORDER BY seq, id LIMIT 1))
			ORDER BY scope, report.id`, formatTime(from), formatTime(to))
	})
	if err != nil {
		return nil, 0, err
	}
	for start := 0; start < len(list); {
		end := start + 1
		for end < len(list) && list[end].Scope() == list[start].Scope() {
			end++
		}
		scope := make([]affiliate.Report, 0, end-start)
		for _, v := range list[start:end] {
			scope = append(scope, v.Report)
		}
		standings := affiliate.Judge(scope)
		for _, v := range list[start:end] {
			v.Standing = standings[v.ID]
			switch {
			case v.Kind == affiliate.ReportSale:
				sales = append(sales, v)
			case v.Corrects == "":
				loose++
			}
		}
		start = end
	}
	return sales, loose, nil
}

// ConversionSum is what conversions of some sale days come to, apart by how
// reports count them; amounts are minor units.
type ConversionSum struct {
	Offer            affiliate.OfferID
	Currency         money.Currency
	AtCJ, Test       bool
	Counts           bool // in Sales Tracking
	Status           affiliate.Status
	Conversions      int
	Sale, Commission int64
	Booked           int64 // commissions that the books hold for them
}

// ConversionSums adds up conversions by sale days from and to, both included,
// beside what the books hold for the same ones.
func (s *Store) ConversionSums(ctx context.Context, from, to string) ([]ConversionSum, error) {
	return rows(ctx, s.db.Read, func(r scanner) (v ConversionSum, err error) {
		return v, r.Scan(&v.Offer, &v.Currency, &v.AtCJ, &v.Test, &v.Counts, &v.Status, &v.Conversions, &v.Sale, &v.Commission, &v.Booked)
	}, fmt.Sprintf(`WITH chosen AS (
			SELECT * FROM conversion WHERE (?1 = '' OR sale_day >= ?1) AND (?2 = '' OR sale_day <= ?2)
		), booked AS (
			SELECT cause, currency, sum(CASE WHEN credit IN (%[1]s) THEN amount WHEN debit IN (%[1]s) THEN -amount ELSE 0 END) AS amount FROM transfer AS t
			WHERE cause IN (SELECT 'conversion:' || id FROM chosen) AND (phase IN ('direct', 'post')
				OR phase = 'pending' AND NOT EXISTS (SELECT 1 FROM transfer AS r WHERE r.pending_id = t.id))
			GROUP BY cause, currency
		)
		SELECT offer_id, chosen.currency, action_id <> '', test, test = 0 AND status IN ('pending', 'approved', 'on_hold'), status, count(*),
			sum(sale_minor), sum(commission_minor), sum(coalesce(booked.amount, 0))
		FROM chosen LEFT JOIN booked ON booked.cause = 'conversion:' || id AND booked.currency = chosen.currency
		GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6`, "'"+string(ledger.Commission)+"', '"+string(ledger.TestIncome)+"'"), from, to)
}

// FactsSeen changes with what a reconciliation compares, and with no decision on
// it.
func (s *Store) FactsSeen(ctx context.Context) (string, error) {
	return snapshot(ctx, s, func(q queryer) (string, error) {
		var last int64
		err := q.QueryRowContext(ctx, `SELECT coalesce((SELECT seq FROM log_entry WHERE kind IN ('cj', 'conversion') ORDER BY seq DESC LIMIT 1), 0)`).Scan(&last)
		if err != nil {
			return "", err
		}
		files, err := orderImports(ctx, q)
		seen := fmt.Sprint(last)
		for _, f := range files {
			seen += " " + f.ID
		}
		return seen, err
	})
}
