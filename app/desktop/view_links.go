package desktop

// LinkForm generates links: one for each member.
type LinkForm struct {
	OfferID   string   `json:"offerId"`
	MemberIDs []string `json:"memberIds"`
	Test      bool     `json:"test"` // test traffic stays out of figures and payments
}

// LinkFilter narrows the list; empty fields don't.
type LinkFilter struct {
	OfferID  string `json:"offerId"`
	MemberID string `json:"memberId"`
}

// LinkRow is a member link.
type LinkRow struct {
	ID          string   `json:"id"`
	URL         string   `json:"url"`  // with the slug, where it has one
	Code        string   `json:"code"` // leads to it always
	Slug        string   `json:"slug"`
	Aliases     []string `json:"aliases"` // slugs that it had; they lead to it too
	Page        string   `json:"page"`    // its own landing page; empty for the offer's
	OfferID     string   `json:"offerId"`
	OfferName   string   `json:"offerName"`
	MemberID    string   `json:"memberId"`
	MemberName  string   `json:"memberName"`
	Status      string   `json:"status"` // "active", "paused" or "archived"
	Test        bool     `json:"test"`
	Clicks      int      `json:"clicks"` // gross
	Unique      int      `json:"unique"`
	Rejected    int      `json:"rejected"`
	Conversions int      `json:"conversions"`
	CreatedAt   string   `json:"createdAt"`
	Synced      bool     `json:"synced"` // false: goes live on sync
}

// LinkBulkForm generates links of some offers for many members.
type LinkBulkForm struct {
	OfferIDs  []string `json:"offerIds"`
	Who       string   `json:"who"`       // "members", "group", "tag" or "everybody"
	MemberIDs []string `json:"memberIds"` // with "members"
	Group     string   `json:"group"`     // name, with "group"
	Tag       string   `json:"tag"`       // with "tag"
	Page      string   `json:"page"`      // a landing page of their own, with one offer; empty for the offer's
	Test      bool     `json:"test"`
}

// LinkCount says what generating would do.
type LinkCount struct {
	Members int `json:"members"`
	Offers  int `json:"offers"`
	Had     int `json:"had"`    // links that are there already
	Wanted  int `json:"wanted"` // links that would be made
	// Public names what becomes public of each member; empty for nothing.
	Public []string `json:"public"`
}

// LinkRun is how far generating links has come.
type LinkRun struct {
	ID     string    `json:"id"`
	State  string    `json:"state"` // "running", "done", "cancelled" or "failed"
	Done   int       `json:"done"`
	Total  int       `json:"total"`
	Made   int       `json:"made"`
	Had    int       `json:"had"`   // were there already
	Short  int       `json:"short"` // wait for numbers from the relay: they are made at the next sync
	Rows   []LinkRow `json:"rows"`  // the first of those that were asked for
	Error  string    `json:"error"`
	Millis int       `json:"millis"`
}
