package desktop

// SetupView is the way from an empty profile to a test purchase that came all
// the way: the steps of CJ's integration guide.
type SetupView struct {
	Steps       []SetupStep `json:"steps"`
	Done        int         `json:"done"`        // of the steps
	Passed      bool        `json:"passed"`      // the test purchase check has passed
	Hidden      bool        `json:"hidden"`      // a person wants it no longer on the home screen
	Practice    bool        `json:"practice"`    // what others do is done by the simulated CJ
	Destination string      `json:"destination"` // the CJ destination link, once there is one
	OfferID     string      `json:"offerId"`     // the offer that is set up; empty before it is added
}

// SetupStep is one of them.
type SetupStep struct {
	Key      string          `json:"key"`    // "relay", "invite", "accept", "destination", "offer", "member", "link" or "purchase"
	Number   int             `json:"number"` // the guide's; 0 for what comes before
	Title    string          `json:"title"`
	State    string          `json:"state"`    // "done", "now", "later", or "blocked" until something else is done
	Summary  string          `json:"summary"`  // one line: what there is, or what is missing
	Todo     []SetupTodo     `json:"todo"`     // what to do
	Where    string          `json:"where"`    // where at CJ; empty when it is done here
	Evidence []SetupEvidence `json:"evidence"` // by what it counts as done
	Copies   []SetupCopy     `json:"copies"`   // texts to hand on
	Action   SetupAction     `json:"action"`   // where it is done here
	Mark     SetupMarkView   `json:"mark"`     // what a person says of it
	Live     bool            `json:"live"`     // it changes by itself: a check runs
}

// SetupTodo is one line of what to do.
type SetupTodo struct {
	Text string `json:"text"`
	Done bool   `json:"done"`
}

// SetupEvidence is a fact by which a step counts as done.
type SetupEvidence struct {
	Label string `json:"label"`
	Value string `json:"value"`
	Time  string `json:"time"`  // RFC 3339, when it has one
	Route string `json:"route"` // the screen that shows it; empty for none
}

// SetupCopy is a text to hand on.
type SetupCopy struct {
	Label string `json:"label"`
	Copy  string `json:"copy"` // the button's words
	Text  string `json:"text"`
	Long  bool   `json:"long"` // of several lines
}

// SetupAction leads to where a step is done.
type SetupAction struct {
	Label string `json:"label"`
	Route string `json:"route"` // empty for none
}

// SetupMarkView is what a person can say of a step that the program can't see.
type SetupMarkView struct {
	Name  string `json:"name"`  // of the mark; empty when nothing is to be said
	Label string `json:"label"` // the box's, or in practice mode the button's words
	Done  bool   `json:"done"`
	By    string `json:"by"` // the device
	At    string `json:"at"`
}
