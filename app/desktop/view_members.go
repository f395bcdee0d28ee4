package desktop

// MemberForm adds or edits a member.
type MemberForm struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Email     string   `json:"email"`
	Instagram string   `json:"instagram"` // user name, or the profile's address
	TikTok    string   `json:"tiktok"`
	YouTube   string   `json:"youtube"`
	Handle    string   `json:"handle"` // elsewhere
	Group     string   `json:"group"`  // name; empty for none
	Tags      []string `json:"tags"`
	Note      string   `json:"note"`
	Payee     string   `json:"payee"` // the e-mail address that payments go to; empty until known
	Test      bool     `json:"test"`  // final once the member has links

	PromoCodes []string `json:"promoCodes"` // of the shop, credited to the member
	PIDs       []string `json:"pids"`       // promotional properties at CJ that are the member's alone

	Was *MemberRow `json:"was,omitempty"` // the member as the form showed it; without it, as it stands
}

// MemberRow is a member in the list.
type MemberRow struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Email       string   `json:"email"`
	Instagram   string   `json:"instagram"`
	TikTok      string   `json:"tiktok"`
	YouTube     string   `json:"youtube"`
	Handle      string   `json:"handle"`
	Group       string   `json:"group"`
	Tags        []string `json:"tags"`
	Note        string   `json:"note"`
	Payee       string   `json:"payee"`
	Test        bool     `json:"test"`
	PromoCodes  []string `json:"promoCodes"`
	PIDs        []string `json:"pids"`
	Status      string   `json:"status"` // "active", "paused" or "archived"
	CreatedAt   string   `json:"createdAt"`
	Links       int      `json:"links"`
	Clicks      int      `json:"clicks"`
	Conversions int      `json:"conversions"`
	Sales       Money    `json:"sales"`
	Earned      Money    `json:"earned"`
	Due         Money    `json:"due"`
	Synced      bool     `json:"synced"`
	Seen        string   `json:"seen"` // the payee's version
}

// MemberQuery asks for a part of the list. Empty fields don't narrow it.
type MemberQuery struct {
	Search string `json:"search"` // words: each in the name, e-mail, a handle, a tag or a promo code
	Group  string `json:"group"`  // name; "-" for those without one
	Tag    string `json:"tag"`
	Status string `json:"status"` // "active", "paused" or "archived"; "" for all but archived, "all" for all
	Test   string `json:"test"`   // "only" or "without"

	Sort       string `json:"sort"` // a column; "" for the name
	Descending bool   `json:"descending"`
	Offset     int    `json:"offset"`
	Limit      int    `json:"limit"` // at most 500
}

// MemberPage is what it gives.
type MemberPage struct {
	Rows  []MemberRow `json:"rows"`
	Total int         `json:"total"` // that the filter shows, on all pages
}

// MemberOptions are what the list can be narrowed to.
type MemberOptions struct {
	Groups  []string `json:"groups"`
	Tags    []string `json:"tags"`
	Members int      `json:"members"` // in all, but those who were removed
}

// MemberOverride is a payout rule that is a member's alone.
type MemberOverride struct {
	RuleID    string   `json:"ruleId"`
	OfferID   string   `json:"offerId"`
	OfferName string   `json:"offerName"`
	Words     string   `json:"words"` // what it pays
	When      []string `json:"when"`  // its conditions and limits, each in words
	From      string   `json:"from"`  // first sale day of one that is scheduled
	State     string   `json:"state"` // "in_force" or "scheduled"
	Synced    bool     `json:"synced"`
}

// MemberEdit changes many members alike. Empty fields leave what they have.
type MemberEdit struct {
	IDs        []string `json:"ids"`
	Status     string   `json:"status"`
	SetGroup   bool     `json:"setGroup"`
	Group      string   `json:"group"` // with SetGroup; empty takes them out of theirs
	AddTags    []string `json:"addTags"`
	RemoveTags []string `json:"removeTags"`
}

// MembersEdited is what it made.
type MembersEdited struct {
	Changed int    `json:"changed"`
	Left    []Pair `json:"left"` // who stays as they are, and why
	Text    string `json:"text"`
	Undo    string `json:"undo"` // a token; empty when nothing changed
}

// MemberImport is an import as it stands: first as a preview, of which nothing
// has been done, then as what was done.
type MemberImport struct {
	ID        string `json:"id"`
	File      string `json:"file"`
	State     string `json:"state"` // "running", "done", "cancelled" or "failed"
	Done      int    `json:"done"`
	Total     int    `json:"total"`
	Error     string `json:"error"`
	Hint      string `json:"hint"`
	New       int    `json:"new"`
	Changes   int    `json:"changes"`
	Unchanged int    `json:"unchanged"`
	Problems  int    `json:"problems"`

	Groups []string `json:"groups"` // that are new
	Undo   string   `json:"undo"`   // a token, once it was imported
	Text   string   `json:"text"`
}

// ImportRow is a row of the preview.
type ImportRow struct {
	Line   int    `json:"line"` // of the file
	What   string `json:"what"` // "new", "changes", "unchanged" or "problem"
	Name   string `json:"name"`
	Email  string `json:"email"`
	Group  string `json:"group"`
	Detail string `json:"detail"` // the fields that change, or what is wrong and what to do
}

// ImportRows is a part of them.
type ImportRows struct {
	Rows  []ImportRow `json:"rows"`
	Total int         `json:"total"`
}

// PastImport is a file that was imported here.
type PastImport struct {
	ID      string `json:"id"`
	At      string `json:"at"`
	File    string `json:"file"`
	Added   int    `json:"added"`
	Changed int    `json:"changed"`
	LeftOut int    `json:"leftOut"`
	Undone  bool   `json:"undone"`
}
