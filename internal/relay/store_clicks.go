package relay

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay/clickfile"
	"linkledger/internal/relayapi"
)

type clickReader interface {
	Clicks(ctx context.Context, workspace string, link int64, limit int) ([]relayapi.Click, error)
	// Click finds a kept click: ErrNotFound when there is none.
	Click(ctx context.Context, workspace string, id affiliate.ClickID) (relayapi.Click, error)
	// ClickPosition is how far a node's click files have been stored.
	ClickPosition(ctx context.Context, node uint8) (clickfile.Position, error)
}

type clickWriter interface {
	// FirstVisit notes a visitor on a link on a day, and reports whether it
	// was the first time.
	FirstVisit(workspace, day string, link int64, visitor [16]byte) (bool, error)
	// ForgetVisits drops the visitors of days before one.
	ForgetVisits(workspace, before string) error
	PutClick(workspace string, visitor [16]byte, c relayapi.Click) error
	PutClickPosition(node uint8, p clickfile.Position) error
}
