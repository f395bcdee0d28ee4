package desktop

// ReportQuestion is what a person asks the Explorer: rows, columns, figures,
// and what they are narrowed to. See report.Query for what each means.
type ReportQuestion struct {
	Run        string         `json:"run"` // names this asking, so that it can be cancelled; may be empty
	Period     Period         `json:"period"`
	Basis      string         `json:"basis"` // "as_reported" (also when empty) or "by_sale_day"
	AsOf       string         `json:"asOf"`  // day whose evening's knowledge counts; empty is now
	By         []string       `json:"by"`    // up to three dimensions
	Across     string         `json:"across"`
	Where      []ReportFilter `json:"where"`
	Measures   []string       `json:"measures"`
	Currencies []string       `json:"currencies"` // tables of these alone; none is all

	Compare      string `json:"compare"` // "", "previous", "year" or "period"
	ComparedWith Period `json:"comparedWith"`

	Sort   ReportSort `json:"sort"`
	Fill   bool       `json:"fill"` // days without anything, too
	Offset int        `json:"offset"`
	Limit  int        `json:"limit"`
}

// ReportFilter narrows to some values of a dimension, or to all but these.
type ReportFilter struct {
	Dimension string   `json:"dimension"`
	Values    []string `json:"values"`
	Not       bool     `json:"not"`
}

// ReportSort is the order of rows: by a measure or by a dimension.
type ReportSort struct {
	Measure    string `json:"measure"`
	Before     bool   `json:"before"` // by the figure of the period compared with
	Dimension  string `json:"dimension"`
	Descending bool   `json:"descending"`
}

// ReportAnswer is the answer, a table for each currency.
type ReportAnswer struct {
	Period   Period            `json:"period"`   // both ends known
	Compared Period            `json:"compared"` // empty without comparison
	Zone     string            `json:"zone"`
	Filters  []string          `json:"filters"` // in words
	By       []ReportDimension `json:"by"`
	Measures []ReportMeasure   `json:"measures"`
	Tables   []ReportTable     `json:"tables"`
	Notes    []ReportNote      `json:"notes"`

	RelayAsOf string `json:"relayAsOf"`
	CJAsOf    string `json:"cjAsOf"`
}

// ReportTable is the answer in one currency.
type ReportTable struct {
	Currency string        `json:"currency"`
	Columns  []ReportLabel `json:"columns"` // one without id and name when there are none
	Rows     []ReportRow   `json:"rows"`
	Total    ReportRow     `json:"total"`
	RowCount int           `json:"rowCount"`
	Offset   int           `json:"offset"`
	Rest     ReportRow     `json:"rest"`     // rows that are not shown, together
	RestRows int           `json:"restRows"` // how many those are
}

// ReportRow is one combination of values.
type ReportRow struct {
	Labels []ReportLabel  `json:"labels"`
	Before []ReportLabel  `json:"before"` // of calendar dimensions in the period compared with
	Cells  [][]FigureCell `json:"cells"`  // for each column, a cell for each measure
	Total  []FigureCell   `json:"total"`  // over all columns
}

// ReportLabel names a value of a dimension.
type ReportLabel struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Figure is a figure of a report, or why there is none.
type Figure struct {
	Text     string `json:"text"`     // plain decimal: "1250", "12.30"; empty when it is missing
	Minor    string `json:"minor"`    // amounts alone: in minor units
	Currency string `json:"currency"` // of amounts
	Missing  string `json:"missing"`  // why it is not known
}

// FigureCell is a figure with the one of the period compared with.
type FigureCell struct {
	Value  Figure `json:"value"`
	Before Figure `json:"before"`
	// Change is by how many per cent the figure is above the earlier one, of a
	// percentage by how many points; empty where that can't be said.
	Change string `json:"change"`
}

// ReportNote is what a reader has to know.
type ReportNote struct {
	Code     string   `json:"code"`
	Text     string   `json:"text"`
	Measures []string `json:"measures"`
}

// ReportChoices are what questions are made of.
type ReportChoices struct {
	Dimensions []ReportDimension `json:"dimensions"`
	Measures   []ReportMeasure   `json:"measures"`
	MaxBy      int               `json:"maxBy"`
}

// ReportDimension is what a report can be cut by.
type ReportDimension struct {
	ID          string `json:"id"`
	Label       string `json:"label"`
	Explanation string `json:"explanation"`
	Section     string `json:"section"`
	Kind        string `json:"kind"`  // "calendar", "cyclic" or "listed"
	Empty       string `json:"empty"` // name of the value that is none
}

// ReportMeasure is a figure that can be shown.
type ReportMeasure struct {
	ID          string `json:"id"`
	Label       string `json:"label"`
	Explanation string `json:"explanation"`
	Formula     string `json:"formula"`
	Section     string `json:"section"`
	Unit        string `json:"unit"` // "count", "money", "money_rate", "percent", "ratio" or "seconds"
}

// ReportValueSearch asks for values of a dimension, to filter by.
type ReportValueSearch struct {
	Dimension string   `json:"dimension"`
	Search    string   `json:"search"`
	Chosen    []string `json:"chosen"` // ids to be named, whether they are found or not
}

// ReportValues are values of a dimension.
type ReportValues struct {
	Found  []ReportLabel `json:"found"`
	More   int           `json:"more"` // how many were found beyond these
	Chosen []ReportLabel `json:"chosen"`
}

// ChartFile is a chart as the screen has drawn it.
type ChartFile struct {
	Name   string `json:"name"`   // what it shows, in words
	Format string `json:"format"` // "svg" or "png"
	Data   string `json:"data"`   // the SVG's text, or the PNG in base64
}
