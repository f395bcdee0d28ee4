package main

import (
	"context"
	"time"

	"linkledger/internal/ingest/programme"
	"linkledger/internal/report"
)

// screens are further things that reports answer, for which there is no
// statement to compare them with.
func screens(p *programme.Programme) map[string]func(context.Context, *report.Explorer) error {
	day := func(ago int) string { return p.End().AddDate(0, 0, -ago).Format(time.DateOnly) }
	month, year := report.Period{From: day(30), To: day(1)}, report.Period{From: day(programme.Days), To: day(1)}
	days := report.Query{Period: report.Period{From: day(programme.Days), To: day(60)}, By: []report.Dimension{report.Month}, AsOf: day(60),
		Measure: []report.Measure{report.Conversions, report.SaleAmount, report.Payout}}
	return map[string]func(context.Context, *report.Explorer) error{
		"home-screen": func(ctx context.Context, e *report.Explorer) error {
			_, err := e.Home(ctx, report.HomeQuery{Period: month})
			return err
		},
		"heat-map": func(ctx context.Context, e *report.Explorer) error {
			_, err := e.HeatMap(ctx, report.HomeQuery{Period: year})
			return err
		},
		"funnel": func(ctx context.Context, e *report.Explorer) error {
			_, err := e.Funnel(ctx, report.HomeQuery{Period: year})
			return err
		},
		"cohorts": func(ctx context.Context, e *report.Explorer) error {
			_, err := e.Cohorts(ctx, report.HomeQuery{Period: year})
			return err
		},
		"sales-tracking": func(ctx context.Context, e *report.Explorer) error {
			_, err := e.Tracking(ctx, year)
			return err
		},
		"as-of": func(ctx context.Context, e *report.Explorer) error {
			_, err := e.Explore(ctx, days)
			return err
		},
		"why": func(ctx context.Context, e *report.Explorer) error {
			_, err := e.Why(ctx, questions(p)["months"], report.CellRef{Currency: currency, Measure: report.SaleAmount})
			return err
		},
	}
}
