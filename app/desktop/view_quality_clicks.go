package desktop

// ClicksQuery asks for clicks one by one; what is empty narrows nothing.
type ClicksQuery struct {
	Period   Period `json:"period"` // both ends are needed
	MemberID string `json:"memberId"`
	OfferID  string `json:"offerId"`
	LinkID   string `json:"linkId"`
	Reason   string `json:"reason"`   // rejected for it
	Rejected bool   `json:"rejected"` // rejected ones alone
	After    string `json:"after"`    // next of the page before
}

// ClicksPage is a page of clicks, newest first.
type ClicksPage struct {
	Rows     []ClickRow `json:"rows"`
	Next     string     `json:"next"`     // empty on the last page
	AsOf     string     `json:"asOf"`     // when the relay was asked
	KeptFrom string     `json:"keptFrom"` // first day of which clicks are kept; empty while all are
}

// ClickRow is a click.
type ClickRow struct {
	ID         string `json:"id"`
	At         string `json:"at"`
	LinkID     string `json:"linkId"`
	Link       string `json:"link"` // its path
	MemberID   string `json:"memberId"`
	MemberName string `json:"memberName"`
	OfferName  string `json:"offerName"`
	Country    string `json:"country"` // ISO 3166-1 alpha-2; empty when nobody knows
	Device     string `json:"device"`
	Browser    string `json:"browser"`
	Referrer   string `json:"referrer"`
	Rejected   string `json:"rejected"` // why it does not count, in words; empty when it does
	Unique     bool   `json:"unique"`
}

// RelayAnswer is the answer to a question for which the relay was asked for raw
// clicks, as it stands.
type RelayAnswer struct {
	ID       string        `json:"id"`
	State    string        `json:"state"` // "running", "done", "cancelled" or "failed"
	Error    string        `json:"error"`
	Hint     string        `json:"hint"`
	Answer   *ReportAnswer `json:"answer,omitempty"` // when it is done
	AsOf     string        `json:"asOf"`             // when the relay counted; empty when it was not needed
	KeptFrom string        `json:"keptFrom"`         // first day of which clicks are kept there; empty while all are
}
