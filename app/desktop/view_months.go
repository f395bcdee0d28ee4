package desktop

// MonthsView are the months of the programme, the newest first.
type MonthsView struct {
	Months []MonthRow `json:"months"`
	Known  string     `json:"known"` // the last day of which anything is known; empty before that
	Zone   string     `json:"zone"`
}

// MonthRow is a month with its figures as reported, and what came after it was
// closed.
type MonthRow struct {
	Month   string         `json:"month"` // YYYY-MM
	Name    string         `json:"name"`  // "October 2026"
	State   string         `json:"state"` // "running" while it is not over, "open" or "closed"
	Synced  bool           `json:"synced"`
	Seen    string         `json:"seen"`   // the version of it, for closing and opening
	AsOf    string         `json:"asOf"`   // of a closed one: the last day known when it was closed
	Last    string         `json:"last"`   // its last day
	Events  []MonthEvent   `json:"events"` // closed and opened, the newest first
	Figures []MonthFigures `json:"figures"`
	After   []MonthAfter   `json:"after"`
}

// MonthEvent is that a month was closed or opened again.
type MonthEvent struct {
	Closed bool   `json:"closed"`
	At     string `json:"at"`  // empty while it is not synced
	Day    string `json:"day"` // the last day known then
	Who    string `json:"who"`
	Reason string `json:"reason"`
	Synced bool   `json:"synced"`
}

// MonthFigures are figures of a month in one currency.
type MonthFigures struct {
	Currency    string `json:"currency"`
	Conversions int    `json:"conversions"`
	Sales       Money  `json:"sales"`
	Commission  Money  `json:"commission"`
	Payout      Money  `json:"payout"`
	Margin      Money  `json:"margin"`
}

// MonthAfter are adjustments of closed months, added up.
type MonthAfter struct {
	Adjustments int          `json:"adjustments"` // how many
	Figures     MonthFigures `json:"figures"`     // by how much they moved
}

// MonthAdjustment is what moved of a closed month, with what it belongs to.
type MonthAdjustment struct {
	Known        string       `json:"known"` // the day on which it became known, where it counts
	Month        string       `json:"month"` // of the sale
	MonthName    string       `json:"monthName"`
	SaleDay      string       `json:"saleDay"`
	CauseKind    string       `json:"causeKind"`
	CauseID      string       `json:"causeId"`
	Title        string       `json:"title"`
	MemberName   string       `json:"memberName"`
	OfferName    string       `json:"offerName"`
	Figures      MonthFigures `json:"figures"` // by how much they moved
	StatusBefore string       `json:"statusBefore"`
	Status       string       `json:"status"` // empty when it stayed
	Why          []string     `json:"why"`    // sentences
}

// MonthAdjustments are those of a month, or among the figures of a report.
type MonthAdjustments struct {
	Totals []MonthAfter      `json:"totals"` // by currency
	Rows   []MonthAdjustment `json:"rows"`   // the newest first
}

// MonthCheck is something to look at before a month is closed.
type MonthCheck struct {
	Key    string `json:"key"`
	OK     bool   `json:"ok"`
	Text   string `json:"text"`
	Detail string `json:"detail"`
	To     string `json:"to"` // the address of the screen that shows it
}

// MonthForm closes a month or opens it again.
type MonthForm struct {
	Month  string `json:"month"`
	Close  bool   `json:"close"`
	Reason string `json:"reason"` // needed to open it again
	Seen   string `json:"seen"`
}
