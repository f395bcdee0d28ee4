package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"linkledger/internal/relay"
)

type reclassifyCommand struct {
	dataFlag
	Workspace string `help:"Only this one; all when absent."`
	Since     string `help:"First day, such as 2026-11-22, in the workspace's time zone; all clicks that are kept when absent."`
}

// Run judges kept clicks anew and prints a line for each workspace.
func (c reclassifyCommand) Run(ctx context.Context, out output) error {
	if _, err := os.Stat(databasePath(c.Data)); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("there is no relay.db in %s: give the folder that the relay serves from", c.Data)
	}
	rules, err := agentRules(c.Data)
	if err != nil {
		return err
	}
	return withRegistry(ctx, c.Data, func(g relay.Registry) error {
		what := relay.Reclassification{Workspace: c.Workspace, Since: c.Since, AgentRules: rules}
		return g.Reclassify(ctx, what, func(r relay.Reclassified) {
			fmt.Fprintf(out.stdout, "%s\t%d clicks judged\t%d changed\n", r.Workspace, r.Clicks, r.Changed)
		})
	})
}

// agentRules are the operator's own rules for User-Agents, if there are any.
func agentRules(data string) (string, error) {
	text, err := os.ReadFile(filepath.Join(data, "agents.txt"))
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	return string(text), err
}
