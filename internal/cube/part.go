package cube

import (
	"slices"
	"sync/atomic"
)

// Field is a property of cells that a cut can go by.
type Field uint8

// The fields. FieldDay is the day that a cell counts on: the one that it stands
// on, or its sale day, as the query has it.
const (
	FieldDay Field = iota
	FieldSaleDay
	FieldAdjustment
	FieldLink // dense: see Cube.Links
	FieldOffer
	FieldMember
	FieldCurrency
	FieldStatus
	FieldCJStatus
	FieldAction
	FieldCoupon
	FieldCountry
	FieldDevice
	FieldBrowser
	FieldReferrer
	FieldCustomer
	FieldHour
	FieldTook
	FieldStage
	FieldPayout
	FieldReason // of rejected clicks
	FieldValue  // of facets

	fieldCount
)

// part is cells of one kind as columns: those of a kind have the same ones.
type part struct {
	n       int
	fields  [fieldCount]*column
	amounts [amountCount]*column
	ordered bool               // by the links' numbers
	totals  [amountCount]int64 // of ordered ones
}

// facetPart are the facets of one property.
type facetPart struct {
	property Word
	part
}

// dayPart is the cells of a day, or differences to them. Sales that only have a
// payout stand apart: most questions are about one or the other.
type dayPart struct {
	clicks, rejected            part
	sales, payouts, adjustments part
	facets                      []facetPart

	brief atomic.Pointer[part] // see inBrief
}

// parts are all parts but for the facets.
func (p *dayPart) parts() [5]*part {
	return [...]*part{&p.clicks, &p.rejected, &p.sales, &p.payouts, &p.adjustments}
}

// order adds up the cells of a part whose links' numbers it was given in order.
func (p *part) order(ordered bool) {
	p.ordered = ordered
	for a, c := range p.amounts {
		if c.isNothing() {
			continue
		}
		for i := range p.n {
			p.totals[a] += c.at(i)
		}
	}
}

// builder makes the columns of parts; it keeps its scratch between them.
type builder struct {
	links   *linkList
	numbers []int64
	sign    int64 // -1 to take cells back
}

func column1[C any](b *builder, cells []C, at func(c *C) int64) *column {
	return newColumn(collectNumbers(b, cells, at))
}

// links1 is the column of the links' dense places.
func links1[C any](b *builder, cells []C, at func(c *C) int64) *column {
	numbers := collectNumbers(b, cells, at)
	b.links.places(numbers)
	return newColumn(numbers)
}

func collectNumbers[C any](b *builder, cells []C, at func(c *C) int64) []int64 {
	b.numbers = b.numbers[:0]
	for i := range cells {
		b.numbers = append(b.numbers, at(&cells[i]))
	}
	return b.numbers
}

func amount1[C any](b *builder, cells []C, at func(c *C) int64) *column {
	return column1(b, cells, func(c *C) int64 { return b.sign * at(c) })
}

func (b *builder) day(cells Cells) *dayPart {
	p := &dayPart{}
	p.clicks.n, p.rejected.n = len(cells.Clicks), len(cells.Rejected)
	p.clicks.fields[FieldLink] = links1(b, cells.Clicks, func(c *Clicks) int64 { return c.Link })
	p.clicks.amounts[AmountGross] = amount1(b, cells.Clicks, func(c *Clicks) int64 { return c.Gross })
	p.clicks.amounts[AmountUnique] = amount1(b, cells.Clicks, func(c *Clicks) int64 { return c.Unique })
	p.rejected.fields[FieldLink] = links1(b, cells.Rejected, func(c *Rejected) int64 { return c.Link })
	p.rejected.fields[FieldReason] = column1(b, cells.Rejected, func(c *Rejected) int64 { return int64(c.Reason) })
	p.rejected.amounts[AmountRejected] = amount1(b, cells.Rejected, func(c *Rejected) int64 { return c.Clicks })
	p.clicks.order(slices.IsSortedFunc(cells.Clicks, Clicks.Compare))
	p.rejected.order(slices.IsSortedFunc(cells.Rejected, Rejected.Compare))
	b.facets(p, cells.Facets)
	var sold, paid, adjusted []Sale
	for _, s := range cells.Sales {
		switch {
		case s.Adjustment:
			adjusted = append(adjusted, s)
		case s.SaleSums == SaleSums{Payout: s.SaleSums.Payout}:
			paid = append(paid, s)
		default:
			sold = append(sold, s)
		}
	}
	p.sales, p.payouts, p.adjustments = b.sales(sold), b.sales(paid), b.sales(adjusted)
	return p
}

