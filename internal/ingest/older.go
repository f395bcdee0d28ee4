package ingest

import (
	"context"

	"linkledger/internal/relayapi"
)

// Trails says that a database is older than what this device did: somebody
// brought back a copy of it.
const Trails = "This computer's data is older than what it has sent to the relay"

// catchUp reads the log to its end before anything is pushed, when this
// database may lack what this device did itself: after a restore, or when the
// relay has entries of this device that nothing here knows of. Until that is
// done, payments wait. A database that has folded nothing yet only reads first:
// it is new, not old.
func (s *Syncer) catchUp(ctx context.Context, w relayapi.Workspace, folded int64) error {
	frozen, err := s.Store.Noted(ctx, NoteFrozen)
	if err != nil {
		return err
	}
	if frozen == "" && w.LastEntry > folded {
		placed, err := s.Store.Placed(ctx)
		if err != nil {
			return err
		}
		if w.LastEntry > placed && folded == 0 {
			return s.pull(ctx, w.Epoch, folded)
		}
		if w.LastEntry > placed {
			frozen = Trails
			if err := s.Store.Note(ctx, NoteFrozen, frozen); err != nil {
				return err
			}
			if s.Log != nil {
				s.Log(Trails)
			}
		}
	}
	if frozen == "" {
		return nil
	}
	if err := s.pull(ctx, w.Epoch, folded); err != nil {
		return err
	}
	if gap, err := s.Store.Noted(ctx, NoteGap); err != nil || gap != "" {
		return err // a person has to say that nothing is missing
	}
	return s.Store.Note(ctx, NoteFrozen, "")
}
