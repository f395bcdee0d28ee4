package desktop

// TableView is a CSV file that somebody chose, before it is read in.
type TableView struct {
	ID       string     `json:"id"` // of the file, until the session ends
	Name     string     `json:"name"`
	Rows     int        `json:"rows"`
	Columns  []string   `json:"columns"`
	Sample   [][]string `json:"sample"`  // the first rows
	Mapping  []Pair     `json:"mapping"` // label is the field, value the column; remembered, or guessed
	Fields   []Choice   `json:"fields"`  // what can be read; the hint says what it must look like
	Needed   []string   `json:"needed"`  // of the fields
	DayForm  string     `json:"dayForm"` // "ymd", "dmy" or "mdy"
	Problems []string   `json:"problems"`
	// Seen says that the same file was read in before.
	Seen      string `json:"seen"`
	Cancelled bool   `json:"cancelled"`
	// Of a file of orders: the shop that the last one was of, and those that there
	// are. Shops that number their orders alike are told apart by it.
	Shop  string   `json:"shop"`
	Shops []string `json:"shops"`
}

// TableForm reads in a file that was chosen.
type TableForm struct {
	ID       string `json:"id"`
	Mapping  []Pair `json:"mapping"`
	DayForm  string `json:"dayForm"`
	Currency string `json:"currency"` // where the file names none
	// Decimal is "." or ",", what stands before decimals, where the file does not
	// show it; empty where nobody was asked.
	Decimal string `json:"decimal"`
	// Shop is whose orders they are, by the shop's address or name; empty for the
	// only one.
	Shop string `json:"shop"`
}

// OrderImportView is a file of the shop's orders that was read in.
type OrderImportView struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Shop     string   `json:"shop"` // empty for the only one
	At       string   `json:"at"`
	Lines    int      `json:"lines"` // of the file, of which several may be one order
	Orders   int      `json:"orders"`
	Note     string   `json:"note"` // how lines became orders; empty where it was one each
	LeftOut  int      `json:"leftOut"`
	Problems []string `json:"problems"` // the first lines that could not be read, and why
	From     string   `json:"from"`
	To       string   `json:"to"`
	Total    Money    `json:"total"`
	Synced   bool     `json:"synced"`
}

// ReconciliationForm says what is compared. Days are sale days; empty ends are
// open.
type ReconciliationForm struct {
	Period  Period `json:"period"`
	OfferID string `json:"offerId"` // empty for all
}

// ReconciliationRun is a comparison as it stands.
type ReconciliationRun struct {
	ID     string `json:"id"`
	State  string `json:"state"` // "running", "done", "cancelled" or "failed"
	Done   int    `json:"done"`
	Total  int    `json:"total"`
	Error  string `json:"error"`
	Millis int    `json:"millis"`

	Period  Period       `json:"period"`
	Sources []SourceView `json:"sources"`
	Buckets []BucketView `json:"buckets"`
	Ties    []TieView    `json:"ties"`
	Stale   bool         `json:"stale"` // something came in since; compare again
}

// SourceView is one side of a comparison.
type SourceView struct {
	Key   string `json:"key"` // "cj", "postback" or "shop"
	Label string `json:"label"`
	Rows  int    `json:"rows"`
	Total Money  `json:"total"`
	AsOf  string `json:"asOf"`
	Note  string `json:"note"` // "No orders of the shop were read in for this period."
}

// BucketView is one kind of outcome.
type BucketView struct {
	Key        string `json:"key"` // "matched", "cj_only", "postback_only", "shop_only", "amount", "duplicate", "reversed_late", "test"
	Label      string `json:"label"`
	Means      string `json:"means"`
	Advice     string `json:"advice"`
	Cases      int    `json:"cases"`
	Decided    int    `json:"decided"`
	CJ         Money  `json:"cj"` // sale amounts by source
	Postback   Money  `json:"postback"`
	Shop       Money  `json:"shop"`
	Commission Money  `json:"commission"` // by CJ's rows
}

// TieView proves that the buckets add up to another figure of the program.
type TieView struct {
	What    string `json:"what"`    // "CJ's rows of these days"
	Buckets Money  `json:"buckets"` // sum over all buckets
	Other   Money  `json:"other"`   // the report's or the books' figure
	Where   string `json:"where"`   // "Sales Tracking", "Books: CJ owes us" …
	OK      bool   `json:"ok"`
	Why     string `json:"why"` // what a difference comes from
}

