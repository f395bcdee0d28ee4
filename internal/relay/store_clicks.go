package relay

import (
	"context"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay/clickfile"
	"linkledger/internal/relayapi"
)

// Visitor is the keyed hash of who clicked a link on a local day; the zero one
// is of nobody, or has been forgotten.
type Visitor [16]byte

// KeptClick is a click as it is stored: how it was judged last, and what is
// needed to judge it again.
type KeptClick struct {
	relayapi.Click
	Agent   string // User-Agent
	Signal  string // what the headers said
	Visitor Visitor
	Offer   string // its link's, as Test is; read, not written
}

// ClickCursor is a place in a workspace's clicks by link number, time and id.
type ClickCursor struct {
	Link int64
	Time time.Time
	ID   string
}

// ClicksKept says since which local days clicks and visitors are kept whole;
// earlier ones are being forgotten or gone. Empty is since ever.
type ClicksKept struct{ ClicksFrom, VisitorsFrom string }

// ClickCut says which clicks of a workspace are meant, and by what they are
// told apart. Days and hours are the caller's, who knows the time zone.
type ClickCut struct {
	Workspace string
	From, To  time.Time // To is not in it
	By        []relayapi.ClickProperty
	Where     []relayapi.ClickFilter
	Tests     bool // those of test links too
}

// ClickGroup are clicks that are alike in what a cut tells apart.
type ClickGroup struct {
	Values []string
	relayapi.ClickSums
}

// FoundClick is a click and what its link is of.
type FoundClick struct {
	relayapi.Click
	Offer, Member string
}

type clickReader interface {
	Clicks(ctx context.Context, workspace string, link int64, limit int) ([]relayapi.Click, error)
	// Click finds a kept click: ErrNotFound when there is none.
	Click(ctx context.Context, workspace string, id affiliate.ClickID) (relayapi.Click, error)
	// ClickPosition is how far a node's click files have been stored.
	ClickPosition(ctx context.Context, node uint8) (clickfile.Position, error)
	// PendingSince are the workspaces whose counts wait to become an entry of
	// the log, and since when.
	PendingSince(ctx context.Context) (map[string]time.Time, error)

	// GroupClicks adds clicks up and hands each group over once. FindClicks are
	// at most limit of them before a place, newest first.
	GroupClicks(ctx context.Context, cut ClickCut, each func(ClickGroup)) error
	FindClicks(ctx context.Context, cut ClickCut, before ClickCursor, limit int) ([]FoundClick, error)
	// ClicksAfter and ClicksKept are as in a transaction.
	ClicksAfter(ctx context.Context, workspace string, after ClickCursor, since time.Time, limit int) ([]KeptClick, error)
	ClicksKept(ctx context.Context, workspace string) (ClicksKept, error)
	// ClickRules are a workspace's own; none when it never put any.
	ClickRules(ctx context.Context, workspace string) (affiliate.ClickRules, error)
}

type clickWriter interface {
	PutClicks(workspace string, clicks []KeptClick) error
	// ClicksByID are those of ids that are kept, by id.
	ClicksByID(workspace string, ids []string) (map[string]relayapi.Click, error)
	// PutJudgements replaces how clicks that are there were judged: device,
	// browser, rejected and unique.
	PutJudgements(workspace string, clicks []KeptClick) error
	// ClicksAfter are at most limit clicks after a place that are not older
	// than a time, in the cursor's order.
	ClicksAfter(workspace string, after ClickCursor, since time.Time, limit int) ([]KeptClick, error)
	PutClickPosition(node uint8, p clickfile.Position) error
	ClickRules(workspace string) (affiliate.ClickRules, error)
	PutClickRules(workspace string, r affiliate.ClickRules) error

	// Visits are when those of the visitors that had a click counted on a
	// local day had their last one.
	Visits(workspace, day string, visitors []Visitor) (map[Visitor]time.Time, error)
	PutVisits(workspace, day string, last map[Visitor]time.Time) error
	DropVisits(workspace, day string, visitors []Visitor) error
	// ForgetVisits drops the visitors of days before one.
	ForgetVisits(workspace, before string) error

	// PendingClicks are the counts that wait; empty ones without any.
	PendingClicks(workspace string) (relayapi.ClicksBody, error)
	// PutPendingClicks replaces them; since is kept when there are some.
	PutPendingClicks(workspace string, since time.Time, counts relayapi.ClicksBody) error
	DropPendingClicks(workspace string) error

	// ClicksKept is what has been forgotten; PutClicksKept is called before
	// the first of a day is.
	ClicksKept(workspace string) (ClicksKept, error)
	PutClicksKept(workspace string, k ClicksKept) error
	// ForgetVisitors makes visitors of at most limit clicks before a time the
	// zero one, oldest first, and says of how many.
	ForgetVisitors(workspace string, before time.Time, limit int) (int, error)
	// DropClicks drops at most limit clicks before a time whose visitors have
	// been forgotten, oldest first, and says how many.
	DropClicks(workspace string, before time.Time, limit int) (int, error)
	// DropAgents drops the User-Agents that no click since a time has.
	DropAgents(workspace string, before time.Time) error
}
