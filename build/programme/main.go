// Command programme brings a made-up year (internal/ingest/programme) into a
// database as a device would: by syncing with its log. Benchmarks are made on
// it: it answers their questions, and gives their peers the raw facts. It says
// on its output what it measured, as build/bench's lines are, and on its error
// output how far it is. It must not read the year but as a device and its
// reports do, raw facts aside.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"time"

	"github.com/alecthomas/kong"

	"linkledger/internal/ingest/programme"
)

type options struct {
	Seed  uint64  `default:"1" help:"Which year; the same one for the same seed."`
	Scale float64 `default:"1" help:"How large: 1 is 2,000 members, 10 million clicks and a million sales."`
	Cache string  `default:"build/cache" help:"Folder where databases are kept."`

	Load   struct{} `cmd:"" help:"Sync the year into a database, unless that is done, and tell of its size."`
	Answer struct{} `cmd:"" help:"Answer the questions of the reports' benchmark whose names come on the input."`
	Facts  struct {
		What string `arg:"" enum:"clicks,conversions,payouts" help:"clicks, conversions or payouts."`
	} `cmd:"" help:"Write the raw facts of the year as CSV."`
}

func main() {
	var o options
	command := kong.Parse(&o, kong.Name("programme"), kong.Description("Loads a made-up year for benchmarks.")).Command()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := commands[command](ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "programme:", err)
		os.Exit(1)
	}
}

var commands = map[string]func(context.Context, options) error{
	"load":         loadYear,
	"answer":       answerAll,
	"facts <what>": func(ctx context.Context, o options) error { return facts(ctx, o, os.Stdout) },
}

// year is the one that is asked for.
func (o options) year() (*programme.Programme, error) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		return nil, err
	}
	return programme.New(o.Seed, programme.Year().Scaled(o.Scale), zone), nil
}
