package relay

import (
	"context"

	"linkledger/internal/relayapi"
)

type logReader interface {
	// Log is a page of at most limit entries after a sequence number, without
	// a hole, and the head at the same moment.
	Log(ctx context.Context, workspace string, after int64, limit int) (relayapi.Page, error)
}

type logWriter interface {
	// Head is the workspace's epoch and last sequence number. It holds the
	// workspace's log until the transaction ends: no other step, on this
	// node or another, comes between. ErrNotFound without such a workspace.
	Head(workspace string) (epoch string, seq int64, err error)
	// Append gives entries the next sequence numbers, and says the first.
	Append(workspace string, entries ...relayapi.Entry) (first int64, err error)
	// Placed finds the sequence number of an entry by its id, or by its kind
	// and key when that is not empty; 0 when there is none. A conversion is
	// found by its id only: PlacedConversion knows its key.
	Placed(workspace, id, kind, key string) (seq int64, err error)

	// ClaimedByOthers are those of keys that another payment holds.
	ClaimedByOthers(workspace, payment string, keys []string) ([]string, error)
	Claim(workspace, payment string, keys []string) error
	Release(workspace, payment string, keys []string) error
}
