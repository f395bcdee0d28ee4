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
	return withLinks(ctx, s, func(_ queryer, _ rolled, links []linkEntry) ([]affiliate.Link, error) {
		tests := []affiliate.Link{}
		for _, e := range links {
			if e.Test {
				tests = append(tests, *e.Link)
			}
		}
		return tests, nil
	})
}

// FirstReport is when a conversion of an offer was first reported by a
// postback, RFC 3339; empty when none ever was.
func (s *Store) FirstReport(ctx context.Context, offer affiliate.OfferID) (at string, err error) {
	err = s.db.Read.QueryRowContext(ctx, `SELECT coalesce(min(reported_at), '') FROM conversion WHERE offer_id = ? AND reported_at <> ''`, offer).Scan(&at)
	return at, err
}
