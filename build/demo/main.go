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
	begin, what := app.Practice.LoadSample, "with a sample programme that has run for twelve weeks"
	if o.Empty {
		begin, what = app.Practice.Reset, "from an empty workspace"
	}
	fmt.Fprintf(out, "Practice mode, %s.\n", what)
	if _, err := begin(); err != nil {
		return 0, err
	}
	if err := app.Sync(ctx); err != nil {
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
	if o.Fault != "" {
		if err := world.SetFault(o.Fault, false); err != nil {
			return failed, err
		}
	}
	fmt.Fprintf(out, "\ndemo: %d steps passed, %d failed\n", passed, failed)
	return failed, nil
}

// saveBeside answers the save dialog with a folder of the demo's own.
func saveBeside(data string) func(string) (string, error) {
	return func(name string) (string, error) {
		dir := data + "/exports"
		return dir + "/" + name, os.MkdirAll(dir, 0o700)
	}
}
