package desktop

import (
	"linkledger/internal/report"
)

// Explorer answers questions about clicks, sales and payouts.
type Explorer struct {
	app    *App
	asking asking
}

// Choices are the rows, columns and figures that questions are made of.
func (e *Explorer) Choices() (ReportChoices, error) {
	return do(e.app, func(*session) (ReportChoices, error) {
		v := ReportChoices{MaxBy: report.MaxBy, Dimensions: []ReportDimension{}, Measures: []ReportMeasure{}}
		for _, d := range report.Dimensions() {
			v.Dimensions = append(v.Dimensions, viewReportDimension(d))
		}
		for _, m := range report.Measures() {
			v.Measures = append(v.Measures, viewReportMeasure(m))
		}
		return v, nil
	})
}
