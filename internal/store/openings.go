package store

import (
	"context"
	"encoding/json"

	"linkledger/internal/affiliate"
)

func scanOpening(r scanner) (affiliate.Opening, error) {
	return scanFields(func(o *affiliate.Opening, id string) { o.ID, o.Synced = affiliate.OpeningID(id), true })(r)
}

// Opening is an opening balance as the fold sees it.
func (t *Tx) Opening(ctx context.Context, id affiliate.OpeningID) (affiliate.Opening, bool, error) {
	return one(ctx, t.run, scanOpening, `SELECT id, fields FROM opening WHERE id = ?`, id)
}

// PutOpening keeps an opening balance as it stands now.
func (t *Tx) PutOpening(ctx context.Context, o affiliate.Opening) error {
	fields, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return t.exec(ctx, `INSERT INTO opening (id, cancelled, fields, seq) VALUES (?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET cancelled = excluded.cancelled, fields = excluded.fields`, o.ID, o.Cancelled, string(fields), t.entry.Seq)
}

// Openings lists opening balances, oldest first, those that wait for their
// place in the log last.
func (s *Store) Openings(ctx context.Context) ([]affiliate.Opening, error) {
	return snapshot(ctx, s, func(q queryer) ([]affiliate.Opening, error) {
		folded, err := rows(ctx, q, scanOpening, `SELECT id, fields FROM opening ORDER BY seq, id`)
		if err != nil {
			return nil, err
		}
		return overlay(ctx, q, affiliate.NounOpening, folded, func(o affiliate.Opening) string { return string(o.ID) },
			func(o *affiliate.Opening, id string) { o.ID, o.Synced = affiliate.OpeningID(id), false })
	})
}

// Opening is one opening balance: NotFound when there is none.
func (s *Store) Opening(ctx context.Context, id affiliate.OpeningID) (affiliate.Opening, error) {
	list, err := s.Openings(ctx)
	return find(list, err, "opening balance", func(o affiliate.Opening) bool { return o.ID == id })
}
