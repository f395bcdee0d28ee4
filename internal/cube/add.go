package cube

import (
	"cmp"
	"slices"
)

// Add adds two lists of cells up: each key once, in order, none that is all zero.
func Add(a, b Cells) Cells {
	return Cells{
		Clicks:   merge(a.Clicks, b.Clicks),
		Rejected: merge(a.Rejected, b.Rejected),
		Facets:   merge(a.Facets, b.Facets),
		Sales:    merge(a.Sales, b.Sales),
	}
}

// Collect brings cells of any order, in which keys may come again, into that of Cells.
func Collect(c Cells) Cells {
	return Cells{Clicks: collect(c.Clicks), Rejected: collect(c.Rejected), Facets: collect(c.Facets), Sales: collect(c.Sales)}
}

// Neg takes cells back.
func (c Cells) Neg() Cells {
	return Cells{Clicks: negated(c.Clicks), Rejected: negated(c.Rejected), Facets: negated(c.Facets), Sales: negated(c.Sales)}
}

// IsZero reports whether there are no cells.
func (c Cells) IsZero() bool {
	return len(c.Clicks) == 0 && len(c.Rejected) == 0 && len(c.Facets) == 0 && len(c.Sales) == 0
}

// Equal reports whether two lists have the same cells.
func (c Cells) Equal(o Cells) bool {
	return slices.Equal(c.Clicks, o.Clicks) && slices.Equal(c.Rejected, o.Rejected) &&
		slices.Equal(c.Facets, o.Facets) && slices.Equal(c.Sales, o.Sales)
}

// cell is what lists of cells have in common.
type cell[C any] interface {
	Compare(other C) int // of the keys
	plus(other C) C
	neg() C
	zero() bool
}

func merge[C cell[C]](a, b []C) []C {
	if len(a) == 0 {
		return slices.Clip(b)
	}
	if len(b) == 0 {
		return slices.Clip(a)
	}
	sum := make([]C, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch order := a[0].Compare(b[0]); {
		case order < 0:
			sum, a = append(sum, a[0]), a[1:]
		case order > 0:
			sum, b = append(sum, b[0]), b[1:]
		default:
			if c := a[0].plus(b[0]); !c.zero() {
				sum = append(sum, c)
			}
			a, b = a[1:], b[1:]
		}
	}
	return append(append(sum, a...), b...)
}

func collect[C cell[C]](list []C) []C {
	list = slices.Clone(list)
	slices.SortFunc(list, C.Compare)
	sum := list[:0]
	for _, c := range list {
		if n := len(sum); n > 0 && sum[n-1].Compare(c) == 0 {
			sum[n-1] = sum[n-1].plus(c)
		} else {
			sum = append(sum, c)
		}
	}
	return slices.Clip(slices.DeleteFunc(sum, C.zero))
}

func negated[C cell[C]](list []C) []C {
	back := make([]C, len(list))
	for i, c := range list {
		back[i] = c.neg()
	}
	return back
}

// Compare orders by the keys.
func (c Clicks) Compare(o Clicks) int { return cmp.Compare(c.Link, o.Link) }

func (c Clicks) plus(o Clicks) Clicks { return Clicks{c.Link, c.Gross + o.Gross, c.Unique + o.Unique} }
func (c Clicks) neg() Clicks          { return Clicks{c.Link, -c.Gross, -c.Unique} }
func (c Clicks) zero() bool           { return c.Gross == 0 && c.Unique == 0 }

// Compare orders by the keys.
func (r Rejected) Compare(o Rejected) int {
	return cmp.Or(cmp.Compare(r.Link, o.Link), cmp.Compare(r.Reason, o.Reason))
}

func (r Rejected) plus(o Rejected) Rejected { r.Clicks += o.Clicks; return r }
func (r Rejected) neg() Rejected            { r.Clicks = -r.Clicks; return r }
func (r Rejected) zero() bool               { return r.Clicks == 0 }

// Compare orders by the keys.
func (f Facet) Compare(o Facet) int {
	return cmp.Or(cmp.Compare(f.Offer, o.Offer), cmp.Compare(f.Property, o.Property), cmp.Compare(f.Value, o.Value))
}

func (f Facet) plus(o Facet) Facet { f.Clicks += o.Clicks; return f }
func (f Facet) neg() Facet         { f.Clicks = -f.Clicks; return f }
func (f Facet) zero() bool         { return f.Clicks == 0 }

// Compare orders by the keys.
func (s Sale) Compare(o Sale) int { return s.SaleKey.Compare(o.SaleKey) }

func (s Sale) plus(o Sale) Sale { return Sale{s.SaleKey, s.SaleSums.Plus(o.SaleSums)} }
func (s Sale) neg() Sale        { return Sale{s.SaleKey, s.Neg()} }
func (s Sale) zero() bool       { return s.SaleSums == SaleSums{} }

// Compare orders keys so that what one conversion brought stands together.
func (k SaleKey) Compare(o SaleKey) int {
	if k.Link != o.Link {
		return cmp.Compare(k.Link, o.Link)
	}
	a, b := k.fields(), o.fields()
	for i := range a {
		if a[i] != b[i] {
			return cmp.Compare(a[i], b[i])
		}
	}
	return 0
}

// saleFields is how many fields a key of sales has.
const saleFields = 19

// fields are a key as numbers, in the order of keys.
func (k SaleKey) fields() [saleFields]int64 {
	adjustment := int64(0)
	if k.Adjustment {
		adjustment = 1
	}
	return [saleFields]int64{
		k.Link, int64(k.SaleDay), adjustment, int64(k.Hour), int64(k.Took), int64(k.Country), int64(k.Device), int64(k.Browser), int64(k.Referrer),
		int64(k.Coupon), int64(k.Customer), int64(k.Offer), int64(k.Action), int64(k.Status), int64(k.CJStatus), int64(k.Stage),
		int64(k.Member), int64(k.Currency), int64(k.Payout),
	}
}

// Append puts further cells behind those that there are, in any order: see Collect.
func (c *Cells) Append(more Cells) {
	c.Clicks, c.Rejected = append(c.Clicks, more.Clicks...), append(c.Rejected, more.Rejected...)
	c.Facets, c.Sales = append(c.Facets, more.Facets...), append(c.Sales, more.Sales...)
}
