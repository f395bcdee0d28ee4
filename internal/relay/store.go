package relay

import (
	"context"
	"errors"
)

// Errors of a Store that the relay tells apart.
var (
	ErrNotFound = errors.New("not found")
	// ErrTaken says that a unique name is in use.
	ErrTaken = errors.New("taken")
)

// Store keeps what must survive. Every key starts with the workspace, so that
// one store holds many of them. storetest holds the rules that every
// implementation must pass. The store_*.go files have the parts of it.
type Store interface {
	// Batch runs steps in one transaction, in order. A step that returns
	// an error is undone alone, and its error stands at its place. When Batch
	// itself returns nil, everything else is durable; when it returns an
	// error, nothing of any step is.
	Batch(ctx context.Context, steps []func(Tx) error) ([]error, error)
	// Ready reports whether the store answers.
	Ready(ctx context.Context) error

	workspaceReader
	logReader
	linkReader
	postbackReader
	clickReader
	pairingReader
	snapshotReader
}

// Tx is what one step of a batch may do.
type Tx interface {
	workspaceWriter
	logWriter
	linkWriter
	postbackWriter
	clickWriter
	pairingWriter
	snapshotWriter
}
