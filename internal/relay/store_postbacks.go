package relay

import (
	"context"

	"linkledger/internal/relayapi"
)

type postbackReader interface {
	Postbacks(ctx context.Context, workspace string, limit int) ([]relayapi.PostbackCall, error)
}

type postbackWriter interface {
	// Conversions are those of scopes (affiliate.Report.Scope: a click id,
	// mostly), oldest first, as their entries have them.
	Conversions(workspace string, scopes ...string) ([]relayapi.ConversionBody, error)
	// PlacedConversion finds the sequence number of a conversion's entry; 0
	// when there is none.
	PlacedConversion(workspace, scope, id string) (seq int64, err error)
	// PutConversions says under which scopes the conversions are whose entries
	// have the sequence numbers from first on. None may be there already.
	PutConversions(workspace string, first int64, conversions ...relayapi.ConversionBody) error
	// PutPostbacks keeps calls, known when their token was right. The workspace
	// is empty when nobody can say whose they are. Their ids grow with time.
	PutPostbacks(workspace string, known bool, calls ...relayapi.PostbackCall) error
	// TrimUnknown drops all but the newest of the calls that were not known.
	TrimUnknown(workspace string, keep int) error
}
