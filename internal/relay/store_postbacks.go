package relay

import (
	"context"

	"linkledger/internal/relayapi"
)

type postbackReader interface {
	Postbacks(ctx context.Context, workspace string, limit int) ([]relayapi.PostbackCall, error)
}

type postbackWriter interface {
	// Conversions are those of a scope (affiliate.Report.Scope: a click id,
	// mostly), oldest first.
	Conversions(workspace, scope string) ([]relayapi.ConversionBody, error)
	// PutConversion keeps a conversion under its scope, beside its entry.
	PutConversion(workspace string, seq int64, c relayapi.ConversionBody) error
	// PutPostback keeps a call, known when its token was right. The workspace
	// is empty when nobody can say whose it is.
	PutPostback(workspace string, known bool, c relayapi.PostbackCall) error
	// TrimUnknown drops all but the newest of the calls that were not known.
	TrimUnknown(workspace string, keep int) error
}
