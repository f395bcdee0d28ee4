package main

import (
	"context"
	"errors"
	"fmt"

	"linkledger/internal/clock"
	"linkledger/internal/relay"
)

type workspaceCommand struct {
	Create workspaceCreate `cmd:"" help:"Make a workspace for one brand's programme."`
	List   workspaceList   `cmd:"" help:"List the workspaces."`
}

type workspaceCreate struct {
	dataFlag
	TimeZone string `required:"" help:"IANA name of the zone that days are cut in, such as Europe/Berlin. It can't be changed later."`
	LinkBase string `required:"" name:"link-base" aliases:"public-url" help:"What member links begin with, such as https://go.brand.example."`
}

// Run makes the workspace and prints its id.
func (c workspaceCreate) Run(ctx context.Context, out output) error {
	return withRegistry(ctx, c.Data, func(g relay.Registry) error {
		w, err := g.CreateWorkspace(ctx, relay.NewWorkspace{TimeZone: c.TimeZone, LinkBase: c.LinkBase})
		if err != nil {
			return err
		}
		fmt.Fprintln(out.stdout, w.ID)
		fmt.Fprintf(out.stderr, "The workspace is made. Let a desktop in with:\n  linkledger-relay device add --data %s --workspace %s --name \"Office laptop\"\n", c.Data, w.ID)
		return nil
	})
}

type workspaceList struct{ dataFlag }

// Run prints a line each.
func (c workspaceList) Run(ctx context.Context, out output) error {
	return withRegistry(ctx, c.Data, func(g relay.Registry) error {
		all, err := g.Store.Workspaces(ctx)
		for _, w := range all {
			fmt.Fprintf(out.stdout, "%s\t%s\t%s\n", w.ID, w.LinkBase, w.TimeZone)
		}
		return err
	})
}

func withRegistry(ctx context.Context, data string, do func(relay.Registry) error) error {
	store, err := openStore(ctx, data)
	if err != nil {
		return err
	}
	return errors.Join(do(relay.Registry{Store: store, Clock: clock.System{}}), store.Close())
}
