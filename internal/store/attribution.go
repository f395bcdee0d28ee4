package store

import (
	"context"

	"linkledger/internal/affiliate"
)

// Attribution is the setting of who gets an order that a link and a promo code
// both claim, with what waits for its place in the log.
func (s *Store) Attribution(ctx context.Context) (string, error) {
	a, err := setting(ctx, s, affiliate.SettingAttribution, affiliate.Attribution{Prefer: affiliate.PreferLink})
	if a.Prefer == "" {
		a.Prefer = affiliate.PreferLink
	}
	return a.Prefer, err
}
