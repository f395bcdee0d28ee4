package desktop

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// lastKeyChange is who may read on now, and how many changes there were. The
// change that brought the newest key is in force: one that stands later in the
// log may come from a device that was shut out.
func (s *session) lastKeyChange(ctx context.Context) (last relayapi.KeyChange, n int, at string, err error) {
	changes, err := s.keyChanges(ctx)
	c := s.connection()
	if err != nil || len(changes) == 0 || c == nil {
		return last, 0, "", err
	}
	newest, _ := c.keys.Newest()
	inForce := slices.IndexFunc(changes, func(k keyChange) bool { return k.Brings(newest) })
	if inForce < 0 { // not folded as far
		inForce = len(changes) - 1
	}
	return changes[inForce].KeyChange, len(changes), changes[inForce].at, nil
}

type keyChange struct {
	relayapi.KeyChange
	at string
}

// keyChanges are those of the log, in its order.
func (s *session) keyChanges(ctx context.Context) ([]keyChange, error) {
	stored, err := s.store.KeyChanges(ctx)
	changes := make([]keyChange, len(stored))
	for i, k := range stored {
		changes[i].at = viewTime(k.At)
		err = errors.Join(err, json.Unmarshal(k.Fields, &changes[i].KeyChange))
	}
	return changes, err
}

const rotateTries = 5

// rotate changes the workspace's keys: what is sealed from now on opens only
// for the devices that stay and for the recovery key. That one is made anew
// when the device which made it goes, since it has it in its memory.
func (s *session) rotate(ctx context.Context, removed string, newRecovery bool) error {
	for range rotateTries {
		if err := s.exchange(ctx, false); err != nil {
			return err
		}
		if removed != "" {
			if done, err := s.lockedOut(ctx, removed); err != nil || done { // by another device
				return err
			}
		}
		placed, err := s.tryRotate(ctx, removed, newRecovery)
		if err != nil {
			return err
		}
		if placed {
			return s.exchange(ctx, false) // folds it, and from then on seals with the new key
		}
	}
	return affiliate.Errorf(affiliate.Conflict, "Other devices change the workspace's keys at this moment.").WithHint("Try again in a minute.")
}

// tryRotate writes one key change; placed is false when another device was faster.
func (s *session) tryRotate(ctx context.Context, removed string, newRecovery bool) (placed bool, err error) {
	c, err := s.connected()
	if err != nil {
		return false, err
	}
	last, n, _, err := s.lastKeyChange(ctx)
	if err != nil {
		return false, err
	}
	next := relayapi.KeyChange{Recovery: last.Recovery, RecoveryBy: last.RecoveryBy, Removed: removed}
	if next.Devices, err = s.staying(ctx, c, removed); err != nil {
		return false, err
	}
	if newRecovery = newRecovery || removed != "" && removed == last.RecoveryBy; newRecovery {
		made, err := relayapi.NewIdentity()
		if err != nil {
			return false, err
		}
		next.Recovery, next.RecoveryBy = made.Recipient(), c.known.Device.ID
		if err := s.keepRecovery(last, made); err != nil {
			return false, err
		}
	}
	sealing, _ := c.keys.Newest()
	entry := s.keyEntry(n)
	if err := relayapi.SealKeys(c.known.ID, &entry, append(c.keys.Keys(), relayapi.NewKey()), sealing, next); err != nil {
		return false, err
	}
	position, err := s.store.Position(ctx)
	if err != nil {
		return false, err
	}
	result, err := c.client.Push(ctx, relayapi.Push{Epoch: position.Epoch, Entries: []relayapi.NewEntry{entry}})
	if err != nil {
		return false, err
	}
	return !result.Entries[0].Duplicate, nil
}

// staying are the public keys of the devices that may read on. A device that
// has never said its own gets in with the recovery key.
func (s *session) staying(ctx context.Context, c *connection, removed string) ([]relayapi.KeyRecipient, error) {
	known, err := s.store.Devices(ctx)
	if err != nil {
		return nil, err
	}
	list, err := c.client.Devices(ctx)
	if err != nil {
		return nil, err
	}
	var staying []relayapi.KeyRecipient
	for _, device := range list {
		if device.Revoked || device.ID == removed {
			continue
		}
		if i := slices.IndexFunc(known, func(d affiliate.Device) bool { return d.ID == device.ID }); i >= 0 {
			staying = append(staying, relayapi.KeyRecipient{Device: device.ID, Key: known[i].PublicKey})
		}
	}
	return staying, nil
}
