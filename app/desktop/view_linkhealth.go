package desktop

// LinkHealthView is the state of the link health screen.
type LinkHealthView struct {
	Sweep    SweepView      `json:"sweep"`  // the one that is shown; without an id there is none yet
	Sweeps   []SweepRow     `json:"sweeps"` // all that are kept, newest first
	Browsers []Pair         `json:"browsers"`
	Schedule HealthSchedule `json:"schedule"`
	NextAt   string         `json:"nextAt"` // of the next sweep by itself; empty for never
	Links    int            `json:"links"`  // member links that there are
}

// HealthSchedule is when sweeps are made by themselves while the application is
// open.
type HealthSchedule struct {
	Every string `json:"every"` // "never", "daily" or "weekly"
	Walks bool   `json:"walks"` // pages are opened too: a click at CJ for each page and browser
}

// SweepRow is a sweep in the list.
type SweepRow struct {
	ID        string `json:"id"`
	State     string `json:"state"` // "running", "done", "stopped" or "failed"
	StartedAt string `json:"startedAt"`
	Walks     bool   `json:"walks"`
	Links     int    `json:"links"`
	Findings  int    `json:"findings"`
	New       int    `json:"new"`
}

// SweepView is a sweep.
type SweepView struct {
	ID           string              `json:"id"`
	State        string              `json:"state"`
	StartedAt    string              `json:"startedAt"`
	FinishedAt   string              `json:"finishedAt"`
	Walks        bool                `json:"walks"`
	Asked        int                 `json:"asked"` // links that the relay has told of
	Links        int                 `json:"links"`
	Walked       int                 `json:"walked"`
	ToWalk       int                 `json:"toWalk"`
	States       []HealthCount       `json:"states"`
	Findings     []HealthFinding     `json:"findings"`
	Destinations []HealthDestination `json:"destinations"`
	New          int                 `json:"new"`
	Gone         int                 `json:"gone"`     // findings of the sweep before that are no more
	BeforeAt     string              `json:"beforeAt"` // of the sweep that it is compared with; empty without one
	Problem      string              `json:"problem"`  // why it failed
	Hint         string              `json:"hint"`
}

// HealthCount counts links by their state at the relay.
type HealthCount struct {
	State string `json:"state"` // "live", "paused", "ended" or "unknown"
	Links int    `json:"links"`
}

// HealthFinding is something that is wrong with links or a page.
type HealthFinding struct {
	ID          string   `json:"id"`
	Code        string   `json:"code"`
	Title       string   `json:"title"`
	Text        string   `json:"text"` // the evidence
	Hint        string   `json:"hint"` // how to mend it
	Minor       bool     `json:"minor"`
	New         bool     `json:"new"`
	Links       int      `json:"links"`
	LinkIDs     []string `json:"linkIds"` // the first of them, of a finding on links
	OfferIDs    []string `json:"offerIds"`
	OfferNames  []string `json:"offerNames"`
	Destination string   `json:"destination"` // empty for a finding on links
	Page        string   `json:"page"`
	Browsers    []string `json:"browsers"` // that have it; empty for all
}

// HealthDestination is a page that links lead to, in each browser.
type HealthDestination struct {
	ID         string       `json:"id"`
	Page       string       `json:"page"`
	URL        string       `json:"url"` // as it was walked
	OfferNames []string     `json:"offerNames"`
	Links      int          `json:"links"`
	Cells      []HealthCell `json:"cells"` // one for each browser
}

// HealthCell is a page in one browser.
type HealthCell struct {
	Browser string   `json:"browser"` // its id
	Name    string   `json:"name"`
	State   string   `json:"state"` // "waiting", "good", "minor" or "bad"
	Says    []string `json:"says"`  // titles of what was found
	Status  int      `json:"status"`
	Hops    int      `json:"hops"`
	Millis  int      `json:"millis"`
}

// HealthWalk is a walk in detail.
type HealthWalk struct {
	Browser string `json:"browser"`
	Name    string `json:"name"`
	At      string `json:"at"`
	Hops    []Pair `json:"hops"`
	Found   []Pair `json:"found"`
}

// LinkDomain is how the name in the links stands.
type LinkDomain struct {
	Host  string       `json:"host"`
	Steps []DomainStep `json:"steps"` // none where there is no name to look at
	Note  string       `json:"note"`  // why not
}

// DomainStep is one thing that must be right for links to open.
type DomainStep struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	State string `json:"state"` // "passed", "warned", "failed" or "skipped"
	Says  string `json:"says"`
	Hint  string `json:"hint"`
}
