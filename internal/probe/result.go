package probe

import (
	"slices"
	"time"
)

// State is how far a step, or the whole check, has come.
type State string

// States.
const (
	Waiting State = "waiting"
	Running State = "running"
	Passed  State = "passed"
	Failed  State = "failed"
	Skipped State = "skipped"
)

// Keys of the steps, in their order. They are kept with results, so they
// don't change.
const (
	StepLink       = "link"
	StepClick      = "click"
	StepHops       = "hops"
	StepLanding    = "landing"
	StepUTMs       = "utms"
	StepOrder      = "order"
	StepCommission = "commission"
	StepPostback   = "postback"
	StepSynced     = "synced"
	StepAmounts    = "amounts"
)

// Result is a check, finished or not.
type Result struct {
	OfferID    string    `json:"offerId"`
	State      State     `json:"state"` // running, passed or failed
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
	Code       Code      `json:"code,omitempty"` // of the finding
	Finding    string    `json:"finding,omitempty"`
	Hint       string    `json:"hint,omitempty"`
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

// clone is a copy that a report may keep.
func (r Result) clone() Result {
	r.Steps = slices.Clone(r.Steps)
	for i := range r.Steps {
		r.Steps[i].Evidence = append([]Fact{}, r.Steps[i].Evidence...)
	}
	return r
}
