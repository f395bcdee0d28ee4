package desktop

import (
	"github.com/shopspring/decimal"

	"linkledger/internal/report"
)

// viewFigure is a figure as screens show it.
func viewFigure(v report.Value) Figure {
	f := Figure{Text: v.Text(), Missing: v.Missing}
	if v.Known() && v.Unit == report.Money {
		m := viewMoney(v.Money)
		f.Minor, f.Currency = m.Minor, m.Currency
	}
	return f
}

func viewFigureCell(c report.Cell) FigureCell {
	return FigureCell{Value: viewFigure(c.Value), Before: viewFigure(c.Before), Change: changeOf(c)}
}

// changeOf is by how much a figure has changed, to one decimal. From nothing
// there is no percentage.
func changeOf(c report.Cell) string {
	if !c.Value.Known() || !c.Before.Known() {
		return ""
	}
	now, before := c.Value.Decimal(), c.Before.Decimal()
	difference := now.Sub(before)
	if c.Value.Unit == report.Percent {
		return difference.StringFixedBank(1)
	}
	if before.IsZero() {
		return ""
	}
	return roundedQuotient(difference.Mul(decimal.NewFromInt(100)), before.Abs(), 1)
}

// roundedQuotient divides and rounds once, half to even.
func roundedQuotient(over, under decimal.Decimal, places int32) string {
	quotient, rest := over.QuoRem(under, places)
	twice := rest.Abs().Mul(decimal.NewFromInt(2)).Cmp(under.Abs().Shift(-places))
	step := decimal.New(1, -places)
	odd := quotient.Shift(places).Mod(decimal.NewFromInt(2)).Sign() != 0
	if twice > 0 || twice == 0 && odd {
		if over.Sign()*under.Sign() < 0 {
			step = step.Neg()
		}
		quotient = quotient.Add(step)
	}
	return quotient.StringFixed(places)
}

func viewLabel(l report.Label) ReportLabel { return ReportLabel{ID: l.ID, Name: l.Name} }

func viewLabels(list []report.Label) []ReportLabel {
	labels := make([]ReportLabel, 0, len(list))
	for _, l := range list {
		labels = append(labels, viewLabel(l))
	}
	return labels
}

func viewCells(list []report.Cell) []FigureCell {
	cells := make([]FigureCell, 0, len(list))
	for _, c := range list {
		cells = append(cells, viewFigureCell(c))
	}
	return cells
}

func viewReportRow(r report.Row) ReportRow {
	v := ReportRow{Labels: viewLabels(r.Labels), Before: viewLabels(r.Before), Cells: make([][]FigureCell, 0, len(r.Cells)), Total: viewCells(r.Total)}
	for _, column := range r.Cells {
		v.Cells = append(v.Cells, viewCells(column))
	}
	return v
}

func viewReportTable(t report.Table) ReportTable {
	v := ReportTable{Currency: string(t.Currency), Columns: viewLabels(t.Columns), Rows: make([]ReportRow, 0, len(t.Rows)), Total: viewReportRow(t.Total),
		RowCount: t.RowCount, Offset: t.Offset, RestRows: t.RestRows}
	for _, row := range t.Rows {
		v.Rows = append(v.Rows, viewReportRow(row))
	}
	if t.Rest != nil {
		v.Rest = viewReportRow(*t.Rest)
	}
	return v
}

func viewReportDimension(d report.DimensionInfo) ReportDimension {
	return ReportDimension{ID: string(d.Dimension), Label: d.Label, Explanation: d.Explanation, Section: d.Section, Kind: string(d.Kind), Empty: d.Empty}
}

func viewReportMeasure(m report.MeasureInfo) ReportMeasure {
	return ReportMeasure{ID: string(m.Measure), Label: m.Label, Explanation: m.Explanation, Formula: m.Formula, Section: m.Section, Unit: string(m.Unit)}
}

func viewReportNotes(notes []report.Note) []ReportNote {
	list := make([]ReportNote, 0, len(notes))
	for _, n := range notes {
		v := ReportNote{Code: string(n.Code), Text: n.Text, Measures: make([]string, 0, len(n.Measures))}
		for _, m := range n.Measures {
			v.Measures = append(v.Measures, string(m))
		}
		list = append(list, v)
	}
	return list
}

func viewAnswer(r report.Result) ReportAnswer {
	v := ReportAnswer{Period: Period(r.Period), Compared: Period(r.Compared), Zone: r.Zone, Filters: r.Filters, By: []ReportDimension{}, Measures: []ReportMeasure{},
		Tables: make([]ReportTable, 0, len(r.Tables)), Notes: viewReportNotes(r.Notes)}
	for _, d := range r.Query.By {
		info, _ := d.Info()
		v.By = append(v.By, viewReportDimension(info))
	}
	for _, m := range r.Query.Measure {
		info, _ := m.Info()
		v.Measures = append(v.Measures, viewReportMeasure(info))
	}
	for _, t := range r.Tables {
		v.Tables = append(v.Tables, viewReportTable(t))
	}
	return v
}
