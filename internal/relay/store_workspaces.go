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
	Seen      time.Time // to the hour; zero when it never came
	Revoked   time.Time // zero while it may
	// Owes says that the relay was restored and waits for what the device
	// knows of the lost part. A revoked device is not waited for.
	Owes bool
	// LastEntry is the place in the log of the last entry of the device; it
	// follows from what was appended.
	LastEntry int64
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
	// AddDevice is ErrTaken when another device has the token.
	AddDevice(d Device) error
	// DeviceByToken is as outside a transaction.
	DeviceByToken(tokenHash string) (Device, error)
	// SeeDevice notes when a device was last there.
	SeeDevice(workspace, device string, at time.Time) error
	// RevokeDevice is ErrNotFound when there is no such device.
	RevokeDevice(workspace, device string, at time.Time) error
	// OweAll makes all devices of a workspace owe, Settle one no longer.
	OweAll(workspace string) error
	Settle(workspace, device string) error
	// Owing are the devices that owe and are not revoked, oldest first.
	Owing(workspace string) ([]Device, error)
}
