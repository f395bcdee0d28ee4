package linkhealth

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"linkledger/internal/clock"
	"linkledger/internal/probe"
)

// States of a sweep.
const (
	Running = "running" // also while the application is closed
	Done    = "done"
	Stopped = "stopped" // a person did
	Failed  = "failed"
)

// Sweep is one look at all links.
type Sweep struct {
	ID         string    `json:"id"`
	State      string    `json:"state"`
	StartedAt  time.Time `json:"startedAt"`
	FinishedAt time.Time `json:"finishedAt,omitzero"`
	// Walks says that destinations are walked too; without, the relay alone is
	// asked, and nobody sees a click.
	Walks        bool           `json:"walks"`
	Asked        int            `json:"asked"` // links that the relay has told of
	Links        int            `json:"links"`
	States       map[string]int `json:"states"` // links by their state at the relay
	Destinations []Destination  `json:"destinations"`
	LinkRemarks  []LinkRemark   `json:"linkRemarks"`
	Walked       int            `json:"walked"`
	ToWalk       int            `json:"toWalk"`
	Problem      string         `json:"problem,omitempty"` // why it failed
	Hint         string         `json:"hint,omitempty"`
	Findings     []Finding      `json:"findings"`
	Before       string         `json:"before,omitempty"` // the finished sweep that it is compared with
	Gone         int            `json:"gone"`             // findings of that one that are no more
}

// LinkRemark is what is wrong with one link.
type LinkRemark struct {
	Link  string `json:"link"`
	Offer string `json:"offer"`
	Code  Code   `json:"code"`
	Text  string `json:"text,omitempty"`
}

// Walk is one destination in one kind of browser.
type Walk struct {
	Destination string      `json:"destination"`
	Agent       string      `json:"agent"`
	At          time.Time   `json:"at"`
	Trail       probe.Trail `json:"trail"`
	Remarks     []Remark    `json:"remarks,omitempty"`
}

// previewsAtOnce is how many links the relay is asked of in one question; its
// contract allows 1,000.
const previewsAtOnce = 500

// walkTime bounds one walk.
const walkTime = time.Minute

var errTooSlow = errors.New("the walk took longer than a minute")

// Sweeper makes sweeps.
type Sweeper struct {
	Links  func(ctx context.Context) ([]Link, error)
	Relay  Relay
	Walker probe.Walking
	Book   Book
	Clock  clock.Clock
	// IsLink and IsHost tell CJ's click links and hosts from others.
	IsLink func(address string) bool
	IsHost func(host string) bool
	// Pace waits before a walk that begins at a host, so that no host is asked
	// more often than it likes. It may be nil.
	Pace func(ctx context.Context, host string) error
	// Report gets the sweep after each change; it may be nil.
	Report func(Sweep)
}

// Run makes a sweep, or goes on with one: walks that are kept are not made
// again. The context's error leaves it running, to be gone on with.
func (s Sweeper) Run(ctx context.Context, sweep *Sweep) error {
	links, err := s.ask(ctx, sweep)
	if err == nil {
		s.sort(sweep, links)
		err = s.Book.PutSweep(ctx, *sweep)
	}
	if err == nil && sweep.Walks {
		err = s.walkAll(ctx, sweep)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// ask has the relay tell where each link leads.
func (s Sweeper) ask(ctx context.Context, sweep *Sweep) ([]previewed, error) {
	links, err := s.Links(ctx)
	if err != nil {
		return nil, err
	}
	sweep.Links, sweep.Asked = len(links), 0
	var all []previewed
	for part := range slices.Chunk(links, previewsAtOnce) {
		numbers := make([]int64, len(part))
		for i, l := range part {
			numbers[i] = l.Number
		}
		answers, err := s.Relay.Preview(ctx, numbers)
		if err != nil {
			return nil, err
		}
		of := make(map[int64]Preview, len(answers))
		for _, p := range answers {
			of[p.Number] = p
		}
		for _, l := range part {
			now, told := of[l.Number]
			if !told {
				now = Preview{Number: l.Number, State: Unknown}
			}
			all = append(all, previewed{l, now})
		}
		sweep.Asked += len(part)
		s.report(*sweep)
	}
	return all, nil
}

// sort takes up what the relay said.
func (s Sweeper) sort(sweep *Sweep, links []previewed) {
	sweep.States, sweep.LinkRemarks = map[string]int{}, []LinkRemark{}
	for _, l := range links {
		sweep.States[l.now.State]++
		if code, text := judgeLink(l); code != "" {
			sweep.LinkRemarks = append(sweep.LinkRemarks, LinkRemark{l.ID, l.Offer, code, text})
		}
	}
	sweep.Destinations = group(links)
	if sweep.Walks {
		sweep.ToWalk = len(sweep.Destinations) * len(Agents())
	}
}

// walkAll walks each destination once in each browser. Browsers go round by
// destination, so that a host's turns lie apart.
func (s Sweeper) walkAll(ctx context.Context, sweep *Sweep) error {
	kept, err := s.Book.Walks(ctx, sweep.ID)
	if err != nil {
		return err
	}
	made := map[[2]string]bool{}
	for _, w := range kept {
		made[[2]string{w.Destination, w.Agent}] = true
	}
	sweep.Walked = 0
	for _, agent := range Agents() {
		for _, d := range sweep.Destinations {
			if !made[[2]string{d.ID, agent.ID}] {
				if err := s.walk(ctx, sweep.ID, d, agent); err != nil {
					return err
				}
			}
			sweep.Walked++
			s.report(*sweep)
		}
	}
	return nil
}

func (s Sweeper) walk(ctx context.Context, sweepID string, d Destination, agent Agent) error {
	if s.Pace != nil {
		if err := s.Pace(ctx, hostOf(d.URL)); err != nil {
			return err
		}
	}
	w := Walk{Destination: d.ID, Agent: agent.ID, At: s.Clock.Now()}
	limited, cancel := context.WithTimeoutCause(ctx, walkTime, errTooSlow)
	defer cancel()
	trail, err := s.Walker.Walk(limited, d.URL, agent.UserAgent)
	if ctx.Err() != nil {
		return ctx.Err() // it tells nothing of the link
	}
	if limited.Err() != nil {
		err = context.Cause(limited)
	}
	w.Trail, w.Remarks = trail, judge(d.URL, trail, err, network{s.IsLink, s.IsHost}, s.Clock.Now())
	if err := s.Book.PutWalk(ctx, sweepID, w); err != nil {
		return fmt.Errorf("keep a walk: %w", err)
	}
	return nil
}

func (s Sweeper) report(sweep Sweep) {
	if s.Report != nil {
		s.Report(sweep)
	}
}
