package report

import (
	"fmt"
	"slices"
	"strconv"

	"linkledger/internal/cube"
)

// cells is a kind of cells of the cube.
type cells uint8

const (
	saleCells cells = iota
	linkCells
	facetCells
	rawCells // clicks one by one, which are not in the cube
)

// coding gives the values of a dimension codes. A calendar's are the same for
// the first day of a period and of the one that it is compared with.
type coding struct {
	info DimensionInfo
	ids  []string
	at   map[string]int32
	// before are a calendar's values in the period compared with.
	before []string
	fixed  bool           // ids stand in their own order
	whole  *linkAttribute // whose ids these are, one by one; nil for none
}

func newCoding(info DimensionInfo) *coding {
	return &coding{info: info, at: map[string]int32{}}
}

func (c *coding) code(id string) int32 {
	if c.whole != nil && len(c.at) == 0 {
		for code, id := range c.ids {
			c.at[id] = int32(code)
		}
	}
	code, known := c.at[id]
	if !known {
		code = int32(len(c.ids))
		c.at[id] = code
		c.ids = append(c.ids, id)
	}
	return code
}

func (c *coding) size() int { return max(len(c.ids), len(c.before), 1) }

// isOf reports whether cells of a kind can be cut by the dimension.
func (d Dimension) isOf(kind cells) bool {
	switch d {
	case Day, Week, Month, Weekday, Offer:
		return true
	case Member, Group, Link, UTMSource, UTMMedium, UTMCampaign, UTMContent, UTMTerm:
		return kind != facetCells
	case Hour, Country, Device, Browser, Referrer:
		return kind != linkCells
	case Reason:
		return kind == linkCells
	}
	return kind == saleCells
}

// saleWord is the field of sales, of words, that has the dimension.
func (d Dimension) saleWord() (cube.Field, bool) {
	switch d {
	case Offer:
		return cube.FieldOffer, true
	case Member, Group:
		return cube.FieldMember, true
	case Country:
		return cube.FieldCountry, true
	case Device:
		return cube.FieldDevice, true
	case Browser:
		return cube.FieldBrowser, true
	case Referrer:
		return cube.FieldReferrer, true
	case Coupon:
		return cube.FieldCoupon, true
	case Status:
		return cube.FieldStatus, true
	case CJStatus:
		return cube.FieldCJStatus, true
	case Action:
		return cube.FieldAction, true
	case Customer:
		return cube.FieldCustomer, true
	}
	return 0, false
}

// saleNumber is the field of sales, of small numbers, that has the dimension.
func (d Dimension) saleNumber() (cube.Field, bool) {
	switch d {
	case Hour:
		return cube.FieldHour, true
	case Took:
		return cube.FieldTook, true
	case Stage:
		return cube.FieldStage, true
	case PayoutIs:
		return cube.FieldPayout, true
	case Adjustment:
		return cube.FieldAdjustment, true
	}
	return 0, false
}

// axes makes the axes of a coding for one span of days.
type axes struct {
	snap    Snapshot
	cat     *catalog
	days    Days
	earlier bool // the span is what is compared with
	facet   cube.Word
}

// axis is how cells of a kind are cut by a coding's dimension, which they have.
// Its size is known once all axes of a coding are made.
func (x *axes) axis(c *coding, kind cells) cube.Axis {
	d := c.info.Dimension
	switch {
	case c.info.Kind == Calendar || d == Weekday:
		ids, of := buckets(d, x.days)
		if c.fixed = true; x.earlier {
			c.before = ids
		} else {
			c.ids = ids
		}
		return cube.Axis{Field: cube.FieldDay, Codes: of}
	case d == Reason:
		return x.words(c, cube.FieldReason, x.snap.Cube.Reasons())
	case kind == facetCells && d == Hour:
		return x.hourWords(c)
	case kind == facetCells && d != Offer:
		return x.words(c, cube.FieldValue, x.snap.Cube.FacetValues(x.facet))
	case kind == facetCells:
		// Offers of facets need not be those of sales.
		return x.words(c, cube.FieldOffer, append(x.snap.Cube.FacetOffers(), x.snap.Cube.Values(cube.FieldOffer)...))
	}
	if f, ok := d.saleNumber(); ok {
		return x.numbers(c, f)
	}
	if f, ok := d.saleWord(); ok && kind == saleCells {
		if d == Group {
			return x.groupsOfWords(c)
		}
		return x.words(c, f, x.snap.Cube.Values(f))
	}
	if d == Group {
		return x.groupsOfLinks(c)
	}
	of := x.cat.attribute(d, x.snap.Cube.Links())
	if len(c.ids) == 0 {
		c.ids, c.whole = slices.Clip(of.ids), of
	}
	if c.whole == of { // links by the thousand are not looked up one by one
		return cube.Axis{Field: cube.FieldLink, Codes: slices.Clone(of.of)}
	}
	codes := make([]int32, len(of.ids))
	for i, id := range of.ids {
		codes[i] = c.code(id)
	}
	a := cube.Axis{Field: cube.FieldLink, Codes: make([]int32, len(of.of))}
	for dense, index := range of.of {
		a.Codes[dense] = codes[index]
	}
	return a
}

func (x *axes) word(w int64) string {
	if w < 0 || w >= int64(len(x.snap.Words)) {
		return fmt.Sprintf("?%d", w) // the list is older than the cells: shown rather than lost
	}
	return x.snap.Words[w]
}

// words gives codes to the words that cells have.
func (x *axes) words(c *coding, f cube.Field, values []int64) cube.Axis {
	a := cube.Axis{Field: f}
	for _, w := range values {
		for int64(len(a.Codes)) <= w {
			a.Codes = append(a.Codes, cube.Denied)
		}
		a.Codes[w] = c.code(x.word(w))
	}
	return a
}

// hourWords gives codes to hours of facets: "00" to "23".
func (x *axes) hourWords(c *coding) cube.Axis {
	hours(c)
	a := cube.Axis{Field: cube.FieldValue}
	for _, w := range x.snap.Cube.FacetValues(x.facet) {
		for int64(len(a.Codes)) <= w {
			a.Codes = append(a.Codes, cube.Denied)
		}
		text := x.word(w)
		if _, known := c.at[text]; !known {
			text = ""
		}
		a.Codes[w] = c.at[text]
	}
	return a
}

func hours(c *coding) {
	for h := range 24 {
		c.code(fmt.Sprintf("%02d", h))
	}
	c.code("")
	c.fixed = true
}

// numbers gives codes to small numbers, in their own order.
func (x *axes) numbers(c *coding, f cube.Field) cube.Axis {
	count := map[cube.Field]int{cube.FieldHour: 24, cube.FieldTook: cube.TookBuckets, cube.FieldStage: len(stages), cube.FieldPayout: len(payouts), cube.FieldAdjustment: 2}[f]
	form := "%d"
	if f == cube.FieldHour {
		form = "%02d"
	}
	a := cube.Axis{Field: f}
	for n := range count {
		id := fmt.Sprintf(form, n)
		if n == 0 && (f == cube.FieldPayout || f == cube.FieldAdjustment) {
			id = ""
		}
		a.Codes = append(a.Codes, c.code(id))
	}
	if f == cube.FieldHour || f == cube.FieldTook { // whatever else is unknown
		for len(a.Codes) <= int(cube.Unknown) {
			a.Codes = append(a.Codes, c.code(""))
		}
	}
	for n := len(a.Codes); n <= int(cube.Unknown); n++ {
		a.Codes = append(a.Codes, c.code(strconv.Itoa(n)))
	}
	c.fixed = true
	return a
}
