package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"linkledger/internal/relay"
	"linkledger/internal/relay/clickfile"
)

type restoredCommand struct{ dataFlag }

// Run gives every workspace a new epoch and prints what to expect.
func (c restoredCommand) Run(ctx context.Context, out output) error {
	if _, err := os.Stat(databasePath(c.Data)); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("there is no relay.db in %s: bring the copy of the data folder back first", c.Data)
	}
	after, err := clickfile.After(filepath.Join(c.Data, "clicks"))
	if err != nil {
		return err
	}
	return withRegistry(ctx, c.Data, func(g relay.Registry) error {
		all, err := g.Restored(ctx, 0, after)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return fmt.Errorf("the relay.db in %s holds no workspace: is this the right copy?", c.Data)
		}
		for _, w := range all {
			fmt.Fprintf(out.stdout, "%s\t%s\tnew epoch %s\n", w.ID, w.LinkBase, w.Epoch)
			for _, d := range w.WaitingFor {
				fmt.Fprintf(out.stdout, "%s\twaits for\t%s\t%s\n", w.ID, d.ID, d.Name)
			}
		}
		fmt.Fprint(out.stderr, "Start the relay now. What to expect:\n"+
			"- Links and postbacks work as they stood in the copy. Links made later work again when a desktop that knows them syncs.\n"+
			"- Each desktop notices at its next sync and gives the relay back what the copy lacks. Nobody has to do anything.\n"+
			"- Payments wait until every desktop listed above has synced once. One that is gone for good: remove it, here with\n"+
			"  linkledger-relay device revoke, or on another desktop under Settings, Devices.\n"+
			"- A desktop that was paired after the copy is not known here any more. Give it a new connection line with\n"+
			"  linkledger-relay device add; with that it gives back what it has.\n"+
			"- A device that was removed after the copy is let in again, until a desktop that knows of the removal syncs:\n"+
			"  that shuts it out anew. Where no such desktop is left, use linkledger-relay device revoke.\n"+
			"- Clicks and postbacks that no desktop had synced are lost to the log. CJ's own rows still have the sales.\n"+
			"If a newer copy turns up, stop the relay and bring that one back instead.\n")
		return nil
	})
}
