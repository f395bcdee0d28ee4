package store

import (
	"context"
	"encoding/json"
)

// PutReceiptNames keeps a part of the commissions that a payment names; one that
// is known stays.
func (t *Tx) PutReceiptNames(ctx context.Context, id string, part int, only []string) error {
	list, err := json.Marshal(only)
	if err != nil {
		return err
	}
	return t.exec(ctx, `INSERT INTO receipt_names (id, part, only_keys) VALUES (?, ?, ?) ON CONFLICT (id, part) DO NOTHING`, id, part, string(list))
}

// ReceiptNames are the commissions that a payment names in so many parts; ok is
// false when some are missing.
func (t *Tx) ReceiptNames(ctx context.Context, id string, parts int) (only []string, ok bool, err error) {
	lists, err := rows(ctx, t.run, scanText, `SELECT only_keys FROM receipt_names WHERE id = ? AND part < ? ORDER BY part`, id, parts)
	for _, list := range lists {
		var part []string
		if err := json.Unmarshal([]byte(list), &part); err != nil {
			return nil, false, err
		}
		only = append(only, part...)
	}
	return only, len(lists) == parts && parts > 0, err
}
