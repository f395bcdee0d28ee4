package cube

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/bits"
)

// How cells are packed: a byte of the version, and cell after cell as the
// difference to the one before it, all numbers as variable-length integers. No
// cells are no bytes. Each list of cells has one packed form only, which the
// readers insist on; nothing that they are given makes them use more memory than
// a multiple of it.
const packing = 1

// errPacked says that bytes are not what a list of cells is packed to.
var errPacked = errors.New("these are no packed cells")

// PackClicks packs cells.
func PackClicks(list []Clicks) []byte {
	var w packer
	for _, c := range list {
		w.place(c.Link)
		w.signed(c.Gross)
		w.signed(c.Unique)
	}
	return w.data
}

// UnpackClicks reads what PackClicks packed.
func UnpackClicks(data []byte) ([]Clicks, error) {
	return unpack(data, numbers(data)/3, func(r *unpacker) (c Clicks) {
		c.Link, c.Gross, c.Unique = r.place(), r.signed(), r.signed()
		return c
	})
}

// PackRejected packs cells.
func PackRejected(list []Rejected) []byte {
	var w packer
	for _, c := range list {
		w.place(c.Link)
		w.word(c.Reason)
		w.signed(c.Clicks)
	}
	return w.data
}

// UnpackRejected reads what PackRejected packed.
func UnpackRejected(data []byte) ([]Rejected, error) {
	return unpack(data, numbers(data)/3, func(r *unpacker) (c Rejected) {
		c.Link, c.Reason, c.Clicks = r.place(), r.word(), r.signed()
		return c
	})
}

// PackFacets packs cells.
func PackFacets(list []Facet) []byte {
	var w packer
	for _, c := range list {
		w.place(int64(c.Offer))
		w.word(c.Property)
		w.word(c.Value)
		w.signed(c.Clicks)
	}
	return w.data
}

// UnpackFacets reads what PackFacets packed.
func UnpackFacets(data []byte) ([]Facet, error) {
	return unpack(data, numbers(data)/4, func(r *unpacker) (c Facet) {
		offer := r.place()
		c.Offer, c.Property, c.Value, c.Clicks = r.fit(offer), r.word(), r.word(), r.signed()
		return c
	})
}

// saleSums is how many sums a cell of sales has.
const saleSums = 5

// PackSales packs cells: of each a mask of the fields that are other than in the
// one before and of the sums that are not zero, and just those.
func PackSales(list []Sale) []byte {
	var w packer
	var before [saleFields]int64
	for _, c := range list {
		w.begin()
		fields := c.fields()
		sums := [saleSums]int64{c.Conversions, c.SaleSums.Sale, c.Commission, c.SaleSums.Payout, c.Seconds}
		mask := uint64(0)
		for i, v := range sums {
			if v != 0 {
				mask |= 1 << i
			}
		}
		for i, v := range fields {
			if v != before[i] {
				mask |= 1 << (saleSums + saleFields - 1 - i) // those that differ most of all have the low bits
			}
		}
		w.data = binary.AppendUvarint(w.data, mask)
		for i, v := range fields {
			if v != before[i] {
				w.signed(v - before[i])
			}
		}
		for _, v := range sums {
			if v != 0 {
				w.signed(v)
			}
		}
		before = fields
	}
	return w.data
}

// UnpackSales reads what PackSales packed.
func UnpackSales(data []byte) ([]Sale, error) {
	var fields [saleFields]int64
	return unpack(data, len(data)/11, func(r *unpacker) (c Sale) {
		mask := r.unsigned()
		r.must(bits.Len64(mask) <= saleSums+saleFields)
		for i := range fields {
			if mask&(1<<(saleSums+saleFields-1-i)) != 0 {
				fields[i] += r.nonzero()
			}
		}
		var sums [saleSums]int64
		for i := range sums {
			if mask&(1<<i) != 0 {
				sums[i] = r.nonzero()
			}
		}
		c.SaleSums = SaleSums{Conversions: sums[0], Sale: sums[1], Commission: sums[2], Payout: sums[3], Seconds: sums[4]}
		c.SaleKey = r.key(fields)
		return c
	})
}

