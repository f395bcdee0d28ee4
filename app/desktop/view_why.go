package desktop

// ReportCellRef points to a figure of a report.
type ReportCellRef struct {
	Currency string `json:"currency"`
	// Row are the ids of the row's labels; none for the totals.
	Row       []string `json:"row"`
	Column    string   `json:"column"`    // id of the column
	OneColumn bool     `json:"oneColumn"` // of Column; else the total over columns
	Measure   string   `json:"measure"`
	Before    bool     `json:"before"` // of the period compared with
}

// WhyQuestion asks where a figure comes from.
type WhyQuestion struct {
	Question ReportQuestion `json:"question"`
	Cell     ReportCellRef  `json:"cell"`
}

// WhyView says where a figure comes from.
type WhyView struct {
	Label       string       `json:"label"`
	Explanation string       `json:"explanation"`
	Unit        string       `json:"unit"`
	Currency    string       `json:"currency"` // of amounts
	Value       Figure       `json:"value"`
	Formula     string       `json:"formula"` // in words: "Sales ÷ clicks"
	Numbers     string       `json:"numbers"` // with the numbers put in
	Terms       []WhyTerm    `json:"terms"`
	Rounding    string       `json:"rounding"`
	Period      Period       `json:"period"`
	Basis       string       `json:"basis"`
	AsOf        string       `json:"asOf"`
	Filters     []string     `json:"filters"` // in words
	Notes       []ReportNote `json:"notes"`
	Sources     []WhySource  `json:"sources"`
	Rows        []WhyRows    `json:"rows"` // the conversions behind it: one, or none
	Rules       []WhyRule    `json:"rules"`
	Accounts    []WhyAccount `json:"accounts"`
}

// WhyTerm is a sum that a figure is worked out from.
type WhyTerm struct {
	Name  string `json:"name"`
	Unit  string `json:"unit"`
	Value Figure `json:"value"`
	Under bool   `json:"under"` // below the line
}

// WhySource is where facts came from, and when.
type WhySource struct {
	Name string `json:"name"`
	AsOf string `json:"asOf"` // empty while it was never read
}

// WhyRows are the conversions behind a figure.
type WhyRows struct {
	Count  int              `json:"count"`
	Filter ConversionFilter `json:"filter"`
}

// WhyRule is a version of a payout rule and what it gave.
type WhyRule struct {
	OfferID   string `json:"offerId"`
	OfferName string `json:"offerName"`
	For       string `json:"for"` // whom it is for
	Version   int    `json:"version"`
	ValidFrom string `json:"validFrom"`
	Words     string `json:"words"`
	Payouts   int    `json:"payouts"`
	Amount    Money  `json:"amount"`
}

// WhyAccount is an account of the books that a figure is read off.
type WhyAccount struct {
	Account  string `json:"account"`
	Title    string `json:"title"`
	Meaning  string `json:"meaning"`
	Currency string `json:"currency"`
	Counted  string `json:"counted"` // which part of it: "posted", "available", "pending"
	Amount   Money  `json:"amount"`
}
