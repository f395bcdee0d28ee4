package store

import (
	"context"
	"encoding/json"
	"strings"

	"linkledger/internal/affiliate"
)

// Causes are what transfers were caused by.
type Causes struct {
	Conversions map[affiliate.ConversionID]affiliate.Conversion
	Payments    map[affiliate.PaymentID]affiliate.Payment
	Receipts    map[affiliate.ReceiptID]affiliate.Receipt
	Adjustments map[affiliate.AdjustmentID]affiliate.Adjustment
	Openings    map[affiliate.OpeningID]affiliate.Opening
}

// Causes looks up many causes of transfers at once: "conversion:<id>" and the
// like. What is not known is left out.
func (s *Store) Causes(ctx context.Context, causes []string) (Causes, error) {
	ids := map[string][]string{}
	for _, cause := range causes {
		kind, id, _ := strings.Cut(cause, ":")
		ids[kind] = append(ids[kind], id)
	}
	return snapshot(ctx, s, func(q queryer) (c Causes, err error) {
		if c.Conversions, err = among(ctx, q, ids["conversion"], scanConversion, func(c affiliate.Conversion) affiliate.ConversionID { return c.ID },
			`SELECT `+conversionColumns+` FROM conversion`); err != nil {
			return c, err
		}
		if c.Payments, err = among(ctx, q, ids["payment"], scanPayment, func(p affiliate.Payment) affiliate.PaymentID { return p.ID },
			`SELECT id, number, fields FROM payment`); err != nil {
			return c, err
		}
		if c.Receipts, err = among(ctx, q, ids["receipt"], scanFields(func(r *affiliate.Receipt, id string) { r.ID = affiliate.ReceiptID(id) }),
			func(r affiliate.Receipt) affiliate.ReceiptID { return r.ID }, `SELECT id, fields FROM receipt`); err != nil {
			return c, err
		}
		if c.Adjustments, err = among(ctx, q, ids["adjustment"], scanAdjustment, func(a affiliate.Adjustment) affiliate.AdjustmentID { return a.ID },
			`SELECT id, fields FROM adjustment`); err != nil {
			return c, err
		}
		c.Openings, err = among(ctx, q, ids["opening"], scanOpening, func(o affiliate.Opening) affiliate.OpeningID { return o.ID },
			`SELECT id, fields FROM opening`)
		return c, err
	})
}

// among reads the rows of some ids.
func among[K comparable, T any](ctx context.Context, q queryer, ids []string, scan func(scanner) (T, error), key func(T) K, query string) (map[K]T, error) {
	found := map[K]T{}
	if len(ids) == 0 {
		return found, nil
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	some, err := rows(ctx, q, scan, query+` WHERE id IN (SELECT value FROM json_each(?))`, string(list))
	for _, item := range some {
		found[key(item)] = item
	}
	return found, err
}

// Explanations tell why transfers made a member earn, by transfer.
func (s *Store) Explanations(ctx context.Context, member affiliate.MemberID, transfers []string) (map[string]string, error) {
	list, err := json.Marshal(transfers)
	if err != nil {
		return nil, err
	}
	type row struct{ transfer, explanation string }
	some, err := rows(ctx, s.db.Read, func(r scanner) (v row, err error) { return v, r.Scan(&v.transfer, &v.explanation) },
		`SELECT transfer_id, explanation FROM earning WHERE member_id = ? AND transfer_id IN (SELECT value FROM json_each(?))`, member, string(list))
	found := make(map[string]string, len(some))
	for _, v := range some {
		found[v.transfer] = v.explanation
	}
	return found, err
}

// PaidTransfers are those of a member's transfers that made an earning which a
// payment has paid.
func (s *Store) PaidTransfers(ctx context.Context, member affiliate.MemberID, transfers []string) (map[string]bool, error) {
	list, err := json.Marshal(transfers)
	if err != nil {
		return nil, err
	}
	some, err := rows(ctx, s.db.Read, scanText, `SELECT transfer_id FROM earning JOIN payment_line ON earning_id = earning.id AND alive = 1
		JOIN payment ON payment.id = payment_id AND payment.state = 'paid'
		WHERE earning.member_id = ? AND transfer_id IN (SELECT value FROM json_each(?))`, member, string(list))
	paid := make(map[string]bool, len(some))
	for _, id := range some {
		paid[id] = true
	}
	return paid, err
}

// PaidCauses are those whose earnings a payment holds or has paid.
func (s *Store) PaidCauses(ctx context.Context, causes []string) (map[string]bool, error) {
	list, err := json.Marshal(causes)
	if err != nil {
		return nil, err
	}
	some, err := rows(ctx, s.db.Read, scanText, `SELECT DISTINCT transfer.cause FROM transfer JOIN earning ON earning.transfer_id = transfer.id
		JOIN payment_line ON payment_line.earning_id = earning.id AND alive = 1
		WHERE transfer.cause IN (SELECT value FROM json_each(?))`, string(list))
	paid := map[string]bool{}
	for _, cause := range some {
		paid[cause] = true
	}
	return paid, err
}
