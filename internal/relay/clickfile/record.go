package clickfile

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"time"
)

// Click is one redirected GET, as it was answered.
type Click struct {
	Workspace string
	ID        string // the click id
	Link      int64  // link number
	Offer     string
	Time      time.Time // to the millisecond
	Visitor   [16]byte  // keyed daily-salted hash of who clicked
	Agent     string    // User-Agent, cut to MaxAgent
	Referrer  string    // host only
	Country   string    // where the address is: ISO 3166-1 alpha-2, or empty
	Signal    string    // what its headers said against it, or empty
}

// Longest texts of a record.
const (
	MaxAgent  = 512
	maxText   = 1024
	maxRecord = 4096
)

// A record is its payload's length and CRC-32C, four bytes each, little
// endian, then the payload: a version byte and the fields in Click's order.
const (
	headerSize    = 8
	recordVersion = 2
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errTorn says that the bytes at a position are no whole, sound record.
var errTorn = errors.New("torn record")

// Append encodes a click at the end of b.
func Append(b []byte, c *Click) []byte {
	start := len(b)
	b = append(b, make([]byte, headerSize)...)
	b = append(b, recordVersion)
	b = appendText(b, c.Workspace, maxText)
	b = appendText(b, c.ID, maxText)
	b = binary.AppendUvarint(b, uint64(c.Link))
	b = appendText(b, c.Offer, maxText)
	b = binary.AppendVarint(b, c.Time.UnixMilli())
	b = append(b, c.Visitor[:]...)
	b = appendText(b, c.Agent, MaxAgent)
	b = appendText(b, c.Referrer, maxText)
	b = appendText(b, c.Country, maxText)
	b = appendText(b, c.Signal, maxText)
	payload := b[start+headerSize:]
	binary.LittleEndian.PutUint32(b[start:], uint32(len(payload)))
	binary.LittleEndian.PutUint32(b[start+4:], crc32.Checksum(payload, castagnoli))
	return b
}

// Decode reads the record at the start of b and says how long it is.
func Decode(b []byte) (Click, int, error) {
	if len(b) < headerSize {
		return Click{}, 0, errTorn
	}
	size := binary.LittleEndian.Uint32(b)
	if size == 0 || size > maxRecord || int(size) > len(b)-headerSize {
		return Click{}, 0, errTorn
	}
	payload := b[headerSize : headerSize+int(size)]
	if crc32.Checksum(payload, castagnoli) != binary.LittleEndian.Uint32(b[4:]) || payload[0] != recordVersion {
		return Click{}, 0, errTorn
	}
	r := reader{rest: payload[1:]}
	c := Click{Workspace: r.text(), ID: r.text(), Link: int64(r.uvarint()), Offer: r.text(), Time: time.UnixMilli(r.varint()).UTC()}
	copy(c.Visitor[:], r.take(len(c.Visitor)))
	c.Agent, c.Referrer, c.Country, c.Signal = r.text(), r.text(), r.text(), r.text()
	if r.bad || len(r.rest) != 0 {
		return Click{}, 0, errTorn
	}
	return c, headerSize + int(size), nil
}

func appendText(b []byte, s string, limit int) []byte {
	if len(s) > limit {
		s = s[:limit]
	}
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}

// reader takes fields off a payload and remembers when one was not there.
type reader struct {
	rest []byte
	bad  bool
}

func (r *reader) take(n int) []byte {
	if r.bad || n < 0 || n > len(r.rest) {
		r.bad = true
		return nil
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.bad = true
		return 0
	}
	r.take(n)
	return v
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.rest)
	if n <= 0 {
		r.bad = true
		return 0
	}
	r.take(n)
	return v
}

func (r *reader) text() string {
	n := r.uvarint()
	if n > maxText {
		r.bad = true
		return ""
	}
	return string(r.take(int(n)))
}
