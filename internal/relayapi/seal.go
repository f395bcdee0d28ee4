package relayapi

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/crypto/chacha20poly1305"
)

// Key is a workspace key. Only devices have it.
type Key struct {
	secret [chacha20poly1305.KeySize]byte
}

// Errors of Open.
var (
	// ErrKey says that an entry was sealed with another key.
	ErrKey = errors.New("the entry was sealed with another workspace key")
	// ErrSeal says that a sealed body, or what it covers of the envelope
	// around it, was altered.
	ErrSeal = errors.New("the sealed entry was altered or cut")
)

const (
	sealVersion = 1
	keyIDSize   = 4
	sealHeader  = 1 + keyIDSize
)

// NewKey makes a workspace key.
func NewKey() Key {
	var k Key
	rand.Read(k.secret[:]) // never fails: crypto/rand aborts the program instead
	return k
}

var keyText = base32.StdEncoding.WithPadding(base32.NoPadding)

// ParseKey reads the printed form of a key; case, spaces and dashes don't matter.
func ParseKey(text string) (Key, error) {
	clean := strings.ToUpper(strings.Map(func(r rune) rune {
		if r == '-' || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text))
	raw, err := keyText.DecodeString(clean)
	if err != nil || len(raw) != chacha20poly1305.KeySize+keyIDSize {
		return Key{}, errors.New("this is not a workspace key: copy all 58 characters, as the other device shows them")
	}
	var k Key
	copy(k.secret[:], raw)
	id := k.id()
	// The last character has two bits to spare; they must be right as well.
	if !bytes.Equal(raw[chacha20poly1305.KeySize:], id[:]) || keyText.EncodeToString(raw) != clean {
		return Key{}, errors.New("the workspace key has a typing error: compare it with the other device")
	}
	return k, nil
}

// String says only that it is a key, so that no log ever prints one.
func (Key) String() string { return "(workspace key)" }

// Text is the printed form: groups of the key and its check digits.
func (k Key) Text() string {
	id := k.id()
	return grouped(keyText.EncodeToString(append(k.secret[:], id[:]...)))
}

// grouped makes a long text readable.
func grouped(text string) string {
	var groups []string
	for len(text) > 6 {
		groups, text = append(groups, text[:6]), text[6:]
	}
	return strings.Join(append(groups, text), "-")
}

// IsZero reports whether there is no key.
func (k Key) IsZero() bool { return k == Key{} }

func (k Key) id() [keyIDSize]byte {
	sum := sha256.Sum256(append([]byte("linkledger key id\x00"), k.secret[:]...))
	return [keyIDSize]byte(sum[:keyIDSize])
}

// subkey separates the key's two uses.
func (k Key) subkey(use string) []byte {
	mac := hmac.New(sha256.New, k.secret[:])
	mac.Write([]byte(use))
	return mac.Sum(nil)
}

// Seal encrypts the body of an entry of a workspace. It covers the workspace
// and the entry's id, kind, schema, actor and time, which must not be changed
// afterwards; the key only tells duplicates apart, and sequence number and
// device are the relay's to give. The time is cut to milliseconds first, since that is
// what every store keeps.
func (k Key) Seal(workspace string, e *NewEntry, plain []byte) error {
	e.Time = e.Time.UTC().Truncate(time.Millisecond)
	aead, err := chacha20poly1305.NewX(k.subkey("seal"))
	if err != nil {
		return err
	}
	id := k.id()
	box := append([]byte{sealVersion}, id[:]...)
	nonce := make([]byte, aead.NonceSize())
	rand.Read(nonce)
	box = append(box, nonce...)
	box = aead.Seal(box, nonce, plain, envelope(workspace, e.ID, e.Kind, e.Actor, e.Schema, e.Time))
	e.Body, err = json.Marshal(Sealed{Sealed: box})
	return err
}

// Open decrypts the body of an entry: ErrKey when another key sealed it,
// ErrSeal when anything in it, or that it covers, was altered.
func (k Key) Open(workspace string, e Entry) ([]byte, error) {
	var body Sealed
	if err := json.Unmarshal(e.Body, &body); err != nil {
		return nil, fmt.Errorf("entry %d: %w", e.Seq, ErrSeal)
	}
	aead, err := chacha20poly1305.NewX(k.subkey("seal"))
	if err != nil {
		return nil, err
	}
	box := body.Sealed
	if len(box) < sealHeader+aead.NonceSize() || box[0] != sealVersion {
		return nil, fmt.Errorf("entry %d: %w", e.Seq, ErrSeal)
	}
	if id := k.id(); !bytes.Equal(box[1:sealHeader], id[:]) {
		return nil, fmt.Errorf("entry %d: %w", e.Seq, ErrKey)
	}
	nonce, sealed := box[sealHeader:sealHeader+aead.NonceSize()], box[sealHeader+aead.NonceSize():]
	plain, err := aead.Open(nil, nonce, sealed, envelope(workspace, e.ID, e.Kind, e.Actor, e.Schema, e.Time))
	if err != nil {
		return nil, fmt.Errorf("entry %d: %w", e.Seq, ErrSeal)
	}
	return plain, nil
}

// envelope is the associated data of a sealed body: each part with its length,
// so that no two envelopes read the same.
func envelope(workspace, id, kind, actor string, schema int, at time.Time) []byte {
	var b bytes.Buffer
	for _, part := range []string{workspace, id, kind, strconv.Itoa(schema), actor, at.UTC().Format("2006-01-02T15:04:05.000Z")} {
		fmt.Fprintf(&b, "%d:%s", len(part), part)
	}
	return b.Bytes()
}

// Hash is a keyed hash of parts for one purpose: the same on every device, and
// saying nothing to the relay.
func (k Key) Hash(purpose string, parts ...string) string {
	mac := hmac.New(sha256.New, k.subkey("hash "+purpose))
	for _, part := range parts {
		fmt.Fprintf(mac, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(mac.Sum(nil)[:20])
}
