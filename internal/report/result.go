package report

import "linkledger/internal/money"

// Label names a value of a dimension.
type Label struct {
	ID   string // "2026-11-22", "2026-W47", "2026-11", "1" for Monday, "09", an id of ours, a code; "" for none
	Name string // for people
}

// Cell is a figure, with that of the period compared with.
type Cell struct {
	Value  Value
	Before Value // Missing without a comparison
}

// Row is one combination of values.
type Row struct {
	Labels []Label // one for each dimension of the query's By
	// Before are the labels of calendar dimensions in the period compared with:
	// its first day stands beside the first. Empty without comparison.
	Before []Label
	// Cells has for each column of the table, in order, one cell for each
	// measure: Cells[column][measure]. Without Across it is one column.
	Cells [][]Cell
	// Total is the row over all columns; without Across the same as Cells[0].
	Total []Cell
}

// Table is the answer in one currency. Clicks and counts of people have no
// currency and stand in each.
type Table struct {
	Currency money.Currency
	Columns  []Label // values of Across; one without id and name when there is none
	Rows     []Row
	// Total is over all rows, those left out included: worked out from sums,
	// never by adding rates up.
	Total Row
	// RowCount is how many rows there are; Rows begins at Offset.
	RowCount, Offset int
	// Rest are the rows that are not shown, taken together, when there are any:
	// "and 412 more".
	Rest     *Row
	RestRows int
}

// Note is what a reader has to know.
type Note struct {
	Code NoteCode
	Text string
	// Measures are what it is about; empty for all.
	Measures []Measure
}

// NoteCode tells screens what to offer with a note.
type NoteCode string

// The notes.
const (
	// NoteAskRelay: the clicks of this cut are not known here, raw clicks on
	// the relay would tell.
	NoteAskRelay NoteCode = "ask_relay"
	// NoteClicksUnknown: clicks can't be cut like that at all.
	NoteClicksUnknown NoteCode = "clicks_unknown"
	// NoteAdjustments: figures hold adjustments of closed months.
	NoteAdjustments NoteCode = "adjustments"
	// NoteColumns: there are more columns than a table can show.
	NoteColumns NoteCode = "columns"
	// NoteNames: the past figures carry today's names.
	NoteNames NoteCode = "names"
)

// Result is the answer to a query.
type Result struct {
	Query    Query    // with defaults filled in
	Period   Period   // the days that it is about, both ends known
	Compared Period   // empty without comparison
	Zone     string   // the workspace's time zone
	Filters  []string // in words
	Tables   []Table  // the workspace's currency first; never empty
	Notes    []Note
}
