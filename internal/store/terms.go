package store

import (
	"context"

	"linkledger/internal/affiliate"
)

// ProgrammeTerms are the programme terms by the advertiser's CID, with what
// waits for its place in the log.
func (s *Store) ProgrammeTerms(ctx context.Context) (map[string]affiliate.TermsSetting, error) {
	return settings[affiliate.TermsSetting](ctx, s, affiliate.SettingTermsPrefix)
}
