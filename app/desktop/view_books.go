package desktop

// BooksView is the ledger screen: where the money stands.
type BooksView struct {
	Currencies []BookCurrency `json:"currencies"`
	Checks     []BookCheck    `json:"checks"`
	Head       string         `json:"head"` // hash of the last transfer; empty for an empty book
	Transfers  int            `json:"transfers"`
	LastEntry  int            `json:"lastEntry"` // place in the log up to which the books are made
	ProvenAt   string         `json:"provenAt"`  // when the whole book was last replayed
}

// BookCheck is one thing that must hold; payments stop while one does not.
type BookCheck struct {
	Key    string `json:"key"` // "balanced", "clearing", "proven" or "complete"
	Title  string `json:"title"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
}

// BookCurrency are the accounts in one currency.
type BookCurrency struct {
	Currency string        `json:"currency"`
	Accounts []BookAccount `json:"accounts"`
	Debits   Money         `json:"debits"` // of the trial balance
	Credits  Money         `json:"credits"`
}

// BookAccount is an account with its balance, positive on its usual side.
type BookAccount struct {
	Account   string `json:"account"` // "cj:locked"; "members:payable" and "members:recover" stand for all members
	Title     string `json:"title"`   // in words
	Kind      string `json:"kind"`    // "asset", "liability", "income", "expense" or "equity"
	Meaning   string `json:"meaning"`
	Members   int    `json:"members"` // whose accounts it sums up; 0 for one account
	Pending   Money  `json:"pending"` // reserved, not posted: signed as Posted is
	Posted    Money  `json:"posted"`
	Available Money  `json:"available"` // posted, less what is reserved to leave
	Clearing  bool   `json:"clearing"`
}

// TransferFilter narrows the list of transfers; empty fields don't.
type TransferFilter struct {
	Account  string `json:"account"`
	Currency string `json:"currency"`
	MemberID string `json:"memberId"`
	Cause    string `json:"cause"`
	Period   Period `json:"period"` // of the day for which they count
	Offset   int    `json:"offset"`
	Limit    int    `json:"limit"` // at most 1000; 0 is 200
}

// TransferPage is a part of the list, newest first.
type TransferPage struct {
	Rows  []BookTransfer `json:"rows"`
	Total int            `json:"total"`
}

// BookTransfer is a transfer with what caused it.
type BookTransfer struct {
	ID          string `json:"id"`
	Position    int    `json:"position"`
	Day         string `json:"day"`
	RecordedAt  string `json:"recordedAt"`
	Debit       string `json:"debit"`
	DebitTitle  string `json:"debitTitle"`
	Credit      string `json:"credit"`
	CreditTitle string `json:"creditTitle"`
	Amount      Money  `json:"amount"`
	State       string `json:"state"`     // "posted", "pending", "voided" or "void" (which gives a pending one up)
	CauseKind   string `json:"causeKind"` // "conversion", "payment", "receipt", "clicks", "adjustment" or "opening"
	CauseID     string `json:"causeId"`
	CauseTitle  string `json:"causeTitle"` // "Order 1042 of Mia Berger"
	Memo        string `json:"memo"`
	Entry       int    `json:"entry"`
	Hash        string `json:"hash"`
}

// MemberStatement is a member's account: what was earned and paid, and what is
// owed.
type MemberStatement struct {
	MemberID   string              `json:"memberId"`
	MemberName string              `json:"memberName"`
	Period     Period              `json:"period"`
	Workspace  string              `json:"workspace"`
	AsOf       string              `json:"asOf"`
	Currencies []StatementCurrency `json:"currencies"`
}

// StatementCurrency is a statement in one currency.
type StatementCurrency struct {
	Currency string         `json:"currency"`
	Opening  Money          `json:"opening"` // owed before the period
	Rows     []StatementRow `json:"rows"`    // oldest first
	Earned   Money          `json:"earned"`
	Paid     Money          `json:"paid"`
	Closing  Money          `json:"closing"`
	Pending  Money          `json:"pending"` // earned and not owed yet: CJ has not locked the sales
}

// StatementRow is one line of it. Balance runs over what is owed; a pending row
// does not move it.
type StatementRow struct {
	Day         string `json:"day"`
	What        string `json:"what"` // "Sale of 80.00, order 1042", "Payment 3"
	Offer       string `json:"offer"`
	State       string `json:"state"` // "owed", "pending" or "paid"
	Earned      Money  `json:"earned"`
	Paid        Money  `json:"paid"`
	Balance     Money  `json:"balance"`
	Explanation string `json:"explanation"`
	CauseKind   string `json:"causeKind"`
	CauseID     string `json:"causeId"`
}

// AdjustmentForm gives a member a bonus, or corrects what they are owed.
type AdjustmentForm struct {
	MemberID string `json:"memberId"`
	Kind     string `json:"kind"` // "bonus" or "correction"
	Amount   string `json:"amount"`
	Day      string `json:"day"`
	Reason   string `json:"reason"`
}

// AdjustmentRow is an adjustment.
type AdjustmentRow struct {
	ID           string `json:"id"`
	Kind         string `json:"kind"` // "conversion", "bonus" or "correction"
	MemberID     string `json:"memberId"`
	MemberName   string `json:"memberName"`
	ConversionID string `json:"conversionId"`
	Amount       Money  `json:"amount"`
	Day          string `json:"day"`
	Reason       string `json:"reason"`
	Cancelled    bool   `json:"cancelled"`
	CancelReason string `json:"cancelReason"`
	Paid         bool   `json:"paid"` // can't be cancelled any more
	Synced       bool   `json:"synced"`
}

// OpeningForm brings a balance along from another tool.
type OpeningForm struct {
	Of       string `json:"of"` // "member", "wallet" or "cj"
	MemberID string `json:"memberId"`
	Amount   string `json:"amount"`
	Day      string `json:"day"`
	Note     string `json:"note"`
}

// OpeningRow is an opening balance.
type OpeningRow struct {
	ID         string `json:"id"`
	Of         string `json:"of"`
	MemberID   string `json:"memberId"`
	MemberName string `json:"memberName"`
	Amount     Money  `json:"amount"`
	Day        string `json:"day"`
	Note       string `json:"note"`
	Cancelled  bool   `json:"cancelled"`
	Synced     bool   `json:"synced"`
}
