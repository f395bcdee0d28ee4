package desktop

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

// HistoryView is a change of something that a manager set up.
type HistoryView struct {
	Entry   string        `json:"entry"`
	At      string        `json:"at"`
	Who     string        `json:"who"`
	What    string        `json:"what"` // "Created", "Changed"
	Changes []FieldChange `json:"changes"`
	Synced  bool          `json:"synced"`
}

// FieldChange is a field's value before and after.
type FieldChange struct {
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
}
