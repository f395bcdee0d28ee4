package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/relay"
	"linkledger/internal/relay/country"
	"linkledger/internal/relay/frontdoor"
	"linkledger/internal/relay/sqlitestore"
)

const drainTime = 10 * time.Second

type serveCommand struct {
	dataFlag
	Listen          string `default:":8080" env:"LINKLEDGER_RELAY_LISTEN" help:"Address for shoppers, networks and desktops. Put TLS in front of it."`
	Admin           string `default:"127.0.0.1:8081" env:"LINKLEDGER_RELAY_ADMIN" help:"Address for health checks; keep it off the internet."`
	LinkBase        string `name:"link-base" env:"LINKLEDGER_RELAY_LINK_BASE" help:"What member links begin with, such as https://go.brand.example. With --time-zone it makes the first workspace of an empty relay."`
	TimeZone        string `name:"time-zone" env:"LINKLEDGER_RELAY_TIME_ZONE" help:"IANA name of the zone that days are cut in, such as Europe/Berlin, for the first workspace."`
	PublicURL       string `env:"LINKLEDGER_RELAY_PUBLIC_URL" help:"Where desktops reach the relay; the workspace's link base when absent."`
	CountryDatabase string `type:"path" env:"LINKLEDGER_RELAY_COUNTRY_DATABASE" help:"MaxMind DB file (.mmdb) that says where visitors are; the one that ships with the program when absent."`
	KeepClicks      int    `default:"396" env:"LINKLEDGER_RELAY_KEEP_CLICKS" help:"Days that single clicks are kept; counts stay."`
	KeepVisitors    int    `default:"30" env:"LINKLEDGER_RELAY_KEEP_VISITORS" help:"Days that it can be told which clicks are of one visitor."`
	BehindProxy     bool   `env:"LINKLEDGER_RELAY_BEHIND_PROXY" help:"Take visitors' addresses from X-Forwarded-For. Only when a proxy in front always sets it."`
	DeviceRate      int    `default:"200" name:"device-rate" env:"LINKLEDGER_RELAY_DEVICE_RATE" help:"Requests a second that one desktop may make, on average."`

	DestinationHosts   []string      `env:"LINKLEDGER_RELAY_DESTINATION_HOSTS" help:"The only hosts that offers may lead to, with commas between: shop.example, or *.shop.example for all below it. Any host on the internet when absent."`
	SyncBeforeRedirect bool          `env:"LINKLEDGER_RELAY_SYNC_BEFORE_REDIRECT" help:"Answer a click only when it is safe from a power cut. Slower; without it a power cut may take the last 50 ms of click counts, and a crash nothing."`
	StoreClicksEvery   time.Duration `env:"LINKLEDGER_RELAY_STORE_CLICKS_EVERY" help:"How often clicks go from their files into the database; the relay's own measure when absent."`
}

// Run serves until the context ends, then finishes the requests under way and
// stores the clicks.
func (c serveCommand) Run(ctx context.Context, out output) (err error) {
	log := slog.New(slog.NewJSONHandler(out.stderr, nil))
	if c.KeepClicks < 1 || c.KeepVisitors < 1 {
		return errors.New("--keep-clicks and --keep-visitors are numbers of days: give 1 or more")
	}
	countries, err := c.countries()
	if err != nil {
		return err
	}
	hosts, err := affiliate.ParseHosts(c.DestinationHosts)
	if err != nil {
		return fmt.Errorf("--destination-hosts: %w", err)
	}
	rules, err := agentRules(c.Data)
	if err != nil {
		return err
	}
	store, err := openStore(ctx, c.Data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	r, err := relay.New(ctx, relay.Config{
		Store: store, Dir: c.Data, Clock: clock.System{}, Log: log, RelayURL: c.PublicURL, BehindProxy: c.BehindProxy, DeviceRate: c.DeviceRate,
		Countries: countries, AgentRules: rules, FlushEvery: c.StoreClicksEvery,
		URLs: affiliate.URLPolicy{Hosts: hosts}, SyncBeforeRedirect: c.SyncBeforeRedirect,
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close(context.WithoutCancel(ctx))) }()
	if err := c.prepare(ctx, r.Registry, out.stderr); err != nil {
		return err
	}
	defer context.AfterFunc(ctx, r.EndWaits)()
	return serveAll(ctx, log, map[string]listenerFor{
		"public": {c.Listen, r.Server()},
		"admin":  {c.Admin, adminServer{relay.NewServer(r.Admin())}},
	})
}

// adminServer needs no front door, but blames as one does.
type adminServer struct{ *http.Server }

// Serve implements server.
func (s adminServer) Serve(l net.Listener) error { return s.Server.Serve(frontdoor.Blaming(l)) }

func days(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

func (c serveCommand) countries() (relay.Countries, error) {
	if c.CountryDatabase != "" {
		return country.Open(c.CountryDatabase)
	}
	return country.Embedded()
}

type listenerFor struct {
	address string
	server  server
}

// server is what net/http's server and the front door have in common.
type server interface {
	Serve(l net.Listener) error
	Shutdown(ctx context.Context) error
	Close() error
}

func serveAll(ctx context.Context, log *slog.Logger, all map[string]listenerFor) error {
	listeners := map[string]net.Listener{}
	for name, l := range all {
		listener, err := new(net.ListenConfig).Listen(ctx, "tcp", l.address)
		if err != nil {
			for _, open := range listeners {
				_ = open.Close()
			}
			return fmt.Errorf("listen on %s: %w: choose another address, or stop what has it", l.address, err)
		}
		listeners[name] = listener
	}
	group, ctx := errgroup.WithContext(ctx)
	for name, listener := range listeners {
		log.Info("listening", "for", name, "address", listener.Addr().String())
		server := all[name].server
		group.Go(func() error {
			if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
				return err
			}
			return nil
		})
		group.Go(func() error {
			<-ctx.Done()
			drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
			defer cancel()
			err := server.Shutdown(drain)
			if err != nil { // Serve may not end before
				err = errors.Join(err, server.Close())
			}
			return err
		})
	}
	return group.Wait()
}

// openStore makes the folder when it is not there and opens its database.
func openStore(ctx context.Context, data string) (*sqlitestore.Store, error) {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	return sqlitestore.Open(ctx, databasePath(data))
}

func databasePath(data string) string { return filepath.Join(data, "relay.db") }
