package store

import (
	"cmp"
	"context"
	"slices"

	"linkledger/internal/affiliate"
)

// ClickRules are what the workspace itself does not count, with what waits for
// its place in the log.
func (s *Store) ClickRules(ctx context.Context) (affiliate.ClickRules, error) {
	return setting(ctx, s, affiliate.SettingClickRules, affiliate.ClickRules{})
}

// Judgings are the times when kept clicks were judged anew, the newest first,
// with what waits for its place in the log.
func (s *Store) Judgings(ctx context.Context) ([]affiliate.Judging, error) {
	byID, err := settings[affiliate.Judging](ctx, s, affiliate.SettingJudgingPrefix)
	list := make([]affiliate.Judging, 0, len(byID))
	for _, j := range byID {
		list = append(list, j)
	}
	slices.SortFunc(list, func(a, b affiliate.Judging) int { return cmp.Compare(b.At, a.At) })
	return list, err
}
