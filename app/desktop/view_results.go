package desktop

// Period is a range of sale days in the workspace's time zone, both included,
// YYYY-MM-DD; empty ends are open.
type Period struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// SalesTracking is the home screen.
type SalesTracking struct {
	Totals    []SalesTotals `json:"totals"` // one for each currency; never mixed
	Rows      []SalesRow    `json:"rows"`
	TimeZone  string        `json:"timeZone"`
	RelayAsOf string        `json:"relayAsOf"`
	CJAsOf    string        `json:"cjAsOf"`
}

// SalesTotals are the KPIs in one currency.
type SalesTotals struct {
	Currency               string `json:"currency"`
	Members                int    `json:"members"`
	MembersWithConversions int    `json:"membersWithConversions"`
	Clicks                 int    `json:"clicks"`
	UniqueClicks           int    `json:"uniqueClicks"`
	Conversions            int    `json:"conversions"`
	Sales                  Money  `json:"sales"`
	SalesPerMember         Money  `json:"salesPerMember"` // per member with conversions
	NetworkCommission      Money  `json:"networkCommission"`
	Earned                 Money  `json:"earned"`
	EarnedPerMember        Money  `json:"earnedPerMember"`
	Due                    Money  `json:"due"`
	MembersDue             int    `json:"membersDue"`
}

// SalesRow is one member in one currency.
type SalesRow struct {
	MemberID          string `json:"memberId"`
	MemberName        string `json:"memberName"`
	Group             string `json:"group"`
	Currency          string `json:"currency"`
	Clicks            int    `json:"clicks"`
	UniqueClicks      int    `json:"uniqueClicks"`
	Conversions       int    `json:"conversions"`
	ConversionRate    string `json:"conversionRate"` // per cent of unique clicks, one decimal; empty without clicks
	Sales             Money  `json:"sales"`
	NetworkCommission Money  `json:"networkCommission"`
	Earned            Money  `json:"earned"`
	Pending           Money  `json:"pending"`
	Due               Money  `json:"due"`
	Paid              Money  `json:"paid"`
}

// ConversionFilter narrows the list; empty fields don't.
type ConversionFilter struct {
	Status   string `json:"status"` // one or several, by comma
	MemberID string `json:"memberId"`
	OfferID  string `json:"offerId"`
	LinkID   string `json:"linkId"`
	Currency string `json:"currency"`
	Period   Period `json:"period"`
	NoTests  bool   `json:"noTests"`
	// Corrected narrows to sales that CJ corrected after a place in the log.
	Corrected string `json:"corrected"`
	// Where narrows by what else reports are cut by.
	Where []ReportFilter `json:"where"`
	// Sort is "day", "member", "order", "sale", "status" or "locks"; empty is newest first.
	Sort       string `json:"sort"`
	Descending bool   `json:"descending"`
	Offset     int    `json:"offset"`
	Limit      int    `json:"limit"` // at most 1000; 0 is 200
}

// ConversionPage is a part of the list.
type ConversionPage struct {
	Rows  []ConversionRow `json:"rows"`
	Total int             `json:"total"`
}

// ConversionSums are the totals of a list of conversions.
type ConversionSums struct {
	Currencies []ConversionSum `json:"currencies"`
	Link       string          `json:"link"`  // whose link it is narrowed to, in words
	Where      []string        `json:"where"` // what else it is narrowed to, in words
}

// ConversionSum are those in one currency.
type ConversionSum struct {
	Currency          string `json:"currency"`
	Conversions       int    `json:"conversions"`
	Counted           int    `json:"counted"` // pending, approved or on hold
	Sales             Money  `json:"sales"`   // of the counted
	NetworkCommission Money  `json:"networkCommission"`
	Payouts           Money  `json:"payouts"` // that the books hold
}

