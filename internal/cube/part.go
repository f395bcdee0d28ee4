package cube

// Field is a property of sales that a cut can go by.
type Field uint8

// The fields of a SaleKey. FieldDay is the day that a cell counts on: the one
// that it stands on, or its sale day, as the basis has it.
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

	fieldCount
)

// clickPart, rejectedPart and facetPart are the columns of a day's click cells.
type clickPart struct {
	n                   int
	link, gross, unique column
}

type rejectedPart struct {
	n                    int
	link, reason, clicks column
}

type facetPart struct {
	n                              int
	offer, property, value, clicks column
}

// salePart are the columns of sale cells that stand on a day.
type salePart struct {
	n                                              int
	fields                                         [fieldCount]column
	conversions, sale, commission, payout, seconds column
}

// dayPart is a day, or differences to it that are taken back.
type dayPart struct {
	clicks      clickPart
	rejected    rejectedPart
	facets      facetPart
	sales       salePart // but for adjustments
	adjustments salePart
}

func newDayPart(day Day, cells Cells, links *linkList) *dayPart {
	p := &dayPart{}
	clicks := cells.Clicks
	dense := make([]int64, len(clicks))
	for i, c := range clicks {
		dense[i] = int64(links.dense(c.Link))
	}
	p.clicks = clickPart{n: len(clicks),
		link:   newColumn(len(clicks), func(i int) int64 { return dense[i] }),
		gross:  newColumn(len(clicks), func(i int) int64 { return clicks[i].Gross }),
		unique: newColumn(len(clicks), func(i int) int64 { return clicks[i].Unique })}
	rejected := cells.Rejected
	p.rejected = rejectedPart{n: len(rejected),
		link:   newColumn(len(rejected), func(i int) int64 { return int64(links.dense(rejected[i].Link)) }),
		reason: newColumn(len(rejected), func(i int) int64 { return int64(rejected[i].Reason) }),
		clicks: newColumn(len(rejected), func(i int) int64 { return rejected[i].Clicks })}
	facets := cells.Facets
	p.facets = facetPart{n: len(facets),
		offer:    newColumn(len(facets), func(i int) int64 { return int64(facets[i].Offer) }),
		property: newColumn(len(facets), func(i int) int64 { return int64(facets[i].Property) }),
		value:    newColumn(len(facets), func(i int) int64 { return int64(facets[i].Value) }),
		clicks:   newColumn(len(facets), func(i int) int64 { return facets[i].Clicks })}
	var plain, adjusted []Sale
	for _, s := range cells.Sales {
		if s.Adjustment {
			adjusted = append(adjusted, s)
		}
	}
	if plain = cells.Sales; len(adjusted) > 0 {
		plain = make([]Sale, 0, len(cells.Sales)-len(adjusted))
		for _, s := range cells.Sales {
			if !s.Adjustment {
				plain = append(plain, s)
			}
		}
	}
	p.sales, p.adjustments = newSalePart(day, plain, links), newSalePart(day, adjusted, links)
	return p
}

func newSalePart(day Day, sales []Sale, links *linkList) salePart {
	p := salePart{n: len(sales)}
	of := func(at func(s *Sale) int64) column {
		return newColumn(len(sales), func(i int) int64 { return at(&sales[i]) })
	}
	dense := make([]int64, len(sales))
	for i := range sales {
		dense[i] = int64(links.dense(sales[i].Link))
	}
	word := func(at func(s *Sale) Word) column { return of(func(s *Sale) int64 { return int64(at(s)) }) }
	small := func(at func(s *Sale) uint8) column { return of(func(s *Sale) int64 { return int64(at(s)) }) }
	p.fields = [fieldCount]column{
		FieldDay:     of(func(*Sale) int64 { return int64(day) }),
		FieldSaleDay: of(func(s *Sale) int64 { return int64(s.SaleDay) }),
		FieldAdjustment: small(func(s *Sale) uint8 {
			if s.Adjustment {
				return 1
			}
			return 0
		}),
		FieldLink:     newColumn(len(sales), func(i int) int64 { return dense[i] }),
		FieldOffer:    word(func(s *Sale) Word { return s.Offer }),
		FieldMember:   word(func(s *Sale) Word { return s.Member }),
		FieldCurrency: word(func(s *Sale) Word { return s.Currency }),
		FieldStatus:   word(func(s *Sale) Word { return s.Status }),
		FieldCJStatus: word(func(s *Sale) Word { return s.CJStatus }),
		FieldAction:   word(func(s *Sale) Word { return s.Action }),
		FieldCoupon:   word(func(s *Sale) Word { return s.Coupon }),
		FieldCountry:  word(func(s *Sale) Word { return s.Country }),
		FieldDevice:   word(func(s *Sale) Word { return s.Device }),
		FieldBrowser:  word(func(s *Sale) Word { return s.Browser }),
		FieldReferrer: word(func(s *Sale) Word { return s.Referrer }),
		FieldCustomer: word(func(s *Sale) Word { return s.Customer }),
		FieldHour:     small(func(s *Sale) uint8 { return s.Hour }),
		FieldTook:     small(func(s *Sale) uint8 { return s.Took }),
		FieldStage:    small(func(s *Sale) uint8 { return uint8(s.Stage) }),
		FieldPayout:   small(func(s *Sale) uint8 { return uint8(s.SaleKey.Payout) }),
	}
	p.conversions = of(func(s *Sale) int64 { return s.Conversions })
	p.sale = of(func(s *Sale) int64 { return s.Sale })
	p.commission = of(func(s *Sale) int64 { return s.Commission })
	p.payout = of(func(s *Sale) int64 { return s.SaleSums.Payout })
	p.seconds = of(func(s *Sale) int64 { return s.Seconds })
	return p
}
