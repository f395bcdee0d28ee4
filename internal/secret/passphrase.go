package secret

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// Cost of a passphrase: RFC 9106's second recommended option. A change needs a
// new version of the vault's format.
const (
	argonPasses  = 3
	argonMemory  = 64 * 1024 // KiB
	argonThreads = 4
	saltSize     = 16

	minPassphrase = 10
)

// Passphrase makes the key out of a passphrase with Argon2id, where there is
// no keychain. The salt stands in the vault.
type Passphrase struct {
	Text string

	salt []byte
}

func (p Passphrase) withSalt(salt []byte) KeySource { return Passphrase{Text: p.Text, salt: salt} }

// Key implements KeySource, once a vault has lent its salt.
func (p Passphrase) Key(string) ([]byte, error) {
	if n := utf8.RuneCountInString(p.Text); n < minPassphrase {
		return nil, fmt.Errorf("%w: it has %d characters; use at least %d, a short sentence is best", ErrPassphrase, n, minPassphrase)
	}
	if len(p.salt) != saltSize {
		return nil, errors.New("a passphrase needs the salt of a vault: open the vault with it")
	}
	return argon2.IDKey([]byte(p.Text), p.salt, argonPasses, argonMemory, argonThreads, KeySize), nil
}
