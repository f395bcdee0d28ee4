package reconcile

import (
	"cmp"
	"context"
	"slices"

	"linkledger/internal/affiliate"
)

// By is what made rows one case.
type By string

// What rows are matched by, the surest first.
const (
	ByClick  By = "click id"
	ByOrder  By = "order number"
	ByAmount By = "amount and time"
)

// link is what joined two rows, and how surely, in per cent.
type link struct {
	by         By
	confidence int
}

// How sure each match is.
var (
	clickLink  = link{ByClick, 100}
	orderLink  = link{ByOrder, 95}
	looseLink  = link{ByOrder, 90}  // without # and leading zeros
	guessLink  = link{ByClick, 85}  // one of several sales of a click, by its amount
	amountLink = link{ByAmount, 80} // one of the two has no order number
	shopLink   = link{ByOrder, 70}  // one of several shops that have the number, by its amount
	renamed    = link{ByAmount, 60} // the two sources number orders differently
)

// linker joins rows into cases. Rows are in a fixed order, so that ties are
// decided alike whatever order they came in.
type linker struct {
	rows  []Row
	exact []string // order numbers
	root  []int32
	size  []int32
	has   [][sides]int32 // rows of each side, by root
	test  []bool         // rows of test purchases
	known []traffic      // by root
	least []link         // the weakest link of a case, by root
	tick  func(done int) error

	several map[string]bool // order numbers that several shops have; nil for none
	rivals  map[int]string  // by row: why nothing says whose order it is
}

func newLinker(rows []Row, tick func(int) error) *linker {
	l := &linker{rows: rows, exact: make([]string, len(rows)), root: make([]int32, len(rows)), size: make([]int32, len(rows)),
		has: make([][sides]int32, len(rows)), least: make([]link, len(rows)), test: testRows(rows), known: make([]traffic, len(rows)), tick: tick}
	for i, r := range rows {
		l.exact[i], l.root[i], l.size[i] = affiliate.ExactOrder(r.OrderID), int32(i), 1
		l.has[i][r.Side] = 1
		l.known[i] = trafficOf(r, l.test[i])
	}
	l.several, l.rivals = l.severalShops(), map[int]string{}
	return l
}

func (l *linker) find(i int) int {
	for int(l.root[i]) != i {
		l.root[i] = l.root[l.root[i]]
		i = int(l.root[i])
	}
	return i
}

// join makes two rows' cases one.
func (l *linker) join(a, b int, by link) {
	a, b = l.find(a), l.find(b)
	if a == b {
		return
	}
	if l.size[a] < l.size[b] || l.size[a] == l.size[b] && b < a {
		a, b = b, a
	}
	l.root[b] = int32(a)
	l.size[a] += l.size[b]
	weakest := by
	for _, other := range []link{l.least[a], l.least[b]} {
		if other.confidence > 0 && other.confidence < weakest.confidence {
			weakest = other
		}
	}
	l.least[a] = weakest
	l.known[a] |= l.known[b]
	for s := range sides {
		l.has[a][s] += l.has[b][s]
	}
}

// disjoint reports whether no side has rows in both cases.
func (l *linker) disjoint(a, b int) bool {
	a, b = l.find(a), l.find(b)
	for s := range sides {
		if l.has[a][s] > 0 && l.has[b][s] > 0 {
			return false
		}
	}
	return a != b
}

// crowd is how many rows of a side may share an order number before it is none.
const crowd = 50

// each calls f with the rows of each key, in order of the first of them, which f
// must not keep; rows without a key are left out.
func (l *linker) each(ctx context.Context, key func(i int) string, f func(rows []int)) error {
	// Rows of a key are a chain, in which each names the next.
	last, heads := make(map[string]int32, len(l.rows)/2), []int32{}
	next := make([]int32, len(l.rows))
	for i := range l.rows {
		k := key(i)
		if k == "" {
			continue
		}
		if before, seen := last[k]; seen {
			next[before] = int32(i)
		} else {
			heads = append(heads, int32(i))
		}
		last[k] = int32(i)
	}
	var rows []int // of one key at a time
	for n, head := range heads {
		if n%1024 == 0 {
			if err := cmp.Or(ctx.Err(), l.tick(n*len(l.rows)/len(heads))); err != nil {
				return err
			}
		}
		rows = append(rows[:0], int(head))
		for i := next[head]; i != 0; i = next[i] { // the first row of all follows none
			rows = append(rows, int(i))
		}
		if len(rows) > 1 {
			f(rows)
		}
	}
	return ctx.Err()
}

