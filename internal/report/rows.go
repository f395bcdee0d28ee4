package report

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"linkledger/internal/cube"
)

// Holds makes the test whether the cell of a sale stands in a cut: what finds
// the conversions behind a figure. Of a cut of clicks alone there are none.
func (e *Explorer) Holds(ctx context.Context, where []Filter) (func(cube.Sale) bool, error) {
	where = said(where)
	for _, f := range where {
		if _, known := f.Dimension.Info(); !known || !f.Dimension.isOf(saleCells) {
			return nil, wrong("where", fmt.Sprintf("Conversions can't be narrowed by %q.", string(f.Dimension)))
		}
	}
	cat, err := e.catalog(ctx)
	if err != nil {
		return nil, err
	}
	today := e.source.Today()
	snap, err := e.source.Snapshot(ctx, Days{today, today}, nil) // for its words, which are those of all days
	if err != nil {
		return nil, err
	}
	r := reader{axes{snap: snap, cat: cat}}
	return func(s cube.Sale) bool {
		for _, f := range where {
			if slices.Contains(f.Values, r.value(f.Dimension, s)) == f.Not {
				return false
			}
		}
		return true
	}, nil
}

// reader reads off a cell what its values are called: the ids that codings have.
type reader struct{ axes }

func (r reader) value(d Dimension, s cube.Sale) string {
	switch d {
	case Day, Week, Month, Weekday:
		return bucketID(d, s.SaleDay)
	case Offer:
		return r.word(int64(s.Offer))
	case Member:
		return r.word(int64(s.Member))
	case Group:
		return r.cat.groupOn(r.word(int64(s.Member)), s.SaleDay)
	case Country:
		return r.word(int64(s.Country))
	case Device:
		return r.word(int64(s.Device))
	case Browser:
		return r.word(int64(s.Browser))
	case Referrer:
		return r.word(int64(s.Referrer))
	case Coupon:
		return r.word(int64(s.Coupon))
	case Status:
		return r.word(int64(s.Status))
	case CJStatus:
		return r.word(int64(s.CJStatus))
	case Action:
		return r.word(int64(s.Action))
	case Customer:
		return r.word(int64(s.Customer))
	case Hour:
		return unlessUnknown(s.Hour, "%02d")
	case Took:
		return unlessUnknown(s.Took, "%d")
	case Stage:
		return strconv.Itoa(int(s.Stage))
	case PayoutIs:
		return orNone(int(s.SaleKey.Payout))
	case Adjustment:
		if s.Adjustment {
			return "1"
		}
		return ""
	}
	if l := r.cat.links[s.Link]; l != nil {
		return l.attribute(d)
	}
	if d == Link && s.Link != 0 {
		return unknownLink + strconv.FormatInt(s.Link, 10)
	}
	return ""
}

func unlessUnknown(n uint8, form string) string {
	if n == cube.Unknown {
		return ""
	}
	return fmt.Sprintf(form, n)
}

func orNone(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// groupOn is the group that a member was in on a day.
func (c *catalog) groupOn(member string, day cube.Day) (group string) {
	for _, m := range c.moves[member] {
		if m.from <= day {
			group = m.group
		}
	}
	return group
}
