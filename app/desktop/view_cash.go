package desktop

// LockCalendar is the money that can still be corrected, by the date on which
// that ends.
type LockCalendar struct {
	Currency string    `json:"currency"`
	Today    string    `json:"today"`
	AsOf     string    `json:"asOf"` // of CJ's ledger
	Days     []LockDay `json:"days"` // from today on, or overdue
	Open     Money     `json:"open"` // sum of the commissions that can still change
	Sales    int       `json:"sales"`
	Locked   Money     `json:"locked"` // locked and not yet paid by CJ
	// Unlocked are past their date and CJ does not call them locked yet.
	Overdue int `json:"overdue"`
}

// LockDay is what locks on one day.
type LockDay struct {
	Day        string   `json:"day"`
	InDays     int      `json:"inDays"` // negative: overdue
	Sales      int      `json:"sales"`
	Sale       Money    `json:"sale"`
	Commission Money    `json:"commission"`
	Payout     Money    `json:"payout"` // what members earn on them
	Methods    []string `json:"methods"`
	Extended   int      `json:"extended"` // of the sales: the advertiser has put them off once
	Words      string   `json:"words"`    // "17 sales, $1,940.00, can still be corrected until Friday"
}

// TimelineFilter narrows the list; empty fields don't.
type TimelineFilter struct {
	MemberID string `json:"memberId"`
	OfferID  string `json:"offerId"`
	Stage    string `json:"stage"` // "open", "locked", "received", "paid" or "early" (member paid before CJ)
	Period   Period `json:"period"`
	Offset   int    `json:"offset"`
	Limit    int    `json:"limit"` // at most 1000; 0 is 200
}

// TimelinePage is a part of the cash timeline.
type TimelinePage struct {
	Rows   []TimelineRow   `json:"rows"`
	Total  int             `json:"total"`
	Stages []TimelineStage `json:"stages"` // of the whole filter without its stage
}

// TimelineStage sums up the sales that stand at one of the four clocks.
type TimelineStage struct {
	Stage      string `json:"stage"`
	Label      string `json:"label"`
	Sales      int    `json:"sales"`
	Commission Money  `json:"commission"`
	Payout     Money  `json:"payout"`
}

// TimelineRow is a sale on four clocks.
type TimelineRow struct {
	ConversionID string        `json:"conversionId"`
	OrderID      string        `json:"orderId"`
	MemberName   string        `json:"memberName"`
	OfferName    string        `json:"offerName"`
	Commission   Money         `json:"commission"`
	Payout       Money         `json:"payout"`
	Stage        string        `json:"stage"`
	Sold         TimelineClock `json:"sold"`
	Locks        TimelineClock `json:"locks"`
	CJPays       TimelineClock `json:"cjPays"`
	Paid         TimelineClock `json:"paid"` // the member
}

// TimelineClock is when something happened, or is expected to.
type TimelineClock struct {
	Day      string `json:"day"`      // empty: not known
	Expected bool   `json:"expected"` // not happened yet
	Until    string `json:"until"`    // an expected span's last day
	Note     string `json:"note"`     // "short by 2.00 USD", "extended once" …
}

// CashForecast is what paying now would cost before CJ's money is here.
type CashForecast struct {
	Currency string `json:"currency"`
	Today    string `json:"today"`
	Balance  Money  `json:"balance"` // there to pay with

	Payable Money  `json:"payable"` // owed to members by CJ-locked sales
	Early   Money  `json:"early"`   // earned on sales in CJ's ledger that are not locked
	All     Money  `json:"all"`     // both: "pay everybody now"
	Front   Money  `json:"front"`   // of All: beyond what CJ has paid on the same sales
	Short   Money  `json:"short"`   // of All: beyond the balance
	Risk    Money  `json:"risk"`    // of Early: what history says is taken back
	Rate    string `json:"rate"`    // per cent of past commissions that were taken back before lock; empty without history
	Basis   string `json:"basis"`   // what the rate was taken from, in words
	Words   string `json:"words"`   // "Pay everybody now and you front 4,180.00 USD; …"

	Days []CashDay `json:"days"` // expected, in order
}

