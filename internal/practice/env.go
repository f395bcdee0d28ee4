// Package practice starts a relay and the stand-ins for CJ and a shop in this
// process, on loopback, with one virtual clock: the whole chain for a person
// without a CJ account, and for demos and tests.
//
// It must not touch live credentials, and nothing of a live profile imports
// it: the exception that lets links lead to loopback is made here alone.
package practice

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/atomicfile"
	"linkledger/internal/clock"
	"linkledger/internal/relay"
	"linkledger/internal/relay/frontdoor"
	"linkledger/internal/relay/sqlitestore"
	"linkledger/internal/relayapi"
	"linkledger/internal/sandbox"
)

// Config says where a practice world lives.
type Config struct {
	Dir      string // its folder, made when missing
	Base     clock.Clock
	Start    time.Time // what a new world's clock shows; the base's time when zero
	TimeZone string    // IANA name, for a new world
	Log      *slog.Logger
}

// World is a running relay, CJ and shop.
type World struct {
	Clock   *clock.Virtual
	Sandbox *sandbox.Sandbox

	dir     string
	state   state
	store   *sqlitestore.Store
	relay   *relay.Relay
	serving sync.WaitGroup // until the listeners are closed

	mu      sync.Mutex
	servers []server
	closed  bool // no server is added any more
	faults  map[string]bool
	secure  string // where the shop answers by https; empty while nobody asked for it
}

// state is what a world keeps between runs beside its own databases.
type state struct {
	Offset     time.Duration `json:"offset_ns"` // of the clock, ahead of the computer's
	RelayAddr  string        `json:"relay_addr"`
	ShopAddr   string        `json:"shop_addr"`
	Connection string        `json:"connection"` // of this computer's device
}

// server is what net/http's server and the front door have in common.
type server interface {
	Serve(l net.Listener) error
	Shutdown(ctx context.Context) error
	Close() error
}

// practiceToken and advertiserToken are the CJ tokens of the stand-in, of the
// publisher's account and of the brand's; they open nothing else.
const (
	practiceToken   = "practice-token"
	advertiserToken = "practice-advertiser-token"
)

// Policy lets links lead to this computer; no live profile has it.
var Policy = affiliate.URLPolicy{Loopback: true}

// Start opens the world in a folder, or makes it.
func Start(ctx context.Context, c Config) (*World, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	w := &World{dir: c.Dir, faults: map[string]bool{}}
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the practice folder: %w", err)
	}
	known, err := w.load()
	if err != nil {
		return nil, err
	}
	if !known && !c.Start.IsZero() {
		w.state.Offset = c.Start.Sub(c.Base.Now())
	}
	w.Clock = clock.NewVirtual(c.Base, w.state.Offset)
	if err := w.open(ctx, c); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, w.save()
}

func (w *World) open(ctx context.Context, c Config) (err error) {
	w.Sandbox, err = sandbox.New(sandbox.Config{Clock: w.Clock, StateFile: filepath.Join(c.Dir, "sandbox.json"), Token: practiceToken,
		AdvertiserToken: advertiserToken, Log: c.Log})
	if err != nil {
		return err
	}
	if w.state.ShopAddr, err = w.serve(ctx, w.state.ShopAddr, w.away(w.Sandbox.Handler())); err != nil {
		return err
	}
	if w.store, err = sqlitestore.Open(ctx, filepath.Join(c.Dir, "relay.db")); err != nil {
		return err
	}
	listener, err := listen(ctx, w.state.RelayAddr)
	if err != nil {
		return err
	}
	w.state.RelayAddr = listener.Addr().String()
	w.relay, err = relay.New(ctx, relay.Config{Store: w.store, Dir: c.Dir, Clock: w.Clock, Log: c.Log, URLs: Policy,
		RelayURL: w.RelayURL(), FlushEvery: 100 * time.Millisecond})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	w.run(listener, &frontdoor.Server{HTTP: relay.NewServer(w.faulty(w.relay.Public())), Director: faultyDirector{w}, Log: c.Log})
	if w.state.Connection != "" {
		return nil
	}
	workspace, err := w.relay.CreateWorkspace(ctx, relay.NewWorkspace{TimeZone: c.TimeZone, LinkBase: w.RelayURL()})
	if err != nil {
		return err
	}
	connection, err := w.relay.AddDevice(ctx, workspace.ID, "This computer")
	if err != nil {
		return err
	}
	w.state.Connection = connection.String()
	return nil
}

// RelayURL is where the relay answers.
func (w *World) RelayURL() string { return "http://" + w.state.RelayAddr }

// ShopURL is where CJ and the shop answer.
func (w *World) ShopURL() string { return "http://" + w.state.ShopAddr }

