package desktop

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
	"linkledger/internal/secret"
)

// connection is what the session knows of its workspace on a relay.
type connection struct {
	line   relayapi.Connection
	client *relayapi.Client
	keys   *relayapi.Keyring
	known  relayapi.Workspace // as of the connect
	zone   *time.Location
	fresh  bool // known was read in this session
}

// freshConnection reads the workspace's facts anew, once a session: its click
// keys may have been rotated. A relay that does not answer is the sync's to
// tell; then the facts of the last time hold.
func (s *session) freshConnection(ctx context.Context, c *connection) *connection {
	if c.fresh {
		return c
	}
	workspace, err := c.client.Workspace(ctx)
	if err != nil || workspace.ID != c.line.WorkspaceID {
		return c
	}
	raw, err := json.Marshal(workspace)
	if err == nil {
		err = s.vault.Set(secretWorkspace, string(raw))
	}
	if err != nil {
		s.app.log.Error("keep the workspace's facts", "error", err)
		return c
	}
	next := *c // others may be reading c
	next.known, next.fresh = workspace, true
	s.mu.Lock()
	s.link = &next
	s.mu.Unlock()
	return &next
}

// connect keeps how the workspace is reached, once the relay has answered and
// this device has its keys. A recovery key opens them where no other device
// handed them over.
func (s *session) connect(ctx context.Context, line relayapi.Connection, recovery relayapi.Identity) error {
	switch of, err := s.dataOf(ctx, s.store); {
	case err != nil:
		return err
	case of != "" && of != line.WorkspaceID:
		return &affiliate.Error{Code: affiliate.Conflict, Message: "The data of this profile belong to another workspace.",
			Hint:   "Nothing was sent or changed. Make a profile of its own for this workspace.",
			Fields: map[string]string{"connection": "This line is of another workspace than the data of this profile."}}
	}
	client, err := relayapi.Dial(line)
	if err != nil {
		return err
	}
	workspace, err := client.Workspace(ctx)
	if err != nil {
		return err
	}
	if workspace.ID != line.WorkspaceID {
		return affiliate.Errorf(affiliate.Conflict, "The relay answers for another workspace than the line names.").WithHint("Copy the connection line again.")
	}
	if err := s.obtainKeys(ctx, client, workspace, recovery); err != nil {
		return err
	}
	raw, err := json.Marshal(workspace)
	if err != nil {
		return err
	}
	if err := s.vault.Set(secretWorkspace, string(raw)); err != nil {
		return err
	}
	// The connection comes last, since with it the profile counts as connected.
	return s.vault.Set(secretConnection, line.String())
}

// loadConnection takes up the connection that connect kept, if there is one.
func (s *session) loadConnection(ctx context.Context) error {
	text, err := s.vault.Get(secretConnection)
	if errors.Is(err, secret.ErrNotFound) {
		s.setStatus(func(v *SyncView) {
			v.State, v.Message = "unconnected", "No relay is connected yet."
			v.Hint = "Offers and members can be set up already. Connect a relay under Settings to make links."
		})
		return nil
	}
	if err != nil {
		return err
	}
	c := &connection{}
	if c.line, err = relayapi.ParseConnection(text); err != nil {
		return err
	}
	if c.client, err = relayapi.Dial(c.line); err != nil {
		return err
	}
	if c.keys, err = s.keyring(); err != nil {
		return err
	}
	raw, err := s.vault.Get(secretWorkspace)
	if err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(raw), &c.known); err != nil {
		return err
	}
	if c.zone, err = time.LoadLocation(c.known.TimeZone); err != nil {
		return fmt.Errorf("the workspace's time zone: %w", err)
	}
	s.mu.Lock()
	s.link = c
	s.mu.Unlock()
	return s.announce(ctx, c)
}
