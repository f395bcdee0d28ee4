package relayapi

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
)

// KeyBody is the body of a `key` entry: all keys of the workspace up to now,
// encrypted to those who may read on, and what says so. A device that has no
// key yet reads the first part, which is why it is not sealed.
type KeyBody struct {
	Age    []byte `json:"age"`    // Keyring.Text, encrypted with age to every recipient
	Sealed []byte `json:"sealed"` // KeyChange, sealed as Sealed is
}

// KeyChange says who may read on. It is sealed with the key before, so that
// only a device that had it can have written it.
type KeyChange struct {
	Digest     []byte         `json:"digest"`      // SHA-256 of KeyBody.Age
	Devices    []KeyRecipient `json:"devices"`     // those that can open it
	Recovery   string         `json:"recovery"`    // the public key of the recovery key
	RecoveryBy string         `json:"recovery_by"` // the device that made that
	Removed    string         `json:"removed"`     // the device for whose removal this is; may be empty
	Key        string         `json:"key"`         // keyed hash of the key that it brings
}

// Brings reports whether the change brought a key into use.
func (c KeyChange) Brings(k Key) bool { return c.Key == k.Hash("key change") }

// KeyRecipient is a device's public key.
type KeyRecipient struct {
	Device string `json:"device"`
	Key    string `json:"key"` // an age recipient
}

// KeySchema is the version of KeyBody's shape.
const KeySchema = 1

// KeyPlace is the idempotency key of a workspace's nth key change, from 0 on:
// of two devices that make one at the same time, one wins.
func KeyPlace(n int) string {
	if n == 0 {
		return "workspace-key"
	}
	return "workspace-key-" + strconv.Itoa(n)
}

// Recipients are the public keys that a change encrypts to.
func (c KeyChange) Recipients() []string {
	list := []string{c.Recovery}
	for _, d := range c.Devices {
		list = append(list, d.Key)
	}
	return list
}

// SealKeys makes the body of a key change: keys are all of the workspace's
// with the newest last, and sealing is the one before it, or the founding key
// itself.
func SealKeys(workspace string, e *NewEntry, keys []Key, sealing Key, c KeyChange) error {
	box, err := EncryptTo([]byte(textOf(keys)), c.Recipients()...)
	if err != nil {
		return err
	}
	digest := sha256.Sum256(box)
	c.Digest, c.Key = digest[:], keys[len(keys)-1].Hash("key change")
	plain, err := json.Marshal(c)
	if err != nil {
		return err
	}
	if err := sealing.Seal(workspace, e, plain); err != nil {
		return err
	}
	var sealed Sealed
	if err := json.Unmarshal(e.Body, &sealed); err != nil {
		return err
	}
	e.Body, err = json.Marshal(KeyBody{Age: box, Sealed: sealed.Sealed})
	return err
}

// Learn takes up what a `key` entry brings: the keys, when they were encrypted
// to an identity of the ring, and who may read on. Which change is in force
// says KeyChange.Brings of the ring's newest key. ErrKey says that neither a
// key of the ring nor an identity opens it.
//
// A ring without keys believes whatever its identities open. The relay
// knows the devices' public keys, so such a ring must hold nothing but the
// recovery key that a person typed.
func (r *Keyring) Learn(workspace string, e Entry) (KeyChange, error) {
	var body KeyBody
	if err := json.Unmarshal(e.Body, &body); err != nil {
		return KeyChange{}, fmt.Errorf("entry %d: %w", e.Seq, ErrSeal)
	}
	had := r.Keys()
	brought, err := r.decrypt(body.Age)
	if err != nil {
		return KeyChange{}, fmt.Errorf("entry %d: %w", e.Seq, err)
	}
	sealing := had
	if n := len(brought); n > 0 {
		sealing = brought[max(0, n-2):][:1] // the newest before it
	}
	e.Body, err = json.Marshal(Sealed{Sealed: body.Sealed})
	if err != nil {
		return KeyChange{}, err
	}
	plain, err := openWith(sealing, workspace, e)
	if errors.Is(err, ErrKey) && len(brought) > 0 {
		err = fmt.Errorf("entry %d: %w", e.Seq, ErrSeal)
	}
	if err != nil {
		return KeyChange{}, err
	}
	var c KeyChange
	digest := sha256.Sum256(body.Age)
	switch err := json.Unmarshal(plain, &c); {
	case err != nil || !bytes.Equal(c.Digest, digest[:]):
		return KeyChange{}, fmt.Errorf("entry %d: %w", e.Seq, ErrSeal)
	case len(brought) > 0 && (!c.Brings(brought[len(brought)-1]) || len(had) > 0 && brought[0] != had[0]):
		return KeyChange{}, fmt.Errorf("entry %d: %w", e.Seq, ErrSeal)
	}
	return c, r.merge(brought)
}

// decrypt opens the keys of a change; none when they are for others.
func (r *Keyring) decrypt(box []byte) ([]Key, error) {
	r.mu.RLock()
	identities := r.identities
	r.mu.RUnlock()
	for _, identity := range identities {
		plain, err := identity.Decrypt(box)
		if errors.Is(err, ErrRecipient) {
			continue
		}
		if err != nil {
			return nil, err
		}
		keys, err := ParseKeys(string(plain))
		if err != nil || len(keys) == 0 {
			return nil, ErrSeal
		}
		return keys, nil
	}
	return nil, nil
}
