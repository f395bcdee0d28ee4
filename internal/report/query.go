package report

import "linkledger/internal/money"

// Period is a range of days in the workspace's time zone, both included,
// YYYY-MM-DD; an empty end is open.
type Period struct{ From, To string }

// Basis is the day on which what came after a month was closed counts.
type Basis string

// The bases.
const (
	// AsReported counts it on the day on which it became known, so that a
	// closed month stays as it was. The default.
	AsReported Basis = "as_reported"
	// BySaleDay counts it on the day of the sale.
	BySaleDay Basis = "by_sale_day"
)

// Filter narrows a report to some values of a dimension, or to all but these.
type Filter struct {
	Dimension Dimension
	Values    []string // ids as Label has them; "" is the value that is none
	Not       bool
}

// Comparison is which earlier period stands beside each figure.
type Comparison string

// The comparisons.
const (
	NoComparison   Comparison = ""
	PreviousPeriod Comparison = "previous" // as many days just before; whole months before whole months
	YearBefore     Comparison = "year"     // the same days of the year before
	OtherPeriod    Comparison = "period"   // Query.ComparedWith
)

// Query is a question. The zero query asks for the totals of all days.
type Query struct {
	Period  Period
	Basis   Basis  // empty is AsReported
	AsOf    string // the day whose evening's knowledge counts; empty is now
	By      []Dimension
	Across  Dimension // its values become columns; empty for none
	Where   []Filter
	Measure []Measure // at least one

	Currencies []money.Currency // tables of these alone; empty is all that there are

	Compare      Comparison
	ComparedWith Period // of OtherPeriod

	Sort   Sort
	Fill   bool // rows for days, weeks, months, weekdays and hours without anything, too
	Offset int
	Limit  int // rows of each table; 0 is DefaultLimit, at most MaxLimit
}

// Bounds of a query.
const (
	MaxBy        = 3
	DefaultLimit = 500
	MaxLimit     = 100_000
	MaxColumns   = 60 // values of Across; the rest stand together in one column
)

// OtherColumns is the id of the column that takes the values beyond MaxColumns.
const OtherColumns = "*"

// Sort is the order of the rows. The zero Sort takes calendar dimensions in
// their order, else the first measure with the largest first. What is not known
// comes last either way.
type Sort struct {
	Measure    Measure   // by a figure: its total over columns
	Before     bool      // by that of the period compared with
	Dimension  Dimension // or by a dimension of By, in its order or by name
	Descending bool
}
