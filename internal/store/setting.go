package store

import (
	"context"
	"strings"

	"linkledger/internal/affiliate"
)

// CJPayments is the setting of how CJ pays the account, with what waits for its
// place in the log.
func (s *Store) CJPayments(ctx context.Context) (affiliate.CJPayments, error) {
	return setting(ctx, s, affiliate.SettingCJPayments, affiliate.DefaultCJPayments)
}

// setting is a setting with what waits for its place in the log, or what counts
// where nothing was set.
func setting[T any](ctx context.Context, s *Store, key string, otherwise T) (T, error) {
	return snapshot(ctx, s, func(q queryer) (T, error) {
		value := otherwise
		folded, found, err := one(ctx, q, func(r scanner) (fields string, err error) { return fields, r.Scan(&fields) }, `SELECT fields FROM setting WHERE key = ?`, key)
		if err != nil {
			return value, err
		}
		if found {
			if value, err = affiliate.Merge(value, affiliate.Change{Noun: affiliate.NounSetting, Key: key, Set: []byte(folded)}); err != nil {
				return value, err
			}
		}
		changes, err := waiting(ctx, q, affiliate.NounSetting)
		for _, c := range changes {
			if c.Key != key || err != nil {
				continue
			}
			value, err = affiliate.Merge(value, c)
		}
		return value, err
	})
}

// settings are all settings whose keys begin with a prefix, by what follows it,
// with what waits for its place in the log.
func settings[T any](ctx context.Context, s *Store, prefix string) (map[string]T, error) {
	return snapshot(ctx, s, func(q queryer) (map[string]T, error) {
		all := map[string]T{}
		_, err := rows(ctx, q, scanFields(func(value *T, key string) { all[strings.TrimPrefix(key, prefix)] = *value }),
			`SELECT key, fields FROM setting WHERE substr(key, 1, length(?1)) = ?1`, prefix)
		if err != nil {
			return nil, err
		}
		changes, err := waiting(ctx, q, affiliate.NounSetting)
		for _, c := range changes {
			name, ours := strings.CutPrefix(c.Key, prefix)
			if !ours {
				continue
			}
			if all[name], err = affiliate.Merge(all[name], c); err != nil {
				return nil, err
			}
		}
		return all, err
	})
}
