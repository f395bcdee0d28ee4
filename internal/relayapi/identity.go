package relayapi

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"filippo.io/age"
)

// Identity opens what was encrypted to its public key. A device has one, and a
// printed recovery key is one.
type Identity struct{ x25519 *age.X25519Identity }

// identityPrefix is what age puts before the 58 characters that matter.
const identityPrefix = "AGE-SECRET-KEY-1"

const identityLength = 58

// ErrRecipient says that something was encrypted to other public keys.
var ErrRecipient = errors.New("it was encrypted for others")

// NewIdentity makes an identity.
func NewIdentity() (Identity, error) {
	x, err := age.GenerateX25519Identity()
	return Identity{x}, err
}

// ParseIdentity reads the printed form; case, spaces and dashes don't matter.
// An error never repeats the text, which is a secret.
func ParseIdentity(text string) (Identity, error) {
	clean := strings.ToUpper(strings.Map(func(r rune) rune {
		if r == '-' || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text))
	if len(clean) != identityLength {
		return Identity{}, fmt.Errorf("this is not a recovery key: it has %d characters, and this text has %d", identityLength, len(clean))
	}
	x, err := age.ParseX25519Identity(identityPrefix + clean)
	if err != nil {
		return Identity{}, errors.New("the recovery key has a typing error: compare it with the print")
	}
	return Identity{x}, nil
}

// Text is the printed form: age's secret key without its prefix, in groups.
// The last six characters find typing errors (bech32's checksum, BIP 173).
func (i Identity) Text() string {
	return grouped(strings.TrimPrefix(i.x25519.String(), identityPrefix))
}

// String says only what it is, so that no log ever prints one.
func (Identity) String() string { return "(private key)" }

// Recipient is the public key.
func (i Identity) Recipient() string { return i.x25519.Recipient().String() }

// IsZero reports whether there is no identity.
func (i Identity) IsZero() bool { return i.x25519 == nil }

// EncryptTo encrypts to public keys; each of their identities opens it.
func EncryptTo(plain []byte, recipients ...string) ([]byte, error) {
	var box bytes.Buffer
	w, err := EncryptStream(&box, recipients...)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	err = w.Close() // writes the end
	return box.Bytes(), err
}

// EncryptStream is EncryptTo for what does not fit into memory; its Close
// writes the end.
func EncryptStream(to io.Writer, recipients ...string) (io.WriteCloser, error) {
	list := make([]age.Recipient, 0, len(recipients))
	for _, text := range recipients {
		r, err := age.ParseX25519Recipient(text)
		if err != nil {
			return nil, fmt.Errorf("encrypt to %q: %w", text, err)
		}
		list = append(list, r)
	}
	return age.Encrypt(to, list...)
}

const maxDecrypted = 1 << 20

// Decrypt opens what was encrypted to the identity: ErrRecipient when it was
// to others only, ErrSeal when it was altered.
func (i Identity) Decrypt(box []byte) ([]byte, error) {
	r, err := DecryptStream(bytes.NewReader(box), i)
	if err != nil {
		return nil, err
	}
	plain, err := io.ReadAll(io.LimitReader(r, maxDecrypted))
	if err != nil {
		return nil, ErrSeal
	}
	return plain, nil
}

// DecryptStream is Decrypt for what does not fit into memory, by whichever of
// the identities fits. What was altered is an error of the reader; what came
// before it is right.
func DecryptStream(box io.Reader, identities ...Identity) (io.Reader, error) {
	list := make([]age.Identity, 0, len(identities))
	for _, i := range identities {
		list = append(list, i.x25519)
	}
	r, err := age.Decrypt(box, list...)
	var others *age.NoIdentityMatchError
	if errors.As(err, &others) {
		return nil, ErrRecipient
	}
	if err != nil {
		return nil, ErrSeal
	}
	return r, nil
}
