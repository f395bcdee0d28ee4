package relay

import (
	"math/bits"
	"sync/atomic"
)

// index is an open hash table of numbers above 0, of something that its user
// can hash and compare. One goroutine may add while others find.
type index struct {
	slots []uint32
	used  int // of the one who adds
}

const smallestIndex = 1024

// newIndex makes an index for twice as many numbers as there are.
func newIndex(there int) index {
	return index{slots: make([]uint32, max(2*there, smallestIndex))}
}

// crowded reports whether an index of so many numbers should be made anew
// before the next one.
func (x *index) crowded(used int) bool { return 4*used >= 3*len(x.slots) }

func (x *index) find(hash uint64, is func(uint32) bool) uint32 {
	if len(x.slots) == 0 {
		return 0
	}
	for i := x.first(hash); ; i = x.next(i) {
		n := atomic.LoadUint32(&x.slots[i])
		if n == 0 || is(n) {
			return n
		}
	}
}

func (x *index) add(hash uint64, n uint32) {
	i := x.first(hash)
	for x.slots[i] != 0 {
		i = x.next(i)
	}
	x.used++
	atomic.StoreUint32(&x.slots[i], n)
}

func (x *index) first(hash uint64) int {
	i, _ := bits.Mul64(hash, uint64(len(x.slots)))
	return int(i)
}

func (x *index) next(i int) int {
	if i++; i == len(x.slots) {
		return 0
	}
	return i
}

// textArena keeps short texts for ever, each once, in blocks without pointers.
// A place is good as soon as add has returned it.
type textArena struct {
	blocks atomic.Pointer[[]*arenaBlock]
	end    uint32 // of the one who adds
}

const arenaBlockSize = 64 << 10

type arenaBlock [arenaBlockSize]byte

// add keeps a text of at most 255 bytes and says where; never at 0.
func (a *textArena) add(text []byte) (place uint32) {
	var blocks []*arenaBlock
	if b := a.blocks.Load(); b != nil {
		blocks = *b
	}
	size := uint32(len(text) + 1)
	if a.end%arenaBlockSize == 0 || a.end%arenaBlockSize+size > arenaBlockSize {
		a.end = uint32(len(blocks)) * arenaBlockSize
		blocks = append(append(make([]*arenaBlock, 0, len(blocks)+1), blocks...), new(arenaBlock))
		a.blocks.Store(&blocks)
	}
	if a.end == 0 {
		a.end = 1
	}
	place = a.end
	block := blocks[place/arenaBlockSize]
	block[place%arenaBlockSize] = byte(len(text))
	copy(block[place%arenaBlockSize+1:], text)
	a.end += size
	return place
}

// at is the text at a place.
func (a *textArena) at(place uint32) []byte {
	b := (*a.blocks.Load())[place/arenaBlockSize][place%arenaBlockSize:]
	return b[1 : 1+int(b[0])]
}
