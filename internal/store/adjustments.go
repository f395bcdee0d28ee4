package store

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

func scanAdjustment(r scanner) (affiliate.Adjustment, error) {
	return scanFields(func(a *affiliate.Adjustment, id string) { a.ID, a.Synced = affiliate.AdjustmentID(id), true })(r)
}

// Adjustment is a manual amount as the fold sees it.
func (t *Tx) Adjustment(ctx context.Context, id affiliate.AdjustmentID) (affiliate.Adjustment, bool, error) {
	return one(ctx, t.run, scanAdjustment, `SELECT id, fields FROM adjustment WHERE id = ?`, id)
}

// PutAdjustment keeps a manual amount as it stands now.
func (t *Tx) PutAdjustment(ctx context.Context, a affiliate.Adjustment) error {
	fields, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return t.exec(ctx, `INSERT INTO adjustment (id, kind, member_id, conversion_id, currency, amount_minor, cancelled, fields, seq)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET cancelled = excluded.cancelled, fields = excluded.fields`,
		a.ID, a.Kind, a.MemberID, a.ConversionID, a.Currency, a.Minor, a.Cancelled, string(fields), t.entry.Seq)
}

// Adjusted is the sum of a conversion's adjustments for a member that stand;
// they are of one currency. It is no amount when there are none.
func (t *Tx) Adjusted(ctx context.Context, id affiliate.ConversionID, member affiliate.MemberID) (money.Amount, error) {
	sum, _, err := one(ctx, t.run, func(r scanner) (a money.Amount, err error) { return a, r.Scan(&a.Currency, &a.Minor) },
		`SELECT currency, sum(amount_minor) FROM adjustment WHERE conversion_id = ? AND conversion_id <> '' AND member_id = ? AND cancelled = 0 GROUP BY currency`, id, member)
	return sum, err
}

// Adjustments lists manual amounts, the newest day first, those that wait for their
// place in the log included; of one member when an id is given.
func (s *Store) Adjustments(ctx context.Context, member affiliate.MemberID) ([]affiliate.Adjustment, error) {
	return snapshot(ctx, s, func(q queryer) ([]affiliate.Adjustment, error) {
		folded, err := rows(ctx, q, scanAdjustment, `SELECT id, fields FROM adjustment WHERE ?1 = '' OR member_id = ?1 ORDER BY seq DESC, id`, member)
		if err != nil {
			return nil, err
		}
		all, err := overlay(ctx, q, affiliate.NounAdjustment, folded, func(a affiliate.Adjustment) string { return string(a.ID) },
			func(a *affiliate.Adjustment, id string) { a.ID, a.Synced = affiliate.AdjustmentID(id), false })
		if err != nil {
			return nil, err
		}
		all = slices.DeleteFunc(all, func(a affiliate.Adjustment) bool { return member != "" && a.MemberID != member })
		slices.SortStableFunc(all, func(a, b affiliate.Adjustment) int { return strings.Compare(b.Day, a.Day) })
		return all, nil
	})
}
