package earnings

import (
	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Item is what may earn: a conversion, or the unique clicks of a member on an
// offer on a day.
type Item struct {
	Cause  string // of the ledger: "conversion:<id>", or "clicks:<offer>.<member>.<day>"
	Offer  affiliate.OfferID
	Member affiliate.MemberID
	Group  affiliate.GroupID // of the member on the day
	Place  Place

	// Of a conversion.
	Sale       money.Amount
	Commission money.Amount
	Status     affiliate.Status
	Test       bool
	FromCJ     bool // CJ's rows are here; the postback alone otherwise
	ClickID    string
	Order      affiliate.Order
	Adjusted   money.Amount // the sum of its adjustments that stand

	Clicks int64 // of a click day: unique clicks; 0 for a conversion
}

// Place is where an item stands in the order of sales, which decides what came
// before it: by day, then instant, then cause. The order in which facts arrive
// decides nothing.
type Place struct {
	Day   string // sale day, or the day of the clicks
	At    int64  // Unix milliseconds of the first report; the largest there is for a click day
	Cause string
}

// Before reports whether p comes before q.
func (p Place) Before(q Place) bool {
	switch {
	case p.Day != q.Day:
		return p.Day < q.Day
	case p.At != q.At:
		return p.At < q.At
	}
	return p.Cause < q.Cause
}

// Counts reports whether an item counts in tiers, bonuses and caps: a
// conversion that stands and has a member.
func (i Item) Counts() bool {
	switch i.Status {
	case affiliate.StatusPending, affiliate.StatusApproved, affiliate.StatusOnHold:
		return i.Clicks == 0 && !i.Test && i.Member != ""
	}
	return false
}
