package relayapi

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/crypto/argon2"
)

// PairingCode lets a new device into a workspace. A person carries it from a
// device, or from the relay's operator, to the new device. The relay learns
// the slot and the verifier, never the letters.
type PairingCode struct {
	RelayURL string // scheme and host, without a slash at the end
	Slot     int    // which pairing of the relay, from 1 to MaxPairingSlot
	Letters  string // 8 letters of the alphabet
}

// MaxPairingSlot is the highest slot.
const MaxPairingSlot = 9999

const (
	// pairingAlphabet has no vowels, so that codes spell nothing, and 34.6
	// bits in 8 letters: RFC 8628, section 6.1.
	pairingAlphabet = "BCDFGHJKLMNPQRSTVWXZ"
	pairingLetters  = 8
	maxPairingText  = 300
)

// ErrPairingCode says that a text is not a pairing code.
var ErrPairingCode = errors.New("this is not a pairing code")

// NewPairingCode draws the letters of a code. Its slot and relay follow when
// the relay has opened the pairing.
func NewPairingCode() PairingCode {
	letters := make([]byte, 0, pairingLetters)
	for len(letters) < pairingLetters {
		var b [16]byte
		rand.Read(b[:]) // never fails: crypto/rand aborts the program instead
		for _, v := range b {
			// Values beyond a multiple of 20 would make some letters likelier.
			if int(v) < 256/len(pairingAlphabet)*len(pairingAlphabet) && len(letters) < pairingLetters {
				letters = append(letters, pairingAlphabet[int(v)%len(pairingAlphabet)])
			}
		}
	}
	return PairingCode{Letters: string(letters)}
}

// String is what a person reads and types: go.brand.example/12-BCDF-GHJK.
func (c PairingCode) String() string {
	half := min(len(c.Letters), pairingLetters/2)
	return fmt.Sprintf("%s/%d-%s-%s", strings.TrimPrefix(c.RelayURL, "https://"), c.Slot, c.Letters[:half], c.Letters[half:])
}

// ParsePairingCode reads a code as people type it: in any case, with spaces,
// or without its dashes. Anything else is ErrPairingCode, with what to do.
func ParsePairingCode(text string) (PairingCode, error) {
	if len(text) > maxPairingText {
		return PairingCode{}, fmt.Errorf("%w: it is too long", ErrPairingCode)
	}
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
	cut := strings.LastIndexByte(text, '/')
	if cut < 0 {
		return PairingCode{}, fmt.Errorf("%w: type all of it, such as go.brand.example/12-BCDF-GHJK", ErrPairingCode)
	}
	relay, err := pairingRelay(text[:cut])
	if err != nil {
		return PairingCode{}, err
	}
	code := strings.ToUpper(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Pd, r) { // word processors have many dashes
			return -1
		}
		return r
	}, text[cut+1:]))
	letters := strings.TrimLeft(code, "0123456789")
	slot, err := strconv.Atoi(code[:len(code)-len(letters)])
	switch {
	case err != nil || slot < 1 || slot > MaxPairingSlot:
		return PairingCode{}, fmt.Errorf("%w: its last part begins with a number from 1 to %d", ErrPairingCode, MaxPairingSlot)
	case len(letters) != pairingLetters || strings.Trim(letters, pairingAlphabet) != "":
		return PairingCode{}, fmt.Errorf("%w: it ends with %d letters, all of them from %s", ErrPairingCode, pairingLetters, pairingAlphabet)
	}
	return PairingCode{RelayURL: relay, Slot: slot, Letters: letters}, nil
}

// pairingRelay reads the relay's address; https when it names no scheme.
func pairingRelay(text string) (string, error) {
	text = strings.ToLower(text)
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || u.Path != "" || u.RawPath != "" || u.User != nil || u.RawQuery != "" || u.ForceQuery ||
		u.Fragment != "" || strings.ContainsAny(text, "#\\") || !carriesSecrets(u) {
		return "", fmt.Errorf("%w: it begins with the relay's host, such as go.brand.example", ErrPairingCode)
	}
	return u.Scheme + "://" + u.Host, nil
}

// PairingKeys are what both devices derive from the letters.
type PairingKeys struct {
	Verifier []byte // shows the relay that a device knows the letters
	request  []byte
	approval []byte
}

// Keys derives the keys. It takes 64 MiB and a noticeable moment, so that
// nobody who sees a verifier finds its letters while the pairing lives.
func (c PairingCode) Keys() PairingKeys {
	derived := argon2.IDKey([]byte(c.Letters), []byte("linkledger pairing 1"), 3, 64<<10, 4, 96)
	return PairingKeys{Verifier: derived[:32:32], request: derived[32:64:64], approval: derived[64:]}
}

// RequestProof shows the approving device that the relay did not put another
// public key or name in place of the new device's.
func (k PairingKeys) RequestProof(publicKey, name string) []byte {
	return pairingProof(k.request, publicKey+"\x00"+name)
}

// ApprovalProof shows the new device that the keys come from a device which
// knows the letters.
func (k PairingKeys) ApprovalProof(keys []byte) []byte { return pairingProof(k.approval, string(keys)) }

// ProvesRequest reports whether a request's proof is right.
func (k PairingKeys) ProvesRequest(r PairingRequest) bool {
	return hmac.Equal(r.Proof, k.RequestProof(r.PublicKey, r.Name))
}

// ProvesApproval reports whether an approval's proof is right.
func (k PairingKeys) ProvesApproval(keys, proof []byte) bool {
	return hmac.Equal(proof, k.ApprovalProof(keys))
}

func pairingProof(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