// CaseFilter narrows the list of a run; empty fields don't.
type CaseFilter struct {
	RunID   string `json:"runId"`
	Bucket  string `json:"bucket"`
	Decided string `json:"decided"` // "", "yes" or "no"
	Text    string `json:"text"`    // in the order, member or click id
	Offset  int    `json:"offset"`
	Limit   int    `json:"limit"` // at most 1000; 0 is 200
}

// CasePage is a part of the list.
type CasePage struct {
	Rows  []CaseRow `json:"rows"`
	Total int       `json:"total"`
}

// CaseRow is one order as the sources have it.
type CaseRow struct {
	Key          string   `json:"key"`
	Bucket       string   `json:"bucket"`
	OrderID      string   `json:"orderId"`
	Day          string   `json:"day"`
	MemberName   string   `json:"memberName"`
	ConversionID string   `json:"conversionId"` // empty when there is none
	CJ           CaseSide `json:"cj"`
	Postback     CaseSide `json:"postback"`
	Shop         CaseSide `json:"shop"`
	By           string   `json:"by"`         // "click id", "order number", "amount and time"; empty when nothing matched
	Confidence   int      `json:"confidence"` // per cent
	Why          string   `json:"why"`        // one sentence
	Difference   Money    `json:"difference"`
	Outcome      string   `json:"outcome"` // of a decision; empty while there is none
	Changed      bool     `json:"changed"` // the sources have it otherwise since: it is to be decided again
	Note         string   `json:"note"`
	DecidedAt    string   `json:"decidedAt"`
	Synced       bool     `json:"synced"`
}

// CaseSide is what one source has of an order.
type CaseSide struct {
	Has        bool   `json:"has"`
	ID         string `json:"id"` // CJ's action, our report, or the shop's order number
	Day        string `json:"day"`
	Amount     Money  `json:"amount"`
	Commission Money  `json:"commission"`
	Status     string `json:"status"`
	// Counts are the amounts of CJ's action trackers where several count one order:
	// they are never added, and Amount is the one that is compared.
	Counts []TrackerCount `json:"counts"`
}

// TrackerCount is what one of CJ's action trackers has of an order.
type TrackerCount struct {
	Tracker    string `json:"tracker"`
	Amount     Money  `json:"amount"`
	Commission Money  `json:"commission"`
}

// CaseDecision decides on cases. All takes the filter in place of keys.
type CaseDecision struct {
	RunID   string      `json:"runId"`
	Keys    []string    `json:"keys"`
	All     *CaseFilter `json:"all,omitempty"`
	Except  []string    `json:"except,omitempty"` // with All: those that were taken out again
	Outcome string      `json:"outcome"`          // of ReconciliationOptions.Outcomes
	Note    string      `json:"note"`
}

// CaseResult says what a decision did.
type CaseResult struct {
	UndoID  string `json:"undoId"`
	Decided int    `json:"decided"`
}

// ReconciliationOptions feed the screen.
type ReconciliationOptions struct {
	Outcomes []OutcomeChoice `json:"outcomes"`
	Offers   []Choice        `json:"offers"`
	Period   Period          `json:"period"` // to begin with
	// What CJ's files need and CJ's rows can't tell; kept once entered.
	Account AdvertiserAccount `json:"account"`
}

// OutcomeChoice is a decision that a bucket allows.
type OutcomeChoice struct {
	Value   string   `json:"value"`
	Label   string   `json:"label"`
	Hint    string   `json:"hint"`
	Key     string   `json:"key"` // on the keyboard
	Buckets []string `json:"buckets"`
}

// AdvertiserAccount are the brand's own numbers at CJ, which its files need.
type AdvertiserAccount struct {
	CompanyID      string `json:"companyId"`
	EnterpriseID   string `json:"enterpriseId"`
	SubscriptionID string `json:"subscriptionId"`
}

// ReconciliationExport writes a file of what was decided in a run.
type ReconciliationExport struct {
	RunID string `json:"runId"`
	Kind  string `json:"kind"` // "cancellations", "restatements", "inquiry" or "cases"
}

// ReconciliationFile is a file that was written, and what could not be in it.
type ReconciliationFile struct {
	Path      string `json:"path"` // empty when the person cancelled
	Rows      int    `json:"rows"`
	Hash      string `json:"hash"`
	Cancelled bool   `json:"cancelled"`
	LeftOut   []Pair `json:"leftOut"` // the order and why, such as "Too late: CJ has locked it"
}
