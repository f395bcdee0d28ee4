// Command linkledger-relay is the hosted relay of Linkledger: it redirects and
// counts clicks, receives postbacks and keeps the log that desktops follow.
//
// It must not know the desktop, its store or payments.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // servers without a time zone database must know zones, too

	"github.com/alecthomas/kong"
)

// commands are the program's flags; their help texts are its documentation.
type commands struct {
	Serve      serveCommand      `cmd:"" help:"Run the relay."`
	Workspace  workspaceCommand  `cmd:"" help:"Make and list workspaces. Works while the relay runs."`
	Pair       pairCommand       `cmd:"" help:"Print a code that lets one desktop in. Works while the relay runs."`
	Device     deviceCommand     `cmd:"" help:"Let desktops in and shut them out. Works while the relay runs."`
	Reclassify reclassifyCommand `cmd:"" help:"Judge kept clicks anew, after an update of the program or of DATA/agents.txt, and correct the counts. Restart the relay, which reads both at its start, then reclassify while it runs."`
	Restored   restoredCommand   `cmd:"" help:"Run this once after bringing back a copy of the data folder and before serving, so that desktops notice what the copy lacks."`
}

// dataFlag is where a relay keeps everything.
type dataFlag struct {
	Data string `required:"" type:"path" env:"LINKLEDGER_RELAY_DATA" help:"Folder of the database and the click files."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "linkledger-relay:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var c commands
	parser, err := kong.New(&c,
		kong.Name("linkledger-relay"),
		kong.Description("The hosted relay of Linkledger."),
		kong.UsageOnError(),
		kong.Writers(stdout, stderr),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(output{stdout: stdout, stderr: stderr}),
	)
	if err != nil {
		return err
	}
	command, err := parser.Parse(args)
	if err != nil {
		return fmt.Errorf("%w (--help shows what there is)", err)
	}
	return command.Run()
}

// output is where a command writes: what a person asked for, and the log.
type output struct{ stdout, stderr io.Writer }
