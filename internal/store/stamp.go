package store

import (
	"context"
	"fmt"

	"linkledger/internal/sqlitex"
)

// Stamp changes with every fold and every edit, and with nothing else. Two equal
// ones say that a backup would hold nothing new but what this device notes for
// itself: checks, and what was found of links.
func (s *Store) Stamp(ctx context.Context) (string, error) {
	return snapshot(ctx, s, func(q queryer) (string, error) {
		var folded, edits, waiting, placed int64
		err := q.QueryRowContext(ctx, `SELECT coalesce((SELECT max(seq) FROM log_entry), 0),
			coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'outbox'), 0), (SELECT count(*) FROM outbox),
			(SELECT coalesce(sum(place), 0) FROM outbox)`).Scan(&folded, &edits, &waiting, &placed)
		if err != nil {
			return "", err
		}
		epoch, err := meta(ctx, q, "epoch")
		return fmt.Sprintf("%s/%d/%d/%d/%d", epoch, folded, edits, waiting, placed), err
	})
}

// Placed is the highest place in the log that the relay gave to an entry of
// this device which is not folded yet; 0 when there is none.
func (s *Store) Placed(ctx context.Context) (place int64, err error) {
	err = s.db.Read.QueryRowContext(ctx, `SELECT coalesce(max(place), 0) FROM outbox`).Scan(&place)
	return place, err
}

// CopyTo writes the database as it stands at this moment into a new file.
func (s *Store) CopyTo(ctx context.Context, path string) error { return sqlitex.Copy(ctx, s.db, path) }
