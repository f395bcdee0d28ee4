package ingest

import (
	"context"
	"strconv"
)

// FoldVersion rises with every change of what the fold makes of the same
// entries: a kind or noun that is folded from now on, or another rule. A
// device then folds its whole log again, so that it holds what all others hold.
const FoldVersion = 2

const noteFoldVersion = "fold_version"

// upgrade folds the log again when another version of the program folded it.
func (s *Syncer) upgrade(ctx context.Context, epoch string, seq int64) error {
	now := strconv.Itoa(FoldVersion)
	before, err := s.Store.Noted(ctx, noteFoldVersion)
	if err != nil || before == now {
		return err
	}
	if seq > 0 {
		if err := s.Store.Refold(ctx, epoch, seq, nil, s.fold(ctx)); err != nil {
			return err
		}
	}
	return s.Store.Note(ctx, noteFoldVersion, now)
}
