package store

import (
	"context"

	"linkledger/internal/affiliate"
)

// keepEdit remembers that the entry changed a thing.
func (t *Tx) keepEdit(ctx context.Context, c affiliate.Change) error {
	return t.exec(ctx, `INSERT INTO edit (noun, subject, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, c.Noun, c.Key, t.entry.Seq)
}

// Edits are the entries that changed a thing, in the log's order, and after them
// those that have no place in it yet.
func (s *Store) Edits(ctx context.Context, noun affiliate.Noun, subject string) ([]affiliate.Entry, error) {
	return snapshot(ctx, s, func(q queryer) ([]affiliate.Entry, error) {
		folded, err := rows(ctx, q, scanEntry, `SELECT `+entryColumns+` FROM log_entry WHERE seq IN (SELECT seq FROM edit WHERE noun = ? AND subject = ?) ORDER BY seq`, noun, subject)
		if err != nil {
			return nil, err
		}
		fresh, err := rows(ctx, q, scanEntry, `SELECT 0, id, kind, schema, '', actor, time, key, body FROM outbox
			WHERE kind = 'change' AND noun = ? AND subject = ? ORDER BY position`, noun, subject)
		return append(folded, fresh...), err
	})
}
