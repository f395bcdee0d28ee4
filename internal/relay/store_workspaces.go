package relay

import (
	"context"
	"time"

	"linkledger/internal/affiliate"
)

// Workspace is one brand's programme on a relay.
type Workspace struct {
	ID        string
	TimeZone  string // IANA name
	LinkBase  string // what codes are appended to, without a slash at the end
	Epoch     string
	ClickKeys affiliate.ClickKeys
	Created   time.Time
}

// Device is a desktop that may use a workspace.
type Device struct {
	ID        string
	Workspace string
	Name      string
	TokenHash string // lower-case hex SHA-256
	Created   time.Time
	Revoked   time.Time // zero while it may
}

type workspaceReader interface {
	Workspaces(ctx context.Context) ([]Workspace, error)
	Workspace(ctx context.Context, id string) (Workspace, error) // ErrNotFound
	Devices(ctx context.Context, workspace string) ([]Device, error)
	// DeviceByToken finds the device of a token that is not revoked, by the
	// token's hash: ErrNotFound when there is none.
	DeviceByToken(ctx context.Context, tokenHash string) (Device, error)
}

type workspaceWriter interface {
	AddWorkspace(w Workspace) error
	// SetEpoch is ErrNotFound without such a workspace.
	SetEpoch(workspace, epoch string) error
	AddDevice(d Device) error
	// RevokeDevice is ErrNotFound when there is no such device.
	RevokeDevice(workspace, device string, at time.Time) error
}
