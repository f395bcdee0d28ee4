package relay

import (
	"context"
	"errors"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay/clickfile"
	"linkledger/internal/relayapi"
)

// Errors of a Store that the relay tells apart.
var (
	ErrNotFound = errors.New("not found")
	// ErrTaken says that a unique name is in use.
	ErrTaken = errors.New("taken")
)

// Store keeps what must survive. Every key starts with the workspace, so that
// one store holds many of them. storetest holds the rules that every
// implementation must pass.
type Store interface {
	// Batch runs members in one transaction, in order. A member that returns
	// an error is undone alone, and its error stands at its place. When Batch
	// itself returns nil, everything else is durable; when it returns an
	// error, nothing of any member is.
	Batch(ctx context.Context, members []func(Tx) error) ([]error, error)

	Workspaces(ctx context.Context) ([]Workspace, error)
	Workspace(ctx context.Context, id string) (Workspace, error) // ErrNotFound
	Devices(ctx context.Context, workspace string) ([]Device, error)
	// DeviceByToken finds the device of a token that is not revoked, by the
	// token's hash: ErrNotFound when there is none.
	DeviceByToken(ctx context.Context, tokenHash string) (Device, error)
	// Links and Offers hand over all rows of all workspaces; offers with all
	// their fields, the fallback URL too. A link's offer is always there.
	Links(ctx context.Context, f func(workspace string, l relayapi.PublicLink)) error
	Offers(ctx context.Context, f func(workspace string, o relayapi.PublicOffer)) error
	// Log is a page of at most limit entries after a sequence number, without
	// a hole, and the head at the same moment.
	Log(ctx context.Context, workspace string, after int64, limit int) (relayapi.Page, error)
	Clicks(ctx context.Context, workspace string, link int64, limit int) ([]relayapi.Click, error)
	// Click finds a kept click: ErrNotFound when there is none.
	Click(ctx context.Context, workspace string, id affiliate.ClickID) (relayapi.Click, error)
	Postbacks(ctx context.Context, workspace string, limit int) ([]relayapi.PostbackCall, error)
	// ClickPosition is how far a node's click files have been stored.
	ClickPosition(ctx context.Context, node uint8) (clickfile.Position, error)
	// Ready reports whether the store answers.
	Ready(ctx context.Context) error
}

// Tx is what one member of a batch may do.
type Tx interface {
	// Head is the workspace's epoch and last sequence number. It holds the
	// workspace's log until the transaction ends: no other member, on this
	// node or another, comes between. ErrNotFound without such a workspace.
	Head(workspace string) (epoch string, seq int64, err error)
	// Append gives an entry the next sequence number.
	Append(workspace string, e relayapi.Entry) (seq int64, err error)
	// Placed finds the sequence number of an entry by its id, or by its kind
	// and key when that is not empty; 0 when there is none.
	Placed(workspace, id, kind, key string) (seq int64, err error)

	AddWorkspace(w Workspace) error
	// SetEpoch is ErrNotFound without such a workspace.
	SetEpoch(workspace, epoch string) error
	AddDevice(d Device) error
	// RevokeDevice is ErrNotFound when there is no such device.
	RevokeDevice(workspace, device string, at time.Time) error

	// TakeNumbers reserves n link numbers and says the first.
	TakeNumbers(workspace string, n int) (first int64, err error)
	// PutCode gives a code to a link number: ErrTaken when it is in use.
	PutCode(c Code) error
	// Code finds the code of a link number: ErrNotFound.
	Code(workspace string, number int64) (Code, error)
	// PutLink adds a link of an offer that is there, or replaces its status:
	// ErrTaken when it has another code, offer or member.
	PutLink(workspace string, l relayapi.PublicLink) error
	// Offer finds an offer with all its fields: ErrNotFound.
	Offer(workspace, id string) (relayapi.PublicOffer, error)
	// PutOffer replaces an offer and its token hashes: ErrTaken when another
	// offer has one of them.
	PutOffer(workspace string, o relayapi.PublicOffer) error

	// ClaimedByOthers are those of keys that another payment holds.
	ClaimedByOthers(workspace, payment string, keys []string) ([]string, error)
	Claim(workspace, payment string, keys []string) error
	Release(workspace, payment string, keys []string) error

	// Conversions are those that a click has already, oldest first.
	Conversions(workspace, clickID string) ([]relayapi.ConversionBody, error)
	PutConversion(workspace string, seq int64, c relayapi.ConversionBody) error
	// PutPostback keeps a call, known when its token was right. The workspace
	// is empty when nobody can say whose it is.
	PutPostback(workspace string, known bool, c relayapi.PostbackCall) error
	// TrimUnknown drops all but the newest of the calls that were not known.
	TrimUnknown(workspace string, keep int) error

	// FirstVisit notes a visitor on a link on a day, and reports whether it
	// was the first time.
	FirstVisit(workspace, day string, link int64, visitor [16]byte) (bool, error)
	// ForgetVisits drops the visitors of days before one.
	ForgetVisits(workspace, before string) error
	PutClick(workspace string, visitor [16]byte, c relayapi.Click) error
	PutClickPosition(node uint8, p clickfile.Position) error
}

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

// Code is a path under a host, given to a link number from a device's block.
type Code struct {
	Host, Code string
	Workspace  string
	Number     int64
	Device     string
}
