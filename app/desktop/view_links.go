package desktop

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
	// Public names the member variables that become public; empty for nothing.
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

// LinkQuery asks for a part of the list. Empty fields don't narrow it.
type LinkQuery struct {
	Search   string `json:"search"` // words: each in the member's or the offer's name, the code, a slug or the page
	OfferID  string `json:"offerId"`
	MemberID string `json:"memberId"`
	Group    string `json:"group"`  // name; "-" for the links of members without one
	Status   string `json:"status"` // "active", "paused" or "archived"; "" for all but archived, "all" for all
	Test     string `json:"test"`   // "only" or "without"

	Sort       string `json:"sort"` // a column; "" for the newest first
	Descending bool   `json:"descending"`
	Offset     int    `json:"offset"`
	Limit      int    `json:"limit"` // at most 500
}

// LinkPage is what it gives.
type LinkPage struct {
	Rows  []LinkRow `json:"rows"`
	Total int       `json:"total"` // that the filter shows, on all pages
}

// LinkEdit gives a link another landing page or slug.
type LinkEdit struct {
	ID   string   `json:"id"`
	Page string   `json:"page"` // empty for the offer's
	Slug string   `json:"slug"` // empty for none
	Was  *LinkRow `json:"was,omitempty"`
}

// LinksChanged is what an edit of many links came to.
type LinksChanged struct {
	Changed int    `json:"changed"`
	Undo    string `json:"undo"` // for Undo.Do; empty when nothing changed
}

// LinkDetail is a link in the side panel.
type LinkDetail struct {
	Row LinkRow `json:"row"`
	// CodeURL is its address by the code, BaseURL what stands before its slug.
	CodeURL string `json:"codeUrl"`
	BaseURL string `json:"baseUrl"`
	// Slugs are suggestions that no link here has.
	Slugs []string `json:"slugs"`
	// Hosts are those that its own page may be on; none when it can't have one.
	Hosts []string `json:"hosts"`
	// Destination and Landing are where it leads, filled with an example click.
	Destination string `json:"destination"`
	Landing     string `json:"landing"` // the page inside of it, with its UTMs; empty where it isn't known
	Public      []Pair `json:"public"`  // what of the member is public in them
	Ended       bool   `json:"ended"`   // its offer has ended
}

// LinkCheck is what the relay says of a link.
type LinkCheck struct {
	State       string `json:"state"` // "live", "paused", "ended" or "unknown"
	Destination string `json:"destination"`
}

// QRForm asks for the QR code of a link.
type QRForm struct {
	ID     string `json:"id"`
	Slug   bool   `json:"slug"`   // of its slug; otherwise of its code, which never changes
	Format string `json:"format"` // "svg" or "png", to save it
}

// LetterForm is a text for members. Variables stand in braces.
type LetterForm struct {
	Subject string `json:"subject"`
	Text    string `json:"text"`
}

// LetterView is the letter that was used last, and what it may say.
type LetterView struct {
	Letter    LetterForm `json:"letter"`
	Variables []Choice   `json:"variables"`
}

// HandOutForm asks for a file of links.
type HandOutForm struct {
	IDs    []string    `json:"ids"`
	SVG    bool        `json:"svg"`
	PNG    bool        `json:"png"`
	Letter *LetterForm `json:"letter,omitempty"` // a mail draft for each member
}

// HandOutRun is how far writing it has come.
type HandOutRun struct {
	ID    string       `json:"id"`
	State string       `json:"state"` // "running", "done", "cancelled" or "failed"
	Done  int          `json:"done"`  // members
	Total int          `json:"total"`
	File  ExportedFile `json:"file"`
	Error string       `json:"error"`
}
