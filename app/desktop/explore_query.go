package desktop

import (
	"linkledger/internal/money"
	"linkledger/internal/report"
)

// query is the question as report has it, which checks it.
func (q ReportQuestion) query() report.Query {
	query := report.Query{
		Period: report.Period(q.Period), Basis: report.Basis(q.Basis), AsOf: q.AsOf,
		By: textsOf[report.Dimension](q.By), Across: report.Dimension(q.Across), Measure: textsOf[report.Measure](q.Measures),
		Currencies: textsOf[money.Currency](q.Currencies),
		Compare:    report.Comparison(q.Compare), ComparedWith: report.Period(q.ComparedWith),
		Sort: report.Sort{Measure: report.Measure(q.Sort.Measure), Before: q.Sort.Before, Dimension: report.Dimension(q.Sort.Dimension), Descending: q.Sort.Descending},
		Fill: q.Fill, Offset: q.Offset, Limit: q.Limit,
	}
	query.Where = reportFilters(q.Where)
	return query
}

func reportFilters(list []ReportFilter) []report.Filter {
	filters := make([]report.Filter, len(list))
	for i, f := range list {
		filters[i] = report.Filter{Dimension: report.Dimension(f.Dimension), Values: f.Values, Not: f.Not}
	}
	return filters
}

func textsOf[To, From ~string](list []From) []To {
	out := make([]To, len(list))
	for i, v := range list {
		out[i] = To(v)
	}
	return out
}
