package relay

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/relay/clickfile"
	"linkledger/internal/relay/useragent"
)

// Config is what a relay needs. Store, Dir and Clock are required.
type Config struct {
	Store Store
	// Dir holds the click files and the visitor salts of this node.
	Dir   string
	Clock clock.Clock
	Log   *slog.Logger
	// URLs are the destinations that offers may have.
	URLs affiliate.URLPolicy
	// RelayURL is where devices reach the relay; the link base when empty.
	RelayURL string
	// BehindProxy takes the visitor's address from the last X-Forwarded-For.
	// Set it only when every request comes through a proxy that writes it.
	BehindProxy bool
	// SyncEvery is how much of the click counts a power cut may take: 50 ms
	// when zero. FlushEvery is how often clicks go into the store: 250 ms when
	// zero. EntryEvery is how often their counts become an entry of the log
	// while a device of their workspace listens: 600 ms when zero.
	SyncEvery, FlushEvery, EntryEvery time.Duration
	// KeepClicks is how long raw clicks are kept, 13 months when zero, and
	// KeepVisitors how long it can be told which are of one visitor, 30 days
	// when zero.
	KeepClicks, KeepVisitors time.Duration
	// SyncBeforeRedirect answers a click only when no power cut can take it.
	SyncBeforeRedirect bool
	// Countries finds where visitors are; their country stays empty when nil.
	Countries Countries
	// AgentRules are the operator's own lines before those of useragent's
	// agents.txt; empty for none.
	AgentRules string
	// DeviceRate is how many requests a second one device may make, on
	// average: 200 when zero.
	DeviceRate int
	// Node tells the relays of one store apart.
	Node uint8
}

// Countries says in which country an address is: an ISO 3166-1 alpha-2 code,
// or nothing.
type Countries interface{ Of(address string) string }

// nowhere is what a relay without a country database knows.
type nowhere struct{}

func (nowhere) Of(string) string { return "" }

// Relay is one node. Its handlers may be served as soon as New returns.
type Relay struct {
	Registry

	store       Store
	clock       clock.Clock
	log         *slog.Logger
	urls        affiliate.URLPolicy
	countries   Countries
	behindProxy bool
	node        uint8

	links     *linkTable
	directory *directory
	committer *committer
	clicks    *clickPipeline
	listeners *listeners
	limits    *limits
	questions *questions
	metrics   *metrics
	sightings sightings
	contract  http.Handler // of the API
	counter   atomic.Uint64
	refused   atomic.Uint64
	// publishing is held from the commit of links and offers until the
	// redirect and the postbacks know them.
	publishing sync.Mutex
	closing    sync.Once
	closed     error
}

const (
	defaultSync  = 50 * time.Millisecond
	defaultFlush = 250 * time.Millisecond
)

func (c Config) withDefaults() Config {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	c.Log = slog.New(newCalm(c.Log.Handler()))
	if c.Countries == nil {
		c.Countries = nowhere{}
	}
	for d, standard := range map[*time.Duration]time.Duration{
		&c.SyncEvery: defaultSync, &c.FlushEvery: defaultFlush, &c.EntryEvery: defaultEntryEvery,
		&c.KeepClicks: defaultKeepClicks, &c.KeepVisitors: defaultKeepVisitors,
	} {
		if *d <= 0 {
			*d = standard
		}
	}
	if c.DeviceRate <= 0 {
		c.DeviceRate = defaultDeviceRate
	}
	return c
}

// New loads the links and offers, and takes up the clicks that the last run
// left in its files.
func New(ctx context.Context, c Config) (*Relay, error) {
	if c.Store == nil || c.Dir == "" || c.Clock == nil {
		return nil, errors.New("a relay needs a store, a folder for click files and a clock")
	}
	c = c.withDefaults()
	r := &Relay{
		Registry: Registry{Store: c.Store, Clock: c.Clock, URLs: affiliate.URLPolicy{Loopback: c.URLs.Loopback}, RelayURL: c.RelayURL},
		store:    c.Store, clock: c.Clock, log: c.Log, urls: c.URLs, countries: c.Countries, behindProxy: c.BehindProxy, node: c.Node,
		links: newLinkTable(), listeners: newListeners(), limits: newLimits(c.DeviceRate), questions: newQuestions(), metrics: newMetrics(),
	}
	r.counter.Store(rand.Uint64())
	var err error
	if r.contract, err = r.api(); err != nil {
		return nil, err
	}
	if r.directory, err = loadDirectory(ctx, c.Store, c.URLs, c.Log); err != nil {
		return nil, err
	}
	if err := r.links.load(ctx, c.Store, r.directory); err != nil {
		return nil, err
	}
	if err := r.openClicks(ctx, c); err != nil {
		return nil, err
	}
	r.watch()
	r.clicks.start(c.SyncEvery, c.FlushEvery)
	return r, nil
}

func (r *Relay) openClicks(ctx context.Context, c Config) error {
	agents, err := useragent.New(c.AgentRules)
	if err != nil {
		return err
	}
	position, err := c.Store.ClickPosition(ctx, c.Node)
	if err != nil {
		return fmt.Errorf("find where the clicks stand: %w", err)
	}
	pending, err := c.Store.PendingSince(ctx)
	if err != nil {
		return fmt.Errorf("find the counts that wait: %w", err)
	}
	position.File = max(position.File, 1)
	file, err := clickfile.Open(filepath.Join(c.Dir, "clicks"), position, clickFileLimit)
	if err != nil {
		return err
	}
	salts, err := loadSalts(filepath.Join(c.Dir, "clicks", "salts.json"), c.Clock.Now())
	if err != nil {
		return errors.Join(err, file.Close())
	}
	r.committer = newCommitter(c.Store, r.listeners.wake, r.metrics)
	r.clicks = &clickPipeline{
		atOnce: clicksAtOnce,
		node:   c.Node, file: file, syncFirst: c.SyncBeforeRedirect, stored: position, commit: r.committer.commit, workspace: r.directory.workspace,
		click: c.Store.Click, isTest: r.links.isTest, rules: clickRules{agents: agents}, entries: newEntryTimes(c.EntryEvery, pending), salts: salts,
		retention: &clickRetention{store: c.Store, commit: r.committer.commit, workspace: r.directory.workspace, clicks: c.KeepClicks, visitors: c.KeepVisitors},
		clock:     c.Clock, log: c.Log, counted: r.metrics.clicksStored,
	}
	return nil
}

// Flush puts all clicks answered so far into the log before it returns.
func (r *Relay) Flush(ctx context.Context) error { return r.clicks.flushAll(ctx) }

// Tidy forgets what has been kept long enough of clicks; it is also done every
// hour.
func (r *Relay) Tidy(ctx context.Context) error { return r.clicks.retention.run(ctx, r.clock.Now()) }

// Close stores what it can and stops. Stop serving the handlers first. When
// the store fails, the clicks stay in their files for the next run.
func (r *Relay) Close(ctx context.Context) error {
	r.closing.Do(func() {
		r.EndWaits()
		r.clicks.stopTimers()
		err := r.clicks.flushAll(ctx)
		r.committer.close()
		r.closed = errors.Join(err, r.clicks.file.Close())
	})
	return r.closed
}
