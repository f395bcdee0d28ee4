package desktop

import (
	"context"

	"linkledger/internal/report"
)

// The answers that have a form of their own, for the charts of that form.

// HeatMap is when people click and buy.
func (e *Explorer) HeatMap(q ReportQuestion) (HeatMapView, error) {
	return exploring(e, q, func(ctx context.Context, x *report.Explorer, home report.HomeQuery) (HeatMapView, error) {
		m, err := x.HeatMap(ctx, home)
		v := HeatMapView{Period: Period(m.Period), ClicksUnknown: m.ClicksUnknown, NoHour: m.NoHour, Notes: viewReportNotes(m.Notes), Clicks: [][]int64{}, Conversions: [][]int64{}}
		for day := range m.Clicks {
			v.Clicks = append(v.Clicks, m.Clicks[day][:])
			v.Conversions = append(v.Conversions, m.Conversions[day][:])
		}
		return v, err
	})
}

// Funnel is how far clicks came, a funnel for each currency.
func (e *Explorer) Funnel(q ReportQuestion) (FunnelsView, error) {
	return exploring(e, q, func(ctx context.Context, x *report.Explorer, home report.HomeQuery) (FunnelsView, error) {
		f, err := x.Funnel(ctx, home)
		v := FunnelsView{Period: Period(f.Period), Notes: viewReportNotes(f.Notes), Funnels: []FunnelView{}}
		for _, one := range f.Currencies {
			funnel := FunnelView{Currency: string(one.Currency), Steps: []FunnelStep{}}
			for _, s := range one.Steps {
				funnel.Steps = append(funnel.Steps, FunnelStep{Code: s.Code, Label: s.Label, Count: viewFigure(s.Count), Sales: viewFigure(s.Sales), Share: viewFigure(s.Share)})
			}
			v.Funnels = append(v.Funnels, funnel)
		}
		return v, err
	})
}

// Cohorts are members by the month of their first conversion, a table for each
// currency.
func (e *Explorer) Cohorts(q ReportQuestion) ([]CohortsView, error) {
	return exploring(e, q, func(ctx context.Context, x *report.Explorer, home report.HomeQuery) ([]CohortsView, error) {
		list, err := x.Cohorts(ctx, home)
		views := []CohortsView{}
		for _, c := range list {
			v := CohortsView{Currency: string(c.Currency), Rows: []CohortRow{}}
			for _, row := range c.Rows {
				r := CohortRow{Month: viewLabel(row.Month), Members: row.Members, Months: []CohortCell{}}
				for _, m := range row.Months {
					r.Months = append(r.Months, CohortCell{Active: m.Active, Conversions: m.Conversions, Sales: viewMoney(m.Sales), Share: viewFigure(m.Share)})
				}
				v.Rows = append(v.Rows, r)
			}
			views = append(views, v)
		}
		return views, err
	})
}

// exploring asks for what has no rows: of the question it takes the period, the
// basis, the day whose knowledge counts and the filters.
func exploring[T any](e *Explorer, q ReportQuestion, answer func(context.Context, *report.Explorer, report.HomeQuery) (T, error)) (T, error) {
	return do(e.app, func(s *session) (T, error) {
		var none T
		explorer, err := s.explorer(s.ctx)
		if err != nil {
			return none, err
		}
		asked := q.query()
		return answer(s.ctx, explorer, report.HomeQuery{Period: asked.Period, Compare: asked.Compare, ComparedWith: asked.ComparedWith, Basis: asked.Basis, AsOf: asked.AsOf, Where: asked.Where})
	})
}
