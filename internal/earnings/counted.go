package earnings

import (
	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Window is a range of sale days, both included; an empty end is open.
type Window struct{ From, To string }

// Tally is what the items of a window come to, in one currency.
type Tally struct {
	Conversions int64 // that count
	Sales       int64 // their sale amounts, minor units
	Payouts     int64 // what the rules paid on all items of the window, minor units; without adjustments
}

// Counted tells what an offer has counted. A fold asks its database, a replay
// its memory; what stands before a place is final when it is asked for.
type Counted interface {
	// Before is what a member's items of a window before a place come to, or
	// those of all members with an empty one.
	Before(offer affiliate.OfferID, member affiliate.MemberID, w Window, p Place, c money.Currency) (Tally, error)
	// Whole is the conversions and sales of a whole window, without payouts.
	Whole(offer affiliate.OfferID, member affiliate.MemberID, w Window, c money.Currency) (Tally, error)
	// OfClick counts the conversions of a click that count before a place, and
	// gives the sale day of the first.
	OfClick(offer affiliate.OfferID, click string, p Place) (n int, firstDay string, err error)
}
