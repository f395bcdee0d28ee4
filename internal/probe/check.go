package probe

import (
	"context"
	"errors"
	"time"

	"linkledger/internal/clock"
)

// Check is a test purchase check, ready to run.
type Check struct {
	Links   Links
	Walker  Walking
	Relay   Relay
	Shopper Shopper
	CJ      CJ // nil while no CJ account is connected: its step is skipped
	Desk    Desk
	Clock   clock.Clock

	// Pause waits between two looks at something that takes its time, and
	// Tries bounds the looks: a second and 60 by default.
	Pause func(context.Context) error
	Tries int
	// Report gets the result after each change; it may be nil.
	Report func(Result)
}

// plan is the chain. A step runs when those that it needs have passed; the
// others are skipped, so that after a failure whatever can still give evidence
// does.
func plan() []planned {
	return []planned{
		{StepLink, "Test link is made", nil, (*run).makeLink},
		{StepClick, "Click is logged at the relay", []string{StepLink}, (*run).followLink},
		{StepHops, "Link leads through CJ to the brand", []string{StepLink}, (*run).judgeHops},
		{StepLanding, "Product page opens with CJ's click id (cjevent)", []string{StepHops}, (*run).judgeLanding},
		{StepUTMs, "UTMs arrive on the product page", []string{StepHops}, (*run).judgeUTMs},
		{StepOrder, "Purchase is placed", []string{StepClick, StepLanding}, (*run).buy},
		{StepCommission, "CJ records the commission with our click id", []string{StepOrder}, (*run).awaitCommission},
		{StepPostback, "CJ's postback reaches the relay", []string{StepOrder}, (*run).awaitPostback},
		{StepSynced, "Conversion is on this computer", []string{StepPostback}, (*run).awaitConversion},
		{StepAmounts, "Amounts and payout are right", []string{StepSynced}, (*run).judgeAmounts},
	}
}

type planned struct {
	key, title string
	needs      []string
	do         func(*run, context.Context) verdict
}

// run is one check under way, with what its steps have found for each other.
type run struct {
	Check
	result Result
	at     int // the running step

	link       Link
	trail      Trail
	walkErr    error
	click      Click
	order      Order
	commission Commission
	postback   Postback
	conversion Conversion
}

// Run walks the chain for an offer. Whatever is wrong with the chain is in the
// result; the error is the context's, when the check was stopped.
func (c Check) Run(ctx context.Context, offerID string) (Result, error) {
	if c.Pause == nil {
		c.Pause = second
	}
	if c.Tries < 1 {
		c.Tries = 60
	}
	steps := plan()
	r := &run{Check: c, result: Result{OfferID: offerID, State: Running, StartedAt: c.Clock.Now()}}
	for _, p := range steps {
		r.result.Steps = append(r.result.Steps, Step{Key: p.key, Title: p.title, State: Waiting, Evidence: []Fact{}})
	}
	r.report()
	for i, p := range steps {
		r.at = i
		r.perform(ctx, p)
	}
	r.result.State = Passed
	for _, s := range r.result.Steps {
		if s.State == Failed {
			r.result.State = Failed
		}
	}
	r.result.FinishedAt = c.Clock.Now()
	r.report()
	return r.result.clone(), ctx.Err()
}

func (r *run) perform(ctx context.Context, p planned) {
	step := &r.result.Steps[r.at]
	v := r.unmet(p)
	if v.state == "" {
		step.State, step.At = Running, r.Clock.Now()
		r.report()
		v = p.do(r, ctx)
		step.TookMillis = r.Clock.Now().Sub(step.At).Milliseconds()
	}
	if ctx.Err() != nil && v.state == Failed {
		v = stopped()
	}
	step.State, step.Code, step.Finding, step.Hint = v.state, v.code, v.finding, v.hint
	r.report()
}

// unmet is the verdict on a step that can't run.
func (r *run) unmet(p planned) verdict {
	for _, need := range p.needs {
		if s, _ := r.result.Step(need); s.State != Passed {
			return skip("Not checked, because an earlier step didn't pass: " + s.Title + ".")
		}
	}
	return verdict{}
}

func (r *run) passed(key string) bool {
	s, _ := r.result.Step(key)
	return s.State == Passed
}

// note adds evidence to the running step.
func (r *run) note(label, value string) {
	step := &r.result.Steps[r.at]
	step.Evidence = append(step.Evidence, Fact{Label: label, Value: value})
}

func (r *run) report() {
	if r.Report != nil {
		r.Report(r.result.clone())
	}
}

// errGaveUp says that something didn't come within the tries.
var errGaveUp = errors.New("it didn't come in time")

// await looks until there is something to see. It returns the last error of
// look, errGaveUp, or the context's error.
func (r *run) await(ctx context.Context, tries int, look func() (bool, error)) error {
	for try := 1; ; try++ {
		seen, err := look()
		switch {
		case seen:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case try >= tries && err != nil:
			return err
		case try >= tries:
			return errGaveUp
		}
		if err := r.Pause(ctx); err != nil {
			return err
		}
	}
}

func second(ctx context.Context) error {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
