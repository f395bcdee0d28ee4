package cube

import "fmt"

// Part is one of the lists of Cells, each of which is packed by itself.
type Part int

// The parts of Cells.
const (
	PartClicks Part = iota
	PartRejected
	PartFacets
	PartSales
)

// Parts are all of them.
var Parts = [...]Part{PartClicks, PartRejected, PartFacets, PartSales}

var partNames = [...]string{"clicks", "rejected", "facets", "sales"}

// String names the part.
func (p Part) String() string { return partNames[p] }

// PartOf is the part of a name.
func PartOf(name string) (Part, error) {
	for i, known := range partNames {
		if known == name {
			return Part(i), nil
		}
	}
	return 0, fmt.Errorf("%q is no part of a day's cells", name)
}

// Pack packs one part.
func (c Cells) Pack(p Part) []byte {
	switch p {
	case PartClicks:
		return PackClicks(c.Clicks)
	case PartRejected:
		return PackRejected(c.Rejected)
	case PartFacets:
		return PackFacets(c.Facets)
	}
	return PackSales(c.Sales)
}

// Unpack puts what Pack packed of a part in its place.
func (c *Cells) Unpack(p Part, data []byte) (err error) {
	switch p {
	case PartClicks:
		c.Clicks, err = UnpackClicks(data)
	case PartRejected:
		c.Rejected, err = UnpackRejected(data)
	case PartFacets:
		c.Facets, err = UnpackFacets(data)
	default:
		c.Sales, err = UnpackSales(data)
	}
	return err
}

// Only are the cells of one part.
func (c Cells) Only(p Part) Cells {
	switch p {
	case PartClicks:
		return Cells{Clicks: c.Clicks}
	case PartRejected:
		return Cells{Rejected: c.Rejected}
	case PartFacets:
		return Cells{Facets: c.Facets}
	}
	return Cells{Sales: c.Sales}
}
