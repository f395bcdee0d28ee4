package store

import (
	"context"
	"encoding/json"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// PayoutsOf tells what conversions earn now; those that never earned anything
// are left out.
func (s *Store) PayoutsOf(ctx context.Context, ids []affiliate.ConversionID) (map[affiliate.ConversionID]money.Amount, error) {
	wanted, err := json.Marshal(append([]affiliate.ConversionID{}, ids...))
	if err != nil {
		return nil, err
	}
	result, err := s.db.Read.QueryContext(ctx, `SELECT conversion_id, currency, sum(amount_minor) FROM earning
		WHERE state <> 'void' AND conversion_id IN (SELECT value FROM json_each(?)) GROUP BY conversion_id, currency`, string(wanted))
	if err != nil {
		return nil, err
	}
	defer result.Close()
	payouts := make(map[affiliate.ConversionID]money.Amount, len(ids))
	for result.Next() {
		var id affiliate.ConversionID
		var sum money.Amount
		if err := result.Scan(&id, &sum.Currency, &sum.Minor); err != nil {
			return nil, err
		}
		if payouts[id].IsZero() { // of a currency that it left, nothing remains
			payouts[id] = sum
		}
	}
	return payouts, result.Err()
}

// AdjustmentsOf lists the adjustments of conversions, those that wait for their
// place in the log and cancelled ones included.
func (s *Store) AdjustmentsOf(ctx context.Context, ids []affiliate.ConversionID) (map[affiliate.ConversionID][]affiliate.Adjustment, error) {
	wanted, err := json.Marshal(append([]affiliate.ConversionID{}, ids...))
	if err != nil {
		return nil, err
	}
	return snapshot(ctx, s, func(q queryer) (map[affiliate.ConversionID][]affiliate.Adjustment, error) {
		folded, err := rows(ctx, q, scanAdjustment, `SELECT id, fields FROM adjustment WHERE conversion_id <> ''
			AND conversion_id IN (SELECT value FROM json_each(?)) ORDER BY seq, id`, string(wanted))
		if err != nil {
			return nil, err
		}
		all, err := overlay(ctx, q, affiliate.NounAdjustment, folded, func(a affiliate.Adjustment) string { return string(a.ID) },
			func(a *affiliate.Adjustment, id string) { a.ID, a.Synced = affiliate.AdjustmentID(id), false })
		if err != nil {
			return nil, err
		}
		of := map[affiliate.ConversionID][]affiliate.Adjustment{}
		for _, a := range all {
			if a.ConversionID != "" {
				of[a.ConversionID] = append(of[a.ConversionID], a)
			}
		}
		return of, nil
	})
}
