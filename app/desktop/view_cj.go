package desktop

// CJCheck says in plain words what a CJ token can do.
type CJCheck struct {
	OK      bool     `json:"ok"`
	Kind    string   `json:"kind"` // "works", "credential" refused, "rights" missing, "later" out of order, or "bug"
	Message string   `json:"message"`
	Hint    string   `json:"hint"` // what to do; empty when nothing
	Notes   []string `json:"notes"`
	Role    string   `json:"role"`   // what the token turned out to be: "publisher", "advertiser", or empty
	Rows    int      `json:"rows"`   // posted in the last 31 days
	Newest  string   `json:"newest"` // posting date of the newest; empty without any
}

// CJRoleChoice is a kind of CJ account with what it can and can't do.
type CJRoleChoice struct {
	Value   string   `json:"value"`
	Label   string   `json:"label"`
	Means   string   `json:"means"`
	Can     []string `json:"can"`
	Cannot  []string `json:"cannot"`
	Instead []string `json:"instead"` // how members are credited where clicks can't be
}

// CJPullView is the reading of CJ's ledger.
type CJPullView struct {
	State   string `json:"state"` // "idle", "reading", "stopped" by a person, or "waiting" to try again
	What    string `json:"what"`  // what is read now, in words: "sales posted in September 2026"
	Done    int    `json:"done"`  // parts
	Total   int    `json:"total"` // parts, where that is known
	Rows    int    `json:"rows"`  // read in this run
	Fresh   int    `json:"fresh"` // of them new or moved
	Since   string `json:"since"` // posting date from which the next run goes on
	AsOf    string `json:"asOf"`  // last time CJ was read to the end
	Problem string `json:"problem"`
	Hint    string `json:"hint"`
	Retry   string `json:"retry"` // when it is tried again; empty when it is not
	// Unread tells of rows of CJ's that could not be read, and UnreadHint what
	// follows; empty when all could.
	Unread     string `json:"unread"`
	UnreadHint string `json:"unreadHint"`
}

// LinkSearchForm looks for CJ links to promote. Empty fields don't narrow.
type LinkSearchForm struct {
	Keywords     string `json:"keywords"`
	AdvertiserID string `json:"advertiserId"` // empty: of all that the account has joined
	Page         int    `json:"page"`         // from 1
}

// LinkSearchPage is a part of what CJ's Link Search found.
type LinkSearchPage struct {
	Links []CJLinkView `json:"links"`
	Total int          `json:"total"`
	Page  int          `json:"page"`
	Pages int          `json:"pages"`
}

// CJLinkView is a CJ link (AID).
type CJLinkView struct {
	AID            string `json:"aid"`
	Name           string `json:"name"`
	Description    string `json:"description"`
	Type           string `json:"type"`
	AdvertiserID   string `json:"advertiserId"`
	AdvertiserName string `json:"advertiserName"`
	Destination    string `json:"destination"`
	Commission     string `json:"commission"` // in CJ's words
	DeepLinks      bool   `json:"deepLinks"`  // may lead to any page of the advertiser
	Ends           string `json:"ends"`       // of the promotion; empty when it has no end
	OfferURL       string `json:"offerUrl"`   // ready for the offer form, with {click_id} as sid
}

// DeepLinkForm makes an offer URL of a CJ link and a page of the shop.
type DeepLinkForm struct {
	AID         string `json:"aid"`
	Destination string `json:"destination"` // empty for the link's own
	DeepLinks   bool   `json:"deepLinks"`
}

// TermsView is what CJ's programme terms say of an offer's advertiser.
type TermsView struct {
	AdvertiserID   string       `json:"advertiserId"`
	AdvertiserName string       `json:"advertiserName"`
	AsOf           string       `json:"asOf"` // empty: never read
	Status         string       `json:"status"`
	Since          string       `json:"since"`
	Ends           string       `json:"ends"`
	Actions        []TermsGroup `json:"actions"`
	Changes        []string     `json:"changes"` // since a person last said "seen", in words
	ChangedOn      string       `json:"changedOn"`
	Problem        string       `json:"problem"` // why they could not be read
}

// TermsGroup is what one action tracker pays.
type TermsGroup struct {
	Name     string   `json:"name"`
	Type     string   `json:"type"`
	Referral string   `json:"referral"` // "30 days"
	Locking  string   `json:"locking"`  // in words
	Rates    []string `json:"rates"`    // in words: "8 % of the sale", "12 % for new customers"
}

// ScenarioView is something that can be played in practice mode.
type ScenarioView struct {
	Name  string   `json:"name"`
	Title string   `json:"title"`
	Lines []string `json:"lines"` // the scenario as its file has it
}
