package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"linkledger/internal/relay"
)

type restoredCommand struct{ dataFlag }

// Run gives every workspace a new epoch and prints what to expect.
func (c restoredCommand) Run(ctx context.Context, out output) error {
	if _, err := os.Stat(databasePath(c.Data)); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("there is no relay.db in %s: bring the copy of the data folder back first", c.Data)
	}
	return withRegistry(ctx, c.Data, func(g relay.Registry) error {
		all, err := g.Restored(ctx)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return fmt.Errorf("the relay.db in %s holds no workspace: is this the right copy?", c.Data)
		}
		for _, w := range all {
			fmt.Fprintf(out.stdout, "%s\t%s\tnew epoch %s\n", w.ID, w.LinkBase, w.Epoch)
		}
		fmt.Fprint(out.stderr, "Start the relay now. What to expect:\n"+
			"- Links and postbacks work as they stood in the copy. Links made later show the plain page.\n"+
			"- Desktops that had synced say that the relay was restored. They keep all their data, and stop syncing and paying.\n"+
			"- Sales reported after the copy are not in the relay's log. CJ's own rows have them.\n"+
			"If a newer copy turns up, stop the relay and bring that one back instead.\n")
		return nil
	})
}
