package store

import (
	"context"

	"linkledger/internal/affiliate"
)

// Attribution is the setting of who gets an order that a link and a promo code
// both claim, with what waits for its place in the log.
func (s *Store) Attribution(ctx context.Context) (string, error) {
	return snapshot(ctx, s, func(q queryer) (string, error) {
		folded, err := rows(ctx, q, scanFields[affiliate.Attribution](nil), `SELECT key, fields FROM setting WHERE key = ?`, affiliate.SettingAttribution)
		if err != nil {
			return "", err
		}
		setting := affiliate.Attribution{Prefer: affiliate.PreferLink}
		if len(folded) > 0 && folded[0].Prefer != "" {
			setting = folded[0]
		}
		changes, err := waiting(ctx, q, affiliate.NounSetting)
		for _, c := range changes {
			if c.Key != affiliate.SettingAttribution {
				continue
			}
			if setting, err = affiliate.Merge(setting, c); err != nil {
				return "", err
			}
		}
		return setting.Prefer, err
	})
}
