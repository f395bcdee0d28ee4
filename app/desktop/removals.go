package desktop

import (
	"context"
	"errors"
	"slices"

	"linkledger/internal/relayapi"
)

// finishRemovals brings the relay's list of devices and the changes of the keys
// together, which a crash, a restored relay or its operator may have parted:
// who was removed is shut out again, and for who is shut out the keys are
// changed. It looks once a session and after each restore, until that worked.
func (s *session) finishRemovals(ctx context.Context, synced bool) {
	c := s.connection()
	if c == nil || !s.finishing.TryLock() {
		return
	}
	defer s.finishing.Unlock()
	if s.removalsDone.Swap(true) {
		return
	}
	if err := s.tryFinishRemovals(ctx, c, synced); err != nil {
		s.removalsDone.Store(false)
		s.app.log.Warn("a removal was not finished; the next sync tries again", "error", err)
	}
}

var errNotSynced = errors.New("the keys change after a sync that worked")

func (s *session) tryFinishRemovals(ctx context.Context, c *connection, synced bool) error {
	list, err := c.client.Devices(ctx)
	if err != nil {
		return err
	}
	for _, d := range list {
		locked, err := s.lockedOut(ctx, d.ID)
		switch {
		case err != nil:
		case locked && !d.Revoked && d.ID != c.known.Device.ID:
			err = c.client.RemoveDevice(ctx, d.ID)
		case !locked && d.Revoked && !synced:
			err = errNotSynced
		case !locked && d.Revoked:
			err = s.rotate(ctx, d.ID, false)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// lockedOut reports whether the keys were changed to remove a device, and the
// change in force leaves it out.
func (s *session) lockedOut(ctx context.Context, device string) (bool, error) {
	changes, err := s.keyChanges(ctx)
	if err != nil {
		return false, err
	}
	inForce, n, _, err := s.lastKeyChange(ctx)
	if err != nil || n == 0 {
		return false, err
	}
	reads := slices.ContainsFunc(inForce.Devices, func(r relayapi.KeyRecipient) bool { return r.Device == device })
	removed := slices.ContainsFunc(changes, func(k keyChange) bool { return k.Removed == device })
	return removed && !reads, nil
}