// byClick joins the rows of a click that are of one order. A click may bring
// several orders; what has no order number belongs to the only one that lacks
// its source, else to the one of its amount.
func (l *linker) byClick(ctx context.Context) error {
	return l.each(ctx, func(i int) string { return l.rows[i].ClickID }, func(rows []int) {
		byOrder := map[string]int{}
		var bare, cases []int
		for _, i := range rows {
			order := l.exact[i]
			first, seen := byOrder[order]
			switch {
			case order == "":
				bare = append(bare, i)
				continue
			case seen:
				l.join(first, i, clickLink)
				continue
			}
			byOrder[order] = i
			cases = append(cases, i)
		}
		l.bare(bare, cases)
	})
}

// bare joins the rows of a click that have no order number with its cases, or
// with each other.
func (l *linker) bare(bare, cases []int) {
	if len(bare) > crowd || len(cases) > crowd {
		return
	}
	var rivals [sides]int
	for _, i := range bare {
		rivals[l.rows[i].Side]++
	}
	for _, sameAmount := range []bool{true, false} {
		for _, i := range bare {
			if l.size[l.find(i)] > 1 {
				continue
			}
			var fit []int
			for _, j := range append(slices.Clone(cases), bare...) {
				if l.disjoint(i, j) && !slices.ContainsFunc(fit, func(k int) bool { return l.find(k) == l.find(j) }) && (!sameAmount || l.alike(i, j)) {
					fit = append(fit, j)
				}
			}
			alone := rivals[l.rows[i].Side] == 1
			switch {
			case len(fit) == 1 && alone:
				l.join(i, fit[0], clickLink)
			case sameAmount && len(fit) > 0:
				l.join(i, fit[0], guessLink)
			}
		}
	}
}

// alike reports whether two rows tell the same amount, now or at first.
func (l *linker) alike(i, j int) bool { return sameAmount(l.rows[i], l.rows[j]) }

func sameAmount(a, b Row) bool {
	return !a.NoAmount && !b.NoAmount && (a.Amount == b.Amount || a.Original == b.Original || a.Amount == b.Original || a.Original == b.Amount)
}

// byOrder joins what has the same order number. Where several shops have it, only
// what is of one of them is joined here.
func (l *linker) byOrder(ctx context.Context) error {
	return l.each(ctx, func(i int) string { return l.exact[i] }, func(rows []int) {
		for _, part := range l.untangle(rows) {
			l.sameOrder(part)
		}
	})
}

// sameOrder joins rows of one order number.
func (l *linker) sameOrder(rows []int) {
	var count [sides]int
	for _, i := range rows {
		count[l.rows[i].Side]++
	}
	if slices.Max(count[:]) > crowd {
		for _, i := range rows {
			l.exact[i] = "" // it numbers nothing
		}
		return
	}
	if l.several[affiliate.LooseOrder(l.exact[rows[0]])] {
		l.sameShop(rows)
		return
	}
	for _, i := range rows[1:] {
		l.join(rows[0], i, orderLink)
	}
}

// byLooseOrder joins cases whose order numbers differ by what is put in front:
// of other sources, or of one when the amount and the day are the same.
func (l *linker) byLooseOrder(ctx context.Context) error {
	key := func(i int) string {
		if l.exact[i] == "" {
			return ""
		}
		return affiliate.LooseOrder(l.exact[i])
	}
	return l.each(ctx, key, func(rows []int) {
		var cases []int
		several := l.several[affiliate.LooseOrder(l.exact[rows[0]])]
		for _, i := range rows {
			if !slices.ContainsFunc(cases, func(j int) bool { return l.find(i) == l.find(j) }) {
				cases = append(cases, i)
			}
			if len(cases) > crowd {
				return
			}
		}
		for _, tests := range []bool{false, true} { // real sales first
			for _, likeAmount := range []bool{true, false} {
				for n, i := range cases {
					for _, j := range cases[:n] {
						if l.tests(i, j) == tests && (!several || l.agree(rows, i, j)) {
							l.joinLoose(i, j, likeAmount)
						}
					}
				}
			}
		}
		if several {
			l.settle(rows, cases)
		}
	})
}

// joinLoose joins two cases whose order numbers differ by what is put in front,
// if nothing speaks against it.
func (l *linker) joinLoose(i, j int, likeAmount bool) {
	a, b := l.rows[i], l.rows[j]
	if l.alike(i, j) != likeAmount || twoShops(&a, &b) || l.apart(i, j, real|unnamed) {
		return
	}
	if l.disjoint(i, j) || likeAmount && a.Day == b.Day {
		l.join(i, j, looseLink)
	}
}
