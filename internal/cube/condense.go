package cube

import "slices"

// Questions that don't ask for every property of a cell are answered from fewer
// cells: those of a day, or of a calendar month whose days count alike, brought
// together by the properties that are asked for most. They are made when a
// question first needs them and kept with the days that they are of.

// cut is how cells are brought together: by the values of a field, or by whether
// it is a certain one.
type cut struct {
	field Field
	apart bool  // only whether it is this one
	one   int64 // the value
}

// The cuts of sales: always by what conditions of sums and tables are about.
var (
	salesInBrief  = []cut{{field: FieldCurrency}, {field: FieldStatus}, {field: FieldPayout}, {field: FieldTook, apart: true, one: int64(Unknown)}, {field: FieldMember, apart: true}}
	salesByMember = append(slices.Clone(salesInBrief[:4]), cut{field: FieldMember})
	salesByOffer  = append(slices.Clone(salesInBrief), cut{field: FieldOffer})
	clicksByLink  = []cut{{field: FieldLink}}
)

var (
	amountsOfSales    = []Amount{AmountConversions, AmountSale, AmountCommission, AmountPayout, AmountSeconds}
	amountsOfClicks   = []Amount{AmountGross, AmountUnique}
	amountsOfRejected = []Amount{AmountRejected}
)

// condense adds up cells of parts that are alike in all cuts.
func condense(parts []*part, cuts []cut, amounts []Amount) *part {
	q := Query{}
	values := make([][]int64, len(cuts)) // by code
	for i, c := range cuts {
		a := Axis{Field: c.field}
		a.Codes, values[i] = c.codes(parts)
		a.Size = len(values[i])
		q.By = append(q.By, a)
	}
	for _, of := range amounts {
		q.Sums = append(q.Sums, Sum{Of: of})
	}
	p := newPlan(&q)
	w := newWorker(p)
	for _, cells := range parts {
		w.scan(cells, 0)
	}
	f := w.page(0).take(w.slots, 0)
	made := &part{n: len(f.groups)}
	numbers := make([]int64, made.n)
	for i, c := range cuts {
		for at, group := range f.groups {
			numbers[at] = values[i][p.code(i, 0, group)]
		}
		made.fields[c.field] = newColumn(numbers)
	}
	for k, of := range amounts {
		made.amounts[of] = newColumn(f.sums[k])
	}
	return made
}

// codes gives the values that parts have codes, and tells each code's value.
func (c cut) codes(parts []*part) (codes []int32, values []int64) {
	seen := marks{}
	for _, p := range parts {
		if p.n > 0 {
			for _, v := range p.fields[c.field].distinct(p.n) {
				seen.mark(v)
			}
		}
	}
	all := seen.list()
	if len(all) == 0 {
		return nil, nil
	}
	codes = make([]int32, all[len(all)-1]+1)
	other := int32(Denied)
	for _, v := range all {
		switch {
		case c.apart && v != c.one && other != Denied:
			codes[v] = other
			continue
		case c.apart && v != c.one:
			other = int32(len(values))
		}
		codes[v] = int32(len(values))
		values = append(values, v)
	}
	return codes, values
}

// answers reports whether parts that were brought together by cuts answer the
// plan as the parts themselves do.
func (p *plan) answers(cuts []cut, parts []*part) bool {
	for _, t := range p.tables {
		at := slices.IndexFunc(cuts, func(c cut) bool { return c.field == t.field })
		if at < 0 || cuts[at].apart && !t.same(cuts[at], parts) {
			return false
		}
	}
	return true
}

// same reports whether a table has the same for all values but the one that
// stands apart.
func (t *table) same(c cut, parts []*part) bool {
	if len(t.moves) > 0 {
		return false
	}
	some, first := false, int64(0)
	for _, p := range parts {
		if p.n == 0 {
			continue
		}
		for _, v := range p.fields[t.field].distinct(p.n) {
			if v == c.one {
				continue
			}
			group := max(lookUp(t.sum, v), -1)
			if some && group != first {
				return false
			}
			some, first = true, group
		}
	}
	return true
}

// inBrief are the sales of a day, payouts included but for adjustments.
func (p *dayPart) inBrief() *part {
	if made := p.brief.Load(); made != nil {
		return made
	}
	made := condense([]*part{&p.sales, &p.payouts}, salesInBrief, amountsOfSales)
	p.brief.Store(made)
	return made
}
