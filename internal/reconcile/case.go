package reconcile

import (
	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Bucket is what a case comes to.
type Bucket string

// The buckets. The first that fits a case is its bucket.
const (
	Test         Bucket = "test"
	Duplicate    Bucket = "duplicate"
	ReversedLate Bucket = "reversed_late"
	Differs      Bucket = "amount"
	OnlyCJ       Bucket = "cj_only"
	OnlyPostback Bucket = "postback_only"
	OnlyShop     Bucket = "shop_only"
	Matched      Bucket = "matched"
)

// Buckets lists all, as they come first.
func Buckets() []Bucket {
	return []Bucket{Test, Duplicate, ReversedLate, Differs, OnlyCJ, OnlyPostback, OnlyShop, Matched}
}

// Case is one sale as the sources have it.
type Case struct {
	// Key is the same whenever the same rows are compared: it is made of the
	// strongest id that the case has.
	Key        string
	Bucket     Bucket
	Day        string
	By         By  // the weakest of what matched its rows; empty for a lone row
	Confidence int // per cent
	Why        string
	// Doubt says that the shop may have the order nevertheless: nothing is to be
	// cancelled for it.
	Doubt bool
	// Unclear says which shops' orders it may be, where several have its number;
	// empty where that is known.
	Unclear    string
	Difference money.Amount // what CJ has more than the other source
	Rows       [sides][]Row // those of each side, in order of time
}

// OrderID is the shop's number, as CJ has it when it has one.
func (c Case) OrderID() string { return first(&c, func(r *Row) string { return r.OrderID }) }

// first is the first value that a row of the case has, CJ's first.
func first[T comparable](c *Case, value func(*Row) T) (v T) {
	var none T
	for _, rows := range c.Rows {
		for i := range rows {
			if v = value(&rows[i]); v != none {
				return v
			}
		}
	}
	return none
}

// any reports whether something holds of any row of the case.
func (c *Case) any(holds func(*Row) bool) bool { return first(c, holds) }

// ClickID is the click that the case came from; empty when none is known.
func (c Case) ClickID() string { return first(&c, func(r *Row) string { return r.ClickID }) }

// Member is whose sale it is, for a person; empty when nobody's is known.
func (c Case) Member() string { return first(&c, func(r *Row) string { return r.Member }) }

// Conversion is the case's first; empty when no source that we book has it.
func (c Case) Conversion() affiliate.ConversionID {
	return first(&c, func(r *Row) affiliate.ConversionID { return r.Conversion })
}

// Has reports whether a side has the case.
func (c Case) Has(s Side) bool { return len(c.Rows[s]) > 0 }

// Total is the sum of a side's rows as they stand, of the first row's currency.
func (c Case) Total(s Side) (sale, commission money.Amount) {
	for i := range c.Rows[s] {
		r := &c.Rows[s][i]
		sale, commission = plus(sale, r.Amount), plus(commission, r.Commission)
	}
	return sale, commission
}

// State is the bucket and each side's amount, as a decision keeps them: it is
// about a case as it was, and not about what becomes of it.
func (c Case) State() string {
	state := string(c.Bucket)
	for s := range sides {
		if c.Has(s) {
			sale, _ := c.Total(s)
			state += ", " + s.String() + " " + sale.String()
		}
	}
	return state
}

// plus adds what is of one currency; sane amounts never overflow in a case.
func plus(a, b money.Amount) money.Amount {
	if sum, err := a.Add(b); err == nil {
		return sum
	}
	return a
}

// Sum is what rows come to in one currency.
type Sum struct {
	Rows             int
	Sale, Commission int64 // minor units
}

// Sums are sums of each side, by currency.
type Sums [sides]map[money.Currency]Sum

func (s *Sums) add(r *Row, n int) {
	if s[r.Side] == nil {
		s[r.Side] = map[money.Currency]Sum{}
	}
	sum := s[r.Side][r.Amount.Currency]
	sum.Rows += n
	sum.Sale += int64(n) * r.Amount.Minor
	sum.Commission += int64(n) * r.Commission.Minor
	s[r.Side][r.Amount.Currency] = sum
}

// Result is a comparison.
type Result struct {
	Cases   []Case // by bucket, the newest day first
	Totals  Sums   // of all cases
	Buckets map[Bucket]Sums
	Count   map[Bucket]int
	// Strays are rows of other days or offers in these cases, less rows of these in
	// other cases: what keeps Totals from being the sums of the days themselves.
	Strays Sums
	// Beside are CJ's rows of cases that are left out: sales that no correction of
	// these may hit.
	Beside []Row
}
