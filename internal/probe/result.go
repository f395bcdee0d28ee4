package probe

import (
	"slices"
	"time"
)

// State is how far a step, or the whole check, has come.
type State string

// States. A step that Warned has passed, with something to look at; a check
// that was Stopped ended by a person's wish.
const (
	Waiting State = "waiting"
	Running State = "running"
	Passed  State = "passed"
	Warned  State = "warned"
	Failed  State = "failed"
	Skipped State = "skipped"
	Stopped State = "stopped"
)

// Good reports whether a step has come through.
func (s State) Good() bool { return s == Passed || s == Warned }

// Keys of the steps, in their order. They are kept with results, so they
// don't change.
const (
	StepLink       = "link"
	StepClick      = "click"
	StepHops       = "hops"
	StepLanding    = "landing"
	StepUTMs       = "utms"
	StepOrder      = "order"
	StepPostback   = "postback"
	StepCommission = "commission"
	StepSynced     = "synced"
	StepAmounts    = "amounts"
	StepStatus     = "status"
)

// Result is a check, finished or not.
type Result struct {
	OfferID    string    `json:"offerId"`
	State      State     `json:"state"` // running, passed, warned, failed or stopped
	StartedAt  time.Time `json:"startedAt"`
	FinishedAt time.Time `json:"finishedAt,omitzero"`
	Steps      []Step    `json:"steps"`
}

// Step is one link of the chain.
type Step struct {
	Key        string    `json:"key"`
	Title      string    `json:"title"`
	State      State     `json:"state"`
	At         time.Time `json:"at,omitzero"` // when it began
	TookMillis int64     `json:"tookMillis"`
	Evidence   []Fact    `json:"evidence"`
	Waits      string    `json:"waits,omitempty"` // while it runs: for what, and what to do meanwhile
	Code       Code      `json:"code,omitempty"`  // of the finding
	Finding    string    `json:"finding,omitempty"`
	Hint       string    `json:"hint,omitempty"`
	// Open says that what was missing may still come; then it is looked at anew.
	Open bool `json:"open,omitempty"`
}

// Fact is a piece of evidence, in words.
type Fact struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// Step returns a step by its key.
func (r Result) Step(key string) (Step, bool) {
	i := slices.IndexFunc(r.Steps, func(s Step) bool { return s.Key == key })
	if i < 0 {
		return Step{}, false
	}
	return r.Steps[i], true
}

// Done reports whether all that the check waits for has come, or been given up.
func (r Result) Done() bool { return r.State != Running }

// clone is a copy that a report may keep.
func (r Result) clone() Result {
	r.Steps = slices.Clone(r.Steps)
	for i := range r.Steps {
		r.Steps[i].Evidence = append([]Fact{}, r.Steps[i].Evidence...)
	}
	return r
}
