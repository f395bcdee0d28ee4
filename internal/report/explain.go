package report

import (
	"context"
	"fmt"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
	"linkledger/internal/money"
)

// Why says where a figure of the query's result comes from.
func (e *Explorer) Why(ctx context.Context, q Query, ref CellRef) (Explanation, error) {
	return e.WhyRaw(ctx, q, ref, nil)
}

// WhyRaw is Why for an answer of ExploreRaw.
func (e *Explorer) WhyRaw(ctx context.Context, q Query, ref CellRef, raw RawClicks) (Explanation, error) {
	if ref.Measure == allMembers.Measure {
		return e.whyMembers(ctx)
	}
	info, known := ref.Measure.Info()
	if !known {
		return Explanation{}, wrong("measure", "Choose a figure from the list.")
	}
	q.Currencies = []money.Currency{ref.Currency}
	if !slices.Contains(q.Measure, ref.Measure) {
		q.Measure = append(slices.Clone(q.Measure), ref.Measure)
	}
	a, err := e.ask(ctx, q, raw)
	if err != nil {
		return Explanation{}, err
	}
	answers, members, err := a.gather(ctx, q.Currencies)
	if err != nil {
		return Explanation{}, err
	}
	p := a.pivot(&answers, 0, members)
	place, err := p.locate(ref)
	if err != nil {
		return Explanation{}, err
	}
	of := p.sumsOf(place)
	v := Explanation{Measure: info, Value: info.value(of, &a.missing, ref.Currency), Formula: info.Formula, Rounding: info.rounding(ref.Currency),
		Period: place.days.period(), Basis: a.basisInWords(), AsOf: a.asOfInWords(), Where: append(a.filters(), place.cut...), Notes: a.notes}
	v.Over, v.Under = info.terms(of, a, ref.Currency)
	if v.Value.Known() {
		v.Numbers = info.numbers(v)
	}
	if a.adjusted() {
		v.Notes = append(v.Notes, a.adjustmentNote())
	}
	if v.Value.Known() {
		v.Rows = a.rowsBehind(&info, place, ref.Currency)
	}
	return v, nil
}

// whyMembers explains the one figure that is not of the cube.
func (e *Explorer) whyMembers(ctx context.Context) (Explanation, error) {
	cat, err := e.catalog(ctx)
	if err != nil {
		return Explanation{}, err
	}
	value := Value{Unit: Count, Count: cat.memberCount()}
	return Explanation{Measure: allMembers, Value: value, Formula: allMembers.Formula, Numbers: written(value) + " members",
		Over: []Term{{Name: "Members", Value: value}}, Rounding: allMembers.rounding(cat.dir.Home), AsOf: "As it stands now."}, nil
}

// spot is where a figure stands in a pivot; row and column are -1 for all.
type spot struct {
	side, row, column int
	days              Days     // that the figure is about
	cut               []string // in words
	where             []Filter // but for the calendar
}

// locate finds the figure that a reference points to.
func (p *pivot) locate(ref CellRef) (spot, error) {
	at := spot{row: -1, column: -1, days: p.a.days[now]}
	if ref.Before {
		if at.side, at.days = earlier, p.a.days[earlier]; !p.a.compares {
			return at, wrong("cell", "There is no period to compare with.")
		}
	}
	if len(ref.Row) > 0 {
		at.row = slices.IndexFunc(p.rows, func(combination int64) bool {
			for k, c := range p.a.by {
				code := int32(combination / p.radix[k] % int64(c.size()))
				if label := p.a.label(c, code, now); k >= len(ref.Row) || label.ID != ref.Row[k] {
					return false
				}
			}
			return len(ref.Row) == len(p.a.by)
		})
		if at.row < 0 {
			return at, affiliate.Errorf(affiliate.NotFound, "This row is not in the report any more.").WithHint("Open the report again.")
		}
		for k, c := range p.a.by {
			p.a.narrow(&at, c, p.code(at.row, k))
		}
	}
	if ref.Column != nil && p.a.across != nil {
		at.column = slices.IndexFunc(p.a.columnLabels(p.columns), func(l Label) bool { return l.ID == *ref.Column })
		if at.column < 0 {
			return at, affiliate.Errorf(affiliate.NotFound, "This column is not in the report any more.").WithHint("Open the report again.")
		}
		if code := p.columns.codes[at.column]; code != others {
			p.a.narrow(&at, p.a.across, code)
		}
	}
	return at, nil
}

// narrow makes a spot one of a value.
func (a *ask) narrow(at *spot, c *coding, code int32) {
	label := a.label(c, code, at.side)
	if c.info.Kind != Calendar {
		at.where = append(at.where, Filter{Dimension: c.info.Dimension, Values: []string{label.ID}})
		at.cut = append(at.cut, c.info.Label+": "+label.Name)
		return
	}
	at.cut = append(at.cut, c.info.Label+": "+label.ID)
	days := Days{From: at.days.To + 1, To: at.days.From - 1}
	for day := at.days.From; day <= at.days.To; day++ {
		if bucketID(c.info.Dimension, day) == label.ID {
			days.From, days.To = min(days.From, day), max(days.To, day)
		}
	}
	if days.From <= days.To {
		at.days = days
	}
}

// sumsOf are the sums of a spot.
func (p *pivot) sumsOf(at spot) func(b base) int64 {
	people := p.countAll()
	if at.row >= 0 {
		return func(b base) int64 {
			if at.column < 0 {
				return p.rowSum(at.side, at.row, b, people)
			}
			return p.cellSum(at.side, at.row, at.column, b, people)
		}
	}
	all := p.totals()
	return func(b base) int64 {
		switch {
		case b.ofPeople() && at.column < 0:
			return counted(people.total[at.side][b], 0)
		case b.ofPeople():
			return counted(people.columns[at.side][b], at.column)
		case at.column < 0:
			return all[at.side][p.cols][b]
		}
		return all[at.side][at.column][b]
	}
}

// rowsBehind is how to list the conversions behind a figure; nil where there
// are none.
func (a *ask) rowsBehind(m *MeasureInfo, at spot, currency money.Currency) *ConversionRows {
	of := m.formula.over[0].base
	if of == membersWithConversions || of == membersDue {
		of = map[base]base{membersWithConversions: conversions, membersDue: payoutDue}[of]
	}
	if !of.ofSales() || at.side == earlier && a.filtersDays() {
		return nil
	}
	rows := &ConversionRows{Period: at.days.period(), Currency: currency, Where: append(slices.Clone(a.q.Where), at.where...)}
	switch of {
	case rejectedConversions:
		rows.Statuses = []string{string(affiliate.StatusRejected)}
	case reversedConversions:
		rows.Statuses = []string{string(affiliate.StatusReversed)}
	case conversions, timedConversions, secondsToSale, saleAmount, commission:
		for _, s := range countedStatuses {
			rows.Statuses = append(rows.Statuses, string(s))
		}
	}
	return rows
}

// filtersDays reports whether a filter is by days, weeks or months: in the
// period compared with, those in the same place stand for them.
func (a *ask) filtersDays() bool {
	return slices.ContainsFunc(a.where, func(c *coding) bool { return c.info.Kind == Calendar })
}

func (a *ask) basisInWords() string {
	if a.q.Basis == BySaleDay {
		return "By the day of the sale, also what came after its month had been closed."
	}
	return "By the day of the sale. What came after its month had been closed counts on the day on which it became known."
}

func (a *ask) asOfInWords() string {
	if a.last == cube.Day(0) {
		return "As it stands now."
	}
	return fmt.Sprintf("As it stood in the evening of %s: what became known later is not in it.", a.last)
}
