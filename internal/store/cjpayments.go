package store

import (
	"context"

	"linkledger/internal/affiliate"
)

// CJPayments is how CJ pays the account, with what waits for its place in the
// log: affiliate.DefaultCJPayments where nothing was set.
func (s *Store) CJPayments(ctx context.Context) (affiliate.CJPayments, error) {
	return snapshot(ctx, s, func(q queryer) (affiliate.CJPayments, error) {
		setting := affiliate.DefaultCJPayments
		stored, found, err := one(ctx, q, scanText, `SELECT fields FROM setting WHERE key = ?`, affiliate.SettingCJPayments)
		if err != nil {
			return setting, err
		}
		if found {
			if setting, err = affiliate.Merge(setting, affiliate.Change{Set: []byte(stored)}); err != nil {
				return setting, err
			}
		}
		changes, err := waiting(ctx, q, affiliate.NounSetting)
		for _, c := range changes {
			if c.Key != affiliate.SettingCJPayments {
				continue
			}
			if setting, err = affiliate.Merge(setting, c); err != nil {
				return setting, err
			}
		}
		return setting, err
	})
}
