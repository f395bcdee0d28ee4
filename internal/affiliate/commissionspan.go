package affiliate

import "time"

// CommissionSpan is what is still to be read of CJ's ledger: the rows dated
// from Since up to but without Before. It is also the place where a stopped
// pull goes on, kept as JSON.
type CommissionSpan struct {
	Since  time.Time `json:"since"`
	Before time.Time `json:"before"`
	// After is the last commission that was read at Since; CJ goes on behind it
	// only when the dates are those that it was asked with before.
	After string `json:"after,omitempty"`
}

// Done reports whether nothing is left to read.
func (s CommissionSpan) Done() bool { return !s.Since.Before(s.Before) }

// CommissionPage is one answer of CJ's ledger, with how far the pull has come.
type CommissionPage struct {
	Rows   []CommissionRow
	Unread []UnreadCommission // what else the answer has
	Rest   CommissionSpan     // what is left to read once these rows are kept

	Read          int // rows of this pull so far, these included
	Done, Windows int // date windows that are read, of how many
}
