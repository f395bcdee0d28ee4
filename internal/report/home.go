package report

import "linkledger/internal/money"

// HomeQuery asks for the figures of the home screen.
type HomeQuery struct {
	Period  Period
	Compare Comparison // PreviousPeriod when empty

	ComparedWith Period // of OtherPeriod
	Basis        Basis
	AsOf         string
	Where        []Filter
}

// KPI is a figure of the period with the one before and how it went.
type KPI struct {
	Measure MeasureInfo
	Cell
	Trend       []Value // one for each of Home.Buckets; empty for what is no flow, as members due
	TrendBefore []Value // one for each of Home.BucketsBefore
}

// KPIs are the key figures in one currency.
type KPIs struct {
	Currency money.Currency
	List     []KPI
}

// Home are the key figures of a period.
type Home struct {
	Period, Compared Period
	Bucket           Dimension // Day, Week or Month, so that a trend has some 10 to 60 points
	Buckets          []Label
	BucketsBefore    []Label
	Currencies       []KPIs // the workspace's first
	Notes            []Note
}

// HeatMap are clicks and conversions by weekday and hour, Monday and midnight
// first, in all currencies together.
type HeatMap struct {
	Period      Period
	Clicks      [7][24]int64
	Conversions [7][24]int64
	// ClicksUnknown says why there are no clicks; empty when there are.
	ClicksUnknown string
	// NoHour are conversions whose hour nobody knows.
	NoHour int64
	Notes  []Note
}

// FunnelStep is how many came that far.
type FunnelStep struct {
	Code  string // "clicks", "conversions", "locked", "received", "paid"
	Label string
	Count Value
	Sales Value // Missing for clicks
	Share Value // per cent of the step before; Missing for the first
}

// Funnel is how far clicks came, in one currency.
type Funnel struct {
	Currency money.Currency
	Steps    []FunnelStep
}

// Funnels are those of a period.
type Funnels struct {
	Period     Period
	Currencies []Funnel
	Notes      []Note
}

// CohortRow are the members whose first conversion came in a month.
type CohortRow struct {
	Month   Label
	Members int64
	// Months[n] is what they brought n months after that one; it ends with the
	// period's last month.
	Months []CohortCell
}

// CohortCell is what a cohort brought in a month.
type CohortCell struct {
	Active      int64 // members of the cohort with conversions in that month
	Conversions int64
	Sales       money.Amount
	// Share is the part of the cohort that was active, in per cent.
	Share Value
}

// Cohorts are members by the month of their first conversion, in one currency.
type Cohorts struct {
	Currency money.Currency
	Rows     []CohortRow
}