func (b *builder) facets(p *dayPart, cells []Facet) {
	of := map[Word][]Facet{}
	for _, c := range cells {
		of[c.Property] = append(of[c.Property], c)
	}
	for property, cells := range of {
		f := facetPart{property: property}
		f.n = len(cells)
		f.fields[FieldOffer] = column1(b, cells, func(c *Facet) int64 { return int64(c.Offer) })
		f.fields[FieldValue] = column1(b, cells, func(c *Facet) int64 { return int64(c.Value) })
		f.amounts[AmountFacet] = amount1(b, cells, func(c *Facet) int64 { return c.Clicks })
		p.facets = append(p.facets, f)
	}
}

// saleColumns are the fields of a sale's key but for the days.
var saleColumns = [...]struct {
	field Field
	at    func(s *Sale) int64
}{
	{FieldSaleDay, func(s *Sale) int64 { return int64(s.SaleDay) }},
	{FieldOffer, func(s *Sale) int64 { return int64(s.Offer) }},
	{FieldMember, func(s *Sale) int64 { return int64(s.Member) }},
	{FieldCurrency, func(s *Sale) int64 { return int64(s.Currency) }},
	{FieldStatus, func(s *Sale) int64 { return int64(s.Status) }},
	{FieldCJStatus, func(s *Sale) int64 { return int64(s.CJStatus) }},
	{FieldAction, func(s *Sale) int64 { return int64(s.Action) }},
	{FieldCoupon, func(s *Sale) int64 { return int64(s.Coupon) }},
	{FieldCountry, func(s *Sale) int64 { return int64(s.Country) }},
	{FieldDevice, func(s *Sale) int64 { return int64(s.Device) }},
	{FieldBrowser, func(s *Sale) int64 { return int64(s.Browser) }},
	{FieldReferrer, func(s *Sale) int64 { return int64(s.Referrer) }},
	{FieldCustomer, func(s *Sale) int64 { return int64(s.Customer) }},
	{FieldHour, func(s *Sale) int64 { return int64(s.Hour) }},
	{FieldTook, func(s *Sale) int64 { return int64(s.Took) }},
	{FieldStage, func(s *Sale) int64 { return int64(s.Stage) }},
	{FieldPayout, func(s *Sale) int64 { return int64(s.SaleKey.Payout) }},
	{FieldAdjustment, func(s *Sale) int64 {
		if s.Adjustment {
			return 1
		}
		return 0
	}},
}

var saleAmounts = [...]struct {
	amount Amount
	at     func(s *Sale) int64
}{
	{AmountConversions, func(s *Sale) int64 { return s.Conversions }},
	{AmountSale, func(s *Sale) int64 { return s.Sale }},
	{AmountCommission, func(s *Sale) int64 { return s.Commission }},
	{AmountPayout, func(s *Sale) int64 { return s.SaleSums.Payout }},
	{AmountSeconds, func(s *Sale) int64 { return s.Seconds }},
}

func (b *builder) sales(cells []Sale) part {
	p := part{n: len(cells)}
	p.fields[FieldLink] = links1(b, cells, func(s *Sale) int64 { return s.Link })
	for _, f := range saleColumns {
		p.fields[f.field] = column1(b, cells, f.at)
	}
	for _, a := range saleAmounts {
		p.amounts[a.amount] = amount1(b, cells, a.at)
	}
	return p
}
