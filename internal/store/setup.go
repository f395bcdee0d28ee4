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

// FirstReport is when a postback first told of a conversion of an offer,
// RFC 3339; empty when none ever did. What only a browser or CJ's rows told of
// says nothing of postbacks.
func (s *Store) FirstReport(ctx context.Context, offer affiliate.OfferID) (at string, err error) {
	err = s.db.Read.QueryRowContext(ctx, `SELECT coalesce(min(at), '') FROM conversion
		CROSS JOIN conversion_event ON conversion_id = conversion.id WHERE offer_id = ? AND source = 'postback' AND via = ''`, offer).Scan(&at)
	return at, err
}
