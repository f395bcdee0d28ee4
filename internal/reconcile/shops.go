package reconcile

import (
	"fmt"
	"slices"

	"linkledger/internal/affiliate"
)

// twoShops reports whether two rows can't be one order, since they are of two
// shops or brands. A file that names no shop is of another one than a file that
// names one.
func twoShops(a, b *Row) bool {
	known := a.Shop != "" && b.Shop != "" || a.Side == Shop && b.Side == Shop
	return known && a.Shop != b.Shop || a.Advertiser != "" && b.Advertiser != "" && a.Advertiser != b.Advertiser
}

// oneShop reports whether two rows are known to be of one shop.
func oneShop(a, b *Row) bool {
	return a.Shop != "" && a.Shop == b.Shop || a.Advertiser != "" && a.Advertiser == b.Advertiser || a.Side == Shop && b.Side == Shop && a.Shop == b.Shop
}

// severalShops are the order numbers that several shops have; nil where there is
// one shop, as nearly always.
func (l *linker) severalShops() map[string]bool {
	if !l.manyShops() {
		return nil
	}
	shops, several := map[string][]int{}, map[string]bool{} // a row of each shop, by number
	for i := range l.rows {
		if l.exact[i] == "" {
			continue
		}
		number := affiliate.LooseOrder(l.exact[i])
		known := false
		for _, j := range shops[number] {
			a, b := &l.rows[i], &l.rows[j]
			if twoShops(a, b) {
				several[number] = true
			}
			known = known || a.Shop == b.Shop && a.Advertiser == b.Advertiser && (a.Side == Shop) == (b.Side == Shop)
		}
		if !known {
			shops[number] = append(shops[number], i)
		}
	}
	return several
}

// manyShops reports whether rows are of more than one shop or brand at all.
func (l *linker) manyShops() bool {
	var shop, brand, file *Row
	for i := range l.rows {
		r := &l.rows[i]
		for _, seen := range []struct {
			first **Row
			tells bool
		}{{&shop, r.Shop != ""}, {&brand, r.Advertiser != ""}, {&file, r.Side == Shop}} {
			switch {
			case !seen.tells:
			case *seen.first == nil:
				*seen.first = r
			case twoShops(*seen.first, r):
				return true
			}
		}
	}
	return false
}

// sameShop joins rows of one order number that are known to be of one shop.
func (l *linker) sameShop(rows []int) {
	for n, i := range rows {
		for _, j := range rows[:n] {
			if oneShop(&l.rows[i], &l.rows[j]) && l.find(i) != l.find(j) && !l.pairs(rows, i, j, twoShops) {
				l.join(i, j, orderLink)
			}
		}
	}
}

// agree reports whether two cases are known to be of one shop, by their rows of
// an order number.
func (l *linker) agree(rows []int, i, j int) bool {
	return l.pairs(rows, i, j, oneShop) && !l.pairs(rows, i, j, twoShops)
}

// pairs reports whether something holds of a row of one case and one of another.
func (l *linker) pairs(rows []int, i, j int, holds func(a, b *Row) bool) bool {
	i, j = l.find(i), l.find(j)
	for _, x := range rows {
		for _, y := range rows {
			if l.find(x) == i && l.find(y) == j && holds(&l.rows[x], &l.rows[y]) {
				return true
			}
		}
	}
	return false
}

// settle joins cases of an order number that several shops have, where nothing
// says of which shop some of them are: by the amount where only one fits. What
// may be several shops' stays alone, and says so.
func (l *linker) settle(rows, cases []int) {
	fits := func(i, j int) bool {
		return l.disjoint(i, j) && !l.pairs(rows, i, j, twoShops) && !l.apart(i, j, real|unnamed)
	}
	ordered := func(i int) bool { return l.has[l.find(i)][Shop] > 0 }
	// What CJ and a postback have comes first: each is then compared as a whole.
	for _, withShop := range []bool{false, true} {
		only := func(i int) (found int, one bool) {
			for _, j := range l.distinct(cases) {
				if fits(i, j) && ordered(j) == (withShop && !ordered(i)) && l.pairs(rows, i, j, func(a, b *Row) bool { return sameAmount(*a, *b) }) {
					if one {
						return 0, false
					}
					found, one = j, true
				}
			}
			return found, one
		}
		for _, i := range cases {
			if j, one := only(i); one {
				if back, one := only(j); one && l.find(back) == l.find(i) {
					l.join(i, j, shopLink)
				}
			}
		}
	}
	for _, i := range l.distinct(cases) {
		var shops []string
		n := 0
		for _, j := range l.distinct(cases) {
			if !fits(i, j) || ordered(i) == ordered(j) {
				continue
			}
			n++
			if shop := l.shopName(rows, j); !slices.Contains(shops, shop) {
				shops = append(shops, shop)
			}
		}
		slices.Sort(shops)
		switch {
		case n == 0:
			continue
		case ordered(i):
			l.rivals[l.find(i)] = "CJ or a postback has its number, too, and nothing says that it is this shop's."
		case n == 1:
			l.rivals[l.find(i)] = fmt.Sprintf("An order of %s has its number and another amount, and nothing says that it is this one.", shops[0])
		default:
			l.rivals[l.find(i)] = fmt.Sprintf("Orders of %s have its number, and nothing says which of them it is (%d %% each).", join(shops), 100/n)
		}
	}
}

// distinct is a row of each of some rows' cases.
func (l *linker) distinct(rows []int) (cases []int) {
	for _, i := range rows {
		if !slices.ContainsFunc(cases, func(j int) bool { return l.find(i) == l.find(j) }) {
			cases = append(cases, i)
		}
	}
	return cases
}

// shopName is the shop of a case, for a person.
func (l *linker) shopName(rows []int, i int) string {
	for _, j := range rows {
		if l.find(j) == l.find(i) && l.rows[j].Shop != "" {
			return l.rows[j].Shop
		}
	}
	return "the shop without a name"
}
