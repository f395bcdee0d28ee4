package desktop

// OfferOptions feed the Add Offer form.
type OfferOptions struct {
	ConversionTypes []Choice `json:"conversionTypes"`
	Types           []Choice `json:"types"` // Add Offer
	PayoutOptions   []Choice `json:"payoutOptions"`
	Protocols       []Choice `json:"protocols"`
	Macros          []Choice `json:"macros"`
	Destinations    []Choice `json:"destinations"` // CJ destination links that are known; in practice mode the simulated CJ's
	Currency        string   `json:"currency"`
	Today           string   `json:"today"` // of the workspace: the day from which on what is saved counts
	// Networks whose postbacks can be read, and the fields that an offer may
	// give names of its own.
	PostbackPresets []PostbackPreset `json:"postbackPresets"`
	PostbackFields  []Choice         `json:"postbackFields"`
}

// PostbackPreset is how a network writes its postbacks.
type PostbackPreset struct {
	Name        string `json:"name"`
	Label       string `json:"label"`
	Names       []Pair `json:"names"`       // label is the field, value its parameter names
	Minor       bool   `json:"minor"`       // amounts are whole cents
	Corrections string `json:"corrections"` // how the network marks them, in words
}

// OfferForm is Add Offer › Link Tracking Offer, or Promo Code Offer. Amounts and rates are decimal
// texts in major units and per cent.
type OfferForm struct {
	ID             string `json:"id"`   // empty to add
	Type           string `json:"type"` // "link", also when empty, or "code"; never changes
	Name           string `json:"name"`
	Description    string `json:"description"`
	ConversionType string `json:"conversionType"`
	PayoutOption   string `json:"payoutOption"` // "cps" per cent of the sale, "cpa" a flat amount per conversion
	PayoutPercent  string `json:"payoutPercent"`
	PayoutFlat     string `json:"payoutFlat"`
	Protocol       string `json:"protocol"`
	OfferURL       string `json:"offerUrl"`
	LandingPage    string `json:"landingPage"` // where the Offer URL says {landing_page}; worked out otherwise
	FallbackURL    string `json:"fallbackUrl"`
	EndsOn         string `json:"endsOn"`     // last day whose sales count, YYYY-MM-DD; empty is never
	WindowDays     string `json:"windowDays"` // days that a click may earn; empty leaves it to the network
	UTMs           []Pair `json:"utms"`       // label is the parameter (utm_source …), value may hold macros

	DeepDomains      []string `json:"deepDomains"`      // hosts that member links' own pages may be on; empty for the landing page's
	Codes            []string `json:"codes"`            // of a promo code offer; empty for all that members have
	PassThrough      []string `json:"passThrough"`      // query parameters of a member link that go on to the destination
	Preset           string   `json:"preset"`           // of PostbackPresets; empty for CJ's
	PostbackNames    []Pair   `json:"postbackNames"`    // label is the field, value the offer's own parameter name
	PostbackAmounts  string   `json:"postbackAmounts"`  // "major", "minor", or empty: as the preset says
	PostbackSigned   bool     `json:"postbackSigned"`   // calls must be signed; the key is made and shown on saving
	PostbackNetworks []string `json:"postbackNetworks"` // CIDR ranges that may call; empty for all

	Seen string     `json:"seen"`          // the payout rule's version; empty to add
	Was  *OfferForm `json:"was,omitempty"` // as the form was opened; without it, as the offer stands
}

// OfferRow is an offer in the list.
type OfferRow struct {
	ID             string `json:"id"`
	Name           string `json:"name"`
	Description    string `json:"description"`
	Status         string `json:"status"` // "active", "paused", "expired" or "archived"
	Type           string `json:"type"`   // "link" or "code"
	EndsOn         string `json:"endsOn"` // last day; empty for none
	ConversionType string `json:"conversionType"`
	Payout         string `json:"payout"` // in words: "10 % of the sale"
	Members        int    `json:"members"`
	Links          int    `json:"links"`
	Clicks         int    `json:"clicks"`
	Conversions    int    `json:"conversions"`
	Sales          Money  `json:"sales"`
	Synced         bool   `json:"synced"`
}

// OfferDetail is an offer in the side panel.
type OfferDetail struct {
	Row         OfferRow  `json:"row"`
	Form        OfferForm `json:"form"`
	PostbackURL string    `json:"postbackUrl"` // what to send to CJ's account manager
	// Earlier URLs that still work, and a mail for whoever sets the postback up.
	EarlierPostbacks []EarlierPostback `json:"earlierPostbacks"`
	PostbackMessage  string            `json:"postbackMessage"`
	Tag              *OfferTag         `json:"tag,omitempty"`
	PostbackKey      string            `json:"postbackKey"` // hex, for the network that signs its calls; empty where none is asked for
	Destination      string            `json:"destination"`
	PageHosts        []string          `json:"pageHosts"` // where member links' own pages may be; empty where they have none
	Uses             []string          `json:"uses"`      // member variables that become public
	RuleVersion      int               `json:"ruleVersion"`
	RuleSince        string            `json:"ruleSince"`
}

// OfferPreview shows where a click will go before the offer is saved.
type OfferPreview struct {
	Destination string            `json:"destination"` // all of what the relay redirects to, for the example
	Member      string            `json:"member"`      // whose link the example is
	Hops        []OfferHop        `json:"hops"`        // from the member link to the landing page
	Parts       []OfferURLPart    `json:"parts"`       // the Offer URL, explained
	Public      []Pair            `json:"public"`      // what of a member becomes public: variable and example
	Notes       []string          `json:"notes"`       // what was added or should be known, in plain words
	Fields      map[string]string `json:"fields"`      // what is wrong, by field
}

// OfferHop is one station of a click.
type OfferHop struct {
	Kind    string `json:"kind"` // "link", "relay", "network" or "landing"
	Title   string `json:"title"`
	URL     string `json:"url"`
	Note    string `json:"note"`
	Problem string `json:"problem"` // empty when it is in order
}

// OfferURLPart is a piece of the Offer URL in words.
type OfferURLPart struct {
	Name    string `json:"name"`
	Value   string `json:"value"`
	Meaning string `json:"meaning"`
	Added   bool   `json:"added"` // Linkledger puts it there
}

// EarlierPostback is a postback URL that was replaced and still works.
type EarlierPostback struct {
	URL   string `json:"url"`
	Until string `json:"until"` // last day
}

// OfferTag is what goes into the shop's pages for the script and the pixel.
type OfferTag struct {
	Script string `json:"script"` // on every page
	Sale   string `json:"sale"`   // on the order confirmation page
	Pixel  string `json:"pixel"`  // in place of both; empty where only the script is asked for
}
