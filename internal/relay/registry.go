package relay

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/relayapi"
)

// Registry makes workspaces and lets devices in. It needs only the store, so
// it works beside a relay that is running.
type Registry struct {
	Store Store
	Clock clock.Clock
	URLs  affiliate.URLPolicy
	// RelayURL is where devices reach the relay; the workspace's link base
	// when empty.
	RelayURL string
}

// NewWorkspace is what a person decides of a workspace.
type NewWorkspace struct {
	TimeZone string // IANA name
	LinkBase string // scheme and host that links begin with
}

const (
	maxDeviceName  = 60
	clickKeySize   = 32
	deviceKeyBytes = 32
)

// CreateWorkspace makes an empty workspace with its first click key.
func (g Registry) CreateWorkspace(ctx context.Context, n NewWorkspace) (Workspace, error) {
	if _, err := time.LoadLocation(n.TimeZone); err != nil || n.TimeZone == "" || n.TimeZone == "Local" {
		return Workspace{}, fmt.Errorf("%q is not a time zone: give an IANA name such as Europe/Berlin", n.TimeZone)
	}
	base := strings.TrimSuffix(n.LinkBase, "/")
	if err := g.URLs.CheckURL(base); err != nil {
		return Workspace{}, fmt.Errorf("the link base %q can't be used: %w", n.LinkBase, err)
	}
	if u, err := url.Parse(base); err != nil || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.ForceQuery {
		return Workspace{}, fmt.Errorf("the link base %q must be scheme and host only, such as https://go.brand.example", n.LinkBase)
	}
	id, err := affiliate.NewID[string](rand.Reader)
	if err != nil {
		return Workspace{}, err
	}
	epoch, err := affiliate.NewID[string](rand.Reader)
	if err != nil {
		return Workspace{}, err
	}
	w := Workspace{ID: id, TimeZone: n.TimeZone, LinkBase: base, Epoch: epoch, Created: g.Clock.Now()}
	w.ClickKeys[0] = make([]byte, clickKeySize)
	rand.Read(w.ClickKeys[0]) // never fails: crypto/rand aborts the program instead
	if err := g.batch(ctx, func(tx Tx) error { return tx.AddWorkspace(w) }); err != nil {
		return Workspace{}, fmt.Errorf("create the workspace: %w", err)
	}
	return w, nil
}

// AddDevice lets a device into a workspace. The token in the connection is
// kept nowhere: only its hash is.
func (g Registry) AddDevice(ctx context.Context, workspaceID, name string) (relayapi.Connection, error) {
	name, err := checkDeviceName(name)
	if err != nil {
		return relayapi.Connection{}, err
	}
	w, err := g.findWorkspace(ctx, workspaceID)
	if err != nil {
		return relayapi.Connection{}, err
	}
	id, err := affiliate.NewID[string](rand.Reader)
	if err != nil {
		return relayapi.Connection{}, err
	}
	secret := make([]byte, deviceKeyBytes)
	rand.Read(secret)
	token := relayapi.TokenPrefix + base64.RawURLEncoding.EncodeToString(secret)
	d := Device{ID: id, Workspace: w.ID, Name: name, TokenHash: HashToken(token), Created: g.Clock.Now()}
	if err := g.batch(ctx, func(tx Tx) error { return tx.AddDevice(d) }); err != nil {
		return relayapi.Connection{}, fmt.Errorf("add the device: %w", err)
	}
	return relayapi.Connection{RelayURL: g.relayURL(w), WorkspaceID: w.ID, DeviceID: id, Token: token}, nil
}

func checkDeviceName(name string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" || utf8.RuneCountInString(name) > maxDeviceName || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return "", fmt.Errorf("give the device a name of 1 to %d characters, such as \"Office laptop\"", maxDeviceName)
	}
	return name, nil
}

func (g Registry) findWorkspace(ctx context.Context, id string) (Workspace, error) {
	w, err := g.Store.Workspace(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return w, fmt.Errorf("there is no workspace %q on this relay: list them, or create one", id)
	}
	return w, err
}

// relayURL is where a workspace's devices reach the relay.
func (g Registry) relayURL(w Workspace) string {
	if g.RelayURL != "" {
		return strings.TrimSuffix(g.RelayURL, "/")
	}
	return w.LinkBase
}

// RevokeDevice shuts a device out, at once and for good.
func (g Registry) RevokeDevice(ctx context.Context, workspaceID, deviceID string) error {
	err := g.batch(ctx, func(tx Tx) error { return tx.RevokeDevice(workspaceID, deviceID, g.Clock.Now()) })
	if errors.Is(err, ErrNotFound) {
		return fmt.Errorf("there is no device %q in workspace %q: list the devices to see their ids", deviceID, workspaceID)
	}
	return err
}

// Devices are a workspace's devices, revoked ones too.
func (g Registry) Devices(ctx context.Context, workspaceID string) ([]Device, error) {
	return g.Store.Devices(ctx, workspaceID)
}

func (g Registry) batch(ctx context.Context, do func(Tx) error) error {
	errs, err := g.Store.Batch(ctx, []func(Tx) error{do})
	if err != nil {
		return err
	}
	return errs[0]
}
