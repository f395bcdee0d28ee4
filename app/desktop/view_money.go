package desktop

// PaymentsOverview is where the money stands, in the publisher account's currency.
type PaymentsOverview struct {
	Currency   string       `json:"currency"`
	Balance    Money        `json:"balance"`   // available to pay from
	CJPending  Money        `json:"cjPending"` // reported, not locked
	CJLocked   Money        `json:"cjLocked"`  // CJ will pay it
	Due        Money        `json:"due"`       // members earned it and it is theirs
	PayableNow Money        `json:"payableNow"`
	InPayment  Money        `json:"inPayment"` // payments made and not yet recorded as paid
	PaidTotal  Money        `json:"paidTotal"`
	NextLock   string       `json:"nextLock"`   // day, empty when nothing waits
	NextPayDay string       `json:"nextPayDay"` // when CJ is expected to pay
	Stopped    string       `json:"stopped"`    // why payments are stopped; empty when they are not
	Payments   []PaymentRow `json:"payments"`
	Receipts   []ReceiptRow `json:"receipts"`
}

// PaymentPlan is Make a Payment: who can be paid now.
type PaymentPlan struct {
	Currency string     `json:"currency"`
	Balance  Money      `json:"balance"`
	Total    Money      `json:"total"` // of the lines that can be paid
	Lines    []PlanLine `json:"lines"`
	Stopped  string     `json:"stopped"`
}

// PlanLine is one member in a plan.
type PlanLine struct {
	MemberID    string `json:"memberId"`
	MemberName  string `json:"memberName"`
	Payee       string `json:"payee"`
	Amount      Money  `json:"amount"`
	Conversions int    `json:"conversions"`
	Blocked     string `json:"blocked"` // why this member can't be paid now; empty when they can
}

// PaymentRow is a payment in the list.
type PaymentRow struct {
	ID        string `json:"id"`
	Number    int    `json:"number"`
	CreatedAt string `json:"createdAt"`
	Route     string `json:"route"` // "csv"
	State     string `json:"state"` // "intent", "exported", "paid" or "cancelled"
	Members   int    `json:"members"`
	Total     Money  `json:"total"`
	File      string `json:"file"`
	PaidOn    string `json:"paidOn"`
	Reference string `json:"reference"`
	Reason    string `json:"reason"` // of a cancellation or refusal
	Synced    bool   `json:"synced"`
}

// PaymentDetail is a payment with its lines.
type PaymentDetail struct {
	Row   PaymentRow `json:"row"`
	Lines []PlanLine `json:"lines"`
}

// ExportedFile says where a file was written.
type ExportedFile struct {
	Path      string `json:"path"` // empty when the person cancelled
	Rows      int    `json:"rows"`
	Hash      string `json:"hash"`
	Cancelled bool   `json:"cancelled"`
}

// PaidForm records that a payment's file was executed.
type PaidForm struct {
	PaymentID string `json:"paymentId"`
	Day       string `json:"day"`
	Reference string `json:"reference"`
}

// ReceiptForm records money that came in.
type ReceiptForm struct {
	Source    string `json:"source"` // "cj": CJ paid locked commissions; "deposit": own money put in
	Amount    string `json:"amount"` // decimal, major units
	Day       string `json:"day"`
	Reference string `json:"reference"`

	// Of CJ's payment: the commissions that it pays. Without them, those that
	// had locked before LockedBefore, or that day's payment by CJ's pay day.
	LockedBefore string   `json:"lockedBefore"` // a day; empty as the pay day has it
	Only         []string `json:"only"`         // commission ids that a file names
	Except       []string `json:"except"`       // conversion ids that it does not pay
	WriteOff     bool     `json:"writeOff"`     // a shortfall will not come; else CJ still owes it
	Why          string   `json:"why"`          // of a difference
	Unexplained  string   `json:"unexplained"`  // decimal: of Amount, on lines of a file that were left out; empty is none
}

// ReceiptRow is money that came in.
type ReceiptRow struct {
	ID        string `json:"id"`
	Source    string `json:"source"`
	Amount    Money  `json:"amount"`
	Day       string `json:"day"`
	Reference string `json:"reference"`
	Synced    bool   `json:"synced"`

	Sales      int    `json:"sales"`      // that CJ's payment settled
	Expected   Money  `json:"expected"`   // on them
	Difference Money  `json:"difference"` // paid more, or less when negative
	Why        string `json:"why"`

	Cancelled    bool   `json:"cancelled"` // nothing of it counts
	CancelReason string `json:"cancelReason"`
	CancelledBy  string `json:"cancelledBy"` // "you", or the device
	CancelledAt  string `json:"cancelledAt"` // empty until the log has it
}

// PracticeView is the state of practice mode.
type PracticeView struct {
	Now        string      `json:"now"`
	NextLock   string      `json:"nextLock"`   // when CJ locks the open sales; empty without any
	NextPayDay string      `json:"nextPayDay"` // when CJ pays the locked ones
	ShopURL    string      `json:"shopUrl"`
	Orders     int         `json:"orders"`
	CJPaid     Money       `json:"cjPaid"` // what the simulated CJ has paid and is not recorded yet
	Faults     []FaultView `json:"faults"`
}

// FaultView is something that can be broken on purpose.
type FaultView struct {
	Name        string `json:"name"`
	Part        string `json:"part"` // of the chain; those of a part stand together
	Description string `json:"description"`
	On          bool   `json:"on"`
}
