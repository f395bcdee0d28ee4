package relay

import "sync/atomic"

// linkRow is a link in 20 bytes: its code (47 bits, or where its text is), its
// number (40), its offer's index (24), where its member's id is (32).
type linkRow [5]uint32

const (
	pausedBit = 1 << 31 // of the second word
	textBit   = 1 << 30 // the code is a text, not eight letters
	testBit   = 1 << 29
	codeBits  = 1<<15 - 1

	textCodeFlag = uint64(textBit) << 32
	maxOffers    = 1 << 24
)

// flags are the marks of a row that may change.
func flags(paused, test bool) (marks uint32) {
	if paused {
		marks |= pausedBit
	}
	if test {
		marks |= testBit
	}
	return marks
}

func (r *linkRow) set(code uint64, number int64, offer, member, marks uint32) {
	r[0], r[1] = uint32(code), uint32(code>>32)
	r[2], r[3] = uint32(number), uint32(number>>32)<<24|offer
	r[4] = member
	r.mark(marks)
}

func (r *linkRow) mark(marks uint32) {
	atomic.StoreUint32(&r[1], atomic.LoadUint32(&r[1])&^(pausedBit|testBit)|marks)
}

func (r *linkRow) is(flag uint32) bool { return atomic.LoadUint32(&r[1])&flag != 0 }

// code is the packed code, with textCodeFlag when it is a text's place.
func (r *linkRow) code() uint64 {
	return uint64(atomic.LoadUint32(&r[1])&(codeBits|textBit))<<32 | uint64(r[0])
}

func (r *linkRow) hasTextCode() bool { return r.is(textBit) }
func (r *linkRow) textCode() uint32  { return r[0] }
func (r *linkRow) number() int64     { return int64(r[3]>>24)<<32 | int64(r[2]) }
func (r *linkRow) offer() uint32     { return r[3] & (maxOffers - 1) }
func (r *linkRow) member() uint32    { return r[4] }

// base58Value has the value of each letter of a code, 0xff for what is none.
var base58Value = func() (t [256]byte) {
	for i := range t {
		t[i] = 0xff
	}
	for i := range len(base58) {
		t[base58[i]] = byte(i)
	}
	return t
}()

// packCode makes 47 bits of a code as blocks give them out; any other code is
// kept as a text.
func packCode(code []byte) (packed uint64, short bool) {
	if len(code) != codeLength {
		return 0, false
	}
	for i := range codeLength {
		v := base58Value[code[i]]
		if v == 0xff {
			return 0, false
		}
		packed = packed*uint64(len(base58)) + uint64(v)
	}
	return packed, true
}

// unpackCode is the code that packCode made a number of.
func unpackCode(packed uint64) string {
	var code [codeLength]byte
	for i := codeLength - 1; i >= 0; i-- {
		code[i] = base58[packed%uint64(len(base58))]
		packed /= uint64(len(base58))
	}
	return string(code[:])
}
