package store

import (
	"context"

	"linkledger/internal/affiliate"
)

// SetupMarks are what was said of the steps of the set-up, by their names, with
// what waits for its place in the log.
func (s *Store) SetupMarks(ctx context.Context) (map[string]affiliate.SetupMark, error) {
	return settings[affiliate.SetupMark](ctx, s, affiliate.SettingSetupPrefix)
}

// TestLinks lists the links whose traffic is a test, newest first.
func (s *Store) TestLinks(ctx context.Context) ([]affiliate.Link, error) {
	return snapshot(ctx, s, func(q queryer) ([]affiliate.Link, error) {
		folded, err := rows(ctx, q, scanLink, `SELECT `+linkColumns+` FROM link WHERE test = 1 ORDER BY number DESC`)
		if err != nil {
			return nil, err
		}
		all, err := overlayLinks(ctx, q, folded, "")
		tests := make([]affiliate.Link, 0, len(all))
		for _, l := range all {
			if l.Test { // an edit of another link names only what it changes
				tests = append(tests, l)
			}
		}
		return tests, err
	})
}

// FirstReport is when a conversion of an offer was first reported by a
// postback, RFC 3339; empty when none ever was.
func (s *Store) FirstReport(ctx context.Context, offer affiliate.OfferID) (at string, err error) {
	err = s.db.Read.QueryRowContext(ctx, `SELECT coalesce(min(reported_at), '') FROM conversion WHERE offer_id = ? AND reported_at <> ''`, offer).Scan(&at)
	return at, err
}
