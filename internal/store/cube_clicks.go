package store

import (
	"context"
	"maps"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
)

// mostClicks of a count are believed: more than anybody sees in a lifetime, and
// few enough that no sum of a log's is too large to be kept.
const mostClicks = 1 << 40

// clicked adds counts of clicks to the cube: all of them, or none.
func (f *folding) clicked(ctx context.Context, links []affiliate.LinkDay, offers []affiliate.OfferDay) error {
	if !believed(links, offers) {
		return errTooMuch
	}
	known, err := f.knownDay(ctx)
	if err != nil {
		return err
	}
	word := f.word(ctx)
	day := func(text string) *cube.Cells { return f.cube.open.of(lateDay{cubeDay(known.day), cubeDay(text)}) }
	for _, l := range links {
		cells := day(l.Day)
		cells.Clicks = append(cells.Clicks, cube.Clicks{Link: l.Number, Gross: l.Gross, Unique: l.Unique})
		for _, reason := range slices.Sorted(maps.Keys(l.Rejected)) { // in an order, for the words
			why, err := word(reason)
			if err != nil {
				return err
			}
			cells.Rejected = append(cells.Rejected, cube.Rejected{Link: l.Number, Reason: why, Clicks: l.Rejected[reason]})
		}
	}
	for _, o := range offers {
		cell := cube.Facet{Clicks: o.Clicks}
		if cell.Offer, err = word(string(o.OfferID)); err != nil {
			return err
		}
		if cell.Property, err = word(o.Dimension); err != nil {
			return err
		}
		if cell.Value, err = word(o.Value); err != nil {
			return err
		}
		cells := day(o.Day)
		cells.Facets = append(cells.Facets, cell)
	}
	return nil
}

// believed reports whether no count is more than mostClicks.
func believed(links []affiliate.LinkDay, offers []affiliate.OfferDay) bool {
	tooMuch := func(n int64) bool { return n <= -mostClicks || n >= mostClicks }
	for _, l := range links {
		if tooMuch(l.Gross) || tooMuch(l.Unique) {
			return false
		}
		for _, n := range l.Rejected {
			if tooMuch(n) {
				return false
			}
		}
	}
	return !slices.ContainsFunc(offers, func(o affiliate.OfferDay) bool { return tooMuch(o.Clicks) })
}
