package ingest

import (
	"context"
	"fmt"

	"linkledger/internal/affiliate"
)

// tokens fits a change of an offer's postback tokens to those that stand, and
// tells where two devices made new postback URLs beside each other.
func (f Folder) tokens(ctx context.Context, tx Tx, stands affiliate.Offer, e affiliate.Entry, c affiliate.Change) (affiliate.Change, error) {
	c, displaced, err := affiliate.MergeTokens(stands, c, e.Time.In(f.Zone))
	if err != nil || displaced == nil {
		return c, err
	}
	return c, tx.Problem(ctx, fmt.Sprintf("The offer %s got a new postback URL on two devices. Both work: the later one is the offer's now, and the other is an earlier one until %s. See that the network calls the offer's.",
		stands.Name, displaced.Until), false)
}
