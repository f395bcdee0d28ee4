package desktop

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/probe"
)

// Checks runs test purchase checks.
type Checks struct {
	app *App

	mu   sync.Mutex
	runs []checkRun // newest first
	of   *session   // whose runs they are
}

// checkRun is a check as it is kept.
type checkRun struct {
	ID        string       `json:"id"`
	OfferName string       `json:"offerName"`
	Result    probe.Result `json:"result"`
}

const (
	noteChecks = "checks"
	keptChecks = 20
)

// Run starts a test purchase check of an offer and returns at once.
func (c *Checks) Run(offerID string) (CheckView, error) {
	return do(c.app, func(s *session) (CheckView, error) {
		ctx := context.Background()
		if s.world == nil {
			return CheckView{}, affiliate.Errorf(affiliate.Conflict, "The check buys by itself, so it runs in practice mode only.").
				WithHint("For a live offer, open a test link, place an order, and watch Conversions.")
		}
		offer, err := s.store.Offer(ctx, affiliate.OfferID(offerID))
		if err != nil {
			return CheckView{}, field("offerId", "Choose an offer.")
		}
		if err := c.load(ctx, s); err != nil {
			return CheckView{}, err
		}
		run := checkRun{ID: newEntryID(), OfferName: offer.Name, Result: probe.Result{OfferID: offerID, State: probe.Running, StartedAt: s.clock.Now()}}
		c.mu.Lock()
		c.runs = append([]checkRun{run}, c.runs...)
		c.mu.Unlock()
		chain := s.chain(offer)
		check := probe.Check{Links: chain, Walker: probe.NewWalker(probe.Policy{Loopback: true}, s.clock), Relay: chain, Shopper: chain, CJ: chain, Desk: chain,
			Clock: s.clock, Pause: pauseFor(200 * time.Millisecond), Tries: 25,
			Report: func(r probe.Result) { c.update(run.ID, r) }}
		s.work(func(ctx context.Context) {
			result, err := check.Run(ctx, offerID)
			if err != nil {
				result.State = probe.Failed
			}
			c.update(run.ID, result)
			if err := c.save(context.WithoutCancel(ctx), s); err != nil {
				s.app.log.Error("keep the check", "error", err)
			}
		})
		return viewCheck(run), nil
	})
}

// Get is a check as it stands now.
func (c *Checks) Get(id string) (CheckView, error) {
	return do(c.app, func(s *session) (CheckView, error) {
		if err := c.load(context.Background(), s); err != nil {
			return CheckView{}, err
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		for _, run := range c.runs {
			if run.ID == id {
				return viewCheck(run), nil
			}
		}
		return CheckView{}, affiliate.Errorf(affiliate.NotFound, "This check is not here any more.")
	})
}

// Latest lists the checks that are kept, newest first.
func (c *Checks) Latest() ([]CheckView, error) {
	return do(c.app, func(s *session) ([]CheckView, error) {
		if err := c.load(context.Background(), s); err != nil {
			return nil, err
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		views := []CheckView{}
		for _, run := range c.runs {
			views = append(views, viewCheck(run))
		}
		return views, nil
	})
}

func (c *Checks) update(id string, r probe.Result) {
	c.mu.Lock()
	for i := range c.runs {
		if c.runs[i].ID == id {
			c.runs[i].Result = r
		}
	}
	c.mu.Unlock()
	c.app.changed()
}

// load reads the profile's kept checks once.
func (c *Checks) load(ctx context.Context, s *session) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == s {
		return nil
	}
	text, err := s.store.Noted(ctx, noteChecks)
	if err != nil {
		return err
	}
	c.runs, c.of = nil, s
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), &c.runs)
}

func (c *Checks) save(ctx context.Context, s *session) error {
	c.mu.Lock()
	c.runs = c.runs[:min(len(c.runs), keptChecks)]
	raw, err := json.Marshal(c.runs)
	c.mu.Unlock()
	if err != nil {
		return err
	}
	return s.store.Note(ctx, noteChecks, string(raw))
}

func viewCheck(run checkRun) CheckView {
	v := CheckView{ID: run.ID, OfferID: run.Result.OfferID, OfferName: run.OfferName, State: string(run.Result.State), StartedAt: viewTime(run.Result.StartedAt), Steps: []CheckStep{}}
	for _, step := range run.Result.Steps {
		view := CheckStep{Key: step.Key, Title: step.Title, State: string(step.State), At: viewTime(step.At), Millis: int(step.TookMillis),
			Evidence: []Pair{}, Finding: step.Finding, Hint: step.Hint}
		for _, fact := range step.Evidence {
			view.Evidence = append(view.Evidence, Pair{Label: fact.Label, Value: fact.Value})
		}
		v.Steps = append(v.Steps, view)
	}
	return v
}

func pauseFor(d time.Duration) func(context.Context) error {
	return func(ctx context.Context) error {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
