package secret

import (
	"crypto/rand"
	"errors"

	"golang.org/x/crypto/chacha20poly1305"
)

// KeySize is the length of a profile's key in bytes.
const KeySize = chacha20poly1305.KeySize

// KeySource gives the key of a profile.
type KeySource interface {
	// Key returns the profile's key, KeySize bytes, and makes it on first use.
	Key(profileID string) ([]byte, error)
}

// salted is a KeySource that works a key out of a secret and the vault's salt.
type salted interface {
	withSalt(salt []byte) KeySource
}

// Errors that callers tell apart.
var (
	// ErrNotFound says that the vault has no secret of that name.
	ErrNotFound = errors.New("no such secret")
	// ErrKey says that the vault was sealed with another key.
	ErrKey = errors.New("the secrets of this profile were sealed with another key")
	// ErrDamaged says that a vault or key file can't be read, and was left alone.
	ErrDamaged = errors.New("the file of secrets is damaged")
	// ErrNoKeychain says that the system's keychain can't be asked.
	ErrNoKeychain = errors.New("the system's keychain can't be reached")
	// ErrPassphrase says that a passphrase is too short to use.
	ErrPassphrase = errors.New("the passphrase is too short")
)

func newKey() []byte {
	key := make([]byte, KeySize)
	_, _ = rand.Read(key) // never fails: crypto/rand aborts the program instead
	return key
}