// key is what fields undoes.
func (r *unpacker) key(f [saleFields]int64) SaleKey {
	k := SaleKey{
		Link: f[0], SaleDay: Day(f[1]), Adjustment: f[2] == 1, Hour: uint8(f[3]), Took: uint8(f[4]),
		Country: r.fit(f[5]), Device: r.fit(f[6]), Browser: r.fit(f[7]), Referrer: r.fit(f[8]), Coupon: r.fit(f[9]), Customer: r.fit(f[10]),
		Offer: r.fit(f[11]), Action: r.fit(f[12]), Status: r.fit(f[13]), CJStatus: r.fit(f[14]), Stage: Stage(f[15]),
		Member: r.fit(f[16]), Currency: r.fit(f[17]), Payout: Payout(f[18]),
	}
	r.must(f[1] == int64(k.SaleDay) && uint64(f[2]) <= 1)
	r.must(uint64(f[3]) < 24 || f[3] == int64(Unknown))
	r.must(uint64(f[4]) < uint64(TookBuckets) || f[4] == int64(Unknown))
	r.must(uint64(f[15]) <= uint64(StagePaid) && uint64(f[18]) <= uint64(PayoutPaid))
	return k
}

type packer struct {
	data []byte
	last int64 // place
}

func (w *packer) begin() {
	if len(w.data) == 0 {
		w.data = append(w.data, packing)
	}
}

// place is a number that never falls from cell to cell.
func (w *packer) place(n int64) {
	if len(w.data) == 0 {
		w.begin()
		w.signed(n)
	} else {
		w.data = binary.AppendUvarint(w.data, uint64(n)-uint64(w.last))
	}
	w.last = n
}

func (w *packer) signed(n int64) { w.data = binary.AppendVarint(w.data, n) }
func (w *packer) word(n Word)    { w.data = binary.AppendUvarint(w.data, uint64(n)) }

type unpacker struct {
	data  []byte
	wrong bool
	first bool
	last  int64 // place
}

func (r *unpacker) must(right bool) { r.wrong = r.wrong || !right }

func (r *unpacker) unsigned() uint64 {
	if len(r.data) > 0 && r.data[0] < 0x80 { // nearly always
		n := uint64(r.data[0])
		r.data = r.data[1:]
		return n
	}
	n, size := binary.Uvarint(r.data)
	if size <= 0 || size > 1 && r.data[size-1] == 0 { // cut off, too large, or longer than need be
		r.wrong, r.data = true, nil
		return 0
	}
	r.data = r.data[size:]
	return n
}

func (r *unpacker) signed() int64 {
	n := r.unsigned()
	return int64(n>>1) ^ -int64(n&1)
}

func (r *unpacker) nonzero() int64 {
	n := r.signed()
	r.must(n != 0)
	return n
}

func (r *unpacker) place() int64 {
	if r.first {
		r.last = r.signed()
		return r.last
	}
	more := r.unsigned()
	next := int64(uint64(r.last) + more)
	r.must(next >= r.last)
	r.last = next
	return next
}

func (r *unpacker) word() Word {
	n := r.unsigned()
	r.must(n <= math.MaxUint32)
	return Word(n)
}

func (r *unpacker) fit(n int64) Word {
	r.must(uint64(n) <= math.MaxUint32)
	return Word(n)
}

// numbers counts the numbers in packed cells, a few at most too many.
func numbers(data []byte) (n int) {
	for _, b := range data {
		n += int(b>>7) ^ 1
	}
	return n
}

// unpack reads cells; about is how many to expect.
func unpack[C cell[C]](data []byte, about int, read func(r *unpacker) C) ([]C, error) {
	if len(data) == 0 {
		return nil, nil
	}
	if data[0] != packing {
		return nil, fmt.Errorf("%w that this version knows: %d", errPacked, data[0])
	}
	r := &unpacker{data: data[1:], first: true}
	list := make([]C, 0, about+1)
	for len(r.data) > 0 || r.first {
		var before C
		if !r.first {
			before = list[len(list)-1]
		}
		c := read(r)
		if r.wrong || c.zero() || !r.first && before.Compare(c) >= 0 {
			return nil, errPacked
		}
		r.first = false
		list = append(list, c)
	}
	return list, nil
}
