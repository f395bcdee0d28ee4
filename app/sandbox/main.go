// Command linkledger-sandbox serves the stand-ins for CJ and for a brand's
// shop on a port, for demos and for trying things out by hand. It must not
// know how they work: that is internal/sandbox.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"linkledger/internal/clock"
	"linkledger/internal/sandbox"
)

type flags struct {
	Listen string `default:"127.0.0.1:4600" help:"Address to serve on. There is no login: keep it to this computer."`
	State  string `type:"path" help:"File that keeps the state between runs. Without it nothing is kept."`
	Token  string `default:"sandbox-token" help:"Access token of the publisher account at CJ."`

	AdvertiserToken string `default:"sandbox-advertiser-token" help:"Access token of the brand's own account at CJ."`

	Year int    `default:"0" help:"Number of commissions to generate over the year before now, with 8 % of corrections."`
	Seed uint64 `default:"1" help:"What the generated year is made from: the same seed makes the same year."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "linkledger-sandbox:", err)
		os.Exit(1)
	}
}

// run serves until ctx ends.
func run(ctx context.Context, args []string, out, log io.Writer) error {
	var f flags
	exited := false
	parser, err := kong.New(&f,
		kong.Name("linkledger-sandbox"),
		kong.Description("Stand-ins for CJ Affiliate and a small shop, with a virtual clock and faults to switch on."),
		kong.Writers(out, log),
		kong.Exit(func(int) { exited = true }))
	if err != nil {
		return err
	}
	_, err = parser.Parse(args)
	if exited { // --help has been printed
		return nil
	}
	if err != nil {
		return err
	}
	box, err := sandbox.New(sandbox.Config{
		Clock:     clock.NewVirtual(clock.System{}, 0),
		StateFile: f.State,
		Token:     f.Token,

		AdvertiserToken: f.AdvertiserToken,

		Log: slog.New(slog.NewTextHandler(log, nil)),
	})
	if err != nil {
		return err
	}
	if f.Year != 0 {
		err = box.GenerateYear(sandbox.YearBefore(clock.System{}.Now(), f.Year, f.Seed))
	}
	if err == nil {
		err = serve(ctx, f.Listen, box, out)
	}
	return errors.Join(err, box.Close())
}

func serve(ctx context.Context, address string, box *sandbox.Sandbox, out io.Writer) error {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", address, err)
	}
	announce(out, "http://"+listener.Addr().String(), box)
	server := &http.Server{
		Handler:           box.Handler(),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    64 << 10,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err = server.Shutdown(grace)
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// announce prints what is served, and where.
func announce(out io.Writer, base string, box *sandbox.Sandbox) {
	cid, pid := box.Publisher()
	fmt.Fprintf(out, "The sandbox serves %s (publisher CID %s, PID %s)\n", base, cid, pid)
	fmt.Fprintf(out, "  %-22s %s/shop/\n", "Shop", base)
	for _, ad := range box.Ads() {
		fmt.Fprintf(out, "  %-22s %s%s?sid=YOURSID\n", ad.Product, base, ad.ClickPath())
	}
	at := sandbox.EndpointsAt(base)
	fmt.Fprintf(out, "  %-22s %s\n", "CJ Commission API", at.Commissions)
	fmt.Fprintf(out, "  %-22s %s\n", "CJ Link Search", at.Links)
	fmt.Fprintf(out, "  %-22s %s\n", "CJ Advertiser Lookup", at.Advertisers)
	fmt.Fprintf(out, "  %-22s %s\n", "CJ Program Terms", at.Programs)
	fmt.Fprintf(out, "  %-22s %s\n", "CJ orders", at.Orders)
	fmt.Fprintf(out, "  %-22s %s/control/state\n", "Control", base)
	fmt.Fprintln(out, "Stop it with Ctrl-C.")
}