// CashDay is what is expected to happen to the balance on a day.
type CashDay struct {
	Day     string `json:"day"`
	Until   string `json:"until"` // the last day of the span, where there is one
	What    string `json:"what"`  // "CJ pays what locked by 12 November"
	In      Money  `json:"in"`
	Out     Money  `json:"out"`
	Balance Money  `json:"balance"` // after it, when members are paid as it comes
}

// CashSettings are how CJ pays this account.
type CashSettings struct {
	PayDay     int    `json:"payDay"`     // day of the month, 1 to 28
	CreditFrom int    `json:"creditFrom"` // business days until the money is here, at the soonest
	CreditTo   int    `json:"creditTo"`   // and at the latest
	Minimum    string `json:"minimum"`    // CJ pays no less; what is below rolls over; decimal, empty for none
}

// AsCJView is the programme as CJ sees it, one sub-affiliate, beside the sum of
// our members.
type AsCJView struct {
	Period Period     `json:"period"`
	Totals []AsCJSide `json:"totals"` // one for each currency
	AsOf   string     `json:"asOf"`
}

// AsCJSide is one currency of AsCJView.
type AsCJSide struct {
	Currency string    `json:"currency"`
	Rows     []AsCJRow `json:"rows"`  // CJ's whole, then what explains the difference, then the members' sum
	Equal    bool      `json:"equal"` // every difference is explained
}

// AsCJRow is a line of the comparison.
type AsCJRow struct {
	Key        string `json:"key"` // "cj", "members", "test", "nobody", "bonus", "postback", "held" …
	Label      string `json:"label"`
	Means      string `json:"means"`
	Sales      int    `json:"sales"`
	Sale       Money  `json:"sale"`
	Commission Money  `json:"commission"`
}

// ReceiptProposal is what a payment of CJ would settle.
type ReceiptProposal struct {
	Expected    Money        `json:"expected"`    // of the commissions below
	Unexplained Money        `json:"unexplained"` // of the payment: on lines of its file that were left out
	Difference  Money        `json:"difference"`  // of the rest
	Words       string       `json:"words"`
	Sales       int          `json:"sales"`
	LockedTo    string       `json:"lockedTo"` // CJ's commissions that locked by this day
	Rows        []ReceiptDue `json:"rows"`     // at most 500
	More        int          `json:"more"`
	Known       string       `json:"known"` // this payment is recorded already: when, and by which reference
}

// ReceiptDue is a locked commission that CJ has not paid yet.
type ReceiptDue struct {
	ConversionID string `json:"conversionId"`
	OrderID      string `json:"orderId"`
	MemberName   string `json:"memberName"`
	LockedOn     string `json:"lockedOn"`
	Commission   Money  `json:"commission"`
	Paid         bool   `json:"paid"` // by the receipt that is proposed
}

// PaymentFileRead is a CSV of CJ's payment as a form, with the lines that differ
// from what CJ owes.
type PaymentFileRead struct {
	Form  ReceiptForm   `json:"form"`
	Lines int           `json:"lines"` // of the file
	Equal int           `json:"equal"` // of them: what CJ owes, to the cent
	Off   []PaymentLine `json:"off"`   // those that differ, at most 200
	More  int           `json:"more"`
	// LeftOut lines are of what CJ does not owe here, or can't be read.
	LeftOut     int   `json:"leftOut"`
	Unexplained Money `json:"unexplained"` // what they come to, where their amount can be read
}

// PaymentLine is a line of such a file, or several of one commission or order.
type PaymentLine struct {
	Lines      string `json:"lines"` // "5" or "5, 9"
	Name       string `json:"name"`  // the commission or order that they name
	Paid       Money  `json:"paid"`
	Owed       Money  `json:"owed"`
	Difference Money  `json:"difference"` // paid more, or less when negative
	Problem    string `json:"problem"`    // why they can't be settled; then they are left out
}
