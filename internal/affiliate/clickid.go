package affiliate

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"hash"
	"sync"
	"time"
)

// ClickID names one click. It travels as CJ's sid and comes back as the
// postback's transaction id and as CJ's shopperId.
//
// It is 30 characters of lower-case base32 (a-z, 2-7): CJ documents no limit
// for sid, and 30 alphanumerics is the strictest that any of its partners
// states. The first 22 characters hold key (2 bits), time in seconds since
// 1970 (34), link number (40), node and counter (34); the last 8 are the first
// 40 bits of an HMAC-SHA256 over them. So it can't be forged, and a conversion
// finds its link even if the row of the click was lost.
type ClickID string

// Lengths and ranges of a click id's parts.
const (
	ClickIDLength = 30
	MaxLinkNumber = 1<<40 - 1
	MaxClickNonce = 1<<34 - 1
	clickKeys     = 4

	payloadLength = 22
	maxClickTime  = 1<<34 - 1
)

// ErrClickID says that a text is not a click id that one of our keys signed.
var ErrClickID = errors.New("not one of our click ids")

const base32Lower = "abcdefghijklmnopqrstuvwxyz234567"

var base32Value = func() (t [256]byte) {
	for i := range t {
		t[i] = 0xff
	}
	for i := range len(base32Lower) {
		t[base32Lower[i]] = byte(i)
	}
	return t
}()

// ClickParts is what a click id holds.
type ClickParts struct {
	Key   int       // index of the signing key, 0 to 3
	Time  time.Time // to the second
	Link  int64     // link number
	Nonce uint64    // node and counter: 34 bits that differ between clicks of a link in a second
}

// PreviewParts are what the click id of a link's preview holds: that of a click
// at the beginning of 1970, which nobody made.
func PreviewParts(key int, link int64) ClickParts {
	return ClickParts{Key: key, Time: time.Unix(0, 0).UTC(), Link: link}
}

// Preview reports whether the click id was made to show where a link leads.
func (p ClickParts) Preview() bool { return p.Time.Unix() == 0 }

// ClickKeys are the keys that sign a workspace's click ids, by index; an empty
// one is unknown.
type ClickKeys [clickKeys][]byte

// Mint makes the click id of parts, signed with the key of their index.
func (keys ClickKeys) Mint(p ClickParts) (ClickID, error) { return mint(p, keys.sign) }

// Parse reads and verifies a click id, in either case of letters, since
// networks are not known to keep it. Anything else is ErrClickID.
func (keys ClickKeys) Parse(text string) (ClickID, ClickParts, error) { return parse(text, keys.sign) }

func (keys ClickKeys) sign(key int, payload []byte) (mac clickMAC, known bool) {
	if key < 0 || key >= clickKeys || len(keys[key]) == 0 {
		return mac, false
	}
	return macOf(hmac.New(sha256.New, keys[key]), payload, nil), true
}

// ClickSigner is ClickKeys made ready: for those who mint and parse all the
// time, at once from many goroutines.
type ClickSigner struct {
	known [clickKeys]bool
	ready [clickKeys]sync.Pool // of *readyMAC
}

// readyMAC is a keyed HMAC, and room for its sum.
type readyMAC struct {
	hash.Hash
	sum [sha256.Size]byte
}

// NewClickSigner makes keys ready.
func NewClickSigner(keys ClickKeys) *ClickSigner {
	s := &ClickSigner{}
	for i, key := range keys {
		s.known[i] = len(key) > 0
		s.ready[i].New = func() any { return &readyMAC{Hash: hmac.New(sha256.New, key)} }
	}
	return s
}

// Mint is that of ClickKeys.
func (s *ClickSigner) Mint(p ClickParts) (ClickID, error) { return mint(p, s.sign) }

// Parse is that of ClickKeys.
func (s *ClickSigner) Parse(text string) (ClickID, ClickParts, error) { return parse(text, s.sign) }

func (s *ClickSigner) sign(key int, payload []byte) (mac clickMAC, known bool) {
	if key < 0 || key >= clickKeys || !s.known[key] {
		return mac, false
	}
	ready := s.ready[key].Get().(*readyMAC)
	defer s.ready[key].Put(ready)
	ready.Reset()
	return macOf(ready, payload, ready.sum[:0]), true
}

// clickMAC is the signature at the end of a click id.
type clickMAC [ClickIDLength - payloadLength]byte

func macOf(keyed hash.Hash, payload, room []byte) (mac clickMAC) {
	keyed.Write(payload)
	sum := keyed.Sum(room)
	bits := uint64(sum[0])<<32 | uint64(sum[1])<<24 | uint64(sum[2])<<16 | uint64(sum[3])<<8 | uint64(sum[4])
	for i := len(mac) - 1; i >= 0; i-- {
		mac[i] = base32Lower[bits&31]
		bits >>= 5
	}
	return mac
}

// signing makes the signature of a payload, if the key is known.
type signing func(key int, payload []byte) (mac clickMAC, known bool)

func mint(p ClickParts, sign signing) (ClickID, error) {
	at := p.Time.Unix()
	switch {
	case at < 0 || at > maxClickTime:
		return "", fmt.Errorf("click time %v is out of range", p.Time)
	case p.Link < 1 || p.Link > MaxLinkNumber:
		return "", fmt.Errorf("link number %d is out of range", p.Link)
	case p.Nonce > MaxClickNonce:
		return "", fmt.Errorf("click counter %d is out of range", p.Nonce)
	}
	// 110 bits, right aligned in two words.
	hi := uint64(p.Key)<<44 | uint64(at)<<10 | uint64(p.Link)>>30
	lo := uint64(p.Link)<<34 | p.Nonce
	var id [ClickIDLength]byte
	for i := payloadLength - 1; i >= 0; i-- {
		id[i] = base32Lower[lo&31]
		lo = lo>>5 | hi<<59
		hi >>= 5
	}
	mac, known := sign(p.Key, id[:payloadLength])
	if !known {
		return "", fmt.Errorf("click key %d is not known", p.Key)
	}
	copy(id[payloadLength:], mac[:])
	return ClickID(id[:]), nil
}

func parse(text string, sign signing) (ClickID, ClickParts, error) {
	if len(text) != ClickIDLength {
		return "", ClickParts{}, ErrClickID
	}
	var id [ClickIDLength]byte
	var hi, lo uint64
	for i := range id {
		c := text[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		v := base32Value[c]
		if v == 0xff {
			return "", ClickParts{}, ErrClickID
		}
		id[i] = c
		if i < payloadLength {
			hi = hi<<5 | lo>>59
			lo = lo<<5 | uint64(v)
		}
	}
	p := ClickParts{
		Key:   int(hi >> 44 & 3),
		Time:  time.Unix(int64(hi>>10&maxClickTime), 0).UTC(),
		Link:  int64(hi&(1<<10-1))<<30 | int64(lo>>34),
		Nonce: lo & MaxClickNonce,
	}
	mac, known := sign(p.Key, id[:payloadLength])
	if !known || subtle.ConstantTimeCompare(mac[:], id[payloadLength:]) != 1 || p.Link == 0 {
		return "", ClickParts{}, ErrClickID
	}
	return ClickID(id[:]), p, nil
}