// ConversionRow is a conversion with our status and CJ's side by side.
type ConversionRow struct {
	ID                string `json:"id"`
	SaleDay           string `json:"saleDay"`
	ReportedAt        string `json:"reportedAt"`
	OfferID           string `json:"offerId"`
	OfferName         string `json:"offerName"`
	MemberID          string `json:"memberId"`
	MemberName        string `json:"memberName"`
	OrderID           string `json:"orderId"`
	PromoCode         string `json:"promoCode"` // what the shopper typed, when there is no click
	ClickID           string `json:"clickId"`
	Sale              Money  `json:"sale"`
	NetworkCommission Money  `json:"networkCommission"`
	Payout            Money  `json:"payout"`
	Adjusted          Money  `json:"adjusted"`   // of Payout: added or taken off by hand
	ClaimedBy         string `json:"claimedBy"`  // name of another member whose link or code claims the order, too
	Status            string `json:"status"`     // "pending", "approved", "rejected", "on_hold", "unresolved" or "reversed"
	CJStatus          string `json:"cjStatus"`   // "", "new", "extended", "locked" or "closed"; empty until CJ's row arrives
	LocksOn           string `json:"locksOn"`    // CJ's locking date
	ActionType        string `json:"actionType"` // CJ's: "sim_sale", "item_sale", "bonus" …; empty until CJ's row arrives
	Locking           string `json:"locking"`    // how CJ locks it, in words
	Validation        string `json:"validation"` // "PENDING", "ACCEPTED" or "DECLINED" where the advertiser has to accept it
	PID               string `json:"pid"`        // the promotional property that it came by
	ReceivedOn        string `json:"receivedOn"` // when CJ's payment of it came in; empty until then
	Payment           string `json:"payment"`    // "", "due", "in_payment" or "paid"
	Blocked           string `json:"blocked"`    // why it can't be paid yet, in words; empty when it can or was
	Reason            string `json:"reason"`     // of the last decision
	Test              bool   `json:"test"`
	Synced            bool   `json:"synced"`
	Seen              string `json:"seen"` // the last decision's version
}

// ConversionDetail is one conversion's story.
type ConversionDetail struct {
	Row         ConversionRow  `json:"row"`
	Explanation string         `json:"explanation"` // how the payout was worked out
	History     []HistoryItem  `json:"history"`
	CJRows      []CJRowView    `json:"cjRows"`
	Transfers   []TransferView `json:"transfers"`
}

// HistoryItem is one thing that happened.
type HistoryItem struct {
	At     string `json:"at"`
	What   string `json:"what"`
	Source string `json:"source"` // "click", "postback", "cj", "rule", "books", "payment" or "you"
	Facts  []Pair `json:"facts"`
	To     string `json:"to"` // the address of its place; may be empty
}

// CJRowView is one row of CJ's commission ledger.
type CJRowView struct {
	CommissionID string `json:"commissionId"`
	Original     bool   `json:"original"`
	Status       string `json:"status"`
	Reason       string `json:"reason"`
	Sale         Money  `json:"sale"`
	Commission   Money  `json:"commission"`
	EventAt      string `json:"eventAt"`
	PostedAt     string `json:"postedAt"`
	LocksAt      string `json:"locksAt"`
}

// TransferView is one row of the books.
type TransferView struct {
	ID     string `json:"id"`
	At     string `json:"at"`
	Debit  string `json:"debit"`
	Credit string `json:"credit"`
	Amount Money  `json:"amount"`
	State  string `json:"state"` // "posted", "pending", "voided"
	Cause  string `json:"cause"`
}

// Decision approves, rejects or holds conversions.
type Decision struct {
	ConversionIDs []string `json:"conversionIds"`
	// All decides on every conversion that the filter shows, in place of ids.
	All    *ConversionFilter `json:"all,omitempty"`
	Except []string          `json:"except,omitempty"` // with All: those that were taken out again
	Status string            `json:"status"`           // "approved", "rejected", "on_hold" or "pending"
	Reason string            `json:"reason"`           // required to reject or hold
	Seen   []string          `json:"seen"`             // of each conversion's row, in their order; empty: as they stand
}

// PostbackCallView is a postback call as the relay kept it.
type PostbackCallView struct {
	ID       string `json:"id"`
	At       string `json:"at"`
	Accepted bool   `json:"accepted"`
	Request  string `json:"request"` // method, path and query; tokens and signatures shortened
	Body     string `json:"body"`
	Reply    string `json:"reply"` // what the caller was told
}
