package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

type pairCommand struct {
	dataFlag
	Workspace string `help:"The workspace's id, when the relay has several."`
	PublicURL string `name:"public-url" env:"LINKLEDGER_RELAY_PUBLIC_URL" help:"Where the desktop reaches the relay; the workspace's link base when absent."`
}

// Run prints the code alone on the output, and what to do with it beside it.
func (c pairCommand) Run(ctx context.Context, out output) error {
	return withRegistry(ctx, c.Data, func(g relay.Registry) error {
		g.RelayURL = c.PublicURL
		workspace, err := c.workspace(ctx, g)
		if err != nil {
			return err
		}
		code, err := g.OpenPairing(ctx, workspace)
		if err != nil {
			return err
		}
		devices, err := g.Devices(ctx, workspace)
		if err != nil {
			return err
		}
		fmt.Fprintln(out.stdout, code)
		fmt.Fprintln(out.stderr, "Type this code in Linkledger under Settings, Connect to a relay, within 10 minutes. Whoever has it is let in, once.")
		if anyActive(devices) {
			fmt.Fprintln(out.stderr, "This workspace has a desktop already. Only a desktop can hand over the key that opens the data, so the new one\n"+
				"also asks for the printed recovery key. Easier: take a code from that desktop, under Settings, Devices.")
		}
		return nil
	})
}

// workspace is the one that was named, or the only one.
func (c pairCommand) workspace(ctx context.Context, g relay.Registry) (string, error) {
	if c.Workspace != "" {
		return c.Workspace, nil
	}
	all, err := g.Store.Workspaces(ctx)
	switch {
	case err != nil:
		return "", err
	case len(all) == 0:
		return "", fmt.Errorf("there is no workspace in %s yet: make one with serve --link-base … --time-zone …, or with workspace create", c.Data)
	case len(all) == 1:
		return all[0].ID, nil
	}
	ids := make([]string, len(all))
	for i, w := range all {
		ids[i] = w.ID + " (" + w.LinkBase + ")"
	}
	return "", fmt.Errorf("the relay has several workspaces: say which with --workspace. There are %s", strings.Join(ids, ", "))
}

func anyActive(devices []relay.Device) bool {
	for _, d := range devices {
		if d.Revoked.IsZero() {
			return true
		}
	}
	return false
}

// prepare makes the first workspace of an empty relay, and prints a code for
// each workspace that no desktop is paired with.
func (c serveCommand) prepare(ctx context.Context, g relay.Registry, w io.Writer) error {
	all, err := g.Store.Workspaces(ctx)
	if err != nil {
		return err
	}
	asked := relay.NewWorkspace{TimeZone: c.TimeZone, LinkBase: c.LinkBase}
	switch {
	case len(all) > 0:
	case asked == relay.NewWorkspace{}:
		fmt.Fprintln(w, "The relay has no workspace yet. Stop it, and start it with --link-base https://go.brand.example --time-zone Europe/Berlin.")
	case asked.TimeZone == "" || asked.LinkBase == "":
		return fmt.Errorf("the first workspace needs both: --link-base, what member links begin with, and --time-zone, where days are cut")
	default:
		first, err := g.CreateWorkspace(ctx, asked)
		if err != nil {
			return err
		}
		all = append(all, first)
	}
	for _, workspace := range all {
		devices, err := g.Devices(ctx, workspace.ID)
		if err != nil {
			return err
		}
		if anyActive(devices) {
			continue
		}
		code, err := g.OpenPairing(ctx, workspace.ID)
		if err != nil {
			return err
		}
		c.welcome(w, workspace, code)
	}
	return nil
}

func (c serveCommand) welcome(w io.Writer, workspace relay.Workspace, code relayapi.PairingCode) {
	fmt.Fprintf(w, "\nNo desktop is paired with %s yet. Type this code in Linkledger under Settings, Connect to a relay,\n"+
		"within 10 minutes. Whoever has it is let in, once.\n\n    %s\n\nA new code: linkledger-relay pair --data %s --workspace %s\n\n", workspace.LinkBase, code, c.Data, workspace.ID)
}
