package ingest

import (
	"context"
	"strconv"
)

// FoldVersion rises with every change of what the fold makes of the same
// entries: a kind or noun that is folded from now on, or another rule. A
// device then folds its whole log again, so that it holds what all others hold.
const FoldVersion = 9

const noteFoldVersion = "fold_version"

// Upgrade folds the kept log again when another version of the program folded
// it. It needs no relay.
func (s *Syncer) Upgrade(ctx context.Context) error {
	now := strconv.Itoa(FoldVersion)
	before, err := s.Store.Noted(ctx, noteFoldVersion)
	if err != nil || before == now {
		return err
	}
	epoch, seq, err := s.Store.LastFolded(ctx)
	if err == nil && seq > 0 {
		err = s.refolding(ctx, epoch, seq, nil)
	}
	if err != nil {
		return err
	}
	return s.Store.Note(ctx, noteFoldVersion, now)
}
