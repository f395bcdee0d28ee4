package main

import (
	"context"
	"fmt"

	"linkledger/internal/relay"
)

type deviceCommand struct {
	Add    deviceAdd    `cmd:"" help:"Let a desktop in: prints the line that it connects with."`
	List   deviceList   `cmd:"" help:"List a workspace's devices."`
	Revoke deviceRevoke `cmd:"" help:"Shut a device out, at once."`
}

type deviceAdd struct {
	dataFlag
	Workspace string `required:"" help:"The workspace's id."`
	Name      string `required:"" help:"What the device is called, such as \"Office laptop\"."`
	PublicURL string `name:"public-url" env:"LINKLEDGER_RELAY_PUBLIC_URL" help:"Where the desktop reaches the relay; the workspace's link base when absent."`
}

// Run prints the connection line alone on the output, and what to do with it
// beside it.
func (c deviceAdd) Run(ctx context.Context, out output) error {
	return withRegistry(ctx, c.Data, func(g relay.Registry) error {
		g.RelayURL = c.PublicURL
		connection, err := g.AddDevice(ctx, c.Workspace, c.Name)
		if err != nil {
			return err
		}
		fmt.Fprintln(out.stdout, connection)
		fmt.Fprintf(out.stderr, "Paste this line into Linkledger under Settings, Connect to a relay. It is a password and is not shown again.\n"+
			"Take it back with: linkledger-relay device revoke --data %s --workspace %s --device %s\n", c.Data, c.Workspace, connection.DeviceID)
		return nil
	})
}

type deviceList struct {
	dataFlag
	Workspace string `required:"" help:"The workspace's id."`
}

// Run prints a line each.
func (c deviceList) Run(ctx context.Context, out output) error {
	return withRegistry(ctx, c.Data, func(g relay.Registry) error {
		devices, err := g.Devices(ctx, c.Workspace)
		for _, d := range devices {
			state := "active"
			if !d.Revoked.IsZero() {
				state = "revoked " + d.Revoked.Format("2006-01-02")
			}
			fmt.Fprintf(out.stdout, "%s\t%s\t%s\n", d.ID, state, d.Name)
		}
		return err
	})
}

type deviceRevoke struct {
	dataFlag
	Workspace string `required:"" help:"The workspace's id."`
	Device    string `required:"" help:"The device's id."`
}

// Run shuts the device out.
func (c deviceRevoke) Run(ctx context.Context, out output) error {
	return withRegistry(ctx, c.Data, func(g relay.Registry) error {
		if err := g.RevokeDevice(ctx, c.Workspace, c.Device); err != nil {
			return err
		}
		fmt.Fprintln(out.stdout, "The device is shut out.")
		return nil
	})
}
