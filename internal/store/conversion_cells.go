package store

import (
	"context"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
	"linkledger/internal/money"
)

// manyCells is how many conversions' cells are read at once.
const manyCells = 2000

// ConversionsWith lists, of the conversions of a filter, those of which a cell of
// the cube passes a test.
func (s *Store) ConversionsWith(ctx context.Context, f ConversionFilter, holds func(cube.Sale) bool) ([]affiliate.ConversionID, error) {
	where, args, err := f.where()
	if err != nil {
		return nil, err
	}
	return snapshot(ctx, s, func(q queryer) ([]affiliate.ConversionID, error) {
		ids, err := rows(ctx, q, scanText, `SELECT id FROM conversion`+where+` ORDER BY id`, args...)
		if err != nil {
			return nil, err
		}
		found := []affiliate.ConversionID{}
		for part := range slices.Chunk(ids, manyCells) {
			causes := make([]string, 0, len(part))
			for _, id := range part {
				causes = append(causes, affiliate.ConversionID(id).Cause())
			}
			list, err := standing(ctx, q, causes)
			if err != nil {
				return nil, err
			}
			for i, c := range list {
				if slices.ContainsFunc(c.cells, holds) {
					found = append(found, affiliate.ConversionID(part[i]))
				}
			}
		}
		return found, nil
	})
}

// ConversionTotals are the sums of conversions in one currency, in minor units.
type ConversionTotals struct {
	Currency         money.Currency
	Conversions      int
	Counted          int   // pending, approved or on hold
	Sale, Commission int64 // of the counted
	Payout           int64 // that the books hold, of all
}

// SumConversions adds up the conversions of a filter by currency.
func (s *Store) SumConversions(ctx context.Context, f ConversionFilter) ([]ConversionTotals, error) {
	where, args, err := f.where()
	if err != nil {
		return nil, err
	}
	return rows(ctx, s.db.Read, func(r scanner) (v ConversionTotals, err error) {
		return v, r.Scan(&v.Currency, &v.Conversions, &v.Counted, &v.Sale, &v.Commission, &v.Payout)
	}, `WITH chosen AS MATERIALIZED (SELECT id, currency, status, sale_minor, commission_minor FROM conversion`+where+`)
		SELECT currency, sum(conversions), sum(counted), sum(sale), sum(commission), sum(payout) FROM (
			SELECT currency, 1 AS conversions, counted, counted * sale_minor AS sale, counted * commission_minor AS commission, 0 AS payout
				FROM (SELECT currency, sale_minor, commission_minor, status IN ('pending', 'approved', 'on_hold') AS counted FROM chosen)
			UNION ALL
			SELECT earning.currency, 0, 0, 0, 0, amount_minor FROM chosen CROSS JOIN earning ON earning.cause = 'conversion:' || chosen.id
				WHERE earning.state <> 'void')
		GROUP BY currency ORDER BY currency`, args...)
}
