package relay

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay/clickfile"
)

// What Restored leaves out of the 2^40 link numbers that a workspace has: more
// than devices can have reserved since any copy, and by chance how many more,
// so that a copy that is brought back twice goes on elsewhere each time.
const (
	leastSkipped = 1_000_000
	mostSkipped  = 1_000_000_000
)

// RestoredWorkspace is a workspace after a restore, and who must now tell it
// what the copy lacks.
type RestoredWorkspace struct {
	Workspace
	WaitingFor []Device
}

// Restored marks every workspace as brought back from a copy. Each gets a new
// epoch, so that devices notice; its devices owe it what they know of the lost
// part; it hands out no link number that a device may have had from there; and
// a snapshot of entries that it no longer has is dropped.
//
// Clicks that stood only in the copy's files are skipped: afterwards is the
// position behind them. So are counts that waited to become an entry. The relay
// that was lost had put them into entries that devices give back; they would
// count twice.
func (g Registry) Restored(ctx context.Context, node uint8, afterwards clickfile.Position) ([]RestoredWorkspace, error) {
	all, err := g.Store.Workspaces(ctx)
	if err != nil {
		return nil, err
	}
	stored, err := g.Store.ClickPosition(ctx, node)
	if err != nil {
		return nil, err
	}
	afterwards.File = max(afterwards.File, stored.File+1) // the copy may lack the files
	restored := make([]RestoredWorkspace, len(all))
	for i, w := range all {
		if w.Epoch, err = affiliate.NewID[string](rand.Reader); err != nil {
			return nil, err
		}
		restored[i].Workspace = w
	}
	err = g.batch(ctx, func(tx Tx) error {
		for i := range restored {
			if err := restored[i].apply(tx); err != nil {
				return err
			}
		}
		return tx.PutClickPosition(node, afterwards)
	})
	if err != nil {
		return nil, fmt.Errorf("mark the workspaces as restored: %w", err)
	}
	return restored, nil
}

func (w *RestoredWorkspace) apply(tx Tx) error {
	_, head, err := tx.Head(w.ID)
	if err != nil {
		return err
	}
	more, err := rand.Int(rand.Reader, big.NewInt(mostSkipped-leastSkipped+1))
	if err != nil {
		return err
	}
	_, numbers := tx.TakeNumbers(w.ID, leastSkipped+int(more.Int64()))
	err = errors.Join(numbers, tx.SetEpoch(w.ID, w.Epoch), tx.DropSnapshot(w.ID, head), tx.DropPendingClicks(w.ID), tx.OweAll(w.ID))
	if err != nil {
		return err
	}
	w.WaitingFor, err = tx.Owing(w.ID)
	return err
}
