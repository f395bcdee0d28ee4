package relay

import (
	"context"
	"time"

	"linkledger/internal/relayapi"
)

type snapshotReader interface {
	// Snapshot is the workspace's complete one: ErrNotFound when there is none.
	Snapshot(ctx context.Context, workspace string) (relayapi.Snapshot, error)
	// SnapshotPart is a part of the complete one: ErrNotFound.
	SnapshotPart(ctx context.Context, workspace, id string, part int) ([]byte, error)
}

type snapshotWriter interface {
	Snapshot(workspace string) (relayapi.Snapshot, error)
	// PutSnapshotPart adds or replaces a part of a snapshot to be.
	PutSnapshotPart(workspace, id string, part int, body []byte, at time.Time) error
	// SnapshotParts says which parts of a snapshot are there, in order.
	SnapshotParts(workspace, id string) ([]int, error)
	// SnapshotBytes is what all parts of a workspace take, but for one part.
	SnapshotBytes(workspace, exceptID string, exceptPart int) (int64, error)
	// PutSnapshot puts the parts that were uploaded under its id in the place
	// of the complete snapshot, which it drops.
	PutSnapshot(workspace string, s relayapi.Snapshot) error
	// DropSnapshot drops the complete one when it has entries after a sequence
	// number.
	DropSnapshot(workspace string, after int64) error
	// ForgetSnapshotParts drops what was uploaded before a time and never
	// completed.
	ForgetSnapshotParts(workspace string, before time.Time) error
}
