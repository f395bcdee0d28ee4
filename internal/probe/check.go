package probe

import (
	"context"
	"slices"
	"time"

	"linkledger/internal/clock"
)

// Check looks at cases.
type Check struct {
	Links    Links
	Walker   Walking
	Relay    Relay
	Shopper  Shopper // nil: a person buys
	Desk     Desk
	Clock    clock.Clock
	Patience Patience
	// Report gets the case after each change; it may be nil.
	Report func(Case)
}

// run is one look.
type run struct {
	Check
	k    *Case
	past *Result // of a case that had ended, which is looked at again
	at   int     // the running step
	news *News

	clicks    []Click
	postbacks []Postback
	sales     []Sale
	seen      map[string]error // what was asked for in this look, and how that went
}

// Look takes a case as far as it can be taken now. Whatever is wrong with the
// chain is in the case; the error is the context's or the desk's, and then the
// case goes on at the next look.
func (c Check) Look(ctx context.Context, k *Case) error {
	if k.Result.Done() {
		return c.again(ctx, k)
	}
	r := &run{Check: c, k: k, seen: map[string]error{}}
	if err := r.work(ctx); err != nil {
		return err
	}
	if r.finish() {
		r.report()
	}
	return nil
}

// work performs what is not settled, each step once.
func (r *run) work(ctx context.Context) error {
	for i, p := range plan() {
		if s := r.k.Result.Steps[i]; ctx.Err() == nil && (s.State == Waiting || s.State == Running) {
			r.at = i
			r.perform(ctx, p)
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return r.seen["sales"]
}

// again looks whether what a finished case lacked has come after all, or
// whether what had come has changed. The case changes only if a verdict does.
func (c Check) again(ctx context.Context, k *Case) error {
	if !k.Watched(c.Clock.Now()) {
		return nil
	}
	if order, _ := k.Result.Step(StepOrder); !order.State.Good() && !order.Open {
		return nil // nothing was bought, and nothing that comes can mend that
	}
	fresh := k.clone()
	for i := range fresh.Result.Steps {
		s := &fresh.Result.Steps[i]
		if s.Open || slices.Contains([]string{StepPostback, StepCommission, StepSynced, StepAmounts, StepStatus}, s.Key) {
			s.State = Waiting
		}
	}
	quiet := c
	quiet.Report = nil
	r := &run{Check: quiet, k: &fresh, past: &k.Result, seen: map[string]error{}}
	if err := r.work(ctx); err != nil {
		return err
	}
	if !slices.ContainsFunc(fresh.Result.Steps, func(s Step) bool { return s.settled() && !k.has(s) }) {
		return nil
	}
	fresh.Result.State, fresh.Result.FinishedAt = Running, time.Time{}
	r.finish()
	*k = fresh
	c.tell(*k)
	return nil
}

// has reports whether a case has this verdict on the step.
func (k *Case) has(s Step) bool {
	was, _ := k.Result.Step(s.Key)
	return s.State == was.State && s.Code == was.Code && s.Finding == was.Finding
}

func (s Step) settled() bool { return s.State != Waiting && s.State != Running }

// finish sets the state of a case whose steps are all settled.
func (r *run) finish() bool {
	state := Passed
	for _, s := range r.k.Result.Steps {
		switch {
		case s.State == Waiting || s.State == Running:
			return false
		case s.State == Failed, s.State == Warned && state == Passed:
			state = s.State
		}
	}
	r.k.Result.State, r.k.Result.FinishedAt = state, r.Clock.Now()
	if order, _ := r.k.Result.Step(StepOrder); order.State.Good() || order.Open { // else nothing that comes can mend it
		r.k.Memory.WatchUntil = r.k.Result.StartedAt.Add(r.Patience.Watch)
	}
	return true
}

func (r *run) perform(ctx context.Context, p planned) {
	step := &r.k.Result.Steps[r.at]
	v, ready := r.unmet(p)
	if !ready {
		return
	}
	before := *step
	step.Evidence = []Fact{}
	if v.state == "" {
		if step.At.IsZero() {
			step.At = r.Clock.Now()
		}
		if step.State = Running; before.State != Running {
			r.report()
		}
		v = p.do(r, ctx)
	}
	if ctx.Err() != nil {
		*step = before
		return
	}
	if r.seen["sales"] != nil {
		v = wait("Waits until the sales on this computer can be read.")
	}
	if r.past != nil && v.code.unasked() {
		*step = r.past.Steps[r.at] // it stands until there is an answer
		return
	}
	if v.state == "" {
		if step.Waits = v.waits; step.Waits != before.Waits || !slices.Equal(step.Evidence, before.Evidence) {
			r.report()
		}
		return
	}
	if !step.At.IsZero() && before.TookMillis == 0 {
		step.TookMillis = r.Clock.Now().Sub(step.At).Milliseconds()
	}
	step.State, step.Code, step.Finding, step.Hint, step.Open, step.Waits = v.state, v.code, v.finding, v.hint, v.open, ""
	r.report()
}

// unmet is the verdict on a step that can't run, and false while that is not
// decided.
func (r *run) unmet(p planned) (v verdict, ready bool) {
	for _, need := range p.needs {
		switch s, _ := r.k.Result.Step(need); {
		case s.State == Waiting || s.State == Running:
			return verdict{}, false
		case !s.State.Good():
			return skip("Not checked, because an earlier step didn't pass: " + s.Title + "."), true
		}
	}
	return verdict{}, true
}

func (r *run) state(key string) State {
	s, _ := r.k.Result.Step(key)
	return s.State
}

func (r *run) settled(key string) bool {
	s, _ := r.k.Result.Step(key)
	return s.settled()
}

// overdue reports whether the running step has waited longer than it should.
func (r *run) overdue(limit time.Duration) bool {
	return r.Clock.Now().Sub(r.k.Result.Steps[r.at].At) >= limit
}

// note adds evidence to the running step.
func (r *run) note(label, value string) {
	step := &r.k.Result.Steps[r.at]
	step.Evidence = append(step.Evidence, Fact{Label: label, Value: value})
}

func (r *run) noteTime(label string, at time.Time) {
	if !at.IsZero() {
		r.note(label, at.UTC().Format(time.RFC3339))
	}
}

func (r *run) report() { r.tell(*r.k) }

func (c Check) tell(k Case) {
	if c.Report != nil {
		c.Report(k.clone())
	}
}

// once asks for something once in a look.
func (r *run) once(what string, ask func() error) error {
	if err, asked := r.seen[what]; asked {
		return err
	}
	err := ask()
	r.seen[what] = err
	return err
}
