// Command campaign runs the real linkledger-relay for long and hard: it kills
// it, fills its disk, lies to it, and checks from outside that every promise it
// made was kept. Some do the same to a desktop's profile: they damage its
// database, kill it, and restore it. Each campaign is drawn from a seed, which
// is printed.
//
// It must reach the relay only as strangers, networks and devices do: through
// its program, its addresses and its data folder; and a profile only through
// the desktop's bound services and its files.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

type options struct {
	Relay  string `type:"path" default:"build/bin/linkledger-relay" help:"The linkledger-relay to run."`
	Only   string `help:"Run the campaigns whose name contains this."`
	Rounds int    `help:"How many rounds; each campaign's own number when absent."`
	Seed   uint64 `help:"What all is drawn from."`
	List   bool   `help:"Only say which there are."`
	Keep   string `type:"path" help:"Folder to work in, kept afterwards; a temporary one when absent."`
}

func main() {
	if asked, err := work(context.Background()); asked {
		fmt.Fprintln(os.Stderr, "campaign:", err)
		os.Exit(1)
	}
	var o options
	kong.Parse(&o, kong.Name("campaign"), kong.Description("Long, seeded runs of the real relay: "+strings.Join(names(), ", ")+"."))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	failed, err := runAll(ctx, o, os.Stdout, os.Stderr)
	if err != nil {
		fmt.Fprintln(os.Stderr, "campaign:", err)
		os.Exit(2)
	}
	if failed > 0 {
		os.Exit(1)
	}
}

// runAll runs the campaigns that are asked for, a line each on stdout, and
// says how many failed.
func runAll(ctx context.Context, o options, stdout, stderr io.Writer) (failed int, err error) {
	for _, c := range campaigns {
		if !strings.Contains(c.name, o.Only) {
			continue
		}
		if o.List {
			fmt.Fprintln(stdout, c.name)
			continue
		}
		rounds := o.Rounds
		if rounds <= 0 {
			rounds = c.rounds
		}
		began := time.Now()
		r, err := runOne(ctx, c, o, rounds)
		if err != nil {
			return failed, fmt.Errorf("%s: %w", c.name, err)
		}
		if r.rounds < rounds { // a promise that was not tried is not kept
			r.failf(r.rounds, "%d of %d rounds were run", r.rounds, rounds)
		}
		for _, note := range r.notes {
			fmt.Fprintf(stderr, "%s: %s\n", c.name, note)
		}
		for _, failure := range r.failures {
			fmt.Fprintf(stderr, "%s: %s\n", c.name, failure)
		}
		if len(r.failures) > 0 {
			failed++
		}
		fmt.Fprintf(stdout, "campaign %s rounds=%d failures=%d seed=%d\n", c.name, r.rounds, r.failed, r.seed)
		fmt.Fprintf(stderr, "%s: took %s\n", c.name, time.Since(began).Round(time.Millisecond))
	}
	return failed, nil
}

func runOne(ctx context.Context, c campaign, o options, rounds int) (*run, error) {
	dir := o.Keep
	if dir == "" {
		temporary, err := os.MkdirTemp("", "campaign-"+c.name+"-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(temporary)
		dir = temporary
	}
	r := &run{rounds: rounds, seed: o.Seed, relay: o.Relay, dir: dir}
	return r, c.run(ctx, r)
}
