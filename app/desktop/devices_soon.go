package desktop

import "linkledger/internal/affiliate"

// What follows is declared for the screens; its bodies come with the next
// commits.

var errSoon = affiliate.Errorf(affiliate.Unavailable, "This is being built.")

// OpenPairing makes a code that lets a further device in.
func (d *Devices) OpenPairing() (PairingView, error) { return PairingView{}, fail(errSoon) }

// Pairing tells how the open code stands.
func (d *Devices) Pairing() (PairingView, error) { return PairingView{State: "none"}, nil }

// DecidePairing lets the device that asks in, or not.
func (d *Devices) DecidePairing(approve bool) (PairingView, error) {
	return PairingView{}, fail(errSoon)
}

// CancelPairing gives the open code up.
func (d *Devices) CancelPairing() error { return nil }

// RemoveDevice shuts a device out and changes the workspace's keys.
func (d *Devices) RemoveDevice(id string) (DevicesView, error) { return DevicesView{}, fail(errSoon) }

// JoinWithCode lets this computer into a workspace; it waits for the approval.
func (d *Devices) JoinWithCode(form JoinForm) (WorkspaceView, error) {
	return WorkspaceView{}, fail(errSoon)
}

// JoinState is how a join stands.
func (d *Devices) JoinState() (JoinView, error) { return JoinView{State: "none"}, nil }

// CancelJoin gives a join up that waits.
func (d *Devices) CancelJoin() error { return nil }

// RecoveryKey is the key to print.
func (d *Devices) RecoveryKey() (RecoveryKeyView, error) { return RecoveryKeyView{}, fail(errSoon) }

// NewRecoveryKey makes another one; the old print opens nothing that is written from then on.
func (d *Devices) NewRecoveryKey() (RecoveryKeyView, error) { return RecoveryKeyView{}, fail(errSoon) }

// RecoveryKeyPrinted says that somebody has it on paper.
func (d *Devices) RecoveryKeyPrinted() (RecoveryKeyView, error) {
	return RecoveryKeyView{}, fail(errSoon)
}

// Conflicts shows edits that were not applied.
type Conflicts struct{ app *App }

// Conflicts lists them, newest first.
func (c *Conflicts) Conflicts() ([]ConflictView, error) { return []ConflictView{}, nil }

// ResolveConflict keeps what is in effect ("theirs"), or uses what was not applied ("mine").
func (c *Conflicts) ResolveConflict(id, keep string) ([]ConflictView, error) {
	return nil, fail(errSoon)
}
