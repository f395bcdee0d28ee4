// Package sandbox stands in for what the application can't ship: CJ's click
// links, conversion endpoint, commission ledger, Commission Detail API and
// postback, and a small shop whose pages a shopper walks through. All of it is
// real HTTP, lives by a virtual clock, and can be told to misbehave in the
// ways that a brand would meet.
//
// It must not know the programs that it is used to try out: it imports nothing
// of the project but money and clock, so that the two sides agree only by
// CJ's published protocol. What isn't published is said where it is assumed.
package sandbox

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	"linkledger/internal/clock"
	"linkledger/internal/sandbox/commission"
	"linkledger/internal/sandbox/year"
)

// Config is what a sandbox is made of.
type Config struct {
	// Clock is the time that everything here happens by.
	Clock *clock.Virtual
	// StateFile keeps the state between runs; "" keeps it in memory only.
	StateFile string
	// Token is the CJ personal access token of the publisher account.
	Token string
	// AdvertiserToken is that of the brand's own account; "" for none.
	AdvertiserToken string
	// Log is told what goes wrong in the background; nil is silent.
	Log *slog.Logger
}

// Sandbox is the running stand-ins. Its methods can be called from any
// goroutine.
type Sandbox struct {
	clock   *clock.Virtual
	token   string // of the publisher
	log     *slog.Logger
	file    stateFile
	client  *http.Client
	stop    context.CancelFunc
	stopped chan struct{} // closed when the scheduler has ended

	advertiserToken string

	mu      sync.Mutex
	state   state
	year    *year.Ledger // nil without a generated one
	rate    FaultRate
	recent  map[string][]time.Time // the calls that count against each API's limit
	changed chan struct{}          // closed and replaced at each change, to wake the scheduler
}

// New starts a sandbox, with the state of its file if there is one. Close it.
func New(cfg Config) (*Sandbox, error) {
	if cfg.Clock == nil {
		return nil, errors.New("the sandbox needs a virtual clock: set Config.Clock")
	}
	if cfg.Token == "" {
		return nil, errors.New("the sandbox needs an access token to ask for: set Config.Token")
	}
	s := &Sandbox{
		clock: cfg.Clock,
		token: cfg.Token,

		advertiserToken: cfg.AdvertiserToken,

		recent:  map[string][]time.Time{},
		log:     cfg.Log,
		file:    stateFile{path: cfg.StateFile},
		client:  newClient(),
		stopped: make(chan struct{}),
		changed: make(chan struct{}),
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	var err error
	if s.state, err = s.file.load(); err != nil {
		return nil, err
	}
	if s.state.SettledAt.IsZero() {
		s.state.SettledAt = s.clock.Now() // a new sandbox begins when its clock says
	} else {
		// Time never runs backwards, also not over a restart.
		s.clock.Advance(s.state.ClockOffset - s.clock.Offset())
	}
	if err := s.save(); err != nil {
		return nil, err
	}
	var ctx context.Context
	ctx, s.stop = context.WithCancel(context.Background())
	go s.schedule(ctx)
	return s, nil
}

// newClient is for the calls that the sandbox makes: directly, following no
// redirect, since a network's server doesn't either.
func newClient() *http.Client {
	return &http.Client{
		Timeout:   10 * time.Second,
		Transport: &http.Transport{Proxy: nil, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		},
	}
}

// Close ends the scheduler and the calls that it is making. Requests to
// Handler can still be answered, but nothing more is sent.
func (s *Sandbox) Close() error {
	s.stop()
	<-s.stopped
	return nil
}

// Publisher is the one publisher account of this CJ: its company id and its
// promotional property.
func (s *Sandbox) Publisher() (cid, pid string) { return publisherCID, publisherPID }

// Advertiser is the brand's own account.
func (s *Sandbox) Advertiser() (cid string) { return advertiserCID }

// Trackers are the brand's commissionable actions, one for each locking method.
func (s *Sandbox) Trackers() []commission.Tracker { return trackers() }

// Ads is the catalogue: what the publisher may promote.
func (s *Sandbox) Ads() []Ad { return catalogue() }

// Clicks are the clicks on CJ's links, oldest first.
func (s *Sandbox) Clicks() []Click {
	return read(s, func(st *state) []Click { return slices.Clone(st.Clicks) })
}

// Orders are the shop's orders, oldest first.
func (s *Sandbox) Orders() []Order {
	return read(s, func(st *state) []Order { return slices.Clone(st.Orders) })
}

// ConversionCalls are the conversion calls that CJ received, oldest first.
func (s *Sandbox) ConversionCalls() []ConversionCall {
	return read(s, func(st *state) []ConversionCall { return slices.Clone(st.Calls) })
}

// Commissions are CJ's ledger rows, oldest first, without a generated year: see
// EveryCommission.
func (s *Sandbox) Commissions() []Commission {
	return read(s, func(st *state) []Commission { return slices.Clone(st.Commissions) })
}

// Payments are what CJ paid to the publisher, oldest first.
func (s *Sandbox) Payments() []Payment {
	return read(s, func(*state) []Payment { return s.payments() })
}

// Deliveries are the postbacks that CJ has sent or is going to send, oldest
// first.
func (s *Sandbox) Deliveries() []Delivery {
	return read(s, func(st *state) []Delivery { return slices.Clone(st.Deliveries) })
}

// read brings the state up to date and asks it something. What is asked for
// must be a copy.
func read[T any](s *Sandbox, ask func(*state) T) T {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle()
	return ask(&s.state)
}

// change brings the state up to date and applies a mutation, which must
// validate before it touches anything. If the file can't be written, nothing
// has changed.
func (s *Sandbox) change(mutate func(st *state, now time.Time) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle()
	before := s.state.clone()
	if err := mutate(&s.state, s.state.SettledAt); err != nil {
		return err
	}
	if err := s.save(); err != nil {
		s.state = before
		return err
	}
	s.wake()
	return nil
}

// settle lets happen what the clock has made due. Callers hold mu.
func (s *Sandbox) settle() {
	if !s.state.settle(s.clock.Now()) {
		return
	}
	if err := s.save(); err != nil {
		s.log.Error("keep the sandbox's state", "error", err) // the next change tries again
	}
}

func (s *Sandbox) save() error {
	s.state.ClockOffset = s.clock.Offset()
	return s.file.save(s.state)
}

func (s *Sandbox) wake() {
	close(s.changed)
	s.changed = make(chan struct{})
}
