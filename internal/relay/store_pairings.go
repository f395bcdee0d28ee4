package relay

import (
	"context"
	"time"

	"linkledger/internal/relayapi"
)

// Pairing is how a new device asks to join a workspace.
type Pairing struct {
	Slot       int
	Workspace  string
	ByOperator bool // then the device is let in without being asked about
	Verifier   []byte
	Opened     time.Time
	Tries      int // with a wrong verifier
	State      relayapi.PairingState
	Request    relayapi.PairingRequest
	TokenHash  string // of the new device's token
	Device     string // the new device's id, once approved
	Package    []byte
	Proof      []byte // of the package
}

type pairingReader interface {
	// Pairing is ErrNotFound when the slot is free.
	Pairing(ctx context.Context, slot int) (Pairing, error)
}

// Slots are the relay's, not a workspace's: who joins knows no workspace yet.
type pairingWriter interface {
	Pairing(slot int) (Pairing, error)
	// PutPairing adds or replaces the pairing of a slot.
	PutPairing(p Pairing) error
	// Pairings counts the open and asked ones that a workspace's devices
	// opened after a time.
	Pairings(workspace string, after time.Time) (int, error)
	// ForgetPairings frees the slots of those opened before a time.
	ForgetPairings(before time.Time) error
}
