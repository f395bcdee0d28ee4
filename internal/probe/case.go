package probe

import (
	"slices"
	"time"

	"linkledger/internal/money"
)

// Case is a check with what its steps have found for each other. It is kept as
// JSON between two looks, and goes on from there.
type Case struct {
	Result Result `json:"result"`
	Memory Memory `json:"memory"`
}

// Memory is what the steps of a case hand on to each other.
type Memory struct {
	Link    Link     `json:"link"`
	Earlier []string `json:"earlier,omitempty"` // click ids that the link had before
	Trail   Trail    `json:"trail"`
	Broke   Code     `json:"broke,omitempty"` // why the walk broke off, and in words
	Why     string   `json:"why,omitempty"`
	Walked  bool     `json:"walked"`
	ClickID string   `json:"clickId,omitempty"` // of the walk
	// OrderID is the shop's number of the purchase; empty until known.
	OrderID string       `json:"orderId,omitempty"`
	Told    bool         `json:"told,omitempty"` // a person entered it
	Amount  money.Amount `json:"amount,omitzero"`
	// WatchUntil is how long a finished case is looked at for what comes late.
	WatchUntil time.Time `json:"watchUntil,omitzero"`
}

// NewCase begins a check of an offer.
func NewCase(offerID string, now time.Time) Case {
	k := Case{Result: Result{OfferID: offerID, State: Running, StartedAt: now}}
	for _, p := range plan() {
		k.Result.Steps = append(k.Result.Steps, Step{Key: p.key, Title: p.title, State: Waiting, Evidence: []Fact{}})
	}
	return k
}

// Tell gives a case the order number that a person has.
func (k *Case) Tell(orderID string) { k.Memory.OrderID, k.Memory.Told = orderID, orderID != "" }

// Stop ends a case that is not done.
func (k *Case) Stop(now time.Time) {
	if k.Result.Done() {
		k.Memory.WatchUntil = time.Time{}
		return
	}
	k.Result.State, k.Result.FinishedAt = Stopped, now
	for i := range k.Result.Steps {
		if s := &k.Result.Steps[i]; s.State == Running || s.State == Waiting {
			s.State, s.Waits, s.Hint = Skipped, "", "The check was stopped before this. Nothing needs to be cleaned up."
		}
	}
}

// Watched reports whether something that comes late can still change the case.
func (k Case) Watched(now time.Time) bool {
	return k.Result.Done() && k.Result.State != Stopped && now.Before(k.Memory.WatchUntil)
}

// Lacks reports whether something is missing that may still come.
func (k Case) Lacks() bool {
	return slices.ContainsFunc(k.Result.Steps, func(s Step) bool { return s.Open })
}

// WantsPurchase reports whether a person's purchase is what the case waits for.
func (k Case) WantsPurchase() bool {
	s, _ := k.Result.Step(StepOrder)
	return s.State == Running
}

func (k Case) clone() Case {
	k.Result = k.Result.clone()
	k.Memory.Earlier, k.Memory.Trail.Hops = slices.Clone(k.Memory.Earlier), slices.Clone(k.Memory.Trail.Hops)
	return k
}

// Patience is how long a case waits before it calls something missing. Each
// counts from when the step began.
type Patience struct {
	Click      time.Duration // for the click at the relay
	Order      time.Duration // for the purchase
	Commission time.Duration // for CJ's row
	Postback   time.Duration
	Retry      time.Duration // for a good postback after a refused one
	Desk       time.Duration // for the relay's sale on this computer
	Late       time.Duration // after which a postback is late
	Watch      time.Duration // from the start, for what comes after all
}

// LivePatience is that of a programme: some brands report to CJ once a day.
func LivePatience() Patience {
	const day = 24 * time.Hour
	return Patience{Click: 2 * time.Minute, Order: 7 * day, Commission: 2 * day, Postback: 12 * time.Hour, Retry: 15 * time.Minute,
		Desk: 10 * time.Minute, Late: 6 * time.Hour, Watch: 14 * day}
}

// PracticePatience is that of stand-ins, which answer at once or not at all.
func PracticePatience() Patience {
	const moment = 2 * time.Second
	return Patience{Click: moment, Order: moment, Commission: moment, Postback: moment, Retry: moment / 2, Desk: moment, Late: time.Hour,
		Watch: 7 * 24 * time.Hour}
}
