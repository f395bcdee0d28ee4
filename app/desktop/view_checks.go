package desktop

// CheckView is a test purchase check.
type CheckView struct {
	ID         string      `json:"id"`
	OfferID    string      `json:"offerId"`
	OfferName  string      `json:"offerName"`
	State      string      `json:"state"` // "running", "passed", "warned", "failed" or "stopped"
	StartedAt  string      `json:"startedAt"`
	FinishedAt string      `json:"finishedAt"`
	Link       string      `json:"link"`    // the test link; empty until it is made
	OrderID    string      `json:"orderId"` // the shop's, once known
	Buying     bool        `json:"buying"`  // it waits for a person's purchase
	ByItself   bool        `json:"byItself"`
	Watched    bool        `json:"watched"` // something is missing, and it changes if that comes after all
	Steps      []CheckStep `json:"steps"`
}

// CheckStep is one step of the chain with its evidence.
type CheckStep struct {
	Key      string `json:"key"`
	Title    string `json:"title"`
	State    string `json:"state"` // "waiting", "running", "passed", "warned", "failed" or "skipped"
	At       string `json:"at"`
	Millis   int    `json:"millis"`
	Waits    string `json:"waits"` // while it runs: for what
	Evidence []Pair `json:"evidence"`
	Code     string `json:"code"`    // of the finding
	Finding  string `json:"finding"` // what is wrong, or worth a look
	Hint     string `json:"hint"`    // how to mend it
	// The same step of the check before.
	Before       string `json:"before"` // its state; empty without one
	BeforeMillis int    `json:"beforeMillis"`
}

// CheckList is a part of the checks that are kept, newest first.
type CheckList struct {
	Rows  []CheckRow `json:"rows"`
	Total int        `json:"total"`
}

// CheckRow is a check in a list.
type CheckRow struct {
	ID        string `json:"id"`
	OfferID   string `json:"offerId"`
	OfferName string `json:"offerName"`
	State     string `json:"state"`
	StartedAt string `json:"startedAt"`
	Passed    int    `json:"passed"` // steps
	Steps     int    `json:"steps"`
	Finding   string `json:"finding"` // the first; empty without any
}

// CheckQuery narrows the list; empty fields don't.
type CheckQuery struct {
	OfferID string `json:"offerId"`
	Offset  int    `json:"offset"`
	Limit   int    `json:"limit"` // at most 500; 0 is 20
}
