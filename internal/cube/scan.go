package cube

// blockSize is how many cells are worked on at once: few enough that what is
// worked out of them stays in the processor's nearest memory.
const blockSize = 1024

// worker adds up a range of days.
type worker struct {
	p      *plan
	tables []*moving
	slots  *slots
	direct []int32         // slots by the values of the only table; nil where there are several, or codes move
	pages  map[int64]*page // by combination of the calendar's codes
	spare  []*page

	oddSlots []int32 // of odd links, and of all others last
	groups   [blockSize]int64
	slot     [blockSize]int32
	bits     [blockSize]uint32
}

func newWorker(p *plan) *worker {
	w := &worker{p: p, slots: newSlots(p.inner), pages: map[int64]*page{}}
	for _, t := range p.tables {
		w.tables = append(w.tables, t.start())
	}
	if len(p.tables) == 1 && len(p.tables[0].moves) == 0 && w.slots.dense {
		w.direct = make([]int32, len(p.tables[0].sum))
		w.slots.of(p.tables[0].sum, w.direct)
	}
	w.findOdd()
	return w
}

// days adds up days and gives what was found, in parts: the groups of a
// combination of the calendar's codes are done with the last day that has it.
func (w *worker) days(days []day) (all []found) {
	last := map[int64]Day{}
	for i := range days {
		last[w.p.combination(days[i].day)] = days[i].day
	}
	var done taken // with the month, up to a place
	until := 0
	for i := range days {
		d := &days[i]
		outer := w.p.combination(d.day)
		for _, t := range w.tables {
			t.until(d.day)
		}
		if i >= until {
			done = taken{}
			if n := w.p.wholeMonth(days[i:]); n > 0 {
				done, until = w.month(days[i:i+n], outer), i+n
			}
		}
		for _, side := range [...]*dayPart{d.cells, d.less} {
			if side == nil {
				continue
			}
			if outer >= 0 {
				w.clicks(side, outer, done)
				if !done.sales {
					w.sales(side, outer)
				}
			}
			w.adjustments(&side.adjustments, d.day)
		}
		if page := w.pages[outer]; page != nil && last[outer] == d.day && !w.p.q.BySaleDay {
			all = append(all, page.take(w.slots, outer))
			w.spare = append(w.spare, page)
			delete(w.pages, outer)
		}
	}
	for outer, page := range w.pages {
		all = append(all, page.take(w.slots, outer))
	}
	return all
}

// clicks adds up what is left of a day's clicks.
func (w *worker) clicks(side *dayPart, outer int64, done taken) {
	if !done.clicks {
		w.scan(&side.clicks, outer)
	}
	if !done.rejected {
		w.scan(&side.rejected, outer)
	}
	if f := side.facet(w.p.q.Property); f != nil {
		w.scan(f, outer)
	}
}

// sales adds up sales, in brief where that is enough.
func (w *worker) sales(side *dayPart, outer int64) {
	parts := [...]*part{&side.sales, &side.payouts}
	if w.p.answers(salesInBrief, parts[:]) {
		w.scan(side.inBrief(), outer)
		return
	}
	for _, cells := range parts {
		w.scan(cells, outer)
	}
}

// page is where the sums of a combination of the calendar's codes are.
func (w *worker) page(outer int64) *page {
	at := w.pages[outer]
	if at == nil {
		if n := len(w.spare); n > 0 {
			at, w.spare = w.spare[n-1], w.spare[:n-1]
		} else {
			at = &page{}
		}
		w.pages[outer] = at
	}
	at.fit(len(w.p.q.Sums), w.slots.count)
	return at
}

// scan adds up the cells of a part that count on one day.
func (w *worker) scan(cells *part, outer int64) {
	if !w.p.fits(cells) {
		return
	}
	if w.p.odd.suits(cells) {
		w.scanOdd(cells, outer)
		return
	}
	for from := 0; from < cells.n; from += blockSize {
		n := min(blockSize, cells.n-from)
		groups, slots := w.groups[:n], w.slot[:n]
		if w.direct == nil || !cells.fields[w.tables[0].field].pick(slots, from, w.direct) {
			clear(groups)
			for _, t := range w.tables {
				cells.fields[t.field].look(groups, from, t.now)
			}
			w.slots.of(groups, slots)
		}
		w.add(cells, from, outer, slots)
	}
}

// few is how many of a block's cells are taken one by one: fewer than a column
// at a time would take.
const few = blockSize / 8

// add adds cells from a place on to their slots.
func (w *worker) add(cells *part, from int, outer int64, slots []int32) {
	hits := 0
	for _, s := range slots {
		if s != 0 {
			hits++
		}
	}
	if hits == 0 {
		return
	}
	page := w.page(outer)
	if hits < few {
		w.addFew(page, cells, from, slots)
		return
	}
	page.touch(slots)
	bits := w.bits[:len(slots)]
	conditional := w.p.conditions(cells)
	if conditional != 0 {
		w.p.bits.of(cells, bits, from, conditional)
	}
	for k, s := range w.p.q.Sums {
		amount := cells.amounts[s.Of]
		switch {
		case amount.isNothing():
		case conditional>>k&1 == 1:
			amount.addWhere(page.sums[k], slots, bits, k, from)
		default:
			amount.add(page.sums[k], slots, from)
		}
	}
}

// addFew adds the cells that are not left out, one by one.
func (w *worker) addFew(page *page, cells *part, from int, slots []int32) {
	conditional := w.p.conditions(cells)
	for i, s := range slots {
		if s == 0 {
			continue
		}
		page.touch(slots[i : i+1])
		bits := w.bits[:1]
		if conditional != 0 {
			w.p.bits.of(cells, bits, from+i, conditional)
		}
		for k, sum := range w.p.q.Sums {
			if amount := cells.amounts[sum.Of]; !amount.isNothing() && (conditional>>k&1 == 0 || bits[0]>>k&1 == 1) {
				page.sums[k][s] += amount.at(from + i)
			}
		}
	}
}

// adjustments adds up cells each of which may count on another day: few.
func (w *worker) adjustments(cells *part, stands Day) {
	if cells.n == 0 || !w.p.fits(cells) {
		return
	}
	for i := range cells.n {
		saleDay := Day(cells.fields[FieldSaleDay].at(i))
		counts := stands
		if w.p.q.BySaleDay {
			counts = saleDay
		}
		outer, group := w.p.combination(counts), int64(0)
		for _, t := range w.tables {
			group += t.on(saleDay, cells.fields[t.field].at(i))
		}
		if outer < 0 || group < 0 {
			continue
		}
		w.groups[0] = group
		w.slots.of(w.groups[:1], w.slot[:1])
		w.add(cells, i, outer, w.slot[:1])
	}
}
