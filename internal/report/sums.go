package report

import (
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
	"linkledger/internal/money"
)

// countedStatuses are those of conversions that count.
var countedStatuses = []affiliate.Status{affiliate.StatusPending, affiliate.StatusApproved, affiliate.StatusOnHold}

// statuses says by Word which statuses are in a list.
func (a *ask) statuses(list ...affiliate.Status) []bool {
	words := a.snap.Cube.Values(cube.FieldStatus)
	flags := make([]bool, 1)
	for _, w := range words {
		for int64(len(flags)) <= w {
			flags = append(flags, false)
		}
		flags[w] = w < int64(len(a.snap.Words)) && slices.Contains(list, affiliate.Status(a.snap.Words[w]))
	}
	return flags
}

// sum is a base as the cube adds it up; ok is false for one that is made of others.
func (a *ask) sum(b base) (s cube.Sum, ok bool) {
	counted := func(of cube.Amount, timed bool) (cube.Sum, bool) {
		return cube.Sum{Of: of, Statuses: a.statuses(countedStatuses...), Timed: timed}, true
	}
	state := func(p cube.Payout) (cube.Sum, bool) { return cube.Sum{Of: cube.AmountPayout, Payouts: 1 << p}, true }
	switch b {
	case grossClicks:
		return cube.Sum{Of: cube.AmountGross}, true
	case uniqueClicks:
		return cube.Sum{Of: cube.AmountUnique}, true
	case validClicks: // where they are not gross less rejected
		return cube.Sum{Of: cube.AmountFacet}, true
	case rejectedClicks:
		return cube.Sum{Of: cube.AmountRejected}, true
	case conversions:
		return counted(cube.AmountConversions, false)
	case rejectedConversions:
		return cube.Sum{Of: cube.AmountConversions, Statuses: a.statuses(affiliate.StatusRejected)}, true
	case reversedConversions:
		return cube.Sum{Of: cube.AmountConversions, Statuses: a.statuses(affiliate.StatusReversed)}, true
	case allConversions:
		return cube.Sum{Of: cube.AmountConversions}, true
	case timedConversions:
		return counted(cube.AmountConversions, true)
	case secondsToSale:
		return counted(cube.AmountSeconds, true)
	case saleAmount:
		return counted(cube.AmountSale, false)
	case commission:
		return counted(cube.AmountCommission, false)
	case payout:
		return cube.Sum{Of: cube.AmountPayout}, true
	case payoutPending:
		return state(cube.PayoutPending)
	case payoutDue:
		return state(cube.PayoutDue)
	case payoutSending:
		return state(cube.PayoutSending)
	case payoutPaid:
		return state(cube.PayoutPaid)
	}
	return s, false
}

// ofSales reports whether a base is added up over sales.
func (b base) ofSales() bool { return b >= conversions && b <= payoutPaid }

// currencies are those of the sales, the workspace's own first.
func (a *ask) currencies() []money.Currency {
	home := a.cat.dir.Home
	if len(a.q.Currencies) > 0 {
		return a.q.Currencies
	}
	list := []money.Currency{}
	for _, w := range a.snap.Cube.Values(cube.FieldCurrency) {
		if c := money.Currency((&axes{snap: a.snap}).word(w)); c != home {
			list = append(list, c)
		}
	}
	slices.Sort(list)
	return append([]money.Currency{home}, list...)
}

// currencyAxis cuts sales by their place in a list of currencies.
func (a *ask) currencyAxis(list []money.Currency) cube.Axis {
	x := cube.Axis{Field: cube.FieldCurrency, Size: len(list)}
	for _, w := range a.snap.Cube.Values(cube.FieldCurrency) {
		for int64(len(x.Codes)) <= w {
			x.Codes = append(x.Codes, cube.Denied)
		}
		x.Codes[w] = int32(slices.Index(list, money.Currency((&axes{snap: a.snap}).word(w))))
	}
	return x
}

// only makes an axis one that says which values count.
func only(x cube.Axis, c *coding, f Filter) cube.Axis {
	values := make(map[string]bool, len(f.Values))
	for _, id := range f.Values {
		values[id] = true
	}
	allowed := make([]int32, max(len(c.ids), len(c.before)))
	for code := range allowed {
		// A calendar's value beyond the period is none of the filter's.
		if in := code < len(c.ids) && values[c.ids[code]]; in == f.Not {
			allowed[code] = cube.Denied
		}
	}
	for v, code := range x.Codes {
		if code >= 0 {
			x.Codes[v] = allowed[code]
		}
	}
	for i, m := range x.Moves {
		x.Moves[i].Code = allowed[m.Code]
	}
	return x
}
