package report

import "linkledger/internal/money"

// CellRef points to a figure of a result.
type CellRef struct {
	Currency money.Currency
	Row      []string // ids of the row's labels; nil for the totals
	Column   *string  // id of the column; nil for the total over columns
	Measure  Measure
	Before   bool // of the period compared with
}

// Term is a sum that a figure is worked out from.
type Term struct {
	Name  string // "Sales", "less payout"
	Value Value
}

// Explanation says where a figure comes from.
type Explanation struct {
	Measure  MeasureInfo
	Value    Value
	Formula  string // in words: "Sales ÷ clicks"
	Numbers  string // with the numbers put in: "1,204.50 USD ÷ 310 clicks = 3.8855 USD"
	Over     []Term // what stands above the line
	Under    []Term // what stands below it; empty for a sum
	Rounding string // in a sentence
	Period   Period
	Basis    string   // in a sentence
	AsOf     string   // in a sentence
	Where    []string // the cut in words: "Offer: Wool", "Country: DE"
	Notes    []Note
	// Rows finds the conversions behind it; nil where clicks alone are counted.
	Rows *ConversionRows
}

// ConversionRows is a filter for conversions: what stands behind a figure.
type ConversionRows struct {
	Period Period // of sale days
	// Statuses are those that the figure counts; empty is all.
	Statuses []string
	Where    []Filter // without calendar dimensions that Period says
	Currency money.Currency
}
