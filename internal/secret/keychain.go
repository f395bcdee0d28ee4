package secret

import (
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/zalando/go-keyring"
)

// DefaultService is the name under which keys stand in the keychain.
const DefaultService = "Linkledger"

// Keychain keeps keys in the operating system's keychain: the Credential
// Manager on Windows, the Keychain on macOS, the Secret Service on Linux.
type Keychain struct {
	Service string // DefaultService when empty
}

// Key implements KeySource. A keychain that can't be asked is ErrNoKeychain.
func (k Keychain) Key(profileID string) ([]byte, error) {
	service := k.Service
	if service == "" {
		service = DefaultService
	}
	text, err := keyring.Get(service, profileID)
	if errors.Is(err, keyring.ErrNotFound) {
		if err := keyring.Set(service, profileID, hex.EncodeToString(newKey())); err != nil {
			return nil, noKeychain(err)
		}
		text, err = keyring.Get(service, profileID) // another process may have been first
	}
	if err != nil {
		return nil, noKeychain(err)
	}
	key, err := hex.DecodeString(text)
	if err != nil || len(key) != KeySize {
		return nil, fmt.Errorf("%w: the keychain's entry %q of %q is not a key; restore it from your recovery key, it was left alone",
			ErrDamaged, profileID, service)
	}
	return key, nil
}

func noKeychain(err error) error {
	return fmt.Errorf("%w (%w): unlock it and start again, or set LINKLEDGER_PASSPHRASE to a passphrase that you keep safe",
		ErrNoKeychain, err)
}
