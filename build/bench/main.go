// Command bench compares our programs with their peers, side by side in one
// run, and prints a line for each comparison:
//
//	ratio NAME VALUE goal <=GOAL
//	figure NAME VALUE UNIT
//
// Lines that begin with # say what could not be run, and why; tables for
// people, with versions and noise, go to the error output.
//
// Peers and ours take turns within each round, and a ratio is the median of the
// rounds' ratios, so that what else the machine does hits both. It runs on
// Linux only: it reads CPU times from /proc.
//
// It must not know the project's packages: it sees what an operator sees.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
)

// A comparison prints the lines of one kind of work.
type comparison struct {
	name string
	run  func(context.Context, *bench) error
}

var comparisons = []comparison{
	{"redirect", redirects},
	{"pipeline", pipeline},
	{"postback", postbacks},
	{"import", imports},
	{"reports", reports},
}

func main() {
	// A server dies with the thread that started it (see start): this one ends last.
	runtime.LockOSThread()
	list := flag.Bool("list", false, "print the names of the comparisons")
	only := flag.String("only", "", "run this comparison alone")
	root := flag.String("root", ".", "the project's folder")
	rounds := flag.Int("rounds", 5, "how often each server has its turn")
	seconds := flag.Int("seconds", 4, "how long a turn is")
	flag.Parse()
	if *list {
		for _, c := range comparisons {
			fmt.Println(c.name)
		}
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGPIPE)
	defer stop()
	b, err := newBench(*root, *rounds, *seconds)
	if err == nil {
		err = b.run(ctx, *only)
		b.close()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run runs the comparisons; one that fails does not keep the others from it.
func (b *bench) run(ctx context.Context, only string) error {
	var failed []string
	for _, c := range comparisons {
		if only != "" && only != c.name {
			continue
		}
		if err := c.run(ctx, b); err != nil {
			fmt.Printf("# %s failed: %s\n", c.name, strings.ReplaceAll(err.Error(), "\n", " "))
			failed = append(failed, c.name)
		}
		b.stopAll()
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if len(failed) > 0 {
		return fmt.Errorf("failed: %s", strings.Join(failed, ", "))
	}
	return nil
}
