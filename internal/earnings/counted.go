package earnings

import (
	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Window is a range of sale days, both included; an empty end is open.
type Window struct{ From, To string }

// Holds reports whether a day is in the window.
func (w Window) Holds(day string) bool { return w.From <= day && (w.To == "" || day <= w.To) }

// Tally is what the items of a window come to, in one currency.
type Tally struct {
	Conversions int64 // items that count (Item.Counts) whose sale is in the currency
	Sales       int64 // their Item.Sales, minor units
	Payouts     int64 // Result.ByRule of all items of the window that is in the currency, minor units; clicks too, without adjustments
}

// DayTally is what the items of a day come to.
type DayTally struct {
	Day string
	Tally
}

// Counted tells what an offer has counted. A fold asks its database, a replay
// its memory; what stands before a place is final when it is asked for.
//
// With an empty currency the conversions of all currencies are counted, and the
// sales and payouts of the tally mean nothing.
type Counted interface {
	// Before is what a member's items of a window before a place come to, or
	// those of all members with an empty one.
	Before(offer affiliate.OfferID, member affiliate.MemberID, w Window, p Place, c money.Currency) (Tally, error)
	// Whole is the conversions and sales of a whole window, without payouts;
	// the item that asks is among them.
	Whole(offer affiliate.OfferID, member affiliate.MemberID, w Window, c money.Currency) (Tally, error)
	// OfClick counts the conversions of a click that count before a place, and
	// gives the sale day of the first.
	OfClick(offer affiliate.OfferID, click string, p Place) (n int, firstDay string, err error)
}