// Connection is how this computer's device reaches its workspace.
func (w *World) Connection() (relayapi.Connection, error) {
	return relayapi.ParseConnection(w.state.Connection)
}

// AddDevice lets a further device into the workspace.
func (w *World) AddDevice(ctx context.Context, name string) (relayapi.Connection, error) {
	first, err := w.Connection()
	if err != nil {
		return first, err
	}
	return w.relay.AddDevice(ctx, first.WorkspaceID, name)
}

// AddWorkspace makes a further workspace with devices of these names.
func (w *World) AddWorkspace(ctx context.Context, n relay.NewWorkspace, devices ...string) ([]relayapi.Connection, error) {
	workspace, err := w.relay.CreateWorkspace(ctx, n)
	if err != nil {
		return nil, err
	}
	var lines []relayapi.Connection
	for _, name := range devices {
		line, err := w.relay.AddDevice(ctx, workspace.ID, name)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// FlushClicks puts all clicks so far into the log.
func (w *World) FlushClicks(ctx context.Context) error { return w.relay.Flush(ctx) }

// Account is the publisher account at the stand-in for CJ, and the addresses of
// CJ's APIs there.
type Account struct {
	CID, PID, Token, Endpoint, Currency string
	Links, Advertisers, Programs        string
	Orders, OrdersTest                  string
	Advertiser                          Brand
}

// Brand is the advertiser's own account at the stand-in for CJ.
type Brand struct {
	CID, Token string
}

// CJ is the account that the practice workspace uses.
func (w *World) CJ() Account {
	cid, pid := w.Sandbox.Publisher()
	at := sandbox.EndpointsAt(w.ShopURL())
	return Account{CID: cid, PID: pid, Token: practiceToken, Endpoint: at.Commissions, Currency: "USD",
		Links: at.Links, Advertisers: at.Advertisers, Programs: at.Programs, Orders: at.Orders, OrdersTest: at.OrdersTest,
		Advertiser: Brand{CID: w.Sandbox.Advertiser(), Token: advertiserToken}}
}

// PlacePostback is what CJ's account manager does with the URL that a brand
// sends: CJ will call it after each sale of an ad.
func (w *World) PlacePostback(aid, token string) error {
	template := w.RelayURL() + "/postback/" + token + "?transaction_id={SID}&amount={SALE_AMOUNT}&payout={COMMISSION}"
	return w.Sandbox.SetPostback(aid, template, time.Second)
}

// Close stops everything and keeps the clock's time.
func (w *World) Close() error {
	var err error
	if w.relay != nil {
		w.relay.EndWaits()
	}
	w.mu.Lock()
	w.closed = true
	servers := slices.Clone(w.servers) // their handlers ask for faults
	w.mu.Unlock()
	for _, server := range servers {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		if server.Shutdown(ctx) != nil {
			err = errors.Join(err, server.Close())
		}
		cancel()
	}
	w.serving.Wait()
	if w.relay != nil {
		err = errors.Join(err, w.relay.Close(context.Background()))
	}
	if w.store != nil {
		err = errors.Join(err, w.store.Close())
	}
	if w.Sandbox != nil {
		err = errors.Join(err, w.Sandbox.Close())
	}
	return errors.Join(err, w.save())
}

func (w *World) serve(ctx context.Context, addr string, h http.Handler) (string, error) {
	listener, err := listen(ctx, addr)
	if err != nil {
		return "", err
	}
	w.run(listener, relay.NewServer(h))
	return listener.Addr().String(), nil
}

func (w *World) run(listener net.Listener, server server) {
	w.servers = append(w.servers, server)
	w.serving.Go(func() { _ = server.Serve(listener) }) // ends with ErrServerClosed at Shutdown
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	if addr == "" {
		addr = "127.0.0.1:0"
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, &affiliate.Error{Code: affiliate.Unavailable, Message: "Practice mode can't use its address " + addr + ", which its links lead to.",
			Hint: "Close the other program that uses it, or reset practice mode.", Cause: err}
	}
	return listener, nil
}

func (w *World) statePath() string { return filepath.Join(w.dir, "practice.json") }

func (w *World) load() (known bool, err error) {
	raw, err := os.ReadFile(w.statePath())
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err == nil {
		err = json.Unmarshal(raw, &w.state)
	}
	if err != nil {
		return false, &affiliate.Error{Code: affiliate.Conflict, Message: "The practice world's file can't be read.", Hint: "Reset practice mode.", Cause: err}
	}
	return true, nil
}

func (w *World) save() error {
	if w.Clock == nil {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state.Offset = w.Clock.Offset()
	raw, err := json.MarshalIndent(w.state, "", "  ")
	if err != nil {
		return err
	}
	return atomicfile.Replace(w.statePath(), raw)
}
