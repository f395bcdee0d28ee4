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
	key    relayapi.Key
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

// connect keeps how the workspace is reached, once the relay has answered.
func (s *session) connect(ctx context.Context, line relayapi.Connection, key relayapi.Key) error {
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
	// The key is saved before anything is sealed with it: a crash must never
	// leave a workspace whose key nobody has. The connection comes last, since
	// with it the profile counts as connected.
	if err := s.vault.Set(secretKey, key.Text()); err != nil {
		return err
	}
	if err := s.settleKey(ctx, client, workspace, key); err != nil {
		return err
	}
	raw, err := json.Marshal(workspace)
	if err != nil {
		return err
	}
	if err := s.vault.Set(secretWorkspace, string(raw)); err != nil {
		return err
	}
	return s.vault.Set(secretConnection, line.String())
}

// loadConnection takes up the connection that connect kept, if there is one.
func (s *session) loadConnection() error {
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
	keyText, err := s.vault.Get(secretKey)
	if err != nil {
		return err
	}
	if c.key, err = relayapi.ParseKey(keyText); err != nil {
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
	return nil
}

// firstKey is the idempotency key of the first sealed entry of a workspace: of
// two devices that start one at the same time, one wins.
const firstKey = "workspace-key"

// settleKey makes sure that all devices of a workspace seal with one key: the
// one that sealed its first entry. A device that comes second is told.
func (s *session) settleKey(ctx context.Context, client *relayapi.Client, workspace relayapi.Workspace, key relayapi.Key) error {
	c, err := affiliate.NewChange(affiliate.NounSetting, affiliate.SettingWorkspace, struct{}{})
	if err != nil {
		return err
	}
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	first := relayapi.NewEntry{ID: newEntryID(), Kind: relayapi.KindChange, Schema: affiliate.ChangeSchema, Actor: s.actor, Time: s.clock.Now(), Key: firstKey}
	if err := key.Seal(workspace.ID, &first, body); err != nil {
		return err
	}
	result, err := client.Push(ctx, relayapi.Push{Epoch: workspace.Epoch, Entries: []relayapi.NewEntry{first}})
	if err != nil {
		return err
	}
	placed := result.Entries[0]
	if !placed.Duplicate {
		return nil
	}
	page, err := client.Pull(ctx, placed.Seq-1, 1)
	if err != nil {
		return err
	}
	if _, err := key.Open(workspace.ID, page.Entries[0]); err != nil {
		return field("key", "Another device has started this workspace: enter the workspace key that it shows under Settings.")
	}
	return nil
}

// ownKey is the key that this profile saved, perhaps in a connect that broke
// off, or a new one.
func (s *session) ownKey() (relayapi.Key, error) {
	text, err := s.vault.Get(secretKey)
	if errors.Is(err, secret.ErrNotFound) {
		return relayapi.NewKey(), nil
	}
	if err != nil {
		return relayapi.Key{}, err
	}
	return relayapi.ParseKey(text)
}

// chooseKey checks the key that a person entered against the log; without one
// it is the profile's own, if nothing was sealed with another yet.
func (s *session) chooseKey(ctx context.Context, line relayapi.Connection, text string) (relayapi.Key, error) {
	client, err := relayapi.Dial(line)
	if err != nil {
		return relayapi.Key{}, err
	}
	entry, sealed, err := firstSealed(ctx, client)
	if err != nil {
		return relayapi.Key{}, err
	}
	if clean(text) == "" {
		key, err := s.ownKey()
		if err != nil {
			return key, err
		}
		if sealed {
			if _, err := key.Open(line.WorkspaceID, entry); err != nil {
				return key, field("key", "Enter the workspace key that your other device shows under Settings.")
			}
		}
		return key, nil
	}
	key, err := relayapi.ParseKey(text)
	if err != nil {
		return key, field("key", sentence(err.Error()))
	}
	if sealed {
		if _, err := key.Open(line.WorkspaceID, entry); err != nil {
			return key, field("key", "This is the key of another workspace.")
		}
	}
	return key, nil
}

// hasSealed reports whether the log holds anything that needs the workspace key.
func hasSealed(ctx context.Context, line relayapi.Connection) (bool, error) {
	client, err := relayapi.Dial(line)
	if err != nil {
		return false, err
	}
	_, sealed, err := firstSealed(ctx, client)
	return sealed, err
}

func firstSealed(ctx context.Context, client *relayapi.Client) (e relayapi.Entry, found bool, err error) {
	const page = 1000
	for after := int64(0); ; {
		p, err := client.Pull(ctx, after, page)
		if err != nil {
			return e, false, err
		}
		for _, e := range p.Entries {
			if e.Kind == relayapi.KindChange || e.Kind == relayapi.KindCJ {
				return e, true, nil
			}
			after = e.Seq
		}
		if after >= p.Head || len(p.Entries) == 0 {
			return e, false, nil
		}
	}
}
