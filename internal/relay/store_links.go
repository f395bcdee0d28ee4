package relay

import (
	"context"

	"linkledger/internal/relayapi"
)

// Code is a path under a host, given to a link number from a device's block; or
// a slug beside it.
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
	Slug, Page, Values             []byte // empty for most; Values is a JSON object
	Number                         int64
	Active, Test                   bool
}

type linkReader interface {
	// Links and Offers hand over all rows of all workspaces; offers with all
	// their fields, the fallback URL too. A link's offer is always there.
	Links(ctx context.Context, f func(*StoredLink)) error
	Offers(ctx context.Context, f func(workspace string, o relayapi.PublicOffer)) error
	// Slugs hands over all slugs that links have or had.
	Slugs(ctx context.Context, f func(workspace string, number int64, slug string)) error
	// MemberLink finds the number of a member's link of an offer, the first that
	// is no test: ErrNotFound.
	MemberLink(ctx context.Context, workspace, offer, member string) (number int64, err error)
	// OldTokens hands over the hashes of tokens that offers had.
	OldTokens(ctx context.Context, f func(workspace, offer, hash string)) error
}

type linkWriter interface {
	// TakeNumbers reserves n link numbers and says the first; with 0 it says
	// which is next.
	TakeNumbers(workspace string, n int) (first int64, err error)
	// PutCode gives a code to a link number: ErrTaken when it is in use.
	PutCode(c Code) error
	// Code finds the code of a link number: ErrNotFound.
	Code(workspace string, number int64) (Code, error)
	// PutSlug gives a slug to a link number, beside its code and earlier slugs:
	// ErrTaken when another number has it, as a slug or a code.
	PutSlug(c Code) error
	// CountSlugs is how many slugs a link number has.
	CountSlugs(workspace string, number int64) (int, error)
	// Link finds a link with all its fields but the aliases: ErrNotFound.
	Link(workspace string, number int64) (relayapi.PublicLink, error)
	// PutLink adds a link of an offer that is there, or replaces all of it but
	// code, offer and member: ErrTaken when those are others.
	PutLink(workspace string, l relayapi.PublicLink) error
	// Offer finds an offer with all its fields: ErrNotFound.
	Offer(workspace, id string) (relayapi.PublicOffer, error)
	// PutOffer replaces an offer and its token hashes, and keeps those that it
	// had as old ones: ErrTaken when another offer has or had one of them.
	PutOffer(workspace string, o relayapi.PublicOffer) error
}
