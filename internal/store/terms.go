package store

import (
	"context"
	"strings"

	"linkledger/internal/affiliate"
)

// ProgrammeTerms are the programme terms by the advertiser's CID, with what
// waits for its place in the log.
func (s *Store) ProgrammeTerms(ctx context.Context) (map[string]affiliate.TermsSetting, error) {
	return snapshot(ctx, s, func(q queryer) (map[string]affiliate.TermsSetting, error) {
		all := map[string]affiliate.TermsSetting{}
		_, err := rows(ctx, q, scanFields(func(t *affiliate.TermsSetting, key string) {
			all[strings.TrimPrefix(key, affiliate.SettingTermsPrefix)] = *t
		}), `SELECT key, fields FROM setting WHERE key LIKE ?`, affiliate.SettingTermsPrefix+"%")
		if err != nil {
			return nil, err
		}
		changes, err := waiting(ctx, q, affiliate.NounSetting)
		for _, c := range changes {
			id, terms := strings.CutPrefix(c.Key, affiliate.SettingTermsPrefix)
			if !terms {
				continue
			}
			if all[id], err = affiliate.Merge(all[id], c); err != nil {
				return nil, err
			}
		}
		return all, err
	})
}
