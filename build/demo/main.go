// Command demo walks the whole chain in practice mode, from an offer to a paid
// member, and prints each step with its evidence and time. It uses the
// application's own services, as the screens do, and must not reach past them
// to make a step pass.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"linkledger/app/desktop"
)

type options struct {
	Data  string `required:"" help:"Folder for the profile; made when missing."`
	Empty bool   `help:"Start from an empty workspace instead of the sample programme."`
	Fault string `help:"Break something on purpose: ${faults}."`
}

func main() {
	var o options
	kong.Parse(&o, kong.Name("demo"), kong.Description("Walks the chain from an offer to a paid member."),
		kong.Vars{"faults": strings.Join(faultNames(), ", ")})
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	failed, err := run(ctx, o, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(2)
	}
	if failed > 0 {
		os.Exit(1)
	}
}

// run walks the chain on a fresh sample programme and returns how many steps
// failed. Its last line is the verdict.
func run(ctx context.Context, o options, out io.Writer) (failed int, err error) {
	if o.Fault != "" && !known(o.Fault) {
		return 0, fmt.Errorf("%q is not a fault of the demo; choose one of: %s", o.Fault, strings.Join(faultNames(), ", "))
	}
	app, err := desktop.Open(ctx, desktop.Options{Dir: o.Data, Manual: true, SaveFile: saveBeside(o.Data)})
	if err != nil {
		return 0, err
	}
	defer func() {
		if closeErr := app.Close(); err == nil {
			err = closeErr
		}
	}()
	sample, err := begin(ctx, app, o.Empty, out)
	if err != nil {
		return 0, err
	}
	world, err := app.World()
	if err != nil {
		return 0, err
	}
	fmt.Fprintf(out, "  relay %s, simulated CJ and shop %s\n", world.RelayURL(), world.ShopURL())
	if o.Fault != "" {
		if err := world.SetFault(o.Fault, true); err != nil {
			return 0, err
		}
		fmt.Fprintf(out, "  broken on purpose: %s\n", o.Fault)
	}
	fmt.Fprintln(out)
	passed, failed := walk(ctx, app, world, out)
	if o.Fault == "" && failed == 0 {
		if err := goOn(ctx, app, sample, out); err != nil {
			return failed, err
		}
	}
	fmt.Fprintf(out, "\ndemo: %d steps passed, %d failed\n", passed, failed)
	return failed, nil
}

// The walk happens some weeks ago by the virtual clock, so that its sale is
// locked and paid by today; then the sample programme goes on.
const (
	sampleBegan = 150 * 24 * time.Hour
	walkBegan   = 75 * 24 * time.Hour
)

// begin makes the workspace; sample is nil when it is to be empty.
func begin(ctx context.Context, app *desktop.App, empty bool, out io.Writer) (sample *desktop.Sample, err error) {
	if empty {
		fmt.Fprintln(out, "Practice mode, from an empty workspace.")
		_, err = app.Practice.Reset()
	} else {
		fmt.Fprintln(out, "Practice mode, with a sample programme that has run for ten weeks.")
		now := time.Now().UTC()
		if sample, err = app.StartSample(ctx, now.Add(-sampleBegan)); err == nil {
			err = sample.Run(ctx, now.Add(-walkBegan))
		}
	}
	if err != nil {
		return nil, err
	}
	return sample, app.Sync(ctx)
}

// goOn lets the sample run until today, and leaves a passed check behind.
func goOn(ctx context.Context, app *desktop.App, sample *desktop.Sample, out io.Writer) error {
	if sample == nil {
		return nil
	}
	if err := sample.Run(ctx, time.Now().UTC()); err != nil {
		return err
	}
	offers, err := app.Offers.List()
	if err != nil {
		return err
	}
	check, err := app.Checks.Run(offers[0].ID)
	if err != nil {
		return err
	}
	err = await(ctx, func() (bool, error) {
		check, err = app.Checks.Get(check.ID)
		return check.State != "running", err
	})
	if err != nil {
		return fmt.Errorf("the test purchase check of %s: %w", offers[0].Name, err)
	}
	fmt.Fprintf(out, "\nThe sample programme has gone on until today; a test purchase check of %s has %s.\n", offers[0].Name, check.State)
	for _, step := range check.Steps {
		if step.State == "failed" {
			return fmt.Errorf("the test purchase check failed at %q: %s", step.Title, step.Finding)
		}
	}
	return nil
}

// saveBeside answers the save dialog with a folder of the demo's own.
func saveBeside(data string) func(string) (string, error) {
	return func(name string) (string, error) {
		dir := data + "/exports"
		return dir + "/" + name, os.MkdirAll(dir, 0o700)
	}
}
