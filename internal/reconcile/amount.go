package reconcile

import (
	"context"
	"slices"
	"sort"
	"time"

	"linkledger/internal/money"
)

// window is how far apart two sources may date one sale.
const window = 48 * time.Hour

// byAmount joins what is left by amount and time, where exactly one row of each
// source fits. What has an order number is not joined with what has another,
// unless the two sources number orders differently: they share none.
func (l *linker) byAmount(ctx context.Context) error {
	for _, pair := range [][2]Side{{CJ, Shop}, {CJ, Postback}, {Postback, Shop}} {
		if err := l.pairByAmount(ctx, pair[0], pair[1]); err != nil {
			return err
		}
	}
	return nil
}

// lone is a case that lacks the other source.
type lone struct {
	row        int
	ordered    bool
	clicked    bool
	from, till time.Time // in which it happened
}

// byStart are the lone cases of one amount, in parts that differ in what they
// may be joined with and in how long a time they stand for.
type byStart map[[3]bool][]lone

func (l *linker) pairByAmount(ctx context.Context, one, other Side) error {
	a, b := l.lonely(one, other), l.lonely(other, one)
	differently := !l.numbersAgree(one, other)
	for _, amount := range l.amounts(a) {
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, part := range parts {
			for _, x := range a[amount][part] {
				y, only := b[amount].only(x, differently)
				if !only {
					continue
				}
				if back, only := a[amount].only(y, differently); !only || back.row != x.row {
					continue
				}
				p, q := l.rows[x.row], l.rows[y.row]
				if twoShops(&p, &q) || !l.disjoint(x.row, y.row) || l.apart(x.row, y.row, real|unnamed) {
					continue
				}
				by := amountLink
				if x.ordered && y.ordered {
					by = renamed
				}
				l.join(x.row, y.row, by)
			}
		}
	}
	return nil
}

// parts are all parts of byStart: ordered, clicked, timed.
var parts = func() (all [][3]bool) {
	for n := range 8 {
		all = append(all, [3]bool{n&1 > 0, n&2 > 0, n&4 > 0})
	}
	return all
}()

func (l *linker) lonely(side, without Side) map[money.Amount]byStart {
	all, ordered := map[money.Amount]byStart{}, make([]bool, len(l.rows))
	for i, number := range l.exact {
		if number != "" {
			ordered[l.find(i)] = true // whichever of its sources tells it
		}
	}
	for i, r := range l.rows {
		root := l.find(i)
		if l.rivals[root] != "" {
			continue
		}
		if tried := side != CJ && without != CJ && l.has[root][CJ] > 0; tried || r.Side != side || l.has[root][without] > 0 || l.has[root][side] > 1 || r.NoAmount || r.Original.IsZero() || r.Extra {
			continue
		}
		one := lone{row: i, ordered: ordered[root], clicked: r.ClickID != "" && side != Shop && without != Shop, from: r.At, till: r.At}
		if !r.Timed {
			one.till = r.At.Add(24 * time.Hour)
		}
		if all[r.Original] == nil {
			all[r.Original] = byStart{}
		}
		part := [3]bool{one.ordered, one.clicked, r.Timed}
		all[r.Original][part] = append(all[r.Original][part], one)
	}
	for _, of := range all {
		for _, list := range of {
			slices.SortStableFunc(list, func(x, y lone) int { return x.from.Compare(y.from) })
		}
	}
	return all
}

// only is the one case that may be the same sale as x; false when there is none
// or more than one. Two order numbers are two sales unless the sources number
// differently, and two clicks always are.
func (b byStart) only(x lone, differently bool) (found lone, only bool) {
	for part, list := range b {
		if part[0] && x.ordered && !differently || part[1] && x.clicked {
			continue
		}
		span := window
		if !part[2] {
			span += 24 * time.Hour
		}
		at := sort.Search(len(list), func(i int) bool { return !list[i].from.Before(x.from.Add(-span)) })
		for ; at < len(list) && !list[at].from.After(x.till.Add(window)); at++ {
			if only {
				return found, false
			}
			found, only = list[at], true
		}
	}
	return found, only
}

// numbersAgree reports whether two sources share any order number.
func (l *linker) numbersAgree(one, other Side) bool {
	for i := range l.rows {
		if r := l.find(i); l.exact[i] != "" && l.has[r][one] > 0 && l.has[r][other] > 0 && l.least[r].by == ByOrder {
			return true
		}
	}
	return false
}

// amounts are the amounts of a map, in a fixed order.
func (l *linker) amounts(of map[money.Amount]byStart) []money.Amount {
	list := make([]money.Amount, 0, len(of))
	for a := range of {
		list = append(list, a)
	}
	slices.SortFunc(list, func(a, b money.Amount) int {
		if a.Currency != b.Currency {
			if a.Currency < b.Currency {
				return -1
			}
			return 1
		}
		return int(min(max(a.Minor-b.Minor, -1), 1))
	})
	return list
}
