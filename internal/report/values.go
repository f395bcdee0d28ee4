package report

import (
	"context"
	"slices"
	"strings"
)

// Values are the values of a dimension that filters can name: those that any
// day has, and what the directory knows.
func (e *Explorer) Values(ctx context.Context, d Dimension) ([]Label, error) {
	info, known := d.Info()
	if !known {
		return nil, wrong("where", "Filter by dimensions from the list.")
	}
	cat, err := e.catalog(ctx)
	if err != nil {
		return nil, err
	}
	snap, err := e.source.Snapshot(ctx, anyDay, nil)
	if err != nil {
		return nil, err
	}
	first, last, some := snap.Cube.Span()
	if !some {
		first, last = e.source.Today(), e.source.Today()
	}
	x := axes{snap: snap, cat: cat, days: Days{first, last}}
	if d.isOf(facetCells) {
		x.facet = snap.find(string(d))
	}
	c := newCoding(info)
	for _, kind := range [...]cells{saleCells, linkCells, facetCells} {
		if d.isOf(kind) {
			x.axis(c, kind)
		}
	}
	cat.enter(c)
	labels := make([]Label, 0, len(c.ids))
	for _, id := range c.ids {
		if !cat.hidden(d, id) {
			labels = append(labels, Label{ID: id, Name: cat.name(info, id)})
		}
	}
	if !c.fixed {
		slices.SortFunc(labels, func(a, b Label) int {
			if a.ID == "" || b.ID == "" {
				return strings.Compare(b.ID, a.ID) // none comes last
			}
			return strings.Compare(strings.ToLower(a.Name)+a.ID, strings.ToLower(b.Name)+b.ID)
		})
	}
	return labels, nil
}

// enter gives codes to what the directory has of a dimension.
func (c *catalog) enter(to *coding) {
	switch to.info.Dimension {
	case Offer:
		for _, o := range c.dir.Offers {
			to.code(o.ID)
		}
	case Group:
		for _, g := range c.dir.Groups {
			to.code(g.ID)
		}
	case Member:
		for _, m := range c.dir.Members {
			if !m.Removed {
				to.code(m.ID)
			}
		}
	case Link:
		for _, l := range c.dir.Links {
			to.code(l.ID)
		}
	}
}

// hidden reports whether a value stands in no report.
func (c *catalog) hidden(d Dimension, id string) bool {
	switch d {
	case Member:
		return c.outside[id]
	case Link:
		return c.byID[id] != nil && c.byID[id].Test
	}
	return false
}
