package desktop

// HeatMapView are clicks and conversions by weekday and hour, Monday and
// midnight first.
type HeatMapView struct {
	Period        Period       `json:"period"`
	Clicks        [][]int64    `json:"clicks"`
	Conversions   [][]int64    `json:"conversions"`
	ClicksUnknown string       `json:"clicksUnknown"` // why there are no clicks
	NoHour        int64        `json:"noHour"`        // conversions whose hour nobody knows
	Notes         []ReportNote `json:"notes"`
}

// FunnelsView is how far clicks came.
type FunnelsView struct {
	Period  Period       `json:"period"`
	Funnels []FunnelView `json:"funnels"` // one for each currency
	Notes   []ReportNote `json:"notes"`
}

// FunnelView is a funnel in one currency.
type FunnelView struct {
	Currency string       `json:"currency"`
	Steps    []FunnelStep `json:"steps"`
}

// FunnelStep is how many came that far.
type FunnelStep struct {
	Code  string `json:"code"`
	Label string `json:"label"`
	Count Figure `json:"count"`
	Sales Figure `json:"sales"`
	Share Figure `json:"share"` // per cent of the step before
}

// CohortsView are members by the month of their first conversion.
type CohortsView struct {
	Currency string      `json:"currency"`
	Rows     []CohortRow `json:"rows"`
}

// CohortRow are the members of one month.
type CohortRow struct {
	Month   ReportLabel  `json:"month"`
	Members int64        `json:"members"`
	Months  []CohortCell `json:"months"` // [n] is n months after the first
}

// CohortCell is what a cohort brought in a month.
type CohortCell struct {
	Active      int64  `json:"active"`
	Conversions int64  `json:"conversions"`
	Sales       Money  `json:"sales"`
	Share       Figure `json:"share"` // of the cohort, in per cent
}
