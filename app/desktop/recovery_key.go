package desktop

import (
	"context"
	"errors"

	"linkledger/internal/relayapi"
)

// notePrinted keeps the public key of the recovery key that is on paper.
const notePrinted = "recovery_printed"

// RecoveryKey is the key to print. Only the device that made it, or on which
// it was entered, can show it.
func (d *Devices) RecoveryKey() (RecoveryKeyView, error) {
	return do(d.app, func(s *session) (RecoveryKeyView, error) { return s.recoveryKey(context.Background()) })
}

func (s *session) recoveryKey(ctx context.Context) (RecoveryKeyView, error) {
	c, err := s.connected()
	if err != nil {
		return RecoveryKeyView{}, err
	}
	w, err := s.store.Workspace(ctx)
	if err != nil {
		return RecoveryKeyView{}, err
	}
	v := RecoveryKeyView{Workspace: w.Name}
	if v.Workspace == "" {
		v.Workspace = s.brand()
	}
	last, n, at, err := s.lastKeyChange(ctx)
	if err != nil || n == 0 {
		return v, err
	}
	v.MadeAt = at
	if v.MadeBy, err = s.deviceName(ctx, last.RecoveryBy); err != nil {
		return v, err
	}
	own, err := s.recoveryIdentity(last)
	if err != nil || own.IsZero() || own.Recipient() != last.Recovery {
		return v, err
	}
	v.Key = own.Text()
	printed, err := s.store.Noted(ctx, notePrinted)
	v.Printed = printed == last.Recovery || last.RecoveryBy != c.known.Device.ID // entered from paper
	return v, err
}

// deviceName is what a device calls itself; its id until it has said so.
func (s *session) deviceName(ctx context.Context, id string) (string, error) {
	devices, err := s.store.Devices(ctx)
	for _, d := range devices {
		if d.ID == id {
			return d.Name, err
		}
	}
	return id, err
}

// unprinted reports whether this device made the recovery key and nobody has
// said yet that it is on paper. Practice mode has nothing to lose.
func (s *session) unprinted(ctx context.Context) (bool, error) {
	if s.connection() == nil || s.profile.Kind == kindPractice {
		return false, nil
	}
	v, err := s.recoveryKey(ctx)
	return v.Key != "" && !v.Printed, err
}

// RecoveryKeyPrinted says that somebody has the key on paper.
func (d *Devices) RecoveryKeyPrinted() (RecoveryKeyView, error) {
	return do(d.app, func(s *session) (RecoveryKeyView, error) {
		ctx := context.Background()
		last, _, _, err := s.lastKeyChange(ctx)
		if err == nil {
			err = s.store.Note(ctx, notePrinted, last.Recovery)
		}
		if err != nil {
			return RecoveryKeyView{}, err
		}
		s.app.changed()
		return s.recoveryKey(ctx)
	})
}

// NewRecoveryKey makes another one and changes the workspace's key with it:
// the old print opens what was written before, and nothing from then on.
func (d *Devices) NewRecoveryKey() (RecoveryKeyView, error) {
	return do(d.app, func(s *session) (RecoveryKeyView, error) {
		ctx := context.Background()
		if _, err := s.connected(); err != nil {
			return RecoveryKeyView{}, err
		}
		if err := s.rotate(ctx, "", true); err != nil {
			return RecoveryKeyView{}, err
		}
		s.app.changed()
		return s.recoveryKey(ctx)
	})
}

// EnterRecoveryKey lets a device go on that was left out when the workspace's
// keys were changed.
func (d *Devices) EnterRecoveryKey(text string) (WorkspaceView, error) {
	return do(d.app, func(s *session) (WorkspaceView, error) {
		ctx := context.Background()
		c, err := s.connected()
		if err != nil {
			return WorkspaceView{}, err
		}
		entered, err := relayapi.ParseIdentity(text)
		if err != nil {
			return WorkspaceView{}, field("recoveryKey", sentence(err.Error()))
		}
		ring, err := s.keyringOf(c.keys.Keys(), entered)
		if err != nil {
			return WorkspaceView{}, err
		}
		learn := func(e relayapi.Entry) (enough bool, err error) {
			if e.Kind == relayapi.KindKey {
				_, err = ring.Learn(c.known.ID, e)
			}
			if errors.Is(err, relayapi.ErrKey) { // a later one may open
				err = nil
			}
			return false, err
		}
		changes, err := s.store.EntriesOfKind(ctx, relayapi.KindKey)
		if err != nil {
			return WorkspaceView{}, err
		}
		for _, e := range changes {
			if _, err := learn(relayapi.Entry{Seq: e.Seq, ID: e.ID, Kind: e.Kind, Schema: e.Schema, Actor: e.Actor, Time: e.Time, Body: e.Body}); err != nil {
				return WorkspaceView{}, err
			}
		}
		// The change that left this device out may not be folded: what came with
		// it could not be read.
		position, err := s.store.Position(ctx)
		if err != nil {
			return WorkspaceView{}, err
		}
		err = eachEntry(ctx, c.client, position.Seq, learn)
		if err != nil {
			return WorkspaceView{}, err
		}
		if len(ring.Keys()) == len(c.keys.Keys()) {
			return WorkspaceView{}, field("recoveryKey", "This recovery key opens nothing new. Take the newest print.")
		}
		if err := s.vault.Set(secretRecovery, entered.Text()); err != nil {
			return WorkspaceView{}, err
		}
		if err := s.loadConnection(ctx); err != nil {
			return WorkspaceView{}, err
		}
		_ = s.refresh(s.ctx, true) // the chip has the outcome
		return s.view(ctx)
	})
}

// needsKey reports whether the relay's log holds what this profile has no key for.
func (s *session) needsKey(ctx context.Context, line relayapi.Connection) (bool, error) {
	client, err := relayapi.Dial(line)
	if err != nil {
		return false, err
	}
	first, sealed, err := firstSealed(ctx, client)
	if err != nil || !sealed {
		return false, err
	}
	ring, err := s.keyring()
	if err != nil {
		return false, err
	}
	_, err = ring.Learn(line.WorkspaceID, first)
	return err != nil, nil
}
