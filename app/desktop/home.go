package desktop

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/report"
)

// Home are the key figures of the programme in a period: of all, or of what they
// are narrowed to.
func (r *Reports) Home(q HomeQuestion) (HomeView, error) {
	return do(r.app, func(s *session) (HomeView, error) {
		ctx := context.Background()
		explorer, err := s.explorer(ctx)
		if err != nil {
			return HomeView{}, err
		}
		switch report.Comparison(q.Compare) {
		case report.NoComparison, report.PreviousPeriod, report.YearBefore:
		default:
			return HomeView{}, affiliate.Errorf(affiliate.Invalid, "Compare with the previous period or with the year before.")
		}
		home, err := explorer.Home(ctx, report.HomeQuery{Period: report.Period(q.Period), Basis: report.Basis(q.Basis), AsOf: q.AsOf,
			Compare: report.Comparison(q.Compare), Where: reportFilters(q.Where)})
		if err != nil {
			return HomeView{}, err
		}
		v := viewHome(home, q)
		v.TimeZone = s.zone().String()
		if v.RelayAsOf, err = s.store.Noted(ctx, ingest.NoteRelayAsOf); err != nil {
			return v, err
		}
		v.CJAsOf, err = s.store.Noted(ctx, ingest.NoteCJAsOf)
		return v, err
	})
}

func viewHome(h report.Home, q HomeQuestion) HomeView {
	v := HomeView{Period: Period(h.Period), Compared: Period(h.Compared), Bucket: string(h.Bucket), Buckets: viewLabels(h.Buckets),
		BucketsBefore: viewLabels(h.BucketsBefore), Currencies: []HomeCurrency{}, Notes: viewReportNotes(h.Notes)}
	v.Question = ReportQuestion{Period: v.Period, Basis: q.Basis, AsOf: q.AsOf, By: []string{}, Measures: []string{}, Currencies: []string{},
		Where: append(append([]ReportFilter{}, q.Where...), ReportFilter{Dimension: string(report.Member), Values: []string{""}, Not: true})}
	if h.Compared != (report.Period{}) {
		v.Question.Compare, v.Question.ComparedWith = string(report.OtherPeriod), v.Compared
	}
	for i, c := range h.Currencies {
		list := HomeCurrency{Currency: string(c.Currency), KPIs: []KPIView{}}
		for _, k := range c.List {
			_, known := k.Measure.Measure.Info()
			if known && i == 0 {
				v.Question.Measures = append(v.Question.Measures, string(k.Measure.Measure))
			}
			list.KPIs = append(list.KPIs, KPIView{Measure: viewReportMeasure(k.Measure), Cell: viewFigureCell(k.Cell), Trend: viewFigures(k.Trend),
				TrendBefore: viewFigures(k.TrendBefore)})
		}
		v.Currencies = append(v.Currencies, list)
	}
	return v
}

func viewFigures(list []report.Value) []Figure {
	figures := make([]Figure, 0, len(list))
	for _, value := range list {
		figures = append(figures, viewFigure(value))
	}
	return figures
}
