package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// columns are the values of Across that a table has, in order.
type columns struct {
	codes  []int32 // by column; others for the last one that takes the rest
	of     []int32 // column by code
	others int     // how many values stand together in the last column
}

const others int32 = -1

// columns chooses the columns of a currency's table.
func (a *ask) columns(answers *[2][]selected, currency int) columns {
	if a.across == nil {
		return columns{codes: []int32{0}}
	}
	size, at := a.across.size(), len(a.by)
	present, weight := make([]bool, size), make([]int64, size)
	for side := range answers {
		for i := range answers[side] {
			s := &answers[side][i]
			for g := range s.N {
				if s.currency && int(s.Codes[at+1][g]) != currency {
					continue
				}
				code := s.Codes[at][g]
				present[code] = true
				if side == now && i == 0 {
					weight[code] += s.Sums[0][g]
				}
			}
		}
	}
	c := columns{of: make([]int32, size)}
	fill := a.q.Fill && a.across.info.Kind != Listed
	for code, some := range present {
		if some || fill && (code >= len(a.across.ids) || a.across.ids[code] != "") {
			c.codes = append(c.codes, int32(code))
		}
	}
	if !a.across.fixed {
		slices.SortFunc(c.codes, func(x, y int32) int {
			return cmp.Or(cmp.Compare(weight[y], weight[x]), strings.Compare(a.across.ids[x], a.across.ids[y]))
		})
	}
	if len(c.codes) > MaxColumns {
		c.others = len(c.codes) - MaxColumns + 1
		for _, code := range c.codes[MaxColumns-1:] {
			c.of[code] = MaxColumns - 1
		}
		c.codes = append(c.codes[:MaxColumns-1], others)
	}
	for column, code := range c.codes {
		if code != others {
			c.of[code] = int32(column)
		}
	}
	if len(c.codes) == 0 {
		c.codes = []int32{0} // nothing at all: one column, so that totals have a place
	}
	return c
}

// columnLabels name the columns.
func (a *ask) columnLabels(c columns) []Label {
	labels := make([]Label, len(c.codes))
	for i, code := range c.codes {
		switch {
		case a.across == nil || len(a.across.ids) == 0:
		case code == others:
			labels[i] = Label{ID: OtherColumns, Name: fmt.Sprintf("%d others", c.others)}
		default:
			labels[i] = a.label(a.across, code, now)
		}
	}
	return labels
}

// label names a value.
func (a *ask) label(c *coding, code int32, side int) Label {
	ids := c.ids
	if side == earlier {
		ids = c.before
	}
	if int(code) >= len(ids) {
		return Label{} // the other period is longer
	}
	return Label{ID: ids[code], Name: a.cat.name(c.info, ids[code])}
}
