package desktop

import (
	"context"
	"errors"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
	"linkledger/internal/secret"
)

// keyring is what the profile has of the workspace's keys, with the identities
// that open further ones. New keys are saved before they are used: a crash
// must never leave entries whose key nobody has.
func (s *session) keyring() (*relayapi.Keyring, error) {
	text, err := s.secretText(secretKeys)
	if err != nil {
		return nil, err
	}
	keys, err := relayapi.ParseKeys(text)
	if err != nil {
		return nil, err
	}
	return s.keyringOf(keys)
}

func (s *session) keyringOf(keys []relayapi.Key, further ...relayapi.Identity) (*relayapi.Keyring, error) {
	own, err := s.identity()
	if err != nil {
		return nil, err
	}
	identities := append([]relayapi.Identity{own}, further...)
	for _, name := range []string{secretRecovery, secretNextPrint} {
		recovery, err := s.recoverySecret(name)
		if err != nil {
			return nil, err
		}
		if !recovery.IsZero() {
			identities = append(identities, recovery)
		}
	}
	return relayapi.NewKeyring(keys, identities, s.saveKeys), nil
}

func (s *session) saveKeys(text string) error { return s.vault.Set(secretKeys, text) }

// secretText is a secret, or empty when it was never set.
func (s *session) secretText(name string) (string, error) {
	text, err := s.vault.Get(name)
	if errors.Is(err, secret.ErrNotFound) {
		return "", nil
	}
	return text, err
}

// identity is this device's own; it is made on first use.
func (s *session) identity() (relayapi.Identity, error) {
	text, err := s.secretText(secretIdentity)
	if err != nil || text != "" {
		return parseIdentity(text, err)
	}
	i, err := relayapi.NewIdentity()
	if err != nil {
		return i, err
	}
	return i, s.vault.Set(secretIdentity, i.Text())
}

// recoveryIdentity is the recovery key, where it was made or entered here. Of
// two it is the one that the change in force encrypts to.
func (s *session) recoveryIdentity(inForce relayapi.KeyChange) (relayapi.Identity, error) {
	next, err := s.recoverySecret(secretNextPrint)
	if err != nil || !next.IsZero() && next.Recipient() == inForce.Recovery {
		return next, err
	}
	return s.recoverySecret(secretRecovery)
}

// keepRecovery keeps a new recovery key, before anything is encrypted to it,
// beside the one in force: only the log tells which of them holds.
func (s *session) keepRecovery(inForce relayapi.KeyChange, made relayapi.Identity) error {
	own, err := s.recoveryIdentity(inForce)
	if err == nil && !own.IsZero() {
		err = s.vault.Set(secretRecovery, own.Text())
	}
	if err != nil {
		return err
	}
	return s.vault.Set(secretNextPrint, made.Text())
}

func (s *session) recoverySecret(name string) (relayapi.Identity, error) {
	text, err := s.secretText(name)
	if err != nil || text == "" {
		return relayapi.Identity{}, err
	}
	return parseIdentity(text, nil)
}

func parseIdentity(text string, err error) (relayapi.Identity, error) {
	if err != nil {
		return relayapi.Identity{}, err
	}
	return relayapi.ParseIdentity(text)
}

// obtainKeys makes sure that this device holds the keys of a workspace: those
// that it has already, that it founds the workspace with, or that a recovery
// key opens.
func (s *session) obtainKeys(ctx context.Context, client *relayapi.Client, w relayapi.Workspace, recovery relayapi.Identity) error {
	first, begun, err := firstSealed(ctx, client)
	if err != nil {
		return err
	}
	if !begun {
		if first, begun, err = s.found(ctx, client, w); err != nil || !begun {
			return err
		}
	}
	ring, err := s.keyring()
	if err != nil {
		return err
	}
	if len(ring.Keys()) > 0 {
		if _, err = ring.Learn(w.ID, first); !errors.Is(err, relayapi.ErrKey) {
			return err
		}
	}
	if recovery.IsZero() {
		return field("key", "Another device has started this workspace. Let it show a pairing code, or enter the printed recovery key.")
	}
	// What a person typed opens, and not this device's own identity: the relay
	// knows that one's public key and could have made keys for it.
	ring = relayapi.NewKeyring(nil, []relayapi.Identity{recovery}, s.saveKeys)
	if err := learnAny(ctx, client, w.ID, ring); err != nil {
		return err
	}
	return s.vault.Set(secretRecovery, recovery.Text())
}

