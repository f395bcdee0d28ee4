package relay

import (
	"context"

	"linkledger/internal/relayapi"
)

// Code is a path under a host, given to a link number from a device's block.
type Code struct {
	Host, Code string
	Workspace  string
	Number     int64
	Device     string
}

// StoredLink is a link as a start reads it by the million: its texts are good
// until the function that got it returns.
type StoredLink struct {
	Workspace, Offer, Member, Code []byte
	Number                         int64
	Active                         bool
}

type linkReader interface {
	// Links and Offers hand over all rows of all workspaces; offers with all
	// their fields, the fallback URL too. A link's offer is always there.
	Links(ctx context.Context, f func(*StoredLink)) error
	Offers(ctx context.Context, f func(workspace string, o relayapi.PublicOffer)) error
}

type linkWriter interface {
	// TakeNumbers reserves n link numbers and says the first; with 0 it says
	// which is next.
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
}
