package probe_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/probe"
)

// TestWhatCannotBeAskedChangesNothing: a check that has passed stays so while
// the relay or CJ can't be asked, and sees what they have afterwards.
func TestWhatCannotBeAskedChangesNothing(t *testing.T) {
	outages := map[string]func(w *world){
		"relay":         func(w *world) { w.postbacks, w.callsErr = nil, errors.New("asked more often than the relay allows") },
		"CJ":            func(w *world) { w.sales, w.news.CJ = nil, errors.New("504 Gateway Timeout") },
		"CJ's token":    func(w *world) { w.sales, w.news.CJ = nil, probe.ErrCJToken },
		"CJ's answer":   func(w *world) { w.sales, w.news.CJ = nil, probe.ErrCJUnexpected },
		"the relay log": func(w *world) { w.news.Relay = errors.New("no route to host") },
		"this computer": func(w *world) { w.salesErr = errors.New("a row can't be read") },
	}
	for name, breaks := range outages {
		t.Run(name, func(t *testing.T) {
			w := healthy()
			k := probe.NewCase("offer", w.clock.Now())
			c := w.check()
			if result := w.see(t, c, &k); result.State != probe.Passed {
				t.Fatalf("a healthy chain: %s", result.State)
			}
			sales, calls := w.sales, w.postbacks
			breaks(w)
			w.clock.Advance(time.Minute)
			if err := c.Look(context.Background(), &k); !errors.Is(err, w.salesErr) || k.Result.State != probe.Passed {
				t.Fatalf("%v, %+v", err, k.Result)
			}
			w.sales, w.postbacks, w.callsErr, w.salesErr, w.news = sales, calls, nil, nil, probe.News{}
			w.sales[0].Stands, w.sales[0].Why = false, "CJ reversed the sale"
			if err := c.Look(context.Background(), &k); err != nil || k.Result.State != probe.Failed {
				t.Errorf("afterwards: %v, %s", err, k.Result.State)
			}
		})
	}
}

// TestAnOutageMendsNothing: what a check has found stands while nobody can be
// asked, and is mended by what comes afterwards alone.
func TestAnOutageMendsNothing(t *testing.T) {
	silent := errors.New("no answer")
	tests := map[string]struct {
		breaks, outage func(*world)
		order          string // that a person tells
		finding        probe.Code
	}{
		"amounts": {func(w *world) { w.postbacks[0].Sale = "4900" }, func(w *world) { w.postbacks, w.callsErr = nil, silent }, "", probe.CodeWrongUnit},
		"a refused postback": {func(w *world) { refused("the token is not valid", "transaction_id="+clickID)(w); w.sales = nil },
			func(w *world) { w.postbacks, w.callsErr = nil, silent }, "", probe.CodePostbackToken},
		"no click but the check's": {func(w *world) { noRow(w); w.byHand = true }, func(w *world) { w.clicksErr = silent }, "BR-9", probe.CodeNotThroughLink},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := healthy()
			test.breaks(w)
			k := probe.NewCase("offer", w.clock.Now())
			if test.order != "" {
				k.Tell(test.order)
			}
			c := w.check()
			w.see(t, c, &k)
			before := k.Result
			if !found(before, test.finding) {
				t.Fatalf("%+v", before)
			}
			test.outage(w)
			w.clock.Advance(time.Minute)
			if err := c.Look(context.Background(), &k); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(before, k.Result); diff != "" {
				t.Errorf("the outage changed it: %s", diff)
			}
			healed := healthy()
			w.postbacks, w.sales, w.callsErr, w.clicksErr = healed.postbacks, healed.sales, nil, nil
			if w.sales[0].OrderID = "BR-1"; test.order != "" {
				w.sales[0].OrderID = test.order
			}
			if err := c.Look(context.Background(), &k); err != nil || found(k.Result, test.finding) {
				t.Errorf("afterwards: %v, %+v", err, k.Result)
			}
		})
	}
}

func found(r probe.Result, code probe.Code) bool {
	return slices.ContainsFunc(r.Steps, func(s probe.Step) bool { return s.Code == code })
}

// TestWaitsForThisComputer: while its sales can't be read, a check waits, says
// so once, and comes to the same end afterwards.
func TestWaitsForThisComputer(t *testing.T) {
	w := healthy()
	w.salesErr = errors.New("a row can't be read")
	k := probe.NewCase("offer", w.clock.Now())
	c := w.check()
	reports := 0
	c.Report = func(probe.Case) { reports++ }
	for i := range 20 {
		before := reports
		if err := c.Look(context.Background(), &k); !errors.Is(err, w.salesErr) || k.Result.Done() {
			t.Fatalf("%v, %+v", err, k.Result)
		}
		if i > 0 && reports > before {
			t.Error("it reports again that nothing has come")
		}
		w.clock.Advance(time.Second)
	}
	if step, _ := k.Result.Step(probe.StepCommission); step.State != probe.Running || step.Waits != "Waits until the sales on this computer can be read." {
		t.Errorf("%+v", step)
	}
	w.salesErr = nil
	if result := w.see(t, c, &k); result.State != probe.Passed {
		t.Errorf("%+v", result)
	}
}

// TestClicksCannotBeAsked: that the test link was opened by nobody else is said
// only when the relay told of its clicks.
func TestClicksCannotBeAsked(t *testing.T) {
	w := healthy()
	noRow(w)
	w.byHand = true
	w.after = func() { w.clicksErr = errors.New("no answer") }
	k := probe.NewCase("offer", w.clock.Now())
	k.Tell("BR-9")
	result := w.see(t, w.check(), &k)
	if step, _ := result.Step(probe.StepCommission); step.Code != probe.CodeNoCommission {
		t.Errorf("%+v", step)
	}
}

// TestWatchesWhatCanStillCome: a check in which nothing was bought is not
// watched, whatever kept it from that.
func TestWatchesWhatCanStillCome(t *testing.T) {
	for name, test := range map[string]struct {
		breaks  func(*world)
		watched bool
	}{
		"all is well":  {func(*world) {}, true},
		"relay silent": {func(w *world) { w.clicksErr = errors.New("no answer") }, false},
		"no link":      {func(w *world) { w.linkErr = errors.New("the relay is away") }, false},
		"no checkout":  {func(w *world) { w.orderErr = errors.New("sold out") }, false},
		"no order yet": {func(w *world) { noRow(w); w.byHand = true }, true},
		"no postback":  {func(w *world) { w.postbacks = nil }, true},
	} {
		w := healthy()
		test.breaks(w)
		k := probe.NewCase("offer", w.clock.Now())
		w.see(t, w.check(), &k)
		if k.Watched(w.clock.Now()) != test.watched || !test.watched && k.Lacks() {
			t.Errorf("%s: watched %v, lacks %v", name, k.Watched(w.clock.Now()), k.Lacks())
		}
	}
}
