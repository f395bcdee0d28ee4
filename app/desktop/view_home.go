package desktop

// HomeQuestion asks for the key figures of a period.
type HomeQuestion struct {
	Period  Period         `json:"period"`
	Basis   string         `json:"basis"`   // as ReportQuestion has it
	AsOf    string         `json:"asOf"`    // day whose evening's knowledge counts; empty is now
	Compare string         `json:"compare"` // "previous" (also when empty) or "year"
	Where   []ReportFilter `json:"where"`
}

// HomeView are the key figures of a period, with those of the one before.
type HomeView struct {
	// Question asks for the same figures by a report: what Why explains.
	Question      ReportQuestion `json:"question"`
	Period        Period         `json:"period"`
	Compared      Period         `json:"compared"` // empty without comparison
	Bucket        string         `json:"bucket"`   // of trends: "day", "week" or "month"
	Buckets       []ReportLabel  `json:"buckets"`
	BucketsBefore []ReportLabel  `json:"bucketsBefore"`
	Currencies    []HomeCurrency `json:"currencies"` // the workspace's first
	Notes         []ReportNote   `json:"notes"`
	TimeZone      string         `json:"timeZone"`
	RelayAsOf     string         `json:"relayAsOf"`
	CJAsOf        string         `json:"cjAsOf"`
}

// HomeCurrency are the key figures in one currency.
type HomeCurrency struct {
	Currency string    `json:"currency"`
	KPIs     []KPIView `json:"kpis"`
}

// KPIView is a key figure and how it went.
type KPIView struct {
	Measure     ReportMeasure `json:"measure"`
	Cell        FigureCell    `json:"cell"`
	Trend       []Figure      `json:"trend"` // one for each bucket; none for what does not come about day by day
	TrendBefore []Figure      `json:"trendBefore"`
}

// HomeAlert is something that needs attention, and where to deal with it.
type HomeAlert struct {
	Kind  string `json:"kind"` // "silent", "refused", "corrections" or "lock"
	Tone  string `json:"tone"` // "warn" or "info"
	Title string `json:"title"`
	Text  string `json:"text"`
	// To is the address of the place, Action what it is called there.
	To     string `json:"to"`
	Action string `json:"action"`
	// Looked is what Looked is told so that it is not shown again; empty for what
	// stays until it is over.
	Looked string `json:"looked"`
}
