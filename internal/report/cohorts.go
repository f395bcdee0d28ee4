package report

import (
	"context"
	"slices"

	"linkledger/internal/money"
)

// Cohorts are the members by the month of their first conversion, in whatever
// currency, and what they brought in each month since: one table for each
// currency. The period says which months' members are shown, and until when;
// what came before it is looked at to know who is new.
func (e *Explorer) Cohorts(ctx context.Context, h HomeQuery) ([]Cohorts, error) {
	q := Query{Period: Period{To: h.Period.To}, Basis: h.Basis, AsOf: h.AsOf, Where: append(slices.Clone(h.Where), ofMembers),
		By: []Dimension{Month, Member}, Measure: []Measure{Conversions, SaleAmount}, Fill: true}
	a, err := e.ask(ctx, q, nil)
	if err != nil {
		return nil, err
	}
	currencies := a.currencies()
	answers, members, err := a.gather(ctx, currencies)
	if err != nil {
		return nil, err
	}
	pivots := make([]*pivot, len(currencies))
	first := map[int32]int32{} // month of the first conversion, by member
	for i := range currencies {
		p := a.pivot(&answers, i, members)
		pivots[i] = p
		for row := range p.rows {
			month, member := p.code(row, 0), p.code(row, 1)
			id := a.by[1].ids[member]
			if p.cell(now, row, 0, conversions) <= 0 || id == "" || a.cat.outside[id] {
				continue
			}
			if at, known := first[member]; !known || month < at {
				first[member] = month
			}
		}
	}
	var list []Cohorts
	for i, currency := range currencies {
		if i == 0 || a.has(&answers, i) {
			list = append(list, a.cohorts(pivots[i], currency, first, h.Period.From))
		}
	}
	return list, nil
}

func (a *ask) cohorts(p *pivot, currency money.Currency, first map[int32]int32, from string) Cohorts {
	months := a.by[0].ids
	c := Cohorts{Currency: currency}
	rows := make([]CohortRow, len(months))
	for month := range months {
		rows[month] = CohortRow{Month: a.label(a.by[0], int32(month), now), Months: make([]CohortCell, len(months)-month)}
		for i := range rows[month].Months {
			rows[month].Months[i].Sales = money.New(0, currency)
		}
	}
	for _, month := range first {
		rows[month].Members++
	}
	for row := range p.rows {
		month, member := p.code(row, 0), p.code(row, 1)
		start, known := first[member]
		if !known || month < start {
			continue
		}
		cell := &rows[start].Months[month-start]
		count := p.cell(now, row, 0, conversions)
		cell.Conversions += count
		cell.Sales.Minor += p.cell(now, row, 0, saleAmount)
		if count > 0 {
			cell.Active++
		}
	}
	for month, row := range rows {
		if row.Members == 0 || from != "" && months[month] < from[:min(len(from), len("2006-01"))] {
			continue
		}
		for i := range row.Months {
			row.Months[i].Share = share(row.Months[i].Active, Value{Unit: Count, Count: row.Members})
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}