// found starts a workspace: its first entry holds its key for this device and
// for the recovery key. Of two devices that start at the same time one wins;
// the other is told of the winner's entry.
func (s *session) found(ctx context.Context, client *relayapi.Client, w relayapi.Workspace) (winner relayapi.Entry, lost bool, err error) {
	own, err := s.identity()
	if err != nil {
		return winner, false, err
	}
	recovery, err := s.recoverySecret(secretRecovery)
	if err != nil {
		return winner, false, err
	}
	if recovery.IsZero() {
		if recovery, err = relayapi.NewIdentity(); err != nil {
			return winner, false, err
		}
		if err := s.vault.Set(secretRecovery, recovery.Text()); err != nil {
			return winner, false, err
		}
	}
	ring, err := s.keyring()
	if err != nil {
		return winner, false, err
	}
	if len(ring.Keys()) == 0 {
		if err := ring.Take(relayapi.NewKey()); err != nil {
			return winner, false, err
		}
	}
	founding := ring.Keys()[0]
	entry := s.keyEntry(0)
	change := relayapi.KeyChange{Recovery: recovery.Recipient(), RecoveryBy: w.Device.ID,
		Devices: []relayapi.KeyRecipient{{Device: w.Device.ID, Key: own.Recipient()}}}
	if err := relayapi.SealKeys(w.ID, &entry, []relayapi.Key{founding}, founding, change); err != nil {
		return winner, false, err
	}
	result, err := client.Push(ctx, relayapi.Push{Epoch: w.Epoch, Entries: []relayapi.NewEntry{entry}})
	if err != nil || !result.Entries[0].Duplicate {
		return winner, false, err
	}
	page, err := client.Pull(ctx, result.Entries[0].Seq-1, 1)
	if err != nil {
		return winner, false, err
	}
	if len(page.Entries) == 0 {
		return winner, false, affiliate.Errorf(affiliate.Unavailable, "The relay's log can't be read.").WithHint("Try again.")
	}
	return page.Entries[0], true, nil
}

func (s *session) keyEntry(n int) relayapi.NewEntry {
	return relayapi.NewEntry{ID: newEntryID(), Kind: relayapi.KindKey, Schema: relayapi.KeySchema, Actor: s.actor, Time: s.clock.Now(), Key: relayapi.KeyPlace(n)}
}

// learnAny reads the log for a key change that an identity of the ring opens.
// The first one does for a print from the workspace's first day, a later one
// for a recovery key that was made anew.
func learnAny(ctx context.Context, client *relayapi.Client, workspace string, ring *relayapi.Keyring) error {
	err := eachEntry(ctx, client, 0, func(e relayapi.Entry) (enough bool, err error) {
		if e.Kind != relayapi.KindKey {
			return false, nil
		}
		_, err = ring.Learn(workspace, e)
		if errors.Is(err, relayapi.ErrKey) {
			return false, nil
		}
		return true, err
	})
	if err == nil && len(ring.Keys()) == 0 {
		err = field("key", "This is not the recovery key of this workspace, or one that was replaced. Take the newest print.")
	}
	return err
}

// firstSealed finds the first entry that needs a key of the workspace.
func firstSealed(ctx context.Context, client *relayapi.Client) (first relayapi.Entry, found bool, err error) {
	err = eachEntry(ctx, client, 0, func(e relayapi.Entry) (bool, error) {
		if e.Kind == relayapi.KindKey || e.Kind == relayapi.KindChange || e.Kind == relayapi.KindCJ {
			first, found = e, true
		}
		return found, nil
	})
	return first, found, err
}

// eachEntry hands over the relay's log after a place, in order, until there is
// enough.
func eachEntry(ctx context.Context, client *relayapi.Client, after int64, visit func(relayapi.Entry) (enough bool, err error)) error {
	const page = 1000
	for {
		p, err := client.Pull(ctx, after, page)
		if err != nil {
			return err
		}
		for _, e := range p.Entries {
			if enough, err := visit(e); enough || err != nil {
				return err
			}
			after = e.Seq
		}
		if after >= p.Head || len(p.Entries) == 0 {
			return nil
		}
	}
}

// announce tells the other devices this one's public key, so that they can
// hand it new keys.
func (s *session) announce(ctx context.Context, c *connection) error {
	own, err := s.identity()
	if err != nil {
		return err
	}
	devices, err := s.store.Devices(ctx)
	if err != nil {
		return err
	}
	is := affiliate.Device{ID: c.known.Device.ID, Name: c.known.Device.Name, PublicKey: own.Recipient()}
	for _, d := range devices {
		if d == is {
			return nil
		}
	}
	return s.commit(ctx, change(affiliate.NounDevice, is.ID, is))
}
